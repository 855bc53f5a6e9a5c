// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/events.h"

#include "core/decimal.h"

#include <QByteArray>

#include <optional>

namespace coffer::exchange {

class World;

/// What a message of accounts.update tells.
struct BalanceMessage
{
    QByteArray channel;
    int account = 0, currency = 0;
    const char *type = "trade"; ///< "trade", "loan", "interest"
    std::optional<Decimal> balance, available;
    qint64 sequence = 0;
    const BalanceEvent *event = nullptr; ///< nullptr: nothing happened, this is how it is
};

/// A push of accounts.update (htx-api.md 7.3).
QByteArray balancePush(const World &world, const BalanceMessage &message);
/// A push of orders#….
QByteArray orderPush(const World &world, const QByteArray &channel, const OrderEvent &event);
/// The same of a conditional order that ended before it became an order.
QByteArray conditionalPush(const World &world, const QByteArray &channel, const ConditionalEvent &event);
/// A push of trade.clearing#…: a trade or a cancellation.
QByteArray clearingPush(const World &world, const QByteArray &channel, const OrderEvent &event);

} // namespace coffer::exchange
