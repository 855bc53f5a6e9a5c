// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "history/coverage.h"
#include "history/requester.h"
#include "htx/types/account.h"

#include <QObject>
#include <QSet>

#include <memory>

namespace coffer::history {

/// One refresh: open orders of every account, orders and fills of the last 48 hours, the newest deposits and
/// withdrawals, and the final state of orders that are no longer open. Parts fail each for itself. Used once.
/// GUI thread.
class RecentRead : public QObject
{
    Q_OBJECT

public:
    RecentRead(htx::Gateway &gateway, HistoryTable &table, Clock &clock, Uid uid,
               std::shared_ptr<Coverage> coverage, QObject *parent = nullptr);

    void start();
    /// Nothing is sent or reported any more.
    void stop();

Q_SIGNALS:
    /// All open orders of all accounts, newest first.
    void openOrdersRead(const QList<coffer::htx::Order> &orders);
    void tableChanged(coffer::history::Record record);
    /// The end: how many parts were read, and the first failure.
    void finished(int partsRead, const std::optional<coffer::Error> &error);

private:
    void readAccounts();
    void readOpenOrders(const htx::Account &account);
    void openOrdersDone();
    void readRecentOrders();
    void readFills();
    void readTransfers(htx::TransferDirection direction);
    void partDone(const std::optional<Error> &error = std::nullopt);

    void settleLeftOvers();
    void readLeftOvers(const RowIds &rows);
    void readLeftOver(const htx::Order &order);
    void saveOrder(const htx::Order &order);

    htx::Gateway &m_gateway;
    HistoryTable &m_table;
    Clock &m_clock;
    Uid m_uid;
    std::shared_ptr<Coverage> m_coverage;
    Requester m_requester;
    QList<htx::Order> m_open;
    QSet<OrderId> m_openIds;
    std::optional<Error> m_openError;
    std::optional<Error> m_error;
    int m_accountsPending = 0;
    int m_pending = 0;
    int m_partsRead = 0;
    bool m_stopped = false;
};

} // namespace coffer::history
