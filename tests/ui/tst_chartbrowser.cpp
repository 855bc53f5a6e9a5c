// SPDX-License-Identifier: GPL-3.0-or-later
#include "marketbench.h"
#include "support/patience.h"
#include "ui/charts/browser/marketbrowser.h"
#include "ui/charts/browser/marketdelegate.h"
#include "ui/charts/browser/marketlist.h"
#include "ui/common/label.h"

#include <QContextMenuEvent>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace coffer;
using namespace coffer::ui;
using namespace Qt::StringLiterals;
using test::MarketBench;
using test::TestMarket;

namespace {

const QList<TestMarket> fewMarkets{{"btc", "usdt", "100", "110", "5000"},
                                   {"eth", "usdt", "100", "101", "9000"},
                                   {"eth", "btc", "0.03", "0.031", "50", 6},
                                   {"trx", "eth", "0.03", "0.02", "40", 6},
                                   {"old", "usdt", "1", "", "0", 4, "offline"}};

Symbol sym(const QString &name)
{
    return Symbol{name};
}

QList<TestMarket> many(int count)
{
    QList<TestMarket> markets;
    for (int i = 0; i < count; ++i)
        markets.append({"c" + QByteArray::number(i), "usdt", "100", QByteArray::number(90 + i % 20),
                        QByteArray::number(1000 + i)});
    return markets;
}

/// A browser with everything around it, and what it said.
struct Shown : MarketBench
{
    std::unique_ptr<MarketBrowser> browser;
    QStringList chosen, prefetched, order; ///< order: of both signals

    explicit Shown(const QList<TestMarket> &markets = fewMarkets)
    {
        theme.force(Scheme::Light);
        serve(markets);
        serveCandles();
        board.refresh();
        make();
    }
    void make()
    {
        browser = std::make_unique<MarketBrowser>(board, watchlist, context);
        browser->setRecent(&recent);
        browser->setSparklines(&sparklines);
        browser->resize(260, 500);
        browser->show();
        QObject::connect(browser.get(), &MarketBrowser::chosen, [this](const Symbol &symbol) {
            chosen << symbol.value;
            order << u"chosen "_s + symbol.value;
        });
        QObject::connect(browser.get(), &MarketBrowser::prefetch, [this](const Symbol &symbol) {
            prefetched << symbol.value;
            order << u"prefetch "_s + symbol.value;
        });
    }
    bool isReady() const { return board.state() == LoadState::Ready; }
    MarketList *list() const { return browser->findChild<MarketList *>(); }
    MarketFilter *filter() const { return browser->findChild<MarketFilter *>(); }
    QLineEdit *search() const { return browser->findChild<QLineEdit *>(u"marketSearch"_s); }
    QToolButton *button(const QString &name) const { return browser->findChild<QToolButton *>(name); }
    QStringList rows() const
    {
        QStringList names;
        for (int row = 0; row < filter()->rowCount(); ++row)
            names << filter()->symbol(row).value;
        return names;
    }
};

} // namespace

class TestChartBrowser : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void scopes();
    void quoteFiltersAreWhatThereIs();
    void searchLooksEverywhere();
    void searchKeys();
    void typingInTheListSearches();
    void sortsByEveryFigure();
    void remembersSortAndScope();
    void arrowKeysChooseAtOnce();
    void prefetchesInTheDirectionOfTravel();
    void spaceAndStarChangeFavourites();
    void favouritesCanBeMoved();
    void recentAreThoseLookedAt();
    void menuOffersAndTells();
    void delistedMarketStaysNamed();
    void trendsOnlyOfRowsInSight();
    void trendsCanBeHidden();
    void updatesPaintOnlyRowsInSight();
    void longNamesAndOddFiguresFit();
    void emptyStatesSayWhatToDo();
    void pictures();
};

void TestChartBrowser::scopes()
{
    Shown s;
    QTRY_VERIFY(s.isReady());
    s.watchlist.setSymbols({sym(u"ethbtc"_s), sym(u"btcusdt"_s)});
    QCOMPARE(s.rows(), QStringList({u"ethusdt"_s, u"btcusdt"_s})); // USDT at first, the most traded first
    s.button(u"marketScope_favourites"_s)->click();
    QCOMPARE(s.rows(), QStringList({u"ethbtc"_s, u"btcusdt"_s})); // in the user's order
    s.button(u"marketScope_all"_s)->click();
    // Volumes of different quotes are compared in USDT: 50 BTC, 9,000, 40 ETH and 5,000 USDT.
    QCOMPARE(s.rows(), QStringList({u"ethusdt"_s, u"ethbtc"_s, u"btcusdt"_s, u"trxeth"_s}));
    s.button(u"marketScope_btc"_s)->click();
    QCOMPARE(s.rows(), QStringList({u"ethbtc"_s}));
}

void TestChartBrowser::quoteFiltersAreWhatThereIs()
{
    QList<TestMarket> markets = fewMarkets;
    for (const char *quote : {"husd", "trx", "usdc", "usdd", "ht", "eur", "try", "brl", "gbp", "jpy"}) {
        markets.append(TestMarket{"btc", quote});
        markets.append(TestMarket{"eth", quote});
    }
    Shown s(markets);
    QTRY_VERIFY(s.isReady());
    QTRY_VERIFY(s.button(u"marketScope_usdt"_s)->isVisible());
    // In this order, as far as there is room.
    QVERIFY(s.button(u"marketScope_usdt"_s)->x() < s.button(u"marketScope_btc"_s)->x());
    auto *more = s.button(u"marketScope_more"_s);
    QVERIFY(more->isVisible());
    QVERIFY(more->geometry().right() < s.browser->width());
    QVERIFY(!more->isChecked());
    QMenu *menu = more->menu();
    Q_EMIT menu->aboutToShow();
    QAction *yen = nullptr;
    for (QAction *action : menu->actions()) {
        QVERIFY(action->text() != u"USDT"_s); // it has a button
        if (action->text() == u"JPY"_s)
            yen = action;
    }
    QVERIFY(yen);
    yen->trigger();
    QCOMPARE(s.rows(), QStringList({u"btcjpy"_s, u"ethjpy"_s}));
    QVERIFY(more->isChecked()); // what is chosen can be read
    QCOMPARE(more->text(), u"JPY"_s);
    QVERIFY(more->geometry().right() < s.browser->width());
    for (const QToolButton *button : s.browser->findChildren<QToolButton *>()) {
        if (button->isVisible())
            QVERIFY2(button->geometry().right() < s.browser->width(), qPrintable(button->objectName()));
    }
}

void TestChartBrowser::searchLooksEverywhere()
{
    Shown s;
    QTRY_VERIFY(s.isReady());
    QSignalSpy reset(s.filter(), &QAbstractItemModel::modelReset);
    s.search()->setText(u"btc"_s); // whatever the filter
    QCOMPARE(s.rows(), QStringList({u"btcusdt"_s, u"ethbtc"_s}));
    s.button(u"marketScope_btc"_s)->click();
    QCOMPARE(s.rows(), QStringList({u"btcusdt"_s, u"ethbtc"_s})); // what fits better is still first
    s.search()->setText(u"eth"_s);
    QCOMPARE(s.rows(), QStringList({u"ethbtc"_s, u"ethusdt"_s, u"trxeth"_s})); // equal ones: BTC's first
    s.search()->setText(u"USDT btc"_s);
    QCOMPARE(s.rows(), QStringList({u"btcusdt"_s}));
    s.search()->setText(u"eth/btc"_s);
    QCOMPARE(s.rows(), QStringList({u"ethbtc"_s}));
    s.search()->setText(u"old"_s); // closed markets only when they are looked for
    QCOMPARE(s.rows(), QStringList({u"oldusdt"_s}));
    s.search()->setText(u"nothing like it"_s);
    QVERIFY(s.rows().isEmpty());
    s.search()->setText(u" / - "_s); // no letters: nothing is looked for
    QCOMPARE(s.rows(), QStringList({u"ethbtc"_s}));
    s.search()->setText(QString(10'000, u'x'));
    QVERIFY(s.rows().isEmpty());
    QCOMPARE(reset.size(), 0);
}

void TestChartBrowser::searchKeys()
{
    Shown s;
    QTRY_VERIFY(s.isReady());
    s.browser->select(sym(u"ethusdt"_s));
    s.browser->focusSearch();
    QTest::keyClicks(s.search(), u"btc"_s);
    QCOMPARE(s.chosen.size(), 0);
    QTest::keyClick(s.search(), Qt::Key_Return); // takes the first
    QCOMPARE(s.chosen, QStringList{u"btcusdt"_s});
    QVERIFY(s.list()->hasFocus() || s.list() == s.browser->focusWidget());
    QTest::keyClick(s.search(), Qt::Key_Escape);
    QVERIFY(s.search()->text().isEmpty());
    QCOMPARE(s.rows().size(), 2);
    QCOMPARE(s.chosen.size(), 1);
    QTest::keyClick(s.search(), Qt::Key_Down);
    QCOMPARE(s.browser->focusWidget(), s.list());
    QCOMPARE(s.chosen.size(), 1); // the market that is charted is still the current one
}

void TestChartBrowser::typingInTheListSearches()
{
    Shown s;
    QTRY_VERIFY(s.isReady());
    s.list()->setFocus();
    QTest::keyClicks(s.list(), u"e"_s);
    QCOMPARE(s.search()->text(), u"e"_s);
    QCOMPARE(s.browser->focusWidget(), s.search());
    s.list()->setFocus();
    QTest::keyClick(s.list(), Qt::Key_T);
    QCOMPARE(s.search()->text(), u"et"_s);
    s.list()->setFocus();
    QTest::keyClick(s.list(), Qt::Key_Backspace);
    QCOMPARE(s.search()->text(), u"e"_s);
    QTest::keyClick(s.list(), Qt::Key_Escape);
    QVERIFY(s.search()->text().isEmpty());
}

void TestChartBrowser::sortsByEveryFigure()
{
    Shown s;
    QTRY_VERIFY(s.isReady());
    s.button(u"marketScope_all"_s)->click();
    const auto sorted = [&](const QString &name) {
        s.button(u"marketSort_"_s + name)->click();
        return s.rows();
    };
    QCOMPARE(sorted(u"name"_s), QStringList({u"btcusdt"_s, u"ethbtc"_s, u"ethusdt"_s, u"trxeth"_s}));
    QCOMPARE(sorted(u"name"_s), QStringList({u"trxeth"_s, u"ethusdt"_s, u"ethbtc"_s, u"btcusdt"_s}));
    QCOMPARE(sorted(u"price"_s), QStringList({u"btcusdt"_s, u"ethusdt"_s, u"ethbtc"_s, u"trxeth"_s}));
    QCOMPARE(sorted(u"price"_s), QStringList({u"trxeth"_s, u"ethbtc"_s, u"ethusdt"_s, u"btcusdt"_s}));
    QCOMPARE(sorted(u"change"_s), QStringList({u"btcusdt"_s, u"ethbtc"_s, u"ethusdt"_s, u"trxeth"_s}));
    QCOMPARE(sorted(u"volume"_s), QStringList({u"ethusdt"_s, u"ethbtc"_s, u"btcusdt"_s, u"trxeth"_s}));
    QCOMPARE(sorted(u"volume"_s), QStringList({u"trxeth"_s, u"btcusdt"_s, u"ethbtc"_s, u"ethusdt"_s}));

    // Favourites have an order of their own, which a third click goes back to.
    s.watchlist.setSymbols({sym(u"trxeth"_s), sym(u"oldusdt"_s), sym(u"btcusdt"_s)});
    s.button(u"marketScope_favourites"_s)->click();
    QCOMPARE(s.rows(), QStringList({u"trxeth"_s, u"oldusdt"_s, u"btcusdt"_s}));
    QCOMPARE(sorted(u"price"_s), QStringList({u"btcusdt"_s, u"trxeth"_s, u"oldusdt"_s})); // unknown: last
    QCOMPARE(sorted(u"price"_s), QStringList({u"trxeth"_s, u"btcusdt"_s, u"oldusdt"_s}));
    QCOMPARE(sorted(u"price"_s), QStringList({u"trxeth"_s, u"oldusdt"_s, u"btcusdt"_s}));
}

void TestChartBrowser::remembersSortAndScope()
{
    Shown s;
    QTRY_VERIFY(s.isReady());
    s.button(u"marketScope_all"_s)->click();
    s.button(u"marketSort_price"_s)->click();
    s.button(u"marketSort_price"_s)->click();
    const QStringList before = s.rows();
    s.make();
    QCOMPARE(s.rows(), before);
    QVERIFY(s.button(u"marketScope_all"_s)->isChecked());
    s.settings.setValue(marketScopeSetting, u"nonsense"_s);
    s.settings.setValue(Setting<QString>{u"charts/sort"_s, {}}, u"9999"_s);
    s.make();
    QCOMPARE(s.rows().size(), 4);
    s.settings.setValue(marketScopeSetting, u"quote:gone"_s); // of a currency that prices nothing any more
    s.make();
    QVERIFY(s.rows().isEmpty());
    s.button(u"marketScope_usdt"_s)->click();
    QCOMPARE(s.rows().size(), 2);
}

void TestChartBrowser::arrowKeysChooseAtOnce()
{
    Shown s;
    QTRY_VERIFY(s.isReady());
    s.browser->select(sym(u"ethusdt"_s));
    QTest::keyClick(s.list(), Qt::Key_Down);
    QCOMPARE(s.chosen, QStringList{u"btcusdt"_s});
    s.search()->setText(u"eth"_s); // what is filtered away is not unchosen
    s.search()->clear();
    QCOMPARE(s.chosen.size(), 1);
    QCOMPARE(s.filter()->symbol(s.list()->currentIndex().row()), sym(u"btcusdt"_s));
    s.browser->select(sym(u"ethusdt"_s));
    QCOMPARE(s.chosen.size(), 1);
}

void TestChartBrowser::prefetchesInTheDirectionOfTravel()
{
    Shown s(many(50)); // c49 is the most traded
    QTRY_VERIFY(s.isReady());
    s.browser->select(sym(u"c40usdt"_s));
    QTest::keyClick(s.list(), Qt::Key_Down);
    QCOMPARE(s.order, QStringList({u"chosen c39usdt"_s, u"prefetch c38usdt"_s}));
    s.order.clear();
    QTest::keyClick(s.list(), Qt::Key_Up);
    QCOMPARE(s.order, QStringList({u"chosen c40usdt"_s, u"prefetch c41usdt"_s}));
    s.order.clear();
    QTest::keyClick(s.list(), Qt::Key_End);
    QCOMPARE(s.order, QStringList{u"chosen c0usdt"_s}); // nothing is beyond
    s.order.clear();
    QTest::keyClick(s.list(), Qt::Key_PageUp);
    QCOMPARE(s.chosen.size(), 4);
    QCOMPARE(s.order.size(), 2);
    const int at = s.chosen.last().mid(1).remove(u"usdt"_s).toInt();
    QVERIFY(at > 1);
    QCOMPARE(s.prefetched.last(), u"c%1usdt"_s.arg(at + 1));
    s.order.clear();
    QTest::keyClick(s.list(), Qt::Key_Home);
    QCOMPARE(s.order, QStringList{u"chosen c49usdt"_s});
}

void TestChartBrowser::spaceAndStarChangeFavourites()
{
    Shown s;
    QTRY_VERIFY(s.isReady());
    s.browser->select(sym(u"ethusdt"_s));
    const bool before = s.watchlist.contains(sym(u"ethusdt"_s));
    QTest::keyClick(s.list(), Qt::Key_Space);
    QCOMPARE(s.watchlist.contains(sym(u"ethusdt"_s)), !before);
    const QRect row = s.list()->visualRect(s.filter()->index(0, 0));
    QTest::mouseClick(s.list()->viewport(), Qt::LeftButton, {}, QPoint(12, row.center().y()));
    QCOMPARE(s.watchlist.contains(sym(u"ethusdt"_s)), before);
    QCOMPARE(s.chosen.size(), 0);
    QTest::mouseClick(s.list()->viewport(), Qt::LeftButton, {}, QPoint(80, row.bottom() + 10));
    QCOMPARE(s.chosen, QStringList{u"btcusdt"_s});
}

void TestChartBrowser::favouritesCanBeMoved()
{
    Shown s;
    QTRY_VERIFY(s.isReady());
    const auto favourites = [&] {
        QStringList names;
        for (const Symbol &symbol : s.watchlist.symbols())
            names << symbol.value;
        return names;
    };
    s.watchlist.setSymbols({sym(u"btcusdt"_s), sym(u"gone"_s), sym(u"ethusdt"_s), sym(u"ethbtc"_s)});
    QTest::keyClick(s.list(), Qt::Key_Down, Qt::AltModifier); // not among all markets
    QCOMPARE(favourites().first(), u"btcusdt"_s);
    s.button(u"marketScope_favourites"_s)->click();
    s.browser->select(sym(u"btcusdt"_s));
    QTest::keyClick(s.list(), Qt::Key_Up, Qt::AltModifier); // it is the first
    QTest::keyClick(s.list(), Qt::Key_Down, Qt::AltModifier);
    QCOMPARE(s.rows(), QStringList({u"ethusdt"_s, u"btcusdt"_s, u"ethbtc"_s}));
    QCOMPARE(favourites(), QStringList({u"gone"_s, u"ethusdt"_s, u"btcusdt"_s, u"ethbtc"_s}));
    QCOMPARE(s.filter()->symbol(s.list()->currentIndex().row()), sym(u"btcusdt"_s)); // goes along
    QCOMPARE(s.chosen.size(), 0);
    // What dragging does: the last one before the first.
    QVERIFY(s.filter()->flags(s.filter()->index(0, 0)).testFlag(Qt::ItemIsDragEnabled));
    QVERIFY(s.filter()->moveRow({}, 2, {}, 0));
    QCOMPARE(s.rows(), QStringList({u"ethbtc"_s, u"ethusdt"_s, u"btcusdt"_s}));
    QVERIFY(!s.filter()->moveRow({}, 0, {}, 1)); // where it is
    QVERIFY(!s.filter()->moveRow({}, 0, {}, 7));
    s.search()->setText(u"eth"_s); // not while the order is another one
    QVERIFY(!s.filter()->moveRow({}, 0, {}, 2));
    s.search()->clear();
    s.button(u"marketSort_price"_s)->click();
    QVERIFY(!s.filter()->moveRow({}, 0, {}, 2));
    QVERIFY(!s.filter()->flags(s.filter()->index(0, 0)).testFlag(Qt::ItemIsDragEnabled));
}

void TestChartBrowser::recentAreThoseLookedAt()
{
    Shown s(many(5));
    QTRY_VERIFY(s.isReady());
    s.browser->select(sym(u"c4usdt"_s));
    for (int i = 0; i < 3; ++i)
        QTest::keyClick(s.list(), Qt::Key_Down); // passes by two
    QTRY_COMPARE(s.recent.symbols(), QList<Symbol>{sym(u"c1usdt"_s)});
    s.recent.add(sym(u"c3usdt"_s));
    s.recent.add(sym(u"gone"_s));
    s.button(u"marketScope_recent"_s)->click();
    QCOMPARE(s.rows(), QStringList({u"c3usdt"_s, u"c1usdt"_s}));
    s.browser->setRecent(nullptr);
    QVERIFY(!s.button(u"marketScope_recent"_s)->isVisible());
}

void TestChartBrowser::menuOffersAndTells()
{
    Shown s;
    QTRY_VERIFY(s.isReady());
    s.browser->select(sym(u"ethusdt"_s));
    QSignalSpy window(s.browser.get(), &MarketBrowser::openInWindowRequested);
    QSignalSpy compare(s.browser.get(), &MarketBrowser::compareRequested);
    QSignalSpy alert(s.browser.get(), &MarketBrowser::alertRequested);
    const auto pick = [&](const QString &name) {
        QContextMenuEvent key(QContextMenuEvent::Keyboard, QPoint(5, 5), s.list()->mapToGlobal(QPoint(5, 5)));
        QCoreApplication::sendEvent(s.list()->viewport(), &key);
        auto *menu = s.browser->findChild<QMenu *>(u"marketMenu"_s);
        QVERIFY(menu);
        auto *action = menu->findChild<QAction *>(name);
        QVERIFY(action);
        if (name == u"compare"_s) // with itself makes no sense
            QVERIFY(!action->isEnabled());
        action->trigger();
        delete menu;
    };
    pick(u"openInWindow"_s);
    pick(u"setAlert"_s);
    pick(u"compare"_s);
    QCOMPARE(window.size(), 1);
    QCOMPARE(window.first().first().value<Symbol>(), sym(u"ethusdt"_s));
    QCOMPARE(alert.size(), 1);
    QCOMPARE(compare.size(), 0);
    const bool before = s.watchlist.contains(sym(u"ethusdt"_s));
    pick(u"favourite"_s);
    QCOMPARE(s.watchlist.contains(sym(u"ethusdt"_s)), !before);
    QCOMPARE(s.chosen.size(), 0);
}

void TestChartBrowser::delistedMarketStaysNamed()
{
    Shown s;
    QTRY_VERIFY(s.isReady());
    s.browser->select(sym(u"btcusdt"_s));
    auto *notice = s.browser->findChild<Label *>(u"marketNotice"_s);
    QVERIFY(!notice->isVisible());
    s.serve(fewMarkets.mid(1));
    s.refreshAll();
    QTRY_COMPARE(s.rows(), QStringList{u"ethusdt"_s});
    QTRY_VERIFY(notice->isVisible());
    QVERIFY2(notice->text().contains(u"BTC/USDT"_s), qPrintable(notice->text()));
    QCOMPARE(s.chosen.size(), 0); // nothing else was put in its place
    QVERIFY(!s.list()->currentIndex().isValid());
    s.browser->select(sym(u"ethusdt"_s));
    QVERIFY(!notice->isVisible());
    s.browser->select(sym(u"oldusdt"_s)); // is there, but closed
    QVERIFY(notice->isVisible() && notice->text().startsWith(u"OLD/USDT"_s));
    s.browser->select(Symbol{QString(500, u'x')});
    QVERIFY(notice->isVisible() && notice->text().size() < 150);
}

void TestChartBrowser::trendsOnlyOfRowsInSight()
{
    Shown s(many(300));
    QTRY_VERIFY(s.isReady());
    QTRY_VERIFY(!s.gateway.candlesAsked.isEmpty());
    const auto [first, last] = s.list()->rowsInSight();
    QCOMPARE(first, 0);
    QVERIFY(last > 5 && last < 20);
    const int inSight = last - first + 1;
    QTRY_COMPARE(s.gateway.candlesAsked.size(), inSight);
    QTest::qWait(250);
    QCOMPARE(s.gateway.candlesAsked.size(), inSight); // each once
    s.gateway.candlesAsked.clear();
    for (int i = 0; i < 100; ++i) // passes by hundreds of rows
        s.list()->verticalScrollBar()->setValue(i * 60);
    QCOMPARE(s.gateway.candlesAsked.size(), 0);
    QTRY_VERIFY(s.gateway.candlesAsked.size() >= inSight - 1);
    QTest::qWait(250);
    QVERIFY(s.gateway.candlesAsked.size() <= inSight + 1);
    const QModelIndex shown = s.filter()->index(s.list()->rowsInSight().first, 0);
    QVERIFY(shown.data(Qt::AccessibleTextRole).toString().contains(u"Falling over 24 hours"_s) ||
            shown.data(Qt::AccessibleTextRole).toString().contains(u"Rising over 24 hours"_s));
    QVERIFY(s.filter()->trend(shown.row()).size() == 49); // and the price of now
}

void TestChartBrowser::trendsCanBeHidden()
{
    Shown s;
    QTRY_VERIFY(s.isReady());
    QTRY_COMPARE(s.gateway.candlesAsked.size(), 2);
    const QImage with = s.list()->grab().toImage();
    QAction *action = nullptr;
    for (QAction *each : s.browser->findChildren<QAction *>()) {
        if (each->isCheckable() && each->text().contains(u"24 hours"_s))
            action = each;
    }
    QVERIFY(action && action->isChecked() && action->isEnabled());
    action->trigger();
    QVERIFY(s.list()->grab().toImage() != with);
    s.make(); // is remembered
    s.gateway.candlesAsked.clear();
    QTest::qWait(250);
    QVERIFY(s.gateway.candlesAsked.isEmpty());
}

void TestChartBrowser::updatesPaintOnlyRowsInSight()
{
    Shown s(many(1200));
    QTRY_VERIFY(s.isReady());
    QTRY_COMPARE(s.rows().size(), 1200);
    QTest::qWait(300);
    const auto *delegate = s.browser->findChild<MarketDelegate *>();
    QList<TestMarket> markets = many(1200);
    const auto update = [&](auto changes) {
        for (TestMarket &each : markets) {
            if (changes(each))
                each.price = QByteArray::number(each.price.toInt() + 1);
        }
        s.serve(markets);
        QSignalSpy told(&s.board, &market::TickerBoard::quotesChanged);
        s.clock.advance(std::chrono::seconds(5));
        s.board.refresh();
        QTRY_VERIFY(!told.isEmpty());
        QTest::qWait(30);
    };
    s.list()->setFocus(); // the order stays
    QTest::qWait(50);
    qint64 painted = delegate->paintedRows();
    update([](const TestMarket &each) { return each.base.mid(1).toInt() < 900; }); // far below what is seen
    const qint64 unseen = delegate->paintedRows() - painted;
    QVERIFY2(unseen <= 1, qPrintable(QString::number(unseen)));
    painted = delegate->paintedRows();
    update([](const TestMarket &) { return true; });
    const auto [first, last] = s.list()->rowsInSight();
    QVERIFY(delegate->paintedRows() - painted <= 2 * (last - first + 1));
    QVERIFY(delegate->paintedRows() > painted);

    // What all of it costs the thread of the window, for who measures.
    QElapsedTimer timer;
    timer.start();
    constexpr int rounds = 50;
    for (int i = 0; i < rounds; ++i) {
        Q_EMIT s.board.quotesChanged();
        QSet<Symbol> moved;
        for (int each = 0; each < 1200; each += 3)
            moved.insert(sym(u"c%1usdt"_s.arg(each)));
        Q_EMIT s.board.pricesMoved(moved);
        s.list()->viewport()->repaint();
    }
    qInfo("1,200 markets: %.2f ms for an update of all, one of 400, and painting what is in sight",
          double(timer.nsecsElapsed()) / 1e6 / rounds);
}

void TestChartBrowser::longNamesAndOddFiguresFit()
{
    const QByteArray longBase(60, 'w');
    QList<TestMarket> markets{
        {longBase, "usdt", "1", "1", "1"},
        {"pepe", "usdt", "0.000000012345", "0.000000023456", "123456789012345", 12},
        {"big", "usdt", "1", "123456789012.12", "1e30", 2},
        {"zero", "usdt", "0", "0", "0", 2},
        {"btc", "usdt", "100000", "104235.67", "1234567890.5", 2},
        {"odd", "usdt", "1", "2", "1", 4, "online", R"(\u202eODD<b>\/USDT)"},
    };
    Shown s(markets);
    QTRY_VERIFY(s.isReady());
    s.button(u"marketScope_all"_s)->click();
    for (const int width : {120, 200, 260, 340, 800}) {
        s.browser->resize(width, 400);
        QVERIFY(!s.browser->grab().isNull());
        QVERIFY(s.list()->horizontalScrollBar()->maximum() == 0);
    }
    const int odd = s.filter()->rowOf(sym(u"oddusdt"_s));
    QVERIFY(!s.filter()->facts(odd).name.contains(QChar(0x202e)));
    const int zero = s.filter()->rowOf(sym(u"zerousdt"_s));
    QVERIFY(!s.filter()->facts(zero).figures.price); // a price that is not positive is none
    QVERIFY(!s.filter()->facts(zero).figures.change);
}

void TestChartBrowser::emptyStatesSayWhatToDo()
{
    Shown s;
    QTRY_VERIFY(s.isReady());
    s.watchlist.setSymbols({});
    s.button(u"marketScope_favourites"_s)->click();
    const auto said = [&] {
        QStringList texts;
        for (const Label *label : s.list()->viewport()->findChildren<Label *>())
            texts << label->text();
        return texts.join(u' ');
    };
    QVERIFY2(said().contains(u"No favourites"_s), qPrintable(said()));
    s.button(u"marketScope_recent"_s)->click();
    QVERIFY(said().contains(u"Nothing viewed yet"_s));
    s.search()->setText(u"zzz"_s);
    QVERIFY(said().contains(u"No market found"_s));
    s.list()->viewport()->findChild<QPushButton *>()->click();
    QCOMPARE(s.rows().size(), 4);
}

/// Writes what the list looks like into the folder that COFFER_PICTURES names.
void TestChartBrowser::pictures()
{
    const QString folder = qEnvironmentVariable("COFFER_PICTURES");
    if (folder.isEmpty())
        QSKIP("COFFER_PICTURES names no folder.");
    QList<TestMarket> markets{{"btc", "usdt", "102000", "104235.67", "1234567890.5", 2},
                              {"eth", "usdt", "3900", "3812.4", "812345678", 2},
                              {"htx", "usdt", "0.0000019", "0.0000020135", "4812345", 10},
                              {"sol", "usdt", "190", "190", "98765432", 4},
                              {"trx", "usdt", "0.31", "0.2987", "61234567", 6},
                              {"doge", "usdt", "0.39", "0.4123", "71234567", 6},
                              {"1000sats", "usdt", "0.0003", "0.00031234", "123456", 8},
                              {"verylongnameofatokenwithnoend", "usdt", "1", "1.5", "99999", 4},
                              {"big", "usdt", "1", "123456789.12", "12", 2},
                              {"eth", "btc", "0.037", "0.0366", "120", 6},
                              {"trx", "eth", "0.00008", "0.000081", "40", 8},
                              {"old", "usdt", "1", "", "0", 4, "offline"}};
    for (const char *base : {"xrp", "ada", "link", "dot", "avax", "ltc", "bch", "uni", "atom", "near"})
        markets.append({base, "usdt", "10", "10.42", "1234567", 4});
    for (const char *quote : {"husd", "trx", "usdc", "ht"})
        markets.append(TestMarket{"btc", quote, "100", "101", "77", 4});
    Shown s(markets);
    s.gateway.candlesOf = [&](const QByteArray &symbol) {
        for (const TestMarket &each : markets) {
            if (each.symbol() == symbol)
                return s.candlesTo(each.open.toDouble(), each.price.toDouble());
        }
        return QByteArray();
    };
    QTRY_VERIFY(s.isReady());
    s.watchlist.setSymbols({sym(u"btcusdt"_s), sym(u"htxusdt"_s), sym(u"oldusdt"_s), sym(u"trxeth"_s)});
    for (const auto scheme : {Scheme::Light, Scheme::Dark}) {
        s.theme.force(scheme);
        s.theme.apply(*qApp);
        for (const int width : {260, 340}) {
            s.browser->resize(width, 560);
            s.browser->select(sym(u"verylongnameofatokenwithnoendusdt"_s));
            s.search()->setText(u"e"_s);
            QTest::qWait(300);
            s.browser->grab().save(u"%1/browser-%2-%3-search.png"_s.arg(folder)
                                       .arg(scheme == Scheme::Dark ? u"dark"_s : u"light"_s)
                                       .arg(width));
            s.search()->clear();
            s.browser->select(sym(u"oldusdt"_s));
            for (const QString &scope : {u"usdt"_s, u"all"_s, u"favourites"_s}) {
                s.browser->resize(width, 560);
                s.button(u"marketScope_"_s + scope)->click();
                s.browser->select(sym(scope == u"favourites"_s ? u"oldusdt"_s : u"ethusdt"_s));
                s.list()->setFocus();
                QTest::qWait(300);
                s.browser->grab().save(u"%1/browser-%2-%3-%4.png"_s.arg(folder)
                                           .arg(scheme == Scheme::Dark ? u"dark"_s : u"light"_s)
                                           .arg(width)
                                           .arg(scope));
            }
        }
    }
    s.theme.force(Scheme::Light);
    s.theme.apply(*qApp);
}

QTEST_MAIN(TestChartBrowser)
#include "tst_chartbrowser.moc"
