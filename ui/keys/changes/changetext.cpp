// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/changes/changetext.h"

#include "keys/changes/keyedit.h"
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

struct Words
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
        return wish.note.isEmpty() ? Words::tr("none") : Format::plain(wish.note, 80);
    case KeyField::Count:
        break;
    }
    return {};
}

QString fieldName(KeyField field)
{
    switch (field) {
    case KeyField::Permissions:
        return Words::tr("Permissions");
    case KeyField::Addresses:
        return Words::tr("IP addresses");
    case KeyField::Note:
        return Words::tr("Note");
    case KeyField::Count:
        break;
    }
    return {};
}

QString rotationAdvice(const QString &step)
{
    if (step == QLatin1String("planned"))
        return Words::tr("The new key is not held here yet. The old one is used as before.");
    if (step == QLatin1String("storing"))
        return Words::tr("The new key was being stored. The old one is used as before.");
    if (step == QLatin1String("stored") || step == QLatin1String("proved"))
        return Words::tr("The new key is held here. The old one is used as before.");
    if (step == QLatin1String("switched"))
        return Words::tr("The new key is used; the old one is paused and still exists on the exchange.");
    return Words::tr("The new key is used; the old one is being revoked.");
}

} // namespace

QString targetText(const keys::KeyTarget &target)
{
    const QString label = Format::plain(target.label, 60);
    return label.isEmpty() ? keys::masked(target.accessKey) : Words::tr("“%1”").arg(label);
}

QString witnessText(Witness witness)
{
    switch (witness) {
    case Witness::Nobody:
        return Words::tr("nobody");
    case Witness::Itself:
        return Words::tr("the key itself, which the exchange does not know any more");
    case Witness::OtherKey:
        return Words::tr("another key of the account");
    case Witness::Parent:
        return Words::tr("a key of the main account");
    }
    return {};
}

QString addressesText(const QStringList &ips)
{
    return ips.isEmpty() ? Words::tr("any address") : Format::plain(ips.join(QStringLiteral(", ")), 400);
}

QString differenceText(const keys::KeyWish &from, const keys::KeyWish &to, const QList<KeyField> &fields)
{
    QStringList lines;
    for (const KeyField field : fields)
        lines.append(
            Words::tr("%1: %2 → %3").arg(fieldName(field), fieldText(from, field), fieldText(to, field)));
    return lines.join(QLatin1Char('\n'));
}

QString faultText(WishFault fault)
{
    switch (fault) {
    case WishFault::None:
        return {};
    case WishFault::NoRead:
        return Words::tr("Every key needs Read.");
    case WishFault::BeyondSubUser:
        return Words::tr("A sub-user's key can hold Read and Trade only. Untick the others.");
    case WishFault::TooManyAddresses:
        return Words::tr("A key takes %n addresses or networks at most. Join some into a network.", nullptr,
                         keys::mostIpEntries);
    case WishFault::UnusableAddress:
        return Words::tr("One entry of the list is no address. Mend or remove it.");
    case WishFault::LongNote:
        return Words::tr("The note takes %n characters at most.", nullptr, keys::longestNote);
    }
    return {};
}

QString wideningText(const keys::Widening &widening)
{
    QStringList parts;
    if (widening.permissions != htx::PermissionSet())
        parts.append(
            Words::tr("%1, which the old key does not have").arg(permissionText(widening.permissions)));
    if (widening.addresses)
        parts.append(Words::tr("use from addresses that the old key does not allow"));
    return parts.join(Words::tr(", and "));
}

QString ownAccessText(const keys::OwnAddress &own)
{
    const QString address = Format::plain(own.address, 64);
    switch (own.access) {
    case keys::OwnAccess::Allowed:
        return {};
    case keys::OwnAccess::ShutOut:
        return Words::tr(
                   "This computer would be shut out: the exchange sees it at %1, which is not in the list.")
            .arg(address);
    case keys::OwnAccess::Unknown:
        return Words::tr(
            "Which address the exchange sees this computer at is not known. If it is not in the list, "
            "Coffer can't use this key any more.");
    }
    return {};
}

QString failureText(const Error &error)
{
    if (error.code == QLatin1String(keys::Revocation::stillListed))
        return Words::tr(
            "The exchange still lists the key. Try again, or delete it on the API Management page.");
    if (error.code == QLatin1String(keys::KeyEdit::keyIsGone))
        return Words::tr("The exchange has no such key any more.");
    if (error.code == QLatin1String(keys::Rotation::isWider))
        return Words::tr(
            "The new key allows more than the old one. Allow that by name, or make a narrower one.");
    if (error.code == QLatin1String("otherAccount"))
        return Words::tr(
            "This is no new key of the same account. Make it on the account that the old one is of.");
    const ErrorText words = errorText(error);
    return QStringLiteral("%1 %2").arg(words.title, words.advice).trimmed();
}

QString pendingTitle(const keys::Pending &pending)
{
    const QString label = targetText(keys::KeyTarget::fromJson(pending.data));
    if (isKind(pending, keys::Rotation::kind))
        return Words::tr("A rotation of %1 is under way.").arg(label);
    if (isKind(pending, keys::Revocation::kind))
        return Words::tr("The revocation of %1 is under way.").arg(label);
    if (isKind(pending, keys::KeyEdit::kind))
        return Words::tr("A change of %1 is under way.").arg(label);
    return Words::tr("Something that Coffer began was not finished: %1.")
        .arg(Format::plain(pending.kind, 40));
}

QString pendingAdvice(const keys::Pending &pending)
{
    if (isKind(pending, keys::Rotation::kind))
        return rotationAdvice(pending.step);
    if (isKind(pending, keys::Revocation::kind)) {
        return pending.step == QLatin1String("gone")
                   ? Words::tr("The exchange no longer has it. It is still to be wiped here.")
                   : Words::tr("It is not proved yet that the exchange no longer has it.");
    }
    if (isKind(pending, keys::KeyEdit::kind))
        return Words::tr("It is not proved yet that the exchange has made the change.");
    return {};
}

} // namespace coffer::ui
