// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/merge.h"

namespace coffer::history {

namespace {

/// How far an order that is not final has come; an unknown word says nothing.
std::optional<int> progress(htx::OrderState state)
{
    switch (state) {
    case htx::OrderState::Created:
        return 0;
    case htx::OrderState::Submitted:
        return 1;
    case htx::OrderState::PartiallyFilled:
        return 2;
    case htx::OrderState::Canceling:
        return 3;
    case htx::OrderState::Filled:
    case htx::OrderState::PartiallyCanceled:
    case htx::OrderState::Canceled:
    case htx::OrderState::Rejected:
        return 4;
    case htx::OrderState::Unknown:
        return std::nullopt;
    }
    Q_UNREACHABLE();
}

bool supersedes(const htx::Order &seen, const htx::Order &stored)
{
    if (htx::isFinal(stored.state))
        return htx::isFinal(seen.state) && seen.filledAmount >= stored.filledAmount;
    if (htx::isFinal(seen.state))
        return true;
    if (seen.filledAmount != stored.filledAmount)
        return seen.filledAmount > stored.filledAmount;
    const std::optional<int> before = progress(stored.state);
    const std::optional<int> now = progress(seen.state);
    return !before || !now || *now >= *before;
}

void fillBlank(QString &text, const QString &other)
{
    if (text.isEmpty())
        text = other;
}

void fillBlank(qint64 &number, qint64 other)
{
    if (number == 0)
        number = other;
}

} // namespace

htx::Order merged(const htx::Order &stored, const htx::Order &seen)
{
    const bool takeSeen = supersedes(seen, stored);
    htx::Order result = takeSeen ? seen : stored;
    const htx::Order &other = takeSeen ? stored : seen;
    fillBlank(result.clientOrderId, other.clientOrderId);
    fillBlank(result.kind, other.kind);
    fillBlank(result.source, other.source);
    fillBlank(result.account.value, other.account.value);
    fillBlank(result.createdAt, other.createdAt);
    if (!result.stopPrice)
        result.stopPrice = other.stopPrice;
    if (htx::isFinal(result.state)) {
        fillBlank(result.finishedAt, other.finishedAt);
        fillBlank(result.canceledAt, other.canceledAt);
    }
    // Only a final state that was reported late can carry less than was already filled.
    if (result.filledAmount < other.filledAmount && takeSeen) {
        result.filledAmount = other.filledAmount;
        result.filledCash = other.filledCash;
        result.filledFees = other.filledFees;
    }
    return result;
}

htx::Fill merged(const htx::Fill &stored, const htx::Fill &seen)
{
    htx::Fill result = seen;
    fillBlank(result.order.value, stored.order.value);
    fillBlank(result.matchId, stored.matchId);
    fillBlank(result.tradeId, stored.tradeId);
    fillBlank(result.kind, stored.kind);
    fillBlank(result.source, stored.source);
    fillBlank(result.feeCurrency.value, stored.feeCurrency.value);
    fillBlank(result.deductCurrency.value, stored.deductCurrency.value);
    fillBlank(result.createdAt, stored.createdAt);
    return result;
}

htx::Transfer merged(const htx::Transfer &stored, const htx::Transfer &seen)
{
    const bool takeSeen = seen.updatedAt >= stored.updatedAt;
    htx::Transfer result = takeSeen ? seen : stored;
    const htx::Transfer &other = takeSeen ? stored : seen;
    fillBlank(result.subType, other.subType);
    fillBlank(result.chain, other.chain);
    fillBlank(result.txHash, other.txHash);
    fillBlank(result.address, other.address);
    fillBlank(result.addressTag, other.addressTag);
    fillBlank(result.errorCode, other.errorCode);
    fillBlank(result.errorMessage, other.errorMessage);
    fillBlank(result.createdAt, other.createdAt);
    return result;
}

} // namespace coffer::history
