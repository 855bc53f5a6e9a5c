// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/currencylist.h"
#include "exchange/ledger.h"

namespace coffer::exchange {

/// One entry of the book of addresses to which a user may withdraw; it is kept on the web pages alone.
struct BookedAddress
{
    qint64 id = 0;
    int user = 0, currency = 0; ///< places in their lists
    QByteArray chain, note, address, tag;
};

/// Where deposits come to, where withdrawals may go, and what becomes of both with time (htx-api.md 6). One
/// thread.
class Wallet
{
public:
    /// startMs: when the world starts; what was on its way before takes hours, what comes later less than a
    /// minute.
    Wallet(Ledger &ledger, const CurrencyList &currencies, quint64 seed, qint64 startMs);

    /// The user's own address on a chain, the same for ever; with a tag where the chain needs one.
    std::pair<QByteArray, QByteArray> depositAddress(Uid uid, const Chain &chain) const;
    const std::vector<BookedAddress> &addresses() const { return m_addresses; } ///< ascending by id
    void book(int user, int currency, const QByteArray &chain, const QByteArray &note,
              const QByteArray &address, const QByteArray &tag);
    /// Books where the user has withdrawn to so far, and an address for each chain of USDT.
    void bookPastAddresses(int user);

    /// A payment from outside to the user's deposit address: confirming, later confirmed, then safe. Its
    /// place in the ledger's transfers.
    int receive(int user, int currency, const Chain &chain, const Decimal &amount, qint64 nowMs);
    /// Files a withdrawal; its place, or -1 when there is not enough.
    int withdraw(TransferRecord record, qint64 nowMs);
    /// False when it is too late: it has left or ended.
    bool cancel(int transfer, qint64 nowMs);
    /// What the user has withdrawn of a currency on this day at UTC+8, or is about to.
    Decimal withdrawnToday(int user, int currency, qint64 nowMs) const;

    /// Of the user's deposits, what may be traded and not yet withdrawn.
    Decimal unsafeDeposits(int user, int currency) const;

    /// Lets what is on its way go on.
    void advance(qint64 nowMs);

private:
    /// True while it will go on by itself.
    bool goOn(int transfer, qint64 nowMs);

    Ledger &m_ledger;
    const CurrencyList &m_currencies;
    quint64 m_seed;
    qint64 m_startMs;
    Draw m_draw;
    std::vector<BookedAddress> m_addresses;
    std::vector<int> m_moving; ///< places in the ledger's transfers
};

} // namespace coffer::exchange
