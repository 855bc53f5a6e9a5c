// SPDX-License-Identifier: GPL-3.0-or-later
#include "keys/findings/findingbook.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace coffer::keys {

namespace {

bool isSame(const htx::WithdrawAddress &left, const htx::WithdrawAddress &right)
{
    return left.currency == right.currency && left.chain == right.chain && left.address == right.address &&
           left.tag == right.tag;
}

bool isSame(const AcceptedFinding &left, const AcceptedFinding &right)
{
    return left.accessKey == right.accessKey && left.kind == right.kind && left.evidence == right.evidence;
}

bool may(const InventoryEntry &entry, htx::Permission permission)
{
    const htx::ApiKeyRecord *record = entry.record();
    return record ? record->permissions.has(permission) : entry.held && entry.held->planned.has(permission);
}

} // namespace

FindingBook::FindingBook(FindingTable &table, Clock &clock, QObject *parent)
    : QObject(parent), m_table(table), m_clock(clock)
{
}

Future<void> FindingBook::load()
{
    const auto promise = std::make_shared<QPromise<Result<void>>>();
    promise->start();
    Future<void> future = promise->future();
    const auto end = [this, promise](const Result<void> &result) {
        promise->addResult(result);
        promise->finish();
        if (result)
            Q_EMIT changed();
    };
    whenDone(this, m_table.accepted(), [this, end](const Result<QList<AcceptedFinding>> &accepted) {
        if (!accepted) {
            end(fail(accepted.error()));
            return;
        }
        whenDone(this, m_table.baseline(), [this, end, accepted](const Result<Baseline> &baseline) {
            if (baseline) {
                m_accepted = *accepted;
                m_baseline = *baseline;
            }
            end(baseline ? Result<void>() : fail(baseline.error()));
        });
    });
    return future;
}

void FindingBook::noteKeys(Uid uid, const QList<htx::ApiKeyRecord> &keys, const QSet<QString> &held)
{
    const bool isFirst = !wasRead(uid, {});
    Baseline part;
    for (const htx::ApiKeyRecord &key : keys) {
        if (!baselineOf(uid, key.accessKey) && (isFirst || held.contains(key.accessKey))) {
            part.keys << BaselineKey{uid,      key.accessKey,  key.permissions, key.ipAddresses,
                                     key.note, m_clock.nowMs()};
        }
    }
    if (isFirst)
        part.readings << BaselineReading{uid, {}, m_clock.nowMs()};
    extend(part);
}

void FindingBook::noteAddresses(Uid uid, const Currency &currency,
                                const QList<htx::WithdrawAddress> &addresses)
{
    const qint64 now = m_clock.nowMs();
    if (!wasRead(uid, currency)) {
        Baseline part;
        for (const htx::WithdrawAddress &address : addresses)
            part.addresses << BaselineAddress{uid, address, now};
        part.readings << BaselineReading{uid, currency, now};
        extend(part);
        return;
    }
    QList<NewAddress> &known = m_newAddresses[{uid, currency}];
    QList<NewAddress> fresh;
    for (const htx::WithdrawAddress &address : addresses) {
        if (isKnown(uid, address))
            continue;
        const auto seen = std::ranges::find_if(
            known, [&address](const NewAddress &one) { return isSame(one.address, address); });
        fresh << NewAddress{address, seen != known.end() ? seen->seenAt : now};
    }
    const bool isNews =
        !std::ranges::equal(fresh, known, [](const NewAddress &left, const NewAddress &right) {
            return isSame(left.address, right.address);
        });
    known = fresh;
    if (isNews)
        Q_EMIT changed();
}

void FindingBook::expect(Uid uid, const htx::ApiKeyRecord &key)
{
    Baseline part;
    part.keys << BaselineKey{uid, key.accessKey, key.permissions, key.ipAddresses, key.note, m_clock.nowMs()};
    extend(part);
    Q_EMIT changed();
}

/// Takes over at once; the file follows, and if it can't, the next start takes its first reading anew.
void FindingBook::extend(const Baseline &part)
{
    if (part.keys.isEmpty() && part.addresses.isEmpty() && part.readings.isEmpty())
        return;
    for (const BaselineKey &key : part.keys) {
        m_baseline.keys.removeIf([&key](const BaselineKey &known) {
            return known.uid == key.uid && known.accessKey == key.accessKey;
        });
    }
    m_baseline.keys << part.keys;
    m_baseline.addresses << part.addresses;
    m_baseline.readings << part.readings;
    whenDone(this, m_table.extend(part), [this](const Result<void> &saved) {
        if (!saved)
            Q_EMIT failed(saved.error());
    });
}

void FindingBook::setUsage(const UsageReport &usage)
{
    if (m_usage.since == usage.since && m_usage.needed == usage.needed)
        return;
    m_usage = usage;
    Q_EMIT changed();
}

void FindingBook::setForeignOrders(const QList<ForeignOrders> &orders)
{
    if (m_foreignOrders == orders)
        return;
    m_foreignOrders = orders;
    Q_EMIT changed();
}

QList<Currency> FindingBook::currencies(Uid uid) const
{
    QList<Currency> read;
    for (const BaselineReading &reading : m_baseline.readings) {
        if (reading.uid == uid && !reading.currency.value.isEmpty())
            read << reading.currency;
    }
    return read;
}

QList<htx::WithdrawAddress> FindingBook::knownAddresses(Uid uid) const
{
    QList<htx::WithdrawAddress> known;
    for (const BaselineAddress &one : m_baseline.addresses) {
        if (one.uid == uid)
            known << one.address;
    }
    return known;
}

void FindingBook::judge(QList<InventoryEntry> &entries) const
{
    for (InventoryEntry &entry : entries) {
        entry.findings.clear();
        entry.accepted.clear();
        const QList<Finding> all = findingsOf(entry, entries);
        for (Finding finding : all) {
            const AcceptedFinding wanted = entryOf(entry.accessKey(), finding);
            const auto accepted = std::ranges::find_if(
                m_accepted, [&wanted](const AcceptedFinding &one) { return isSame(one, wanted); });
            if (accepted == m_accepted.end()) {
                entry.findings << finding;
                continue;
            }
            finding.accepted = Acceptance{accepted->reason, accepted->acceptedAt};
            entry.accepted << finding;
        }
    }
}

QList<Finding> FindingBook::findingsOf(const InventoryEntry &entry, const QList<InventoryEntry> &all) const
{
    KeyFacts facts;
    facts.held = entry.held ? &*entry.held : nullptr;
    facts.listed = entry.listed ? &*entry.listed : nullptr;
    facts.baseline = baselineOf(entry.uid, entry.accessKey());
    facts.isNew = !facts.baseline && wasRead(entry.uid, {});
    KeyUsage usage;
    if (entry.held && m_usage.since > 0) {
        usage = {m_usage.since, m_usage.needed.value(entry.held->id)};
        facts.usage = &usage;
    }
    facts.foreignOrders = ordersOf(entry, all);
    for (const auto &[place, addresses] : m_newAddresses) {
        if (place.first == entry.uid && may(entry, htx::Permission::Withdraw))
            facts.newAddresses << addresses;
    }
    facts.seenAt = entry.listed ? entry.listedAt : entry.held ? entry.held->verifiedAt : 0;
    facts.now = m_clock.nowMs();
    return findings(facts);
}

/// The orders of its account that this key may have placed: where keys that can trade are held by others,
/// it was one of those; else somebody has a copy of one that is held here.
const ForeignOrders *FindingBook::ordersOf(const InventoryEntry &entry,
                                           const QList<InventoryEntry> &all) const
{
    const auto orders = std::ranges::find(m_foreignOrders, entry.uid, &ForeignOrders::uid);
    if (orders == m_foreignOrders.end() || !may(entry, htx::Permission::Trade))
        return nullptr;
    const bool isOthersKey = std::ranges::any_of(all, [&entry](const InventoryEntry &other) {
        return other.uid == entry.uid && !other.held && may(other, htx::Permission::Trade);
    });
    return isOthersKey == !entry.held ? &*orders : nullptr;
}

AcceptedFinding FindingBook::entryOf(const QString &accessKey, const Finding &finding) const
{
    return {accessKey, wireName(finding.kind), evidenceOf(finding), {}, m_clock.nowMs()};
}

Future<void> FindingBook::accept(const QString &accessKey, const Finding &finding, const QString &reason)
{
    AcceptedFinding entry = entryOf(accessKey, finding);
    entry.reason = reason.trimmed();
    if (entry.reason.isEmpty())
        return readyFuture<void>(fail(ErrorKind::InvalidInput, {}, u"reason"_s));
    Future<void> future = m_table.accept(entry);
    whenDone(this, future, [this, entry](const Result<void> &saved) {
        if (!saved)
            return;
        m_accepted.removeIf([&entry](const AcceptedFinding &one) { return isSame(one, entry); });
        m_accepted << entry;
        Q_EMIT changed();
    });
    return future;
}

Future<void> FindingBook::withdraw(const QString &accessKey, const Finding &finding)
{
    const AcceptedFinding entry = entryOf(accessKey, finding);
    Future<void> future = m_table.withdraw(entry);
    whenDone(this, future, [this, entry](const Result<void> &removed) {
        if (!removed)
            return;
        m_accepted.removeIf([&entry](const AcceptedFinding &one) { return isSame(one, entry); });
        Q_EMIT changed();
    });
    return future;
}

bool FindingBook::wasRead(Uid uid, const Currency &currency) const
{
    return std::ranges::any_of(m_baseline.readings, [&](const BaselineReading &reading) {
        return reading.uid == uid && reading.currency == currency;
    });
}

const BaselineKey *FindingBook::baselineOf(Uid uid, const QString &accessKey) const
{
    const auto found = std::ranges::find_if(m_baseline.keys, [&](const BaselineKey &key) {
        return key.uid == uid && key.accessKey == accessKey;
    });
    return found != m_baseline.keys.end() ? &*found : nullptr;
}

bool FindingBook::isKnown(Uid uid, const htx::WithdrawAddress &address) const
{
    return std::ranges::any_of(m_baseline.addresses, [&](const BaselineAddress &known) {
        return known.uid == uid && isSame(known.address, address);
    });
}

} // namespace coffer::keys
