// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/ledger.h"

#include <algorithm>
#include <array>

namespace coffer::exchange {

namespace {

constexpr std::array endedStates{"confirmed",     "canceled",      "failed",  "reject",
                                 "wallet-reject", "confirm-error", "repealed"};

template<class Record>
int placeOf(const std::vector<Record> &records, qint64 id)
{
    const auto found =
        std::lower_bound(records.begin(), records.end(), id,
                         [](const Record &record, qint64 wanted) { return record.id < wanted; });
    return found != records.end() && found->id == id ? int(found - records.begin()) : -1;
}

void apply(TransferRecord &record, const Settlement &settlement)
{
    record.state = settlement.state;
    record.updatedAt = settlement.at;
    for (const auto &[member, value] :
         {std::pair(&record.txHash, &settlement.txHash), std::pair(&record.errorCode, &settlement.errorCode),
          std::pair(&record.errorMessage, &settlement.errorMessage)}) {
        if (!value->isEmpty())
            *member = *value;
    }
}

} // namespace

QByteArrayView transactType(EntryKind kind)
{
    switch (kind) {
    case EntryKind::Trade:
        return "trade";
    case EntryKind::TransactFee:
        return "transact-fee";
    case EntryKind::FeeDeduction:
        return "fee-deduction";
    case EntryKind::Transfer:
        return "transfer";
    case EntryKind::Deposit:
        return "deposit";
    case EntryKind::Withdraw:
        return "withdraw";
    case EntryKind::WithdrawFee:
        return "withdraw-fee";
    case EntryKind::Credit:
        return "credit";
    case EntryKind::Interest:
        return "interest";
    case EntryKind::Rebate:
        return "rebate";
    case EntryKind::Other:
        return "other-types";
    }
    return {};
}

bool hasMoved(const TransferRecord &record)
{
    return record.isDeposit ? record.state == "safe" || record.state == "confirmed"
                            : record.state == "confirmed";
}

bool isPending(const TransferRecord &record)
{
    return !record.isDeposit &&
           std::find(endedStates.begin(), endedStates.end(), record.state) == endedStates.end();
}

Ledger::Ledger(const MarketList &markets, const CurrencyList &currencies, const Events &events)
    : m_markets(markets), m_currencies(currencies), m_events(events)
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

int Ledger::transferOf(qint64 id) const
{
    return placeOf(m_transfers, id);
}

int Ledger::orderOf(int user, const QByteArray &clientOrderId) const
{
    return m_traces[size_t(user)].newestByClientId.value(clientOrderId, -1);
}

qint64 Ledger::nextTransferId(qint64 at)
{
    return m_lastTransfer = std::max(m_lastTransfer + 1, at / 10'000);
}

int Ledger::addUser(Uid uid, bool isSub, const QByteArray &name, const QByteArray &note)
{
    m_users.push_back({uid, isSub, name, note, {}});
    m_traces.emplace_back();
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

void Ledger::file(int account, int currency, const Decimal &amount, EntryKind kind, qint64 at)
{
    if (amount.isZero())
        return;
    const qint64 last = m_entries.empty() ? 0 : m_entries.back().id;
    const Holding &held = m_accounts[size_t(account)].holdings[currency];
    Entry &entry = m_entries.emplace_back();
    // Near 3.6e17, beyond what a double holds exactly, as on the exchange.
    entry.id = std::max(last + 1 + qint64(mixed(quint64(last)) % 90), at * 200'000);
    entry.account = account;
    entry.currency = currency;
    entry.kind = kind;
    entry.amount = amount;
    entry.available = held.trade;
    entry.balance = held.trade + held.frozen;
    entry.at = m_entries.size() < 2 ? at : std::max(at, m_entries[m_entries.size() - 2].at);
}

void Ledger::tell(int account, int currency, const char *cause, qint64 at) const
{
    if (!m_events.onBalance.empty())
        m_events.tell(BalanceEvent{account, currency, cause, at});
}

void Ledger::tell(OrderEvent::Kind kind, int order, int fill, qint64 at) const
{
    m_events.tell(OrderEvent{kind, order, fill, at});
}

void Ledger::credit(const TransferRecord &record, qint64 at)
{
    const int account = accountOf(record.user, "spot");
    holding(account, record.currency).trade += record.amount;
    file(account, record.currency, record.amount, EntryKind::Deposit, at);
    tell(account, record.currency, "deposit", at);
}

int Ledger::deposit(TransferRecord record, qint64 at)
{
    if (hasMoved(record))
        credit(record, at);
    m_transfers.push_back(std::move(record));
    return int(m_transfers.size()) - 1;
}

bool Ledger::settleDeposit(int transfer, const Settlement &settlement)
{
    TransferRecord &record = m_transfers[size_t(transfer)];
    const bool moved = hasMoved(record);
    if (moved && settlement.state != "safe")
        return false;
    apply(record, settlement);
    if (!moved && hasMoved(record))
        credit(record, settlement.at);
    return true;
}

int Ledger::requestWithdrawal(TransferRecord record, qint64 at)
{
    const int account = accountOf(record.user, "spot");
    const Decimal total = record.amount + record.fee;
    if (available(account, record.currency) < total)
        return -1;
    Holding &held = holding(account, record.currency);
    held.trade -= total;
    held.frozen += total;
    const int currency = record.currency;
    m_transfers.push_back(std::move(record));
    tell(account, currency, "withdraw", at);
    return int(m_transfers.size()) - 1;
}

bool Ledger::settleWithdrawal(int transfer, const Settlement &settlement)
{
    TransferRecord &record = m_transfers[size_t(transfer)];
    if (!isPending(record))
        return false;
    apply(record, settlement);
    if (isPending(record))
        return true;
    const int account = accountOf(record.user, "spot");
    const Decimal total = record.amount + record.fee;
    Holding &held = holding(account, record.currency);
    held.frozen -= total;
    if (hasMoved(record)) {
        // The amount leaves first, and then its fee.
        held.frozen += record.fee;
        file(account, record.currency, -record.amount, EntryKind::Withdraw, settlement.at);
        held.frozen -= record.fee;
        file(account, record.currency, -record.fee, EntryKind::WithdrawFee, settlement.at);
    } else {
        held.trade += total;
    }
    tell(account, record.currency, "withdraw", settlement.at);
    return true;
}

/// The words of transferType in the ledger of /v2/account/ledger.
QByteArray Ledger::moveType(const Account &from, const Account &to) const
{
    if (from.user != to.user) {
        if (!m_users[size_t(from.user)].isSub)
            return "master-transfer-out";
        return m_users[size_t(to.user)].isSub ? "sub-transfer-out" : "master-transfer-in";
    }
    struct Word
    {
        const char *type, *into, *outOf;
    };
    constexpr Word words[] = {{"margin", "margin-transfer-in", "margin-transfer-out"},
                              {"super-margin", "pro-to-super-margin", "super-margin-to-pro"},
                              {"otc", "pro-to-otc", "otc-to-pro"},
                              {"futures", "pro-to-futures", "futures-to-pro"},
                              {"swap", "dm-pro-to-swap", "dm-swap-to-pro"},
                              {"linear-swap", "dm-pro-to-swap", "dm-swap-to-pro"}};
    for (const Word &word : words) {
        if (to.type == word.type)
            return word.into;
        if (from.type == word.type)
            return word.outOf;
    }
    return "transfer";
}

int Ledger::move(int from, int to, int currency, const Decimal &amount, qint64 at)
{
    if (available(from, currency) < amount)
        return -1;
    holding(from, currency).trade -= amount;
    file(from, currency, -amount, EntryKind::Transfer, at);
    holding(to, currency).trade += amount;
    file(to, currency, amount, EntryKind::Transfer, at);
    const Account &source = m_accounts[size_t(from)], &target = m_accounts[size_t(to)];
    const qint64 last = m_moves.empty() ? 0 : m_moves.back().id;
    m_moves.push_back(
        {std::max(last + 1, at / 1000), from, to, currency, amount, moveType(source, target), at});
    const bool isMargin = source.type.endsWith("margin") || target.type.endsWith("margin");
    tell(from, currency, isMargin ? "margin.transfer" : "transfer", at);
    tell(to, currency, isMargin ? "margin.transfer" : "transfer", at);
    return int(m_moves.size()) - 1;
}

void Ledger::borrow(int account, int currency, const Decimal &amount, qint64 at)
{
    Holding &borrowed = holding(account, currency);
    borrowed.trade += amount;
    borrowed.loan -= amount;
    file(account, currency, amount, EntryKind::Credit, at);
    tell(account, currency, "margin.loan", at);
}

bool Ledger::repay(int account, int currency, const Decimal &amount, qint64 at)
{
    const auto &holdings = m_accounts[size_t(account)].holdings;
    const auto owing = holdings.find(currency);
    if (owing == holdings.end() || owing->second.trade < amount || -owing->second.loan < amount)
        return false;
    Holding &repaid = holding(account, currency);
    repaid.trade -= amount;
    repaid.loan += amount;
    file(account, currency, -amount, EntryKind::Credit, at);
    tell(account, currency, "margin.repay", at);
    return true;
}

} // namespace coffer::exchange
