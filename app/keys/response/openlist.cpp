// SPDX-License-Identifier: GPL-3.0-or-later
#include "keys/response/openlist.h"

#include "htx/walks.h"
#include "keys/response/collect.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace coffer::keys {

namespace {

/// How far back a withdrawal may have been made that still waits for its review.
constexpr qint64 oldestWithdrawalMs = 90 * htx::walks::dayMs;

/// Of these accounts orders can be placed (htx-api.md 4).
bool isTrading(const htx::Account &account)
{
    return account.type == "spot"_L1 || account.type == "margin"_L1 || account.type == "super-margin"_L1;
}

OpenItem itemOf(const htx::Order &order)
{
    return {order.id.value,  order.symbol.value,
            order.side,      order.kind,
            order.amount,    order.price.isZero() ? std::nullopt : std::optional(order.price),
            order.rawState,  order.source,
            order.createdAt, true};
}

OpenItem itemOf(const htx::ConditionalOrder &order)
{
    return {order.clientOrderId,
            order.symbol.value,
            order.side,
            order.orderType,
            order.size ? order.size : order.value,
            order.stopPrice,
            order.state,
            order.source,
            order.placedAt,
            true};
}

/// Before it is handed to the wallet it can be cancelled. Which states these are is not documented: what is
/// cancelled too late is refused, and the list read afterwards tells (htx-api.md 6).
bool isCancellable(const QString &state)
{
    return state == "verifying"_L1 || state == "submitted"_L1 || state == "reexamine"_L1 ||
           state == "pass"_L1;
}

bool isUnderWay(const QString &state)
{
    return isCancellable(state) || state == "pre-transfer"_L1 || state == "wallet-transfer"_L1;
}

OpenItem itemOf(const htx::Transfer &transfer)
{
    return {transfer.id.value,  transfer.currency.value,
            std::nullopt,       transfer.chain,
            transfer.amount,    std::nullopt,
            transfer.state,     transfer.address,
            transfer.createdAt, isCancellable(transfer.state)};
}

} // namespace

OpenList::OpenList(htx::Gateway &gateway, Clock &clock, QObject *parent)
    : QObject(parent), m_gateway(gateway), m_clock(clock)
{
}

Future<QList<OpenItem>> OpenList::run(ResponseStep step)
{
    m_promise.start();
    Future<QList<OpenItem>> future = m_promise.future();
    if (step == ResponseStep::Orders)
        readAccounts();
    else if (step == ResponseStep::Conditionals)
        readConditionals();
    else
        readWithdrawals();
    return future;
}

void OpenList::readAccounts()
{
    whenDone(
        this, m_gateway.send(htx::endpoints::account::accounts()),
        [this](const Result<QList<htx::Account>> &accounts) {
            if (!accounts) {
                end(accounts.error());
                return;
            }
            QList<htx::Account> trading;
            std::ranges::copy_if(*accounts, std::back_inserter(trading), isTrading);
            readOrders(trading);
        },
        [this] { m_promise.finish(); });
}

/// Account after account; what one of them does not tell is not known, so nothing is.
void OpenList::readOrders(QList<htx::Account> accounts)
{
    if (accounts.isEmpty()) {
        end();
        return;
    }
    const AccountId account = accounts.takeFirst().id;
    whenDone(
        this, collect<htx::Order>(this, m_gateway, m_clock, htx::walks::openOrders(account), {}),
        [this, accounts](const Result<Collected<htx::Order>> &orders) {
            if (!orders) {
                end(orders.error());
                return;
            }
            for (const htx::Order &order : orders->rows)
                m_items << itemOf(order);
            readOrders(accounts);
        },
        [this] { m_promise.finish(); });
}

void OpenList::readConditionals()
{
    whenDone(
        this, collect<htx::ConditionalOrder>(this, m_gateway, m_clock, htx::walks::openConditionals(), {}),
        [this](const Result<Collected<htx::ConditionalOrder>> &orders) {
            if (!orders) {
                end(orders.error());
                return;
            }
            for (const htx::ConditionalOrder &order : orders->rows)
                m_items << itemOf(order);
            end();
        },
        [this] { m_promise.finish(); });
}

void OpenList::readWithdrawals()
{
    const qint64 oldest = m_clock.nowMs() - oldestWithdrawalMs;
    whenDone(
        this,
        collect<htx::Transfer>(
            this, m_gateway, m_clock, htx::walks::transfers(htx::TransferDirection::Withdrawal), {},
            [oldest](const htx::Transfer &transfer) { return transfer.createdAt < oldest; }),
        [this](const Result<Collected<htx::Transfer>> &transfers) {
            if (!transfers) {
                end(transfers.error());
                return;
            }
            for (const htx::Transfer &transfer : transfers->rows) {
                if (isUnderWay(transfer.state))
                    m_items << itemOf(transfer);
            }
            end();
        },
        [this] { m_promise.finish(); });
}

void OpenList::end(const std::optional<Error> &error)
{
    std::ranges::stable_sort(m_items, std::greater(), &OpenItem::createdAt);
    m_promise.addResult(error ? Result<QList<OpenItem>>(fail(*error)) : Result<QList<OpenItem>>(m_items));
    m_promise.finish();
}

} // namespace coffer::keys
