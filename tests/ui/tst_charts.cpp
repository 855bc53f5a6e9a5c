// SPDX-License-Identifier: GPL-3.0-or-later
#include "htx/endpoints/market.h"
#include "market/candleservice.h"
#include "market/tickerboard.h"
#include "market/watchlist.h"
#include "support/fakeclock.h"
#include "ui/charts/axisticks.h"
#include "ui/charts/candlebuckets.h"
#include "ui/charts/candlechart.h"
#include "ui/charts/chartscale.h"
#include "ui/charts/chartspage.h"
#include "ui/charts/marketbrowser.h"
#include "ui/charts/marketmodel.h"
#include "ui/common/format.h"
#include "ui/common/label.h"
#include "ui/common/tableview.h"
#include "ui/common/theme.h"

#include <QAbstractItemModelTester>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include <cmath>
#include <limits>

using namespace coffer;
using namespace coffer::ui;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 start = 1'700'002'800; // a full hour
constexpr qint64 hour = 3600;

/// Answers at once from bodies by path; what is not there fails.
class ScriptedGateway final : public htx::Gateway
{
public:
    QHash<QByteArray, QByteArray> bodies;
    QByteArrayList asked;

protected:
    Future<htx::Reply> execute(const htx::Request &request) override
    {
        asked << request.path;
        if (!bodies.contains(request.path))
            return readyFuture<htx::Reply>(fail(ErrorKind::Offline));
        htx::Reply reply;
        reply.httpStatus = 200;
        reply.body = bodies.value(request.path);
        return readyFuture<htx::Reply>(std::move(reply));
    }
};

QByteArray symbolRow(const QByteArray &base, const QByteArray &quote, int decimals,
                     const QByteArray &state = "online")
{
    return R"({"base-currency":")" + base + R"(","quote-currency":")" + quote + R"(","price-precision":)" +
           QByteArray::number(decimals) + R"(,"amount-precision":4,"symbol":")" + base + quote +
           R"(","state":")" + state + R"(","value-precision":8,"api-trading":"enabled"})";
}

QByteArray tickerRow(const QByteArray &symbol, const QByteArray &open, const QByteArray &close,
                     const QByteArray &volume)
{
    return R"({"symbol":")" + symbol + R"(","open":)" + open + R"(,"high":)" + close + R"(,"low":)" + open +
           R"(,"close":)" + close + R"(,"amount":1,"vol":)" + volume +
           R"(,"count":1,"bid":1,"bidSize":1,"ask":2,"askSize":1})";
}

QByteArray list(const QByteArrayList &rows)
{
    return R"({"status":"ok","ts":1768478400000,"data":[)" + rows.join(',') + "]}";
}

QByteArray candleRows(int count, qint64 first = start)
{
    QByteArrayList rows;
    for (int i = count - 1; i >= 0; --i) { // the exchange sends the newest first
        const QByteArray time = QByteArray::number(first + i * hour);
        rows << R"({"id":)" + time + R"(,"open":100,"close":)" + QByteArray::number(101 + i % 3) +
                    R"(,"low":99,"high":104,"amount":2,"vol":200,"count":3})";
    }
    return list(rows);
}

struct Bench
{
    Settings settings{QString()};
    test::FakeClock clock;
    Theme theme{settings};
    Format format{settings, clock};
    Context context{theme, format, settings, clock};
    ScriptedGateway gateway;
    market::TickerBoard board{gateway, clock};
    market::CandleService candles{gateway};
    market::Watchlist watchlist{settings};

    void serveMarkets()
    {
        gateway.bodies["/v1/common/symbols"] =
            list({symbolRow("btc", "usdt", 2), symbolRow("eth", "usdt", 2), symbolRow("eth", "btc", 6),
                  symbolRow("old", "usdt", 4, "offline")});
        setTickers("101");
        gateway.bodies["/market/history/kline"] = candleRows(300);
    }
    void setTickers(const QByteArray &ethPrice)
    {
        gateway.bodies["/market/tickers"] =
            list({tickerRow("btcusdt", "100", "110", "5000"), tickerRow("ethusdt", "100", ethPrice, "9000"),
                  tickerRow("ethbtc", "0.03", "0.031", "50")});
    }
};

market::CandleSeries series(int count, double low = 99, double high = 104)
{
    market::CandleSeries result(htx::Period::Hour1);
    QList<htx::Candle> candles;
    for (int i = 0; i < count; ++i) {
        const double open = i % 2 == 0 ? low : high;
        candles.append({start + i * hour, open, high, low, low + high - open, 1, double(10 + i % 7), 1});
    }
    result.merge(candles);
    return result;
}

ChartScale hourScale(double candles = 500, double width = 800)
{
    ChartScale scale;
    scale.setPlot(QRectF(0, 20, width, 400), QRectF(0, 430, width, 80));
    scale.setExtent(start, double(start) + candles * hour, hour);
    scale.showLatest();
    scale.fitPrices(90, 110, 0.01);
    return scale;
}

QImage painted(CandleChart &chart, const QSize &size = {640, 400})
{
    chart.resize(size);
    return chart.grab().toImage().convertToFormat(QImage::Format_RGB32);
}

/// Pixels in the colours of candles.
int candlePixels(const QImage &image, const Colors &colors)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const QRgb pixel = image.pixel(x, y);
            count += pixel == colors.gain.rgb() || pixel == colors.loss.rgb();
        }
    }
    return count;
}

void sendWheel(QWidget *target, const QPointF &at, int angle)
{
    QWheelEvent event(at, target->mapToGlobal(at), {}, {0, angle}, Qt::NoButton, Qt::NoModifier,
                      Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(target, &event);
}

} // namespace

class TestCharts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void scaleMapsBothWays();
    void zoomKeepsTheTimeUnderTheCursor_data();
    void zoomKeepsTheTimeUnderTheCursor();
    void panStopsAtTheData();
    void resizeKeepsTheRightEdge();
    void pricesFitWhateverTheyAre_data();
    void pricesFitWhateverTheyAre();
    void priceTicksAreRound_data();
    void priceTicksAreRound();
    void timeTicksAreRoundLocalTimes();
    void timeTicksKeepToTheZonesDays();
    void bucketsKeepExtremes();
    void bucketsDoNotChangeWhilePanning();

    void paintsWhateverComes_data();
    void paintsWhateverComes();
    void paintsNothingButTheMessageWithoutCandles();
    void wheelKeepsTheCandleUnderThePointer();
    void viewFollowsTheNewestCandle();
    void keysMoveTheView();

    void modelChangesByDifference();
    void browserFilters();
    void arrowKeysChooseAtOnce();
    void pageChartsWhatIsChosen();
    void pageKeepsCandlesWhenTheExchangeIsGone();
    void pageRemembersTheMarket();
};

void TestCharts::scaleMapsBothWays()
{
    const ChartScale scale = hourScale();
    for (const double x : {0.0, 1.5, 400.0, 800.0})
        QVERIFY(std::abs(scale.xOf(scale.timeAt(x)) - x) < 1e-6);
    for (const double y : {20.0, 21.5, 420.0})
        QVERIFY(std::abs(scale.yOf(scale.priceAt(y)) - y) < 1e-6);
    QVERIFY(scale.xOf(start + hour) > scale.xOf(start));
    QVERIFY(scale.yOf(100) < scale.yOf(99)); // dearer is higher
    QVERIFY(scale.yOf(90) <= 420 && scale.yOf(110) >= 20);
}

void TestCharts::zoomKeepsTheTimeUnderTheCursor_data()
{
    QTest::addColumn<double>("x");
    QTest::addColumn<double>("factor");
    for (const double x : {0.0, 133.0, 400.0, 700.0}) {
        for (const double factor : {1.01, 1.3, 4.0, 0.99, 0.7})
            QTest::addRow("%g at %g", factor, x) << x << factor;
    }
}

void TestCharts::zoomKeepsTheTimeUnderTheCursor()
{
    QFETCH(double, x);
    QFETCH(double, factor);
    ChartScale scale = hourScale();
    const double time = scale.timeAt(x);
    const double before = scale.secondsPerPixel();
    scale.zoom(x, factor);
    QVERIFY(std::abs(scale.timeAt(x) - time) < 1e-3);
    QVERIFY(std::abs(scale.secondsPerPixel() * factor / before - 1) < 1e-9);
    for (int i = 0; i < 100; ++i)
        scale.zoom(x, factor); // to the end
    QVERIFY(std::isfinite(scale.from()) && scale.to() > scale.from());
    QVERIFY(scale.to() - scale.from() >= 8 * hour - 1);
}

void TestCharts::panStopsAtTheData()
{
    ChartScale scale = hourScale(500);
    scale.pan(1e9);
    QVERIFY(scale.to() > start);
    QVERIFY(scale.from() < start);
    scale.pan(-1e9);
    QVERIFY(scale.from() < start + 500 * hour);
    scale.pan(std::numeric_limits<double>::max());
    QVERIFY(std::isfinite(scale.from()));
}

void TestCharts::resizeKeepsTheRightEdge()
{
    ChartScale scale = hourScale();
    const double to = scale.to();
    const double candle = scale.candleWidth();
    scale.setPlot(QRectF(0, 20, 500, 400), QRectF(0, 430, 500, 80));
    scale.resizeWidth(800);
    QVERIFY(std::abs(scale.to() - to) < 1e-3);
    QVERIFY(std::abs(scale.candleWidth() - candle) < 1e-6);
}

void TestCharts::pricesFitWhateverTheyAre_data()
{
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");
    QTest::addColumn<double>("step");
    QTest::newRow("usual") << 87000.0 << 88000.0 << 0.01;
    QTest::newRow("equal") << 1.0 << 1.0 << 0.0001;
    QTest::newRow("equal, step unknown") << 1.0 << 1.0 << 0.0;
    QTest::newRow("zero") << 0.0 << 0.0 << 0.0;
    QTest::newRow("tiny") << 1e-12 << 1.1e-12 << 1e-12;
    QTest::newRow("huge") << 1e15 << 3e15 << 0.01;
    QTest::newRow("wide") << 1e-8 << 1e8 << 1e-8;
}

void TestCharts::pricesFitWhateverTheyAre()
{
    QFETCH(double, low);
    QFETCH(double, high);
    QFETCH(double, step);
    ChartScale scale = hourScale();
    scale.fitPrices(low, high, step);
    QVERIFY(scale.high() > scale.low());
    QVERIFY(scale.low() >= 0);
    QVERIFY(scale.yOf(low) <= scale.prices().bottom() + 1e-6);
    QVERIFY(scale.yOf(high) >= scale.prices().top() - 1e-6);
    const QList<double> ticks = priceTicks(scale.low(), scale.high(), 6, step);
    QVERIFY(!ticks.isEmpty() && ticks.size() <= 7);
}

void TestCharts::priceTicksAreRound_data()
{
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");
    QTest::addColumn<double>("step");
    QTest::addColumn<QList<double>>("ticks");
    QTest::newRow("tens") << 3.0 << 47.0 << 0.0 << QList<double>{10, 20, 30, 40};
    QTest::newRow("thousands") << 86900.0 << 89100.0 << 0.01
                               << QList<double>{87000, 87500, 88000, 88500, 89000};
    QTest::newRow("not closer than the step") << 1.0 << 1.04 << 0.02 << QList<double>{1.0, 1.02, 1.04};
    QTest::newRow("nothing") << 1.0 << 1.0 << 0.0 << QList<double>{};
    QTest::newRow("not finite") << 1.0 << std::numeric_limits<double>::infinity() << 0.0 << QList<double>{};
}

void TestCharts::priceTicksAreRound()
{
    QFETCH(double, low);
    QFETCH(double, high);
    QFETCH(double, step);
    QFETCH(QList<double>, ticks);
    const QList<double> found = priceTicks(low, high, 5, step);
    QCOMPARE(found.size(), ticks.size());
    for (qsizetype i = 0; i < ticks.size(); ++i)
        QVERIFY(std::abs(found.at(i) - ticks.at(i)) < 1e-9);
}

void TestCharts::timeTicksAreRoundLocalTimes()
{
    const QTimeZone zone("Asia/Kolkata"); // half an hour beside the full hours of UTC
    const QLocale locale(QLocale::English);
    for (const double span :
         {1800.0, 7200.0, 86'400.0, 7 * 86'400.0, 90 * 86'400.0, 900 * 86'400.0, 9000 * 86'400.0}) {
        const QList<TimeTick> ticks = timeTicks(start, start + span, 8, zone, locale);
        QVERIFY2(ticks.size() >= 2 && ticks.size() <= 9, qPrintable(QString::number(span)));
        for (qsizetype i = 0; i < ticks.size(); ++i) {
            const QDateTime local = QDateTime::fromSecsSinceEpoch(qint64(ticks.at(i).time), zone);
            QCOMPARE(local.time().second(), 0);
            QVERIFY(!ticks.at(i).label.isEmpty());
            QVERIFY(i == 0 || ticks.at(i).time > ticks.at(i - 1).time);
            if (span > 8 * 86'400)
                QCOMPARE(local.time(), QTime(0, 0));
        }
    }
    QVERIFY(timeTicks(1, 1, 8, zone, locale).isEmpty());
    QVERIFY(timeTicks(-1e300, 1e300, 8, zone, locale).isEmpty());
}

void TestCharts::timeTicksKeepToTheZonesDays()
{
    // On 29 March 2026 the clocks in Berlin go from 02:00 to 03:00.
    const QTimeZone zone("Europe/Berlin");
    const double from = double(QDateTime(QDate(2026, 3, 29), QTime(0, 0), zone).toSecsSinceEpoch());
    const QList<TimeTick> ticks = timeTicks(from, from + 6 * hour, 6, zone, QLocale(QLocale::English));
    QStringList labels;
    for (const TimeTick &tick : ticks)
        labels << tick.label;
    QCOMPARE(labels, QStringList({u"29 Mar"_s, u"01:00"_s, u"03:00"_s, u"04:00"_s, u"05:00"_s, u"06:00"_s,
                                  u"07:00"_s}));
    QVERIFY(ticks.first().major);
}

void TestCharts::bucketsKeepExtremes()
{
    market::CandleSeries candles = series(5000);
    candles.merge({{start + 2500 * hour, 100, 500, 1, 100, 1, 900, 1}});
    ChartScale scale = hourScale(5000, 300);
    scale.showAll();
    const CandleBuckets found = bucketCandles(candles, scale);
    QVERIFY(found.candlesEach > 1);
    QVERIFY(found.buckets.size() <= 302);
    QVERIFY(found.buckets.size() >= 75);
    QCOMPARE(found.high, 500.0);
    QCOMPARE(found.low, 1.0);
    QCOMPARE(found.volume, 900.0);
    QVERIFY(found.highTime <= start + 2500 * hour &&
            found.highTime + found.candlesEach * hour > start + 2500 * hour);
    for (std::size_t i = 1; i < found.buckets.size(); ++i)
        QVERIFY(found.buckets[i].time > found.buckets[i - 1].time);
    QVERIFY(bucketCandles(market::CandleSeries(htx::Period::Hour1), scale).buckets.empty());
}

void TestCharts::bucketsDoNotChangeWhilePanning()
{
    const market::CandleSeries candles = series(5000);
    ChartScale scale = hourScale(5000, 300);
    scale.setTimes(start + 1000 * hour, start + 3000 * hour);
    const CandleBuckets before = bucketCandles(candles, scale);
    scale.pan(-7);
    const CandleBuckets after = bucketCandles(candles, scale);
    const CandleBucket &sample = before.buckets[before.buckets.size() / 2];
    const auto same = std::find_if(after.buckets.begin(), after.buckets.end(),
                                   [&](const CandleBucket &bucket) { return bucket.time == sample.time; });
    QVERIFY(same != after.buckets.end());
    QCOMPARE(same->high, sample.high);
    QCOMPARE(same->open, sample.open);
    QCOMPARE(same->close, sample.close);
}

void TestCharts::paintsWhateverComes_data()
{
    QTest::addColumn<QList<htx::Candle>>("candles");
    QTest::addColumn<int>("decimals");
    const auto candle = [](qint64 index, double open, double high, double low, double close, double volume) {
        return htx::Candle{start + index * hour, open, high, low, close, 1, volume, 1};
    };
    QList<htx::Candle> many, gap;
    for (int i = 0; i < 20'000; ++i)
        many.append(candle(i, 100 + i % 7, 110, 95, 100 + i % 5, i % 100));
    for (int i = 0; i < 40; ++i)
        gap.append(candle(i < 20 ? i : i + 25, 10, 12, 9, 11, 5));
    QTest::newRow("one") << QList{candle(0, 1, 2, 0.5, 1.5, 3)} << 2;
    QTest::newRow("one, all equal, no volume") << QList{candle(0, 1, 1, 1, 1, 0)} << 8;
    QTest::newRow("equal prices") << QList{candle(0, 5, 5, 5, 5, 1), candle(1, 5, 5, 5, 5, 1)} << 4;
    QTest::newRow("gap") << gap << 2;
    QTest::newRow("tiny") << QList{candle(0, 1e-12, 3e-12, 1e-12, 2e-12, 1e-9),
                                   candle(1, 2e-12, 2e-12, 1e-12, 1e-12, 1)}
                          << 12;
    QTest::newRow("huge") << QList{candle(0, 1e14, 9e14, 1e14, 5e14, 1e18),
                                   candle(1, 5e14, 6e14, 2e14, 3e14, 1e18)}
                          << 2;
    QTest::newRow("decimals unknown") << QList{candle(0, 1, 2, 0.5, 1.5, 3)} << -1;
    QTest::newRow("many") << many << 2;
}

void TestCharts::paintsWhateverComes()
{
    QFETCH(QList<htx::Candle>, candles);
    QFETCH(int, decimals);
    Bench bench;
    market::CandleSeries data(htx::Period::Hour1);
    data.merge(candles);
    CandleChart chart(data, bench.context);
    chart.setMarket(u"BTC/USDT"_s, u"USDT"_s, decimals);
    QVERIFY(!chart.hasPainted());
    chart.reset();
    for (const QSize &size : {QSize(640, 400), QSize(240, 200), QSize(1600, 300)}) {
        QVERIFY(candlePixels(painted(chart, size), bench.theme.colors()) > 0);
        QVERIFY(chart.hasPainted());
    }
    QVERIFY(!chart.accessibleDescription().isEmpty());
    QTest::mouseDClick(chart.viewport(), Qt::LeftButton, {}, {100, 100});
    QVERIFY(candlePixels(painted(chart), bench.theme.colors()) > 0);
    QTest::mouseMove(chart.viewport(), {200, 150});
    painted(chart);
}

void TestCharts::paintsNothingButTheMessageWithoutCandles()
{
    Bench bench;
    const market::CandleSeries data(htx::Period::Hour1);
    CandleChart chart(data, bench.context);
    chart.reset();
    const QImage blank = painted(chart);
    chart.setMessage(u"Loading candles…"_s);
    const QImage said = painted(chart);
    QVERIFY(said != blank);
    QVERIFY(!chart.hasPainted());
    QCOMPARE(chart.accessibleDescription(), u"Loading candles…"_s);
    for (const int key :
         {Qt::Key_Left, Qt::Key_Plus, Qt::Key_Home, Qt::Key_End}) // nothing to move, nothing to break
        QTest::keyClick(&chart, static_cast<Qt::Key>(key));
    sendWheel(chart.viewport(), {100, 100}, 120);
}

void TestCharts::wheelKeepsTheCandleUnderThePointer()
{
    Bench bench;
    const market::CandleSeries data = series(500);
    CandleChart chart(data, bench.context);
    chart.reset();
    painted(chart);
    const QPointF at(300, 100);
    const double time = chart.scale().timeAt(at.x());
    sendWheel(chart.viewport(), at, 120);
    QVERIFY(std::abs(chart.scale().timeAt(at.x()) - time) < 1);
    QVERIFY(chart.scale().candleWidth() > 9);
    sendWheel(chart.viewport(), at, -360);
    QVERIFY(std::abs(chart.scale().timeAt(at.x()) - time) < 1);
}

void TestCharts::viewFollowsTheNewestCandle()
{
    Bench bench;
    market::CandleSeries data = series(300);
    CandleChart chart(data, bench.context);
    chart.reset();
    painted(chart);
    const double to = chart.scale().to();
    data.merge({{start + 300 * hour, 100, 101, 99, 100, 1, 1, 1}});
    chart.updateSeries();
    QVERIFY(std::abs(chart.scale().to() - to - hour) < 1);

    QTest::keyClick(&chart, Qt::Key_Home); // looking at the past: it stays
    const double past = chart.scale().to();
    data.merge({{start + 301 * hour, 100, 101, 99, 100, 1, 1, 1}});
    chart.updateSeries();
    QVERIFY(std::abs(chart.scale().to() - past) < 1);
}

void TestCharts::keysMoveTheView()
{
    Bench bench;
    const market::CandleSeries data = series(2000);
    CandleChart chart(data, bench.context);
    chart.reset();
    painted(chart);
    const double from = chart.scale().from();
    QTest::keyClick(&chart, Qt::Key_Left);
    QVERIFY(chart.scale().from() < from);
    QTest::keyClick(&chart, Qt::Key_Right);
    QVERIFY(std::abs(chart.scale().from() - from) < 1);
    const double width = chart.scale().candleWidth();
    QTest::keyClick(&chart, Qt::Key_Plus);
    QVERIFY(chart.scale().candleWidth() > width);
    QTest::keyClick(&chart, Qt::Key_Minus);
    QTest::keyClick(&chart, Qt::Key_Home);
    QVERIFY(chart.scale().from() < start && chart.scale().to() > start);
    QTest::keyClick(&chart, Qt::Key_End);
    QVERIFY(chart.scale().to() > start + 2000 * hour);
}

void TestCharts::modelChangesByDifference()
{
    Bench bench;
    bench.serveMarkets();
    MarketModel model(bench.board, bench.watchlist, bench.format);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    bench.board.refresh();
    QTRY_VERIFY(bench.board.updatedAt() > 0 && bench.board.state() == LoadState::Ready);
    QCOMPARE(model.rowCount(), 4);
    const int eth = model.rowOf(Symbol{u"ethusdt"_s});
    QCOMPARE(model.index(eth, int(MarketModel::Column::Price)).data().toString(), u"101.00"_s);
    QCOMPARE(model.index(eth, int(MarketModel::Column::Change)).data(SignRole).toInt(), 1);

    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    bench.setTickers("99");
    bench.board.refresh();
    QTRY_COMPARE(model.index(eth, int(MarketModel::Column::Price)).data().toString(), u"99.00"_s);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed.first().at(0).toModelIndex().row(), eth);
    QCOMPARE(changed.first().at(1).toModelIndex().row(), eth);

    const bool before = model.isFavourite(eth);
    bench.watchlist.toggle(Symbol{u"ethusdt"_s});
    QCOMPARE(model.isFavourite(eth), !before);
    QCOMPARE(changed.count(), 2);
    QCOMPARE(reset.count(), 0);
}

void TestCharts::browserFilters()
{
    Bench bench;
    bench.serveMarkets();
    bench.watchlist.setSymbols({Symbol{u"ethbtc"_s}});
    MarketBrowser browser(bench.board, bench.watchlist, bench.context);
    bench.board.refresh();
    QTRY_VERIFY(bench.board.state() == LoadState::Ready);
    const auto *table = browser.findChild<TableView *>();
    const auto rows = [table] {
        QStringList names;
        for (int row = 0; row < table->model()->rowCount(); ++row)
            names << table->model()
                         ->index(row, int(MarketModel::Column::Market))
                         .data(Qt::AccessibleTextRole)
                         .toString()
                         .remove(u'/')
                         .toLower();
        return names;
    };
    QCOMPARE(rows(), QStringList({u"ethusdt"_s, u"btcusdt"_s})); // USDT only, the most traded first
    const auto choose = [&](int kind) {
        browser.findChild<QToolButton *>(u"marketFilter%1"_s.arg(kind))->click();
    };
    choose(int(MarketFilter::Kind::Favourites));
    QCOMPARE(rows(), QStringList({u"ethbtc"_s}));
    choose(int(MarketFilter::Kind::All));
    QCOMPARE(rows().size(), 3);
    auto *search = browser.findChild<QLineEdit *>(u"marketSearch"_s);
    search->setText(u"ETH/usdt"_s);
    QCOMPARE(rows(), QStringList({u"ethusdt"_s}));
    search->setText(u"old"_s); // closed markets only when they are looked for
    QCOMPARE(rows(), QStringList({u"oldusdt"_s}));
    search->setText(u"nothing like it"_s);
    QVERIFY(rows().isEmpty());
}

void TestCharts::arrowKeysChooseAtOnce()
{
    Bench bench;
    bench.serveMarkets();
    MarketBrowser browser(bench.board, bench.watchlist, bench.context);
    browser.resize(260, 400);
    browser.show();
    bench.board.refresh();
    QTRY_VERIFY(bench.board.state() == LoadState::Ready);
    browser.select(Symbol{u"ethusdt"_s});
    QList<Symbol> chosen;
    connect(&browser, &MarketBrowser::chosen, this, [&](const Symbol &symbol) { chosen << symbol; });
    auto *table = browser.findChild<TableView *>();
    QTest::keyClick(table, Qt::Key_Down);
    QCOMPARE(chosen, QList<Symbol>{Symbol{u"btcusdt"_s}});
    browser.findChild<QLineEdit *>(u"marketSearch"_s)
        ->setText(u"eth"_s); // what is filtered away is not unchosen
    browser.findChild<QLineEdit *>(u"marketSearch"_s)->clear();
    QCOMPARE(chosen.size(), 1);
    const bool before = bench.watchlist.contains(Symbol{u"btcusdt"_s});
    QTest::keyClick(table, Qt::Key_Space);
    QCOMPARE(bench.watchlist.contains(Symbol{u"btcusdt"_s}), !before);
    QCOMPARE(chosen.size(), 1);
}

void TestCharts::pageChartsWhatIsChosen()
{
    Bench bench;
    bench.serveMarkets();
    ChartsPage page(bench.board, bench.candles, bench.watchlist, bench.context);
    page.resize(1000, 600);
    QVERIFY(!page.isReady());
    QVERIFY(bench.gateway.asked.isEmpty()); // nothing is asked before it is shown
    page.show();
    page.refresh();
    QTRY_VERIFY(page.isReady());
    QCOMPARE(bench.candles.symbol(), Symbol{u"btcusdt"_s});
    QCOMPARE(page.findChild<Label *>(u"chartPrice"_s)->text(), u"103.00"_s); // the newest close
    page.showMarket(u"ETHUSDT"_s);
    QCOMPARE(bench.candles.symbol(), Symbol{u"ethusdt"_s});
    page.findChild<QToolButton *>(u"period_4h"_s)->click();
    QCOMPARE(int(bench.candles.period()), int(htx::Period::Hour4));
    auto *star = page.findChild<QToolButton *>(u"chartStar"_s);
    const bool before = bench.watchlist.contains(Symbol{u"ethusdt"_s});
    star->click();
    QCOMPARE(bench.watchlist.contains(Symbol{u"ethusdt"_s}), !before);
}

void TestCharts::pageKeepsCandlesWhenTheExchangeIsGone()
{
    Bench bench;
    bench.serveMarkets();
    ChartsPage page(bench.board, bench.candles, bench.watchlist, bench.context);
    page.resize(1000, 600);
    page.show();
    page.refresh();
    QTRY_VERIFY(page.isReady());
    bench.gateway.bodies.clear();
    page.refresh();
    QTRY_COMPARE(int(bench.candles.state()), int(LoadState::Failed));
    auto *chart = page.findChild<CandleChart *>();
    QVERIFY(candlePixels(painted(*chart), bench.theme.colors()) > 0);
    QVERIFY(page.findChild<QWidget *>(u"errorBar"_s)->isVisible());
    bench.serveMarkets();
    page.refresh();
    QTRY_COMPARE(int(bench.candles.state()), int(LoadState::Ready));
    QTRY_VERIFY(!page.findChild<QWidget *>(u"errorBar"_s)->isVisible());
}

void TestCharts::pageRemembersTheMarket()
{
    Bench bench;
    bench.serveMarkets();
    {
        ChartsPage page(bench.board, bench.candles, bench.watchlist, bench.context);
        page.showMarket(u"ethbtc"_s);
        page.findChild<QToolButton *>(u"period_1d"_s)->click();
    }
    market::CandleService candles(bench.gateway);
    ChartsPage page(bench.board, candles, bench.watchlist, bench.context);
    page.show();
    QCOMPARE(candles.symbol(), Symbol{u"ethbtc"_s});
    QCOMPARE(int(candles.period()), int(htx::Period::Day1));
    QVERIFY(page.findChild<QToolButton *>(u"period_1d"_s)->isChecked());
}

QTEST_MAIN(TestCharts)
#include "tst_charts.moc"
