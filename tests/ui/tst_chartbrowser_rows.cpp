// SPDX-License-Identifier: GPL-3.0-or-later
#include "marketbench.h"
#include "support/patience.h"
#include "ui/charts/browser/marketfilter.h"
#include "ui/charts/browser/marketmodel.h"
#include "ui/charts/browser/sparkline.h"
#include "ui/common/tableview.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <limits>

using namespace coffer;
using namespace coffer::ui;
using namespace Qt::StringLiterals;
using test::MarketBench;
using test::TestMarket;

namespace {

using Column = MarketModel::Column;

MarketRow row(const QString &base, const QString &quote, const QString &name = {})
{
    MarketRow row;
    row.base = Currency{base};
    row.quote = Currency{quote};
    row.name = name.isEmpty() ? base.toUpper() + u'/' + quote.toUpper() : name;
    for (const QChar letter : row.name) {
        if (letter.isLetterOrNumber())
            row.searchName += letter.toLower();
    }
    return row;
}

} // namespace

class TestMarketRows : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ranks_data();
    void ranks();
    void betterMatchesComeFirst_data();
    void betterMatchesComeFirst();
    void scopesAreText();
    void changesByDifference();
    void comesAndGoes();
    void filterIsAModel();
    void sparklines_data();
    void sparklines();
};

void TestMarketRows::ranks_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<bool>("found");
    QTest::newRow("base") << u"btc"_s << true;
    QTest::newRow("upper case") << u"BTC"_s << true;
    QTest::newRow("part of the base") << u"tc"_s << true;
    QTest::newRow("quote") << u"usdt"_s << true;
    QTest::newRow("code") << u"btcusdt"_s << true;
    QTest::newRow("slash") << u"btc/usdt"_s << true;
    QTest::newRow("dash") << u"btc-usdt"_s << true;
    QTest::newRow("turned round") << u"usdt btc"_s << true;
    QTest::newRow("blanks") << u"  btc   usdt "_s << true;
    QTest::newRow("begun") << u"btc us"_s << true;
    QTest::newRow("the same twice") << u"btc btc"_s << true;
    QTest::newRow("across the slash") << u"tcus"_s << true;
    QTest::newRow("another quote") << u"btc eth"_s << false;
    QTest::newRow("another base") << u"eth usdt"_s << false;
    QTest::newRow("more than there is") << u"btcusdtx"_s << false;
    QTest::newRow("nothing") << u""_s << true;
    QTest::newRow("no letters") << u"/ % _"_s << true;
    QTest::newRow("endless") << QString(100'000, u'b') << false;
}

void TestMarketRows::ranks()
{
    QFETCH(QString, typed);
    QFETCH(bool, found);
    const MarketSearch search(typed);
    QCOMPARE(search.rank(u"btcusdt"_s, row(u"btc"_s, u"usdt"_s)).has_value(), found);
}

void TestMarketRows::betterMatchesComeFirst_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QStringList>("order"); // of base/quote, better first, equal ones apart by "="
    QTest::newRow("base exactly, begins, quote, midst")
        << u"btc"_s << QStringList({u"btc/usdt"_s, u"btc3l/usdt"_s, u"eth/btc"_s, u"wbtc/usdt"_s});
    QTest::newRow("one letter") << u"t"_s << QStringList({u"t/usdt"_s, u"trx/usdt"_s, u"btc/usdt"_s});
    QTest::newRow("two words") << u"usdt btc"_s
                               << QStringList({u"btc/usdt"_s, u"btc3l/usdt"_s, u"wbtc/usdt"_s});
    QTest::newRow("code") << u"ethbtc"_s << QStringList({u"eth/btc"_s, u"ethbtc3/usdt"_s, u"xethbtc/usdt"_s});
    QTest::newRow("quote begun") << u"us"_s << QStringList({u"us/btc"_s, u"usd/btc"_s, u"btc/usdt"_s});
}

void TestMarketRows::betterMatchesComeFirst()
{
    QFETCH(QString, typed);
    QFETCH(QStringList, order);
    const MarketSearch search(typed);
    int before = -1;
    for (const QString &pair : order) {
        const QString base = pair.section(u'/', 0, 0);
        const QString quote = pair.section(u'/', 1);
        const std::optional<int> rank = search.rank(base + quote, row(base, quote));
        QVERIFY2(rank, qPrintable(pair));
        QVERIFY2(*rank > before, qPrintable(pair));
        before = *rank;
    }
    // By a name that is not its code.
    QVERIFY(MarketSearch(u"bitcoin"_s).rank(u"btcusdt"_s, row(u"btc"_s, u"usdt"_s, u"Bitcoin / USDT"_s)));
}

void TestMarketRows::scopesAreText()
{
    using Kind = MarketScope::Kind;
    for (const MarketScope &scope :
         {MarketScope{Kind::All, {}}, MarketScope{Kind::Favourites, {}}, MarketScope{Kind::Recent, {}},
          MarketScope{Kind::Quote, Currency{u"usdt"_s}}})
        QCOMPARE(MarketScope::fromText(scope.toText()), scope);
    for (const QString &text : {u""_s, u"quote:"_s, u"1"_s, u"QUOTE:usdt"_s})
        QCOMPARE(MarketScope::fromText(text), MarketScope{});
}

void TestMarketRows::changesByDifference()
{
    MarketBench bench;
    QList<TestMarket> markets{
        {"btc", "usdt", "100", "110"}, {"eth", "usdt"}, {"eth", "btc", "0.03", "0.031"}};
    bench.serve(markets);
    bench.serveCandles();
    MarketModel model(bench.board, bench.watchlist, bench.format);
    model.setSparklines(&bench.sparklines);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    bench.board.refresh();
    QTRY_COMPARE(bench.board.state(), LoadState::Ready);
    QTRY_COMPARE(model.index(1, int(Column::Market)).data().toString(), u"ETH/USDT"_s);
    QCOMPARE(model.rowCount(), 3);
    const int eth = model.rowOf(Symbol{u"ethusdt"_s});
    QCOMPARE(model.index(eth, int(Column::Price)).data().toString(), u"101.00"_s);
    QCOMPARE(model.index(eth, int(Column::Change)).data(SignRole).toInt(), 1);

    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    markets[1].price = "99";
    bench.serve(markets);
    bench.board.refresh();
    QTRY_COMPARE(model.index(eth, int(Column::Price)).data().toString(), u"99.00"_s);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed.first().at(0).toModelIndex().row(), eth);
    QCOMPARE(changed.first().at(1).toModelIndex().row(), eth);
    bench.clock.advance(std::chrono::seconds(5));
    bench.board.refresh(); // nothing new
    QTRY_COMPARE(bench.board.updatedAt(), bench.clock.nowMs());
    QCOMPARE(changed.count(), 1);

    const bool before = model.facts(eth).favourite;
    bench.watchlist.toggle(Symbol{u"ethusdt"_s});
    QCOMPARE(model.facts(eth).favourite, !before);
    QCOMPARE(changed.count(), 2);
    QVERIFY(model.index(eth, 0).data(Qt::AccessibleTextRole).toString().contains(u"ETH/USDT"_s));

    QVERIFY(model.index(eth, int(Column::Trend)).data().toString().isEmpty());
    bench.sparklines.setWanted(u"test"_s, {Symbol{u"ethusdt"_s}});
    QTRY_COMPARE(changed.count(), 3);
    QCOMPARE(changed.last().at(0).toModelIndex().row(), eth);
    // The course began at 100 and the price is 99.
    QCOMPARE(model.index(eth, int(Column::Trend)).data().toString(), u"Falling over 24 hours"_s);
    QCOMPARE(model.trend(eth).last(), 99.0);
    QCOMPARE(reset.count(), 0);
}

void TestMarketRows::comesAndGoes()
{
    MarketBench bench;
    QList<TestMarket> markets;
    for (int i = 0; i < 40; ++i)
        markets.append(TestMarket{"c" + QByteArray::number(i), "usdt"});
    bench.serve(markets);
    MarketModel model(bench.board, bench.watchlist, bench.format);
    MarketFilter filter(model, bench.watchlist);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    const QAbstractItemModelTester filterTester(&filter,
                                                QAbstractItemModelTester::FailureReportingMode::Fatal);
    bench.board.refresh();
    QTRY_COMPARE(model.rowCount(), 40);
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
    markets.remove(10, 5);
    markets.insert(3, TestMarket{"new", "usdt"});
    bench.serve(markets);
    bench.refreshAll();
    QTRY_COMPARE(model.rowCount(), 36);
    QCOMPARE(inserted.size(), 1);
    QCOMPARE(removed.size(), 1);
    QCOMPARE(model.rowOf(Symbol{u"newusdt"_s}), 3);
    QCOMPARE(model.rowOf(Symbol{u"c10usdt"_s}), -1);
    QCOMPARE(model.rowOf(Symbol{u"c15usdt"_s}), 11);
    std::reverse(markets.begin(), markets.end());
    bench.serve(markets);
    bench.refreshAll();
    QTRY_COMPARE(model.rowOf(Symbol{u"c0usdt"_s}), 35);
    for (int each = 0; each < model.rowCount(); ++each)
        QCOMPARE(model.rowOf(model.symbol(each)), each);
}

void TestMarketRows::filterIsAModel()
{
    MarketBench bench;
    QList<TestMarket> markets;
    for (int i = 0; i < 60; ++i)
        markets.append({"c" + QByteArray::number(i), i % 3 == 0 ? "btc" : "usdt", "1",
                        QByteArray::number(i % 7 + 1), QByteArray::number(i * 37 % 60)});
    bench.serve(markets);
    MarketModel model(bench.board, bench.watchlist, bench.format);
    MarketFilter filter(model, bench.watchlist);
    filter.setRecent(&bench.recent);
    const QAbstractItemModelTester tester(&filter, QAbstractItemModelTester::FailureReportingMode::Fatal);
    bench.board.refresh();
    QTRY_COMPARE(bench.board.state(), LoadState::Ready);
    filter.setScope({MarketScope::Kind::Quote, Currency{u"btc"_s}});
    QCOMPARE(filter.rowCount(), 20);
    filter.setWords(u"c1"_s);
    filter.setScope({});
    filter.setWords({});
    QCOMPARE(filter.rowCount(), 60);
    filter.setSort(MarketFilter::Sort::Change, Qt::AscendingOrder);
    for (int each = 1; each < filter.rowCount(); ++each)
        QVERIFY(*filter.facts(each - 1).figures.change <= *filter.facts(each).figures.change);
    // Figures move: rows stay until the order is renewed.
    const Symbol first = filter.symbol(0);
    markets[first.value.mid(1).remove(u"usdt"_s).remove(u"btc"_s).toInt()].price = "100";
    bench.serve(markets);
    bench.clock.advance(std::chrono::seconds(5));
    bench.board.refresh();
    QTRY_COMPARE(filter.facts(filter.rowOf(first)).figures.price, Decimal(100));
    QCOMPARE(filter.symbol(0), first);
    filter.renew();
    QCOMPARE(filter.symbol(59), first);
    QSignalSpy layout(&filter, &QAbstractItemModel::layoutChanged);
    filter.renew(); // the order is right already
    QCOMPARE(layout.size(), 0);
    bench.watchlist.setSymbols({Symbol{u"c5usdt"_s}, Symbol{u"c2usdt"_s}, Symbol{u"c3btc"_s}});
    filter.setScope({MarketScope::Kind::Favourites, {}});
    filter.setSort(MarketFilter::Sort::Own, Qt::DescendingOrder);
    QVERIFY(filter.moveRow({}, 2, {}, 0));
    QCOMPARE(filter.symbol(0), Symbol{u"c3btc"_s});
    QVERIFY(filter.moveRow({}, 0, {}, 3));
    QCOMPARE(filter.symbol(2), Symbol{u"c3btc"_s});
}

void TestMarketRows::sparklines_data()
{
    constexpr double inf = std::numeric_limits<double>::infinity();
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    QTest::addColumn<QList<double>>("values");
    QTest::addColumn<QPolygonF>("line");
    using P = QPointF;
    QTest::newRow("none") << QList<double>{} << QPolygonF{};
    QTest::newRow("one") << QList<double>{1} << QPolygonF{};
    QTest::newRow("rises") << QList<double>{1, 2} << QPolygonF({P(10, 40), P(110, 20)});
    QTest::newRow("equal") << QList<double>{3, 3, 3} << QPolygonF({P(10, 30), P(60, 30), P(110, 30)});
    QTest::newRow("tiny") << QList<double>{1e-12, 3e-12, 2e-12}
                          << QPolygonF({P(10, 40), P(60, 20), P(110, 30)});
    QTest::newRow("huge") << QList<double>{1e300, 3e300, 2e300}
                          << QPolygonF({P(10, 40), P(60, 20), P(110, 30)});
    QTest::newRow("not finite") << QList<double>{nan, 1, inf, 2, -inf} << QPolygonF({P(10, 40), P(110, 20)});
    QTest::newRow("beyond doubles") << QList<double>{-1e308, 1e308} << QPolygonF({P(10, 30), P(110, 30)});
}

void TestMarketRows::sparklines()
{
    QFETCH(QList<double>, values);
    QFETCH(QPolygonF, line);
    const QPolygonF found = sparkline(values, QRectF(10, 20, 100, 20));
    QCOMPARE(found.size(), line.size());
    for (qsizetype i = 0; i < line.size(); ++i)
        QVERIFY((found.at(i) - line.at(i)).manhattanLength() < 1e-6);
}

QTEST_MAIN(TestMarketRows)
#include "tst_chartbrowser_rows.moc"
