// SPDX-License-Identifier: GPL-3.0-or-later
#include "chartpixels.h"
#include "history/historysync.h"
#include "history/historytable.h"
#include "htx/endpoints/market.h"
#include "market/alerts/alerttable.h"
#include "market/alerts/alertwatch.h"
#include "market/alerts/streamlevel.h"
#include "market/candles/candleservice.h"
#include "market/depth/marketdepth.h"
#include "market/drawings/drawingservice.h"
#include "market/recentmarkets.h"
#include "market/sparklines.h"
#include "market/tickerboard.h"
#include "market/watchlist.h"
#include "support/fakeclock.h"
#include "support/patience.h"
#include "ui/charts/alerts/numberfield.h"
#include "ui/charts/browser/marketbrowser.h"
#include "ui/charts/chartcell.h"
#include "ui/charts/chartgrid.h"
#include "ui/charts/chartspage.h"
#include "ui/charts/chartsschema.h"
#include "ui/charts/chartwindow.h"
#include "ui/charts/depth/depthpanel.h"
#include "ui/charts/markethead.h"
#include "ui/charts/plot/candlechart.h"
#include "ui/charts/plot/chartcontent.h"
#include "ui/common/errorbar.h"
#include "ui/common/format.h"
#include "ui/common/label.h"
#include "ui/common/theme.h"

#include <QDialog>
#include <QLayout>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include <cmath>
#include <limits>

using namespace coffer;
using namespace coffer::ui;
using namespace Qt::StringLiterals;
using test::candlePixels;
using test::painted;

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
    market::CandleService candles{gateway, clock};
    market::Watchlist watchlist{settings};
    store::Database chartsFile{QString(), chartsSchema(), store::Durability::Record};
    store::Database cacheFile{QString(), {1, {history::HistoryTable::tables()}}, store::Durability::Cache};
    market::AlertTable alertTable{chartsFile};
    market::DrawingTable drawingTable{chartsFile};
    history::HistoryTable historyTable{cacheFile};
    history::HistorySync history{gateway, historyTable, clock};
    market::AlertWatch alerts{alertTable, board, clock, market::levelsOver(candles, clock)};
    market::DrawingService drawings{drawingTable};
    market::MarketDepth depth{gateway, clock};
    market::RecentMarkets recent{settings};
    market::Sparklines sparklines{gateway, clock};

    ChartServices services()
    {
        return {board, candles, watchlist, recent,  sparklines,
                depth, alerts,  drawings,  history, historyTable};
    }

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

} // namespace

class TestCharts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pageChartsWhatIsChosen();
    void pageKeepsCandlesWhenTheExchangeIsGone();
    void pageRemembersTheMarket();
    void showsSeveralCharts();
    void opensAWindowOfItsOwn();
    void dialogsOpenOverTheWindowOfTheChart();
    void anErrorGoesWithWhatFailed();
    void theHeadNeverCutsThePrice();
    void aPriceOfTheLadderAsksForAnAlert();
    void aMarketThatIsGoneIsSaid();
    void severalChartsAreOfOneHeight();
    void theListGivesWayToTheAlerts();
    void negativeNumbersHaveOneSign();
    void setupsSurviveDamage_data();
    void setupsSurviveDamage();
};

void TestCharts::pageChartsWhatIsChosen()
{
    Bench bench;
    bench.serveMarkets();
    ChartsPage page(bench.services(), bench.context);
    page.resize(1000, 600);
    QVERIFY(!page.isReady());
    QVERIFY(bench.gateway.asked.isEmpty()); // nothing is asked before it is shown
    page.show();
    page.refresh();
    QTRY_VERIFY(page.isReady());
    QCOMPARE(page.findChild<Label *>(u"chartMarket"_s)->text(), u"BTC/USDT"_s);
    QCOMPARE(page.findChild<Label *>(u"chartPrice"_s)->text(), u"103.00"_s); // the newest close
    page.showMarket(u"ETHUSDT"_s);
    QCOMPARE(page.findChild<Label *>(u"chartMarket"_s)->text(), u"ETH/USDT"_s);
    page.findChild<QToolButton *>(u"period_4h"_s)->click();
    QCOMPARE(ChartSetup::fromText(bench.settings.value(chartSetupsSetting).value(0)).period,
             htx::Period::Hour4);
    auto *star = page.findChild<QToolButton *>(u"chartStar"_s);
    const bool before = bench.watchlist.contains(Symbol{u"ethusdt"_s});
    star->click();
    QCOMPARE(bench.watchlist.contains(Symbol{u"ethusdt"_s}), !before);
}

void TestCharts::pageKeepsCandlesWhenTheExchangeIsGone()
{
    Bench bench;
    bench.serveMarkets();
    ChartsPage page(bench.services(), bench.context);
    page.resize(1000, 600);
    page.show();
    page.refresh();
    QTRY_VERIFY(page.isReady());
    bench.gateway.bodies.clear();
    page.refresh();
    const auto stream = bench.candles.open(Symbol{u"btcusdt"_s}, htx::Period::Hour1);
    QTRY_COMPARE(int(stream->state()), int(LoadState::Failed));
    auto *chart = page.findChild<CandleChart *>();
    QVERIFY(candlePixels(painted(*chart), bench.theme.colors()) > 0);
    QVERIFY(page.findChild<QWidget *>(u"errorBar"_s)->isVisible());
    bench.serveMarkets();
    page.refresh();
    QTRY_COMPARE(int(stream->state()), int(LoadState::Ready));
    QTRY_VERIFY(!page.findChild<QWidget *>(u"errorBar"_s)->isVisible());
}

void TestCharts::pageRemembersTheMarket()
{
    Bench bench;
    bench.serveMarkets();
    {
        ChartsPage page(bench.services(), bench.context);
        page.showMarket(u"ethbtc"_s);
        page.findChild<QToolButton *>(u"period_1d"_s)->click();
    }
    ChartsPage page(bench.services(), bench.context);
    page.show();
    QCOMPARE(page.findChild<Label *>(u"chartMarket"_s)->text(), u"ETHBTC"_s);
    QVERIFY(page.findChild<QToolButton *>(u"period_1d"_s)->isChecked());
}

/// Layout, the current chart, links, windows and what they remember.
void TestCharts::showsSeveralCharts()
{
    Bench bench;
    bench.serveMarkets();
    {
        ChartsPage page(bench.services(), bench.context);
        page.resize(1200, 700);
        page.show();
        page.refresh();
        auto *grid = page.findChild<ChartGrid *>(u"chartGrid"_s);
        grid->setCount(4);
        QCOMPARE(grid->count(), 4);
        QTRY_VERIFY(grid->cell(3).isReady());
        grid->selectNext();
        page.showMarket(u"ethusdt"_s);
        QCOMPARE(grid->cell(1).setup().symbol.value, u"ethusdt"_s);
        QCOMPARE(grid->cell(0).setup().symbol.value, u"btcusdt"_s);
        page.findChild<QToolButton *>(u"period_15m"_s)->click();
        QCOMPARE(grid->cell(1).setup().period, htx::Period::Min15);
        QCOMPARE(grid->cell(0).setup().period, htx::Period::Hour1);
        grid->setMarketsLinked(true);
        QCOMPARE(grid->cell(2).setup().symbol.value, u"ethusdt"_s);
    }
    ChartsPage page(bench.services(), bench.context);
    auto *grid = page.findChild<ChartGrid *>(u"chartGrid"_s);
    QCOMPARE(grid->count(), 4);
    QCOMPARE(grid->cell(1).setup().period, htx::Period::Min15);
    QVERIFY(grid->areMarketsLinked());
    grid->setCount(1);
    QCOMPARE(grid->count(), 1);
}

void TestCharts::opensAWindowOfItsOwn()
{
    Bench bench;
    bench.serveMarkets();
    ChartsPage page(bench.services(), bench.context);
    page.resize(1000, 600);
    page.show();
    page.refresh();
    Q_EMIT page.findChild<ChartGrid *>(u"chartGrid"_s)->current().windowRequested();
    auto *window = page.findChild<ChartWindow *>(u"chartWindow"_s);
    QVERIFY(window && window->isVisible() && window->isWindow());
    QTRY_VERIFY(window->cell().isReady());
    window->cell().setPeriod(htx::Period::Day1);
    QVERIFY(window->windowTitle().contains(u"1 day"_s));
    QCOMPARE(page.findChild<ChartGrid *>(u"chartGrid"_s)->current().setup().period, htx::Period::Hour1);
    QPointer<ChartWindow> gone(window);
    window->close();
    QTRY_VERIFY(gone.isNull());
}

void TestCharts::dialogsOpenOverTheWindowOfTheChart()
{
    Bench bench;
    bench.serveMarkets();
    bench.alerts.load();
    QTRY_COMPARE(bench.alerts.state(), LoadState::Ready);
    ChartsPage page(bench.services(), bench.context);
    page.resize(1000, 600);
    page.show();
    page.refresh();
    Q_EMIT page.findChild<ChartGrid *>(u"chartGrid"_s)->current().windowRequested();
    auto *window = page.findChild<ChartWindow *>(u"chartWindow"_s);
    QVERIFY(window);
    ChartCell &cell = window->cell();
    QTRY_VERIFY(cell.isReady());
    const auto isOver = [window](const char *name) {
        auto *dialog = window->findChild<QDialog *>(QLatin1String(name));
        const bool isThere = dialog && dialog->isVisible() && dialog->parentWidget()->window() == window;
        delete dialog;
        return isThere;
    };
    Q_EMIT cell.chart().menuRequested(window->mapToGlobal(QPoint(200, 200)), double(start), 103);
    auto *menu = cell.findChild<QMenu *>(QString(), Qt::FindDirectChildrenOnly);
    QVERIFY(menu);
    menu->actions().constFirst()->trigger();
    menu->close();
    QVERIFY(isOver("alertDialog"));
    cell.jumpToDate();
    QVERIFY(isOver("jumpDialog"));
    cell.editIndicators();
    QVERIFY(isOver("indicatorsDialog"));
    Q_EMIT cell.exportMenu()->aboutToShow();
    cell.exportMenu()->findChild<QAction *>(u"exportCsv"_s)->trigger();
    QVERIFY(isOver("exportDialog"));
}

/// A price that lost its last digits would be read as another one.
void TestCharts::theHeadNeverCutsThePrice()
{
    Bench bench;
    MarketHead head(bench.board, bench.watchlist, bench.context);
    head.show(Symbol{u"btcusdt"_s}, u"BTC/USDT"_s, u"87,964.34"_s);
    head.show();
    const auto *price = head.findChild<Label *>(u"chartPrice"_s);
    const auto *name = head.findChild<Label *>(u"chartMarket"_s);
    const auto *change = head.findChild<Label *>(u"chartChange"_s);
    head.resize(600, head.sizeHint().height());
    QVERIFY(change->isVisible());
    const int all = head.sizeHint().width();
    for (int width = all + 20; width >= all - change->sizeHint().width(); --width) {
        head.resize(width, head.height());
        head.layout()->activate();
        QVERIFY2(price->width() >= price->sizeHint().width(), qPrintable(QString::number(width)));
        QVERIFY2(name->width() >= name->sizeHint().width(), qPrintable(QString::number(width)));
    }
    QVERIFY(!change->isVisible());
    head.resize(600, head.height());
    QVERIFY(change->isVisible());
}

/// One bar is for all that fails on the page: what recovers takes away its own error alone.
void TestCharts::anErrorGoesWithWhatFailed()
{
    Bench bench;
    bench.serveMarkets();
    QSignalSpy loaded(&bench.drawings, &market::DrawingService::loaded);
    ChartsPage page(bench.services(), bench.context);
    page.resize(1000, 600);
    page.show();
    page.refresh();
    QTRY_VERIFY(page.isReady());
    QTRY_COMPARE(loaded.size(), 1);
    auto *bar = page.findChild<ErrorBar *>(u"errorBar"_s);
    const auto stream = bench.candles.open(Symbol{u"btcusdt"_s}, htx::Period::Hour1);
    const auto failAndRecover = [&](const auto &meanwhile) {
        bench.gateway.bodies.clear();
        page.refresh();
        QTRY_COMPARE(int(stream->state()), int(LoadState::Failed));
        QVERIFY(bar->isVisible());
        meanwhile();
        bench.serveMarkets();
        page.refresh();
        QTRY_COMPARE(int(stream->state()), int(LoadState::Ready));
    };
    const Error full{ErrorKind::StorageFull, {}, {}, std::nullopt};
    failAndRecover([&] { Q_EMIT bench.drawings.failed(full); });
    QVERIFY(bar->isVisible());
    QCOMPARE(bar->error()->kind, full.kind);
    Q_EMIT bench.drawings.saved();
    QVERIFY(!bar->isVisible());

    failAndRecover([&] { Q_EMIT bench.alerts.failed(full); });
    Q_EMIT bench.drawings.saved();
    QVERIFY(bar->isVisible());
    QCOMPARE(bar->error()->kind, full.kind);
    Q_EMIT bench.alerts.saved();
    QVERIFY(!bar->isVisible());
    Q_EMIT bench.alerts.failed(full);
    bar->clear(); // by the user
    failAndRecover([] {});
    QVERIFY(!bar->isVisible());
}

void TestCharts::aMarketThatIsGoneIsSaid()
{
    Bench bench;
    bench.serveMarkets();
    ChartsPage page(bench.services(), bench.context);
    page.resize(1000, 650);
    page.show();
    page.refresh();
    QTRY_VERIFY(page.isReady());
    const Symbol ether{u"ethusdt"_s};
    QVERIFY(bench.board.quote(ether));
    bench.gateway.bodies["/market/history/kline"] =
        R"({"status":"error","err-code":"invalid-parameter","err-msg":"invalid symbol","ts":1})";
    bench.gateway.bodies["/v1/common/symbols"] = list({symbolRow("btc", "usdt", 2)});
    page.showMarket(ether.value);
    const auto *chart = page.findChild<CandleChart *>();
    QTRY_VERIFY(chart->content().message.contains(u"this market any longer"_s));
    QTRY_VERIFY(!bench.board.quote(ether)); // known at once, and not when the list is next read
    QVERIFY(bench.board.quote(Symbol{u"btcusdt"_s}));
}

/// Also where one of them compares markets, whose bar needs several lines.
void TestCharts::severalChartsAreOfOneHeight()
{
    Bench bench;
    bench.serveMarkets();
    bench.settings.setValue(chartCountSetting, 4);
    ChartsPage page(bench.services(), bench.context);
    page.resize(1000, 650);
    page.show();
    page.refresh();
    QTRY_VERIFY(page.isReady());
    auto *grid = page.findChild<ChartGrid *>(u"chartGrid"_s);
    grid->cell(2).compare(Symbol{u"ethusdt"_s});
    grid->cell(2).compare(Symbol{u"ethbtc"_s});
    QTRY_VERIFY(grid->cell(2).findChild<QWidget *>(u"compareBar"_s)->isVisible());
    QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
    for (int i = 1; i < 4; ++i) {
        QTRY_VERIFY2(std::abs(grid->cell(i).height() - grid->cell(0).height()) <= 1,
                     qPrintable(u"%1 %2"_s.arg(grid->cell(0).height()).arg(grid->cell(i).height())));
    }
}

/// Charts between two lists would be too narrow for anything. What is asked for last is shown.
void TestCharts::theListGivesWayToTheAlerts()
{
    Bench bench;
    bench.serveMarkets();
    ChartsPage page(bench.services(), bench.context);
    page.resize(1200, 650);
    page.show();
    page.refresh();
    QTRY_VERIFY(page.isReady());
    const auto *markets = page.findChild<MarketBrowser *>();
    const auto *side = page.findChild<QWidget *>(u"chartSide"_s);
    page.showAlerts();
    QVERIFY(markets->isVisible() && side->isVisible());
    page.resize(800, 650);
    QTRY_VERIFY(!markets->isVisible());
    QVERIFY(side->isVisible());
    QVERIFY(bench.settings.value(marketListSetting)); // it is wanted still
    auto *toggle = page.findChild<QToolButton *>(u"marketListButton"_s);
    toggle->click();
    QVERIFY(markets->isVisible() && !side->isVisible());
    page.showAlerts();
    QVERIFY(!markets->isVisible() && side->isVisible());
    page.resize(1200, 650);
    QTRY_VERIFY(markets->isVisible());
    QVERIFY(side->isVisible());
}

void TestCharts::negativeNumbersHaveOneSign()
{
    Bench bench;
    const market::CandleSeries series;
    CandleChart chart(series, bench.context);
    QCOMPARE(indicatorNumber(chart.content(), -54.57, false), u"−54.57"_s);
    QCOMPARE(indicatorNumber(chart.content(), -0.00012, false), u"−0.00012"_s);
    QCOMPARE(indicatorNumber(chart.content(), -4'322'370, false), u"−4.32 M"_s);
    QCOMPARE(compactNumber(-12.34), u"−12.3"_s);
    QCOMPARE(compactNumber(12.34), u"12.3"_s);
}

void TestCharts::aPriceOfTheLadderAsksForAnAlert()
{
    Bench bench;
    bench.serveMarkets();
    ChartsPage page(bench.services(), bench.context);
    page.resize(1200, 700);
    page.show();
    page.showMarket(u"ethusdt"_s);
    page.refresh();
    QTRY_VERIFY(page.isReady());
    Q_EMIT page.findChild<DepthPanel *>(u"depthPanel"_s)->priceChosen(*Decimal::parse("100.25"));
    auto *dialog = page.findChild<QDialog *>(u"alertDialog"_s);
    QVERIFY(dialog && dialog->isVisible());
    QCOMPARE(dialog->findChild<NumberField *>(u"alertLevel"_s)->number(), Decimal::parse("100.25"));
    QVERIFY(dialog->findChild<Label *>(u"alertSentence"_s)->text().contains(u"ETH"_s));
}

void TestCharts::setupsSurviveDamage_data()
{
    QTest::addColumn<QString>("text");
    for (const QString &text :
         {QString(), u"{"_s, u"[]"_s, u"{\"market\":7,\"period\":\"7min\",\"type\":\"pie\"}"_s,
          u"{\"indicators\":[\"nonsense 1\",5],\"panes\":[\"x\",-3]}"_s})
        QTest::newRow(qPrintable(text.left(40))) << text;
}

void TestCharts::setupsSurviveDamage()
{
    QFETCH(QString, text);
    const ChartSetup setup = ChartSetup::fromText(text);
    QCOMPARE(setup.symbol.value, u"btcusdt"_s);
    QCOMPARE(setup.period, htx::Period::Hour1);
    QVERIFY(setup.indicators.isEmpty());
    ChartSetup full;
    full.symbol = Symbol{u"ethbtc"_s};
    full.type = ChartType::HeikinAshi;
    full.priceMode = PriceMode::Percent;
    full.indicators = {market::IndicatorSpec::of(market::IndicatorKind::Macd)};
    full.paneShares = {0.25};
    QCOMPARE(ChartSetup::fromText(full.toText()), full);
}

QTEST_MAIN(TestCharts)
#include "tst_charts.moc"
