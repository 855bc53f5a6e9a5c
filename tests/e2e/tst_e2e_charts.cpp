// SPDX-License-Identifier: GPL-3.0-or-later
// Charts through the program's own window, beside a coffer-exchange on loopback whose time stands still but
// for what the test lets pass, and with curl as the witness of what the exchange has.
#include "desk.h"

#include "market/candles/candleseries.h"
#include "market/candles/derive.h"
#include "support/patience.h"
#include "ui/charts/browser/marketfilter.h"
#include "ui/charts/browser/marketlist.h"
#include "ui/charts/chartgrid.h"
#include "ui/charts/drawings/chartdrawings.h"
#include "ui/charts/plot/candlechart.h"

#include <QApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QRegularExpression>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTest>
#include <QTimeZone>
#include <QToolButton>

#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>

using namespace Qt::StringLiterals;
using namespace coffer;
using namespace coffer::test;
using htx::Candle;
using market::CandleSeries;

namespace {

using Candles = QList<Candle>;

const QString bitcoin = u"btcusdt"_s;
constexpr qint64 minute = 60;
constexpr qsizetype newestPage = 2'000; ///< of candles that REST gives

/// Time that stands still in the middle of a minute.
QStringList frozen(int port)
{
    const qint64 now = QDateTime::currentSecsSinceEpoch();
    const QDateTime at = QDateTime::fromSecsSinceEpoch(now - now % minute + 20, QTimeZone::utc());
    return {u"--speed"_s, u"0.001"_s,           u"--now"_s, at.toString(Qt::ISODate),
            u"--port"_s,  QString::number(port)};
}

/// An exchange, what its staff does to it, and what it has.
class Exchange : public RunningExchange
{
public:
    explicit Exchange(int port = 0) : RunningExchange(frozen(port)) {}

    bool tell(const QString &path, const QJsonObject &body) const
    {
        const QByteArray answer =
            curl({u"--header"_s, u"Content-Type: application/json"_s, u"--data"_s,
                  QString::fromUtf8(QJsonDocument(body).toJson(QJsonDocument::Compact))},
                 u"/local/"_s + path);
        return QJsonDocument::fromJson(answer).object().value(u"ok"_s).toBool();
    }
    bool advance(qint64 ms) const { return tell(u"time"_s, {{u"advance"_s, ms}}); }
    /// The feeds tell of prices with the seconds of the exchange, so some pass.
    bool movePrice(double factor) const
    {
        return tell(u"price"_s, {{u"symbol"_s, bitcoin}, {u"factor"_s, factor}}) && advance(2000);
    }
    bool setMarket(const QString &state) const
    {
        return tell(u"market"_s, {{u"symbol"_s, bitcoin}, {u"state"_s, state}});
    }

    /// Oldest first; "from" and "to" in seconds, both with their candle.
    Candles candles(const QString &symbol, const QString &period, int size,
                    std::optional<std::pair<qint64, qint64>> times = {}) const
    {
        QString path = u"/market/history/candles?symbol=%1&period=%2&size=%3"_s.arg(symbol, period).arg(size);
        if (times)
            path += u"&from=%1&to=%2"_s.arg(times->first).arg(times->second);
        const QJsonArray rows = QJsonDocument::fromJson(curl({}, path)).object().value(u"data"_s).toArray();
        Candles candles;
        for (const QJsonValue row : rows) {
            candles.prepend({row[u"id"_s].toInteger(), row[u"open"_s].toDouble(), row[u"high"_s].toDouble(),
                             row[u"low"_s].toDouble(), row[u"close"_s].toDouble(),
                             row[u"amount"_s].toDouble(), row[u"vol"_s].toDouble(),
                             row[u"count"_s].toInteger()});
        }
        return candles;
    }
    /// The price of now as the exchange writes it.
    QString closeDigits() const
    {
        const QString body = QString::fromUtf8(
            curl({}, u"/market/history/candles?symbol=%1&period=1min&size=1"_s.arg(bitcoin)));
        static const QRegularExpression close(u"\"close\":([0-9.]+)"_s);
        return close.match(body).captured(1);
    }

private:
    QByteArray curl(const QStringList &arguments, const QString &path) const
    {
        return outputOf(u"curl"_s, QStringList{u"--silent"_s, u"--noproxy"_s, u"*"_s} + arguments +
                                       QStringList{url().toString(QUrl::RemovePath) + path});
    }
};

template<class Condition>
bool waitFor(Condition condition)
{
    return QTest::qWaitFor(condition, patienceMs);
}

/// The program with its Charts page before its user.
class ChartDesk : public Desk
{
public:
    using Desk::Desk;

    /// False: it was not there in time.
    bool open()
    {
        if (!start())
            return false;
        goTo(u"charts"_s);
        return part(u"chartGrid"_s) && QTest::qWaitForWindowExposed(part(u"mainWindow"_s));
    }
    /// The same, with fresh candles of a minute on it.
    bool openWithMinutes() { return open() && showPeriod(u"1m"_s); }
    bool showPeriod(const QString &period) const
    {
        press(u"period_"_s + period);
        return waitFor([this] { return hasFresh(); });
    }
    bool hasFresh() const
    {
        return cell().state() == LoadState::Ready && !series().isEmpty() && cell().chart().hasPainted();
    }

    ui::ChartGrid &grid() const { return *part<ui::ChartGrid>(u"chartGrid"_s); }
    ui::ChartCell &cell() const { return grid().current(); }
    const CandleSeries &series() const { return cell().series(); }
    QString market() const { return cell().setup().symbol.value; }
    Candles newest(qsizetype count) const { return candles(series().size() - count, series().size()); }
    Candles all() const { return candles(0, series().size()); }
    double close() const { return series().isEmpty() ? 0 : series().closes().back(); }
    QString priceShown() const { return part<QLabel>(u"chartPrice"_s)->text(); }
    QString subtitle() const { return pagePart<QLabel>(u"pageSubtitle"_s)->text(); }
    bool saysKept() const { return subtitle().contains(u"kept from earlier"_s); }

    /// By the keyboard, from the row that it is on.
    void chooseNeighbour(Qt::Key key) const
    {
        part(u"marketsTable"_s)->setFocus();
        QTest::keyClick(part(u"marketsTable"_s), key);
    }

    /// Through the dialog; it fires once.
    bool setAlert(double level, const QString &note) const
    {
        press(u"newAlert"_s);
        if (!waitFor([this] { return part(u"alertDialog"_s) != nullptr; }))
            return false;
        part<QLineEdit>(u"alertLevel"_s)->clear();
        QTest::keyClicks(part(u"alertLevel"_s), QString::number(std::llround(level)));
        QTest::keyClicks(part(u"alertNote"_s), note);
        press(u"alertSet"_s);
        return waitFor([this] { return part(u"alertDialog"_s) == nullptr; });
    }
    /// What a screen reader says of the rows that fired, newest first.
    QStringList fired() const
    {
        const QAbstractItemModel *model = part<QListView>(u"alertLog"_s)->model();
        QStringList rows;
        for (int row = 0; row < model->rowCount(); ++row)
            rows << model->index(row, 0).data(Qt::AccessibleTextRole).toString();
        return rows;
    }

    /// A place in the chart's prices, as shares of its width and height.
    static QPoint at(ui::ChartCell &cell, double x, double y)
    {
        const QRectF prices = cell.chart().scale().prices();
        return QPointF(prices.left() + x * prices.width(), prices.top() + y * prices.height()).toPoint();
    }
    static void click(ui::ChartCell &cell, double x, double y)
    {
        QTest::mouseClick(cell.chart().viewport(), Qt::LeftButton, {}, at(cell, x, y));
    }
    void chooseLayout(const QString &text) const
    {
        const QList<QAction *> actions = part<QToolButton>(u"chartMore"_s)->menu()->actions();
        for (QAction *action : actions) {
            if (action->text() == text)
                action->trigger();
        }
    }

private:
    Candles candles(qsizetype first, qsizetype end) const
    {
        Candles result;
        for (qsizetype index = std::max<qsizetype>(first, 0); index < end; ++index)
            result << series().at(index);
        return result;
    }
};

bool isNear(double left, double right, double tolerance)
{
    return std::abs(left - right) <= tolerance * std::max(std::abs(left), std::abs(right));
}

/// The first candle that is not the same; empty when all are. Volumes may differ by that share.
QString difference(const Candles &shown, const Candles &witness, double tolerance = 0)
{
    if (shown.size() != witness.size())
        return u"%1 candles instead of %2"_s.arg(shown.size()).arg(witness.size());
    for (qsizetype i = 0; i < shown.size(); ++i) {
        Candle left = shown[i];
        const Candle &right = witness[i];
        if (isNear(left.amount, right.amount, tolerance))
            left.amount = right.amount;
        if (isNear(left.volume, right.volume, tolerance))
            left.volume = right.volume;
        if (left == right)
            continue;
        const auto words = [](const Candle &candle) {
            return u"%1: %2 %3 %4 %5, %6 %7 %8"_s.arg(candle.time)
                .arg(candle.open, 0, 'g', 17)
                .arg(candle.high, 0, 'g', 17)
                .arg(candle.low, 0, 'g', 17)
                .arg(candle.close, 0, 'g', 17)
                .arg(candle.amount, 0, 'g', 17)
                .arg(candle.volume, 0, 'g', 17)
                .arg(candle.count);
        };
        return u"number %1 is %2 instead of %3"_s.arg(i).arg(words(left), words(right));
    }
    return {};
}

/// Digits without groups and zeros at the end.
QString plainDigits(QString text)
{
    text.removeIf([](QChar c) { return !c.isDigit() && c != u'.'; });
    while (text.contains(u'.') && (text.endsWith(u'0') || text.endsWith(u'.')))
        text.chop(1);
    return text;
}

} // namespace

class TestCharts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theNewestCandleFollowsThePrice();
    void panningBackFindsWhatTheExchangeHas();
    void periodsFollowFromOneAnother();
    void arrowKeysChangeTheMarket();
    void anAlertFiresOnce();
    void everythingIsThereAgain();
    void aMarketThatGoesKeepsItsCandles();

private:
    static void drawLine(const ChartDesk &desk);
    static void useDuringOutage(const ChartDesk &desk);
};

void TestCharts::initTestCase()
{
    if (!missingProgram({u"curl"_s}).isEmpty())
        QSKIP("curl is not installed: there is nothing to compare with.");
}

void TestCharts::theNewestCandleFollowsThePrice()
{
    const Exchange exchange;
    const QTemporaryDir profile;
    ChartDesk desk(exchange.url(), profile.path());
    QVERIFY(desk.openWithMinutes());
    QCOMPARE(desk.market(), bitcoin);
    QCOMPARE(desk.series().size(), newestPage);
    QTRY_COMPARE_WITH_TIMEOUT(difference(desk.newest(10), exchange.candles(bitcoin, u"1min"_s, 10)),
                              QString(), patienceMs);
    QCOMPARE(plainDigits(desk.priceShown()), plainDigits(exchange.closeDigits()));

    // From here on no request for candles is answered: what comes, comes over the feed.
    QVERIFY(exchange.tell(
        u"fault"_s,
        {{u"fault"_s, u"hang"_s}, {u"path"_s, u"/market/history/kline"_s}, {u"count"_s, 1'000'000}}));
    const double before = desk.close();
    QVERIFY(exchange.movePrice(1.25));
    QTRY_VERIFY_WITH_TIMEOUT(desk.close() > 1.2 * before, patienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(difference(desk.newest(10), exchange.candles(bitcoin, u"1min"_s, 10)),
                              QString(), patienceMs);
    QTRY_COMPARE(plainDigits(desk.priceShown()), plainDigits(exchange.closeDigits()));

    const qint64 last = desk.series().times().back();
    QVERIFY(exchange.advance(minute * 1000));
    QTRY_COMPARE_WITH_TIMEOUT(desk.series().times().back(), last + minute, patienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(difference(desk.newest(10), exchange.candles(bitcoin, u"1min"_s, 10)),
                              QString(), patienceMs);
}

void TestCharts::panningBackFindsWhatTheExchangeHas()
{
    const Exchange exchange;
    const QTemporaryDir profile;
    ChartDesk desk(exchange.url(), profile.path());
    QVERIFY(desk.openWithMinutes());
    QVERIFY(waitFor([&desk] {
        QTest::keyClick(&desk.cell().chart(), Qt::Key_Home);
        return desk.series().size() > newestPage + 1'200; // several requests over the socket
    }));
    QVERIFY(waitFor([&desk] { return !desk.cell().chart().content().olderMessage.contains(u'…'); }));
    const auto times = desk.series().times();
    for (std::size_t i = 1; i < times.size(); ++i)
        QCOMPARE(times[i], times[i - 1] + minute); // this market trades in every minute

    Candles witness;
    const qint64 end = times.back();
    for (qint64 from = times.front(); from <= end; from += 1'000 * minute)
        witness << exchange.candles(bitcoin, u"1min"_s, 1'000,
                                    std::pair(from, std::min(end, from + 999 * minute)));
    QTRY_COMPARE_WITH_TIMEOUT(difference(desk.all(), witness), QString(), patienceMs);
}

void TestCharts::periodsFollowFromOneAnother()
{
    const Exchange exchange;
    const QTemporaryDir profile;
    ChartDesk desk(exchange.url(), profile.path());
    QVERIFY(desk.openWithMinutes());
    const Candles minutes = desk.all();
    const auto derived = market::derive(minutes, htx::Period::Min1, htx::Period::Min5,
                                        market::CandleSpan{minutes.first().time, minutes.last().time});
    QVERIFY(derived.candles.size() > newestPage / 5 - 3);

    QVERIFY(desk.showPeriod(u"5m"_s));
    QCOMPARE(desk.series().period(), htx::Period::Min5);
    QVERIFY(waitFor([&desk] {
        QTest::keyClick(&desk.cell().chart(), Qt::Key_Home); // older than the minutes reach
        return desk.series().size() >= newestPage / 5 + 100;
    }));
    Candles span = desk.all();
    span.removeIf([&](const Candle &candle) {
        return candle.time < derived.candles.first().time || candle.time > derived.candles.last().time;
    });
    QTRY_COMPARE_WITH_TIMEOUT(difference(span, derived.candles, 1e-9), QString(), patienceMs);
    const Candles witness = exchange.candles(bitcoin, u"5min"_s, 500);
    QTRY_COMPARE_WITH_TIMEOUT(difference(desk.newest(500), witness, 1e-9), QString(), patienceMs);
}

void TestCharts::arrowKeysChangeTheMarket()
{
    const Exchange exchange;
    const QTemporaryDir profile;
    ChartDesk desk(exchange.url(), profile.path());
    QVERIFY(desk.openWithMinutes());
    const auto *list = desk.part<ui::MarketList>(u"marketsTable"_s);
    QTRY_VERIFY_WITH_TIMEOUT(list->currentIndex().isValid() && list->model()->rowCount() > 2, patienceMs);
    const bool isLast = list->currentIndex().row() == list->model()->rowCount() - 1;
    const auto [away, back] =
        isLast ? std::pair(Qt::Key_Up, Qt::Key_Down) : std::pair(Qt::Key_Down, Qt::Key_Up);

    desk.chooseNeighbour(away);
    const QString other = desk.market();
    QVERIFY(other != bitcoin);
    QCOMPARE(static_cast<const ui::MarketFilter *>(list->model())->symbol(list->currentIndex().row()).value,
             other);
    QTRY_VERIFY_WITH_TIMEOUT(desk.hasFresh(), patienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(difference(desk.newest(100), exchange.candles(other, u"1min"_s, 100)),
                              QString(), patienceMs);

    for (const auto &[key, market] : {std::pair(back, bitcoin), {away, other}, {back, bitcoin}}) {
        desk.chooseNeighbour(key);
        QCOMPARE(desk.market(), market);
        QCOMPARE(desk.series().size(), newestPage); // before anything can have come
        QTRY_COMPARE_WITH_TIMEOUT(difference(desk.newest(100), exchange.candles(market, u"1min"_s, 100)),
                                  QString(), patienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(desk.hasFresh(), patienceMs);
    }
}

void TestCharts::anAlertFiresOnce()
{
    const Exchange exchange;
    const QTemporaryDir profile;
    ChartDesk desk(exchange.url(), profile.path());
    QVERIFY(desk.openWithMinutes());
    desk.press(u"alertsButton"_s);
    QTRY_VERIFY_WITH_TIMEOUT(desk.part<QTabBar>(u"alertTabs"_s)->isVisible(), patienceMs);
    const double price = desk.close();
    QVERIFY(desk.setAlert(1.1 * price, u"the first"_s));
    QVERIFY(desk.setAlert(1.4 * price, u"the second"_s));
    QCOMPARE(desk.part<QListView>(u"alertList"_s)->model()->rowCount(), 2);
    QVERIFY(desk.fired().isEmpty());

    QVERIFY(exchange.movePrice(1.2));
    QTRY_COMPARE_WITH_TIMEOUT(desk.fired().size(), 1, patienceMs);
    QVERIFY2(desk.fired().first().startsWith(u"New: "_s) && desk.fired().first().contains(u"the first"_s),
             qPrintable(desk.fired().first()));
    QCOMPARE(desk.part<QTabBar>(u"alertTabs"_s)->tabText(1), u"Fired (1)"_s);

    // Down and up again, each seen by another alert: the first one keeps silent.
    QVERIFY(desk.setAlert(1.05 * price, u"the third"_s));
    QVERIFY(exchange.movePrice(1 / 1.2));
    QTRY_COMPARE_WITH_TIMEOUT(desk.fired().size(), 2, patienceMs);
    QVERIFY2(desk.fired().first().contains(u"the third"_s), qPrintable(desk.fired().first()));
    QVERIFY(exchange.movePrice(1.5));
    QTRY_COMPARE_WITH_TIMEOUT(desk.fired().size(), 3, patienceMs);
    QVERIFY2(desk.fired().first().contains(u"the second"_s), qPrintable(desk.fired().first()));
    QCOMPARE(desk.fired().filter(u"the first"_s).size(), 1);

    desk.part<QTabBar>(u"alertTabs"_s)->setCurrentIndex(1);
    desk.press(u"alertsSeen"_s);
    QCOMPARE(desk.fired().filter(u"New: "_s), QStringList());
}

/// A trend line by two clicks on the first of two charts.
void TestCharts::drawLine(const ChartDesk &desk)
{
    ui::ChartCell &cell = desk.grid().cell(0);
    ChartDesk::click(cell, 0.5, 0.5); // makes it the current one
    QCOMPARE(&desk.cell(), &cell);
    desk.press(u"drawButton"_s);
    QTRY_VERIFY(desk.part(u"trend-lineButton"_s)->isVisible());
    desk.press(u"trend-lineButton"_s);
    ChartDesk::click(cell, 0.3, 0.3);
    ChartDesk::click(cell, 0.6, 0.7);
    const market::DrawingBook *book = cell.drawings().editor().book();
    QVERIFY(book);
    QCOMPARE(book->drawings().size(), 1);
    QCOMPARE(book->drawings().first().kind, market::DrawingKind::TrendLine);
    QVERIFY(book->drawings().first().points.first().time < book->drawings().first().points.last().time);
}

void TestCharts::everythingIsThereAgain()
{
    const QTemporaryDir profile;
    auto exchange = std::make_unique<Exchange>();
    const QUrl url = exchange->url();
    market::Drawing line;
    Candles before;
    QList<ui::ChartSetup> setups;
    {
        ChartDesk desk(url, profile.path());
        QVERIFY(desk.openWithMinutes());
        desk.chooseLayout(u"Two charts"_s);
        QCOMPARE(desk.grid().count(), 2);
        QTRY_VERIFY_WITH_TIMEOUT(desk.grid().cell(1).chart().hasPainted(), patienceMs);
        ChartDesk::click(desk.grid().cell(1), 0.5, 0.5);
        QVERIFY(desk.showPeriod(u"15m"_s));
        drawLine(desk);
        QCOMPARE(desk.grid().cell(0).drawings().editor().book()->drawings().size(), 1);
        line = desk.grid().cell(0).drawings().editor().book()->drawings().first();
        before = desk.all();
        setups = {desk.grid().cell(0).setup(), desk.grid().cell(1).setup()};
    }
    exchange.reset(); // nobody answers at the next start

    ChartDesk desk(url, profile.path());
    QVERIFY(desk.open());
    QCOMPARE(desk.grid().count(), 2);
    for (int i = 0; i < 2; ++i) {
        QCOMPARE(desk.grid().cell(i).setup(), setups[i]);
        QTRY_VERIFY_WITH_TIMEOUT(desk.grid().cell(i).chart().hasPainted(), patienceMs);
        QVERIFY(desk.grid().cell(i).state() != LoadState::Ready);
    }
    QTRY_COMPARE_WITH_TIMEOUT(difference(desk.all(), before), QString(), patienceMs);
    QVERIFY2(desk.saysKept(), qPrintable(desk.subtitle()));
    QTRY_VERIFY_WITH_TIMEOUT(desk.message(), patienceMs);
    const market::DrawingBook *book = desk.grid().cell(0).drawings().editor().book();
    QTRY_COMPARE_WITH_TIMEOUT(book->drawings().size(), 1, patienceMs);
    QCOMPARE(book->drawings().first().kind, line.kind);
    QCOMPARE(book->drawings().first().points, line.points);

    exchange = std::make_unique<Exchange>(url.port());
    QCOMPARE(exchange->url(), url);
    QTRY_VERIFY_WITH_TIMEOUT(desk.hasFresh() && !desk.saysKept() && !desk.message(), 2 * patienceMs);
}

/// Nothing is told of the market any more; everything else goes on.
void TestCharts::useDuringOutage(const ChartDesk &desk)
{
    const double from = desk.cell().chart().scale().from();
    QTest::keyClick(&desk.cell().chart(), Qt::Key_Left);
    QVERIFY(desk.cell().chart().scale().from() < from);
    QTest::keyClick(&desk.cell().chart(), Qt::Key_Home); // older ones are refused, too
    const auto *list = desk.part<ui::MarketList>(u"marketsTable"_s);
    QVERIFY(list->currentIndex().isValid());
    const bool isLast = list->currentIndex().row() == list->model()->rowCount() - 1;
    const qsizetype size = desk.series().size();
    desk.chooseNeighbour(isLast ? Qt::Key_Up : Qt::Key_Down);
    QVERIFY(desk.market() != bitcoin);
    QTRY_VERIFY_WITH_TIMEOUT(desk.hasFresh(), patienceMs);
    desk.chooseNeighbour(isLast ? Qt::Key_Down : Qt::Key_Up);
    QCOMPARE(desk.market(), bitcoin);
    QVERIFY(desk.series().size() >= size);
}

void TestCharts::aMarketThatGoesKeepsItsCandles()
{
    const Exchange exchange;
    const QTemporaryDir profile;
    Candles before;
    {
        ChartDesk desk(exchange.url(), profile.path());
        QVERIFY(desk.openWithMinutes());
        QTRY_VERIFY_WITH_TIMEOUT(desk.part<ui::MarketList>(u"marketsTable"_s)->currentIndex().isValid(),
                                 patienceMs);
        before = desk.all();
        QVERIFY(exchange.setMarket(u"suspend"_s));
        QVERIFY(exchange.advance(2000));
        const qint64 updated = desk.cell().updatedAt();
        QTRY_VERIFY_WITH_TIMEOUT(desk.cell().updatedAt() > updated, patienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(difference(desk.all(), before), QString(), patienceMs);

        QVERIFY(exchange.setMarket(u"offline"_s));
        QTRY_COMPARE_WITH_TIMEOUT(desk.cell().state(), LoadState::Failed, patienceMs);
        QVERIFY(desk.message());
        QVERIFY2(desk.saysKept(), qPrintable(desk.subtitle()));
        useDuringOutage(desk);
        QTRY_COMPARE_WITH_TIMEOUT(difference(desk.newest(before.size()), before), QString(), patienceMs);
    }

    ChartDesk desk(exchange.url(), profile.path());
    QVERIFY(desk.open());
    QTRY_COMPARE_WITH_TIMEOUT(desk.cell().state(), LoadState::Failed, patienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(desk.cell().chart().hasPainted(), patienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(difference(desk.newest(before.size()), before), QString(), patienceMs);
    QVERIFY2(desk.saysKept(), qPrintable(desk.subtitle()));
    QTRY_VERIFY_WITH_TIMEOUT(desk.part(u"marketNotice"_s)->isVisible(), patienceMs);

    QVERIFY(exchange.setMarket(u"online"_s) && exchange.advance(2000));
    QTRY_VERIFY_WITH_TIMEOUT(desk.hasFresh() && !desk.saysKept(), 2 * patienceMs);
}

int main(int argc, char *argv[])
{
    QApplication application(argc, argv);
    QApplication::setQuitOnLastWindowClosed(false);
    TestCharts charts;
    return QTest::qExec(&charts, argc, argv);
}

#include "tst_e2e_charts.moc"
