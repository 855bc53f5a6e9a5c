// SPDX-License-Identifier: GPL-3.0-or-later
#include "market/watchlist.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace coffer;
using market::Watchlist;

namespace {

QList<Symbol> named(const QStringList &names)
{
    QList<Symbol> symbols;
    for (const QString &name : names)
        symbols.append(Symbol{name});
    return symbols;
}

} // namespace

class WatchlistTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hasDefaults();
    void togglesAndKeeps();
    void cleansWhatItIsGiven();
    void movesWithinTheOrder();
};

void WatchlistTest::hasDefaults()
{
    Settings settings{QString()};
    const Watchlist list(settings);
    QCOMPARE(list.symbols().size(), 6);
    QVERIFY(list.contains(Symbol{QStringLiteral("btcusdt")}));
}

void WatchlistTest::togglesAndKeeps()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("settings.ini"));
    {
        Settings settings(file);
        Watchlist list(settings);
        QSignalSpy changed(&list, &Watchlist::changed);
        list.setSymbols(named({QStringLiteral("a"), QStringLiteral("b")}));
        list.toggle(Symbol{QStringLiteral("c")});
        list.toggle(Symbol{QStringLiteral("a")});
        QCOMPARE(changed.size(), 3);
        list.setSymbols(list.symbols());
        QCOMPARE(changed.size(), 3);
    }
    {
        Settings settings(file);
        Watchlist list(settings);
        QCOMPARE(list.symbols(), named({QStringLiteral("b"), QStringLiteral("c")}));
        list.setSymbols({});
    }
    Settings settings(file);
    QVERIFY(Watchlist(settings).symbols().isEmpty()); // none is a choice, not the default
}

void WatchlistTest::cleansWhatItIsGiven()
{
    Settings settings{QString()};
    Watchlist list(settings);
    list.setSymbols(
        named({QStringLiteral(" BTCUSDT"), QStringLiteral("btcusdt"), QString(), QStringLiteral("<b>"),
               QString(500, QLatin1Char('x')), QStringLiteral("ethusdt")}));
    QCOMPARE(list.symbols(), named({QStringLiteral("btcusdt"), QStringLiteral("ethusdt")}));
}

void WatchlistTest::movesWithinTheOrder()
{
    Settings settings{QString()};
    Watchlist list(settings);
    const auto at = [](const char *name) { return Symbol{QString::fromLatin1(name)}; };
    list.setSymbols({at("a"), at("b"), at("c"), at("d")});
    list.moveTo(at("d"), at("b"));
    QCOMPARE(list.symbols(), (QList<Symbol>{at("a"), at("d"), at("b"), at("c")}));
    list.moveTo(at("a"), at("c"));
    QCOMPARE(list.symbols(), (QList<Symbol>{at("d"), at("b"), at("c"), at("a")}));
    QSignalSpy changed(&list, &Watchlist::changed);
    list.moveTo(at("a"), at("a"));
    list.moveTo(at("a"), at("x"));
    list.moveTo(at("x"), at("a"));
    QCOMPARE(changed.size(), 0);
}

QTEST_GUILESS_MAIN(WatchlistTest)
#include "tst_market_watchlist.moc"
