// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/wallet.h"

#include "exchange/hash.h"
#include "exchange/spans.h"
#include "exchange/walletaddress.h"

#include <QSet>

#include <algorithm>
#include <tuple>

namespace coffer::exchange {

namespace {

constexpr qint64 second = 1000;

struct Stage
{
    const char *state;
    qint64 after; ///< ms since it came
};

constexpr Stage depositStages[] = {{"confirming", 0}, {"confirmed", 20 * second}, {"safe", 50 * second}};
constexpr Stage oldDepositStages[] = {{"confirming", 0}, {"confirmed", 6 * hourMs}, {"safe", 12 * hourMs}};
constexpr Stage withdrawStages[] = {{"submitted", 0},
                                    {"reexamine", 8 * second},
                                    {"pass", 18 * second},
                                    {"pre-transfer", 26 * second},
                                    {"wallet-transfer", 34 * second},
                                    {"confirmed", 50 * second}};

/// The last stage that is reached by now.
template<size_t Count>
const Stage &stageAt(const Stage (&stages)[Count], qint64 passed)
{
    const Stage *reached = stages;
    for (const Stage &stage : stages) {
        if (stage.after <= passed)
            reached = &stage;
    }
    return *reached;
}

bool moves(const TransferRecord &record)
{
    if (record.isDeposit)
        return record.state == "confirming" || record.state == "confirmed";
    return isPending(record);
}

} // namespace

Wallet::Wallet(Ledger &ledger, const CurrencyList &currencies, quint64 seed, qint64 startMs)
    : m_ledger(ledger),
      m_currencies(currencies),
      m_seed(seed),
      m_startMs(startMs),
      m_draw(mixed(seed, 0x77616c6c))
{
    for (size_t place = 0; place < ledger.transfers().size(); ++place) {
        if (moves(ledger.transfers()[place]))
            m_moving.push_back(int(place));
    }
}

std::pair<QByteArray, QByteArray> Wallet::depositAddress(Uid uid, const Chain &chain) const
{
    // One address for all the tokens of a network, as it is with the real one.
    const QByteArray network = chain.baseChain.isEmpty() ? chain.name : chain.baseChain;
    Draw draw(mixed(mixed(m_seed, quint64(uid.value)), hashOf(network)));
    const QByteArray address = walletAddress(chain, draw);
    return {address, needsTag(chain) ? walletTag(draw) : QByteArray()};
}

void Wallet::book(int user, int currency, const QByteArray &chain, const QByteArray &note,
                  const QByteArray &address, const QByteArray &tag)
{
    const qint64 last = m_addresses.empty() ? 30'000'000 : m_addresses.back().id;
    m_addresses.push_back({last + m_draw.between(11, 9'000), user, currency, chain, note, address, tag});
}

void Wallet::bookPastAddresses(int user)
{
    QSet<QByteArray> booked;
    for (const TransferRecord &record : m_ledger.transfers()) {
        if (record.isDeposit || record.user != user || booked.contains(record.address))
            continue;
        booked.insert(record.address);
        const QByteArray note =
            m_currencies.at(record.currency).code.toUpper() + " wallet " + QByteArray::number(booked.size());
        book(user, record.currency, record.chain, note, record.address, record.addressTag);
    }
    const int usdt = m_currencies.indexOf("usdt");
    for (const Chain &chain : m_currencies.at(usdt).chains)
        book(user, usdt, chain.name, "Cold wallet " + chain.displayName, walletAddress(chain, m_draw), {});
}

int Wallet::receive(int user, int currency, const Chain &chain, const Decimal &amount, qint64 nowMs)
{
    TransferRecord record;
    record.id = m_ledger.nextTransferId(nowMs);
    record.user = user;
    record.currency = currency;
    record.chain = chain.name;
    record.txHash = hexText(m_draw, 64);
    std::tie(record.address, record.addressTag) = depositAddress(m_ledger.users()[size_t(user)].uid, chain);
    record.amount = amount;
    record.state = "confirming";
    record.createdAt = record.updatedAt = nowMs;
    const int place = m_ledger.deposit(std::move(record), nowMs);
    m_moving.push_back(place);
    return place;
}

int Wallet::withdraw(TransferRecord record, qint64 nowMs)
{
    record.id = m_ledger.nextTransferId(nowMs);
    record.isDeposit = false;
    record.subType = "normal";
    record.state = "submitted";
    record.createdAt = record.updatedAt = nowMs;
    const int place = m_ledger.requestWithdrawal(std::move(record), nowMs);
    if (place >= 0)
        m_moving.push_back(place);
    return place;
}

bool Wallet::cancel(int transfer, qint64 nowMs)
{
    const QByteArray state = m_ledger.transfers()[size_t(transfer)].state;
    if (state != "verifying" && state != "submitted" && state != "reexamine" && state != "pass")
        return false;
    return m_ledger.settleWithdrawal(transfer, {"canceled", nowMs, {}, {}, {}});
}

Decimal Wallet::withdrawnToday(int user, int currency, qint64 nowMs) const
{
    const qint64 midnight = (nowMs + zoneMs) / dayMs * dayMs - zoneMs;
    Decimal sum;
    for (auto record = m_ledger.transfers().rbegin(); record != m_ledger.transfers().rend(); ++record) {
        if (record->createdAt < midnight)
            break;
        if (!record->isDeposit && record->user == user && record->currency == currency &&
            (hasMoved(*record) || isPending(*record)))
            sum += record->amount;
    }
    return sum;
}

Decimal Wallet::unsafeDeposits(int user, int currency) const
{
    Decimal sum;
    for (const int place : m_moving) {
        const TransferRecord &record = m_ledger.transfers()[size_t(place)];
        if (record.isDeposit && record.user == user && record.currency == currency && hasMoved(record))
            sum += record.amount;
    }
    return sum;
}

bool Wallet::goOn(int transfer, qint64 nowMs)
{
    const TransferRecord &record = m_ledger.transfers()[size_t(transfer)];
    if (!moves(record))
        return false;
    const qint64 passed = nowMs - std::max(record.createdAt, m_startMs);
    const bool isOld = record.createdAt < m_startMs;
    const Stage &stage = !record.isDeposit ? stageAt(withdrawStages, passed)
                         : isOld           ? stageAt(oldDepositStages, passed)
                                           : stageAt(depositStages, passed);
    if (record.state == stage.state || passed < stage.after)
        return true;
    if (record.isDeposit)
        m_ledger.settleDeposit(transfer, {stage.state, nowMs, {}, {}, {}});
    else
        m_ledger.settleWithdrawal(
            transfer, {stage.state,
                       nowMs,
                       QByteArrayView(stage.state) == "confirmed" ? hexText(m_draw, 64) : QByteArray(),
                       {},
                       {}});
    return moves(m_ledger.transfers()[size_t(transfer)]);
}

void Wallet::advance(qint64 nowMs)
{
    std::erase_if(m_moving, [this, nowMs](int transfer) { return !goOn(transfer, nowMs); });
}

} // namespace coffer::exchange
