// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/currencylist.h"
#include "exchange/records.h"

namespace coffer::exchange {

/// The books: who has what, and every record of how it came. Each operation moves exact decimals, so for
/// every user and currency deposits − withdrawals − their fees ± trades − trading fees equals the sum over
/// all balances, to the last digit. Nothing can be spent that is not there. One thread.
class Ledger
{
public:
    Ledger(const MarketList &markets, const CurrencyList &currencies);

    const std::vector<User> &users() const { return m_users; }
    const std::vector<Account> &accounts() const { return m_accounts; }
    const std::vector<OrderRecord> &orders() const { return m_orders; }          ///< ascending by id
    const std::vector<FillRecord> &fills() const { return m_fills; }             ///< ascending by id
    const std::vector<TransferRecord> &transfers() const { return m_transfers; } ///< ascending by id

    /// Places in the lists above; -1 when there is none.
    int userOf(Uid uid) const;
    int accountOf(AccountId id) const;
    int accountOf(int user, QByteArrayView type) const;
    int orderOf(qint64 id) const;

    int addUser(Uid uid, bool isSub, const QByteArray &name, const QByteArray &note);
    int addAccount(int user, AccountId id, const QByteArray &type, const QByteArray &subtype = {});

    Decimal available(int account, int currency) const;

    /// Into the user's spot account, when its state says so ("safe", "confirmed").
    void deposit(TransferRecord record);
    /// From the user's spot account with its fee, unless its state says that it failed. False when there is
    /// not enough.
    bool withdraw(TransferRecord record);
    /// Between two accounts of one user. False when there is not enough.
    bool move(int from, int to, int currency, const Decimal &amount);
    /// More to use, as much owed.
    void borrow(int account, int currency, const Decimal &amount);

    /// Files an order and freezes what it may spend; its id must be larger than any before. -1 when there is
    /// not enough.
    int place(OrderRecord order);
    /// Executes a part of an order: moves base and quote, and takes the fee from what is received, or from
    /// deductCurrency when the fill names one and there is enough of it (else the fee is taken as usual).
    void execute(FillRecord fill, const Decimal &feeRate, const Decimal &deductRate);
    /// Ends an order that is open: gives back what is still frozen. cancelled: by the user or the exchange.
    void finish(int order, qint64 at, bool cancelled);

private:
    Holding &holding(int account, int currency);
    int spendCurrency(const OrderRecord &order) const;
    Decimal reserved(const OrderRecord &order) const;

    const MarketList &m_markets;
    const CurrencyList &m_currencies;
    std::vector<User> m_users;
    std::vector<Account> m_accounts;
    std::vector<OrderRecord> m_orders;
    std::vector<FillRecord> m_fills;
    std::vector<TransferRecord> m_transfers;
};

/// True when the record's coins have moved.
bool hasMoved(const TransferRecord &record);

} // namespace coffer::exchange
