// SPDX-License-Identifier: GPL-3.0-or-later
#include "keys/response/reviewread.h"

#include "htx/walks.h"
#include "keys/response/collect.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace coffer::keys {

namespace api = htx::endpoints;
namespace walks = htx::walks;

ReviewRead::ReviewRead(htx::Gateway &gateway, Clock &clock, const Of &of, QObject *parent)
    : QObject(parent),
      m_gateway(gateway),
      m_clock(clock),
      m_of(of),
      m_now(clock.nowMs()),
      m_currencies(of.currencies)
{
    m_parts = {&ReviewRead::readOrders, &ReviewRead::readFills, &ReviewRead::readDeposits};
    if (!of.isSubUser) // which can neither withdraw nor see the book (htx-api.md 3.3)
        m_parts << &ReviewRead::readWithdrawals;
    m_parts << &ReviewRead::readAccounts << &ReviewRead::readMoves;
    if (!of.isSubUser)
        m_parts << &ReviewRead::readAddresses;
}

QFuture<RemoteEvidence> ReviewRead::run()
{
    m_promise.start();
    QFuture<RemoteEvidence> future = m_promise.future();
    next();
    return future;
}

void ReviewRead::next()
{
    if (!m_parts.isEmpty()) {
        const Part part = m_parts.takeFirst();
        (this->*part)();
        return;
    }
    m_promise.addResult(std::move(m_evidence));
    m_promise.finish();
}

void ReviewRead::gap(ReviewKind kind, std::optional<Error> error, qint64 before)
{
    const bool isTold =
        std::ranges::any_of(m_evidence.gaps, [kind](const ReviewGap &gap) { return gap.kind == kind; });
    if (!isTold)
        m_evidence.gaps << ReviewGap{kind, std::move(error), before};
}

template<class Row>
void ReviewRead::take(ReviewKind kind, const Future<Collected<Row>> &rows, QList<Row> &into)
{
    Q_EMIT reading(kind);
    whenDone(
        this, rows,
        [this, kind, &into](const Result<Collected<Row>> &collected) {
            if (!collected)
                gap(kind, collected.error());
            else
                into << collected->rows;
            if (collected && !collected->isAll)
                gap(kind);
            next();
        },
        [this] { m_promise.finish(); });
}

void ReviewRead::readOrders()
{
    const qint64 oldest = std::max(m_of.since, m_now - walks::ordersWindow);
    if (m_of.since < oldest) // a cancelled one goes two hours after, too
        gap(ReviewKind::Order, std::nullopt, oldest);
    take(ReviewKind::Order,
         collect<htx::Order>(this, m_gateway, m_clock, walks::recentOrders(),
                             {m_now, oldest, walks::ordersWindow, false}),
         m_evidence.orders);
}

void ReviewRead::readFills()
{
    take(ReviewKind::Fill,
         collect<htx::Fill>(this, m_gateway, m_clock, walks::fills(),
                            {m_now, m_of.since, walks::fillsWindow, false}),
         m_evidence.fills);
}

void ReviewRead::readTransfers(htx::TransferDirection direction, ReviewKind kind)
{
    take(kind,
         collect<htx::Transfer>(
             this, m_gateway, m_clock, walks::transfers(direction), {},
             [since = m_of.since](const htx::Transfer &transfer) { return transfer.createdAt < since; }),
         m_evidence.transfers);
}

void ReviewRead::readWithdrawals()
{
    readTransfers(htx::TransferDirection::Withdrawal, ReviewKind::Withdrawal);
}

void ReviewRead::readDeposits()
{
    readTransfers(htx::TransferDirection::Deposit, ReviewKind::Deposit);
}

void ReviewRead::readAccounts()
{
    whenDone(
        this, m_gateway.send(api::account::accounts()),
        [this](const Result<QList<htx::Account>> &accounts) {
            if (!accounts)
                gap(ReviewKind::Move, accounts.error());
            else
                for (const htx::Account &account : *accounts) {
                    if (account.type == "spot"_L1)
                        m_moving << account.id;
                }
            next();
        },
        [this] { m_promise.finish(); });
}

void ReviewRead::readMoves()
{
    if (m_moving.isEmpty()) {
        next();
        return;
    }
    m_parts.prepend(&ReviewRead::readMoves);
    take(ReviewKind::Move,
         collect<htx::LedgerRecord>(this, m_gateway, m_clock, walks::ledger(m_moving.takeFirst()),
                                    {m_now, m_of.since, walks::ledgerWindow, false}),
         m_evidence.moves);
}

void ReviewRead::readAddresses()
{
    if (m_currencies.isEmpty()) {
        next();
        return;
    }
    m_parts.prepend(&ReviewRead::readAddresses);
    take(ReviewKind::Address,
         collect<htx::WithdrawAddress>(this, m_gateway, m_clock, walks::addressBook(m_currencies.takeFirst()),
                                       {}),
         m_evidence.addresses);
}

} // namespace coffer::keys
