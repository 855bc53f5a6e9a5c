// SPDX-License-Identifier: GPL-3.0-or-later
#include "keys/findings/keyfacts.h"
#include "keys/refusal.h"

#include <QDateTime>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace coffer::keys {

namespace {

using htx::Permission;

constexpr qint64 dayMs = 86'400'000;
constexpr int urgentDays = 7;
/// How long a right or a key may go unused (product.md, Findings).
constexpr int unusedDays = 60;
/// After so many days without activity a key with Trade or Withdraw and no addresses is switched off
/// (htx-api.md 3.1).
constexpr int switchedOffAfterDays = 90;
constexpr int soonDays = 30;

Finding finding(FindingKind kind, Severity severity)
{
    Finding result;
    result.kind = kind;
    result.severity = severity;
    return result;
}

int daysBetween(qint64 from, qint64 to)
{
    return int((to - from) / dayMs);
}

void addRights(const KeyFacts &facts, QList<Finding> &out)
{
    const htx::ApiKeyRecord &record = *facts.record();
    if (!record.permissions.unknown.isEmpty()) {
        Finding unknown = finding(FindingKind::UnknownPermission, Severity::Critical);
        unknown.permissions = record.permissions.unknown;
        unknown.at = facts.seenAt;
        out << unknown;
    }
    if (!facts.held)
        return;
    Finding unplanned = finding(FindingKind::UnplannedPermission, Severity::Warning);
    unplanned.at = facts.seenAt;
    for (const Permission permission :
         {Permission::Read, Permission::Trade, Permission::Withdraw, Permission::Account}) {
        if (!record.permissions.has(permission) || facts.held->planned.has(permission))
            continue;
        unplanned.permissions << htx::wireName(permission);
        if (permission == Permission::Withdraw || permission == Permission::Account)
            unplanned.severity = Severity::Critical;
    }
    if (!unplanned.permissions.isEmpty())
        out << unplanned;
}

void addBinding(const KeyFacts &facts, QList<Finding> &out)
{
    const htx::ApiKeyRecord &record = *facts.record();
    if (!record.ipAddresses.isEmpty())
        return;
    Finding unbound = finding(FindingKind::NoIpBinding, Severity::Info); // it can only look
    if (record.permissions.has(Permission::Withdraw))
        unbound = finding(FindingKind::WithdrawWithoutIpBinding, Severity::Critical);
    else if (record.permissions.risk() > 0)
        unbound.severity = Severity::Warning;
    unbound.permissions = wireWords(record.permissions);
    unbound.at = facts.seenAt;
    out << unbound;
}

/// Days until a key that lives by being used is switched off: the exchange's word, else since the last sign
/// of life.
std::optional<int> daysUntilSwitchedOff(const KeyFacts &facts)
{
    const htx::ApiKeyRecord &record = *facts.record();
    if (record.validDays)
        return *record.validDays > 0 ? record.validDays : std::nullopt;
    if (!facts.held || facts.now == 0)
        return std::nullopt;
    const qint64 alive = std::max({facts.held->lastUsedAt, facts.held->addedAt, record.updatedAt});
    if (alive == 0)
        return std::nullopt;
    return std::max(0, switchedOffAfterDays - daysBetween(alive, facts.now));
}

void addExpiry(const KeyFacts &facts, QList<Finding> &out)
{
    const htx::ApiKeyRecord &record = *facts.record();
    if (record.isExpired()) {
        out << finding(FindingKind::Expired, Severity::Warning);
        out.last().at = facts.seenAt;
        return;
    }
    const bool livesByUse = record.ipAddresses.isEmpty() && record.permissions.risk() > 0;
    const std::optional<int> left = livesByUse                                  ? daysUntilSwitchedOff(facts)
                                    : record.validDays && *record.validDays > 0 ? record.validDays
                                                                                : std::nullopt;
    if (!left || *left > soonDays)
        return;
    Finding soon = finding(livesByUse ? FindingKind::ExpiresUnused : FindingKind::ExpiresSoon,
                           *left <= urgentDays ? Severity::Warning : Severity::Info);
    soon.days = left;
    soon.at = facts.seenAt;
    out << soon;
}

void addUse(const KeyFacts &facts, QList<Finding> &out)
{
    if (!facts.held || facts.now == 0)
        return;
    const qint64 used = std::max(facts.held->lastUsedAt, facts.held->addedAt);
    if (used > 0 && daysBetween(used, facts.now) >= unusedDays) {
        Finding idle = finding(FindingKind::Idle, Severity::Info);
        idle.days = daysBetween(used, facts.now);
        idle.before = {QDateTime::fromMSecsSinceEpoch(used, Qt::UTC).date().toString(Qt::ISODate)};
        idle.at = used;
        out << idle;
        return; // which says of each right that it was not used
    }
    const bool isKnown = facts.usage && facts.usage->since > 0 && facts.held->addedAt > 0 &&
                         daysBetween(facts.usage->since, facts.now) >= unusedDays &&
                         daysBetween(facts.held->addedAt, facts.now) >= unusedDays;
    if (!isKnown)
        return;
    const htx::PermissionSet &permissions = facts.held->permissions();
    Finding unused = finding(FindingKind::UnusedPermission, Severity::Warning);
    unused.at = facts.seenAt;
    for (const Permission permission : {Permission::Trade, Permission::Withdraw, Permission::Account}) {
        if (permissions.has(permission) && !facts.usage->needed.contains(permission))
            unused.permissions << htx::wireName(permission);
    }
    if (!unused.permissions.isEmpty())
        out << unused;
}

void addOrders(const KeyFacts &facts, QList<Finding> &out)
{
    if (!facts.foreignOrders || facts.foreignOrders->count == 0)
        return;
    // With a key that is held here, somebody else has it too.
    Finding foreign = finding(FindingKind::ForeignOrders, facts.held ? Severity::Warning : Severity::Info);
    foreign.now = facts.foreignOrders->sources + facts.foreignOrders->markets;
    foreign.count = facts.foreignOrders->count;
    foreign.at = facts.foreignOrders->lastAt;
    out << foreign;
}

void addError(const KeyFacts &facts, QList<Finding> &out)
{
    if (!facts.held || !facts.held->lastError)
        return;
    const Error &error = *facts.held->lastError;
    out << finding(isSecretMissing(error.kind) ? FindingKind::SecretMissing : FindingKind::Refused,
                   Severity::Warning);
    out.last().error = error;
    out.last().at = std::max(facts.held->lastUsedAt, facts.held->verifiedAt);
}

} // namespace

bool movesFunds(const htx::PermissionSet &permissions)
{
    return permissions.has(Permission::Withdraw) || permissions.has(Permission::Account) ||
           !permissions.unknown.isEmpty();
}

QStringList wireWords(const htx::PermissionSet &permissions)
{
    return permissions.toWire().split(u',', Qt::SkipEmptyParts);
}

QList<Finding> findings(const KeyFacts &facts)
{
    Q_ASSERT(facts.held || facts.listed);
    QList<Finding> out;
    if (const htx::ApiKeyRecord *record = facts.record()) {
        addRights(facts, out);
        addBinding(facts, out);
        addExpiry(facts, out);
        if (!facts.held && !facts.isNew) {
            out << finding(FindingKind::NotHeldHere,
                           movesFunds(record->permissions) ? Severity::Warning : Severity::Info);
            out.last().permissions = wireWords(record->permissions);
            out.last().at = record->createdAt;
        }
    } else {
        out << finding(FindingKind::NotVerifiable, Severity::Info);
        out.last().at = facts.seenAt;
    }
    addUse(facts, out);
    addOrders(facts, out);
    addError(facts, out);
    out << driftFindings(facts);
    sortWorstFirst(out);
    return out;
}

} // namespace coffer::keys
