// SPDX-License-Identifier: GPL-3.0-or-later
#include "keys/response/review.h"

#include "keys/keyrecord.h"

#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace coffer::keys {

namespace {

/// The exchange's stamp may lie this far outside of the time that a request took.
constexpr qint64 slackMs = 2'000;

std::optional<Decimal> unlessZero(const Decimal &value)
{
    return value.isZero() ? std::nullopt : std::optional(value);
}

ReviewRow rowOf(const htx::Order &order)
{
    ReviewRow row{ReviewKind::Order, order.createdAt, order.id.value, order.symbol.value};
    row.side = order.side;
    row.detail = order.kind;
    row.amount = order.amount;
    row.price = unlessZero(order.price);
    row.state = order.rawState;
    row.source = order.source;
    row.cancelledAt = order.canceledAt;
    return row;
}

ReviewRow rowOf(const htx::Fill &fill)
{
    ReviewRow row{ReviewKind::Fill, fill.createdAt, fill.id.value, fill.symbol.value};
    row.side = fill.side;
    row.detail = fill.order.value;
    row.amount = fill.amount;
    row.price = fill.price;
    row.source = fill.source;
    return row;
}

ReviewRow rowOf(const htx::Transfer &transfer)
{
    const bool isDeposit = transfer.direction == htx::TransferDirection::Deposit;
    ReviewRow row{isDeposit ? ReviewKind::Deposit : ReviewKind::Withdrawal, transfer.createdAt,
                  transfer.id.value, transfer.currency.value};
    row.detail = transfer.address;
    row.amount = transfer.amount;
    row.state = transfer.state;
    return row;
}

ReviewRow rowOf(const htx::LedgerRecord &move)
{
    ReviewRow row{ReviewKind::Move, move.time, move.id, move.currency.value};
    row.detail = move.transferKind;
    row.amount = move.amount;
    return row;
}

/// The exchange tells no time of an address.
ReviewRow rowOf(const htx::WithdrawAddress &address)
{
    ReviewRow row{ReviewKind::Address, 0, {}, address.currency.value};
    row.detail = address.tag.isEmpty() ? address.address : address.address + u' ' + address.tag;
    row.state = address.chain;
    row.source = address.note;
    return row;
}

ReviewRow rowOf(const htx::ApiKeyRecord &key)
{
    ReviewRow row{ReviewKind::Key, std::max(key.createdAt, key.updatedAt), {}, masked(key.accessKey)};
    row.detail = key.permissions.toWire();
    row.state = key.status;
    row.source = key.note;
    return row;
}

/// The exchange's rows, then those that only this computer still has; all since the date.
template<class Row>
void addRows(QList<ReviewRow> &rows, const QList<Row> &remote, const QList<Row> &local, qint64 since)
{
    QSet<std::pair<int, QString>> known;
    const auto add = [&](const QList<Row> &from, bool isLocal) {
        for (const Row &record : from) {
            ReviewRow row = rowOf(record);
            row.isLocal = isLocal;
            const bool hasId = !row.id.isEmpty() && row.id != "0"_L1; // a move may have none
            if (row.time < since || (hasId && known.contains({int(row.kind), row.id})))
                continue;
            known.insert({int(row.kind), row.id});
            rows << row;
        }
    };
    add(remote, false);
    add(local, true);
}

bool isSame(const htx::WithdrawAddress &left, const htx::WithdrawAddress &right)
{
    return left.currency == right.currency && left.chain == right.chain && left.address == right.address &&
           left.tag == right.tag;
}

void addAddresses(Review &review, const QList<htx::WithdrawAddress> &addresses,
                  const std::optional<QList<htx::WithdrawAddress>> &known)
{
    if (!known) {
        const bool isTold = std::ranges::any_of(
            review.gaps, [](const ReviewGap &gap) { return gap.kind == ReviewKind::Address; });
        if (!isTold)
            review.gaps << ReviewGap{ReviewKind::Address, std::nullopt, 0};
        return;
    }
    for (const htx::WithdrawAddress &address : addresses) {
        const bool isKnown = std::ranges::any_of(
            *known, [&address](const htx::WithdrawAddress &other) { return isSame(address, other); });
        if (!isKnown)
            review.rows << rowOf(address);
    }
}

/// What a request does, and to what.
struct Effect
{
    ReviewKind kind;
    ByCoffer how;
};

std::optional<Effect> effectOf(const htx::RequestRecord &request)
{
    const QByteArray &path = request.endpoint;
    const auto ends = [&path](const char *end) { return path.endsWith(end); };
    if (request.method != htx::Method::Post)
        return std::nullopt;
    if (ends("/v1/order/orders/place") || ends("/v1/order/batch-orders"))
        return Effect{ReviewKind::Order, ByCoffer::Placed};
    if (ends("/submitcancel") || ends("/submitCancelClientOrder") || ends("/batchcancel") ||
        ends("/batchCancelOpenOrders"))
        return Effect{ReviewKind::Order, ByCoffer::Cancelled};
    if (ends("/v1/dw/withdraw/api/create"))
        return Effect{ReviewKind::Withdrawal, ByCoffer::Placed};
    if (path.startsWith("/v1/account/transfer") || ends("/v1/subuser/transfer") || ends("/futures/transfer"))
        return Effect{ReviewKind::Move, ByCoffer::Placed};
    return std::nullopt;
}

/// Refused requests did nothing; those without an answer may have.
bool mayHaveHappened(const htx::RequestRecord &request)
{
    return !request.failure || *request.failure == ErrorKind::OutcomeUnknown;
}

} // namespace

QString reviewWord(ReviewKind kind)
{
    switch (kind) {
    case ReviewKind::Order:
        return u"order"_s;
    case ReviewKind::Fill:
        return u"fill"_s;
    case ReviewKind::Withdrawal:
        return u"withdrawal"_s;
    case ReviewKind::Deposit:
        return u"deposit"_s;
    case ReviewKind::Move:
        return u"transfer"_s;
    case ReviewKind::Address:
        return u"address"_s;
    case ReviewKind::Key:
        return u"key"_s;
    case ReviewKind::Count:
        break;
    }
    return {};
}

int Review::byCoffer() const
{
    return int(
        std::ranges::count_if(rows, [](const ReviewRow &row) { return row.byCoffer != ByCoffer::No; }));
}

Review reviewOf(const RemoteEvidence &remote, const LocalEvidence &local, qint64 since, qint64 nowMs)
{
    Review review;
    review.since = since;
    review.readAt = nowMs;
    review.gaps = remote.gaps;
    addRows(review.rows, remote.orders, local.orders, since);
    addRows(review.rows, remote.fills, local.fills, since);
    addRows(review.rows, remote.transfers, local.transfers, since);
    addRows(review.rows, remote.moves, {}, since);
    addRows(review.rows, remote.keys, {}, since);
    addAddresses(review, remote.addresses, local.knownAddresses);
    markOwn(review.rows, local.requests);
    std::ranges::stable_sort(review.rows, std::greater(), &ReviewRow::time);
    return review;
}

void markCancelled(QList<ReviewRow> &rows, ReviewKind kind, const QStringList &ids)
{
    for (ReviewRow &row : rows) {
        const bool isCancelled = row.state.contains("cancel"_L1); // "canceled", "partial-canceled" …
        if (row.kind == kind && isCancelled && ids.contains(row.id))
            row.byCoffer = ByCoffer::Cancelled;
    }
}

void markOwn(QList<ReviewRow> &rows, const QList<htx::RequestRecord> &requests)
{
    for (const htx::RequestRecord &request : requests) {
        const std::optional<Effect> effect = effectOf(request);
        if (!effect || !mayHaveHappened(request))
            continue;
        const qint64 from = request.startedAt - slackMs;
        const qint64 to = request.startedAt + request.durationMs + slackMs;
        for (ReviewRow &row : rows) {
            const qint64 when = effect->how == ByCoffer::Cancelled ? row.cancelledAt : row.time;
            if (row.kind == effect->kind && when >= from && when <= to)
                row.byCoffer = effect->how;
        }
    }
}

} // namespace coffer::keys
