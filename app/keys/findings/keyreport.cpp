// SPDX-License-Identifier: GPL-3.0-or-later
#include "keys/findings/keyreport.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace coffer::keys {

namespace {

/// Unknown is null, never an empty text.
QJsonValue timeOf(qint64 ms)
{
    if (ms <= 0)
        return QJsonValue::Null;
    return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(Qt::ISODateWithMs);
}

QJsonArray listOf(const QStringList &words)
{
    return QJsonArray::fromStringList(words);
}

QString severityWord(Severity severity)
{
    switch (severity) {
    case Severity::Info:
        return u"info"_s;
    case Severity::Warning:
        return u"warning"_s;
    case Severity::Critical:
        return u"critical"_s;
    }
    return {};
}

QJsonObject json(const Finding &finding)
{
    QJsonObject object{{u"kind"_s, wireName(finding.kind)},
                       {u"severity"_s, severityWord(finding.severity)},
                       {u"at"_s, timeOf(finding.at)}};
    if (finding.days)
        object.insert(u"days"_s, *finding.days);
    if (!finding.permissions.isEmpty())
        object.insert(u"permissions"_s, listOf(finding.permissions));
    if (!finding.before.isEmpty())
        object.insert(u"before"_s, listOf(finding.before));
    if (!finding.now.isEmpty())
        object.insert(u"now"_s, listOf(finding.now));
    if (finding.count > 0)
        object.insert(u"count"_s, finding.count);
    if (finding.error)
        object.insert(u"code"_s, finding.error->code);
    if (finding.accepted) {
        object.insert(u"accepted"_s, QJsonObject{{u"reason"_s, finding.accepted->reason},
                                                 {u"at"_s, timeOf(finding.accepted->at)}});
    }
    return object;
}

QJsonArray json(const QList<Finding> &findings)
{
    QJsonArray array;
    for (const Finding &finding : findings)
        array << json(finding);
    return array;
}

QJsonValue json(const htx::ApiKeyRecord *record)
{
    if (!record)
        return QJsonValue::Null;
    return QJsonObject{
        {u"status"_s, record->status},
        {u"note"_s, record->note},
        {u"permissions"_s, listOf(record->permissions.toWire().split(u',', Qt::SkipEmptyParts))},
        {u"ipAddresses"_s, listOf(record->ipAddresses)},
        {u"validDays"_s, record->validDays ? QJsonValue(*record->validDays) : QJsonValue::Null},
        {u"createdAt"_s, timeOf(record->createdAt)},
        {u"updatedAt"_s, timeOf(record->updatedAt)}};
}

QJsonValue json(const KeyRecord &held)
{
    return QJsonObject{{u"label"_s, held.label},
                       {u"planned"_s, listOf(held.planned.toWire().split(u',', Qt::SkipEmptyParts))},
                       {u"place"_s, held.place},
                       {u"paused"_s, held.paused},
                       {u"addedAt"_s, timeOf(held.addedAt)},
                       {u"verifiedAt"_s, timeOf(held.verifiedAt)},
                       {u"lastUsedAt"_s, timeOf(held.lastUsedAt)}};
}

} // namespace

QByteArray keyReportJson(const QList<InventoryEntry> &entries, qint64 at)
{
    QJsonArray keys;
    for (const InventoryEntry &entry : entries) {
        keys << QJsonObject{{u"accessKey"_s, masked(entry.accessKey())},
                            {u"uid"_s, QString::number(entry.uid.value)},
                            {u"isSubUser"_s, entry.isSubUser},
                            {u"holder"_s, entry.holder},
                            {u"here"_s, entry.held ? json(*entry.held) : QJsonValue(QJsonValue::Null)},
                            {u"exchange"_s, json(entry.record())},
                            {u"findings"_s, json(entry.findings)},
                            {u"accepted"_s, json(entry.accepted)}};
    }
    QByteArray report = QJsonDocument(QJsonObject{{u"format"_s, u"coffer-key-report-1"_s},
                                                  {u"createdAt"_s, timeOf(at)},
                                                  {u"keys"_s, keys}})
                            .toJson();
    for (const InventoryEntry &entry : entries) { // a note may repeat an access key
        if (!entry.accessKey().isEmpty())
            report.replace(entry.accessKey().toUtf8(), masked(entry.accessKey()).toUtf8());
    }
    return report;
}

} // namespace coffer::keys
