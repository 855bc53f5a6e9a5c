// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/changes/changetext.h"

#include "keys/changes/keyedit.h"
#include "keys/changes/keywitness.h"
#include "keys/changes/revocation.h"
#include "keys/changes/rotation.h"
#include "keys/setup/iplist.h"
#include "ui/common/errortext.h"
#include "ui/common/format.h"
#include "ui/common/permissiontext.h"

#include <QCoreApplication>

namespace coffer::ui {

namespace {

using keys::KeyField;
using keys::WishFault;
using keys::Witness;

struct ChangeTextWords
{
    Q_DECLARE_TR_FUNCTIONS(coffer::ui::ChangeText)
};

bool isKind(const keys::Pending &pending, const char *kind)
{
    return pending.kind == QLatin1String(kind);
}

QString fieldText(const keys::KeyWish &wish, KeyField field)
{
    switch (field) {
    case KeyField::Permissions:
        return permissionText(wish.permissions);
    case KeyField::Addresses:
        return addressesText(wish.ips);
    case KeyField::Note:
        return wish.note.isEmpty() ? ChangeTextWords::tr("none") : Format::plain(wish.note, 80);
    case KeyField::Count:
        break;
    }
    return {};
}

QString fieldName(KeyField field)
{
    switch (field) {
    case KeyField::Permissions:
        return ChangeTextWords::tr("Permissions");
    case KeyField::Addresses:
        return ChangeTextWords::tr("IP addresses");
    case KeyField::Note:
        return ChangeTextWords::tr("Note");
    case KeyField::Count:
        break;
    }
    return {};
}

QString rotationAdvice(const QString &step)
{
    if (step == QLatin1String("planned"))
        return ChangeTextWords::tr("The new key is not held here yet. The old one is used as before.");
    if (step == QLatin1String("storing"))
        return ChangeTextWords::tr("The new key was being stored. The old one is used as before.");
    if (step == QLatin1String("stored") || step == QLatin1String("proved"))
        return ChangeTextWords::tr("The new key is held here. The old one is used as before.");
    if (step == QLatin1String("switched"))
        return ChangeTextWords::tr(
            "The new key is used; the old one is paused and still exists on the exchange.");
    return ChangeTextWords::tr("The new key is used; the old one is being revoked.");
}

} // namespace

QString targetText(const keys::KeyTarget &target)
{
    const QString label = Format::plain(target.label, 60);
    return label.isEmpty() ? keys::masked(target.accessKey) : ChangeTextWords::tr("“%1”").arg(label);
}

QString whyNotHereText(const std::optional<keys::WhyNotHere> &why)
{
    if (!why)
        return {};
    switch (*why) {
    case keys::WhyNotHere::MainAccount:
        return ChangeTextWords::tr("The exchange lets no program change or delete a main account's key.");
    case keys::WhyNotHere::NotItsParent:
        return ChangeTextWords::tr(
            "This sub-user belongs to a main account of which no key is held here, and "
            "only that one's key could change or delete it.");
    case keys::WhyNotHere::NoTradeKey:
        return ChangeTextWords::tr(
            "Only a Trade key of its main account could change or delete this key, and "
            "none that can be used now is held here: paused, expired and refused keys are not used.");
    }
    return {};
}

QString witnessText(Witness witness)
{
    switch (witness) {
    case Witness::Nobody:
        return ChangeTextWords::tr("nobody");
    case Witness::Itself:
        return ChangeTextWords::tr("the key itself, which the exchange does not know any more");
    case Witness::OtherKey:
        return ChangeTextWords::tr("another key of the account");
    case Witness::Parent:
        return ChangeTextWords::tr("a key of the main account");
    }
    return {};
}

QString addressesText(const QStringList &ips)
{
    return ips.isEmpty() ? ChangeTextWords::tr("any address")
                         : Format::plain(ips.join(QStringLiteral(", ")), 400);
}

QString differenceText(const keys::KeyWish &from, const keys::KeyWish &to, const QList<KeyField> &fields)
{
    QStringList lines;
    for (const KeyField field : fields)
        lines.append(ChangeTextWords::tr("%1: %2 → %3")
                         .arg(fieldName(field), fieldText(from, field), fieldText(to, field)));
    return lines.join(QLatin1Char('\n'));
}

QString faultText(WishFault fault)
{
    switch (fault) {
    case WishFault::None:
        return {};
    case WishFault::NoRead:
        return ChangeTextWords::tr("Every key needs Read.");
    case WishFault::BeyondSubUser:
        return ChangeTextWords::tr("A sub-user's key can hold Read and Trade only. Untick the others.");
    case WishFault::TooManyAddresses:
        return ChangeTextWords::tr("A key takes %n addresses or networks at most. Join some into a network.",
                                   nullptr, keys::mostIpEntries);
    case WishFault::UnusableAddress:
        return ChangeTextWords::tr("One entry of the list is no address. Mend or remove it.");
    case WishFault::LongNote:
        return ChangeTextWords::tr("The note takes %n characters at most.", nullptr, keys::longestNote);
    }
    return {};
}

QString wideningText(const keys::Widening &widening)
{
    QStringList parts;
    if (widening.permissions != htx::PermissionSet())
        parts.append(ChangeTextWords::tr("%1, which the old key does not have")
                         .arg(permissionText(widening.permissions)));
    if (widening.addresses)
        parts.append(ChangeTextWords::tr("use from addresses that the old key does not allow"));
    return parts.join(ChangeTextWords::tr(", and "));
}

QString ownAccessText(const keys::OwnAddress &own)
{
    const QString address = Format::plain(own.address, 64);
    switch (own.access) {
    case keys::OwnAccess::Allowed:
        return {};
    case keys::OwnAccess::ShutOut:
        return ChangeTextWords::tr(
                   "This computer would be shut out: the exchange sees it at %1, which is not in the list.")
            .arg(address);
    case keys::OwnAccess::Unknown:
        return ChangeTextWords::tr(
            "Which address the exchange sees this computer at is not known. If it is not in the list, "
            "Coffer can't use this key any more.");
    }
    return {};
}

QString failureText(const Error &error)
{
    if (error.code == QLatin1String(keys::Revocation::stillListed))
        return ChangeTextWords::tr(
            "The exchange still lists the key. Try again, or delete it on the API Management page.");
    if (error.code == QLatin1String(keys::KeyWitness::notItsParent))
        return ChangeTextWords::tr(
            "It could not be proved: no main account here has this sub-user, so that they don't see the key "
            "means nothing. Add a Read key of its main account, then try again.");
    if (error.code == QLatin1String(keys::KeyEdit::keyIsGone))
        return ChangeTextWords::tr("The exchange has no such key any more.");
    if (error.code == QLatin1String(keys::Rotation::isWider))
        return ChangeTextWords::tr(
            "The new key allows more than the old one. Allow that by name, or make a narrower one.");
    if (error.code == QLatin1String(keys::PendingTable::isUnderWay))
        return underWayText(error.detail);
    if (error.code == QLatin1String("otherAccount"))
        return ChangeTextWords::tr(
            "This is no new key of the same account. Make it on the account that the old one is of.");
    const ErrorText words = errorText(error);
    return QStringLiteral("%1 %2").arg(words.title, words.advice).trimmed();
}

QString underWayText(const QString &kind)
{
    const QString first = kind == QLatin1String(keys::Rotation::kind)
                              ? ChangeTextWords::tr("A rotation of this key is under way.")
                          : kind == QLatin1String(keys::Revocation::kind)
                              ? ChangeTextWords::tr("The revocation of this key is under way.")
                              : ChangeTextWords::tr("A change of this key is under way.");
    return ChangeTextWords::tr("%1 Only one thing at a time can be done to a key: end that first. The Keys "
                               "page offers to continue it, or to discard it.")
        .arg(first);
}

QString pendingTitle(const keys::Pending &pending)
{
    const QString label = targetText(keys::KeyTarget::fromJson(pending.data));
    if (isKind(pending, keys::Rotation::kind))
        return ChangeTextWords::tr("A rotation of %1 is under way.").arg(label);
    if (isKind(pending, keys::Revocation::kind))
        return ChangeTextWords::tr("The revocation of %1 is under way.").arg(label);
    if (isKind(pending, keys::KeyEdit::kind))
        return ChangeTextWords::tr("A change of %1 is under way.").arg(label);
    return ChangeTextWords::tr("Something that Coffer began was not finished: %1.")
        .arg(Format::plain(pending.kind, 40));
}

QString pendingAdvice(const keys::Pending &pending)
{
    if (isKind(pending, keys::Rotation::kind))
        return rotationAdvice(pending.step);
    if (isKind(pending, keys::Revocation::kind)) {
        return pending.step == QLatin1String("gone")
                   ? ChangeTextWords::tr("The exchange no longer has it. It is still to be wiped here.")
                   : ChangeTextWords::tr("It is not proved yet that the exchange no longer has it.");
    }
    if (isKind(pending, keys::KeyEdit::kind))
        return ChangeTextWords::tr("It is not proved yet that the exchange has made the change.");
    return {};
}

} // namespace coffer::ui
