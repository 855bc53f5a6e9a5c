// SPDX-License-Identifier: GPL-3.0-or-later
#include "market/alerts/alert.h"
#include "market/alerts/indicatorline.h"
#include "market/alerts/movewindow.h"
#include "scriptedgateway.h"

#include <QTest>

#include <cmath>
#include <deque>
#include <random>

using namespace Qt::StringLiterals;
using namespace coffer;
using namespace coffer::market;
using coffer::test::dec;

namespace {

constexpr qint64 now = 1'768'478'400'000;
constexpr qint64 minute = 60'000;

Alert good()
{
    Alert alert;
    alert.symbol = Symbol{u"btcusdt"_s};
    alert.level = Decimal(100);
    return alert;
}

htx::Candle candle(qint64 time, double close)
{
    return {time, close, close, close, close, 1, 1, 1};
}

} // namespace

class TestAlertRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void crossings_data();
    void crossings();
    void sidesOfStrangeNumbers();
    void anExactTouchIsFoundAtEighteenDecimals();
    void directions();
    void windowAgainstAllPrices();
    void windowForgets();
    void windowStaysSmall();
    void windowWithAClockThatIsSet();
    void windowStartsOver();
    void windowGoesOnFromAnother();
    void problems_data();
    void problems();
    void states();
    void conditions();
    void lineOfClosedCandles();
    void lineWithoutCandles();
};

void TestAlertRules::crossings_data()
{
    QTest::addColumn<AlertSide>("before");
    QTest::addColumn<AlertSide>("after");
    QTest::addColumn<std::optional<AlertDirection>>("happened");
    using enum AlertSide;
    const std::optional<AlertDirection> up = AlertDirection::Up, down = AlertDirection::Down, none;
    QTest::newRow("through upwards") << Below << Above << up;
    QTest::newRow("touch from below") << Below << At << up;
    QTest::newRow("through downwards") << Above << Below << down;
    QTest::newRow("touch from above") << Above << At << down;
    QTest::newRow("stays below") << Below << Below << none;
    QTest::newRow("stays at") << At << At << none;
    QTest::newRow("stays above") << Above << Above << none;
    QTest::newRow("leaves upwards") << At << Above << none;
    QTest::newRow("leaves downwards") << At << Below << none;
    QTest::newRow("first seen below") << Unknown << Below << none;
    QTest::newRow("first seen at") << Unknown << At << none;
    QTest::newRow("first seen above") << Unknown << Above << none;
    QTest::newRow("no value") << Below << Unknown << none;
}

void TestAlertRules::crossings()
{
    QFETCH(AlertSide, before);
    QFETCH(AlertSide, after);
    QFETCH(std::optional<AlertDirection>, happened);
    QCOMPARE(crossed(before, after), happened);
}

void TestAlertRules::sidesOfStrangeNumbers()
{
    QCOMPARE(sideOf(std::nan(""), 1.0), AlertSide::Unknown);
    QCOMPARE(sideOf(INFINITY, 1.0), AlertSide::Unknown);
    QCOMPARE(sideOf(1.0, -INFINITY), AlertSide::Unknown);
    QCOMPARE(sideOf(-1.0, 0.0), AlertSide::Below);
    QCOMPARE(sideOf(0.0, 0.0), AlertSide::At);
    QCOMPARE(sideOf(Decimal(1), dec("1e-18")), AlertSide::Above);
}

void TestAlertRules::anExactTouchIsFoundAtEighteenDecimals()
{
    QCOMPARE(sideOf(dec("0.000000000000000001"), dec("1e-18")), AlertSide::At);
    QCOMPARE(sideOf(dec("12345678901.123456789012345678"), dec("12345678901.123456789012345677")),
             AlertSide::Above);
}

void TestAlertRules::directions()
{
    using enum AlertDirection;
    QVERIFY(isFor(Either, Up) && isFor(Either, Down));
    QVERIFY(isFor(Up, Up) && isFor(Down, Down));
    QVERIFY(!isFor(Up, Down) && !isFor(Down, Up));
}

/// Beside a list of every price: the window sees at least what is younger than its length, and at most what
/// is younger than its length and one slot.
void TestAlertRules::windowAgainstAllPrices()
{
    std::mt19937 random(7);
    const qint64 length = 60 * minute;
    const qint64 slot = length / 120;
    MoveWindow window(length);
    std::deque<std::pair<qint64, Decimal>> all;
    qint64 time = now;
    int price = 10'000;
    for (int step = 0; step < 5000; ++step) {
        time += 100 + static_cast<qint64>(random() % 20'000);
        price = std::max(1, price + static_cast<int>(random() % 201) - 100);
        window.add(time, Decimal(price));
        all.emplace_back(time, Decimal(price));
        const auto lowest = [&](qint64 age) {
            Decimal low = Decimal(price);
            for (auto each = all.rbegin(); each != all.rend() && each->first > time - age; ++each)
                low = std::min(low, each->second);
            return low;
        };
        const Decimal rise = window.rise().value();
        const Decimal newest(price);
        QVERIFY(rise >= (newest - lowest(length)) / lowest(length));
        QVERIFY(rise <= (newest - lowest(length + 2 * slot)) / lowest(length + 2 * slot));
        while (all.front().first < time - 2 * length)
            all.pop_front();
    }
}

void TestAlertRules::windowForgets()
{
    MoveWindow window(5 * minute);
    QVERIFY(!window.rise() && !window.fall());
    window.add(now, Decimal(100));
    QCOMPARE(window.rise().value(), Decimal());
    window.add(now + minute, Decimal(110));
    QCOMPARE(window.rise().value(), dec("0.1"));
    QCOMPARE(window.fall().value(), Decimal());
    window.add(now + 2 * minute, Decimal(99));
    QCOMPARE(window.fall().value(), dec("0.1"));
    window.add(now + 8 * minute, Decimal(110)); // slept meanwhile: all others are too old
    QCOMPARE(window.rise().value(), Decimal());
    window.add(now + 9 * minute, Decimal(-5)); // no price
    window.add(now + 9 * minute, Decimal());
    QCOMPARE(window.fall().value(), Decimal());
}

void TestAlertRules::windowStaysSmall()
{
    MoveWindow window(24 * 60 * minute);
    for (int second = 0; second < 200'000; ++second)
        window.add(now + second * 1000LL, Decimal(100 + second % 7));
    QVERIFY(window.slotCount() <= 122);
    MoveWindow tiny(0);
    tiny.add(now, Decimal(1));
    tiny.add(now + 5, Decimal(2));
    QVERIFY(tiny.slotCount() <= 2);
}

void TestAlertRules::windowWithAClockThatIsSet()
{
    MoveWindow window(60 * minute);
    window.add(now, Decimal(100));
    window.add(now - 2000, Decimal(105)); // the offset was measured again
    QCOMPARE(window.rise().value(), dec("0.05"));
    window.add(now - 60 * minute, Decimal(210)); // set back by an hour: what was before says nothing
    QCOMPARE(window.rise().value(), Decimal());
    window.add(now - 59 * minute, Decimal(231));
    QCOMPARE(window.rise().value(), dec("0.1"));
}

void TestAlertRules::windowStartsOver()
{
    MoveWindow window(60 * minute);
    window.startOver();
    window.add(now, Decimal(100));
    window.add(now + minute, Decimal(110));
    window.startOver();
    QCOMPARE(window.rise().value(), Decimal());
    window.add(now + 2 * minute, Decimal(121));
    QCOMPARE(window.rise().value(), dec("0.1"));
}

void TestAlertRules::windowGoesOnFromAnother()
{
    MoveWindow window(60 * minute);
    QVERIFY(!window.reference());
    const qint64 begin = 1'000'000 * minute;
    const auto earlier = [&](const char *low, int lowAt, const char *high, int highAt) {
        return MoveReference{dec(low), dec(high), begin + lowAt * minute, begin + highAt * minute};
    };
    window.add(begin, dec("100"));
    window.add(begin + 5 * minute, dec("90"));
    window.add(begin + 10 * minute, dec("110"));
    window.add(begin + 15 * minute, dec("90")); // the newest counts longest
    window.add(begin + 20 * minute, dec("100"));
    QCOMPARE(window.reference().value(), earlier("90", 15, "110", 10));

    MoveWindow next(60 * minute, *window.reference());
    QCOMPARE(next.reference(), window.reference());
    next.add(begin + 40 * minute, dec("99"));
    QCOMPARE(next.rise().value(), dec("0.1"));
    QCOMPARE(next.fall().value(), dec("0.1"));
    next.add(begin + 72 * minute, dec("99")); // the highest is too old now
    QCOMPARE(next.rise().value(), dec("0.1"));
    QCOMPARE(next.fall().value(), Decimal());
    next.add(begin + 78 * minute, dec("99"));
    QCOMPARE(next.rise().value(), Decimal());

    MoveWindow late(60 * minute, earlier("90", 10, "110", 15));
    late.add(begin + 300 * minute, dec("200"));
    QCOMPARE(late.rise().value(), Decimal());
    MoveWindow setBack(60 * minute, earlier("90", 10, "110", 15)); // the clock was
    setBack.add(begin - 300 * minute, dec("200"));
    QCOMPARE(setBack.rise().value(), Decimal());
}

void TestAlertRules::problems_data()
{
    QTest::addColumn<Alert>("alert");
    QTest::addColumn<std::optional<AlertProblem>>("problem");
    using P = std::optional<AlertProblem>;
    const auto row = [](const char *name, P problem, auto change) {
        Alert alert = good();
        change(alert);
        QTest::newRow(name) << alert << problem;
    };
    row("good", P{}, [](Alert &) {});
    row("no market", AlertProblem::Market, [](Alert &a) { a.symbol = {}; });
    row("64 characters", P{}, [](Alert &a) { a.symbol.value = QString(64, u'x'); });
    row("65 characters", AlertProblem::Market, [](Alert &a) { a.symbol.value = QString(65, u'x'); });
    row("price 0", AlertProblem::Level, [](Alert &a) { a.level = {}; });
    row("price below 0", AlertProblem::Level, [](Alert &a) { a.level = Decimal(-1); });
    row("price 1e-18", P{}, [](Alert &a) { a.level = dec("1e-18"); });
    row("price 1e30", AlertProblem::Level, [](Alert &a) { a.level = dec("1e30"); });
    row("percent", P{}, [](Alert &a) { a.kind = AlertKind::PercentMove; });
    row("percent 0", AlertProblem::Percent, [](Alert &a) {
        a.kind = AlertKind::PercentMove;
        a.level = {};
    });
    row("percent -5", AlertProblem::Percent, [](Alert &a) {
        a.kind = AlertKind::PercentMove;
        a.level = Decimal(-5);
    });
    row("fall by 100 %", AlertProblem::Percent, [](Alert &a) {
        a.kind = AlertKind::PercentMove;
        a.direction = AlertDirection::Down;
    });
    row("percent 1001", AlertProblem::Percent, [](Alert &a) {
        a.kind = AlertKind::PercentMove;
        a.level = Decimal(1001);
    });
    row("window 4", AlertProblem::Window, [](Alert &a) {
        a.kind = AlertKind::PercentMove;
        a.windowMinutes = 4;
    });
    row("window of two days", AlertProblem::Window, [](Alert &a) {
        a.kind = AlertKind::PercentMove;
        a.windowMinutes = 2880;
    });
    row("MACD below 0", P{}, [](Alert &a) {
        a.kind = AlertKind::IndicatorLevel;
        a.indicator = IndicatorSpec::of(IndicatorKind::Macd);
        a.output = 2;
        a.level = dec("-0.00001");
    });
    row("no such line", AlertProblem::Output, [](Alert &a) {
        a.kind = AlertKind::IndicatorLevel;
        a.indicator = IndicatorSpec::of(IndicatorKind::Rsi);
        a.output = 1;
    });
    row("no rest", AlertProblem::Rest, [](Alert &a) {
        a.repeats = true;
        a.restMinutes = 0;
    });
    row("long note", AlertProblem::Note, [](Alert &a) { a.note = QString(201, u'n'); });
    row("ends now", AlertProblem::Expiry, [](Alert &a) { a.expiresAt = now; });
    row("ends later", P{}, [](Alert &a) { a.expiresAt = now + 1; });
}

void TestAlertRules::problems()
{
    QFETCH(Alert, alert);
    QFETCH(std::optional<AlertProblem>, problem);
    QCOMPARE(problemOf(alert, now), problem);
}

void TestAlertRules::states()
{
    Alert alert = good();
    QCOMPARE(stateOf(alert, now), AlertState::Watching);
    alert.repeats = true;
    alert.restMinutes = 15;
    alert.firedAt = now;
    QCOMPARE(stateOf(alert, now), AlertState::Resting);
    QCOMPARE(stateOf(alert, now + 15 * minute - 1), AlertState::Resting);
    QCOMPARE(stateOf(alert, now + 15 * minute), AlertState::Watching);
    QCOMPARE(stateOf(alert, now - minute), AlertState::Watching); // the clock was set back
    alert.expiresAt = now + minute;
    QCOMPARE(stateOf(alert, now + minute), AlertState::Expired);
    alert.isEnabled = false;
    QCOMPARE(stateOf(alert, now + minute), AlertState::Off);
    alert.repeats = false;
    QCOMPARE(stateOf(alert, now), AlertState::Done);
}

void TestAlertRules::conditions()
{
    const Alert alert = good();
    Alert other = alert;
    other.note = u"other"_s;
    other.repeats = true;
    other.windowMinutes = 5; // which a price does not have
    QVERIFY(haveSameCondition(alert, other));
    other.level = dec("100.00");
    QVERIFY(haveSameCondition(alert, other));
    other.level = dec("100.01");
    QVERIFY(!haveSameCondition(alert, other));
    Alert level = alert;
    level.kind = AlertKind::IndicatorLevel;
    level.indicator = IndicatorSpec::of(IndicatorKind::Rsi);
    other = level;
    other.indicator.colours = {u"#ff0000"_s};
    QVERIFY(haveSameCondition(level, other));
    other.indicator.parameters = {7};
    QVERIFY(!haveSameCondition(level, other));
}

void TestAlertRules::lineOfClosedCandles()
{
    CandleSeries series(htx::Period::Min5);
    const qint64 start = now / 1000 - now / 1000 % 300;
    series.merge({candle(start - 600, 10), candle(start - 300, 20), candle(start, 60)});
    IndicatorSpec spec = IndicatorSpec::of(IndicatorKind::Sma);
    spec.parameters = {2};
    IndicatorLine line(spec, 0);
    line.update(series, 0);
    const auto during = line.closed(series, (start + 299) * 1000);
    QVERIFY(during);
    QCOMPARE(during->time, start - 300);
    QCOMPARE(during->value, 15.0);
    QCOMPARE(line.newest(series)->value, 40.0);
    // Over, though nobody has traded since.
    QCOMPARE(line.closed(series, (start + 310) * 1000)->time, start);
    QCOMPARE(line.closed(series, (start + 310) * 1000)->value, 40.0);
}

void TestAlertRules::lineWithoutCandles()
{
    CandleSeries series(htx::Period::Month1);
    IndicatorLine line(IndicatorSpec::of(IndicatorKind::Rsi), 0);
    QVERIFY(!line.newest(series));
    line.update(series, 0);
    QVERIFY(!line.newest(series) && !line.closed(series, now));
    series.merge({candle(now / 1000, 5)});
    line.update(series, 0);
    QVERIFY(!line.newest(series)); // not defined yet
    IndicatorLine none(IndicatorSpec::of(IndicatorKind::Rsi), 7);
    none.update(series, 0);
    QVERIFY(!none.newest(series));
}

QTEST_GUILESS_MAIN(TestAlertRules)
#include "tst_alerts_rules.moc"
