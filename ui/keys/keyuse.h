// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "activity/activitytable.h"
#include "ui/common/page.h"

class QGridLayout;

namespace coffer::activity {
class ActivityLog;
}

namespace coffer::ui {

class DailyBars;
class Label;

/// What Coffer did with one key in the last 30 days: calls per day as a small chart, and the last requests
/// that did not end well. Follows the log.
class KeyUse : public QWidget
{
    Q_OBJECT

public:
    KeyUse(activity::ActivityLog &log, activity::ActivityTable &table, const Context &context,
           QWidget *parent = nullptr);

    void setKey(const KeyId &key);

private:
    void load();
    void showUse(const QList<activity::HourlyUse> &hours);
    void showTroubles(const QList<htx::RequestRecord> &records);

    activity::ActivityTable &m_table;
    Context m_context;
    KeyId m_key;
    DailyBars *m_bars;
    Label *m_total;
    QGridLayout *m_troubles;
};

} // namespace coffer::ui
