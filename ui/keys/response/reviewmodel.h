// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keys/response/review.h"

#include <QAbstractTableModel>

namespace coffer::ui {

class Format;

/// What happened since a date, newest first, with what Coffer did marked.
class ReviewModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum class Column { Time, Kind, Subject, What, Amount, Price, State, By, Count };

    explicit ReviewModel(const Format &format, QObject *parent = nullptr);

    void setRows(const QList<keys::ReviewRow> &rows);
    const keys::ReviewRow &row(int row) const { return m_rows.at(row); }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// A cell in words; amounts as the format says.
    static QString text(const keys::ReviewRow &row, Column column, const Format &format);
    static QString title(Column column);

private:
    const Format &m_format;
    QList<keys::ReviewRow> m_rows;
};

} // namespace coffer::ui
