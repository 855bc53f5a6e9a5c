// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/future.h"
#include "htx/gateway.h"
#include "htx/types/account.h"
#include "keys/response/incident.h"
#include "keys/response/openitem.h"

#include <QObject>

namespace coffer::keys {

/// Reads what is open of one user: orders of all accounts that trade, conditional orders, or withdrawals that
/// have not ended. Changes nothing. GUI thread; the gateway outlives it.
class OpenList : public QObject
{
    Q_OBJECT

public:
    OpenList(htx::Gateway &gateway, Clock &clock, QObject *parent = nullptr);

    /// step: Orders, Conditionals or Withdrawals. Newest first. Call once.
    Future<QList<OpenItem>> run(ResponseStep step);

private:
    void readAccounts();
    void readOrders(QList<htx::Account> accounts);
    void readConditionals();
    void readWithdrawals();
    void end(const std::optional<Error> &error = std::nullopt);

    htx::Gateway &m_gateway;
    Clock &m_clock;
    QList<OpenItem> m_items;
    QPromise<Result<QList<OpenItem>>> m_promise;
};

} // namespace coffer::keys
