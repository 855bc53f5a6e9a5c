// SPDX-License-Identifier: GPL-3.0-or-later
#include "activityfixture.h"
#include "store/statement.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace coffer;
using namespace coffer::activity;
using namespace coffer::test;

namespace {

auto tied(const htx::RequestRecord &r)
{
    return std::tie(r.startedAt, r.method, r.endpoint, r.key, r.permission, r.durationMs, r.attempt,
                    r.httpStatus, r.failure, r.code, r.remaining, r.limit);
}

} // namespace

class ActivityTableTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_database = activityDatabase();
        m_table = std::make_unique<ActivityTable>(*m_database);
    }
    void cleanup()
    {
        m_table.reset();
        m_database.reset();
    }
    void keepsAllThatARecordHolds();
    void namesEveryFailure();
    void sortsOutcomes_data();
    void sortsOutcomes();
    void findsNewestFirst();
    void filters_data();
    void filters();
    void filtersCombine();
    void sumsUp();
    void listsKeys();
    void tellsWhatKeysWereNeededFor();
    void countsUseByHour();
    void findsTroubleAlone();
    void trimsByAgeAndNumber();
    void trimsAnEmptyTable();
    void leavesOutMissingRows();
    void readsFailuresOfALaterVersion();
    void survivesARestart();
    void leavesADamagedFileAsItIs();
    void indexAnswersWhatIsFilteredWithoutText();

private:
    QStringList found(const Query &query)
    {
        QStringList lines;
        for (const htx::RequestRecord &record : waited(m_table->rows(waited(m_table->find(query)))))
            lines.append(QString::number((record.startedAt - firstRequest) / 1000));
        return lines;
    }

    std::unique_ptr<store::Database> m_database;
    std::unique_ptr<ActivityTable> m_table;
};

void ActivityTableTest::keepsAllThatARecordHolds()
{
    htx::RequestRecord full = order(5);
    full.attempt = 2;
    full.httpStatus = 429;
    full.failure = ErrorKind::RateLimited;
    full.code = QStringLiteral("api-limit-exceeded");
    full.remaining = 0;
    const QList<htx::RequestRecord> all{full, publicRequest(4), failed(request(3), ErrorKind::Timeout)};
    waited(m_table->add(all));
    const QList<htx::RequestRecord> read = waited(m_table->rows(waited(m_table->find({}))));
    QCOMPARE(read.size(), 3);
    for (qsizetype i = 0; i < 3; ++i)
        QVERIFY(tied(read.at(i)) == tied(all.at(i)));
}

void ActivityTableTest::namesEveryFailure()
{
    QSet<QString> words;
    for (int i = 0; i <= static_cast<int>(ErrorKind::InvalidInput); ++i) {
        const auto kind = static_cast<ErrorKind>(i);
        const QString word = failureWord(kind);
        QVERIFY2(!word.isEmpty() && !words.contains(word), qPrintable(QString::number(i)));
        words.insert(word);
        QCOMPARE(failureFrom(word), std::optional(kind));
    }
    QCOMPARE(failureFrom(QStringLiteral("no such failure")), std::optional<ErrorKind>());
}

void ActivityTableTest::sortsOutcomes_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("outcome");
    const auto row = [](const char *name, ErrorKind kind, Outcome outcome) {
        QTest::newRow(name) << static_cast<int>(kind) << static_cast<int>(outcome);
    };
    row("no way", ErrorKind::Offline, Outcome::Failed);
    row("late", ErrorKind::Timeout, Outcome::Failed);
    row("garbage", ErrorKind::MalformedReply, Outcome::Failed);
    row("signature", ErrorKind::WrongSignature, Outcome::Refused);
    row("limit", ErrorKind::RateLimited, Outcome::Refused);
    row("any refusal", ErrorKind::Rejected, Outcome::Refused);
    row("not known", ErrorKind::OutcomeUnknown, Outcome::Unknown);
}

void ActivityTableTest::sortsOutcomes()
{
    QFETCH(int, kind);
    QFETCH(int, outcome);
    QCOMPARE(static_cast<int>(outcomeOf(failed(request(0), static_cast<ErrorKind>(kind)))), outcome);
    QCOMPARE(outcomeOf(request(0)), Outcome::Ok);
}

void ActivityTableTest::findsNewestFirst()
{
    // One that took long is recorded after others that started later.
    waited(m_table->add({request(2), request(3), request(1)}));
    waited(m_table->add({request(5), request(4)}));
    QCOMPARE(found({}).join(u' '), QStringLiteral("5 4 3 2 1"));
}

void ActivityTableTest::filters_data()
{
    QTest::addColumn<QString>("expected");
    QTest::newRow("all") << "7 6 5 4 3 2 1";
    QTest::newRow("key") << "7 6 5 3 1";
    QTest::newRow("no key") << "2";
    QTest::newRow("read") << "5 4 3 1";
    QTest::newRow("public") << "2";
    QTest::newRow("refused") << "6 3";
    QTest::newRow("failed") << "5";
    QTest::newRow("unknown") << "7";
    QTest::newRow("ok") << "4 2 1";
    QTest::newRow("post") << "7 6";
    QTest::newRow("from") << "7 6 5";
    QTest::newRow("to") << "3 2 1";
    QTest::newRow("text in endpoint") << "2";
    QTest::newRow("text in code") << "6";
    QTest::newRow("text with method") << "7 6";
    QTest::newRow("text is literal") << "";
    QTest::newRow("text is no SQL") << "";
}

void ActivityTableTest::filters()
{
    htx::RequestRecord ofOther = request(4);
    ofOther.key = otherKey;
    waited(
        m_table->add({request(1), publicRequest(2),
                      failed(request(3), ErrorKind::IpNotAllowed, QStringLiteral("api-signature-not-valid")),
                      ofOther, failed(request(5), ErrorKind::Offline),
                      failed(order(6), ErrorKind::Rejected, QStringLiteral("order-limitorder-amount")),
                      failed(order(7), ErrorKind::OutcomeUnknown)}));
    const QHash<QString, Query> queries{
        {QStringLiteral("all"), {}},
        {QStringLiteral("key"), {.key = someKey}},
        {QStringLiteral("no key"), {.key = KeyId()}},
        {QStringLiteral("read"), {.permission = htx::Permission::Read}},
        {QStringLiteral("public"), {.permission = htx::Permission::None}},
        {QStringLiteral("refused"), {.outcome = Outcome::Refused}},
        {QStringLiteral("failed"), {.outcome = Outcome::Failed}},
        {QStringLiteral("unknown"), {.outcome = Outcome::Unknown}},
        {QStringLiteral("ok"), {.outcome = Outcome::Ok}},
        {QStringLiteral("post"), {.method = htx::Method::Post}},
        {QStringLiteral("from"), {.from = firstRequest + 5000}},
        {QStringLiteral("to"), {.to = firstRequest + 4000}},
        {QStringLiteral("text in endpoint"), {.text = QStringLiteral(" TICKERS ")}},
        {QStringLiteral("text in code"), {.text = QStringLiteral("limitorder")}},
        {QStringLiteral("text with method"), {.text = QStringLiteral("post /v1/order")}},
        {QStringLiteral("text is literal"), {.text = QStringLiteral("v1%accounts")}},
        {QStringLiteral("text is no SQL"), {.text = QStringLiteral("' OR 1=1 --")}}};
    const QString tag = QString::fromLatin1(QTest::currentDataTag());
    QVERIFY(queries.contains(tag));
    QTEST(found(queries.value(tag)).join(u' '), "expected");
}

void ActivityTableTest::filtersCombine()
{
    waited(m_table->add({request(1), order(2), failed(order(3), ErrorKind::Rejected, QStringLiteral("a")),
                         failed(order(4), ErrorKind::Rejected, QStringLiteral("a")), publicRequest(5)}));
    const Query query{.text = QStringLiteral("orders"),
                      .key = someKey,
                      .permission = htx::Permission::Trade,
                      .outcome = Outcome::Refused,
                      .method = htx::Method::Post,
                      .from = firstRequest,
                      .to = firstRequest + 4000};
    QCOMPARE(found(query), QStringList{QStringLiteral("3")});
}

void ActivityTableTest::sumsUp()
{
    QCOMPARE(waited(m_table->summary({})), Summary());
    waited(m_table->add({request(1), request(9), failed(request(2), ErrorKind::RateLimited),
                         failed(request(3), ErrorKind::Offline), failed(request(4), ErrorKind::Timeout),
                         failed(order(5), ErrorKind::OutcomeUnknown)}));
    QCOMPARE(waited(m_table->summary({})), (Summary{6, 1, 2, 1, 109, firstRequest + 1000}));
    QCOMPARE(waited(m_table->summary({.outcome = Outcome::Failed})),
             (Summary{2, 0, 2, 0, 104, firstRequest + 3000}));
}

void ActivityTableTest::listsKeys()
{
    QVERIFY(waited(m_table->keys()).isEmpty());
    htx::RequestRecord ofOther = request(4);
    ofOther.key = otherKey;
    waited(m_table->add({request(1), publicRequest(2), ofOther, request(3)}));
    QCOMPARE(waited(m_table->keys()), (QList<KeyId>{someKey, otherKey}));
}

void ActivityTableTest::countsUseByHour()
{
    htx::RequestRecord other = request(5);
    other.key = otherKey;
    waited(m_table->add({request(-4000), request(1), failed(request(2), ErrorKind::Timeout), request(3600),
                         publicRequest(3), other}));
    const qint64 hour = firstRequest / 3'600'000 * 3'600'000;
    QCOMPARE(waited(m_table->hourlyUse(someKey, firstRequest)),
             (QList<HourlyUse>{{hour, 2, 1}, {hour + 3'600'000, 1, 0}}));
    QCOMPARE(waited(m_table->hourlyUse(KeyId{QStringLiteral("unknown")}, 0)), QList<HourlyUse>());
}

void ActivityTableTest::findsTroubleAlone()
{
    waited(m_table->add({request(1), failed(request(2), ErrorKind::RateLimited), order(3),
                         failed(order(4), ErrorKind::OutcomeUnknown)}));
    QCOMPARE(waited(m_table->find({.onlyTrouble = true})).size(), 2U);
}

void ActivityTableTest::tellsWhatKeysWereNeededFor()
{
    QCOMPARE(waited(m_table->usage(firstRequest)).since, 0); // no record, nothing known
    htx::RequestRecord other = request(30);
    other.key = otherKey;
    waited(m_table->add({order(10), request(20), publicRequest(25), other}));
    const Usage all = waited(m_table->usage(firstRequest));
    QCOMPARE(all.since, firstRequest + 10'000); // before the first there is no record
    QCOMPARE(all.needed.size(), 2);
    QCOMPARE(all.needed.value(someKey), (QSet{htx::Permission::Read, htx::Permission::Trade}));
    QCOMPARE(all.needed.value(otherKey), QSet{htx::Permission::Read});
    const Usage late = waited(m_table->usage(firstRequest + 15'000));
    QCOMPARE(late.since, firstRequest + 15'000);
    QCOMPARE(late.needed.value(someKey), QSet{htx::Permission::Read});
}

void ActivityTableTest::trimsByAgeAndNumber()
{
    waited(m_table->add(requests(0, 100)));
    QCOMPARE(waited(m_table->trim(0, 1000)), 0);
    QCOMPARE(waited(m_table->trim(0, 60)), 40);
    QCOMPARE(found({}).last(), QStringLiteral("40"));
    QCOMPARE(waited(m_table->trim(firstRequest + 90'000, 60)), 50);
    QCOMPARE(found({}).size(), 10);
    waited(m_table->add({request(100)}));
    QCOMPARE(found({}).first(), QStringLiteral("100"));
    QCOMPARE(waited(m_table->trim(firstRequest + 200'000, 60)), 11);
    QVERIFY(found({}).isEmpty());
}

void ActivityTableTest::trimsAnEmptyTable()
{
    QCOMPARE(waited(m_table->trim(firstRequest, 10)), 0);
}

void ActivityTableTest::leavesOutMissingRows()
{
    waited(m_table->add(requests(0, 3)));
    RowIds ids = waited(m_table->find({}));
    ids.insert(ids.begin() + 1, 4711);
    QCOMPARE(waited(m_table->rows(ids)).size(), 3);
}

void ActivityTableTest::readsFailuresOfALaterVersion()
{
    waited(m_table->add({failed(request(1), ErrorKind::RateLimited, QStringLiteral("x"))}));
    waited(m_database->run<void>([](QSqlDatabase &sql) -> Result<void> {
        const auto done =
            store::execute(sql, QStringLiteral("UPDATE activity SET failure = 'not-invented-yet'"));
        return done ? Result<void>() : fail(done.error());
    }));
    const htx::RequestRecord read = waited(m_table->rows(waited(m_table->find({})))).first();
    QCOMPARE(outcomeOf(read), Outcome::Refused);
    QCOMPARE(read.code, QStringLiteral("x"));
}

void ActivityTableTest::survivesARestart()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("activity.sqlite"));
    m_database = activityDatabase(file);
    ActivityTable(*m_database).add(requests(0, 7));
    m_database.reset(); // finishes what is queued
    m_database = activityDatabase(file);
    m_table = std::make_unique<ActivityTable>(*m_database);
    QCOMPARE(found({}).size(), 7);
    QCOMPARE(QFile::permissions(file) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
}

void ActivityTableTest::leavesADamagedFileAsItIs()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("activity.sqlite"));
    const QByteArray garbage(8192, 'x');
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(garbage) == garbage.size());
    file.close();
    m_database = activityDatabase(path);
    m_table = std::make_unique<ActivityTable>(*m_database);
    Future<void> added = m_table->add(requests(0, 1));
    added.waitForFinished();
    QVERIFY(!added.result().has_value());
    QCOMPARE(added.result().error().kind, ErrorKind::StorageCorrupt);
    m_table.reset();
    m_database.reset();
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), garbage);
}

/// At a hundred thousand rows the difference is between a blink and a wait.
void ActivityTableTest::indexAnswersWhatIsFilteredWithoutText()
{
    const QString plan = waited(m_database->run<QString>([](QSqlDatabase &sql) -> Result<QString> {
        Result<QSqlQuery> explained = store::execute(
            sql, QStringLiteral("EXPLAIN QUERY PLAN SELECT row FROM activity WHERE key = 'a' AND "
                                "permission = 1 AND outcome = 1 AND method = 'GET' AND "
                                "started_at >= 5 ORDER BY started_at DESC, row DESC"));
        if (!explained)
            return fail(explained.error());
        QString text;
        while (explained->next())
            text += explained->value(3).toString() + u'\n';
        return text;
    }));
    QVERIFY2(plan.contains(QLatin1String("COVERING INDEX")), qPrintable(plan));
    QVERIFY2(!plan.contains(QLatin1String("TEMP B-TREE")), qPrintable(plan));
}

QTEST_GUILESS_MAIN(ActivityTableTest)
#include "tst_activity_table.moc"
