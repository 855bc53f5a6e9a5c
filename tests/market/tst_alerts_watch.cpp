// SPDX-License-Identifier: GPL-3.0-or-later
#include "alertsfixture.h"
#include "support/patience.h"

#include <QSignalSpy>
#include <QSqlQuery>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace coffer;
using namespace coffer::test;
using namespace coffer::market;

class TestAlertWatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pricesOfEveryDirection_data();
    void pricesOfEveryDirection();
    void onceMeansOnce();
    void repeatingRestsAndNeedsToLeave();
    void equalPricesAndOldNewsDoNothing();
    void stalePricesAreNotLookedAt();
    void noPriceIsNoPrice();
    void missedWhileNotRunning();
    void sameSideAfterARestart();
    void aSideIsKeptOnTheWayOut();
    void missedWhileAsleep();
    void moves_data();
    void moves();
    void aMoveIsToldOnceAndThenAnew();
    void aMoveGoesOnInTheNextRun();
    void aMoveForgetsARunThatIsTooLongAgo();
    void aMoveThatWasToldIsNotToldByTheNextRun();
    void anotherConditionCountsFromNow();
    void levelsOnClosedCandles();
    void levelsOnTheFormingCandle();
    void levelAcrossARestart();
    void aReadingMayEndWhileItTells();
    void switchedOffNothingIsRead();
    void expiry();
    void editing();
    void switchingOffAndOn();
    void removeAndRestore();
    void limits();
    void refusals();
    void theLogAndWhatIsUnseen();
    void aFloodIsBounded();
    void whoHearsMayChangeAlerts();
    void aStoreThatCannotBeOpened();
    void whatCannotBeKeptIsTriedAgain();
    void aNewExtremeIsKeptSoon();
};

void TestAlertWatch::pricesOfEveryDirection_data()
{
    QTest::addColumn<AlertDirection>("direction");
    QTest::addColumn<QList<QByteArray>>("prices");
    QTest::addColumn<int>("firesAt"); // place in prices; -1 never
    using enum AlertDirection;
    const auto row = [](const char *name, AlertDirection direction, QList<QByteArray> prices, int at) {
        QTest::newRow(name) << direction << prices << at;
    };
    row("up through", Up, {"99", "101"}, 1);
    row("up by a gap", Up, {"50", "99999999"}, 1);
    row("up by a touch", Up, {"99", "100.00"}, 1);
    row("up: falls first", Up, {"101", "99", "100.01"}, 2);
    row("up: falls only", Up, {"101", "99", "98"}, -1);
    row("up: starts at the level", Up, {"100", "101", "100", "99"}, -1);
    row("down through", Down, {"101", "99"}, 1);
    row("down by a gap", Down, {"101", "0.00000001"}, 1);
    row("down by a touch", Down, {"101", "100"}, 1);
    row("down: rises only", Down, {"99", "101"}, -1);
    row("either upwards", Either, {"99", "101"}, 1);
    row("either downwards", Either, {"101", "99"}, 1);
    row("either: never there", Either, {"99", "99.99", "98"}, -1);
}

void TestAlertWatch::pricesOfEveryDirection()
{
    QFETCH(AlertDirection, direction);
    QFETCH(QList<QByteArray>, prices);
    QFETCH(int, firesAt);
    AlertRig rig;
    const AlertId id = rig.add(priceAlert("100", direction));
    for (int place = 0; place < prices.size(); ++place) {
        rig.price(prices[place].constData());
        QCOMPARE(rig.fired.size(), firesAt >= 0 && place >= firesAt ? 1 : 0);
    }
    if (firesAt < 0)
        return;
    const AlertEvent &event = rig.fired.constFirst();
    QCOMPARE(event.alert.id, id);
    QCOMPARE(event.alert.level, Decimal(100));
    QCOMPARE(event.price, std::optional(dec(prices[firesAt].constData())));
    QCOMPARE(event.notice, AlertNotice::Live);
    QVERIFY(event.direction != AlertDirection::Either);
    QCOMPARE(rig.watch->log().constFirst(), event);
    QCOMPARE(stateOf(*rig.watch->alert(id), rig.clock.nowMs()), AlertState::Done);
}

void TestAlertWatch::onceMeansOnce()
{
    AlertRig rig;
    rig.price("99");
    rig.add(priceAlert("100", AlertDirection::Either));
    for (const char *price : {"101", "99", "101", "99"})
        rig.price(price, 1h);
    QCOMPARE(rig.fired.size(), 1);
    QVERIFY(!rig.watch->isWatching());
}

void TestAlertWatch::repeatingRestsAndNeedsToLeave()
{
    AlertRig rig;
    rig.price("99");
    Alert alert = priceAlert("100", AlertDirection::Up);
    alert.repeats = true;
    alert.restMinutes = 10;
    rig.add(alert);
    rig.price("101");
    QCOMPARE(rig.fired.size(), 1);
    rig.price("102", 2min); // still there
    rig.price("103", 2min);
    QCOMPARE(rig.fired.size(), 1);
    rig.price("99", 1min);
    rig.price("101", 1min); // again, but it rests
    QCOMPARE(rig.fired.size(), 1);
    for (int i = 0; i < 3; ++i)
        rig.price("102", 2min); // the rest is over, but it did not leave
    QCOMPARE(rig.fired.size(), 1);
    rig.price("99", 1min);
    rig.price("100", 1min);
    QCOMPARE(rig.fired.size(), 2);
    QVERIFY(rig.watch->isWatching());
}

void TestAlertWatch::equalPricesAndOldNewsDoNothing()
{
    AlertRig rig;
    rig.price("99");
    Alert alert = priceAlert("100", AlertDirection::Either);
    alert.repeats = true;
    alert.restMinutes = 1;
    rig.add(alert);
    for (int i = 0; i < 5; ++i)
        rig.price("100", 2min);
    QCOMPARE(rig.fired.size(), 1);
    Q_EMIT rig.board->quotesChanged(); // as when the rolling 24 h were read
    rig.watch->look();
    QCOMPARE(rig.fired.size(), 1);
}

void TestAlertWatch::stalePricesAreNotLookedAt()
{
    AlertRig rig;
    rig.price("99");
    rig.price("101");
    rig.clock.advance(2h);
    rig.start();
    rig.add(priceAlert("100", AlertDirection::Either)); // nothing fresh to begin with
    QCOMPARE(rig.watch->alerts().constFirst().side, AlertSide::Unknown);
    rig.price("101");
    QCOMPARE(rig.watch->alerts().constFirst().side, AlertSide::Above);
    rig.clock.advance(2h);
    Q_EMIT rig.board->quotesChanged(); // the computer woke up; the prices are those of before
    QVERIFY(rig.fired.isEmpty());
    rig.clock.setLocalMs(rig.clock.localMs() - 24 * 3600 * 1000LL); // and its clock was wrong
    Q_EMIT rig.board->quotesChanged();
    QVERIFY(rig.fired.isEmpty());
    rig.price("99");
    QCOMPARE(rig.fired.size(), 1);
}

void TestAlertWatch::noPriceIsNoPrice()
{
    AlertRig rig;
    rig.price("99");
    rig.add(priceAlert("50", AlertDirection::Down));
    rig.price("0");
    rig.clock.advance(5s);
    rig.gateway.answer(tickersPath, list({tickerRow("ethbtc", "1", "1")})); // it is not quoted any more
    rig.board->refresh();
    QTRY_COMPARE(rig.board->updatedAt(), rig.clock.nowMs());
    QVERIFY(rig.fired.isEmpty());
    Alert other = priceAlert("50");
    other.symbol = Symbol{u"nosuchmarket"_s};
    rig.add(other);
    rig.price("40");
    QCOMPARE(rig.fired.size(), 1);
    QCOMPARE(rig.fired.constFirst().price, std::optional(Decimal(40)));
}

void TestAlertWatch::missedWhileNotRunning()
{
    QTemporaryDir folder;
    AlertRig rig(folder.filePath(u"charts.sqlite"_s));
    rig.price("99");
    Alert alert = priceAlert("100");
    alert.repeats = true;
    rig.add(alert);
    rig.price("98");
    rig.clock.advance(48h);
    rig.start();
    QVERIFY(rig.fired.isEmpty());
    rig.price("105");
    QCOMPARE(rig.fired.size(), 1);
    QCOMPARE(rig.fired.constFirst().notice, AlertNotice::NotRunning);
    QCOMPARE(rig.fired.constFirst().direction, AlertDirection::Up);
    rig.clock.advance(48h);
    rig.start();
    rig.price("106"); // told once
    QCOMPARE(rig.fired.size(), 1);
    QCOMPARE(rig.watch->log().size(), 1);
    rig.price("99");
    rig.price("106"); // and from then on it is seen as it happens
    QCOMPARE(rig.fired.size(), 2);
    QCOMPARE(rig.fired.constLast().notice, AlertNotice::Live);
}

void TestAlertWatch::sameSideAfterARestart()
{
    AlertRig rig;
    rig.price("101");
    rig.add(priceAlert("100", AlertDirection::Down));
    rig.price("99.5");
    QCOMPARE(rig.fired.size(), 1);
    const AlertId id = rig.add(priceAlert("100", AlertDirection::Up));
    rig.price("99"); // the side was known when it was made: no write is due
    rig.start();
    rig.price("98");
    QCOMPARE(rig.fired.size(), 1);
    QCOMPARE(rig.watch->alert(id)->side, AlertSide::Below);
    rig.price("101");
    QCOMPARE(rig.fired.constLast().notice, AlertNotice::Live);
}

/// Where it was when Coffer ended counts, not where it was when the alert was made.
void TestAlertWatch::aSideIsKeptOnTheWayOut()
{
    AlertRig rig;
    rig.price("99");
    const AlertId id = rig.add(priceAlert("100", AlertDirection::Down));
    rig.price("101");
    QVERIFY(rig.fired.isEmpty());
    rig.start();
    QCOMPARE(rig.watch->alert(id)->side, AlertSide::Above);
    rig.price("95", 1h);
    QCOMPARE(rig.fired.size(), 1);
    QCOMPARE(rig.fired.constFirst().notice, AlertNotice::NotRunning);
}

void TestAlertWatch::missedWhileAsleep()
{
    AlertRig rig;
    rig.price("99");
    rig.add(priceAlert("100"));
    rig.add(priceAlert("200"));
    rig.price("105", 8h);
    QCOMPARE(rig.fired.size(), 1);
    QCOMPARE(rig.fired.constFirst().notice, AlertNotice::NotLooking);
    rig.price("205");
    QCOMPARE(rig.fired.constLast().notice, AlertNotice::Live);
}

void TestAlertWatch::moves_data()
{
    QTest::addColumn<AlertDirection>("direction");
    QTest::addColumn<QList<QByteArray>>("prices"); // one a minute; 5 % within 10 minutes
    QTest::addColumn<int>("firesAt");
    QTest::addColumn<double>("percent");
    using enum AlertDirection;
    const auto row = [](const char *name, AlertDirection direction, QList<QByteArray> prices, int at,
                        double percent = 0) { QTest::newRow(name) << direction << prices << at << percent; };
    row("up", Up, {"100", "101", "103", "105"}, 3, 5);
    row("up from the lowest", Up, {"110", "100", "104.99", "106"}, 3, 6);
    row("up, just not", Up, {"100", "104.9999"}, -1);
    row("up: falls", Up, {"100", "80"}, -1);
    row("down", Down, {"100", "97", "95"}, 2, 5);
    row("down from the highest", Down, {"90", "100", "94"}, 2, 6);
    row("down: rises", Down, {"100", "120"}, -1);
    row("either up", Either, {"100", "105"}, 1, 5);
    row("either down", Either, {"100", "94"}, 1, 6);
    row("too slowly", Up,
        {"100", "100.4", "100.8", "101.2", "101.6", "102", "102.4", "102.8", "103.2", "103.6", "104", "104.4",
         "104.8", "105.2", "105.6"},
        -1);
}

void TestAlertWatch::moves()
{
    QFETCH(AlertDirection, direction);
    QFETCH(QList<QByteArray>, prices);
    QFETCH(int, firesAt);
    QFETCH(double, percent);
    AlertRig rig;
    rig.add(moveAlert("5", 10, direction));
    for (int place = 0; place < prices.size(); ++place) {
        rig.price(prices[place].constData(), 1min);
        QCOMPARE(rig.fired.size(), firesAt >= 0 && place >= firesAt ? 1 : 0);
    }
    if (firesAt >= 0)
        QCOMPARE(rig.fired.constFirst().value.value(), percent);
}

void TestAlertWatch::aMoveIsToldOnceAndThenAnew()
{
    AlertRig rig;
    rig.price("100");
    Alert alert = moveAlert("5", 60, AlertDirection::Up);
    alert.repeats = true;
    alert.restMinutes = 5;
    rig.add(alert);
    rig.price("106", 1min);
    QCOMPARE(rig.fired.size(), 1);
    for (int i = 0; i < 10; ++i)
        rig.price("106", 1min); // no further move
    QCOMPARE(rig.fired.size(), 1);
    rig.price("112", 1min); // 5.66 % above what was told
    QCOMPARE(rig.fired.size(), 2);
    rig.price("120", 1min); // it rests
    QCOMPARE(rig.fired.size(), 2);
    rig.price("120", 5min); // and does not forget what happened meanwhile
    QCOMPARE(rig.fired.size(), 3);
}

/// It is measured from the price that it was counting from, as long as that is within its window.
void TestAlertWatch::aMoveGoesOnInTheNextRun()
{
    QTemporaryDir folder;
    AlertRig rig(folder.filePath(u"charts.sqlite"_s));
    rig.price("105");
    rig.add(moveAlert("5", 60, AlertDirection::Up));
    rig.price("100", 1min);
    rig.price("104", 1min);
    rig.start();
    rig.price("104", 20min);
    QVERIFY(rig.fired.isEmpty());
    rig.start(); // and in the one after that
    rig.price("106", 20min);
    QCOMPARE(rig.fired.size(), 1);
    QCOMPARE(rig.fired.constFirst().value.value(), 6.0);
    QCOMPARE(rig.fired.constFirst().direction, AlertDirection::Up);
    QCOMPARE(rig.fired.constFirst().notice, AlertNotice::NotRunning);
}

void TestAlertWatch::aMoveForgetsARunThatIsTooLongAgo()
{
    AlertRig rig;
    rig.price("100");
    rig.add(moveAlert("5", 60, AlertDirection::Either));
    rig.start();
    rig.price("150", 61min);
    QVERIFY(rig.fired.isEmpty());
    rig.price("160");
    QCOMPARE(rig.fired.size(), 1);
    QCOMPARE(rig.fired.constFirst().notice, AlertNotice::Live);
}

void TestAlertWatch::aMoveThatWasToldIsNotToldByTheNextRun()
{
    AlertRig rig;
    rig.price("100");
    Alert alert = moveAlert("5", 60, AlertDirection::Up);
    alert.repeats = true;
    alert.restMinutes = 5;
    rig.add(alert);
    rig.price("106", 1min);
    QCOMPARE(rig.fired.size(), 1);
    rig.start();
    rig.price("107", 10min); // from what was told
    QCOMPARE(rig.fired.size(), 1);
    rig.price("112", 1min);
    QCOMPARE(rig.fired.size(), 2);
    QVERIFY(!rig.fired.constLast().alert.reference);
}

void TestAlertWatch::anotherConditionCountsFromNow()
{
    AlertRig rig;
    rig.price("100");
    const AlertId id = rig.add(moveAlert("50", 60, AlertDirection::Up));
    rig.price("106", 1min);
    Alert alert = *rig.watch->alert(id);
    alert.note = u"the same"_s;
    QVERIFY(rig.watch->update(alert));
    QCOMPARE(rig.watch->alert(id)->reference->low, Decimal(100));
    alert.level = Decimal(5);
    QVERIFY(rig.watch->update(alert));
    QCOMPARE(rig.watch->alert(id)->reference->low, Decimal(106));
    rig.start();
    rig.price("107", 1min);
    QVERIFY(rig.fired.isEmpty());
    QVERIFY(rig.watch->setEnabled(id, false));
    rig.price("120", 1min);
    QVERIFY(rig.watch->setEnabled(id, true));
    rig.start();
    rig.price("121", 1min);
    QVERIFY(rig.fired.isEmpty());
}

void TestAlertWatch::levelsOnClosedCandles()
{
    AlertRig rig;
    rig.price("100");
    Alert alert = levelAlert("70", AlertDirection::Up);
    alert.repeats = true;
    alert.restMinutes = 1;
    rig.add(alert);
    QCOMPARE(rig.readings.size(), 1);
    FakeReading *reading = rig.readings.back();
    reading->setNewest(3600, 90); // still forming: not counted
    QVERIFY(rig.fired.isEmpty());
    reading->setClosed(3600, 65);
    reading->setClosed(3600, 75); // a candle is looked at once
    QVERIFY(rig.fired.isEmpty());
    rig.clock.advance(1h);
    reading->setClosed(7200, 72.5);
    QCOMPARE(rig.fired.size(), 1);
    QCOMPARE(rig.fired.constFirst().value, std::optional(72.5));
    QCOMPARE(rig.fired.constFirst().price, std::optional(Decimal(100)));
    QCOMPARE(rig.fired.constFirst().notice, AlertNotice::Live);
    reading->setClosed(3600, 60); // time does not go back
    rig.clock.advance(1h);
    reading->setClosed(10800, std::nan(""));
    reading->setClosed(14400, 60);
    rig.clock.advance(1h);
    reading->setClosed(14400 + 10 * 3600, 71);
    QCOMPARE(rig.fired.size(), 2);
    QCOMPARE(rig.fired.constLast().notice, AlertNotice::NotLooking);
}

void TestAlertWatch::levelsOnTheFormingCandle()
{
    AlertRig rig;
    Alert alert = levelAlert("30", AlertDirection::Down);
    alert.onClosedCandles = false;
    rig.add(alert);
    rig.readings.back()->setNewest(3600, 31);
    rig.readings.back()->setClosed(3600, 20);
    QVERIFY(rig.fired.isEmpty());
    rig.readings.back()->setNewest(3600, 30);
    QCOMPARE(rig.fired.size(), 1);
    QVERIFY(!rig.fired.constFirst().price); // no prices yet
}

void TestAlertWatch::levelAcrossARestart()
{
    AlertRig rig;
    Alert alert = levelAlert("50", AlertDirection::Up);
    alert.repeats = true;
    rig.add(alert);
    rig.readings.back()->setClosed(3600, 40);
    rig.start();
    QCOMPARE(rig.readings.size(), 1);
    rig.readings.back()->setClosed(36000, 60);
    QCOMPARE(rig.fired.size(), 1);
    QCOMPARE(rig.fired.constFirst().notice, AlertNotice::NotRunning);
}

void TestAlertWatch::aReadingMayEndWhileItTells()
{
    AlertRig rig;
    rig.add(levelAlert("50", AlertDirection::Up));
    QPointer<FakeReading> reading = rig.readings.back();
    reading->setClosed(3600, 40);
    reading->setClosed(7200, 60); // fires once, so nothing is to be read any more
    QCOMPARE(rig.fired.size(), 1);
    QTRY_VERIFY(!reading);
}

void TestAlertWatch::switchedOffNothingIsRead()
{
    AlertRig rig;
    const AlertId id = rig.add(levelAlert("50", AlertDirection::Up));
    QPointer<FakeReading> reading = rig.readings.back();
    QVERIFY(rig.watch->setEnabled(id, false));
    QTRY_VERIFY(!reading);
    QVERIFY(rig.watch->setEnabled(id, true));
    QCOMPARE(rig.readings.size(), 2);
    reading = rig.readings.back();
    rig.watch->remove(id);
    QTRY_VERIFY(!reading);
}

void TestAlertWatch::expiry()
{
    AlertRig rig;
    rig.price("99");
    Alert alert = priceAlert("100");
    alert.expiresAt = rig.clock.nowMs() + 60'000;
    const AlertId id = rig.add(alert);
    rig.clock.advance(1min);
    QCOMPARE(stateOf(*rig.watch->alert(id), rig.clock.nowMs()), AlertState::Expired);
    QVERIFY(!rig.watch->isWatching());
    QSignalSpy changed(rig.watch.get(), &AlertWatch::changed);
    rig.price("101");
    rig.price("102");
    QVERIFY(rig.fired.isEmpty());
    QCOMPARE(changed.count(), 1);             // that it ended is told once
    QVERIFY(rig.watch->setEnabled(id, true)); // again, without an end
    QVERIFY(!rig.watch->alert(id)->expiresAt);
}

void TestAlertWatch::editing()
{
    AlertRig rig;
    rig.price("99");
    const AlertId id = rig.add(priceAlert("100"));
    Alert alert = *rig.watch->alert(id);
    alert.note = u"take profit"_s;
    QSignalSpy changed(rig.watch.get(), &AlertWatch::changed);
    QVERIFY(rig.watch->update(alert));
    QCOMPARE(changed.count(), 1);
    QCOMPARE(rig.watch->alert(id)->side, AlertSide::Below); // it waits for the same
    QVERIFY(rig.watch->update(alert));
    QCOMPARE(changed.count(), 1); // nothing to do
    alert.level = Decimal(90);
    alert.direction = AlertDirection::Down;
    QVERIFY(rig.watch->update(alert));
    QCOMPARE(rig.watch->alert(id)->side, AlertSide::Above); // dragged through the price: that is no crossing
    QVERIFY(rig.fired.isEmpty());
    rig.price("90");
    QCOMPARE(rig.fired.size(), 1);
    rig.start();
    QCOMPARE(rig.watch->alert(id)->note, u"take profit"_s);
}

void TestAlertWatch::switchingOffAndOn()
{
    AlertRig rig;
    rig.price("99");
    const AlertId id = rig.add(priceAlert("100"));
    QVERIFY(rig.watch->setEnabled(id, false));
    QCOMPARE(stateOf(*rig.watch->alert(id), rig.clock.nowMs()), AlertState::Off);
    rig.price("101");
    QVERIFY(rig.fired.isEmpty());
    QVERIFY(rig.watch->setEnabled(id, true));
    rig.price("102"); // what happened while it was off is not told
    QVERIFY(rig.fired.isEmpty());
    rig.price("99");
    rig.price("101");
    QCOMPARE(rig.fired.size(), 1);
    QVERIFY(rig.watch->setEnabled(id, true)); // from Done
    QCOMPARE(stateOf(*rig.watch->alert(id), rig.clock.nowMs()), AlertState::Watching);
    QVERIFY(!rig.watch->alert(id)->firedAt);
}

void TestAlertWatch::removeAndRestore()
{
    AlertRig rig;
    rig.price("99");
    const AlertId first = rig.add(priceAlert("100"));
    const AlertId second = rig.add(priceAlert("110"));
    QVERIFY(!rig.watch->remove(AlertId{99}));
    const std::optional<Alert> removed = rig.watch->remove(first);
    QVERIFY(removed);
    QCOMPARE(rig.watch->alerts().size(), 1);
    QVERIFY(rig.watch->restore(*removed));
    QVERIFY(rig.watch->restore(*removed)); // twice does no harm
    QCOMPARE(rig.watch->alerts().size(), 2);
    QCOMPARE(rig.watch->alerts().constFirst(), *removed);
    QCOMPARE(rig.watch->alerts().constLast().id, second);
    rig.start();
    QCOMPARE(rig.watch->alerts().size(), 2);
    rig.price("105");
    QCOMPARE(rig.fired.size(), 1);
    QVERIFY(rig.add(priceAlert("1")) > second); // an id is not given twice
}

void TestAlertWatch::limits()
{
    AlertRig rig;
    for (qsizetype i = 0; i < AlertWatch::mostLevels; ++i)
        rig.add(levelAlert("50", AlertDirection::Up));
    QCOMPARE(rig.watch->add(levelAlert("50", AlertDirection::Up)).error().code, u"too-many"_s);
    while (rig.watch->alerts().size() < AlertWatch::mostAlerts)
        rig.add(priceAlert("100"));
    QCOMPARE(rig.watch->add(priceAlert("100")).error().code, u"too-many"_s);
    Alert last = rig.watch->alerts().constLast();
    last.note = u"one that is there can be changed"_s;
    QVERIFY(rig.watch->update(last));
}

void TestAlertWatch::refusals()
{
    AlertRig rig;
    QCOMPARE(rig.watch->add(priceAlert("0")).error().code, u"level"_s);
    QCOMPARE(rig.watch->add(priceAlert("-3")).error().kind, ErrorKind::InvalidInput);
    QCOMPARE(rig.watch->add(priceAlert("1e40")).error().code, u"level"_s);
    QCOMPARE(rig.watch->add(moveAlert("0", 60, AlertDirection::Up)).error().code, u"percent"_s);
    QCOMPARE(rig.watch->add(moveAlert("5", 1, AlertDirection::Up)).error().code, u"window"_s);
    QCOMPARE(rig.watch->setEnabled(AlertId{5}, true).error().kind, ErrorKind::NotFound);
    QVERIFY(rig.watch->alerts().isEmpty());
}

void TestAlertWatch::theLogAndWhatIsUnseen()
{
    AlertRig rig;
    rig.price("99");
    rig.add(priceAlert("100"));
    rig.add(priceAlert("101"));
    QSignalSpy unseen(rig.watch.get(), &AlertWatch::unseenChanged);
    rig.price("105");
    QCOMPARE(rig.watch->unseen(), 2);
    QCOMPARE(unseen.count(), 1);
    rig.start();
    QCOMPARE(rig.watch->unseen(), 2);
    rig.watch->markAllSeen();
    QCOMPARE(rig.watch->unseen(), 0);
    rig.start();
    QCOMPARE(rig.watch->unseen(), 0);
    QCOMPARE(rig.watch->log().size(), 2);
    rig.watch->clearLog();
    rig.start();
    QVERIFY(rig.watch->log().isEmpty());
}

void TestAlertWatch::aFloodIsBounded()
{
    AlertRig rig;
    rig.price("99");
    Alert alert = priceAlert("100", AlertDirection::Either);
    alert.repeats = true;
    alert.restMinutes = 1;
    for (qsizetype i = 0; i < 100; ++i)
        rig.add(alert);
    for (int i = 0; i < 12; ++i)
        rig.price(i % 2 ? "99" : "101", 1min);
    QCOMPARE(rig.fired.size(), 1200);
    QCOMPARE(rig.watch->log().size(), AlertTable::mostEvents);
    QCOMPARE(rig.watch->unseen(), AlertTable::mostEvents);
    rig.start();
    QCOMPARE(rig.watch->log().size(), AlertTable::mostEvents);
    QCOMPARE(rig.watch->log().constFirst().id, 1200);
}

void TestAlertWatch::whoHearsMayChangeAlerts()
{
    AlertRig rig;
    rig.price("99");
    for (int i = 0; i < 5; ++i)
        rig.add(priceAlert("100"));
    connect(rig.watch.get(), &AlertWatch::fired, this,
            [&rig](const AlertEvent &event) { rig.watch->remove(event.alert.id); });
    rig.price("101");
    QCOMPARE(rig.fired.size(), 5);
    QVERIFY(rig.watch->alerts().isEmpty());
}

void TestAlertWatch::aStoreThatCannotBeOpened()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(u"charts.sqlite"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("this is no database, but it is somebody's");
    file.close();
    const auto database = alertDatabase(file.fileName());
    AlertTable table(*database);
    FakeClock clock;
    ScriptedGateway gateway;
    TickerBoard board(gateway, clock);
    AlertWatch watch(table, board, clock, {});
    QCOMPARE(watch.add(priceAlert("1")).error().code, u"loading"_s);
    QSignalSpy failed(&watch, &AlertWatch::failed);
    watch.load();
    QTRY_COMPARE(failed.count(), 1);
    QCOMPARE(watch.state(), LoadState::Failed);
    QVERIFY(!watch.add(priceAlert("1")));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().startsWith("this is no database"));
}

/// A failure is told once, and is over when all is kept again: what was made, changed and removed meanwhile.
void TestAlertWatch::whatCannotBeKeptIsTriedAgain()
{
    AlertRig rig;
    rig.price("99");
    const AlertId removed = rig.add(priceAlert("100"));
    const AlertId changed = rig.add(priceAlert("110"));
    const auto run = [&rig](const QString &sql) {
        waited(rig.database->run<void>([sql](QSqlDatabase &database) -> Result<void> {
            QSqlQuery query(database);
            return query.exec(sql) ? Result<void>() : fail(store::errorFrom(query.lastError()));
        }));
    };
    QSignalSpy failed(rig.watch.get(), &AlertWatch::failed);
    QSignalSpy saved(rig.watch.get(), &AlertWatch::saved);
    run(u"ALTER TABLE alert RENAME TO gone"_s);
    const AlertId made = rig.add(priceAlert("120"));
    QTRY_COMPARE(failed.count(), 1);
    QVERIFY(rig.watch->remove(removed));
    Alert other = *rig.watch->alert(changed);
    other.level = dec("111");
    QVERIFY(rig.watch->update(other));
    QTRY_COMPARE(failed.count(), 3); // the user's own changes each
    QVERIFY(saved.isEmpty());

    run(u"ALTER TABLE gone RENAME TO alert"_s);
    QVERIFY(rig.watch->setEnabled(made, false));
    QTRY_COMPARE(saved.count(), 1);
    QCOMPARE(failed.count(), 3);
    const QList<Alert> kept = waited(rig.table.load()).alerts;
    QCOMPARE(kept.size(), 2);
    QCOMPARE(kept.at(0).id, changed);
    QCOMPARE(kept.at(0).level, dec("111"));
    QCOMPARE(kept.at(1).id, made);
    QVERIFY(!kept.at(1).isEnabled);
    QVERIFY(rig.watch->setEnabled(made, true));
    waited(rig.table.load());
    QCoreApplication::processEvents();
    QCOMPARE(saved.count(), 1); // nothing had failed
}

/// A program that ends without a word loses little of what a move is measured from.
void TestAlertWatch::aNewExtremeIsKeptSoon()
{
    AlertRig rig;
    rig.price("105");
    rig.add(moveAlert("50", 60, AlertDirection::Up));
    const auto *timer = rig.watch->findChild<QTimer *>(u"keepSoon"_s);
    rig.price("105", 1min); // the same prices, at another time
    QVERIFY(timer->isActive() && timer->intervalAsDuration() == 60s);
    rig.price("100", 1min);
    QVERIFY(timer->isActive() && timer->intervalAsDuration() == 10s);
}

QTEST_GUILESS_MAIN(TestAlertWatch)
#include "tst_alerts_watch.moc"
