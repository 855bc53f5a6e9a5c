// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/currencylist.h"
#include "exchange/events.h"
#include "exchange/hash.h"
#include "exchange/records.h"

#include <set>

namespace coffer::exchange {

/// The books: who has what, and every record of how it came. Each operation moves exact decimals, so for
/// every user and currency deposits − withdrawals − their fees ± trades − trading fees ± moves equals the sum
/// over all balances, to the last digit. Nothing can be spent that is not there. Operations come in the order
/// of time; each tells the events that it causes. One thread.
class Ledger
{
public:
    Ledger(const MarketList &markets, const CurrencyList &currencies, const Events &events);

    const std::vector<User> &users() const { return m_users; }
    const std::vector<Account> &accounts() const { return m_accounts; }
    const std::vector<OrderRecord> &orders() const { return m_orders; }          ///< ascending by id and time
    const std::vector<FillRecord> &fills() const { return m_fills; }             ///< ascending by id and time
    const std::vector<TransferRecord> &transfers() const { return m_transfers; } ///< ascending by id
    const std::vector<Entry> &entries() const { return m_entries; }              ///< ascending by id and time
    const std::vector<MoveRecord> &moves() const { return m_moves; }             ///< ascending by id and time

    /// Places in the lists above; -1 when there is none.
    int userOf(Uid uid) const;
    int accountOf(AccountId id) const;
    int accountOf(int user, QByteArrayView type) const;
    int orderOf(qint64 id) const;
    int transferOf(qint64 id) const;
    /// The user's newest order with that client order id.
    int orderOf(int user, const QByteArray &clientOrderId) const;
    /// Of one user, places in the lists above, ascending.
    const std::vector<int> &ordersOf(int user) const { return m_traces[size_t(user)].orders; }
    const std::vector<int> &fillsOf(int user) const { return m_traces[size_t(user)].fills; }
    const std::set<int> &openOrdersOf(int user) const { return m_traces[size_t(user)].open; }
    int userOf(const OrderRecord &order) const { return m_accounts[size_t(order.account)].user; }
    /// What an order spends, and what it receives: places in the currency list.
    int spentCurrency(const OrderRecord &order) const;
    int receivedCurrency(const OrderRecord &order) const;
    Decimal available(int account, int currency) const;
    /// What is still frozen for an order.
    static Decimal reserved(const OrderRecord &order);

    /// Ids as the exchange gives them, rising with time and with gaps drawn by lot.
    qint64 nextOrderId(Draw &draw, qint64 at); ///< 15 digits
    qint64 nextFillId(Draw &draw, qint64 at);  ///< 15 digits
    qint64 nextTransferId(qint64 at);          ///< about nine digits

    int addUser(Uid uid, bool isSub, const QByteArray &name, const QByteArray &note);
    int addAccount(int user, AccountId id, const QByteArray &type, const QByteArray &subtype = {});

    /// Files a deposit; into the user's spot account when its state says so ("safe", "confirmed"). Its place.
    int deposit(TransferRecord record, qint64 at);
    /// What becomes of a deposit that was not tradable yet. False when it is.
    bool settleDeposit(int transfer, const Settlement &settlement);
    /// Files a withdrawal from the user's spot account and freezes it with its fee, until it is settled. Its
    /// place; -1 when there is not enough.
    int requestWithdrawal(TransferRecord record, qint64 at);
    /// What becomes of a withdrawal: "confirmed" leaves; "canceled", "reject", "failed" and other sad ends
    /// come back; anything else only changes its state. False when it has ended before.
    bool settleWithdrawal(int transfer, const Settlement &settlement);
    /// Between two accounts, of one user or of two. Its place in moves(); -1 when there is not enough.
    int move(int from, int to, int currency, const Decimal &amount, qint64 at);
    /// More to use, as much owed.
    void borrow(int account, int currency, const Decimal &amount, qint64 at);
    /// Pays back a part of what is owed. False when there is not enough, or less is owed.
    bool repay(int account, int currency, const Decimal &amount, qint64 at);

    /// Files an order and freezes what it may spend (nothing yet when it is Created); its id must be larger
    /// than any before. Its place; -1 when there is not enough.
    int place(OrderRecord order);
    /// A stop order's price was reached: freezes what it may spend. False when there is not enough.
    bool trigger(int order, qint64 at);
    /// Executes a part of an order: moves base and quote, and takes the fee from what is received, or from
    /// deductCurrency when the fill names one and there is enough of it (else the fee is taken as usual).
    /// completes: this part fills the order, and what is still frozen comes back.
    void execute(FillRecord fill, const Decimal &feeRate, const Decimal &deductRate, bool completes);
    /// Ends an order that is open: gives back what is still frozen. cancelled: by the user or the exchange.
    void finish(int order, qint64 at, bool cancelled);

private:
    struct Traces ///< what a user left in the lists
    {
        std::vector<int> orders, fills;
        std::set<int> open;
        QHash<QByteArray, int> newestByClientId;
    };

    Holding &holding(int account, int currency);
    /// Records a change that was just made to a holding.
    void file(int account, int currency, const Decimal &amount, EntryKind kind, qint64 at);
    void tell(int account, int currency, const char *cause, qint64 at) const;
    void tell(OrderEvent::Kind kind, int order, int fill, qint64 at) const;
    QByteArray moveType(const Account &from, const Account &to) const;
    void credit(const TransferRecord &record, qint64 at);
    void freeze(const OrderRecord &order, const Decimal &needed);
    bool payDeduction(FillRecord &fill, int account, const Decimal &deduction);
    void end(OrderRecord &order, int place, qint64 at);

    const MarketList &m_markets;
    const CurrencyList &m_currencies;
    const Events &m_events;
    std::vector<User> m_users;
    std::vector<Account> m_accounts;
    std::vector<OrderRecord> m_orders;
    std::vector<FillRecord> m_fills;
    std::vector<TransferRecord> m_transfers;
    std::vector<Entry> m_entries;
    std::vector<MoveRecord> m_moves;
    std::vector<Traces> m_traces; ///< by user
    qint64 m_lastOrder = 0, m_lastFill = 0, m_lastTransfer = 0;
};

/// True when the record's coins have moved.
bool hasMoved(const TransferRecord &record);
/// True for a withdrawal whose coins are still frozen.
bool isPending(const TransferRecord &record);

} // namespace coffer::exchange
