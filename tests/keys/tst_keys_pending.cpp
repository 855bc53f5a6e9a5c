// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/faultpoint.h"
#include "keyfixture.h"
#include "keys/changes/pendingtable.h"
#include "keys/keytable.h"

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
