// SPDX-License-Identifier: GPL-3.0-or-later
#include "keys/keytable.h"

#include "store/statement.h"

#include <QSqlQuery>
#include <QVariant>

using namespace Qt::StringLiterals;

namespace coffer::keys {

namespace {

using htx::SignatureMethod;
using store::execute;

QString methodWord(SignatureMethod method)
{
    return method == SignatureMethod::Ed25519 ? u"ed25519"_s : u"hmac-sha256"_s;
}

/// The columns of all(), in order.
enum Column {
    Id,
    Label,
    AccessKey,
    UidColumn,
    IsSubUser,
    Method,
    Planned,
    VerifiedAt,
    AddedAt,
    LastUsedAt,
    Paused,
    Place,
    Color,
    PlannedIps,      // NULL: no plan
    ListedAccessKey, // NULL: the exchange's record is unknown; so are all after it
    Status,
    Note,
    Permissions,
    IpAddresses,
    ValidDays,
    CreatedAt,
    UpdatedAt,
};

std::optional<htx::ApiKeyRecord> exchangeRecordFrom(const QSqlQuery &row)
{
    if (row.isNull(ListedAccessKey))
        return std::nullopt;
    htx::ApiKeyRecord record;
    record.accessKey = row.value(ListedAccessKey).toString();
    record.status = row.value(Status).toString();
    record.note = row.value(Note).toString();
    record.permissions = htx::PermissionSet::parse(row.value(Permissions).toString());
    record.ipAddresses = row.value(IpAddresses).toString().split(u',', Qt::SkipEmptyParts);
    if (!row.isNull(ValidDays))
        record.validDays = row.value(ValidDays).toInt();
    record.createdAt = row.value(CreatedAt).toLongLong();
    record.updatedAt = row.value(UpdatedAt).toLongLong();
    return record;
}

Result<KeyRecord> recordFrom(const QSqlQuery &row)
{
    KeyRecord record;
    record.id = KeyId{row.value(Id).toString()};
    record.label = row.value(Label).toString();
    record.accessKey = row.value(AccessKey).toString();
    record.uid = Uid{row.value(UidColumn).toLongLong()};
    record.isSubUser = row.value(IsSubUser).toBool();
    const QString method = row.value(Method).toString();
    record.method = method == methodWord(SignatureMethod::Ed25519) ? SignatureMethod::Ed25519
                                                                   : SignatureMethod::HmacSha256;
    if (method != methodWord(record.method))
        return fail(ErrorKind::StorageCorrupt, u"method"_s);
    record.planned = htx::PermissionSet::parse(row.value(Planned).toString());
    record.verifiedAt = row.value(VerifiedAt).toLongLong();
    record.addedAt = row.value(AddedAt).toLongLong();
    record.lastUsedAt = row.value(LastUsedAt).toLongLong();
    record.paused = row.value(Paused).toBool();
    record.place = row.value(Place).toString();
    record.color = row.value(Color).toString();
    if (!row.isNull(PlannedIps))
        record.plannedIps = row.value(PlannedIps).toString().split(u',', Qt::SkipEmptyParts);
    record.onExchange = exchangeRecordFrom(row);
    return record;
}

/// An empty QString is bound as NULL when it is null, which these columns refuse.
QString notNull(const QString &text)
{
    return text.isNull() ? u""_s : text;
}

Result<QSqlQuery> saveKey(QSqlDatabase &database, const KeyRecord &record)
{
    return execute(
        database,
        u"INSERT INTO key (id, label, access_key, uid, is_sub_user, method, planned, verified_at, added_at,"
        " last_used_at, paused, place, color, planned_ips) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
        " ON CONFLICT (id) DO UPDATE SET label = excluded.label, access_key = excluded.access_key,"
        " uid = excluded.uid, is_sub_user = excluded.is_sub_user, method = excluded.method,"
        " planned = excluded.planned, verified_at = excluded.verified_at, added_at = excluded.added_at,"
        " last_used_at = excluded.last_used_at, paused = excluded.paused,"
        " color = excluded.color, planned_ips = excluded.planned_ips"_s,
        {record.id.value, notNull(record.label), record.accessKey, record.uid.value, record.isSubUser,
         methodWord(record.method), notNull(record.planned.toWire()), record.verifiedAt, record.addedAt,
         record.lastUsedAt, record.paused, record.place, notNull(record.color),
         record.plannedIps ? QVariant(notNull(record.plannedIps->join(u','))) : QVariant()});
}

Result<QSqlQuery> saveExchangeRecord(QSqlDatabase &database, const KeyId &id, const htx::ApiKeyRecord &record)
{
    return execute(
        database,
        u"INSERT INTO exchange_record (key_id, access_key, status, note, permissions, ip_addresses,"
        " valid_days, created_at, updated_at) VALUES (?,?,?,?,?,?,?,?,?)"_s,
        {id.value, notNull(record.accessKey), notNull(record.status), notNull(record.note),
         notNull(record.permissions.toWire()), notNull(record.ipAddresses.join(u',')),
         record.validDays ? QVariant(*record.validDays) : QVariant(), record.createdAt, record.updatedAt});
}

} // namespace

store::Schema KeyTable::schema()
{
    const QStringList keysAndRecords{
        u"CREATE TABLE key (id TEXT PRIMARY KEY NOT NULL, label TEXT NOT NULL, access_key TEXT NOT NULL "
        u"UNIQUE,"
        " uid INTEGER NOT NULL, is_sub_user INTEGER NOT NULL, method TEXT NOT NULL, planned TEXT NOT NULL,"
        " verified_at INTEGER NOT NULL, added_at INTEGER NOT NULL, last_used_at INTEGER NOT NULL,"
        " paused INTEGER NOT NULL, place TEXT NOT NULL) STRICT"_s,
        u"CREATE TABLE exchange_record (key_id TEXT PRIMARY KEY NOT NULL REFERENCES key (id)"
        " ON DELETE CASCADE, access_key TEXT NOT NULL, status TEXT NOT NULL, note TEXT NOT NULL,"
        " permissions TEXT NOT NULL, ip_addresses TEXT NOT NULL, valid_days INTEGER,"
        " created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL) STRICT"_s,
    };
    // What is under way (changes/pendingtable), what the user accepted (findings/), and the state of each
    // account that differences are told from.
    const QStringList plansAndWatch{
        u"ALTER TABLE key ADD COLUMN color TEXT NOT NULL DEFAULT ''"_s,
        u"ALTER TABLE key ADD COLUMN planned_ips TEXT"_s,
        u"CREATE TABLE pending (id TEXT PRIMARY KEY NOT NULL, kind TEXT NOT NULL, step TEXT NOT NULL,"
        " data TEXT NOT NULL, started_at INTEGER NOT NULL) STRICT"_s,
        u"CREATE TABLE accepted_finding (access_key TEXT NOT NULL, kind TEXT NOT NULL, evidence TEXT NOT "
        u"NULL,"
        " reason TEXT NOT NULL, accepted_at INTEGER NOT NULL,"
        " PRIMARY KEY (access_key, kind, evidence)) STRICT"_s,
        u"CREATE TABLE baseline_key (uid INTEGER NOT NULL, access_key TEXT NOT NULL, permissions TEXT NOT "
        u"NULL,"
        " ip_addresses TEXT NOT NULL, note TEXT NOT NULL, accepted_at INTEGER NOT NULL,"
        " PRIMARY KEY (uid, access_key)) STRICT"_s,
        u"CREATE TABLE baseline_address (uid INTEGER NOT NULL, currency TEXT NOT NULL, chain TEXT NOT NULL,"
        " address TEXT NOT NULL, tag TEXT NOT NULL, note TEXT NOT NULL, accepted_at INTEGER NOT NULL,"
        " PRIMARY KEY (uid, currency, chain, address, tag)) STRICT"_s,
        u"CREATE TABLE baseline_reading (uid INTEGER NOT NULL, currency TEXT NOT NULL,"
        " read_at INTEGER NOT NULL, PRIMARY KEY (uid, currency)) STRICT"_s,
    };
    return {.applicationId = 0x43664b31, .migrations = {keysAndRecords, plansAndWatch}}; // "CfK1"
}

KeyTable::KeyTable(store::Database &database) : m_database(database) {}

Future<QList<KeyRecord>> KeyTable::all()
{
    return m_database.run<QList<KeyRecord>>([](QSqlDatabase &database) -> Result<QList<KeyRecord>> {
        Result<QSqlQuery> rows = execute(
            database,
            u"SELECT k.id, k.label, k.access_key, k.uid, k.is_sub_user, k.method, k.planned, k.verified_at,"
            " k.added_at, k.last_used_at, k.paused, k.place, k.color, k.planned_ips, e.access_key, e.status, "
            "e.note, e.permissions,"
            " e.ip_addresses, e.valid_days, e.created_at, e.updated_at"
            " FROM key k LEFT JOIN exchange_record e ON e.key_id = k.id ORDER BY k.added_at, k.id"_s);
        if (!rows)
            return fail(std::move(rows.error()));
        QList<KeyRecord> records;
        while (rows->next()) {
            Result<KeyRecord> record = recordFrom(*rows);
            if (!record)
                return fail(std::move(record.error()));
            records << std::move(*record);
        }
        if (rows->lastError().isValid())
            return fail(store::errorFrom(rows->lastError()));
        return records;
    });
}

Future<void> KeyTable::save(const KeyRecord &record)
{
    return m_database.run<void>([record](QSqlDatabase &database) -> Result<void> {
        if (Result<QSqlQuery> saved = saveKey(database, record); !saved)
            return fail(std::move(saved.error()));
        if (Result<QSqlQuery> cleared =
                execute(database, u"DELETE FROM exchange_record WHERE key_id = ?"_s, {record.id.value});
            !cleared) {
            return fail(std::move(cleared.error()));
        }
        if (!record.onExchange)
            return {};
        Result<QSqlQuery> saved = saveExchangeRecord(database, record.id, *record.onExchange);
        return saved ? Result<void>() : fail(std::move(saved.error()));
    });
}

Future<void> KeyTable::setPlace(const KeyId &id, const QString &place)
{
    return m_database.run<void>([id, place](QSqlDatabase &database) -> Result<void> {
        Result<QSqlQuery> updated =
            execute(database, u"UPDATE key SET place = ? WHERE id = ?"_s, {place, id.value});
        if (!updated)
            return fail(std::move(updated.error()));
        return updated->numRowsAffected() > 0 ? Result<void>() : fail(ErrorKind::NotFound);
    });
}

Future<void> KeyTable::remove(const KeyId &id)
{
    return m_database.run<void>([id](QSqlDatabase &database) -> Result<void> {
        Result<QSqlQuery> removed = execute(database, u"DELETE FROM key WHERE id = ?"_s, {id.value});
        return removed ? Result<void>() : fail(std::move(removed.error()));
    });
}

} // namespace coffer::keys
