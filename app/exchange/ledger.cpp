// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/ledger.h"

#include <algorithm>

namespace coffer::exchange {

namespace {

constexpr int finestDecimals = 18; ///< no amount on the exchange has more

template<class Record>
int placeOf(const std::vector<Record> &records, qint64 id)
{
    const auto found =
        std::lower_bound(records.begin(), records.end(), id,
                         [](const Record &record, qint64 wanted) { return record.id < wanted; });
    return found != records.end() && found->id == id ? int(found - records.begin()) : -1;
}

} // namespace

bool hasMoved(const TransferRecord &record)
{
    return record.isDeposit ? record.state == "safe" || record.state == "confirmed"
                            : record.state == "confirmed";
}

Ledger::Ledger(const MarketList &markets, const CurrencyList &currencies)
    : m_markets(markets), m_currencies(currencies)
{
}

int Ledger::userOf(Uid uid) const
{
    const auto found =
        std::find_if(m_users.begin(), m_users.end(), [uid](const User &user) { return user.uid == uid; });
    return found == m_users.end() ? -1 : int(found - m_users.begin());
}

int Ledger::accountOf(AccountId id) const
{
    const auto found = std::find_if(m_accounts.begin(), m_accounts.end(),
                                    [id](const Account &account) { return account.id == id; });
    return found == m_accounts.end() ? -1 : int(found - m_accounts.begin());
}

int Ledger::accountOf(int user, QByteArrayView type) const
{
    for (const int place : m_users[size_t(user)].accounts) {
        if (m_accounts[size_t(place)].type == type)
            return place;
    }
    return -1;
}

int Ledger::orderOf(qint64 id) const
{
    return placeOf(m_orders, id);
}

int Ledger::addUser(Uid uid, bool isSub, const QByteArray &name, const QByteArray &note)
{
    m_users.push_back({uid, isSub, name, note, {}});
    return int(m_users.size()) - 1;
}

int Ledger::addAccount(int user, AccountId id, const QByteArray &type, const QByteArray &subtype)
{
    const int place = int(m_accounts.size());
    m_accounts.push_back({id, user, type, subtype, {}});
    m_users[size_t(user)].accounts.push_back(place);
    return place;
}

Holding &Ledger::holding(int account, int currency)
{
    Holding &found = m_accounts[size_t(account)].holdings[currency];
    ++found.sequence;
    return found;
}

Decimal Ledger::available(int account, int currency) const
{
    const auto &holdings = m_accounts[size_t(account)].holdings;
    const auto found = holdings.find(currency);
    return found == holdings.end() ? Decimal() : found->second.trade;
}

void Ledger::deposit(TransferRecord record)
{
    if (hasMoved(record))
        holding(accountOf(record.user, "spot"), record.currency).trade += record.amount;
    m_transfers.push_back(std::move(record));
}

bool Ledger::withdraw(TransferRecord record)
{
    const int account = accountOf(record.user, "spot");
    const Decimal total = record.amount + record.fee;
    if (available(account, record.currency) < total)
        return false;
    if (hasMoved(record))
        holding(account, record.currency).trade -= total;
    m_transfers.push_back(std::move(record));
    return true;
}

bool Ledger::move(int from, int to, int currency, const Decimal &amount)
{
    if (available(from, currency) < amount)
        return false;
    holding(from, currency).trade -= amount;
    holding(to, currency).trade += amount;
    return true;
}

void Ledger::borrow(int account, int currency, const Decimal &amount)
{
    Holding &borrowed = holding(account, currency);
    borrowed.trade += amount;
    borrowed.loan -= amount;
}

int Ledger::spendCurrency(const OrderRecord &order) const
{
    const Market &market = m_markets.at(order.market);
    return m_currencies.indexOf(order.isBuy ? market.quote : market.base);
}

/// What is still frozen for an order.
Decimal Ledger::reserved(const OrderRecord &order) const
{
    if (!order.isBuy)
        return order.amount - order.filledAmount;
    if (order.isMarketBuy())
        return order.amount - order.filledCash;
    return (order.amount - order.filledAmount) * order.price;
}

int Ledger::place(OrderRecord order)
{
    const int currency = spendCurrency(order);
    const Decimal needed = reserved(order);
    if (available(order.account, currency) < needed)
        return -1;
    Holding &spent = holding(order.account, currency);
    spent.trade -= needed;
    spent.frozen += needed;
    m_orders.push_back(std::move(order));
    return int(m_orders.size()) - 1;
}

void Ledger::execute(FillRecord fill, const Decimal &feeRate, const Decimal &deductRate)
{
    OrderRecord &order = m_orders[size_t(fill.order)];
    const Market &market = m_markets.at(order.market);
    const Decimal cash = fill.price * fill.amount;
    const int receiveCurrency = m_currencies.indexOf(order.isBuy ? market.base : market.quote);
    const Decimal received = order.isBuy ? fill.amount : cash;
    const Decimal before = reserved(order);

    fill.fee = (received * feeRate).truncated(finestDecimals);
    const Decimal deduction = (cash * deductRate).truncated(8);
    if (fill.deductCurrency >= 0 && available(order.account, fill.deductCurrency) > deduction) {
        fill.deducted = deduction;
        fill.fee = Decimal();
        holding(order.account, fill.deductCurrency).trade -= deduction;
    } else {
        fill.deductCurrency = -1;
    }
    order.filledAmount += fill.amount;
    order.filledCash += cash;
    order.filledFees += fill.fee;
    order.status = OrderStatus::PartialFilled;

    // A limit order may fill better than its price: the difference comes back.
    Holding &spent = holding(order.account, spendCurrency(order));
    const Decimal released = before - reserved(order);
    spent.frozen -= released;
    spent.trade += released - (order.isBuy ? cash : fill.amount);
    holding(order.account, receiveCurrency).trade += received - fill.fee;
    m_fills.push_back(std::move(fill));
}

void Ledger::finish(int place, qint64 at, bool cancelled)
{
    OrderRecord &order = m_orders[size_t(place)];
    const Decimal rest = reserved(order);
    Holding &spent = holding(order.account, spendCurrency(order));
    spent.frozen -= rest;
    spent.trade += rest;
    order.finishedAt = at;
    if (cancelled) {
        order.canceledAt = at;
        order.status = order.filledAmount.isZero() ? OrderStatus::Canceled : OrderStatus::PartialCanceled;
    } else {
        order.status = OrderStatus::Filled;
    }
}

} // namespace coffer::exchange
