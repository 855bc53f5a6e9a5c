// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <functional>
#include <vector>

namespace coffer::exchange {

/// A balance changed: what an account holds of a currency, for the given cause.
struct BalanceEvent
{
    int account = 0;  ///< place in the ledger's accounts
    int currency = 0; ///< place in the currency list
    QByteArray
        cause; ///< changeType of accounts.update: "order.place", "order.match", "deposit" … (htx-api.md 7.3)
    qint64 at = 0; ///< ms UTC
};

/// Something happened to an order. Comes before the balance events that it causes (htx-api.md 7.3).
struct OrderEvent
{
    enum class Kind { Creation, Trade, Cancellation };
    Kind kind = Kind::Creation;
    int order = 0; ///< place in the ledger's orders
    int fill = -1; ///< place in the ledger's fills, of a trade
    qint64 at = 0; ///< ms UTC
};

/// A conditional order ended before it became an order.
struct ConditionalEvent
{
    enum class Kind { TriggerFailed, Deletion };
    Kind kind = Kind::Deletion;
    int order = 0; ///< place in the list of conditional orders
    qint64 at = 0; ///< ms UTC
};

/// What happens in the world, told at once to those who listen, in the order in which it happens. One thread.
class Events
{
public:
    std::vector<std::function<void(const BalanceEvent &)>> onBalance;
    std::vector<std::function<void(const OrderEvent &)>> onOrder;
    std::vector<std::function<void(const ConditionalEvent &)>> onConditional;

    void tell(const BalanceEvent &event) const { tellAll(onBalance, event); }
    void tell(const OrderEvent &event) const { tellAll(onOrder, event); }
    void tell(const ConditionalEvent &event) const { tellAll(onConditional, event); }

private:
    template<class Event>
    static void tellAll(const std::vector<std::function<void(const Event &)>> &listeners, const Event &event)
    {
        for (const auto &listener : listeners)
            listener(event);
    }
};

} // namespace coffer::exchange
