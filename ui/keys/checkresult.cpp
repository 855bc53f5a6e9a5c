// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/checkresult.h"

#include "keys/setup/iplist.h"
#include "ui/common/format.h"
#include "ui/common/permissiontext.h"
#include "ui/keys/keytext.h"

#include <QCoreApplication>
#include <QLocale>

#include <cstdlib>

namespace coffer::ui {

namespace {

using State = CheckList::State;

constexpr int soonDays = 30;

struct CheckResultWords
{
    Q_DECLARE_TR_FUNCTIONS(coffer::ui::CheckResult)
};

htx::PermissionSet without(htx::PermissionSet set, const htx::PermissionSet &other)
{
    set.known.subtract(other.known);
    for (const QString &word : other.unknown)
        set.unknown.removeAll(word);
    return set;
}

bool isEmpty(const htx::PermissionSet &set)
{
    return set.known.isEmpty() && set.unknown.isEmpty();
}

} // namespace

CheckFact accountFact(const keys::CheckedKey &key)
{
    const qint64 uid = key.uid.value;
    if (!key.isSubUser)
        return {
            State::Unknown,
            CheckResultWords::tr("UID %1; whether it is the main account could not be found out").arg(uid)};
    return {State::Passed, *key.isSubUser ? CheckResultWords::tr("Sub-user, UID %1").arg(uid)
                                          : CheckResultWords::tr("Main account, UID %1").arg(uid)};
}

CheckFact recordFact(const keys::CheckedKey &key)
{
    if (!key.record) {
        return {State::Unknown,
                CheckResultWords::tr(
                    "The exchange does not tell this key about itself. It works, but its rights, "
                    "addresses and expiry stay unknown.")};
    }
    const QString note = Format::plain(key.record->note, 60);
    return {State::Passed, note.isEmpty() ? CheckResultWords::tr("Read")
                                          : CheckResultWords::tr("Its note there is “%1”").arg(note)};
}

CheckFact permissionFact(const keys::CheckedKey &key, const htx::PermissionSet &planned)
{
    if (!key.record)
        return {State::Unknown, CheckResultWords::tr("Unknown. Planned: %1").arg(permissionText(planned))};
    const htx::PermissionSet &found = key.record->permissions;
    const htx::PermissionSet extra = without(found, planned);
    const htx::PermissionSet missing = without(planned, found);
    if (isEmpty(extra) && isEmpty(missing))
        return {State::Passed, CheckResultWords::tr("%1: as planned").arg(permissionText(found))};
    QStringList sentences{CheckResultWords::tr("Found: %1.").arg(permissionText(found))};
    if (!isEmpty(extra))
        sentences.append(CheckResultWords::tr("Not planned: %1. A key with fewer rights is safer.")
                             .arg(permissionText(extra)));
    if (!isEmpty(missing))
        sentences.append(CheckResultWords::tr("Missing for your plan: %1.").arg(permissionText(missing)));
    return {State::Notice, sentences.join(QLatin1Char(' '))};
}

CheckFact bindingFact(const keys::CheckedKey &key, const std::optional<QStringList> &planned)
{
    if (!key.record)
        return {State::Unknown, CheckResultWords::tr("Unknown")};
    if (key.record->ipAddresses.isEmpty()) {
        return {State::Notice,
                key.record->permissions.risk() > 0
                    ? CheckResultWords::tr(
                          "None: it works from anywhere, and is switched off after 90 days without "
                          "use. Bind it on "
                          "the exchange.")
                    : CheckResultWords::tr(
                          "None: it works from anywhere. It can only look, but binding it is better.")};
    }
    const QString found = Format::plain(key.record->ipAddresses.join(QStringLiteral(", ")), 400);
    if (!planned || keys::areSameAddresses(key.record->ipAddresses, *planned))
        return {State::Passed, planned ? CheckResultWords::tr("%1: as planned").arg(found) : found};
    const QString wanted = planned->isEmpty() ? CheckResultWords::tr("any address")
                                              : Format::plain(planned->join(QStringLiteral(", ")), 400);
    return {keys::isWithin(key.record->ipAddresses, *planned) ? State::Passed : State::Notice,
            CheckResultWords::tr("Found: %1. Planned: %2.").arg(found, wanted)};
}

CheckFact expiryFact(const keys::CheckedKey &key)
{
    if (!key.record || (!key.record->validDays && !key.record->isExpired()))
        return {State::Unknown, CheckResultWords::tr("Unknown")};
    if (key.record->isExpired())
        return {State::Failed, CheckResultWords::tr("Expired")};
    if (key.record->isPermanent())
        return {State::Passed, CheckResultWords::tr("Never")};
    const State state = *key.record->validDays <= soonDays ? State::Notice : State::Passed;
    return {state, *key.record->validDays == 1
                       ? CheckResultWords::tr("In 1 day")
                       : CheckResultWords::tr("In %n days", nullptr, *key.record->validDays)};
}

CheckFact storageFact(const QString &place)
{
    return {place == QLatin1String("memory") ? State::Notice : State::Passed, placeText(place)};
}

QString offsetText(qint64 offsetMs)
{
    const QString seconds = QLocale().toString(std::abs(static_cast<double>(offsetMs)) / 1000, 'f', 1);
    if (std::abs(offsetMs) < 100)
        return CheckResultWords::tr("In step with the exchange");
    return offsetMs > 0
               ? CheckResultWords::tr("This computer is %1 s behind the exchange; Coffer corrects for it")
                     .arg(seconds)
               : CheckResultWords::tr("This computer is %1 s ahead of the exchange; Coffer corrects for it")
                     .arg(seconds);
}

} // namespace coffer::ui
