// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "activity/activitytable.h"
#include "ui/activity/activitywords.h"
#include "ui/common/pagedmodel.h"

namespace coffer::ui {

class Format;

/// The requests that a query finds, newest first.
class ActivityModel : public PagedModel<htx::RequestRecord>
{
    Q_OBJECT

public:
    enum class Column { Time, Key, Permission, Request, Duration, Outcome, Budget, Reason, Count };

    ActivityModel(activity::ActivityTable &table, const KeyNames &names, const Format &format,
                  QObject *parent = nullptr);

    void setQuery(const activity::Query &query);
    const activity::Query &query() const { return m_query; }

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

protected:
    Future<RowIds> findIds() override { return m_table.find(m_query); }
    void fetchRows(int page, const RowIds &ids) override { receive(m_table.rows(ids), page, ids); }

private:
    QString text(const htx::RequestRecord &record, Column column) const;
    QString tip(const htx::RequestRecord &record, Column column) const;

    activity::ActivityTable &m_table;
    const KeyNames &m_names;
    const Format &m_format;
    activity::Query m_query;
};

} // namespace coffer::ui
