// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/database.h"
#include "store/statement.h"
#include "support/patience.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>
#include <QtEndian>

#include <cstdio>

#ifdef Q_OS_UNIX
#include <sys/stat.h>
#endif

using namespace Qt::StringLiterals;
using coffer::Error;
using coffer::ErrorKind;
using coffer::fail;
using coffer::Future;
using coffer::Result;
using coffer::store::Database;
using coffer::store::Durability;
using coffer::store::execute;
using coffer::store::Schema;

Q_DECLARE_METATYPE(coffer::store::Durability)

namespace {

constexpr int ourId = 0x74657374;
constexpr QFile::Permissions everyoneElse =
    QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;

/// versions steps of a growing schema; the first makes a table note, the second adds a column.
Schema schema(int versions = 1)
{
    Schema result{ourId,
                  {{u"CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL)"_s,
                    u"CREATE TABLE tag (note INTEGER REFERENCES note (id), word TEXT)"_s},
                   {u"ALTER TABLE note ADD COLUMN colour TEXT"_s}}};
    result.migrations.resize(versions);
    return result;
}

template<class T>
Result<T> wait(Future<T> future)
{
    future.waitForFinished();
    return future.isCanceled() ? Result<T>(fail(ErrorKind::Offline)) : future.result();
}

Result<void> exec(Database &database, const QString &sql)
{
    return wait(database.run<void>([sql](QSqlDatabase &connection) -> Result<void> {
        const auto done = execute(connection, sql);
        return done ? Result<void>() : fail(done.error());
    }));
}

Result<QString> value(Database &database, const QString &sql)
{
    return wait(database.run<QString>([sql](QSqlDatabase &connection) -> Result<QString> {
        auto query = execute(connection, sql);
        if (!query)
            return fail(query.error());
        return query->next() ? query->value(0).toString() : QString();
    }));
}

Result<void> insert(Database &database, const QString &text)
{
    return exec(database, u"INSERT INTO note (text) VALUES ('%1')"_s.arg(text));
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void overwrite(const QString &path, const QByteArray &content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

} // namespace

#define COMPARE_ERROR(result, expected)                                                                      \
    do {                                                                                                     \
        const auto checkedResult = (result);                                                                 \
        QVERIFY(!checkedResult.has_value());                                                                 \
        QCOMPARE(checkedResult.error().kind, expected);                                                      \
    } while (false)

#define VERIFY_OK(result)                                                                                    \
    do {                                                                                                     \
        const auto checkedResult = (result);                                                                 \
        QVERIFY2(checkedResult.has_value(),                                                                  \
                 checkedResult.has_value()                                                                   \
                     ? ""                                                                                    \
                     : qPrintable(checkedResult.error().code + u' ' + checkedResult.error().detail));        \
    } while (false)

class TestDatabase : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void keepsWhatWasWritten();
    void opensByItselfBeforeTheFirstWork();
    void livesInMemory();
    void isPrivateAndConfigured_data();
    void isPrivateAndConfigured();
    void worksOnItsOwnThreadInOrder();
    void rollsBackWhatFails();
    void finishesItsQueue();
    void migratesStepByStepWithBackup();
    void migrationIsAllOrNothing();
    void refusesNewerWithoutWriting();
    void refusesNewerLogWithoutFoldingItIn();
    void refusesForeignWithoutWriting();
    void refusesWhatIsNoFile_data();
    void refusesWhatIsNoFile();
    void damage_data();
    void damage();
    void survivesALostLog();
    void reportsAFullDisk();
    void reportsAnotherHolder();
    void constraintIsNamed();
    void refusesAFolderThatCannotBeMade();
    void survivesBeingKilled();
    void checksALargeCacheAfterDamageInUse();

private:
    QString path(const QString &name = u"data.sqlite"_s) const { return m_folder->filePath(name); }
    QStringList names() const
    {
        return QDir(m_folder->path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot);
    }
    void makeFilled(int rows, const Schema &with = schema());

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestDatabase::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

void TestDatabase::makeFilled(int rows, const Schema &with)
{
    Database database(path(), with, Durability::Record);
    for (int row = 0; row < rows; ++row)
        VERIFY_OK(insert(database, QString(500, u'x')));
}

void TestDatabase::keepsWhatWasWritten()
{
    {
        Database database(path(), schema(), Durability::Record);
        VERIFY_OK(wait(database.open()));
        VERIFY_OK(insert(database, u"one"_s));
    }
    Database database(path(), schema(), Durability::Record);
    VERIFY_OK(wait(database.open()));
    QCOMPARE(*value(database, u"SELECT text FROM note"_s), u"one"_s);
    QCOMPARE(*value(database, u"PRAGMA user_version"_s), u"1"_s);
    QCOMPARE(value(database, u"PRAGMA application_id"_s)->toInt(), ourId);
    QVERIFY(names().filter(u"backup"_s).isEmpty());
}

void TestDatabase::opensByItselfBeforeTheFirstWork()
{
    Database database(path(), schema(), Durability::Cache);
    VERIFY_OK(insert(database, u"early"_s));
    VERIFY_OK(wait(database.open()));
    QCOMPARE(*value(database, u"SELECT count(*) FROM note"_s), u"1"_s);
}

void TestDatabase::livesInMemory()
{
    Database database(QString(), schema(2), Durability::Cache);
    VERIFY_OK(insert(database, u"gone soon"_s));
    QCOMPARE(*value(database, u"SELECT count(*) FROM note"_s), u"1"_s);
    QVERIFY(names().isEmpty());
}

void TestDatabase::isPrivateAndConfigured_data()
{
    QTest::addColumn<Durability>("durability");
    QTest::addColumn<QString>("synchronous");
    QTest::newRow("cache") << Durability::Cache << u"1"_s;
    QTest::newRow("record") << Durability::Record << u"2"_s;
}

void TestDatabase::isPrivateAndConfigured()
{
    QFETCH(Durability, durability);
    QFETCH(QString, synchronous);
    const QString file = path(u"made/data.sqlite"_s);
    Database database(file, schema(), durability);
    VERIFY_OK(insert(database, u"secretive"_s));
    QVERIFY(!(QFile::permissions(path(u"made"_s)) & (everyoneElse | QFile::ExeGroup | QFile::ExeOther)));
    for (const QString &suffix : {QString(), u"-wal"_s, u"-shm"_s}) {
        QVERIFY(QFile::exists(file + suffix));
        QVERIFY(!(QFile::permissions(file + suffix) & everyoneElse));
    }
    QCOMPARE(*value(database, u"PRAGMA journal_mode"_s), u"wal"_s);
    QCOMPARE(*value(database, u"PRAGMA synchronous"_s), synchronous);
    QCOMPARE(*value(database, u"PRAGMA foreign_keys"_s), u"1"_s);
    QCOMPARE(*value(database, u"PRAGMA trusted_schema"_s), u"0"_s);
    QCOMPARE(*value(database, u"PRAGMA cell_size_check"_s), u"1"_s);
    QCOMPARE(*value(database, u"PRAGMA mmap_size"_s), u"0"_s);
}

void TestDatabase::worksOnItsOwnThreadInOrder()
{
    Database database(path(), schema(), Durability::Cache);
    QList<int> order; // touched by the database's thread alone until the last future is there
    Future<QThread *> last;
    for (int number = 0; number < 50; ++number) {
        last = database.run<QThread *>([&order, number](QSqlDatabase &) -> Result<QThread *> {
            order << number;
            return QThread::currentThread();
        });
    }
    const Result<QThread *> thread = wait(last);
    QVERIFY(*thread != QThread::currentThread());
    QCOMPARE(order.size(), 50);
    QVERIFY(std::is_sorted(order.cbegin(), order.cend()));

    QThread *seen = nullptr;
    database.run<int>([](QSqlDatabase &) -> Result<int> { return 7; })
        .then(this, [&seen](const Result<int> &) { seen = QThread::currentThread(); });
    QTRY_COMPARE(seen, QThread::currentThread());
}

void TestDatabase::rollsBackWhatFails()
{
    Database database(path(), schema(), Durability::Cache);
    const auto outcome = wait(database.run<void>([](QSqlDatabase &connection) -> Result<void> {
        if (const auto done = execute(connection, u"INSERT INTO note (text) VALUES ('half')"_s); !done)
            return fail(done.error());
        return fail(ErrorKind::Rejected, {}, u"changed-my-mind"_s);
    }));
    COMPARE_ERROR(outcome, ErrorKind::Rejected);
    QCOMPARE(*value(database, u"SELECT count(*) FROM note"_s), u"0"_s);
    VERIFY_OK(insert(database, u"whole"_s));
}

void TestDatabase::finishesItsQueue()
{
    Future<void> last;
    {
        Database database(path(), schema(), Durability::Cache);
        for (int row = 0; row < 200; ++row) {
            last = database.run<void>([](QSqlDatabase &connection) -> Result<void> {
                const auto done = execute(connection, u"INSERT INTO note (text) VALUES ('queued')"_s);
                return done ? Result<void>() : fail(done.error());
            });
        }
    }
    QVERIFY(last.isFinished());
    Database database(path(), schema(), Durability::Cache);
    QCOMPARE(*value(database, u"SELECT count(*) FROM note"_s), u"200"_s);
}

void TestDatabase::migratesStepByStepWithBackup()
{
    makeFilled(3);
    {
        Database database(path(), schema(2), Durability::Record);
        VERIFY_OK(wait(database.open()));
        QCOMPARE(*value(database, u"SELECT count(*) FROM note WHERE colour IS NULL"_s), u"3"_s);
        QCOMPARE(*value(database, u"PRAGMA user_version"_s), u"2"_s);
    }
    const QString backup = path() + u".v1.backup"_s;
    QVERIFY(!(QFile::permissions(backup) & everyoneElse));
    Database old(backup, schema(1), Durability::Record);
    QCOMPARE(*value(old, u"SELECT count(*) FROM note"_s), u"3"_s);
    QCOMPARE(*value(old, u"PRAGMA user_version"_s), u"1"_s);
}

void TestDatabase::migrationIsAllOrNothing()
{
    makeFilled(2);
    Schema broken = schema(2);
    broken.migrations[1] << u"INSERT INTO nowhere VALUES (1)"_s;
    {
        Database database(path(), broken, Durability::Record);
        COMPARE_ERROR(wait(database.open()), ErrorKind::StorageUnavailable);
        COMPARE_ERROR(insert(database, u"late"_s), ErrorKind::StorageUnavailable);
    }
    { // as it was, usable by the old version
        Database database(path(), schema(1), Durability::Record);
        VERIFY_OK(wait(database.open()));
        QCOMPARE(*value(database, u"SELECT count(*) FROM note"_s), u"2"_s);
        COMPARE_ERROR(exec(database, u"SELECT colour FROM note"_s), ErrorKind::StorageUnavailable);
    }
    Database database(path(), schema(2), Durability::Record); // and by a repaired new one
    VERIFY_OK(wait(database.open()));
}

void TestDatabase::refusesNewerWithoutWriting()
{
    makeFilled(3, schema(2));
    const QByteArray before = contentOf(path());
    const QStringList namesBefore = names();
    for (const Durability durability : {Durability::Cache, Durability::Record}) {
        Database database(path(), schema(1), durability);
        COMPARE_ERROR(wait(database.open()), ErrorKind::StorageTooNew);
        COMPARE_ERROR(insert(database, u"late"_s), ErrorKind::StorageTooNew);
    }
    QCOMPARE(contentOf(path()), before);
    QCOMPARE(names(), namesBefore);
}

void TestDatabase::refusesNewerLogWithoutFoldingItIn()
{
    { // the file itself is still old; what makes it newer is in the log, as after a crash
        makeFilled(1);
        Database database(path(), schema(2), Durability::Record);
        VERIFY_OK(wait(database.open()));
        for (const QString &suffix : {QString(), u"-wal"_s})
            QVERIFY(QFile::copy(path() + suffix, path(u"crashed.sqlite"_s) + suffix));
    }
    const QString crashed = path(u"crashed.sqlite"_s);
    const QByteArray file = contentOf(crashed);
    const QByteArray log = contentOf(crashed + u"-wal"_s);
    QVERIFY(!log.isEmpty());
    {
        Database database(crashed, schema(1), Durability::Cache);
        COMPARE_ERROR(wait(database.open()), ErrorKind::StorageTooNew);
    }
    QCOMPARE(contentOf(crashed), file);
    QCOMPARE(contentOf(crashed + u"-wal"_s), log);
}

void TestDatabase::refusesForeignWithoutWriting()
{
    Schema theirs = schema();
    theirs.applicationId = 42;
    makeFilled(3, theirs);
    const QByteArray before = contentOf(path());
    for (const Durability durability : {Durability::Cache, Durability::Record}) {
        Database database(path(), schema(), durability);
        const auto outcome = wait(database.open());
        COMPARE_ERROR(outcome, ErrorKind::StorageUnavailable);
        QCOMPARE(outcome.error().code, u"foreign"_s);
    }
    QCOMPARE(contentOf(path()), before);
    QCOMPARE(names(), QStringList{u"data.sqlite"_s});
}

void TestDatabase::refusesWhatIsNoFile_data()
{
    QTest::addColumn<QString>("name");
    for (const char *name : {"link", "danglingLink", "folder", "pipe", "linkedLog"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void TestDatabase::refusesWhatIsNoFile()
{
    QFETCH(QString, name);
    const QString target = path(u"elsewhere"_s);
    overwrite(target, "not yours"_ba);
    if (name == u"link"_s)
        QVERIFY(QFile::link(target, path()));
    else if (name == u"danglingLink"_s)
        QVERIFY(QFile::link(path(u"nothing"_s), path()));
    else if (name == u"folder"_s)
        QVERIFY(QDir().mkdir(path()));
    else if (name == u"linkedLog"_s)
        QVERIFY(QFile::link(target, path() + u"-wal"_s));
    else {
#ifdef Q_OS_UNIX
        QCOMPARE(mkfifo(QFile::encodeName(path()).constData(), 0600), 0);
#else
        QSKIP("no pipes in the file system");
#endif
    }
    for (const Durability durability : {Durability::Cache, Durability::Record}) {
        Database database(path(), schema(), durability);
        const auto outcome = wait(database.open());
        COMPARE_ERROR(outcome, ErrorKind::StorageUnavailable);
        QCOMPARE(outcome.error().code, u"not-a-file"_s);
    }
    QCOMPARE(contentOf(target), "not yours"_ba);
    QVERIFY(!QFile::exists(path(u"nothing"_s)));
}

void TestDatabase::damage_data()
{
    QTest::addColumn<QString>("kind");
    for (const char *kind : {"garbage", "truncated", "pageOverwritten", "headerOnly"})
        QTest::newRow(kind) << QString::fromLatin1(kind);
}

void TestDatabase::damage()
{
    QFETCH(QString, kind);
    makeFilled(60);
    QByteArray content = contentOf(path());
    const auto pageSize = qsizetype(qFromBigEndian<quint16>(content.constData() + 16));
    QVERIFY(content.size() > 4 * pageSize);
    if (kind == u"garbage"_s)
        content = QByteArray(8192, 'g');
    else if (kind == u"truncated"_s)
        content.truncate(content.size() - 2 * pageSize);
    else if (kind == u"pageOverwritten"_s)
        content.replace(3 * pageSize, pageSize, QByteArray(pageSize, '\xa5'));
    else
        content.truncate(100);
    overwrite(path(), content);

    {
        Database database(path(), schema(), Durability::Record);
        COMPARE_ERROR(wait(database.open()), ErrorKind::StorageCorrupt);
    }
    QCOMPARE(contentOf(path()), content);
    QVERIFY(names().filter(u"corrupt"_s).isEmpty());

    {
        Database database(path(), schema(), Durability::Cache);
        VERIFY_OK(wait(database.open()));
        VERIFY_OK(insert(database, u"anew"_s));
        QCOMPARE(*value(database, u"SELECT count(*) FROM note"_s), u"1"_s);
    }
    const QStringList aside = names().filter(QRegularExpression(u"\\.corrupt-\\d{8}T\\d{6}Z$"_s));
    QCOMPARE(aside.size(), 1);
    QCOMPARE(contentOf(path(aside.first())), content);
}

void TestDatabase::survivesALostLog()
{
    {
        Database database(path(), schema(), Durability::Record);
        VERIFY_OK(insert(database, u"one"_s));
        QVERIFY(QFile::copy(path(), path(u"copy.sqlite"_s))); // as a crash leaves it, with its log lost
    }
    Database database(path(u"copy.sqlite"_s), schema(), Durability::Record);
    VERIFY_OK(wait(database.open()));
    VERIFY_OK(insert(database, u"two"_s));
}

void TestDatabase::reportsAFullDisk()
{
    Database database(path(), schema(), Durability::Cache);
    VERIFY_OK(insert(database, u"fits"_s));
    VERIFY_OK(exec(database, u"PRAGMA max_page_count = 1"_s)); // it can't go below what is used
    COMPARE_ERROR(wait(database.run<void>([](QSqlDatabase &connection) -> Result<void> {
                      for (int row = 0; row < 100; ++row) {
                          const auto done = execute(connection, u"INSERT INTO note (text) VALUES (?)"_s,
                                                    {QString(4000, u'x')});
                          if (!done)
                              return fail(done.error());
                      }
                      return {};
                  })),
                  ErrorKind::StorageFull);
    QCOMPARE(*value(database, u"SELECT count(*) FROM note"_s), u"1"_s);
}

void TestDatabase::reportsAnotherHolder()
{
    makeFilled(1);
    const QString name = u"holder"_s;
    {
        QSqlDatabase holder = QSqlDatabase::addDatabase(u"QSQLITE"_s, name);
        holder.setDatabaseName(path());
        QVERIFY(holder.open());
        QVERIFY(execute(holder, u"BEGIN EXCLUSIVE"_s).has_value());
        Database database(path(), schema(), Durability::Cache);
        VERIFY_OK(wait(database.open())); // a reader is not in the way
        const auto outcome = insert(database, u"late"_s);
        COMPARE_ERROR(outcome, ErrorKind::StorageUnavailable);
        QCOMPARE(outcome.error().code, u"busy"_s);
        QVERIFY(execute(holder, u"ROLLBACK"_s).has_value());
        VERIFY_OK(insert(database, u"again"_s));
        holder.close();
    }
    QSqlDatabase::removeDatabase(name);
}

void TestDatabase::constraintIsNamed()
{
    Database database(path(), schema(), Durability::Cache);
    const auto outcome = exec(database, u"INSERT INTO tag VALUES (99, 'no such note')"_s);
    COMPARE_ERROR(outcome, ErrorKind::StorageUnavailable);
    QCOMPARE(outcome.error().code, u"constraint"_s);
}

void TestDatabase::refusesAFolderThatCannotBeMade()
{
    overwrite(path(u"file"_s), "x"_ba);
    Database database(path(u"file/data.sqlite"_s), schema(), Durability::Cache);
    COMPARE_ERROR(wait(database.open()), ErrorKind::StorageUnavailable);
}

/// What --writer does until it is killed: pairs of rows that belong together, and a line for each that is
/// safe.
int writeForEver(const QString &file)
{
    Database database(file, schema(), Durability::Record);
    for (int number = 1;; ++number) {
        const auto written = wait(database.run<void>([number](QSqlDatabase &connection) -> Result<void> {
            const auto note = execute(
                connection, u"INSERT INTO note (id, text) SELECT coalesce(max(id), 0) + 1, ? FROM note"_s,
                {QString(200 + number % 3000, u'n')});
            if (!note)
                return fail(note.error());
            const auto tag = execute(connection, u"INSERT INTO tag SELECT max(id), 'of it' FROM note"_s);
            return tag ? Result<void>() : fail(tag.error());
        }));
        if (!written)
            return 1;
        std::fputs("safe\n", stdout);
        std::fflush(stdout);
    }
}

void TestDatabase::survivesBeingKilled()
{
    qint64 safe = 0;
    for (int round = 0; round < 25; ++round) {
        QProcess writer;
        writer.start(QCoreApplication::applicationFilePath(), {u"--writer"_s, path()});
        qint64 lines = 0;
        while (lines < 1 + round % 7) { // at another moment each time
            QVERIFY(writer.waitForReadyRead());
            lines += writer.readAllStandardOutput().count('\n');
        }
        writer.kill();
        QVERIFY(writer.waitForFinished());
        safe += lines + writer.readAllStandardOutput().count('\n');

        Database database(path(), schema(), Durability::Record);
        VERIFY_OK(wait(database.open()));
        QCOMPARE(*value(database, u"PRAGMA integrity_check"_s), u"ok"_s);
        QVERIFY(value(database, u"SELECT count(*) FROM note"_s)->toLongLong() >= safe);
        QCOMPARE(*value(database, u"SELECT (SELECT count(*) FROM note) - (SELECT count(*) FROM tag)"_s),
                 u"0"_s);
    }
}

void TestDatabase::checksALargeCacheAfterDamageInUse()
{
    makeFilled(1);
    {
        Database database(path(), schema(), Durability::Cache);
        VERIFY_OK(exec(database,
                       u"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 70)"
                       " INSERT INTO note (text) SELECT hex(zeroblob(524288)) FROM n"_s));
    }
    { // large enough not to be read through at every start; the damage is far behind
        QFile file(path());
        QVERIFY(file.size() > 64 * 1024 * 1024);
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.seek(4096 * 3));
        file.write(QByteArray(4096, '\xa5'));
    }
    {
        Database database(path(), schema(), Durability::Cache);
        VERIFY_OK(wait(database.open()));
        COMPARE_ERROR(value(database, u"SELECT sum(length(text)) FROM note WHERE text LIKE '%1%'"_s),
                      ErrorKind::StorageCorrupt);
        QVERIFY(names().contains(u"data.sqlite.damaged"_s));
    }
    Database database(path(), schema(), Durability::Cache);
    VERIFY_OK(wait(database.open()));
    QCOMPARE(*value(database, u"SELECT count(*) FROM note"_s), u"0"_s);
    QVERIFY(!names().contains(u"data.sqlite.damaged"_s));
    QCOMPARE(names().filter(u".corrupt-"_s).size(), 1);
}

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == u"--writer"_s)
        return writeForEver(arguments.value(2));
    TestDatabase test;
    return QTest::qExec(&test, arguments);
}

#include "tst_store_database.moc"
