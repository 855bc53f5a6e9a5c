// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "history/historytable.h"
#include "htx/gateway.h"

#include <QObject>
#include <QSet>
#include <QTimer>

namespace coffer::history {

/// Reads orders that the feed says are filled or over, with their fills, and keeps them: the feed has neither
/// the fees of an order nor the record id of a fill. What can't be read now comes with the next refresh. GUI
/// thread.
class EndedOrders : public QObject
{
    Q_OBJECT

public:
    EndedOrders(htx::Gateway &gateway, HistoryTable &table, QObject *parent);

    /// Another user: what waits is forgotten.
    void setAccount(Uid uid);
    /// Soon: the parts of one trade are told one by one.
    void read(const OrderId &id);

Q_SIGNALS:
    void tableChanged(coffer::history::Record record);

private:
    void readNext();
    void readOne(const OrderId &id);

    htx::Gateway &m_gateway;
    HistoryTable &m_table;
    Uid m_uid;
    QSet<OrderId> m_waiting;
    QTimer m_timer;
};

} // namespace coffer::history
