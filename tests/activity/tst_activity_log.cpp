// SPDX-License-Identifier: GPL-3.0-or-later
#include "activity/activityexport.h"
#include "activity/activitylog.h"
#include "activityfixture.h"
#include "htx/client.h"
#include "store/statement.h"
#include "support/fakeclock.h"
#include "support/fakenetwork.h"
#include "support/patience.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace coffer;
using namespace coffer::activity;
using namespace coffer::test;
using namespace std::chrono_literals;

namespace {

/// No more pages than the file has: the next row that needs one finds the disk full.
Future<void> fillDisk(store::Database &database)
{
    return database.run<void>([](QSqlDatabase &sql) -> Result<void> {
        const auto done = store::execute(sql, QStringLiteral("PRAGMA max_page_count = 1"));
        return done ? Result<void>() : fail(done.error());
    });
}

Future<void> freeDisk(store::Database &database)
{
    return database.run<void>([](QSqlDatabase &sql) -> Result<void> {
        const auto done = store::execute(sql, QStringLiteral("PRAGMA max_page_count = 1000000"));
        return done ? Result<void>() : fail(done.error());
    });
}

} // namespace

class ActivityLogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_clock = std::make_unique<FakeClock>(firstRequest);
        m_database = activityDatabase();
        m_table = std::make_unique<ActivityTable>(*m_database);
        m_log = std::make_unique<ActivityLog>(*m_table, *m_clock);
    }
    void cleanup()
    {
        m_log.reset();
        m_table.reset();
        m_database.reset();
    }
    void gathersForASecond();
    void writesByItself();
    void writesTheRestAtTheEnd();
    void trimsOldOnes();
    void stopsOnceWhenTheDiskIsFull();
    void givesUpTheOldestWhenStoppedForLong();
    void saysWhenTheFileIsDamaged();
    void keepsNothingSecret();

private:
    qsizetype stored() { return static_cast<qsizetype>(waited(m_table->find({})).size()); }

    std::unique_ptr<FakeClock> m_clock;
    std::unique_ptr<store::Database> m_database;
    std::unique_ptr<ActivityTable> m_table;
    std::unique_ptr<ActivityLog> m_log;
};

void ActivityLogTest::gathersForASecond()
{
    QSignalSpy changed(m_log.get(), &ActivityLog::changed);
    m_log->add(request(0));
    m_clock->advance(400ms);
    m_log->add(request(1));
    QCOMPARE(stored(), 0);
    m_clock->advance(600ms);
    m_log->add(request(2));
    QCOMPARE(stored(), 3); // asked for after the write, so it runs after it
    QTRY_COMPARE(changed.count(), 1);
}

void ActivityLogTest::writesByItself()
{
    QSignalSpy changed(m_log.get(), &ActivityLog::changed);
    m_log->add(request(0));
    m_log->add(request(1));
    QTRY_COMPARE(changed.count(), 1);
    QCOMPARE(stored(), 2);
}

void ActivityLogTest::writesTheRestAtTheEnd()
{
    m_log->add(request(0));
    m_log->add(request(1));
    m_log.reset();
    QCOMPARE(stored(), 2);
}

void ActivityLogTest::trimsOldOnes()
{
    waited(m_table->add(requests(0, 3)));
    m_clock->advance(ActivityLog::longestAge + 2s); // the first two are too old by now
    htx::RequestRecord late = request(0);
    late.startedAt = m_clock->nowMs();
    QSignalSpy changed(m_log.get(), &ActivityLog::changed);
    m_log->add(late);
    QTRY_COMPARE(changed.count(), 2); // written, trimmed
    QCOMPARE(stored(), 2);
    // An hour later it looks again.
    m_clock->advance(1h);
    late.startedAt = m_clock->nowMs();
    m_log->add(late);
    QTRY_COMPARE(changed.count(), 4);
    QCOMPARE(stored(), 2);
}

void ActivityLogTest::stopsOnceWhenTheDiskIsFull()
{
    waited(fillDisk(*m_database));
    QSignalSpy stopped(m_log.get(), &ActivityLog::stopped);
    QSignalSpy changed(m_log.get(), &ActivityLog::changed);
    for (const htx::RequestRecord &record : requests(0, 500))
        m_log->add(record);
    m_log->resume();
    QTRY_COMPARE(stopped.count(), 1);
    QCOMPARE(m_log->problem()->kind, ErrorKind::StorageFull);
    m_clock->advance(5s);
    m_log->add(request(500)); // still gathered, but not tried: one message is enough
    m_log->resume();          // the user's try
    QTRY_VERIFY(m_log->problem());
    QCOMPARE(changed.count(), 0);
    waited(freeDisk(*m_database));
    QTRY_VERIFY((m_log->resume(), !m_log->problem()));
    QCOMPARE(stored(), 501);
    QCOMPARE(stopped.count(), 1);
    QCOMPARE(m_log->lost(), 0);
}

void ActivityLogTest::givesUpTheOldestWhenStoppedForLong()
{
    waited(fillDisk(*m_database));
    for (const htx::RequestRecord &record : requests(0, 500))
        m_log->add(record);
    m_log->resume();
    QTRY_VERIFY(m_log->problem());
    for (const htx::RequestRecord &record : requests(500, ActivityLog::mostWaiting))
        m_log->add(record);
    QCOMPARE(m_log->lost(), 500);
    waited(freeDisk(*m_database));
    m_log->resume();
    QTRY_VERIFY(!m_log->problem());
    QCOMPARE(stored(), ActivityLog::mostWaiting);
    QCOMPARE(waited(m_table->summary({})).since, request(500).startedAt);
}

void ActivityLogTest::saysWhenTheFileIsDamaged()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("activity.sqlite"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(QByteArray(8192, 'x')) == 8192);
    file.close();
    const auto database = activityDatabase(path);
    ActivityTable table(*database);
    ActivityLog log(table, *m_clock);
    QSignalSpy stopped(&log, &ActivityLog::stopped);
    log.add(request(0));
    QTRY_COMPARE(stopped.count(), 1);
    QCOMPARE(stopped.constFirst().constFirst().value<Error>().kind, ErrorKind::StorageCorrupt);
}

/// security.md 8a: what a request carries is not in the audit trail. Everything secret is pushed through real
/// requests of the client, good, refused and broken ones, and then looked for in every file.
void ActivityLogTest::keepsNothingSecret()
{
    const QByteArray access = "canary-access-0f3b6a";
    const QByteArray secret = "canary-secret-93c1d7";
    const QByteArray query = "canary-query-5e20ab";
    const QByteArray body = "canary-body-77aa10";
    const QTemporaryDir folder;
    FakeNetwork network;
    std::vector<QByteArray> signatures;
    {
        const auto database = activityDatabase(folder.filePath(QStringLiteral("activity.sqlite")));
        ActivityTable table(*database);
        ActivityLog log(table, *m_clock);
        m_clock->setOffsetMs(0); // measured: else no signed POST leaves
        htx::Client client(network, *m_clock, QUrl(QStringLiteral("https://api.example.test")));
        client.setTiming({8s, 10s, 0ms});
        connect(&client, &htx::Client::requestFinished, &log, &ActivityLog::add);
        QSignalSpy finished(&client, &htx::Client::requestFinished);
        network.expect("GET", "/v1/ok").reply(200, R"({"status":"ok","data":[]})");
        network.expect("GET", "/v1/refused")
            .reply(200, R"({"status":"error","err-code":"api-signature-not-valid","err-msg":"wrong: )" +
                            access + R"(","data":null})");
        network.expect("GET", "/v1/broken").always().fail(QNetworkReply::ConnectionRefusedError);
        network.expect("POST", "/v1/").fail(QNetworkReply::RemoteHostClosedError);
        const htx::Credentials key{access, std::make_shared<const Secret>(QByteArrayView(secret)),
                                   htx::SignatureMethod::HmacSha256, someKey};
        for (const QByteArray &path : {QByteArray("/v1/ok/"), QByteArray("/v1/refused/"),
                                       QByteArray("/v1/broken/"), QByteArray("/v1/post/")}) {
            htx::Request sent;
            sent.path = path + query;
            sent.rateGroup = path + "{id}";
            sent.permission = htx::Permission::Read;
            if (path == "/v1/post/") {
                sent.method = htx::Method::Post;
                sent.body = R"({"x":")" + body + R"("})";
            } else {
                sent.query = {{"from-id", query}};
            }
            client.execute(sent, key);
        }
        QTRY_COMPARE(finished.count(), 6); // the broken one is tried three times
        for (const SentRequest &sent : network.requests()) {
            const qsizetype at = sent.target.indexOf("Signature=");
            QVERIFY(at > 0);
            signatures.push_back(QByteArray::fromPercentEncoding(sent.target.mid(at + 10)));
        }
        log.resume(); // now, not in a second
        QTRY_COMPARE(waited(table.find({})).size(), std::size_t(6));
        using Format = ExportOrder::Format;
        const QString label = QStringLiteral("Portfolio");
        for (const auto &[name, format] : {std::pair(QStringLiteral("out.csv"), Format::Csv),
                                           std::pair(QStringLiteral("out.json"), Format::Json)})
            QCOMPARE(waited(exportActivity(table, {folder.filePath(name), format, {}, {{someKey, label}}})),
                     6);
    }
    qint64 bytes = 0;
    for (const QFileInfo &info : QDir(folder.path()).entryInfoList(QDir::Files)) {
        QFile file(info.filePath());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray content = file.readAll();
        bytes += content.size();
        for (const QByteArray &canary : {access, secret, query, body})
            QVERIFY2(!content.contains(canary), qPrintable(info.fileName() + QString::fromLatin1(canary)));
        for (const QByteArray &signature : signatures)
            QVERIFY(!content.contains(signature) && !content.contains(signature.toPercentEncoding()));
    }
    QVERIFY(bytes > 0);
    const auto database = activityDatabase(folder.filePath(QStringLiteral("activity.sqlite")));
    ActivityTable table(*database);
    QCOMPARE(waited(table.find({})).size(), std::size_t(6));
}

QTEST_GUILESS_MAIN(ActivityLogTest)
#include "tst_activity_log.moc"
