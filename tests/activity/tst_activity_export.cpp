// SPDX-License-Identifier: GPL-3.0-or-later
#include "activity/activityexport.h"
#include "activityfixture.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSemaphore>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>

using namespace coffer;
using namespace coffer::activity;
using namespace coffer::test;
using Format = ExportOrder::Format;

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("no such file");
}

} // namespace

class ActivityExportTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_database = activityDatabase();
        m_table = std::make_unique<ActivityTable>(*m_database);
    }
    void cleanup()
    {
        m_table.reset();
        m_database.reset();
    }
    void writesCsv();
    void row31CellsAreNoFormulas();
    void writesJson();
    void anEmptyAnswerIsAWholeFile_data();
    void anEmptyAnswerIsAWholeFile();
    void writesWhatTheQueryFinds();
    void tellsProgress();
    void row117AnOldFileBecomesPrivate();
    void row87AnOldFileStaysWhenItIsCancelled();
    void row87AnOldFileStaysWhenItFails();

private:
    ExportOrder order(Format format) const
    {
        return {
            m_folder->filePath(QStringLiteral("out")), format, {}, {{someKey, QStringLiteral("Portfolio")}}};
    }
    QStringList files() const { return QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<store::Database> m_database;
    std::unique_ptr<ActivityTable> m_table;
};

void ActivityExportTest::writesCsv()
{
    waited(m_table->add({publicRequest(0), test::order(1),
                         failed(request(2), ErrorKind::RateLimited, QStringLiteral("api-limit"))}));
    QCOMPARE(waited(exportActivity(*m_table, order(Format::Csv))), 3);
    QCOMPARE(
        contentOf(order(Format::Csv).file),
        QByteArray("time_utc,key,key_id,permission,method,endpoint,attempt,duration_ms,http_status,outcome,"
                   "failure,code,budget_left,budget_limit\r\n"
                   "\"2026-01-09T23:06:42.000Z\",\"Portfolio\",\"4a1c0b52-0000-4000-8000-000000000001\","
                   "\"readOnly\",\"GET\",\"/v1/account/accounts\",1,102,200,\"refused\",\"rate-limited\","
                   "\"api-limit\",17,20\r\n"
                   "\"2026-01-09T23:06:41.000Z\",\"Portfolio\",\"4a1c0b52-0000-4000-8000-000000000001\","
                   "\"trade\",\"POST\",\"/v1/order/orders/place\",1,101,200,\"ok\",\"\",\"\",17,20\r\n"
                   "\"2026-01-09T23:06:40.000Z\",\"\",\"\",\"\",\"GET\",\"/market/tickers\",1,100,200,"
                   "\"ok\",\"\",\"\",,20\r\n"));
}

void ActivityExportTest::row31CellsAreNoFormulas()
{
    waited(m_table->add(
        {failed(request(0), ErrorKind::Rejected, QStringLiteral("=HYPERLINK(\"http://x\",\"y\")"))}));
    ExportOrder hostile = order(Format::Csv);
    hostile.labels = {{someKey, QStringLiteral("@SUM(1,2) \"火币\"\r\n")}};
    waited(exportActivity(*m_table, hostile));
    const QByteArray content = contentOf(hostile.file);
    QVERIFY2(content.contains("\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\""), content);
    QVERIFY2(content.contains("\"'@SUM(1,2) \"\"火币\"\"\r\n\""), content);
}

void ActivityExportTest::writesJson()
{
    waited(m_table->add({publicRequest(0), failed(test::order(1), ErrorKind::OutcomeUnknown)}));
    ExportOrder wanted = order(Format::Json);
    wanted.labels = {{someKey, QStringLiteral("\"quoted\" 火币 \u202e")}};
    QCOMPARE(waited(exportActivity(*m_table, wanted)), 2);
    QJsonParseError error;
    const QJsonArray rows = QJsonDocument::fromJson(contentOf(wanted.file), &error).array();
    QCOMPARE(error.error, QJsonParseError::NoError);
    QCOMPARE(rows.size(), 2);
    const QJsonObject post = rows.at(0).toObject();
    QCOMPARE(post.value(QStringLiteral("time")).toString(), QStringLiteral("2026-01-09T23:06:41.000Z"));
    QCOMPARE(post.value(QStringLiteral("key")).toString(), wanted.labels.value(someKey));
    QCOMPARE(post.value(QStringLiteral("outcome")).toString(), QStringLiteral("unknown"));
    QCOMPARE(post.value(QStringLiteral("budgetLeft")).toInt(), 17);
    QVERIFY(post.value(QStringLiteral("httpStatus")).isNull()); // none came: not 0
    const QJsonObject get = rows.at(1).toObject();
    QVERIFY(get.value(QStringLiteral("key")).isNull());
    QVERIFY(get.value(QStringLiteral("budgetLeft")).isNull());
    QVERIFY(get.value(QStringLiteral("failure")).isNull());
}

void ActivityExportTest::anEmptyAnswerIsAWholeFile_data()
{
    QTest::addColumn<int>("format");
    QTest::newRow("csv") << static_cast<int>(Format::Csv);
    QTest::newRow("json") << static_cast<int>(Format::Json);
}

void ActivityExportTest::anEmptyAnswerIsAWholeFile()
{
    QFETCH(int, format);
    const ExportOrder wanted = order(static_cast<Format>(format));
    QCOMPARE(waited(exportActivity(*m_table, wanted)), 0);
    const QByteArray content = contentOf(wanted.file);
    if (wanted.format == Format::Json)
        QVERIFY(QJsonDocument::fromJson(content).isArray());
    else
        QCOMPARE(content.count("\r\n"), 1);
}

void ActivityExportTest::writesWhatTheQueryFinds()
{
    waited(m_table->add(requests(0, 1200)));
    waited(m_table->add({failed(request(2000), ErrorKind::Offline)}));
    ExportOrder wanted = order(Format::Csv);
    QCOMPARE(waited(exportActivity(*m_table, wanted)), 1201);
    QCOMPARE(contentOf(wanted.file).count("\r\n"), 1202);
    wanted.query.outcome = Outcome::Failed;
    QCOMPARE(waited(exportActivity(*m_table, wanted)), 1);
}

void ActivityExportTest::tellsProgress()
{
    waited(m_table->add(requests(0, 1200)));
    Future<int> future = exportActivity(*m_table, order(Format::Csv));
    future.waitForFinished();
    QCOMPARE(future.progressMaximum(), 1200);
    QCOMPARE(future.progressValue(), 1200);
}

void ActivityExportTest::row117AnOldFileBecomesPrivate()
{
    const ExportOrder wanted = order(Format::Csv);
    QFile file(wanted.file);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("old") == 3);
    file.close();
    QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup | QFile::ReadOther));
    waited(m_table->add(requests(0, 1)));
    waited(exportActivity(*m_table, wanted));
    QVERIFY(contentOf(wanted.file).startsWith("time_utc"));
    constexpr QFile::Permissions others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup |
                                          QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
    QCOMPARE(QFile::permissions(wanted.file) & others, QFile::Permissions());
}

void ActivityExportTest::row87AnOldFileStaysWhenItIsCancelled()
{
    waited(m_table->add(requests(0, 5000)));
    const ExportOrder wanted = order(Format::Csv);
    QFile file(wanted.file);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("old") == 3);
    file.close();
    // The database is held up, so that the cancel comes before the end.
    QSemaphore gate;
    Future<void> busy = m_database->run<void>([&gate](QSqlDatabase &) -> Result<void> {
        gate.acquire();
        return {};
    });
    Future<int> future = exportActivity(*m_table, wanted);
    future.cancel();
    gate.release();
    future.waitForFinished();
    busy.waitForFinished();
    QVERIFY(future.isCanceled());
    QThreadPool::globalInstance()->waitForDone();
    QCOMPARE(contentOf(wanted.file), QByteArray("old"));
    QCOMPARE(files(), QStringList{QStringLiteral("out")});
}

void ActivityExportTest::row87AnOldFileStaysWhenItFails()
{
    const ExportOrder wanted = order(Format::Csv);
    QFile file(wanted.file);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("old") == 3);
    file.close();
    QFile damaged(m_folder->filePath(QStringLiteral("damaged")));
    QVERIFY(damaged.open(QIODevice::WriteOnly) && damaged.write(QByteArray(8192, 'x')) == 8192);
    damaged.close();
    m_database = activityDatabase(damaged.fileName());
    ActivityTable unreadable(*m_database);
    Future<int> future = exportActivity(unreadable, wanted);
    future.waitForFinished();
    QVERIFY(!future.result().has_value());
    QCOMPARE(contentOf(wanted.file), QByteArray("old"));
    // Nor can a folder be written over.
    m_database = activityDatabase();
    ActivityTable table(*m_database);
    ExportOrder folder = wanted;
    folder.file = m_folder->path();
    Future<int> refused = exportActivity(table, folder);
    refused.waitForFinished();
    QCOMPARE(refused.result().error().kind, ErrorKind::StorageUnavailable);
}

QTEST_GUILESS_MAIN(ActivityExportTest)
#include "tst_activity_export.moc"
