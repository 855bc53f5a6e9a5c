// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/candles.h"

#include <QDateTime>
#include <QTest>

using namespace coffer;
using namespace coffer::exchange;

namespace {

/// In the middle of a minute, an hour and a week.
constexpr qint64 startMs = 1'790'000'023'456;
constexpr quint64 seed = 7;

struct Fixture
{
    explicit Fixture(quint64 lot = seed, qint64 start = startMs)
        : feed(markets, lot, start), candles(markets, feed)
    {
    }

    MarketList markets;
    PriceFeed feed;
    Candles candles;
};

} // namespace

/// The price path: where it starts, that it is the same every time, and that every period adds up to the same
/// minutes.
class ExchangePricesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void startsAtTheGivenPrice_data();
    void startsAtTheGivenPrice();
    void isTheSameEveryTime();
    void differsBySeed();
    void minutesInARowEqualSingleOnes();
    void minutesAreConnected();
    void secondsStayInTheirMinute();
    void liveMinuteGrowsIntoTheWholeOne();
    void periodsAddUp_data();
    void periodsAddUp();
    void newestClosesAtThePrice();
    void rangesEndWhole();
    void historyHasItsLength();
    void candlesStartWhereTheyShould_data();
    void candlesStartWhereTheyShould();
    void crossPairFollowsItsParts();
    void rollingDayAddsUp();
};

void ExchangePricesTest::startsAtTheGivenPrice_data()
{
    QTest::addColumn<QByteArray>("symbol");
    QTest::addColumn<qint64>("ticks");
    QTest::addColumn<double>("change");
    QTest::newRow("btc") << QByteArray("btcusdt") << qint64(8'795'991) << 1.34;
    QTest::newRow("eth") << QByteArray("ethusdt") << qint64(292'050) << 3.04;
    QTest::newRow("usdt") << QByteArray("usdtusd") << qint64(999'775) << 0.0;
    QTest::newRow("xrp") << QByteArray("xrpusdt") << qint64(223'732) << 8.12;
    QTest::newRow("bnb") << QByteArray("bnbusdt") << qint64(8'602'438) << 0.90;
    QTest::newRow("sol") << QByteArray("solusdt") << qint64(1'380'895) << 5.43;
    QTest::newRow("usdc") << QByteArray("usdcusdt") << qint64(999'807) << 0.01;
    QTest::newRow("trx") << QByteArray("trxusdt") << qint64(272'801) << -1.53;
    QTest::newRow("doge") << QByteArray("dogeusdt") << qint64(150'904) << 2.96;
    QTest::newRow("ada") << QByteArray("adausdt") << qint64(421'635) << 1.97;
    QTest::newRow("hype") << QByteArray("hypeusdt") << qint64(321'524) << 2.23;
    QTest::newRow("bch") << QByteArray("bchusdt") << qint64(53'330) << -1.94;
    QTest::newRow("link") << QByteArray("linkusdt") << qint64(129'534) << 2.68;
    QTest::newRow("leo") << QByteArray("leousdt") << qint64(95'360) << 0.73;
    QTest::newRow("zec") << QByteArray("zecusdt") << qint64(52'148) << -2.87;
}

void ExchangePricesTest::startsAtTheGivenPrice()
{
    QFETCH(QByteArray, symbol);
    QFETCH(qint64, ticks);
    QFETCH(double, change);
    const Fixture world;
    const int market = world.markets.indexOf(symbol);
    QVERIFY(market >= 0);
    QCOMPARE(world.feed.price(market, startMs), ticks);
    const Bar day = world.candles.rollingDay(market, startMs);
    const double found = 100.0 * (double(day.close) / double(day.open) - 1);
    QVERIFY2(std::abs(found - change) < 0.01, qPrintable(QString::number(found)));
}

void ExchangePricesTest::isTheSameEveryTime()
{
    const Fixture one, other;
    const int market = one.markets.indexOf("solusdt");
    // Asked in another order, which must not matter.
    const Bar late = one.feed.minute(market, one.feed.startMinute() + 5000);
    const Bar early = one.feed.minute(market, one.feed.startMinute() - 700'000);
    QCOMPARE(other.feed.minute(market, other.feed.startMinute() - 700'000), early);
    QCOMPARE(other.feed.minute(market, other.feed.startMinute() + 5000), late);
    QVERIFY(!early.isEmpty() && !late.isEmpty());
}

void ExchangePricesTest::differsBySeed()
{
    const Fixture one(1), other(2);
    const int market = one.markets.indexOf("btcusdt");
    const qint64 minute = one.feed.startMinute() - 30 * 1440 + 17;
    QVERIFY(one.feed.minute(market, minute) != other.feed.minute(market, minute));
}

void ExchangePricesTest::minutesInARowEqualSingleOnes()
{
    const Fixture world;
    for (const char *symbol : {"btcusdt", "pepeusdt", "ethbtc"}) {
        const int market = world.markets.indexOf(symbol);
        std::vector<Bar> bars(4000);
        const qint64 first = world.feed.startMinute() - 2500;
        world.feed.minutes(market, first, bars);
        for (size_t minute = 0; minute < bars.size(); minute += 7)
            QCOMPARE(bars[minute], world.feed.minute(market, first + qint64(minute)));
    }
}

void ExchangePricesTest::minutesAreConnected()
{
    const Fixture world;
    const int market = world.markets.indexOf("ethusdt");
    std::vector<Bar> bars(3000);
    world.feed.minutes(market, world.feed.startMinute() - 1500, bars);
    for (size_t minute = 0; minute < bars.size(); ++minute) {
        const Bar &bar = bars[minute];
        QVERIFY(bar.low <= std::min(bar.open, bar.close) && bar.high >= std::max(bar.open, bar.close));
        QVERIFY(bar.low > 0 && bar.amount > 0 && bar.volume > 0 && bar.count > 0);
        if (minute > 0)
            QCOMPARE(bar.open, bars[minute - 1].close);
    }
}

void ExchangePricesTest::secondsStayInTheirMinute()
{
    const Fixture world;
    const int market = world.markets.indexOf("xrpusdt");
    for (qint64 minute = world.feed.startMinute() + 1; minute < world.feed.startMinute() + 20; ++minute) {
        const Bar bar = world.feed.minute(market, minute);
        qint64 high = 0, low = std::numeric_limits<qint64>::max(), amount = 0;
        for (int second = 0; second < 60; ++second) {
            const qint64 price = world.feed.price(market, minute * 60'000 + second * 1000);
            high = std::max(high, price);
            low = std::min(low, price);
            amount += PriceFeed::amountInSecond(bar, second);
        }
        QCOMPARE(high, bar.high);
        QCOMPARE(low, bar.low);
        QCOMPARE(amount, bar.amount);
    }
}

void ExchangePricesTest::liveMinuteGrowsIntoTheWholeOne()
{
    const Fixture world;
    const int market = world.markets.indexOf("btcusdt");
    const qint64 minute = world.feed.startMinute() + 3;
    const Bar whole = world.feed.minute(market, minute);
    Bar before;
    for (int second = 0; second < 60; ++second) {
        const Bar live = world.feed.minuteUntil(market, minute * 60'000 + second * 1000 + 999);
        QVERIFY(live.amount >= before.amount && live.volume >= before.volume && live.high >= before.high);
        QVERIFY(live.high <= whole.high && live.low >= whole.low);
        before = live;
    }
    QCOMPARE(before.amount, whole.amount);
    QCOMPARE(before.volume, whole.volume);
    QCOMPARE(before.high, whole.high);
    QCOMPARE(before.low, whole.low);
}

void ExchangePricesTest::periodsAddUp_data()
{
    QTest::addColumn<QByteArray>("longer");
    QTest::addColumn<QByteArray>("shorter");
    QTest::addColumn<int>("count");
    QTest::newRow("5min") << QByteArray("5min") << QByteArray("1min") << 300;
    QTest::newRow("15min") << QByteArray("15min") << QByteArray("5min") << 300;
    QTest::newRow("30min") << QByteArray("30min") << QByteArray("1min") << 60;
    QTest::newRow("60min") << QByteArray("60min") << QByteArray("5min") << 150;
    QTest::newRow("4hour") << QByteArray("4hour") << QByteArray("60min") << 200;
    QTest::newRow("1day") << QByteArray("1day") << QByteArray("4hour") << 120;
    QTest::newRow("1week") << QByteArray("1week") << QByteArray("1day") << 90;
    QTest::newRow("1mon") << QByteArray("1mon") << QByteArray("1day") << 24;
    QTest::newRow("1year") << QByteArray("1year") << QByteArray("1mon") << 3;
}

/// Each longer candle equals the sum of the shorter ones inside it, also the live one.
void ExchangePricesTest::periodsAddUp()
{
    QFETCH(QByteArray, longer);
    QFETCH(QByteArray, shorter);
    QFETCH(int, count);
    const Fixture world;
    const qint64 now = startMs + 26 * 3'600'000 + 12'345; // the world has run for a while
    for (const char *symbol : {"btcusdt", "solbtc"}) {
        const int market = world.markets.indexOf(symbol);
        const auto wholes = world.candles.newest(market, *periodOf(longer), count, now);
        const auto parts = world.candles.newest(market, *periodOf(shorter), 2000, now);
        int compared = 0;
        for (const TimedBar &whole : wholes) {
            const qint64 end = nextCandle(*periodOf(longer), whole.start / 60) * 60;
            if (whole.start < parts.back().start && parts.size() == 2000)
                break;
            Bar sum;
            for (auto part = parts.rbegin(); part != parts.rend(); ++part) {
                if (part->start >= whole.start && part->start < end)
                    sum.append(part->bar);
            }
            QCOMPARE(sum, whole.bar);
            ++compared;
        }
        QVERIFY2(compared >= 2, qPrintable(QString::number(compared)));
    }
}

/// A range that ends in the past shows the same candles as the newest ones do there.
void ExchangePricesTest::rangesEndWhole()
{
    const Fixture world;
    const int market = world.markets.indexOf("ethusdt");
    const qint64 now = startMs + 1'234'567;
    const auto newest = world.candles.newest(market, htx::Period::Min5, 40, now);
    for (const qint64 second : {newest[10].start, newest[10].start + 299}) {
        const auto range = world.candles.upTo(market, htx::Period::Min5, 30, second, now);
        QCOMPARE(range.size(), size_t(30));
        for (size_t at = 0; at < range.size(); ++at) {
            QCOMPARE(range[at].start, newest[at + 10].start);
            QCOMPARE(range[at].bar.close, newest[at + 10].bar.close);
            QCOMPARE(range[at].bar.amount, newest[at + 10].bar.amount);
        }
    }
    QCOMPARE(world.candles.upTo(market, htx::Period::Min5, 1, now / 1000, now).front().start,
             newest.front().start);
}

void ExchangePricesTest::newestClosesAtThePrice()
{
    const Fixture world;
    const int market = world.markets.indexOf("adausdt");
    for (const qint64 now : {startMs, startMs + 90'500, startMs + 3 * 86'400'000}) {
        const qint64 price = world.feed.price(market, now);
        for (int period = 0; period < int(htx::Period::Count); ++period)
            QCOMPARE(world.candles.newest(market, htx::Period(period), 1, now).front().bar.close, price);
        QCOMPARE(world.candles.today(market, now).close, price);
        QCOMPARE(world.candles.rollingDay(market, now).close, price);
    }
}

void ExchangePricesTest::historyHasItsLength()
{
    const Fixture world;
    const int bitcoin = world.markets.indexOf("btcusdt");
    const auto days = world.candles.newest(bitcoin, htx::Period::Day1, 2000, startMs);
    QVERIFY(days.size() == 731 || days.size() == 732);
    QVERIFY(!days.back().bar.isEmpty());
    // Fewer for a market that opened later.
    const auto younger =
        world.candles.newest(world.markets.indexOf("tonusdt"), htx::Period::Day1, 2000, startMs);
    QVERIFY(younger.size() < days.size());
}

void ExchangePricesTest::candlesStartWhereTheyShould_data()
{
    QTest::addColumn<QByteArray>("period");
    QTest::addColumn<QString>("expected");
    // 2026-11-22 is a Sunday; 17:31 UTC is already Monday 01:31 at UTC+8.
    QTest::newRow("1min") << QByteArray("1min") << QStringLiteral("2026-11-22T17:31:00Z");
    QTest::newRow("15min") << QByteArray("15min") << QStringLiteral("2026-11-22T17:30:00Z");
    QTest::newRow("60min") << QByteArray("60min") << QStringLiteral("2026-11-22T17:00:00Z");
    QTest::newRow("4hour") << QByteArray("4hour") << QStringLiteral("2026-11-22T16:00:00Z");
    QTest::newRow("1day") << QByteArray("1day") << QStringLiteral("2026-11-22T16:00:00Z");
    QTest::newRow("1week") << QByteArray("1week") << QStringLiteral("2026-11-22T16:00:00Z");
    QTest::newRow("1mon") << QByteArray("1mon") << QStringLiteral("2026-10-31T16:00:00Z");
    QTest::newRow("1year") << QByteArray("1year") << QStringLiteral("2025-12-31T16:00:00Z");
}

void ExchangePricesTest::candlesStartWhereTheyShould()
{
    QFETCH(QByteArray, period);
    QFETCH(QString, expected);
    const qint64 minute =
        QDateTime::fromString(QStringLiteral("2026-11-22T17:31:42Z"), Qt::ISODate).toSecsSinceEpoch() / 60;
    const qint64 start = candleStart(*periodOf(period), minute);
    QCOMPARE(start * 60, QDateTime::fromString(expected, Qt::ISODate).toSecsSinceEpoch());
    QCOMPARE(candleStart(*periodOf(period), start), start);
    QCOMPARE(candleStart(*periodOf(period), nextCandle(*periodOf(period), start) - 1), start);
    QCOMPARE(candleStart(*periodOf(period), nextCandle(*periodOf(period), start)),
             nextCandle(*periodOf(period), start));
}

void ExchangePricesTest::crossPairFollowsItsParts()
{
    const Fixture world;
    const int cross = world.markets.indexOf("ethbtc"), eth = world.markets.indexOf("ethusdt");
    const int btc = world.markets.indexOf("btcusdt");
    for (qint64 back = 0; back < 200'000; back += 9973) {
        const qint64 minute = world.feed.startMinute() - back;
        const double ratio =
            double(world.feed.minute(eth, minute).open) / double(world.feed.minute(btc, minute).open);
        const double found = double(world.feed.minute(cross, minute).open) * 1e-6;
        QVERIFY(std::abs(found - ratio) < 2e-6);
    }
}

void ExchangePricesTest::rollingDayAddsUp()
{
    const Fixture world;
    const int market = world.markets.indexOf("dogeusdt");
    const qint64 now = startMs + 7'000'000;
    std::vector<Bar> bars(1440);
    world.feed.minutes(market, now / 60'000 - 1440, bars);
    Bar sum;
    for (const Bar &bar : bars)
        sum.append(bar);
    sum.append(world.feed.minuteUntil(market, now));
    QCOMPARE(world.candles.rollingDay(market, now), sum);
}

QTEST_GUILESS_MAIN(ExchangePricesTest)
#include "tst_exchange_prices.moc"
