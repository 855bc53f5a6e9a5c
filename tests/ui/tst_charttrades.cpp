// SPDX-License-Identifier: GPL-3.0-or-later
#include "../history/historyfixture.h"
#include "history/historysync.h"
#include "silentgateway.h"
#include "support/fakeclock.h"
#include "support/patience.h"
#include "ui/charts/plot/chartcontent.h"
#include "ui/charts/trades/owntrades.h"
#include "ui/charts/trades/tradeslayer.h"
#include "ui/charts/trades/tradewords.h"
#include "ui/common/format.h"
#include "ui/common/label.h"
#include "ui/common/theme.h"

#include <QApplication>
#include <QPainter>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace coffer;
using namespace coffer::ui;
using namespace Qt::StringLiterals;
using history::FillSum;
using history::HistorySync;
using htx::Side;
using test::waited;

namespace {

constexpr qint64 start = 1'768'435'200; // 2026-01-15 00:00 UTC
constexpr qint64 hour = 3600;
const Uid alice{7};
const Uid bob{8};
const Symbol btc{u"btcusdt"_s};

Decimal dec(const QByteArray &text)
{
    return Decimal::parse(QByteArrayView(text)).value();
}

htx::Fill fill(int id, double atHour, Side side, const QByteArray &amount, const QByteArray &price)
{
    htx::Fill fill;
    fill.id = FillId{QString::number(id)};
    fill.order = OrderId{u"o"_s};
    fill.symbol = btc;
    fill.side = side;
    fill.amount = dec(amount);
    fill.price = dec(price);
    fill.fee = dec("0.001");
    fill.feeCurrency = Currency{side == Side::Buy ? u"btc"_s : u"usdt"_s};
    fill.createdAt = std::llround((double(start) + atHour * hour) * 1000);
    return fill;
}

htx::Order openOrder(const QString &id, Side side, const char *amount, const char *price)
{
    htx::Order order = test::order(id, htx::OrderState::Submitted);
    order.side = side;
    order.amount = dec(amount);
    order.price = dec(price);
    order.createdAt = start * 1000;
    return order;
}

/// The candles as ChartContent takes them.
struct Candles
{
    const market::CandleSeries &series;
    operator const market::CandleSeries &() const { return series; }
    operator const market::CandleSeries *() const { return &series; }
};

market::CandleSeries candles(int count)
{
    QList<htx::Candle> rows;
    for (int i = 0; i < count; ++i)
        rows.append({start + i * hour, 100.0 + i % 5, 108, 96, 101.0 + i % 7, 1, 100, 1});
    market::CandleSeries series(htx::Period::Hour1);
    series.merge(rows);
    return series;
}

/// What is told to a layer, without a chart: 100 candles of 8 pixels.
struct Bench
{
    Settings settings{QString()};
    test::FakeClock clock;
    Theme theme{settings};
    Format format{settings, clock};
    Context context{theme, format, settings, clock};
    std::unique_ptr<store::Database> database = test::historyDatabase();
    history::HistoryTable table{*database};
    test::SilentGateway gateway;
    HistorySync sync{gateway, table, clock};
    OwnTrades trades{table, sync};
    TradesLayer layer{trades, context};
    market::CandleSeries series = candles(1000);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"
    ChartContent content{Candles{series}, theme, format};
#pragma GCC diagnostic pop

    Bench()
    {
        theme.force(Scheme::Light);
        content.area = QRectF(0, 0, 880, 460);
        content.font = Label::font(Label::Role::Meta);
        content.market = u"BTC/USDT"_s;
        content.quoteName = u"USDT"_s;
        content.priceDecimals = 2;
        content.scale.setPlot(QRectF(0, 20, 800, 400), QRectF(0, 420, 800, 20));
        content.scale.setExtent(double(start), double(start + 1000 * hour), hour);
        look(0, 100);
        content.scale.fitPrices(90, 110, 0.01);
    }
    void look(double fromHour, double toHour)
    {
        content.scale.setTimes(double(start) + fromHour * hour, double(start) + toHour * hour);
        content.buckets = bucketCandles(series, content.scale);
    }
    void show(Uid uid = alice)
    {
        sync.setAccount(uid);
        trades.setAccount(uid);
        trades.setMarket(btc);
        paint();
    }
    QImage paint()
    {
        QImage image(content.area.size().toSize(), QImage::Format_RGB32);
        image.fill(theme.colors().surface);
        QPainter painter(&image);
        painter.setClipRect(content.scale.prices());
        layer.paint(painter, content);
        painter.setClipping(false);
        layer.paintOnAxis(painter, content);
        return image;
    }
    QList<TradeMark> marks(bool equal = false) const
    {
        return tradeMarks(trades.fills(), content, equal);
    }
};

int pixels(const QImage &image, const QColor &color, const QRect &area)
{
    int count = 0;
    for (int y = area.top(); y <= area.bottom(); ++y) {
        for (int x = area.left(); x <= area.right(); ++x)
            count += image.valid(x, y) && image.pixel(x, y) == color.rgb();
    }
    return count;
}

} // namespace

class TestChartTrades : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsWhatIsInSight();
    void followsTheHistory();
    void othersFillsAreNotShown();
    void lateAnswersAreLeftOut();
    void nothingWhileLocked();
    void thousandsAreTakenTogether();
    void marksPointAtThePrice();
    void areaGoesWithTheAmount();
    void narrowCandlesShareAMark();
    void marksOfOddFills();
    void tellsWhatWasTraded();
    void openOrdersAreLines();
    void ordersAtOnePlace();
    void privacyHidesAmounts();
    void canBeHidden();
    void pictures();
};

void TestChartTrades::readsWhatIsInSight()
{
    Bench b;
    waited(b.table.saveFills(alice, {fill(1, 10, Side::Buy, "1", "100"), fill(2, 50, Side::Sell, "1", "101"),
                                     fill(3, 900, Side::Buy, "1", "102")}));
    QSignalSpy changed(&b.trades, &OwnTrades::fillsChanged);
    b.show();
    QTRY_COMPARE(b.trades.fills().size(), 2);
    b.look(20, 120); // what was read reaches there
    b.paint();
    QTest::qWait(200);
    QCOMPARE(changed.size(), 1);
    b.look(850, 950);
    b.paint();
    QTRY_COMPARE(b.trades.fills().size(), 1);
    QCOMPARE(b.trades.fills().first().count, 1);
    QCOMPARE(b.trades.fills().first().price(), dec("102"));
}

void TestChartTrades::followsTheHistory()
{
    Bench b;
    b.show();
    QSignalSpy asked(&b.layer, &ChartLayer::changed);
    waited(b.table.saveFills(alice, {fill(1, 10, Side::Buy, "1", "100")}));
    Q_EMIT b.sync.tableChanged(history::Record::Fill);
    QTRY_COMPARE(b.trades.fills().size(), 1);
    QCOMPARE(asked.size(), 1);
    waited(b.table.saveFills(alice, {fill(2, 11, Side::Sell, "2", "101")}));
    for (int i = 0; i < 500; ++i) // a flood is read once in a while
        Q_EMIT b.sync.tableChanged(history::Record::Fill);
    QTRY_COMPARE(b.trades.fills().size(), 2);
    QCOMPARE(asked.size(), 2);
    Q_EMIT b.sync.tableChanged(history::Record::Fill); // nothing that is shown
    QTest::qWait(200);
    QCOMPARE(asked.size(), 2);
}

void TestChartTrades::othersFillsAreNotShown()
{
    Bench b;
    htx::Fill other = fill(2, 10, Side::Buy, "1", "100");
    other.symbol = Symbol{u"ethusdt"_s};
    waited(b.table.saveFills(alice, {fill(1, 10, Side::Buy, "1", "100"), other}));
    waited(b.table.saveFills(bob, {fill(3, 20, Side::Sell, "5", "101")}));
    b.show(bob);
    QTRY_COMPARE(b.trades.fills().size(), 1);
    QCOMPARE(b.trades.fills().first().amount, dec("5"));
    b.show(alice);
    QVERIFY(b.trades.fills().isEmpty()); // at once, before hers are read
    QTRY_COMPARE(b.trades.fills().size(), 1);
    QCOMPARE(b.trades.fills().first().amount, dec("1"));
    b.trades.setMarket(Symbol{u"xrpusdt"_s});
    QVERIFY(b.trades.fills().isEmpty());
    b.trades.setMarket(btc);
    QTRY_COMPARE(b.trades.fills().size(), 1);
    b.trades.setAccount(Uid{});
    QVERIFY(b.trades.fills().isEmpty());
    QTest::qWait(200);
    QVERIFY(b.trades.fills().isEmpty());
}

void TestChartTrades::lateAnswersAreLeftOut()
{
    Bench b;
    waited(b.table.saveFills(alice, {fill(1, 10, Side::Buy, "1", "100")}));
    b.show(); // is being read
    b.trades.setAccount(bob);
    QTest::qWait(200);
    QVERIFY(b.trades.fills().isEmpty());
}

void TestChartTrades::nothingWhileLocked()
{
    Bench b;
    waited(b.table.saveFills(alice, {fill(1, 10, Side::Buy, "1", "100")}));
    waited(b.table.saveOrders(alice, {openOrder(u"1"_s, Side::Sell, "0.25", "105")}));
    b.show();
    QTRY_COMPARE(b.trades.fills().size(), 1);
    QTRY_COMPARE(b.trades.openOrders().size(), 1);
    b.trades.setLocked(true);
    QVERIFY(b.trades.fills().isEmpty());
    QVERIFY(b.trades.openOrders().isEmpty());
    Q_EMIT b.sync.tableChanged(history::Record::Fill);
    Q_EMIT b.sync.openOrdersChanged();
    b.look(5, 60);
    b.paint();
    QTest::qWait(200);
    QVERIFY(b.trades.fills().isEmpty());
    QVERIFY(b.trades.openOrders().isEmpty());
    b.trades.setLocked(false);
    QTRY_COMPARE(b.trades.fills().size(), 1);
    QCOMPARE(b.trades.openOrders().size(), 1);
}

void TestChartTrades::thousandsAreTakenTogether()
{
    Bench b;
    QList<htx::Fill> fills;
    for (int i = 0; i < 5000; ++i)
        fills.append(fill(i, i * 0.02, i % 2 == 0 ? Side::Buy : Side::Sell, "0.1", "100"));
    waited(b.table.saveFills(alice, fills));
    b.show();
    QTRY_VERIFY(!b.trades.fills().isEmpty());
    QVERIFY(b.trades.fills().size() <= OwnTrades::mostFills);
    QCOMPARE(b.trades.fills().size(), 200); // a hundred candles, two sides
    int count = 0;
    Decimal amount;
    for (const FillSum &sum : b.trades.fills()) {
        count += sum.count;
        amount += sum.amount;
    }
    QCOMPARE(count, 5000);
    QCOMPARE(amount, dec("500"));
    b.look(40, 48); // few enough to see each
    b.paint();
    QTRY_COMPARE(b.trades.fills().size(), 1200);
}

void TestChartTrades::marksPointAtThePrice()
{
    Bench b;
    waited(b.table.saveFills(alice,
                             {fill(1, 10.25, Side::Buy, "1", "100"), fill(2, 10.5, Side::Sell, "1", "105"),
                              fill(3, 10.75, Side::Buy, "3", "104")}));
    b.look(0, 40); // 20 pixels a candle
    b.show();
    QTRY_COMPARE(b.trades.fills().size(), 3);
    const QList<TradeMark> marks = b.marks();
    QCOMPARE(marks.size(), 2); // both buys are of one candle
    const TradeMark &buy = marks.at(0);
    QCOMPARE(buy.fills.count, 2);
    QCOMPARE(buy.fills.price(), dec("103")); // weighed by amount
    QVERIFY(std::abs(buy.tip.x() - b.content.scale.xOf(double(start) + 10.5 * hour)) < 1e-6);
    QVERIFY(std::abs(buy.tip.y() - b.content.scale.yOf(103)) < 1e-6);
    QVERIFY(buy.shape().boundingRect().top() >= buy.tip.y() - 1e-9); // below, pointing up
    const TradeMark &sale = marks.at(1);
    QVERIFY(sale.shape().boundingRect().bottom() <= sale.tip.y() + 1e-9); // above, pointing down
    const QImage image = b.paint();
    const Colors &colors = b.theme.colors();
    QVERIFY(pixels(image, colors.gain, buy.shape().boundingRect().toAlignedRect()) > 20);
    QVERIFY(pixels(image, colors.loss, sale.shape().boundingRect().toAlignedRect()) > 10);
}

void TestChartTrades::areaGoesWithTheAmount()
{
    Bench b;
    waited(b.table.saveFills(alice, {fill(1, 10, Side::Buy, "1", "100"), fill(2, 20, Side::Buy, "4", "100"),
                                     fill(3, 30, Side::Buy, "0.00000001", "100"),
                                     fill(4, 600, Side::Buy, "1000000", "100")}));
    b.look(0, 40);
    b.show();
    QTRY_COMPARE(b.trades.fills().size(), 3); // the great one is far away
    const QList<TradeMark> marks = b.marks();
    QVERIFY(std::abs(marks.at(1).size / marks.at(0).size - 2) < 1e-9); // twice as wide and as high
    QVERIFY(marks.at(2).size >= 8);                                    // can still be seen
    for (const TradeMark &mark : b.marks(true))
        QCOMPARE(mark.size, marks.size() > 0 ? b.marks(true).first().size : 0);
}

void TestChartTrades::narrowCandlesShareAMark()
{
    Bench b;
    QList<htx::Fill> fills;
    for (int i = 0; i < 400; ++i)
        fills.append(fill(i, i + 0.5, Side::Buy, "1", "100"));
    waited(b.table.saveFills(alice, fills));
    b.look(0, 400); // two pixels a candle
    b.show();
    QTRY_COMPARE(b.trades.fills().size(), 400);
    const QList<TradeMark> marks = b.marks();
    QVERIFY(marks.size() <= 800 / 14 + 2);
    int count = 0;
    for (qsizetype i = 0; i < marks.size(); ++i) {
        count += marks.at(i).fills.count;
        if (i > 1 && i + 1 < marks.size())
            QVERIFY(marks.at(i).tip.x() - marks.at(i - 1).tip.x() >= 13);
    }
    QCOMPARE(count, 400);
    // Panning by a few pixels moves them together.
    const FillSum middle = marks.at(marks.size() / 2).fills;
    b.content.scale.pan(-9);
    b.content.buckets = bucketCandles(b.series, b.content.scale);
    const QList<TradeMark> after = b.marks();
    QVERIFY(
        std::any_of(after.begin(), after.end(), [&](const TradeMark &mark) { return mark.fills == middle; }));
}

void TestChartTrades::marksOfOddFills()
{
    Bench b;
    QList<FillSum> sums;
    const auto add = [&](double atHour, const char *amount, const char *price) {
        sums.append(FillSum::of(fill(int(sums.size()), atHour, Side::Sell, amount, price)));
    };
    add(-50, "1", "100"); // before the first candle
    add(5, "0", "100");   // of nothing
    add(15, "1e-18", "100");
    add(25, "1e30", "0.000000000001");
    add(35, "1", "1e40");
    add(99'999, "1", "100"); // after the last candle
    const QList<TradeMark> marks = tradeMarks(sums, b.content, false);
    QCOMPARE(marks.size(), 4);
    for (const TradeMark &mark : marks) {
        QVERIFY(std::isfinite(mark.tip.x()) && std::isfinite(mark.tip.y()));
        QVERIFY(mark.size >= 8 && mark.size <= 18);
        QVERIFY(!fillWords(mark.fills, b.content).isEmpty());
    }
    b.content.buckets = {};
    QVERIFY(tradeMarks(sums, b.content, false).isEmpty());
}

void TestChartTrades::tellsWhatWasTraded()
{
    Bench b;
    htx::Fill first = fill(1, 10.25, Side::Buy, "0.5", "64000");
    first.createdAt = QDateTime(QDate(2025, 11, 26), QTime(14, 3)).toMSecsSinceEpoch();
    const QString one = fillWords(FillSum::of(first), b.content);
    QCOMPARE(one, u"Bought 0.5 BTC at 64,000.00, 26 Nov 2025 14:03, fee 0.001 BTC"_s);

    htx::Fill second = first;
    second.amount = dec("1.5");
    second.price = dec("64002");
    second.fee = dec("-0.2");
    second.feeCurrency = Currency{u"usdt"_s};
    second.createdAt += 60'000;
    FillSum sum = FillSum::of(first);
    sum.add(FillSum::of(second));
    QCOMPARE(fillWords(sum, b.content),
             u"Bought 2 BTC in 2 fills, at 64,001.50 on average, 26 Nov 2025 14:03 to "
             "26 Nov 2025 14:04, fee 0.001 BTC, rebate 0.2 USDT"_s);

    waited(b.table.saveFills(alice, {fill(1, 10, Side::Sell, "1", "100")}));
    b.show();
    QTRY_COMPARE(b.trades.fills().size(), 1);
    const TradeMark mark = b.marks().first();
    const QPointF inside = mark.tip - QPointF(0, 5);
    QVERIFY(b.layer.tip(b.content, inside).startsWith(u"Sold 1 BTC at 100.00"_s));
    QVERIFY(b.layer.tip(b.content, inside + QPointF(60, 0)).isEmpty());
    QVERIFY(b.layer.tip(b.content, QPointF(-100, 1e9)).isEmpty());
}

void TestChartTrades::openOrdersAreLines()
{
    Bench b;
    htx::Order part = openOrder(u"1"_s, Side::Sell, "0.25", "105");
    part.filledAmount = dec("0.1");
    htx::Order stop = openOrder(u"2"_s, Side::Buy, "1", "95");
    stop.stopPrice = dec("96");
    stop.kind = u"stop-limit"_s;
    htx::Order elsewhere = openOrder(u"3"_s, Side::Buy, "1", "100");
    elsewhere.symbol = Symbol{u"ethusdt"_s};
    const htx::Order far = openOrder(u"4"_s, Side::Buy, "1", "20"); // not in sight
    htx::Order market = openOrder(u"5"_s, Side::Buy, "500", "0");
    market.kind = u"market"_s;
    waited(b.table.saveOrders(alice, {part, stop, elsewhere, far, market}));
    QSignalSpy changed(&b.layer, &ChartLayer::changed);
    b.show();
    QTRY_COMPARE(b.trades.openOrders().size(), 4);
    QVERIFY(!changed.isEmpty());
    const QImage image = b.paint();
    const Colors &colors = b.theme.colors();
    const int sellY = int(std::round(b.content.scale.yOf(105)));
    const int buyY = int(std::round(b.content.scale.yOf(95)));
    QVERIFY(pixels(image, colors.loss, QRect(0, sellY, 600, 1)) > 200);
    QVERIFY(pixels(image, colors.gain, QRect(0, buyY, 600, 1)) > 200);
    QCOMPARE(pixels(image, colors.gain, QRect(0, buyY + 20, 600, 1)), 0);
    QVERIFY(pixels(image, colors.loss, QRect(801, sellY - 8, 79, 16)) >= 30); // the price on the axis
    QCOMPARE(orderTag(part, b.content), u"Sell 0.15"_s);
    QCOMPARE(orderTag(market, b.content), u"Buy"_s);
    const QString tip = b.layer.tip(b.content, QPointF(300, sellY));
    QVERIFY2(tip.startsWith(u"Sell 0.25 BTC at 105.00, since"_s), qPrintable(tip));
    QVERIFY(tip.endsWith(u"0.1 filled"_s));
    QVERIFY(b.layer.tip(b.content, QPointF(300, buyY)).contains(u"from 96.00 on"_s));

    // Nothing of another account stays.
    b.sync.setAccount(bob);
    b.trades.setAccount(bob);
    QVERIFY(b.trades.openOrders().isEmpty());
    QCOMPARE(pixels(b.paint(), colors.loss, QRect(0, sellY, 600, 1)), 0);
}

void TestChartTrades::ordersAtOnePlace()
{
    Bench b;
    QList<htx::Order> orders;
    for (int i = 0; i < 300; ++i)
        orders.append(openOrder(QString::number(i), i % 2 == 0 ? Side::Buy : Side::Sell, "1", "100"));
    for (int i = 300; i < 700; ++i) {
        htx::Order each = openOrder(QString::number(i), Side::Buy, "1", "100");
        each.price = dec("91") + Decimal::scaled(i, -2);
        orders.append(each);
    }
    waited(b.table.saveOrders(alice, orders));
    b.show();
    QTRY_COMPARE(b.trades.openOrders().size(), 700);
    QVERIFY(!b.paint().isNull());
    const QString tip = b.layer.tip(b.content, QPointF(300, b.content.scale.yOf(100)));
    QVERIFY(tip.count(u'\n') < 40 && tip.contains(u"Buy"_s) && tip.contains(u"Sell"_s));
}

void TestChartTrades::privacyHidesAmounts()
{
    Bench b;
    waited(b.table.saveFills(alice,
                             {fill(1, 10, Side::Buy, "1.2345", "100"), fill(2, 30, Side::Buy, "77", "100")}));
    waited(b.table.saveOrders(alice, {openOrder(u"1"_s, Side::Sell, "0.987", "105")}));
    b.show();
    QTRY_COMPARE(b.trades.fills().size(), 2);
    QSignalSpy changed(&b.layer, &ChartLayer::changed);
    b.format.setPrivate(true);
    QVERIFY(!changed.isEmpty());
    QString said = orderTag(b.trades.openOrders().first(), b.content);
    said += orderWords(b.trades.openOrders().first(), b.content);
    for (const FillSum &sum : b.trades.fills())
        said += fillWords(sum, b.content);
    for (const QString &amount : {u"1.2345"_s, u"77"_s, u"0.987"_s, u"0.001"_s})
        QVERIFY2(!said.contains(amount), qPrintable(said));
    QVERIFY(said.contains(u"100.00"_s)); // prices are everybody's
    // Nor do sizes tell: both marks look the same.
    const QImage image = b.paint();
    const QList<TradeMark> marks = b.marks(true);
    const auto colored = [&](const TradeMark &mark) {
        return pixels(image, b.theme.colors().gain,
                      mark.shape().boundingRect().toAlignedRect().adjusted(-9, -9, 9, 9));
    };
    QVERIFY(colored(marks.at(0)) > 10);
    QVERIFY(std::abs(colored(marks.at(0)) - colored(marks.at(1))) <= 8);
}

void TestChartTrades::canBeHidden()
{
    Bench b;
    const QImage blank = b.paint();
    waited(b.table.saveFills(alice, {fill(1, 10, Side::Buy, "1", "100")}));
    waited(b.table.saveOrders(alice, {openOrder(u"1"_s, Side::Sell, "0.25", "105")}));
    b.show();
    QTRY_COMPARE(b.trades.fills().size(), 1);
    QTRY_COMPARE(b.trades.openOrders().size(), 1);
    const QImage both = b.paint();
    QSignalSpy changed(&b.layer, &ChartLayer::changed);
    b.layer.setFillsVisible(false);
    const QImage orders = b.paint();
    b.layer.setOrdersVisible(false);
    QCOMPARE(changed.size(), 2);
    QVERIFY(both != orders);
    QCOMPARE(b.paint(), blank);
    QVERIFY(b.layer.tip(b.content, QPointF(300, b.content.scale.yOf(105))).isEmpty());
    b.layer.setFillsVisible(false);
    QCOMPARE(changed.size(), 2);
    b.layer.setFillsVisible(true);
    b.layer.setOrdersVisible(true);
    QCOMPARE(b.paint(), both);
}

/// Writes what the layer looks like into the folder that COFFER_PICTURES names.
void TestChartTrades::pictures()
{
    const QString folder = qEnvironmentVariable("COFFER_PICTURES");
    if (folder.isEmpty())
        QSKIP("COFFER_PICTURES names no folder.");
    for (const auto scheme : {Scheme::Light, Scheme::Dark}) {
        Bench b;
        b.theme.force(scheme);
        b.theme.apply(*qApp);
        QList<htx::Fill> fills;
        for (int i = 0; i < 40; ++i)
            fills.append(fill(i, 5 + i * 0.7 + (i % 5) * 3, i % 3 == 0 ? Side::Sell : Side::Buy,
                              QByteArray::number(0.1 + i % 7), QByteArray::number(97 + i % 9)));
        waited(b.table.saveFills(alice, fills));
        waited(b.table.saveOrders(alice, {openOrder(u"1"_s, Side::Sell, "0.25", "107.5"),
                                          openOrder(u"2"_s, Side::Buy, "1200", "93.2"),
                                          openOrder(u"3"_s, Side::Buy, "3", "92.9")}));
        b.look(0, 60);
        b.show();
        QTRY_COMPARE(b.trades.fills().size(), 40);
        QTRY_COMPARE(b.trades.openOrders().size(), 3);
        b.paint().save(u"%1/trades-%2.png"_s.arg(folder, scheme == Scheme::Dark ? u"dark"_s : u"light"_s));
    }
}

QTEST_MAIN(TestChartTrades)
#include "tst_charttrades.moc"
