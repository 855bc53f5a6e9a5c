// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "market/alerts/alertevent.h"
#include "store/database.h"

#include <QList>
#include <QStringList>

namespace coffer::market {

/// Alerts and what fired, kept over restarts in the file of the user's charts (store::Profile::chartsFile).
class AlertTable
{
public:
    /// The tables it needs, as steps of that file's schema.
    static QStringList tables();
    /// What a later step adds to them.
    static QStringList references();
    /// Events that the log keeps.
    static constexpr int mostEvents = 1000;

    explicit AlertTable(store::Database &database);

    struct Content
    {
        QList<Alert> alerts;   ///< in the order of their ids
        QList<AlertEvent> log; ///< newest first
        int unreadable = 0;    ///< rows that are not what Coffer writes; they are left as they are
        AlertId lastAlert;     ///< the greatest id ever given, of alerts that are gone, too
        qint64 lastEvent = 0;
    };
    Future<Content> load();

    /// Adds them or replaces those with their ids: all of them or none.
    Future<void> save(const QList<Alert> &alerts);
    Future<void> remove(AlertId id);
    /// Keeps the event and the alert as it is after it, together; the oldest events beyond mostEvents go.
    Future<void> addEvent(const AlertEvent &event, const Alert &after);
    /// Events up to this id were seen.
    Future<void> setSeen(qint64 upTo);
    Future<void> clearLog();

private:
    store::Database &m_database;
};

} // namespace coffer::market
