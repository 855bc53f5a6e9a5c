// SPDX-License-Identifier: GPL-3.0-or-later
#include "chartbench.h"
#include "market/candles/candleservice.h"
#include "marketbench.h"
#include "support/patience.h"
#include "ui/charts/compare/comparebar.h"
#include "ui/charts/compare/comparechip.h"
#include "ui/charts/compare/comparedline.h"
#include "ui/charts/compare/comparelayer.h"
#include "ui/charts/compare/comparestyle.h"
#include "ui/charts/compare/comparison.h"
#include "ui/charts/compare/marketpicker.h"

#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QSignalSpy>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using namespace coffer;
using namespace coffer::test;
using namespace coffer::ui;

namespace {

const Symbol sol{u"solusdt"_s};
const Symbol doge{u"dogeusdt"_s};

bool isNear(double one, double other)
{
    return std::abs(one - other) < 1e-9 * std::max(1.0, std::abs(other));
}

/// A chart with a comparison, in a window.
struct Bench : ChartBench
{
    explicit Bench(Scheme scheme = Scheme::Light)
    {
        theme.force(scheme);
        window.setPalette(qApp->palette());
        bar.findChild<MarketPicker *>()->setPalette(qApp->palette());
        QList<TestMarket> listed;
        for (const char *base : {"btc", "eth", "sol", "xrp", "doge", "ada", "ltc", "dot"})
            listed.append({.base = base, .quote = "usdt", .volume = "1000"});
        listed.append({.base = "eth", .quote = "btc", .volume = "9"});
        listed.append({.base = "eternal", .quote = "usdt", .volume = "5"});
        exchange.serve(listed);
        board.refresh();
        if (!test::waitedFor([this] { return board.state() == LoadState::Ready; }))
            qFatal("no markets");
        candleGateway.answer(klinePath, [this](const htx::Request &request) -> Result<QByteArray> {
            const QString symbol = QString::fromLatin1(ScriptedGateway::parameter(request, "symbol"));
            if (!candles.contains(symbol))
                return fail(offline());
            QList<htx::Candle> rows = candles.value(symbol);
            std::reverse(rows.begin(), rows.end());
            return okay(candlesJson(rows));
        });
        candles[eth.value] = hours(growing(10, 13.9));
        candles[sol.value] = hours(growing(200, 100));
        candles[doge.value] = hours(growing(0.1, 0.4));
        comparison.setOwn(btc, htx::Period::Hour1);
        chart.addLayer(&layer);
        auto *layout = new QVBoxLayout(&window);
        layout->addWidget(&bar);
        layout->addWidget(&chart, 1);
        window.resize(900, 560);
        window.show();
        showAll();
    }
    ~Bench()
    {
        bar.setParent(nullptr);
        chart.removeLayer(&layer);
        chart.setParent(nullptr);
    }
    bool isLoaded() const
    {
        return std::ranges::all_of(comparison.markets(), [](const ComparedMarket &market) {
            return market.stream->state() == LoadState::Ready;
        });
    }
    QList<CompareChip *> chips() const { return bar.findChildren<CompareChip *>(); }
    QString stateOf(qsizetype chip) const { return chips().value(chip) ? chips()[chip]->state() : u"?"_s; }

    MarketBench exchange;
    market::TickerBoard &board = exchange.board;
    ScriptedGateway candleGateway;
    QHash<QString, QList<htx::Candle>> candles; ///< by market
    market::CandleService service{candleGateway, clock};
    Comparison comparison{service, board};
    CompareLayer layer{comparison};
    QWidget window;
    CompareBar bar{comparison, board, chart, context};
};

} // namespace

class TestChartCompare : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void changesAreCountedFromTheFirstCandleInSight();
    void oddPricesDrawNothing_data();
    void oddPricesDrawNothing();
    void theAxisTakesEverythingIn();
    void linesLieWhereTheirPercentIs();
    void theLegendSaysTheChange();
    void dashesKeepTheLine();
    void dashesMoveWithTheLine();
    void placesDiffer();
    void labelsDoNotCoverOneAnother();
    void sixAtMost();
    void refusals();
    void placesStayAndAreUsedAgain();
    void followsPeriodAndMarket();
    void streamsAreSharedAndLetGo();
    void whatIsKeptComesBack();
    void chipsSayWhatIsThere();
    void aChipIsRemovedByTheKeyboard();
    void searchPutsTheOwnQuoteFirst();
    void addedByTheKeyboardAlone();
    void aFloodIsToldSeldom();
    void pictures();
};

void TestChartCompare::changesAreCountedFromTheFirstCandleInSight()
{
    Bench bench;
    market::CandleSeries other(htx::Period::Hour1);
    other.merge(hours(growing(10, 13.9)));
    const ComparedLine line(other, bench.chart.scale());
    QCOMPARE(line.base(), 10.0);
    QCOMPARE(line.newest(), 13.9);
    QVERIFY(isNear(line.onAxis(10.32, 100), 103.2)); // +3.2 % of both
    QVERIFY(isNear(line.range(100)->low, 100) && isNear(line.range(100)->high, 139));

    // Ten candles further on, the base is the eleventh.
    bench.showFrom(10);
    const ComparedLine later(other, bench.chart.scale());
    QVERIFY(isNear(later.base(), 11.0));
    QVERIFY(isNear(bench.chart.content().percentBase(), 110));

    // A market that began later counts from its own first candle.
    bench.showAll();
    market::CandleSeries young(htx::Period::Hour1);
    young.merge(hours(growing(5, 6, 11)));
    QCOMPARE(ComparedLine(young, bench.chart.scale()).base(), 5.0);
    market::CandleSeries old(htx::Period::Hour1);
    old.merge({candleAt(bench.first() - 500 * hour, 7)});
    QVERIFY(ComparedLine(old, bench.chart.scale()).isEmpty());
    QVERIFY(!ComparedLine(old, bench.chart.scale()).range(100));
    QVERIFY(ComparedLine(market::CandleSeries(htx::Period::Hour1), bench.chart.scale()).isEmpty());
}

void TestChartCompare::oddPricesDrawNothing_data()
{
    QTest::addColumn<double>("close");
    QTest::addColumn<double>("ownBase");
    QTest::addColumn<bool>("isDrawn");
    QTest::newRow("plain") << 20.0 << 100.0 << true;
    QTest::newRow("tiny") << 1e-12 << 100.0 << true;
    QTest::newRow("zero") << 0.0 << 100.0 << false;
    QTest::newRow("negative") << -1.0 << 100.0 << false;
    QTest::newRow("not a number") << std::nan("") << 100.0 << false;
    QTest::newRow("beyond doubles") << 1e300 << 1e300 << false;
    QTest::newRow("no base") << 20.0 << 0.0 << false;
    QTest::newRow("base is no number") << 20.0 << std::nan("") << false;
}

void TestChartCompare::oddPricesDrawNothing()
{
    QFETCH(double, close);
    QFETCH(double, ownBase);
    QFETCH(bool, isDrawn);
    Bench bench;
    market::CandleSeries other(htx::Period::Hour1);
    other.merge(hours(growing(10, 13.9)));
    const ComparedLine line(other, bench.chart.scale());
    QCOMPARE(std::isfinite(line.onAxis(close, ownBase)), isDrawn);
}

void TestChartCompare::theAxisTakesEverythingIn()
{
    Bench bench; // the chart's own rises by 39 %, the other by 300 %
    QVERIFY(bench.chart.scale().high() < 200);
    QCOMPARE(bench.comparison.add(doge), QString());
    QTRY_VERIFY(bench.isLoaded());
    QTRY_VERIFY(bench.chart.scale().high() > 400);
    QCOMPARE(bench.comparison.add(sol), QString());
    QTRY_VERIFY(bench.chart.scale().low() < 50);
    bench.comparison.clear();
    QTRY_VERIFY(bench.chart.scale().high() < 200);
}

/// The colour of the line is where its percentage says.
void TestChartCompare::linesLieWhereTheirPercentIs()
{
    Bench bench;
    bench.comparison.add(sol); // place 0: drawn through
    QTRY_VERIFY(bench.isLoaded() && bench.chart.scale().low() < 51);
    bench.showAll();
    const ChartScale &scale = bench.chart.scale();
    const QImage seen = bench.chart.grab().toImage().convertToFormat(QImage::Format_RGB32);
    const QColor color = compareColor(0, bench.theme.colors());
    int found = 0;
    for (int candle = 1; candle < benchCandles - 1; ++candle) {
        // Between two closes, of 200 to 100.
        const int x = int(scale.xOf(double(bench.first() + candle * hour)));
        const double percent = -50.0 * (candle - 0.5) / (benchCandles - 1);
        const int y = int(scale.yOf(100 * (1 + percent / 100)));
        for (int near = -1; near <= 1; ++near) {
            const QColor pixel = seen.pixelColor(x, y + near);
            if (std::abs(pixel.red() - color.red()) + std::abs(pixel.green() - color.green()) +
                    std::abs(pixel.blue() - color.blue()) <
                120) {
                ++found;
                break;
            }
        }
    }
    QVERIFY2(found > benchCandles * 0.8, qPrintable(QString::number(found)));
}

void TestChartCompare::theLegendSaysTheChange()
{
    Bench bench;
    bench.candles[eth.value] = hours(QList<double>(benchCandles - 1, 10.0) << 10.32);
    bench.comparison.add(eth);
    QTRY_VERIFY(bench.isLoaded());
    const ChartContent &content = bench.chart.content();
    QList<LegendEntry> entries = bench.layer.legend(content, benchCandles - 1);
    QCOMPARE(entries.size(), 1);
    QCOMPARE(entries[0].name, u"ETH/USDT"_s);
    QCOMPARE(entries[0].value, u"+3.20\u00a0%"_s);
    QCOMPARE(entries[0].color, compareColor(0, bench.theme.colors()));
    QCOMPARE(bench.layer.legend(content, 0)[0].value, u"0.00\u00a0%"_s);

    bench.candles[doge.value] = hours(growing(1, 2, 3)); // began later than the candle that is asked about
    bench.comparison.add(doge);
    QTRY_VERIFY(bench.isLoaded());
    QCOMPARE(bench.layer.legend(content, 5)[1].value, u"–"_s);
}

void TestChartCompare::dashesKeepTheLine()
{
    const std::vector<QPointF> line{{0, 0}, {30, 30}, {60, 0}, {61, 500}, {100, 500}};
    QCOMPARE(dashed(line, {}, 0), line);
    QVERIFY(dashed({}, compareDash(1), 0).empty());
    for (int place = 1; place < Comparison::most; ++place) {
        const std::vector<QPointF> result = dashed(line, compareDash(place), -7);
        double drawn = 0;
        for (std::size_t i = 0; i + 1 < result.size(); ++i) {
            if (std::isnan(result[i].y()) || std::isnan(result[i + 1].y()))
                continue;
            const double run = result[i + 1].x() - result[i].x();
            QVERIFY(run >= 0);
            drawn += run;
            const double x = result[i].x() + run / 2; // on the line
            const double y = (result[i].y() + result[i + 1].y()) / 2;
            const double expected = x < 30 ? x : x < 60 ? 60 - x : x < 61 ? (x - 60) * 500 : 500;
            QVERIFY2(std::abs(y - expected) < 1e-6, qPrintable(u"%1 %2"_s.arg(y).arg(expected)));
        }
        const std::span<const double> dash = compareDash(place);
        double on = 0, period = 0;
        for (std::size_t i = 0; i < dash.size(); ++i) {
            period += dash[i];
            on += i % 2 == 0 ? dash[i] : 0;
        }
        QVERIFY(std::abs(drawn - 100 * on / period) < period);
    }
}

void TestChartCompare::dashesMoveWithTheLine()
{
    const std::vector<QPointF> line{{0, 0}, {100, 0}};
    const std::vector<QPointF> moved{{7.25, 0}, {107.25, 0}};
    const auto one = dashed(line, compareDash(1), -1e9);
    const auto other = dashed(moved, compareDash(1), -1e9 + 7.25);
    QCOMPARE(one.size(), other.size());
    for (std::size_t i = 0; i < one.size(); ++i) {
        if (!std::isnan(one[i].y()))
            QVERIFY(std::abs(other[i].x() - one[i].x() - 7.25) < 1e-4);
    }
}

void TestChartCompare::placesDiffer()
{
    for (const bool dark : {false, true}) {
        const Colors colors = Theme::schemeColors(dark, GainColors::GreenRed);
        QSet<QRgb> seen{colors.accent.rgb()};
        std::set<std::vector<double>> dashes;
        for (int place = 0; place < Comparison::most; ++place) {
            seen.insert(compareColor(place, colors).rgb());
            dashes.insert({compareDash(place).begin(), compareDash(place).end()});
        }
        QCOMPARE(seen.size(), Comparison::most + 1);
        QCOMPARE(dashes.size(), std::size_t(Comparison::most));
    }
}

void TestChartCompare::labelsDoNotCoverOneAnother()
{
    const QList<double> wishes{100, 101, 99, 300, 100, 20};
    const QList<double> result = spreadLabels(wishes, 16, 100);
    QList<double> all = result;
    all.append(100); // the chart's own
    std::sort(all.begin(), all.end());
    for (qsizetype i = 0; i + 1 < all.size(); ++i)
        QVERIFY(all[i + 1] - all[i] >= 16);
    QCOMPARE(result[3], 300.0); // what has room stays
    QCOMPARE(result[5], 20.0);
    QVERIFY(result[2] < 100 && result[1] > 100);
    QVERIFY(spreadLabels({}, 16, 100).isEmpty());
}

void TestChartCompare::sixAtMost()
{
    Bench bench;
    QSignalSpy changed(&bench.comparison, &Comparison::marketsChanged);
    for (const QString &code : {u"eth"_s, u"sol"_s, u"xrp"_s, u"doge"_s, u"ada"_s, u"ltc"_s})
        QCOMPARE(bench.comparison.add({code + u"usdt"_s}), QString());
    QCOMPARE(changed.size(), 6);
    QVERIFY(bench.comparison.isFull());
    QVERIFY(bench.comparison.add({u"dotusdt"_s}).contains(u"6"_s));
    QCOMPARE(bench.comparison.markets().size(), 6);
    QCOMPARE(changed.size(), 6);
    QVERIFY(!bench.bar.findChild<QToolButton *>(u"compareAdd"_s)->isEnabled());
    bench.comparison.remove(eth);
    QVERIFY(bench.bar.findChild<QToolButton *>(u"compareAdd"_s)->isEnabled());
    QCOMPARE(bench.comparison.add({u"dotusdt"_s}), QString());
}

void TestChartCompare::refusals()
{
    Bench bench;
    QVERIFY(!bench.comparison.add(btc).isEmpty()); // its own
    QCOMPARE(bench.comparison.add(eth), QString());
    QVERIFY(!bench.comparison.add(eth).isEmpty()); // twice
    for (const QString &odd : {u""_s, u"../x"_s, u"ETHUSDT"_s, u"eth/usdt"_s, QString(65, u'a')})
        QVERIFY2(!bench.comparison.add({odd}).isEmpty(), qPrintable(odd));
    QCOMPARE(bench.comparison.symbols(), QList<Symbol>{eth});
    // A market that the list does not have is there all the same, under its code.
    QCOMPARE(bench.comparison.add({QString(64, u'z')}), QString());
    QVERIFY(bench.comparison.markets()[1].name.startsWith(u"ZZZ"_s));
    QVERIFY(bench.comparison.markets()[1].name.size() < 40);
}

void TestChartCompare::placesStayAndAreUsedAgain()
{
    Bench bench;
    for (const Symbol &symbol : {eth, sol, doge})
        bench.comparison.add(symbol);
    bench.comparison.remove(sol);
    QCOMPARE(bench.comparison.markets()[1].symbol, doge);
    QCOMPARE(bench.comparison.markets()[1].place, 2);
    bench.comparison.add({u"xrpusdt"_s});
    QCOMPARE(bench.comparison.markets()[2].place, 1);
}

void TestChartCompare::followsPeriodAndMarket()
{
    Bench bench;
    bench.comparison.add(eth);
    bench.comparison.add(sol);
    bench.comparison.setOwn(btc, htx::Period::Day1);
    for (const ComparedMarket &market : bench.comparison.markets())
        QCOMPARE(market.stream->period(), htx::Period::Day1);
    bench.comparison.setOwn(sol, htx::Period::Day1); // which is no comparison any longer
    QCOMPARE(bench.comparison.symbols(), QList<Symbol>{eth});
    QCOMPARE(bench.chips().size(), 2); // one goes as soon as events are handled
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    QCOMPARE(bench.chips().size(), 1);
}

void TestChartCompare::streamsAreSharedAndLetGo()
{
    Bench bench;
    bench.comparison.add(eth);
    const auto held = bench.service.open(eth, htx::Period::Hour1);
    QCOMPARE(held.get(), bench.comparison.markets()[0].stream.get());
    const std::weak_ptr<market::CandleStream> watched = bench.comparison.markets()[0].stream;
    QCOMPARE(watched.use_count(), 2);
    bench.comparison.remove(eth);
    QCOMPARE(watched.use_count(), 1);
}

void TestChartCompare::whatIsKeptComesBack()
{
    Bench bench;
    bench.comparison.setSymbols({eth, btc, eth, {u"no market!"_s}, sol});
    QCOMPARE(bench.comparison.symbols(), (QList<Symbol>{eth, sol}));
    QSignalSpy changed(&bench.comparison, &Comparison::marketsChanged);
    bench.comparison.setSymbols({eth, sol});
    QCOMPARE(changed.size(), 0);
    QList<Symbol> flood;
    for (int i = 0; i < 1000; ++i)
        flood.append({u"m%1usdt"_s.arg(i)});
    bench.comparison.setSymbols(flood);
    QCOMPARE(bench.comparison.symbols(), flood.first(6));
}

void TestChartCompare::chipsSayWhatIsThere()
{
    Bench bench;
    bench.candles[u"xrpusdt"_s] = {candleAt(bench.first() - 500 * hour, 7)};
    bench.candleGateway.hold();
    bench.comparison.add(eth);
    QCOMPARE(bench.stateOf(0), u"loading…"_s);
    bench.candleGateway.release();
    QTRY_COMPARE(bench.stateOf(0), u"+39.00\u00a0%"_s);
    bench.comparison.add({u"xrpusdt"_s});
    QTRY_COMPARE(bench.stateOf(1), u"no candles here"_s);
    bench.comparison.add({u"ltcusdt"_s}); // the exchange does not answer
    QTRY_COMPARE(bench.stateOf(2), u"not loaded"_s);
    QVERIFY(!bench.chips()[2]->toolTip().isEmpty());
    bench.showFrom(10);
    QTRY_COMPARE(bench.stateOf(0), u"+26.36\u00a0%"_s); // 13.9 / 11 - 1
    QCOMPARE(bench.chips()[0]->accessibleName(), u"ETH/USDT, +26.36\u00a0%"_s);
}

void TestChartCompare::aChipIsRemovedByTheKeyboard()
{
    Bench bench;
    bench.comparison.add(eth);
    bench.comparison.add(sol);
    QVERIFY(QTest::qWaitForWindowActive(&bench.window));
    QToolButton *close = bench.chips()[0]->closeButton();
    QVERIFY(close->accessibleName().contains(u"ETH/USDT"_s));
    close->setFocus();
    QTest::keyClick(close, Qt::Key_Delete);
    QCOMPARE(bench.comparison.symbols(), QList<Symbol>{sol});
    QTRY_COMPARE(bench.chips().size(), 1);
    QVERIFY(bench.chips()[0]->closeButton()->hasFocus()); // goes on beside
    QTest::keyClick(bench.chips()[0]->closeButton(), Qt::Key_Space);
    QVERIFY(bench.comparison.isEmpty());
    QVERIFY(bench.bar.findChild<QToolButton *>(u"compareAdd"_s)->hasFocus());
}

void TestChartCompare::searchPutsTheOwnQuoteFirst()
{
    Bench bench;
    const QList<Symbol> found = marketsToCompare(bench.board, bench.comparison, u"eth"_s, 10);
    QCOMPARE(found.first(2), (QList<Symbol>{eth, {u"ethbtc"_s}}));
    bench.comparison.add(eth);
    QCOMPARE(marketsToCompare(bench.board, bench.comparison, u"eth"_s, 10).value(0).value, u"ethbtc"_s);
    QVERIFY(!marketsToCompare(bench.board, bench.comparison, {}, 100).contains(btc));
    QCOMPARE(marketsToCompare(bench.board, bench.comparison, {}, 3).size(), 3);
    QVERIFY(marketsToCompare(bench.board, bench.comparison, u"nothing"_s, 10).isEmpty());
    QVERIFY(marketsToCompare(bench.board, bench.comparison, QString(5000, u'x'), 10).isEmpty());
}

void TestChartCompare::addedByTheKeyboardAlone()
{
    Bench bench;
    auto *add = bench.bar.findChild<QToolButton *>(u"compareAdd"_s);
    QTest::keyClick(add, Qt::Key_Space);
    auto *picker = bench.bar.findChild<MarketPicker *>();
    QVERIFY(picker->isVisible());
    auto *search = picker->findChild<QLineEdit *>();
    auto *list = picker->findChild<QListWidget *>();
    QTest::keyClicks(search, u"doge"_s);
    QCOMPARE(list->count(), 1);
    QTest::keyClicks(search, u"x"_s);
    QVERIFY(list->isHidden());
    QTest::keyClick(search, Qt::Key_Return); // nothing to take
    QVERIFY(picker->isVisible() && bench.comparison.isEmpty());
    search->clear();
    QTest::keyClick(search, Qt::Key_Down);
    QCOMPARE(list->currentRow(), 1);
    QTest::keyClick(search, Qt::Key_Up);
    QTest::keyClicks(search, u"doge"_s);
    QTest::keyClick(search, Qt::Key_Return);
    QVERIFY(!picker->isVisible());
    QCOMPARE(bench.comparison.symbols(), QList<Symbol>{doge});
    QTest::keyClick(add, Qt::Key_Space);
    QTest::keyClick(search, Qt::Key_Escape);
    QVERIFY(!picker->isVisible());
}

/// However often candles come, the chart is told ten times a second.
void TestChartCompare::aFloodIsToldSeldom()
{
    Bench bench;
    bench.comparison.add(eth);
    QTRY_VERIFY(bench.isLoaded());
    QSignalSpy told(&bench.comparison, &Comparison::candlesChanged);
    bench.comparison.markets()[0].stream->takeLive(
        {candleAt(benchNow, 11)}); // what there was to tell goes with it
    QTRY_VERIFY(!told.isEmpty());
    told.clear();
    for (int i = 0; i < 1000; ++i)
        bench.comparison.markets()[0].stream->takeLive({candleAt(benchNow, 12 + i * 0.001)});
    QCOMPARE(told.size(), 0);
    QTRY_COMPARE(told.size(), 1);
    QVERIFY(isNear(ComparedLine(bench.comparison.markets()[0].stream->series(), bench.chart.scale()).newest(),
                   12.999));
}

void TestChartCompare::pictures()
{
    for (const Scheme scheme : {Scheme::Light, Scheme::Dark}) {
        const QString name = scheme == Scheme::Light ? u"light"_s : u"dark"_s;
        Bench bench(scheme);
        int seed = 0;
        for (const QString &code : {u"eth"_s, u"sol"_s, u"xrp"_s, u"doge"_s, u"ada"_s}) {
            QList<double> closes;
            double price = 10;
            for (int i = 0; i < benchCandles; ++i) {
                price *= 1 + 0.02 * std::sin(i * 0.3 + seed) + 0.004 * ((i * 7 + seed) % 5 - 1.5);
                closes.append(price);
            }
            ++seed;
            bench.candles[code + u"usdt"_s] = hours(closes);
            bench.comparison.add({code + u"usdt"_s});
        }
        bench.bar.choose();
        ChartBench::picture(*bench.bar.findChild<MarketPicker *>(), u"picker-"_s + name);
        bench.bar.findChild<MarketPicker *>()->hide();
        bench.candles[u"ltcusdt"_s] = {candleAt(bench.first() - 500 * hour, 7)};
        bench.comparison.add({u"ltcusdt"_s});
        QTRY_VERIFY(bench.isLoaded());
        QTRY_COMPARE(bench.stateOf(5), u"no candles here"_s);
        ChartBench::picture(bench.window, u"compare-"_s + name);
        bench.window.resize(480, 560);
        QTRY_VERIFY(bench.bar.height() > 40); // more than one line
        ChartBench::picture(bench.window, u"compare-narrow-"_s + name);
        for (const CompareChip *chip : bench.chips())
            QVERIFY(bench.bar.rect().contains(chip->geometry()));
    }
}

QTEST_MAIN(TestChartCompare)
#include "tst_chartcompare.moc"
