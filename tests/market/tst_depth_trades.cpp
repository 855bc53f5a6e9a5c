// SPDX-License-Identifier: GPL-3.0-or-later
#include "market/depth/tradelist.h"
#include "scriptedgateway.h"

#include <QTest>

#include <algorithm>
#include <random>
#include <set>

using namespace coffer;
using market::TradeList;
using test::dec;

namespace {

htx::Trade trade(qint64 at, const QString &id, const char *price = "100", const char *amount = "1")
{
    return {id, at, dec(price), dec(amount), htx::Side::Buy};
}

htx::Trade numbered(int n)
{
    return trade(n, QString::number(n));
}

QStringList ids(const TradeList &list)
{
    QStringList result;
    for (const htx::Trade &each : list.trades())
        result << each.tradeId;
    return result;
}

const auto s = [](const char *text) { return QString::fromLatin1(text); };

} // namespace

class TestDepthTrades : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void newestFirstAndEachOnce()
    {
        TradeList list;
        QVERIFY(list.merge({numbered(2), numbered(1)}));
        QVERIFY(list.merge({numbered(2), numbered(3)}));
        QCOMPARE(ids(list), (QStringList{s("3"), s("2"), s("1")}));
        QVERIFY(!list.merge({numbered(3), numbered(1)}));
        QVERIFY(!list.merge({}));
        QVERIFY(list.merge({trade(2, s("10"))})); // late, and of the same moment as "2"
        QCOMPARE(ids(list), (QStringList{s("3"), s("10"), s("2"), s("1")}));
    }

    void idsCountAsNumbersOfAnyLength()
    {
        TradeList list;
        list.merge({trade(5, s("9")), trade(5, s("100000000000000000000000001")), trade(5, s("10"))});
        QCOMPARE(ids(list), (QStringList{s("100000000000000000000000001"), s("10"), s("9")}));
    }

    void whatIsNoTradeIsLeftOut()
    {
        TradeList list;
        QVERIFY(!list.merge({trade(1, s("1"), "0"), trade(1, s("2"), "-1"), trade(1, s("3"), "1", "0"),
                             trade(1, s("4"), "1", "-5")}));
        QVERIFY(list.isEmpty());
        QVERIFY(!list.lastPrice());
        QCOMPARE(list.lastDirection(), 0);
        QCOMPARE(list.newest(), 0);
    }

    void aFloodKeepsTheNewest()
    {
        QList<htx::Trade> flood;
        for (int n = 1; n <= 100'000; ++n)
            flood.append(numbered(n));
        std::shuffle(flood.begin(), flood.end(), std::mt19937(7));
        flood += flood.first(50'000); // and half of it twice
        TradeList list;
        QVERIFY(list.merge(flood));
        QCOMPARE(list.trades().size(), TradeList::limit);
        QCOMPARE(list.trades().first().tradeId, s("100000"));
        QCOMPARE(list.trades().last().tradeId, QString::number(100'000 - TradeList::limit + 1));
    }

    /// Against a set that keeps everything.
    void agreesWithASimplerWitness()
    {
        std::mt19937 random(11);
        TradeList list;
        std::set<int, std::greater<>> witness;
        for (int round = 0; round < 200; ++round) {
            QList<htx::Trade> more;
            const int count = static_cast<int>(random() % 40);
            for (int i = 0; i < count; ++i) {
                const int n = 1 + round * 10 + static_cast<int>(random() % 60);
                more.append(numbered(n));
                witness.insert(n);
            }
            list.merge(more);
            QStringList wanted;
            for (const int n : witness) {
                if (wanted.size() < TradeList::limit)
                    wanted << QString::number(n);
            }
            QCOMPARE(ids(list), wanted);
        }
    }

    void directionIsOfTheLastChange()
    {
        TradeList list;
        list.merge({trade(1, s("1"), "100"), trade(2, s("2"), "101"), trade(3, s("3"), "101.0")});
        QCOMPARE(list.lastPrice(), Decimal(101));
        QCOMPARE(list.lastDirection(), 1);
        list.merge({trade(4, s("4"), "99")});
        QCOMPARE(list.lastDirection(), -1);
    }

    void forgetsWhatIsBeforeAHole()
    {
        TradeList list;
        list.merge({numbered(1), numbered(2), numbered(3)});
        list.dropUpTo(2);
        QCOMPARE(ids(list), QStringList{s("3")});
        list.dropUpTo(99);
        QVERIFY(list.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestDepthTrades)
#include "tst_depth_trades.moc"
