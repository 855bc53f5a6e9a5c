// SPDX-License-Identifier: GPL-3.0-or-later
#include "keys/findings/keyfacts.h"
#include "keys/setup/iplist.h"

namespace coffer::keys {

namespace {

/// When the exchange says that it was changed, else when that was seen.
qint64 changedAt(const KeyFacts &facts)
{
    return facts.listed->updatedAt > 0 ? facts.listed->updatedAt : facts.seenAt;
}

Finding change(FindingKind kind, Severity severity, const QStringList &before, const QStringList &now,
               qint64 at)
{
    Finding finding;
    finding.kind = kind;
    finding.severity = severity;
    finding.before = before;
    finding.now = now;
    finding.at = at;
    return finding;
}

/// The rights of the one that the other lacks.
htx::PermissionSet without(htx::PermissionSet rights, const htx::PermissionSet &other)
{
    rights.known.subtract(other.known);
    rights.unknown.removeIf([&other](const QString &word) { return other.unknown.contains(word); });
    return rights;
}

/// More rights are a warning, and those that reach the funds more than that; fewer are a note.
void addRights(const KeyFacts &facts, QList<Finding> &out)
{
    const htx::PermissionSet &before = facts.baseline->permissions, &now = facts.listed->permissions;
    const htx::PermissionSet none, gained = without(now, before), lost = without(before, now);
    if (gained == none && lost == none)
        return;
    out << change(FindingKind::PermissionsChanged,
                  movesFunds(gained) ? Severity::Critical
                  : gained == none   ? Severity::Info
                                     : Severity::Warning,
                  wireWords(before), wireWords(now), changedAt(facts));
}

void addAppearance(const KeyFacts &facts, QList<Finding> &out)
{
    const htx::ApiKeyRecord &record = *facts.listed;
    Finding unknown = change(FindingKind::UnknownKey,
                             record.permissions.risk() > 0 ? Severity::Critical : Severity::Warning, {},
                             record.ipAddresses, record.createdAt > 0 ? record.createdAt : facts.seenAt);
    unknown.now << record.note; // any change of it makes it unknown again
    unknown.permissions = wireWords(record.permissions);
    out << unknown;
}

void addChanges(const KeyFacts &facts, QList<Finding> &out)
{
    const htx::ApiKeyRecord &record = *facts.listed;
    const BaselineKey &baseline = *facts.baseline;
    const qint64 at = changedAt(facts);
    addRights(facts, out);
    if (!isWithin(record.ipAddresses, baseline.ipAddresses)) {
        out << change(FindingKind::AddressesLooser,
                      movesFunds(record.permissions) ? Severity::Critical : Severity::Warning,
                      baseline.ipAddresses, record.ipAddresses, at);
    } else if (!areSameAddresses(baseline.ipAddresses, record.ipAddresses)) {
        out << change(FindingKind::AddressesChanged, Severity::Info, baseline.ipAddresses, record.ipAddresses,
                      at);
    }
    if (record.note != baseline.note)
        out << change(FindingKind::NoteChanged, Severity::Info, {baseline.note}, {record.note}, at);
}

/// Whoever has a key that works from anywhere can send funds there; one that is bound is a lesser worry.
void addAddress(const NewAddress &fresh, bool isBound, QList<Finding> &out)
{
    const htx::WithdrawAddress &address = fresh.address;
    out << change(FindingKind::NewAddress, isBound ? Severity::Warning : Severity::Critical, {},
                  {address.currency.value, address.chain, address.address, address.tag, address.note},
                  fresh.seenAt);
}

} // namespace

QList<Finding> driftFindings(const KeyFacts &facts)
{
    QList<Finding> out;
    if (facts.listed && facts.isNew && !facts.held)
        addAppearance(facts, out);
    if (facts.listed && facts.baseline)
        addChanges(facts, out);
    const bool isBound = facts.record() && !facts.record()->ipAddresses.isEmpty();
    for (const NewAddress &fresh : facts.newAddresses)
        addAddress(fresh, isBound, out);
    return out;
}

} // namespace coffer::keys
