// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/matcher.h"

namespace coffer::exchange {

/// An order that is placed once the price reaches its stop price (htx-api.md 5.4).
struct ConditionalOrder
{
    enum class Status { Created, Canceled, Rejected, Triggered };

    qint64 id = 0;          ///< what pages go by
    OrderRecord draft;      ///< what is placed: account, market, side, kind, price, amount, client order id
    QByteArray type;        ///< "limit", "market"
    QByteArray timeInForce; ///< "gtc", "boc", "ioc", "fok"; empty at market
    Decimal stopPrice;
    std::optional<Decimal> trailingRate; ///< a fraction; then stopPrice is where trailing starts
    StopOperator direction = StopOperator::None;
    qint64 extreme = 0; ///< ticks, the best price since trailing started; 0: not yet
    Status status = Status::Created;
    qint64 createdAt = 0, actedAt = 0; ///< ms UTC
    int order = -1;                    ///< place in the ledger's orders, when triggered
    int errorCode = 0;                 ///< of a rejected one
    QByteArray errorMessage;
};

QByteArrayView stateName(ConditionalOrder::Status status);

/// All conditional orders. Nothing is frozen for them before their trigger. One thread.
class Conditionals
{
public:
    Conditionals(Ledger &ledger, Matcher &matcher, const MarketList &markets, const Events &events);

    const std::vector<ConditionalOrder> &all() const { return m_orders; } ///< ascending by id
    /// Of one user, places in the list above, ascending.
    const std::vector<int> &of(int user) const;
    /// The user's newest with that client order id; -1 when there is none.
    int find(int user, const QByteArray &clientOrderId) const;

    /// Files a checked one. Refused when the price is there already.
    Placed add(ConditionalOrder order, qint64 at);
    /// False when it is not waiting any more.
    bool cancel(int order, qint64 at);

    bool isWaiting(int market) const { return !m_waiting[size_t(market)].empty(); }
    /// The price went through there: triggers what waited for it.
    void pass(int market, const Passage &passage, qint64 at);

private:
    bool isReached(ConditionalOrder &order, const Passage &passage) const;
    void trigger(int order, qint64 at);

    Ledger &m_ledger;
    Matcher &m_matcher;
    const Events &m_events;
    std::vector<ConditionalOrder> m_orders;
    std::vector<std::set<int>> m_waiting; ///< by market
    std::map<int, std::vector<int>> m_ofUser;
    QHash<std::pair<int, QByteArray>, int> m_newestByClientId; ///< by user and client order id
};

} // namespace coffer::exchange
