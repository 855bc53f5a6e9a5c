// SPDX-License-Identifier: GPL-3.0-or-later
#include "htx/types/order.h"

#include <array>
#include <utility>

namespace coffer::htx {

namespace {

/// Every spelling that a source of htx-api.md 5.1 names.
constexpr std::array<std::pair<QLatin1String, OrderState>, 15> orderStates{{
    {QLatin1String("created"), OrderState::Created},
    {QLatin1String("pre-submitted"), OrderState::Submitted},
    {QLatin1String("submitting"), OrderState::Submitted},
    {QLatin1String("submitted"), OrderState::Submitted},
    {QLatin1String("partial-filled"), OrderState::PartiallyFilled},
    {QLatin1String("filled"), OrderState::Filled},
    {QLatin1String("partial-canceled"), OrderState::PartiallyCanceled},
    {QLatin1String("partial-cancelled"), OrderState::PartiallyCanceled},
    {QLatin1String("canceling"), OrderState::Canceling},
    {QLatin1String("cancelling"), OrderState::Canceling},
    {QLatin1String("canceled"), OrderState::Canceled},
    {QLatin1String("cancelled"), OrderState::Canceled},
    {QLatin1String("rejected"), OrderState::Rejected},
    {QLatin1String("failed"), OrderState::Rejected},
    {QLatin1String("place_timeout"), OrderState::Rejected},
}};

} // namespace

QByteArray wireName(Side side)
{
    return side == Side::Buy ? QByteArrayLiteral("buy") : QByteArrayLiteral("sell");
}

bool isFinal(OrderState state)
{
    switch (state) {
    case OrderState::Filled:
    case OrderState::PartiallyCanceled:
    case OrderState::Canceled:
    case OrderState::Rejected:
        return true;
    case OrderState::Created:
    case OrderState::Submitted:
    case OrderState::PartiallyFilled:
    case OrderState::Canceling:
    case OrderState::Unknown:
        return false;
    }
    Q_UNREACHABLE();
}

OrderState parseOrderState(QStringView word)
{
    for (const auto &[name, state] : orderStates) {
        if (word == name)
            return state;
    }
    return OrderState::Unknown;
}

std::optional<Decimal> Order::averagePrice() const
{
    if (filledAmount.isZero())
        return std::nullopt;
    return filledCash / filledAmount;
}

} // namespace coffer::htx
