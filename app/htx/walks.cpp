// SPDX-License-Identifier: GPL-3.0-or-later
#include "htx/walks.h"

namespace coffer::htx::walks {

namespace {

namespace api = endpoints;

/// A page of this size may be full even if more was asked for: the exchange may cap it at its default.
constexpr int surelyFull = 100;

template<class Row>
Future<Page<Row>> page(Gateway &gateway, const Call<Page<Row>> &call)
{
    return gateway.send(inBackground(call));
}

/// For endpoints that only send rows: the page goes on from its last row while it may be full.
template<class Row, class NextOf>
Future<Page<Row>> page(Gateway &gateway, const Call<QList<Row>> &call, int size, NextOf nextOf)
{
    return gateway.send(inBackground(call))
        .then(QtFuture::Launch::Sync, [size, nextOf](Result<QList<Row>> rows) -> Result<Page<Row>> {
            if (!rows)
                return fail(std::move(rows.error()));
            const bool mayGoOn = !rows->isEmpty() && rows->size() >= std::min(size, surelyFull);
            const QString next = mayGoOn ? nextOf(rows->last()) : QString();
            return Page<Row>{*std::move(rows), next};
        });
}

template<class Row>
QString idOf(const Row &row)
{
    return row.id.value;
}

/// A client order id may be used again (htx-api.md 5.1).
QString conditionalId(const ConditionalOrder &row)
{
    return row.clientOrderId + u'/' + QString::number(row.placedAt);
}

} // namespace

WalkSource<Order> orders(const Symbol &symbol)
{
    constexpr int size = 100;
    return {[symbol](Gateway &gateway, const WalkWindow &window, const QString &from) {
                return page(gateway, api::order::orders(symbol, {window.start, window.end, from, size}), size,
                            idOf<Order>);
            },
            idOf<Order>};
}

/// This endpoint has no ids to go on from: the next page ends where this one did.
WalkSource<Order> recentOrders()
{
    constexpr int size = 1000;
    return {[](Gateway &gateway, const WalkWindow &window, const QString &from) {
                const qint64 end = from.isEmpty() ? window.end : from.toLongLong();
                return page(gateway, api::order::recent({window.start, end, {}, size}), size,
                            [](const Order &last) { return QString::number(last.createdAt); });
            },
            idOf<Order>};
}

WalkSource<Order> openOrders(AccountId account)
{
    constexpr int size = 500;
    return {[account](Gateway &gateway, const WalkWindow &, const QString &from) {
                return page(gateway, api::order::open(account, {}, from, size), size, idOf<Order>);
            },
            idOf<Order>};
}

WalkSource<Fill> fills(const Symbol &symbol)
{
    constexpr int size = 500;
    return {[symbol](Gateway &gateway, const WalkWindow &window, const QString &from) {
                return page(gateway, api::order::fills(symbol, {window.start, window.end, from, size}), size,
                            idOf<Fill>);
            },
            idOf<Fill>};
}

WalkSource<AccountRecord> accountHistory(AccountId account)
{
    return {[account](Gateway &gateway, const WalkWindow &window, const QString &from) {
                api::account::RecordQuery query;
                query.account = account;
                query.startMs = window.start;
                query.endMs = window.end;
                query.from = from;
                return page(gateway, api::account::history(query));
            },
            [](const AccountRecord &row) { return row.id; }};
}

/// The id of a move is 0 in some replies, so all of the row tells it apart.
WalkSource<LedgerRecord> ledger(AccountId account)
{
    return {[account](Gateway &gateway, const WalkWindow &window, const QString &from) {
                api::account::RecordQuery query;
                query.account = account;
                query.startMs = window.start;
                query.endMs = window.end;
                query.from = from;
                return page(gateway, api::account::ledger(query));
            },
            [](const LedgerRecord &row) {
                return QStringList{row.id,
                                   QString::number(row.time),
                                   row.currency.value,
                                   QString::fromLatin1(row.amount.toString()),
                                   row.transferKind,
                                   QString::number(row.from.value),
                                   QString::number(row.to.value)}
                    .join(u'/');
            }};
}

WalkSource<Transfer> transfers(TransferDirection direction)
{
    constexpr int size = 500;
    return {[direction](Gateway &gateway, const WalkWindow &, const QString &from) {
                return page(gateway, api::wallet::transfers(direction, from, size), size, idOf<Transfer>);
            },
            idOf<Transfer>};
}

WalkSource<Transfer> subUserDeposits(Uid uid)
{
    return {[uid](Gateway &gateway, const WalkWindow &window, const QString &from) {
                api::subuser::DepositQuery query;
                query.uid = uid;
                query.startMs = window.start;
                query.endMs = window.end;
                query.from = from;
                return page(gateway, api::subuser::deposits(query));
            },
            idOf<Transfer>};
}

WalkSource<ConditionalOrder> openConditionals()
{
    return {[](Gateway &gateway, const WalkWindow &, const QString &from) {
                api::algo::Filter filter;
                filter.from = from;
                return page(gateway, api::algo::open(filter));
            },
            conditionalId};
}

WalkSource<ConditionalOrder> conditionalHistory(const Symbol &symbol, const QString &state)
{
    return {[symbol, state](Gateway &gateway, const WalkWindow &window, const QString &from) {
                api::algo::Filter filter;
                filter.symbol = symbol;
                filter.state = state;
                filter.startMs = window.start;
                filter.endMs = window.end;
                filter.from = from;
                return page(gateway, api::algo::history(filter));
            },
            conditionalId};
}

WalkSource<WithdrawAddress> addressBook(const Currency &currency)
{
    return {[currency](Gateway &gateway, const WalkWindow &, const QString &from) {
                api::wallet::AddressQuery query;
                query.currency = currency;
                query.from = from;
                return page(gateway, api::wallet::withdrawAddresses(query));
            },
            [](const WithdrawAddress &row) {
                return QStringList{row.currency.value, row.chain, row.address, row.tag, row.note}.join(u'/');
            }};
}

WalkSource<SubUser> subUsers()
{
    return {[](Gateway &gateway, const WalkWindow &, const QString &from) {
                return page(gateway, api::subuser::list(from));
            },
            [](const SubUser &row) { return QString::number(row.uid.value); }};
}

} // namespace coffer::htx::walks
