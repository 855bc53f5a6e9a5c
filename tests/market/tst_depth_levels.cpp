// SPDX-License-Identifier: GPL-3.0-or-later
#include "market/depth/levels.h"
#include "scriptedgateway.h"

#include <QTest>

using namespace coffer;
using namespace coffer::market;
using htx::Level;
using htx::Side;
using test::dec;

namespace {

QList<Level> levels(const QList<std::pair<const char *, const char *>> &rows)
{
    QList<Level> result;
    for (const auto &[price, size] : rows)
        result.append({dec(price), dec(size)});
    return result;
}

/// "price:size price:size", so that a failure can be read.
QByteArray text(const QList<Level> &side)
{
    QByteArrayList rows;
    for (const Level &level : side)
        rows << level.price.toString() + ':' + level.size.toString();
    return rows.join(' ');
}

} // namespace

class TestDepthLevels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void groupsAwayFromTheOtherSide_data()
    {
        QTest::addColumn<Side>("side");
        QTest::addColumn<QList<Level>>("given");
        QTest::addColumn<QByteArray>("step");
        QTest::addColumn<QByteArray>("wanted");
        const QList<Level> bids = levels({{"99.99", "1"}, {"99.91", "2"}, {"99.9", "4"}, {"89.95", "8"}});
        const QList<Level> asks = levels({{"100.01", "1"}, {"100.1", "2"}, {"100.11", "4"}, {"110", "8"}});
        QTest::newRow("bids down") << Side::Buy << bids << QByteArray("0.1") << QByteArray("99.9:7 89.9:8");
        QTest::newRow("asks up") << Side::Sell << asks << QByteArray("0.1")
                                 << QByteArray("100.1:3 100.2:4 110:8");
        QTest::newRow("bids by ten") << Side::Buy << bids << QByteArray("10") << QByteArray("90:7 80:8");
        QTest::newRow("asks by ten") << Side::Sell << asks << QByteArray("10") << QByteArray("110:15");
        QTest::newRow("the market's own step")
            << Side::Buy << bids << QByteArray("0.01") << QByteArray("99.99:1 99.91:2 99.9:4 89.95:8");
        QTest::newRow("not a power of ten")
            << Side::Sell << asks << QByteArray("0.25") << QByteArray("100.25:7 110:8");
        QTest::newRow("a third, which has no end") << Side::Buy << levels({{"3", "1"}, {"2.9", "1"}})
                                                   << QByteArray("0.3") << QByteArray("3:1 2.7:1");
        QTest::newRow("step zero") << Side::Buy << bids << QByteArray("0") << text(bids);
        QTest::newRow("step below zero") << Side::Buy << bids << QByteArray("-1") << text(bids);
        QTest::newRow("no level") << Side::Buy << QList<Level>() << QByteArray("1") << QByteArray();
        QTest::newRow("one level") << Side::Sell << levels({{"0.5", "3"}}) << QByteArray("1")
                                   << QByteArray("1:3");
        QTest::newRow("18 decimals") << Side::Buy
                                     << levels({{"1.000000000000000019", "1"}, {"1.000000000000000011", "1"}})
                                     << QByteArray("0.00000000000000001")
                                     << QByteArray("1.00000000000000001:2");
        QTest::newRow("sizes far apart")
            << Side::Sell << levels({{"7", "1000000000000"}, {"8", "0.000000000001"}}) << QByteArray("10")
            << QByteArray("10:1000000000000.000000000001");
    }
    void groupsAwayFromTheOtherSide()
    {
        QFETCH(Side, side);
        QFETCH(QList<Level>, given);
        QFETCH(QByteArray, step);
        QFETCH(QByteArray, wanted);
        const QList<Level> grouped = groupLevels(given, *Decimal::parse(QByteArrayView(step)), side);
        QCOMPARE(text(grouped), wanted);
        QCOMPARE(totalSize(grouped), totalSize(given)); // nothing is lost or invented
    }

    void sumsAreExact()
    {
        const QList<DepthLevel> sums =
            accumulate(levels({{"3", "0.1"}, {"2", "0.2"}, {"1", "1000000000000.000000000001"}}));
        QCOMPARE(sums.size(), 3);
        QCOMPARE(sums[0].total, dec("0.1"));
        QCOMPARE(sums[1].total, dec("0.3"));
        QCOMPARE(sums[2].total, dec("1000000000000.300000000001"));
        QVERIFY(accumulate({}).isEmpty());
    }

    void whatIsNoOfferIsLeftOut()
    {
        const QList<Level> odd =
            levels({{"2", "1"}, {"3", "1"}, {"0", "1"}, {"-1", "1"}, {"5", "0"}, {"6", "-2"}, {"3", "9"}});
        QCOMPARE(text(soundLevels(odd, Side::Buy)), QByteArray("3:1 2:1"));
        QCOMPARE(text(soundLevels(odd, Side::Sell)), QByteArray("2:1 3:1"));
        QList<Level> many;
        for (int i = 1; i <= 1'000; ++i)
            many.append({Decimal(i), Decimal(1)});
        const QList<Level> kept = soundLevels(many, Side::Buy);
        QCOMPARE(kept.size(), bookLimit);
        QCOMPARE(kept.first().price, Decimal(1'000));
        QCOMPARE(soundLevels(many, Side::Sell).last().price, Decimal(150));
    }

    void spreadMidAndImbalance()
    {
        const QList<Level> bids = levels({{"99.9", "3"}});
        const QList<Level> asks = levels({{"100", "1"}});
        QCOMPARE(spreadOf(bids, asks), dec("0.1"));
        QCOMPARE(midOf(bids, asks), dec("99.95"));
        QCOMPARE(imbalanceOf(bids, asks), dec("0.5"));
        QCOMPARE(imbalanceOf(bids, {}), Decimal(1));
        QCOMPARE(imbalanceOf({}, asks), Decimal(-1));
        QVERIFY(!imbalanceOf({}, {}) && !spreadOf({}, asks) && !midOf(bids, {}));
        QVERIFY(!isCrossed(bids, asks) && !isCrossed(bids, {}) && !isCrossed({}, {}));
        QVERIFY(isCrossed(asks, bids) && isCrossed(bids, bids));
        QCOMPARE(spreadOf(asks, bids), dec("-0.1"));
    }

    void stepsSuitThePrice()
    {
        QCOMPARE(groupSteps(2, dec("97000")), (QList<Decimal>{dec("0.01"), dec("0.1"), Decimal(1),
                                                              Decimal(10), Decimal(100), Decimal(1000)}));
        QCOMPARE(groupSteps(2, dec("0.05")), QList<Decimal>{dec("0.01")});
        QCOMPARE(groupSteps(2, std::nullopt), QList<Decimal>{dec("0.01")});
        QCOMPARE(groupSteps(0, dec("100")), (QList<Decimal>{Decimal(1), Decimal(10)}));
        QCOMPARE(groupSteps(18, dec("1")).first(), dec("0.000000000000000001"));
        QCOMPARE(groupSteps(18, dec("1")).size(), 8);
        QCOMPARE(groupSteps(-1, Decimal(5)), QList<Decimal>{Decimal(1)});
        QCOMPARE(priceDecimalsOf(levels({{"1.25", "1"}}), levels({{"1.3", "1"}})), 2);
        QCOMPARE(priceDecimalsOf({}, {}), 0);
    }
};

QTEST_GUILESS_MAIN(TestDepthLevels)
#include "tst_depth_levels.moc"
