// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/keytext.h"

#include "ui/common/format.h"
#include "ui/common/permissiontext.h"
#include "ui/keys/findingtext.h"

#include <QCoreApplication>

#include <algorithm>
#include <tuple>

namespace coffer::ui {

namespace {

struct KeyTextWords
{
    Q_DECLARE_TR_FUNCTIONS(coffer::ui::KeyText)
};

auto fields(const htx::ApiKeyRecord &record)
{
    return std::tie(record.accessKey, record.status, record.note, record.permissions, record.ipAddresses,
                    record.validDays, record.createdAt, record.updatedAt);
}

auto fields(const keys::KeyRecord &record)
{
    return std::tie(record.id, record.label, record.accessKey, record.uid, record.isSubUser, record.method,
                    record.planned, record.verifiedAt, record.addedAt, record.lastUsedAt, record.paused,
                    record.place, record.color, record.plannedIps, record.lastError);
}

bool same(const htx::ApiKeyRecord *left, const htx::ApiKeyRecord *right)
{
    return left && right ? fields(*left) == fields(*right) : left == right;
}

} // namespace

const htx::ApiKeyRecord *recordOf(const keys::InventoryEntry &entry)
{
    return entry.record();
}

bool looksSame(const keys::InventoryEntry &left, const keys::InventoryEntry &right)
{
    if (left.held.has_value() != right.held.has_value() || left.uid != right.uid ||
        left.holder != right.holder || left.isSubUser != right.isSubUser || left.findings != right.findings ||
        left.accepted != right.accepted)
        return false;
    if (left.held && fields(*left.held) != fields(*right.held))
        return false;
    return same(recordOf(left), recordOf(right));
}

QString labelText(const keys::InventoryEntry &entry)
{
    if (entry.held)
        return Format::plain(entry.held->label, 80);
    const htx::ApiKeyRecord *record = recordOf(entry);
    return record && !record->note.isEmpty() ? Format::plain(record->note, 80) : KeyTextWords::tr("Unnamed");
}

QString holderText(const keys::InventoryEntry &entry)
{
    if (!entry.holder.isEmpty())
        return Format::plain(entry.holder, 64);
    return entry.isSubUser ? KeyTextWords::tr("Sub-user %1").arg(entry.uid.value)
                           : KeyTextWords::tr("Main account");
}

QString expiryText(const htx::ApiKeyRecord *record)
{
    if (!record)
        return QStringLiteral("–");
    if (record->isExpired())
        return KeyTextWords::tr("Expired");
    if (record->isPermanent())
        return KeyTextWords::tr("Never");
    if (!record->validDays)
        return QStringLiteral("–");
    return *record->validDays == 1 ? KeyTextWords::tr("1 day")
                                   : KeyTextWords::tr("%n days", nullptr, *record->validDays);
}

QString bindingText(const htx::ApiKeyRecord *record)
{
    if (!record)
        return QStringLiteral("–");
    if (record->ipAddresses.isEmpty())
        return KeyTextWords::tr("Any address");
    if (record->ipAddresses.size() == 1)
        return Format::plain(record->ipAddresses.first(), 64);
    return KeyTextWords::tr("%n addresses", nullptr, static_cast<int>(record->ipAddresses.size()));
}

QString placeText(const QString &place)
{
    if (place == QLatin1String("keychain"))
        return KeyTextWords::tr("In this system's keychain");
    if (place == QLatin1String("vault"))
        return KeyTextWords::tr("In the vault file, under its passphrase");
    if (place == QLatin1String("memory"))
        return KeyTextWords::tr("In memory only, until Coffer quits");
    return place.isEmpty() ? QStringLiteral("–") : Format::plain(place, 64);
}

QList<Chip> permissionChips(const keys::InventoryEntry &entry)
{
    const htx::PermissionSet *planned = entry.held ? &entry.held->planned : nullptr;
    if (const htx::ApiKeyRecord *record = recordOf(entry))
        return permissionChips(record->permissions, planned);
    return planned ? plannedChips(*planned) : QList<Chip>();
}

QString permissionTip(const keys::InventoryEntry &entry)
{
    const htx::ApiKeyRecord *record = recordOf(entry);
    if (!record && !entry.held)
        return {};
    const htx::PermissionSet &rights = record ? record->permissions : entry.held->planned;
    QStringList lines{record ? KeyTextWords::tr("What its holder can do:")
                             : KeyTextWords::tr("Planned; the exchange did not tell what it can do:")};
    for (const QString &sentence : powers(rights, entry.isSubUser))
        lines.append(QStringLiteral("• ") + sentence);
    const QList<Chip> chips = permissionChips(entry);
    const auto isMarked = [](const Chip &chip) { return chip.text.endsWith(QLatin1Char('!')); };
    const auto isHollow = [](const Chip &chip) { return chip.tone == Chip::Tone::Hollow; };
    if (std::ranges::any_of(chips, isMarked))
        lines.append(KeyTextWords::tr("“!” marks a right that is not planned."));
    if (record && std::ranges::any_of(chips, isHollow))
        lines.append(KeyTextWords::tr("Hollow is a right that is planned and that the key does not have."));
    return lines.join(QLatin1Char('\n'));
}

QString findingTip(const keys::InventoryEntry &entry)
{
    QStringList lines;
    if (entry.held && entry.held->paused)
        lines.append(KeyTextWords::tr("Paused: no request uses this key until it is resumed."));
    for (const keys::Finding &finding : entry.findings)
        lines.append(
            KeyTextWords::tr("%1: %2").arg(severityName(finding.severity), findingText(finding).title));
    if (entry.findings.isEmpty() && recordOf(entry)) {
        const bool isProved = entry.held && entry.held->lastUsedAt > 0;
        lines.append(isProved ? KeyTextWords::tr("Nothing was found, and the exchange accepts the key.")
                              : KeyTextWords::tr("Nothing was found, but Coffer has not used the key yet: "
                                                 "whether the exchange accepts it is not known."));
    }
    return lines.join(QLatin1Char('\n'));
}

QList<Chip> findingChips(const keys::InventoryEntry &entry)
{
    QList<Chip> chips;
    if (entry.held && entry.held->paused)
        chips.append({KeyTextWords::tr("Paused"), Chip::Tone::Hollow});
    if (entry.findings.isEmpty()) {
        // A key that Coffer never sent may still be refused, for its address say: not known to be well.
        const bool isProved = entry.held && entry.held->lastUsedAt > 0;
        if (recordOf(entry))
            chips.append(isProved ? Chip{KeyTextWords::tr("Healthy"), Chip::Tone::Good}
                                  : Chip{KeyTextWords::tr("Not used yet"), Chip::Tone::Neutral});
        return chips;
    }
    const keys::Finding &worst = entry.findings.first();
    chips.append({findingText(worst).chip, severityTone(worst.severity)});
    if (entry.findings.size() > 1)
        chips.append({KeyTextWords::tr("+%1").arg(entry.findings.size() - 1), Chip::Tone::Neutral});
    return chips;
}

} // namespace coffer::ui
