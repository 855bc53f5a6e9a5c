// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/candles.h"
#include "market/candles/derive.h"
#include "market/candles/periods.h"

#include <QTest>

#include <algorithm>

using namespace coffer;
using namespace coffer::market;
using htx::Candle;
using htx::Period;

namespace {

constexpr qint64 startMs = 1'790'000'023'456; ///< in the middle of a minute, an hour and a week
constexpr qint64 day = 86'400;

/// The exchange's own candles, read as the client reads them: the doubles of the texts that are sent.
class Exchange
{
public:
    Exchange() : m_feed(m_markets, 7, startMs), m_candles(m_markets, m_feed) {}

    /// Oldest first; the last one is still being made.
    QList<Candle> newest(const QByteArray &symbol, Period period, int count) const
    {
        const int market = m_markets.indexOf(symbol);
        const exchange::Market &info = m_markets.at(market);
        QList<Candle> candles;
        for (const exchange::TimedBar &each : m_candles.newest(market, period, count, startMs)) {
            const auto price = [&](qint64 ticks) { return number(ticks, info.priceDecimals); };
            const exchange::Bar &bar = each.bar;
            candles.prepend({each.start, price(bar.open), price(bar.high), price(bar.low), price(bar.close),
                             number(bar.amount, info.amountDecimals), number(bar.volume, info.volumeDecimals),
                             bar.count});
        }
        return candles;
    }

private:
    static double number(qint64 units, int decimals)
    {
        QByteArray digits = QByteArray::number(units).rightJustified(decimals + 1, '0');
        digits.insert(digits.size() - decimals, '.');
        return digits.toDouble();
    }

    exchange::MarketList m_markets;
    exchange::PriceFeed m_feed;
    exchange::Candles m_candles;
};

Candle candle(qint64 time, double open, double high, double low, double close, double volume = 1)
{
    return {time, open, high, low, close, 2 * volume, volume, 3};
}

bool isClose(double derived, double told)
{
    return std::abs(derived - told) <= 1e-9 * std::max(1.0, std::abs(told));
}

} // namespace

class CandleDeriveTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void addsUp();
    void onlyWholeCandles();
    void missingPartsAreNone();
    void refusesWhatDoesNotDivide();
    void equalsTheExchange_data();
    void equalsTheExchange();
};

void CandleDeriveTest::addsUp()
{
    const QList<Candle> minutes{candle(300, 5, 9, 4, 6, 1.5), candle(360, 7, 8, 3, 8, 2),
                                candle(540, 2, 2.5, 2, 2.25, 0)};
    const Derived derived = derive(minutes, Period::Min1, Period::Min5, CandleSpan{300, 600});
    QCOMPARE(derived.candles.size(), 1);
    QCOMPARE(derived.candles.first(), (Candle{300, 5, 9, 2, 2.25, 7, 3.5, 9}));
    QCOMPARE(derived.complete.list(), QList<CandleSpan>({{300, 600}}));
}

void CandleDeriveTest::onlyWholeCandles()
{
    QList<Candle> minutes;
    for (qint64 minute = 0; minute < 40; ++minute)
        minutes.append(candle(minute * 60, 1, 2, 0.5, 1 + double(minute)));
    CandleSpans complete;
    complete.add({60, 599});       // a part of the first, the second but for its last second
    complete.add({900, 1560});     // two whole ones and a part
    complete.add({1800, 40 * 60}); // up to the one that is being made
    const Derived derived = derive(minutes, Period::Min1, Period::Min5, complete);
    QList<qint64> times;
    for (const Candle &each : derived.candles)
        times.append(each.time);
    QCOMPARE(times, QList<qint64>({900, 1200, 1800, 2100}));
    QCOMPARE(derived.complete.list(), QList<CandleSpan>({{900, 1500}, {1800, 2400}}));
    QVERIFY(derive(minutes, Period::Min1, Period::Hour1, complete).candles.isEmpty());
    QVERIFY(derive({}, Period::Min1, Period::Min5, {}).complete.isEmpty());
}

void CandleDeriveTest::missingPartsAreNone()
{
    // Nothing was traded in the second five minutes: the exchange has no candle there, and none is made up.
    const Derived derived = derive({candle(0, 1, 1, 1, 1), candle(660, 2, 2, 2, 2)}, Period::Min1,
                                   Period::Min5, CandleSpan{0, 900});
    QCOMPARE(derived.candles.size(), 2);
    QCOMPARE(derived.candles[0].time, 0);
    QCOMPARE(derived.candles[1].time, 600);
    QCOMPARE(derived.complete.list(), QList<CandleSpan>({{0, 900}}));
}

void CandleDeriveTest::refusesWhatDoesNotDivide()
{
    const QList<Candle> weeks{candle(startOf(Period::Week1, 1'700'000'000), 1, 1, 1, 1)};
    const CandleSpans all = CandleSpan{0, 2'000'000'000};
    QVERIFY(derive(weeks, Period::Week1, Period::Month1, all).complete.isEmpty());
    QVERIFY(derive(weeks, Period::Week1, Period::Week1, all).complete.isEmpty());
    QVERIFY(derive(weeks, Period::Week1, Period::Day1, all).candles.isEmpty());
}

void CandleDeriveTest::equalsTheExchange_data()
{
    QTest::addColumn<QByteArray>("symbol");
    QTest::addColumn<Period>("finer");
    QTest::addColumn<qint64>("seconds");
    QTest::addColumn<QList<Period>>("coarser");
    QTest::newRow("minutes") << QByteArray("btcusdt") << Period::Min1 << 75 * day
                             << QList{Period::Min5,  Period::Min15, Period::Min30, Period::Hour1,
                                      Period::Hour4, Period::Day1,  Period::Week1, Period::Month1};
    QTest::newRow("minutes of a cross pair") << QByteArray("ethbtc") << Period::Min1 << 8 * day
                                             << QList{Period::Min5, Period::Hour4, Period::Day1};
    QTest::newRow("hours") << QByteArray("ethusdt") << Period::Hour1 << 100 * day
                           << QList{Period::Hour4, Period::Day1, Period::Week1, Period::Month1};
    QTest::newRow("days") << QByteArray("btcusdt") << Period::Day1 << 700 * day
                          << QList{Period::Week1, Period::Month1, Period::Year1};
}

void CandleDeriveTest::equalsTheExchange()
{
    QFETCH(QByteArray, symbol);
    QFETCH(Period, finer);
    QFETCH(qint64, seconds);
    QFETCH(QList<Period>, coarser);
    static const Exchange exchange;
    const QList<Candle> parts =
        exchange.newest(symbol, finer, static_cast<int>(seconds / htx::seconds(finer)));
    const CandleSpan known{parts.first().time, parts.last().time};
    for (const Period period : coarser) {
        const Derived derived = derive(parts, finer, period, known);
        const auto count = static_cast<int>(seconds / htx::seconds(period)) + 2;
        int compared = 0;
        for (const Candle &told : exchange.newest(symbol, period, count)) {
            const CandleSpan time{told.time, next(period, told.time)};
            QCOMPARE(derived.complete.covers(time), known.from <= time.from && time.to <= known.to);
            if (!derived.complete.covers(time))
                continue;
            const auto found = std::find_if(derived.candles.begin(), derived.candles.end(),
                                            [&](const Candle &each) { return each.time == told.time; });
            QVERIFY2(found != derived.candles.end(), qPrintable(htx::wireName(period)));
            // The same texts give the same doubles: nothing is rounded in a price.
            QVERIFY(found->open == told.open && found->high == told.high && found->low == told.low &&
                    found->close == told.close);
            QCOMPARE(found->count, told.count);
            QVERIFY(isClose(found->amount, told.amount));
            QVERIFY(isClose(found->volume, told.volume));
            ++compared;
        }
        QCOMPARE(compared, static_cast<int>(derived.candles.size()));
        QVERIFY(compared > 0);
    }
}

QTEST_GUILESS_MAIN(CandleDeriveTest)
#include "tst_candles_derive.moc"
