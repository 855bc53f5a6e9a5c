// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/findingwords.h"

#include "ui/common/format.h"
#include "ui/common/permissiontext.h"

namespace coffer::ui {

using Words = FindingWords;

namespace {

constexpr int mostText = 300;

QString permissionList(const QStringList &wire)
{
    QStringList names;
    for (const QString &word : wire)
        names.append(permissionName(word));
    return names.isEmpty() ? Words::tr("none") : names.join(Words::tr(", "));
}

QString addressList(const QStringList &entries)
{
    return entries.isEmpty() ? Words::tr("any address")
                             : Format::plain(entries.join(Words::tr(", ")), mostText);
}

QString wasAndIs(const QString &before, const QString &now)
{
    return Words::tr("Was: %1\nNow: %2").arg(before, now);
}

QString noteText(const QStringList &notes)
{
    const QString note = Format::plain(notes.value(0), mostText);
    return note.isEmpty() ? Words::tr("no note") : note;
}

/// The texts of a list that is evidence, from one place on.
QString listFrom(const QStringList &texts, qsizetype first)
{
    return Format::plain(texts.mid(first).join(Words::tr(", ")), mostText);
}

FindingText ofNewAddress(const keys::Finding &finding)
{
    // Asset, chain, address, tag, note: see driftFindings().
    const QString asset = Format::plain(finding.now.value(0).toUpper(), 20);
    QStringList parts;
    for (const QString &text : finding.now.mid(1)) {
        if (!text.isEmpty())
            parts << Format::plain(text, 120);
    }
    return {Words::tr("New address"), Words::tr("%1 can be withdrawn to a new address.").arg(asset),
            Words::tr("The address was added to the account's address book, and this key can withdraw to it "
                      "without a 2FA code. If you did not add it, answer at once; if you did, accept it."),
            Words::tr("Address: %1").arg(parts.join(Words::tr(", "))), KeyAction::Respond};
}

FindingText ofForeignOrders(const keys::Finding &finding)
{
    const QString title = finding.count == 1
                              ? Words::tr("Another API client placed an order.")
                              : Words::tr("Another API client placed %n orders.", nullptr, finding.count);
    return {
        Words::tr("Foreign orders"), title,
        Words::tr("They came in over the API in the last 60 days, and not from Coffer; this key may have "
                  "placed them. If that is a program of yours, accept it. If not, somebody else has a key."),
        Words::tr("Seen: %1").arg(listFrom(finding.now, 0)), KeyAction::Respond};
}

FindingText ofUnknownKey(const keys::Finding &finding)
{
    const QStringList addresses = finding.now.first(std::max<qsizetype>(0, finding.now.size() - 1));
    return {Words::tr("Unknown key"), Words::tr("Appeared on the account without Coffer."),
            Words::tr("Somebody who is logged in to the account made it. If that was you, accept it or paste "
                      "it here; if not, answer at once."),
            Words::tr("Rights: %1\nAddresses: %2")
                .arg(permissionList(finding.permissions), addressList(addresses)),
            KeyAction::Respond};
}

FindingText ofChangedAddresses(const keys::Finding &finding, bool isLooser)
{
    const QString chip = isLooser ? Words::tr("Looser IP list") : Words::tr("IP list changed");
    const QString title = isLooser ? Words::tr("More addresses may use it than before.")
                                   : Words::tr("Its IP list was changed outside Coffer.");
    return {chip, title,
            Words::tr("If you changed it yourself, accept it. If not, somebody else manages your keys."),
            wasAndIs(addressList(finding.before), addressList(finding.now)), KeyAction::Respond};
}

FindingText ofChangedRights(const keys::Finding &finding)
{
    return {Words::tr("Rights changed"), Words::tr("Its permissions were changed outside Coffer."),
            Words::tr("If you changed them yourself, accept it. If not, somebody else manages your keys."),
            wasAndIs(permissionList(finding.before), permissionList(finding.now)), KeyAction::Respond};
}

FindingText ofExpiry(const keys::Finding &finding)
{
    if (finding.kind == keys::FindingKind::Expired) {
        return {Words::tr("Expired"),
                Words::tr("The exchange no longer accepts this key."),
                Words::tr("Replace it by a new key. This one can then be forgotten."),
                {},
                KeyAction::Rotate};
    }
    const QString title = !finding.days        ? Words::tr("Expires soon.")
                          : *finding.days == 1 ? Words::tr("Expires in 1 day.")
                                               : Words::tr("Expires in %n days.", nullptr, *finding.days);
    const QString chip =
        finding.days ? Words::tr("Expires in %n d", nullptr, *finding.days) : Words::tr("Expires soon");
    return {chip,
            title,
            Words::tr("Replace it in time, so that nothing stops. A key that is bound to addresses does not "
                      "run out."),
            {},
            KeyAction::Rotate};
}

FindingText ofSwitchingOff(const keys::Finding &finding)
{
    const int days = finding.days.value_or(0);
    const QString title = days == 1
                              ? Words::tr("Is switched off in 1 day unless it is used.")
                              : Words::tr("Is switched off in %n days unless it is used.", nullptr, days);
    return {finding.days ? Words::tr("Ends in %n d unused", nullptr, days) : Words::tr("Ends unused"),
            finding.days ? title : Words::tr("Is switched off soon unless it is used."),
            Words::tr("The exchange disables a key that can trade or withdraw and is not bound to addresses "
                      "after 90 days without activity. Bind it, or replace it if it is no longer needed."),
            {},
            KeyAction::Edit};
}

} // namespace

FindingText FindingWords::ofRights(const keys::Finding &finding)
{
    const QString rights = permissionList(finding.permissions);
    const QString seen = tr("Rights: %1").arg(rights);
    switch (finding.kind) {
    case keys::FindingKind::WithdrawWithoutIpBinding:
        return {tr("Unbound Withdraw"), tr("Can send funds away from any internet address."),
                tr("Whoever learns this key can withdraw to the account's saved addresses, without a 2FA "
                   "code. Bind it to your addresses, or replace it by a key without Withdraw."),
                seen, KeyAction::Edit};
    case keys::FindingKind::UnplannedPermission:
        return {tr("Unplanned right"),
                tr("Has a right that is not in your plan: %1.").arg(rights),
                tr("A right nobody needs is a risk for nothing. Take it away, or create a key that has only "
                   "what you planned."),
                {},
                KeyAction::Edit};
    case keys::FindingKind::UnknownPermission:
        return {tr("Unknown right"),
                tr("Has a right that Coffer does not know: %1.").arg(rights),
                tr("What it allows is not documented, so it counts as the highest risk. Ask the exchange "
                   "what it is for, or replace the key."),
                {},
                KeyAction::Rotate};
    case keys::FindingKind::UnusedPermission:
        return {tr("Unused right"),
                tr("Has a right that Coffer has not needed in 60 days: %1.").arg(rights),
                tr("What is not used is best not there: whoever learns this key could use it. Take the right "
                   "away, or accept it if another program needs it."),
                {},
                KeyAction::Edit};
    default:
        return {tr("No IP binding"), tr("Works from any internet address."),
                tr("Bind it to your addresses. A key that can trade or withdraw and is not bound is also "
                   "switched off after 90 days without use."),
                seen, KeyAction::Edit};
    }
}

FindingText FindingWords::ofAge(const keys::Finding &finding)
{
    switch (finding.kind) {
    case keys::FindingKind::ExpiresUnused:
        return ofSwitchingOff(finding);
    case keys::FindingKind::Idle:
        return {
            tr("Not used"),
            tr("Coffer has not used it in %n days.", nullptr, finding.days.value_or(60)),
            tr("A key that nobody needs is a risk for nothing. Delete it, or accept it if another program "
               "uses it."),
            {},
            KeyAction::Revoke};
    default:
        return ofExpiry(finding);
    }
}

FindingText FindingWords::ofDrift(const keys::Finding &finding)
{
    switch (finding.kind) {
    case keys::FindingKind::UnknownKey:
        return ofUnknownKey(finding);
    case keys::FindingKind::PermissionsChanged:
        return ofChangedRights(finding);
    case keys::FindingKind::AddressesLooser:
        return ofChangedAddresses(finding, true);
    case keys::FindingKind::AddressesChanged:
        return ofChangedAddresses(finding, false);
    case keys::FindingKind::NewAddress:
        return ofNewAddress(finding);
    case keys::FindingKind::ForeignOrders:
        return ofForeignOrders(finding);
    default:
        return {tr("Note changed"), tr("Its note was changed outside Coffer."),
                tr("If you changed it yourself, accept it. If not, somebody else manages your keys."),
                wasAndIs(noteText(finding.before), noteText(finding.now)), KeyAction::Respond};
    }
}

} // namespace coffer::ui
