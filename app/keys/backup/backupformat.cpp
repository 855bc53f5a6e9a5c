// SPDX-License-Identifier: GPL-3.0-or-later
#include "keys/backup/backupformat.h"

#include "keys/backup/facttables.h"
#include "keys/backup/strictobject.h"
#include "keys/stores/keychainitem.h"

#include <QJsonDocument>
#include <QtEndian>

using namespace Qt::StringLiterals;

namespace coffer::keys::backupformat {

namespace {

using htx::SignatureMethod;

constexpr int version = 1;
constexpr qsizetype lengthSize = sizeof(quint32);
constexpr qsizetype mostKeys = 2000;
constexpr qsizetype mostFacts = 20'000; ///< rows of one table
constexpr qsizetype mostAddresses = 100;
constexpr qsizetype longestLabel = 256;
constexpr qsizetype longestWord = 256;
constexpr qsizetype longestText = 4096;
constexpr qint64 latest = Q_INT64_C(8'640'000'000'000'000); ///< ms UTC: as far as QDateTime goes

constexpr auto hmacWord = "hmac-sha256"_L1;
constexpr auto ed25519Word = "ed25519"_L1;

/// Only what unpack() takes: no NUL, and no more than that.
QString cut(QString text, qsizetype longest)
{
    return text.remove(QChar(0)).left(longest);
}

QJsonObject keyObject(const BackupKey &key)
{
    QJsonObject object{
        {u"label"_s, cut(key.label, longestLabel)},
        {u"color"_s, cut(key.color, longestWord)},
        {u"accessKey"_s, key.accessKey},
        {u"uid"_s, key.uid.value},
        {u"isSubUser"_s, key.isSubUser},
        {u"method"_s, QString(key.method == SignatureMethod::Ed25519 ? ed25519Word : hmacWord)},
        {u"permissions"_s, cut(key.planned.toWire(), longestWord)},
        {u"paused"_s, key.paused},
        {u"addedAt"_s, key.addedAt},
        {u"secretSize"_s, key.secret ? key.secret->size() : 0},
    };
    if (key.plannedIps)
        object.insert(u"ipAddresses"_s, QJsonArray::fromStringList(*key.plannedIps));
    return object;
}

QJsonObject factsObject(const Facts &facts)
{
    QJsonObject object;
    for (const FactTable &table : factTables()) {
        QJsonArray rows;
        const QList<QVariantList> all = facts.value(table.name);
        for (const QVariantList &values : all) {
            QJsonObject row;
            for (qsizetype at = 0; at < table.columns.size(); ++at) {
                const FactTable::Column &column = table.columns.at(at);
                row.insert(column.name, column.isNumber
                                            ? QJsonValue(values.at(at).toLongLong())
                                            : QJsonValue(cut(values.at(at).toString(), longestText)));
            }
            rows << row;
        }
        object.insert(table.name, rows);
    }
    return object;
}

QByteArray jsonOf(const BackupContent &content)
{
    QJsonArray keys;
    for (const BackupKey &key : content.keys)
        keys << keyObject(key);
    const QJsonObject root{{u"version"_s, version},
                           {u"madeAt"_s, content.madeAt},
                           {u"keys"_s, keys},
                           {u"accepted"_s, factsObject(content.facts)}};
    return QJsonDocument(root).toJson(QJsonDocument::Compact);
}

std::optional<QStringList> addressesOf(StrictObject &object)
{
    if (!object.has(u"ipAddresses"_s))
        return std::nullopt;
    QStringList addresses;
    for (const QJsonValueConstRef value : object.list(u"ipAddresses"_s, mostAddresses)) {
        // As a member of its own, an address is read like any other word. A comma would make two of it later.
        StrictObject one(QJsonObject{{u"address"_s, value}});
        addresses << one.word(u"address"_s, longestWord);
        if (!one.isFine() || addresses.last().contains(u','))
            object.refuse();
    }
    return addresses;
}

/// Takes the key's secret from the front of the rest.
BackupKey keyFrom(StrictObject &object, QByteArrayView &rest)
{
    BackupKey key;
    key.label = object.text(u"label"_s, longestLabel);
    key.color = object.text(u"color"_s, longestWord);
    key.accessKey = object.word(u"accessKey"_s, longestWord);
    key.uid = Uid{object.number(u"uid"_s, 0, std::numeric_limits<qint64>::max())};
    key.isSubUser = object.flag(u"isSubUser"_s);
    const QString method = object.word(u"method"_s, longestWord);
    key.method = method == ed25519Word ? SignatureMethod::Ed25519 : SignatureMethod::HmacSha256;
    if (method != ed25519Word && method != hmacWord)
        object.refuse();
    key.planned = htx::PermissionSet::parse(object.text(u"permissions"_s, longestWord));
    key.plannedIps = addressesOf(object);
    key.paused = object.flag(u"paused"_s);
    key.addedAt = object.number(u"addedAt"_s, 0, latest);
    const qsizetype size = object.number(u"secretSize"_s, 0, keychainitem::longestSecret);
    if (size > rest.size()) {
        object.refuse();
    } else if (size > 0) {
        key.secret = std::make_shared<const Secret>(rest.first(size));
        rest = rest.sliced(size);
    }
    return key;
}

bool readKeys(const QJsonArray &list, QByteArrayView rest, QList<BackupKey> &keys)
{
    QSet<QString> seen;
    for (const QJsonValueConstRef value : list) {
        StrictObject object{QJsonValue(value)};
        keys << keyFrom(object, rest);
        if (!object.isFine() || seen.contains(keys.last().accessKey))
            return false;
        seen.insert(keys.last().accessKey);
    }
    return rest.isEmpty();
}

bool readRows(const QJsonArray &list, const FactTable &table, QList<QVariantList> &rows)
{
    for (const QJsonValueConstRef value : list) {
        StrictObject object{QJsonValue(value)};
        QVariantList row;
        for (const FactTable::Column &column : table.columns) {
            if (column.isNumber)
                row << object.number(column.name, 0, std::numeric_limits<qint64>::max());
            else
                row << u""_s + object.text(column.name, longestText); // a null text would be NULL
        }
        if (!object.isFine())
            return false;
        rows << row;
    }
    return true;
}

bool readFacts(const QJsonObject &tables, Facts &facts)
{
    StrictObject object{QJsonValue(tables)};
    for (const FactTable &table : factTables()) {
        if (object.has(table.name) && !readRows(object.list(table.name, mostFacts), table, facts[table.name]))
            return false;
    }
    return object.isFine();
}

} // namespace

Secret pack(const BackupContent &content)
{
    const QByteArray json = jsonOf(content);
    qsizetype size = lengthSize + json.size();
    for (const BackupKey &key : content.keys)
        size += key.secret ? key.secret->size() : 0;
    QByteArray bytes;
    bytes.reserve(size); // so that no copy is left behind by growing
    const auto length = qToBigEndian(static_cast<quint32>(json.size()));
    bytes.append(reinterpret_cast<const char *>(&length), sizeof length);
    bytes.append(json);
    for (const BackupKey &key : content.keys) {
        if (key.secret)
            bytes.append(key.secret->view());
    }
    Secret plain{QByteArrayView(bytes)};
    Secret::wipe(bytes);
    return plain;
}

Result<BackupContent> unpack(const Secret &plain)
{
    const auto refused = [] { return fail(ErrorKind::UnknownFile, {}, u"content"_s); };
    const QByteArrayView bytes = plain.view();
    if (bytes.size() < lengthSize)
        return refused();
    const qsizetype length = qFromBigEndian<quint32>(bytes.data());
    if (length > bytes.size() - lengthSize)
        return refused();
    const QJsonDocument document = QJsonDocument::fromJson(bytes.sliced(lengthSize, length).toByteArray());
    StrictObject root{QJsonValue(document.object())};
    const qint64 found = root.number(u"version"_s, 1, std::numeric_limits<qint64>::max());
    if (document.isObject() && found > version)
        return fail(ErrorKind::UnknownFile, {}, u"version"_s);
    BackupContent content;
    content.madeAt = root.number(u"madeAt"_s, 0, latest);
    const bool isRead =
        readKeys(root.list(u"keys"_s, mostKeys), bytes.sliced(lengthSize + length), content.keys) &&
        readFacts(root.object(u"accepted"_s), content.facts);
    if (!document.isObject() || !isRead || !root.isFine())
        return refused();
    return content;
}

} // namespace coffer::keys::backupformat
