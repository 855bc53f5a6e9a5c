// SPDX-License-Identifier: GPL-3.0-or-later
#include "../market/indicatorscript.h"
#include "core/settings.h"
#include "support/patience.h"
#include "ui/charts/plot/candlechart.h"
#include "ui/common/format.h"
#include "ui/common/theme.h"

#include <QTest>

#include <cmath>
#include <memory>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace coffer;
using namespace coffer::ui;
using test::scriptedCandles;

namespace {

/// Time passes whenever somebody looks, so that every slice is short.
class HastyClock final : public Clock
{
public:
    qint64 localMs() const override { return 1'768'478'400'000; }
    Steady steady() const override { return m_steady += 2ms; }

private:
    mutable Steady m_steady{1h};
};

struct Bench
{
    Settings settings{QString()};
    HastyClock clock;
    Theme theme{settings};
    Format format{settings, clock};
    Context context{theme, format, settings, clock};
};

const QList<htx::Candle> &history()
{
    static const QList<htx::Candle> candles = scriptedCandles({}, 60'000);
    return candles;
}

QList<NamedIndicator> someIndicators()
{
    using market::IndicatorKind;
    QList<NamedIndicator> all;
    for (const IndicatorKind kind :
         {IndicatorKind::Ema, IndicatorKind::Bollinger, IndicatorKind::Obv, IndicatorKind::Macd})
        all.append({market::IndicatorSpec::of(kind), u"indicator"_s, {Qt::red, Qt::blue, Qt::darkCyan}});
    return all;
}

std::unique_ptr<CandleChart> chartOf(const market::CandleSeries &series, const Bench &bench)
{
    auto chart = std::make_unique<CandleChart>(series, bench.context);
    chart->setMarket(u"BTC/USDT"_s, u"USDT"_s, 2);
    chart->resize(640, 400);
    chart->setIndicators(someIndicators());
    chart->reset();
    return chart;
}

/// Where the chart has not the values of one calculation over its series.
QString difference(const CandleChart &chart)
{
    const market::CandleSeries &series = *chart.content().series;
    for (const IndicatorView &view : chart.content().indicators) {
        market::Indicator fresh(view.indicator.spec());
        fresh.update(series, 0);
        for (int output = 0; output < fresh.outputCount(); ++output) {
            for (qsizetype i = 0; i < series.size(); ++i) {
                const double is = view.indicator.valueAt(output, i), wanted = fresh.valueAt(output, i);
                if (!(is == wanted || (std::isnan(is) && std::isnan(wanted))))
                    return u"%1, output %2, candle %3"_s.arg(fresh.spec().toText()).arg(output).arg(i);
            }
        }
    }
    return {};
}

htx::Candle ticked(const market::CandleSeries &series, double factor)
{
    htx::Candle last = series.at(series.size() - 1);
    last.close *= factor;
    last.high = std::max(last.high, last.close);
    last.low = std::min(last.low, last.close);
    return last;
}

QImage painted(CandleChart &chart)
{
    return chart.grab().toImage();
}

} // namespace

/// Indicators of a long history are calculated between the events.
class TestChartSlices : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aUsualChartIsWholeAtOnce();
    void aLongHistoryComesBitByBit();
    void olderCandlesAndLivePrices();
    void oldValuesStayDrawn();
    void anotherMarketMeanwhile();
    void otherIndicatorsMeanwhile();
    void changesThatAreNotToldYet();
    void theChartGoesMeanwhile();
};

void TestChartSlices::aUsualChartIsWholeAtOnce()
{
    const Bench bench;
    market::CandleSeries series(htx::Period::Min15);
    series.merge(history().mid(50'000, 6'000));
    const auto chart = chartOf(series, bench);
    QVERIFY(!chart->isCalculating());
    series.merge(history().mid(48'000, 2'000));
    chart->updateSeries();
    QVERIFY(!chart->isCalculating());
    QCOMPARE(difference(*chart), QString());
}

void TestChartSlices::aLongHistoryComesBitByBit()
{
    const Bench bench;
    market::CandleSeries series(htx::Period::Min15);
    series.merge(history());
    const auto chart = chartOf(series, bench);
    QVERIFY(chart->isCalculating());
    const QImage before = painted(*chart);
    QTRY_VERIFY(!chart->isCalculating());
    QCOMPARE(difference(*chart), QString());
    QVERIFY(painted(*chart) != before); // nobody else has it painted again
    const QImage after = painted(*chart);
    chart->setSeries(series);
    QTRY_VERIFY(!chart->isCalculating());
    QCOMPARE(painted(*chart), after);
}

void TestChartSlices::olderCandlesAndLivePrices()
{
    const Bench bench;
    market::CandleSeries series(htx::Period::Min15);
    series.merge(history().mid(50'000, 9'000));
    const auto chart = chartOf(series, bench);
    QTRY_VERIFY(!chart->isCalculating());
    qsizetype first = 50'000, newest = 59'000;
    int slices = 0;
    for (int i = 0; i < 1'000 && (first > 0 || chart->isCalculating()); ++i) {
        if (first > 0 && i % 3 == 0) {
            first -= 10'000;
            series.merge(history().mid(first, 10'000));
            chart->updateSeries();
        }
        series.merge(i % 4 == 0 ? QList{history()[newest++]} : QList{ticked(series, i % 2 ? 1.01 : 0.99)});
        chart->updateSeries();
        slices += chart->isCalculating() ? 1 : 0;
        QCoreApplication::processEvents();
    }
    QVERIFY(slices > 5);
    QVERIFY(!chart->isCalculating());
    QCOMPARE(series.size(), newest);
    QCOMPARE(difference(*chart), QString());
}

void TestChartSlices::oldValuesStayDrawn()
{
    const Bench bench;
    market::CandleSeries series(htx::Period::Min15);
    series.merge(history().mid(55'000));
    const auto chart = chartOf(series, bench);
    QVERIFY(!chart->isCalculating());
    const QImage before = painted(*chart);
    series.merge(history().mid(0, 55'000));
    chart->updateSeries();
    QVERIFY(chart->isCalculating());
    QCOMPARE(painted(*chart), before);
    QTRY_VERIFY(!chart->isCalculating());
    const auto fresh = chartOf(series, bench);
    QTRY_VERIFY(!fresh->isCalculating());
    for (CandleChart *each : {chart.get(), fresh.get()}) {
        each->setPriceMode(PriceMode::Linear); // the axis is as wide as it has to be now
        each->showTimes(double(history()[20'000].time), double(history()[20'300].time));
    }
    QCOMPARE(painted(*chart), painted(*fresh));
}

void TestChartSlices::anotherMarketMeanwhile()
{
    const Bench bench;
    market::CandleSeries series(htx::Period::Min15), other(htx::Period::Min15);
    series.merge(history());
    test::CandleScript script;
    script.price = 3;
    script.seed = 7;
    other.merge(scriptedCandles(script, 40'000));
    const auto chart = chartOf(series, bench);
    QCoreApplication::processEvents();
    QVERIFY(chart->isCalculating());
    chart->setSeries(other);
    for (const IndicatorView &view : chart->content().indicators)
        QVERIFY(!view.indicator.range(40'000, 60'000));
    QTRY_VERIFY(!chart->isCalculating());
    QCOMPARE(difference(*chart), QString());
    chart->setSeries(series); // and back, to candles that it had begun with
    series.clear();
    chart->updateSeries();
    QTRY_VERIFY(!chart->isCalculating());
    series.merge(history().mid(100, 50'000));
    chart->updateSeries();
    QVERIFY(chart->isCalculating());
    QTRY_VERIFY(!chart->isCalculating());
    QCOMPARE(difference(*chart), QString());
}

void TestChartSlices::otherIndicatorsMeanwhile()
{
    const Bench bench;
    market::CandleSeries series(htx::Period::Min15);
    series.merge(history());
    const auto chart = chartOf(series, bench);
    QCoreApplication::processEvents();
    QVERIFY(chart->isCalculating());
    QList<NamedIndicator> others = someIndicators();
    others.removeFirst(); // the one that is being calculated
    others.append({market::IndicatorSpec::of(market::IndicatorKind::Rsi), u"R"_s, {Qt::red}});
    chart->setIndicators(others);
    QTRY_VERIFY(!chart->isCalculating());
    QCOMPARE(chart->content().indicators.size(), 4U);
    QCOMPARE(difference(*chart), QString());
    chart->setIndicators({});
    QVERIFY(!chart->isCalculating());
}

/// Nothing is calculated of candles that may be others.
void TestChartSlices::changesThatAreNotToldYet()
{
    const Bench bench;
    market::CandleSeries series(htx::Period::Min15);
    series.merge(history());
    const auto chart = chartOf(series, bench);
    QVERIFY(chart->isCalculating());
    series.clear();
    series.merge(history().mid(0, 10));
    QCoreApplication::processEvents();
    series.merge(history().mid(0, 40'000));
    chart->updateSeries();
    QTRY_VERIFY(!chart->isCalculating());
    QCOMPARE(difference(*chart), QString());
}

void TestChartSlices::theChartGoesMeanwhile()
{
    const Bench bench;
    auto series = std::make_unique<market::CandleSeries>(htx::Period::Min15);
    series->merge(history());
    auto chart = chartOf(*series, bench);
    QCoreApplication::processEvents();
    QVERIFY(chart->isCalculating());
    chart.reset();
    series.reset();
    QCoreApplication::processEvents();
}

QTEST_MAIN(TestChartSlices)
#include "tst_chartplot_slices.moc"
