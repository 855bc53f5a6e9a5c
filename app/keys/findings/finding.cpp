// SPDX-License-Identifier: GPL-3.0-or-later
#include "keys/findings/finding.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace coffer::keys {

QString wireName(FindingKind kind)
{
    switch (kind) {
    case FindingKind::WithdrawWithoutIpBinding:
        return u"withdraw-without-ip-binding"_s;
    case FindingKind::UnplannedPermission:
        return u"unplanned-permission"_s;
    case FindingKind::UnknownPermission:
        return u"unknown-permission"_s;
    case FindingKind::UnusedPermission:
        return u"unused-permission"_s;
    case FindingKind::NoIpBinding:
        return u"no-ip-binding"_s;
    case FindingKind::Expired:
        return u"expired"_s;
    case FindingKind::ExpiresSoon:
        return u"expires-soon"_s;
    case FindingKind::ExpiresUnused:
        return u"expires-unused"_s;
    case FindingKind::UnknownKey:
        return u"unknown-key"_s;
    case FindingKind::PermissionsChanged:
        return u"permissions-changed"_s;
    case FindingKind::AddressesLooser:
        return u"addresses-looser"_s;
    case FindingKind::AddressesChanged:
        return u"addresses-changed"_s;
    case FindingKind::NoteChanged:
        return u"note-changed"_s;
    case FindingKind::Idle:
        return u"idle"_s;
    case FindingKind::NewAddress:
        return u"new-address"_s;
    case FindingKind::ForeignOrders:
        return u"foreign-orders"_s;
    case FindingKind::SecretMissing:
        return u"secret-missing"_s;
    case FindingKind::NotHeldHere:
        return u"not-held-here"_s;
    case FindingKind::Refused:
        return u"refused"_s;
    case FindingKind::NotVerifiable:
        return u"not-verifiable"_s;
    }
    return {};
}

QString evidenceOf(const Finding &finding)
{
    const std::optional<int> stage =
        finding.kind != FindingKind::Idle && finding.days ? expiryStage(*finding.days) : std::nullopt;
    QStringList permissions = finding.permissions;
    permissions.sort();
    QJsonArray seen{wireName(finding.kind), QJsonArray::fromStringList(permissions),
                    QJsonArray::fromStringList(finding.before), QJsonArray::fromStringList(finding.now),
                    stage.value_or(0)};
    if (finding.error)
        seen << int(finding.error->kind) << finding.error->code;
    const QByteArray text = QJsonDocument(seen).toJson(QJsonDocument::Compact);
    return QString::fromLatin1(QCryptographicHash::hash(text, QCryptographicHash::Sha256).first(16).toHex());
}

std::optional<int> expiryStage(int days)
{
    for (const int stage : {1, 3, 7, 14, 30}) {
        if (days <= stage)
            return stage;
    }
    return std::nullopt;
}

void sortWorstFirst(QList<Finding> &findings)
{
    std::ranges::stable_sort(findings, [](const Finding &left, const Finding &right) {
        return left.severity != right.severity ? left.severity > right.severity : left.kind < right.kind;
    });
}

} // namespace coffer::keys
