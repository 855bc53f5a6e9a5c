// SPDX-License-Identifier: GPL-3.0-or-later
#include "market/recentmarkets.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace coffer;
using market::RecentMarkets;

namespace {

Symbol sym(const QString &name)
{
    return Symbol{name};
}

} // namespace

class RecentMarketsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void newestFirstEachOnce();
    void keepsTheLastTwenty();
    void outlivesTheProgram();
    void isOneForAllWindows();
    void leavesOutWhatIsNoMarket();
};

void RecentMarketsTest::newestFirstEachOnce()
{
    Settings settings{QString()};
    RecentMarkets recent(settings);
    QVERIFY(recent.symbols().isEmpty());
    QSignalSpy changed(&recent, &RecentMarkets::changed);
    recent.add(sym(QStringLiteral("btcusdt")));
    recent.add(sym(QStringLiteral("ETHUSDT")));
    recent.add(sym(QStringLiteral("ethusdt"))); // is the newest already
    QCOMPARE(changed.size(), 2);
    recent.add(sym(QStringLiteral("btcusdt")));
    QCOMPARE(recent.symbols(),
             (QList<Symbol>{sym(QStringLiteral("btcusdt")), sym(QStringLiteral("ethusdt"))}));
    recent.clear();
    QVERIFY(recent.symbols().isEmpty());
    QCOMPARE(changed.size(), 4);
}

void RecentMarketsTest::keepsTheLastTwenty()
{
    Settings settings{QString()};
    RecentMarkets recent(settings);
    for (int i = 0; i < 50; ++i)
        recent.add(sym(QStringLiteral("m%1").arg(i)));
    QCOMPARE(recent.symbols().size(), RecentMarkets::most);
    QCOMPARE(recent.symbols().first(), sym(QStringLiteral("m49")));
    QCOMPARE(recent.symbols().last(), sym(QStringLiteral("m30")));
}

void RecentMarketsTest::outlivesTheProgram()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("settings.ini"));
    {
        Settings settings(file);
        RecentMarkets(settings).add(sym(QStringLiteral("trxusdt")));
    }
    Settings settings(file);
    QCOMPARE(RecentMarkets(settings).symbols(), QList<Symbol>{sym(QStringLiteral("trxusdt"))});
}

void RecentMarketsTest::isOneForAllWindows()
{
    Settings settings{QString()};
    RecentMarkets here(settings);
    RecentMarkets there(settings);
    QSignalSpy changed(&there, &RecentMarkets::changed);
    here.add(sym(QStringLiteral("btcusdt")));
    QCOMPARE(changed.size(), 1);
    there.add(sym(QStringLiteral("ethusdt")));
    QCOMPARE(here.symbols(), there.symbols());
    QCOMPARE(here.symbols().size(), 2);
}

void RecentMarketsTest::leavesOutWhatIsNoMarket()
{
    Settings settings{QString()};
    RecentMarkets recent(settings);
    recent.add(Symbol{});
    recent.add(sym(QStringLiteral("<b>x</b>")));
    recent.add(sym(QString(65, QLatin1Char('a'))));
    QVERIFY(recent.symbols().isEmpty());
    recent.add(sym(QString(64, QLatin1Char('a'))));
    QCOMPARE(recent.symbols().size(), 1);
}

QTEST_GUILESS_MAIN(RecentMarketsTest)
#include "tst_market_recentmarkets.moc"
