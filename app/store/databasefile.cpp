// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/databasefile.h"

#include "store/statement.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QUrl>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace coffer::store {

namespace {

constexpr QFileDevice::Permissions ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
constexpr QFileDevice::Permissions ownerOnlyFolder = ownerOnly | QFileDevice::ExeOwner;
/// A cache larger than this is checked only when there is a reason to: reading it all would delay the first
/// numbers.
constexpr qint64 alwaysChecked = 64 * 1024 * 1024;

QString damageMark(const QString &path)
{
    return path + ".damaged"_L1;
}

/// Qt 6.4 notes the clean-up of its drivers on first use, guarded by a plain bool. Two threads that open
/// their first database at once note it twice, and then the application object never finishes its
/// destruction. Here all threads wait for the first.
void prepareDrivers()
{
    [[maybe_unused]] static const bool isThere = QSqlDatabase::isDriverAvailable(u"QSQLITE"_s);
}

Result<void> run(QSqlDatabase &database, const QString &sql, const QVariantList &values = {})
{
    const Result<QSqlQuery> done = execute(database, sql, values);
    return done ? Result<void>() : fail(done.error());
}

Result<int> number(QSqlDatabase &database, const QString &sql)
{
    Result<QSqlQuery> query = execute(database, sql);
    if (!query)
        return fail(std::move(query.error()));
    if (!query->next()) {
        return query->lastError().isValid() ? fail(errorFrom(query->lastError()))
                                            : fail(ErrorKind::StorageCorrupt, sql);
    }
    return query->value(0).toInt();
}

} // namespace

DatabaseFile::DatabaseFile(QString path, Schema schema, Durability durability)
    : m_path(std::move(path)),
      m_schema(std::move(schema)),
      m_durability(durability),
      m_connection("coffer-"_L1 + QUuid::createUuid().toString(QUuid::WithoutBraces))
{
}

DatabaseFile::~DatabaseFile()
{
    close();
}

Result<QSqlDatabase *> DatabaseFile::open()
{
    Result<void> opened = openOnce();
    if (!opened && opened.error().kind == ErrorKind::StorageCorrupt && m_durability == Durability::Cache) {
        close();
        opened = setAside().and_then([this] { return openOnce(); });
    }
    if (!opened) {
        close();
        return fail(std::move(opened.error()));
    }
    return &*m_database;
}

void DatabaseFile::close()
{
    if (!m_database)
        return;
    m_database->close();
    m_database.reset(); // Qt warns when a connection is removed while a handle to it exists
    QSqlDatabase::removeDatabase(m_connection);
}

void DatabaseFile::noteDamage(const QString &path)
{
    QFile mark(damageMark(path));
    if (!mark.open(QIODevice::WriteOnly, ownerOnly))
        qWarning("A damaged database could not be marked for a check.");
}

Result<void> DatabaseFile::openOnce()
{
    if (!isInMemory()) {
        Result<void> fit = refuseStrangeFiles().and_then([this] { return prepare(); }).and_then([this] {
            return inspectUntouched();
        });
        if (!fit)
            return fit;
    }
    if (Result<void> connected = connect(Access::Work); !connected)
        return connected;
    const Result<Identity> found = identity();
    if (!found)
        return fail(found.error());
    return accept(*found)
        .and_then([this] { return configure(); })
        .and_then([this] { return check(); })
        .and_then([this, &found] { return migrate(*found); });
}

/// A link, pipe or folder under our name was put there by somebody else; SQLite would follow it or hang.
Result<void> DatabaseFile::refuseStrangeFiles() const
{
    for (const QString &name : {m_path, m_path + "-wal"_L1, m_path + "-shm"_L1, m_path + "-journal"_L1}) {
        const QFileInfo info(name);
        if (info.isSymLink() || (info.exists() && !info.isFile()))
            return fail(ErrorKind::StorageUnavailable, name, u"not-a-file"_s);
    }
    return {};
}

/// The file exists afterwards, and only its owner can read it; SQLite gives its side files the same mode.
Result<void> DatabaseFile::prepare() const
{
    const QFileInfo info(m_path);
    const QString folder = info.absolutePath();
    if (!QFileInfo(folder).isDir() &&
        (!QDir().mkpath(QFileInfo(folder).absolutePath()) || !QDir().mkdir(folder, ownerOnlyFolder))) {
        return fail(ErrorKind::StorageUnavailable, folder);
    }
    if (info.exists()) {
        if ((QFile::permissions(m_path) &
             (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther)) &&
            !QFile::setPermissions(m_path, ownerOnly)) {
            return fail(ErrorKind::StorageUnavailable, m_path);
        }
        return {};
    }
    QFile file(m_path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly, ownerOnly)) {
        return fail(file.error() == QFileDevice::ResourceError ? ErrorKind::StorageFull
                                                               : ErrorKind::StorageUnavailable,
                    file.errorString());
    }
    return {};
}

/// Looks at the file through a connection that can't write, so that a foreign or newer one stays as it is. (A
/// normal connection would already fold the write-ahead log into it.)
Result<void> DatabaseFile::inspectUntouched()
{
    const QFileInfo log(m_path + "-wal"_L1);
    m_endedUncleanly = log.exists() && log.size() > 0;
    if (QFileInfo(m_path).size() == 0)
        return {};
    Result<void> verdict = connect(Access::Look).and_then([this] {
        const Result<Identity> found = identity();
        return found ? accept(*found) : fail(found.error());
    });
    close();
    // What can't be read this way (a journal to roll back first) is looked at again by the real connection.
    if (!verdict && verdict.error().kind == ErrorKind::StorageUnavailable &&
        verdict.error().code != "foreign"_L1)
        return {};
    return verdict;
}

Result<void> DatabaseFile::connect(Access access)
{
    QString name = isInMemory() ? u":memory:"_s : m_path;
    QString options = u"QSQLITE_BUSY_TIMEOUT=3000"_s;
    if (access == Access::Look) {
        options += ";QSQLITE_OPEN_READONLY;QSQLITE_OPEN_URI"_L1;
        name = QString::fromLatin1(QUrl::fromLocalFile(QFileInfo(m_path).absoluteFilePath()).toEncoded());
        // Without a log there is nothing to share, and SQLite need not make its side files.
        if (!m_endedUncleanly)
            name += "?immutable=1"_L1;
    }
    prepareDrivers();
    m_database = QSqlDatabase::addDatabase(u"QSQLITE"_s, m_connection);
    m_database->setDatabaseName(name);
    m_database->setConnectOptions(options);
    if (!m_database->open())
        return fail(errorFrom(m_database->lastError()));
    return {};
}

Result<DatabaseFile::Identity> DatabaseFile::identity()
{
    const Result<int> application = number(*m_database, u"PRAGMA application_id"_s);
    if (!application)
        return fail(application.error());
    const Result<int> version = number(*m_database, u"PRAGMA user_version"_s);
    if (!version)
        return fail(version.error());
    const Result<int> objects = number(*m_database, u"SELECT count(*) FROM sqlite_master"_s);
    if (!objects)
        return fail(objects.error());
    return Identity{*application, *version, *application == 0 && *version == 0 && *objects == 0};
}

Result<void> DatabaseFile::accept(const Identity &found) const
{
    if (found.isEmpty)
        return {};
    if (found.applicationId != m_schema.applicationId)
        return fail(ErrorKind::StorageUnavailable, m_path, u"foreign"_s);
    if (found.version > m_schema.migrations.size()) {
        return fail(ErrorKind::StorageTooNew, m_path, QString::number(found.version));
    }
    return {};
}

Result<void> DatabaseFile::configure()
{
    const QString synchronous = m_durability == Durability::Record ? u"PRAGMA synchronous = FULL"_s
                                                                   : u"PRAGMA synchronous = NORMAL"_s;
    for (const QString &pragma :
         {u"PRAGMA journal_mode = WAL"_s, synchronous, u"PRAGMA foreign_keys = ON"_s,
          u"PRAGMA trusted_schema = OFF"_s, u"PRAGMA cell_size_check = ON"_s, u"PRAGMA mmap_size = 0"_s,
          u"PRAGMA temp_store = MEMORY"_s, u"PRAGMA journal_size_limit = 16777216"_s}) {
        if (Result<void> done = run(*m_database, pragma); !done)
            return done;
    }
    return {};
}

Result<void> DatabaseFile::check()
{
    if (isInMemory())
        return {};
    const bool isMarked = QFile::exists(damageMark(m_path));
    if (m_durability == Durability::Cache && !isMarked && !m_endedUncleanly &&
        QFileInfo(m_path).size() > alwaysChecked) {
        return {};
    }
    Result<QSqlQuery> query = execute(*m_database, u"PRAGMA quick_check(1)"_s);
    if (!query)
        return fail(std::move(query.error()));
    if (!query->next())
        return fail(query->lastError().isValid() ? errorFrom(query->lastError())
                                                 : Error{ErrorKind::StorageCorrupt, {}, m_path, {}});
    const QString verdict = query->value(0).toString();
    if (verdict != "ok"_L1)
        return fail(ErrorKind::StorageCorrupt, verdict);
    if (isMarked)
        QFile::remove(damageMark(m_path));
    return {};
}

Result<void> DatabaseFile::migrate(const Identity &from)
{
    const int last = static_cast<int>(m_schema.migrations.size());
    if (!isInMemory() && !from.isEmpty && from.version < last) {
        if (Result<void> kept = backUp(from.version); !kept)
            return kept;
    }
    for (int version = from.version; version < last; ++version) {
        if (Result<void> done = migrateOneStep(version); !done) {
            m_database->rollback();
            return done;
        }
    }
    return {};
}

Result<void> DatabaseFile::migrateOneStep(int version)
{
    QStringList statements = m_schema.migrations.at(version);
    // Pragmas take no bound values; both live in the file's header, which the transaction covers.
    statements << u"PRAGMA application_id = %1"_s.arg(m_schema.applicationId)
               << u"PRAGMA user_version = %1"_s.arg(version + 1) << u"COMMIT"_s;
    statements.prepend(u"BEGIN IMMEDIATE"_s);
    for (const QString &statement : std::as_const(statements)) {
        if (Result<void> done = run(*m_database, statement); !done)
            return done;
    }
    return {};
}

Result<void> DatabaseFile::backUp(int version)
{
    const QString copy = u"%1.v%2.backup"_s.arg(m_path).arg(version);
    QFile::remove(copy); // of a try that failed before; the file itself has not changed since
    QFile file(copy);
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly, ownerOnly))
        return fail(ErrorKind::StorageUnavailable, file.errorString());
    file.close();
    Result<void> done = run(*m_database, u"VACUUM INTO ?"_s, {copy});
    if (!done)
        QFile::remove(copy);
    return done;
}

Result<void> DatabaseFile::setAside() const
{
    const QString stamp = QDateTime::currentDateTimeUtc().toString(u"yyyyMMdd'T'HHmmss'Z'"_s);
    QString target = u"%1.corrupt-%2"_s.arg(m_path, stamp);
    for (int copy = 2; QFileInfo::exists(target); ++copy)
        target = u"%1.corrupt-%2-%3"_s.arg(m_path, stamp).arg(copy);
    for (const QString &suffix : {u"-wal"_s, u"-shm"_s, QString()}) {
        if (QFileInfo::exists(m_path + suffix) && !QFile::rename(m_path + suffix, target + suffix))
            return fail(ErrorKind::StorageUnavailable, m_path + suffix);
    }
    QFile::remove(damageMark(m_path));
    qWarning("A damaged cache was set aside and begun anew.");
    return {};
}

} // namespace coffer::store
