// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/faultpoint.h"
#include "keyfixture.h"
#include "keys/changes/pendingentry.h"
#include "keys/changes/pendingtable.h"
#include "keys/keytable.h"
#include "support/patience.h"

#include <QProcess>
#include <QSqlQuery>

using namespace coffer;
using namespace coffer::keys;
using namespace coffer::test;
using namespace Qt::StringLiterals;

class TestPending : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void remembers();
    void damageIsTold();
    void refusesWhileARivalIsThere();
    void oneObjectAtATime();
    void stopWaitsForTheBeginning();
    void faultPointEndsTheProcess();
};

void TestPending::remembers()
{
    store::Database database(QString(), KeyTable::schema(), store::Durability::Record);
    PendingTable table(database);
    Pending later{u"b"_s, u"rotation"_s, {}, {{u"old"_s, u"id-1"_s}}, 2000};
    const Pending earlier{u"a"_s, u"store-move"_s, u"written"_s, {}, 1000};
    AWAIT(one, table.save(later));
    VERIFY_RESULT(one);
    AWAIT(two, table.save(earlier));
    VERIFY_RESULT(two);
    later.step = u"stored"_s;
    AWAIT(three, table.save(later));
    VERIFY_RESULT(three);
    AWAIT(all, table.all());
    VERIFY_RESULT(all);
    QCOMPARE(*all, (QList{earlier, later}));
    AWAIT(removed, table.remove(earlier.id));
    VERIFY_RESULT(removed);
    AWAIT(left, table.all());
    QCOMPARE(*left, QList{later});
}

void TestPending::damageIsTold()
{
    store::Database database(QString(), KeyTable::schema(), store::Durability::Record);
    PendingTable table(database);
    AWAIT(broken, database.run<void>([](QSqlDatabase &open) -> Result<void> {
        QSqlQuery query(open);
        return query.exec(u"INSERT INTO pending VALUES ('a', 'rotation', '', 'no json', 1)"_s)
                   ? Result<void>()
                   : fail(ErrorKind::StorageUnavailable);
    }));
    VERIFY_RESULT(broken);
    AWAIT(all, table.all());
    QVERIFY(!all);
    QCOMPARE(all.error().kind, ErrorKind::StorageCorrupt);
}

void TestPending::refusesWhileARivalIsThere()
{
    store::Database database(QString(), KeyTable::schema(), store::Durability::Record);
    PendingTable table(database);
    const Pending first{u"edit:k"_s, u"edit"_s, u"asking"_s, {}, 1000};
    const Pending second{u"rotation:k"_s, u"rotation"_s, u"planned"_s, {}, 2000};
    const QStringList rivals{first.id, second.id};
    auto one = table.saveFirst(first, rivals); // both on their way at once
    AWAIT(two, table.saveFirst(second, rivals));
    VERIFY_RESULT(one.result());
    QVERIFY(!two);
    QCOMPARE(two.error().code, QLatin1StringView(PendingTable::isUnderWay));
    QCOMPARE(two.error().detail, u"edit"_s);
    AWAIT(all, table.all());
    QCOMPARE(*all, QList{first});
    AWAIT(removed, table.remove(first.id));
    AWAIT(again, table.saveFirst(second, rivals));
    VERIFY_RESULT(again);
}

void TestPending::oneObjectAtATime()
{
    store::Database database(QString(), KeyTable::schema(), store::Durability::Record);
    PendingTable table(database);
    QObject context;
    std::optional<Result<void>> answer;
    const auto done = [&answer](const Result<void> &result) { answer = result; };
    auto first = std::make_unique<PendingEntry>(table, u"edit:k"_s, u"edit"_s);
    first->begin(&context, u"asking"_s, 1000, {u"edit:k"_s}, done);
    QTRY_VERIFY(answer);
    VERIFY_RESULT(*answer);

    AWAIT(all, table.all());
    PendingEntry resumed(table, u"edit:k"_s, u"edit"_s);
    resumed.adopt(all->first());
    answer.reset();
    resumed.begin(&context, u"asking"_s, 2000, {u"edit:k"_s}, done);
    QTRY_VERIFY(answer);
    QVERIFY(!*answer);
    QCOMPARE(answer->error().code, QLatin1StringView(PendingTable::isUnderWay));

    PendingEntry fresh(table, u"edit:k"_s, u"edit"_s);
    answer.reset();
    fresh.remove(&context, done); // what was never begun takes nothing away
    QTRY_VERIFY(answer);
    AWAIT(still, table.all());
    QCOMPARE(still->size(), 1);

    first.reset(); // its window was closed
    answer.reset();
    resumed.begin(&context, u"asking"_s, 2000, {u"edit:k"_s}, done);
    QTRY_VERIFY(answer);
    VERIFY_RESULT(*answer);
    AWAIT(left, table.all());
    QCOMPARE(left->first().startedAt, 1000);
}

void TestPending::stopWaitsForTheBeginning()
{
    store::Database database(QString(), KeyTable::schema(), store::Durability::Record);
    PendingTable table(database);
    QObject context;
    bool isBegun = false;
    std::optional<Result<void>> removed;
    PendingEntry entry(table, u"edit:k"_s, u"edit"_s);
    entry.begin(&context, u"asking"_s, 1000, {u"edit:k"_s}, [&](const Result<void> &) { isBegun = true; });
    entry.remove(&context, [&](const Result<void> &result) { removed = result; });
    QTRY_VERIFY(removed);
    VERIFY_RESULT(*removed);
    QVERIFY(!isBegun); // it does not go on
    AWAIT(all, table.all());
    QVERIFY(all->isEmpty());
}

void TestPending::faultPointEndsTheProcess()
{
    QProcess child;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"COFFER_STOP_AT"_s, u"test.second"_s);
    environment.insert(u"COFFER_TEST_CHILD"_s, u"1"_s);
    child.setProcessEnvironment(environment);
    child.start(QCoreApplication::applicationFilePath(), {});
    QVERIFY(child.waitForFinished());
    QCOMPARE(child.exitCode(), 137);
    QCOMPARE(child.readAllStandardOutput(), "first\n"_ba);
}

int main(int argc, char *argv[])
{
    if (qEnvironmentVariableIsSet("COFFER_TEST_CHILD")) {
        for (const char *step : {"first", "second", "third"}) {
            faultPoint(("test."_ba + step).constData());
            std::printf("%s\n", step);
            std::fflush(stdout);
        }
        return 0;
    }
    QCoreApplication application(argc, argv);
    TestPending test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_keys_pending.moc"
