// SPDX-License-Identifier: GPL-3.0-or-later
#include "indicatorcheck.h"
#include "indicatorscript.h"

#include <QTest>

#include <limits>

using namespace coffer;
using namespace coffer::market;
using test::CandleScript;
using test::difference;
using test::scriptedCandles;

namespace {

const QStringList someSpecs{QStringLiteral("sma 20"),
                            QStringLiteral("sma 1"),
                            QStringLiteral("ema 20"),
                            QStringLiteral("wma 7"),
                            QStringLiteral("bollinger 20 2"),
                            QStringLiteral("vwap 0"),
                            QStringLiteral("vwap 5"),
                            QStringLiteral("ichimoku"),
                            QStringLiteral("sar"),
                            QStringLiteral("rsi 14"),
                            QStringLiteral("macd"),
                            QStringLiteral("stochastic"),
                            QStringLiteral("stochastic 5 2 7"),
                            QStringLiteral("atr 14"),
                            QStringLiteral("obv"),
                            QStringLiteral("adx 14")};

QList<Indicator *> makeAll(std::vector<Indicator> &indicators)
{
    indicators.clear();
    QList<Indicator *> result;
    for (const QString &text : someSpecs)
        indicators.emplace_back(IndicatorSpec::fromText(text).value());
    for (Indicator &indicator : indicators)
        result += &indicator;
    return result;
}

} // namespace

/// A chart that changes under the indicators.
class LiveIndicatorTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void equalsACalculationFromScratch_data();
    void equalsACalculationFromScratch();
    void standsFewCandles_data();
    void standsFewCandles();
    void standsEqualPrices();
    void standsAbsurdPrices();
    void takesExactMemory();
    void shiftsInTime();
    void keepsValuesWhenOnlyColoursChange();
    void findsTheRangeThatIsSeen();
};

void LiveIndicatorTest::equalsACalculationFromScratch_data()
{
    QTest::addColumn<unsigned>("seed");
    for (unsigned seed = 1; seed <= 5; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

void LiveIndicatorTest::equalsACalculationFromScratch()
{
    QFETCH(unsigned, seed);
    CandleScript script;
    script.seed = seed;
    const QList<htx::Candle> all = scriptedCandles(script, 1500);
    std::mt19937 generator(seed);
    const auto random = [&generator](qsizetype below) { return static_cast<qsizetype>(generator()) % below; };
    std::vector<Indicator> live, fresh;
    const QList<Indicator *> indicators = makeAll(live);

    qsizetype first = 700, last = 700; // what the series holds of all
    CandleSeries series;
    for (int round = 0; round < 300; ++round) {
        const qsizetype action = random(20);
        const quint64 before = series.revision();
        if (last == first || action < 4) {
            const qsizetype more = std::min(action == 0 ? random(60) : 1, all.size() - last);
            series.merge(all.mid(last, more));
            last += more;
        } else if (action == 4) {
            const qsizetype older = std::min(random(50), first);
            series.merge(all.mid(first - older, older));
            first -= older;
        } else if (action == 5) { // one further back is corrected
            htx::Candle other = series.at(random(series.size()));
            other.close = other.low;
            series.merge({other});
        } else { // the live one moves
            htx::Candle tick = series.at(series.size() - 1);
            tick.close *= 1 + 0.001 * static_cast<double>(random(7)) - 0.003;
            tick.high = std::max(tick.high, tick.close);
            tick.low = std::min(tick.low, tick.close);
            tick.amount += static_cast<double>(random(10));
            series.merge({tick});
        }
        for (Indicator *indicator : indicators)
            indicator->update(series, series.firstChangedSince(before));
        if (round % 10 != 0 && round < 290)
            continue;
        for (const Indicator *indicator : makeAll(fresh)) {
            const auto index = static_cast<std::size_t>(indicator - fresh.data());
            fresh[index].update(series, 0);
            const QString wrong = difference(live[index], fresh[index]);
            QVERIFY2(wrong.isEmpty(), qPrintable(QStringLiteral("round %1, %2").arg(round).arg(wrong)));
        }
    }
    // All gone, and back.
    series.clear();
    for (Indicator *indicator : indicators) {
        indicator->update(series, 0);
        QVERIFY(indicator->values(0).empty());
    }
    series.merge(all.mid(0, 100));
    makeAll(fresh);
    for (std::size_t i = 0; i < live.size(); ++i) {
        live[i].update(series, 0);
        fresh[i].update(series, 0);
        QCOMPARE(difference(live[i], fresh[i]), QString());
    }
}

void LiveIndicatorTest::standsFewCandles_data()
{
    QTest::addColumn<int>("count");
    for (const int count : {0, 1, 2, 3})
        QTest::addRow("%d", count) << count;
}

void LiveIndicatorTest::standsFewCandles()
{
    QFETCH(int, count);
    CandleSeries series;
    series.merge(scriptedCandles({}, count));
    for (int kind = 0; kind < indicatorKindCount; ++kind) {
        Indicator indicator(IndicatorSpec::of(static_cast<IndicatorKind>(kind)));
        QVERIFY(indicator.values(0).empty());
        for (const qsizetype first : {qsizetype(0), qsizetype(-5), qsizetype(99)}) {
            indicator.update(series, first);
            for (int output = 0; output < indicator.outputCount(); ++output)
                QCOMPARE(indicator.values(output).size(), static_cast<std::size_t>(count));
        }
    }
    // Longer than there are candles: nothing is defined.
    Indicator average(IndicatorSpec{IndicatorKind::Sma, {1000}, {}, true});
    average.update(series, 0);
    QVERIFY(!average.range(-1000, 1000));
}

void LiveIndicatorTest::standsEqualPrices()
{
    QList<htx::Candle> candles;
    for (int i = 0; i < 300; ++i)
        candles += htx::Candle{1'600'000'000 + i * 60, 0.3, 0.3, 0.3, 0.3, 2, 0.6, 1};
    CandleSeries series;
    series.merge(candles);
    const auto last = [&series](const char *text, int output = 0) {
        Indicator indicator(IndicatorSpec::fromText(QString::fromLatin1(text)).value());
        indicator.update(series, 0);
        return indicator.values(output).back();
    };
    for (const char *text : {"sma 20", "ema 20", "wma 20", "vwap 20", "bollinger 20 2", "sar", "ichimoku"})
        QVERIFY2(std::abs(last(text) - 0.3) < 1e-15, text);
    QCOMPARE(last("bollinger 20 2", 1), last("bollinger 20 2", 2)); // no width at all
    QCOMPARE(last("rsi"), 50.0);
    QCOMPARE(last("stochastic"), 50.0);
    QCOMPARE(last("atr"), 0.0);
    QCOMPARE(last("obv"), 0.0);
    QVERIFY(std::abs(last("macd")) < 1e-15);
    for (int output = 0; output < 3; ++output)
        QCOMPARE(last("adx", output), 0.0);
}

void LiveIndicatorTest::standsAbsurdPrices()
{
    const double least = std::numeric_limits<double>::denorm_min(), most = std::numeric_limits<double>::max();
    QList<htx::Candle> candles;
    for (int i = 0; i < 200; ++i) {
        const double price = i % 3 == 0 ? least : i % 3 == 1 ? most : 1;
        candles +=
            htx::Candle{1'600'000'000 + i * 60, price, price, least, price, i % 5 == 0 ? most : 0, 0, 1};
    }
    CandleSeries series;
    series.merge(candles);
    for (int kind = 0; kind < indicatorKindCount; ++kind) {
        Indicator indicator(IndicatorSpec::of(static_cast<IndicatorKind>(kind)));
        indicator.update(series, 0);
        for (int output = 0; output < indicator.outputCount(); ++output) {
            for (const double value : indicator.values(output))
                QVERIFY(!std::isinf(value));
        }
    }
}

void LiveIndicatorTest::takesExactMemory()
{
    CandleSeries series;
    const QList<htx::Candle> all = scriptedCandles({}, 20'000);
    Indicator average(IndicatorSpec::of(IndicatorKind::Sma));
    series.merge(all.mid(5000, 10'000));
    average.update(series, 0);
    QCOMPARE(average.values(0).capacity(), 10'000u);
    series.merge(all.mid(0, 5000));
    average.update(series, 0);
    QCOMPARE(average.values(0).capacity(), 15'000u);
    for (qsizetype i = 15'000; i < all.size(); ++i) {
        series.merge({all[i]});
        average.update(series, i);
    }
    QVERIFY(average.values(0).capacity() < 20'500);
    series.clear();
    series.merge(all.mid(0, 100));
    average.update(series, 0);
    QCOMPARE(average.values(0).capacity(), 100u);
}

void LiveIndicatorTest::shiftsInTime()
{
    CandleSeries series;
    series.merge(scriptedCandles({}, 200));
    Indicator cloud(IndicatorSpec::of(IndicatorKind::Ichimoku));
    cloud.update(series, 0);
    QCOMPARE((QList<int>{cloud.shift(0), cloud.shift(1), cloud.shift(2), cloud.shift(3), cloud.shift(4)}),
             (QList<int>{0, 0, 26, 26, -26}));
    QCOMPARE(cloud.valueAt(2, 225), cloud.values(2).back());
    QVERIFY(std::isnan(cloud.valueAt(2, 226)));
    QCOMPARE(cloud.valueAt(4, 0), series.closes()[26]);
    QVERIFY(std::isnan(cloud.valueAt(4, 174)));
    QVERIFY(std::isnan(cloud.valueAt(0, -1)));
    QVERIFY(std::isnan(cloud.valueAt(0, 200)));
}

void LiveIndicatorTest::keepsValuesWhenOnlyColoursChange()
{
    CandleSeries series;
    series.merge(scriptedCandles({}, 50));
    IndicatorSpec spec = IndicatorSpec::of(IndicatorKind::Sma);
    Indicator average(spec);
    average.update(series, 0);
    spec.colours = {QStringLiteral("3")};
    spec.visible = false;
    average.setSpec(spec);
    QCOMPARE(average.values(0).size(), 50u);
    QCOMPARE(average.spec(), spec);
    spec.parameters = {10};
    average.setSpec(spec);
    QVERIFY(average.values(0).empty());
    average.update(series, 50);
    QVERIFY(!std::isnan(average.values(0)[9]));
}

void LiveIndicatorTest::findsTheRangeThatIsSeen()
{
    CandleSeries series;
    series.merge(scriptedCandles({}, 200));
    Indicator cloud(IndicatorSpec::of(IndicatorKind::Ichimoku));
    cloud.update(series, 0);
    double low = std::numeric_limits<double>::infinity(), high = -low;
    for (int output = 0; output < 5; ++output) {
        for (qsizetype i = 120; i < 230; ++i) {
            const double value = cloud.valueAt(output, i);
            low = std::isnan(value) ? low : std::min(low, value);
            high = std::isnan(value) ? high : std::max(high, value);
        }
    }
    const std::optional<IndicatorRange> range = cloud.range(120, 230);
    QVERIFY(range.has_value());
    QCOMPARE(range->low, low);
    QCOMPARE(range->high, high);
    QVERIFY(cloud.range(200, 220).has_value()); // the cloud alone
    QVERIFY(!cloud.range(226, 300));
    QVERIFY(!cloud.range(50, 50));
    QVERIFY(!cloud.range(60, 50));
}

QTEST_GUILESS_MAIN(LiveIndicatorTest)
#include "tst_indicators_live.moc"
