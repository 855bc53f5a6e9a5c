// SPDX-License-Identifier: GPL-3.0-or-later
#include "alertsfixture.h"

#include "market/alerts/alertrow.h"
#include "store/statement.h"

#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace coffer;
using namespace coffer::test;
using namespace coffer::market;

namespace {

Alert full(qint64 id)
{
    Alert alert;
    alert.id = AlertId{id};
    alert.symbol = Symbol{u"ethbtc"_s};
    alert.kind = AlertKind::IndicatorLevel;
    alert.direction = AlertDirection::Down;
    alert.level = dec("-12345678901.123456789012345678");
    alert.windowMinutes = 90;
    alert.indicator = IndicatorSpec::of(IndicatorKind::Macd);
    alert.indicator.parameters = {5, 34, 5};
    alert.output = 2;
    alert.period = htx::Period::Week1;
    alert.onClosedCandles = false;
    alert.repeats = true;
    alert.restMinutes = 77;
    alert.hasSound = false;
    alert.note = u"sell; DROP TABLE alert \u202e\n"_s;
    alert.isEnabled = false;
    alert.createdAt = 12;
    alert.expiresAt = 34;
    alert.side = AlertSide::At;
    alert.firedAt = 56;
    return alert;
}

AlertEvent eventOf(qint64 id, const Alert &alert)
{
    AlertEvent event;
    event.id = id;
    event.alert = alert;
    event.direction = AlertDirection::Down;
    event.at = id * 10;
    event.price = dec("0.000000000000000001");
    event.value = -0.1;
    event.notice = AlertNotice::NotRunning;
    return event;
}

} // namespace

class TestAlertTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everythingComesBack();
    void emptyAndSmall();
    void removedAndReplaced();
    void theLogIsBounded();
    void seenUpToAnId();
    void damagedRowsAreLeftAlone_data();
    void damagedRowsAreLeftAlone();
    void overAFile();
    void whatAMoveCountsFrom();
    void anOlderFileIsTakenOver();
};

void TestAlertTable::everythingComesBack()
{
    const auto database = alertDatabase();
    AlertTable table(*database);
    for (int kind = 0; kind < static_cast<int>(AlertKind::Count); ++kind) {
        Alert alert = full(kind + 1);
        alert.kind = static_cast<AlertKind>(kind);
        alert.level = alert.level.abs() / Decimal(1'000'000'000);
        waited(table.save({alert}));
        waited(table.addEvent(eventOf(kind + 1, alert), alert));
        const auto content = waited(table.load());
        QCOMPARE(content.alerts.constLast(), alert);
        QCOMPARE(content.log.constFirst(), eventOf(kind + 1, alert));
        QCOMPARE(content.unreadable, 0);
    }
    const Alert alert = full(9);
    waited(table.save({alert}));
    QCOMPARE(waited(table.load()).alerts.constLast(), alert);
}

void TestAlertTable::emptyAndSmall()
{
    const auto database = alertDatabase();
    AlertTable table(*database);
    auto content = waited(table.load());
    QVERIFY(content.alerts.isEmpty() && content.log.isEmpty());
    QCOMPARE(content.lastAlert.value, 0);
    Alert alert = priceAlert("1e-18"); // null texts, no times
    alert.id = AlertId{3};
    alert.indicator = alert.indicator.cleaned();
    AlertEvent event;
    event.id = 8;
    event.alert = alert;
    waited(table.addEvent(event, alert));
    content = waited(table.load());
    QCOMPARE(content.alerts.size(), 1);
    QVERIFY(content.alerts.constFirst() == alert);
    QVERIFY(content.log.constFirst() == event);
    QCOMPARE(content.lastAlert.value, 3);
    QCOMPARE(content.lastEvent, 8);
}

void TestAlertTable::removedAndReplaced()
{
    const auto database = alertDatabase();
    AlertTable table(*database);
    waited(table.save({full(1)}));
    waited(table.save({full(2)}));
    Alert other = full(1);
    other.note = u"other"_s;
    waited(table.save({other}));
    QCOMPARE(waited(table.load()).alerts, (QList<Alert>{other, full(2)}));
    waited(table.remove(AlertId{1}));
    waited(table.remove(AlertId{77}));
    QCOMPARE(waited(table.load()).alerts, (QList<Alert>{full(2)}));
}

void TestAlertTable::theLogIsBounded()
{
    const auto database = alertDatabase();
    AlertTable table(*database);
    Future<void> last;
    for (int id = 1; id <= AlertTable::mostEvents + 25; ++id)
        last = table.addEvent(eventOf(id, full(1)), full(1));
    waited(last);
    const auto content = waited(table.load());
    QCOMPARE(content.log.size(), AlertTable::mostEvents);
    QCOMPARE(content.log.constFirst().id, AlertTable::mostEvents + 25);
    QCOMPARE(content.log.constLast().id, 26);
    waited(table.clearLog());
    QVERIFY(waited(table.load()).log.isEmpty());
}

void TestAlertTable::seenUpToAnId()
{
    const auto database = alertDatabase();
    AlertTable table(*database);
    for (int id = 1; id <= 3; ++id)
        waited(table.addEvent(eventOf(id, full(1)), full(1)));
    waited(table.setSeen(2));
    const auto log = waited(table.load()).log;
    QVERIFY(!log[0].isSeen && log[1].isSeen && log[2].isSeen);
}

void TestAlertTable::damagedRowsAreLeftAlone_data()
{
    QTest::addColumn<QString>("damage");
    QTest::newRow("kind") << u"kind = 'dream'"_s;
    QTest::newRow("direction") << u"direction = ''"_s;
    QTest::newRow("level") << u"level = 'nan'"_s;
    QTest::newRow("level beyond reason") << u"level = '1e59'"_s;
    QTest::newRow("indicator") << u"indicator = x'00ff'"_s;
    QTest::newRow("line") << u"output = 99"_s;
    QTest::newRow("period") << u"period = '7min'"_s;
    QTest::newRow("side") << u"side = 'inside'"_s;
    QTest::newRow("market") << u"symbol = ''"_s;
    QTest::newRow("rest") << u"rest = -9223372036854775808"_s;
    QTest::newRow("note") << u"note = hex(zeroblob(1000))"_s;
}

void TestAlertTable::damagedRowsAreLeftAlone()
{
    QFETCH(QString, damage);
    const auto database = alertDatabase();
    AlertTable table(*database);
    waited(table.save({full(1)}));
    waited(table.save({full(2)}));
    waited(table.addEvent(eventOf(1, full(1)), full(1)));
    const auto sql = [&](const QString &text) {
        return waited(database->run<int>([text](QSqlDatabase &file) -> Result<int> {
            Result<QSqlQuery> query = store::execute(file, text);
            if (!query)
                return fail(query.error());
            return query->next() ? query->value(0).toInt() : 0;
        }));
    };
    sql(u"UPDATE alert SET %1 WHERE id = 1"_s.arg(damage));
    sql(u"UPDATE alert_log SET %1"_s.arg(damage));
    const auto content = waited(table.load());
    QCOMPARE(content.alerts, (QList<Alert>{full(2)}));
    QVERIFY(content.log.isEmpty());
    QCOMPARE(content.unreadable, 2);
    QCOMPARE(content.lastAlert.value, 2);
    QCOMPARE(sql(u"SELECT count(*) FROM alert"_s), 2);
}

void TestAlertTable::overAFile()
{
    QTemporaryDir folder;
    const QString file = folder.filePath(u"charts.sqlite"_s);
    {
        const auto database = alertDatabase(file);
        AlertTable table(*database);
        waited(table.addEvent(eventOf(1, full(1)), full(1)));
    }
    const auto database = alertDatabase(file);
    AlertTable table(*database);
    const auto content = waited(table.load());
    QCOMPARE(content.alerts, (QList<Alert>{full(1)}));
    QCOMPARE(content.log, (QList<AlertEvent>{eventOf(1, full(1))}));
}

void TestAlertTable::whatAMoveCountsFrom()
{
    const auto database = alertDatabase();
    AlertTable table(*database);
    Alert alert = moveAlert("5", 60, AlertDirection::Up);
    alert.id = AlertId{1};
    alert.indicator = alert.indicator.cleaned();
    alert.reference = MoveReference{dec("0.000000000000000001"), dec("12345678901.5"), 1'700'000'000'000, 7};
    waited(table.save({alert}));
    QCOMPARE(waited(table.load()).alerts, (QList<Alert>{alert}));
    Alert plain = alert;
    plain.reference.reset();
    for (const QString &damage : {u"low = '0'"_s, u"low = '-1'"_s, u"high = NULL"_s, u"high = 'nan'"_s}) {
        waited(table.save({alert}));
        waited(database->run<int>([damage](QSqlDatabase &file) -> Result<int> {
            Result<QSqlQuery> query = store::execute(file, u"UPDATE alert SET "_s + damage);
            return query ? Result<int>(0) : fail(query.error());
        }));
        QCOMPARE(waited(table.load()).alerts, (QList<Alert>{plain})); // it begins anew
    }
}

void TestAlertTable::anOlderFileIsTakenOver()
{
    QTemporaryDir folder;
    const QString file = folder.filePath(u"charts.sqlite"_s);
    {
        store::Database older(file, {1, {AlertTable::tables()}}, store::Durability::Record);
        waited(older.run<int>([](QSqlDatabase &opened) -> Result<int> {
            QStringList marks;
            marks.fill(u"?"_s, alertColumns().size() + 1);
            Result<QSqlQuery> query = store::execute(
                opened,
                u"INSERT INTO alert (id, %1) VALUES (%2)"_s.arg(alertColumns().join(u','), marks.join(u',')),
                QVariantList{1} + alertValues(full(1)));
            return query ? Result<int>(0) : fail(query.error());
        }));
    }
    const auto database = alertDatabase(file);
    AlertTable table(*database);
    QCOMPARE(waited(table.load()).alerts, (QList<Alert>{full(1)}));
}

QTEST_GUILESS_MAIN(TestAlertTable)
#include "tst_alerts_table.moc"
