// SPDX-License-Identifier: GPL-3.0-or-later
#include "indicatorcheck.h"
#include "indicatorscript.h"

#include <QTest>

using namespace coffer;
using namespace coffer::market;
using test::CandleScript;
using test::scriptedCandles;

namespace {

const QStringList someSpecs{QStringLiteral("sma 20"),
                            QStringLiteral("ema 20"),
                            QStringLiteral("wma 7"),
                            QStringLiteral("bollinger 20 2"),
                            QStringLiteral("vwap 0"),
                            QStringLiteral("vwap 5"),
                            QStringLiteral("ichimoku"),
                            QStringLiteral("sar"),
                            QStringLiteral("rsi 14"),
                            QStringLiteral("macd"),
                            QStringLiteral("stochastic 5 2 7"),
                            QStringLiteral("atr 14"),
                            QStringLiteral("obv"),
                            QStringLiteral("adx 14")};

Indicator indicatorOf(const QString &text)
{
    return Indicator(IndicatorSpec::fromText(text).value());
}

/// The indicator is what one calculation over the candles from `first` on gives, bit for bit.
QString difference(const Indicator &indicator, const CandleSeries &series, qsizetype first = 0)
{
    CandleSeries part(series.period());
    QList<htx::Candle> candles;
    for (qsizetype i = first; i < series.size() && first > 0; ++i)
        candles += series.at(i);
    part.merge(candles);
    Indicator fresh(indicator.spec());
    fresh.update(first > 0 ? part : series, 0);
    const QString name = indicator.spec().toText();
    if (indicator.firstCandle() != first)
        return QStringLiteral("%1 begins at %2").arg(name).arg(indicator.firstCandle());
    return test::difference(indicator, fresh);
}

/// As a chart does; stops itself so that a mistake ends.
bool finish(Indicator &indicator, const CandleSeries &series)
{
    for (int i = 0; i < 10'000 && !indicator.isComplete(series); ++i) {
        qsizetype most = 500;
        indicator.advance(series, most);
    }
    return indicator.isComplete(series);
}

/// A series, and the indicator that follows it.
struct Followed
{
    explicit Followed(const QString &text) : indicator(indicatorOf(text)) {}
    void merge(const QList<htx::Candle> &candles)
    {
        const quint64 before = series.revision();
        series.merge(candles);
        indicator.follow(series, series.changesSince(before));
    }
    void clear()
    {
        const quint64 before = series.revision();
        series.clear();
        indicator.follow(series, series.changesSince(before));
    }
    /// The newest candle has another close.
    void tick(double factor)
    {
        htx::Candle last = series.at(series.size() - 1);
        last.close *= factor;
        last.high = std::max(last.high, last.close);
        last.low = std::min(last.low, last.close);
        last.amount += 1;
        merge({last});
    }
    bool advance(qsizetype most) { return indicator.advance(series, most); }

    CandleSeries series;
    Indicator indicator;
};

} // namespace

/// Indicators of a long history, which are calculated bit by bit while the candles go on changing.
class SlicedIndicatorTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void equalsACalculationFromScratch_data();
    void equalsACalculationFromScratch();
    void valuesStayAtTheirCandles_data();
    void valuesStayAtTheirCandles();
    void livePricesAreNotLost_data();
    void livePricesAreNotLost();
    void moreInFrontDoesNotBeginAgain();
    void aCorrectionThrowsTheCalculationAway();
    void aMissingCandleMovesWhatFollows();
    void anotherMarketThrowsAllAway();
    void calculatesNoMoreThanItIsTold();
    void keepsOneSetOfValues();
    void littleIsDoneAtOnce();
    void updateFinishesAtOnce();
};

namespace {

void addSpecs()
{
    QTest::addColumn<QString>("spec");
    for (const QString &text : someSpecs)
        QTest::newRow(qPrintable(text)) << text;
}

} // namespace

void SlicedIndicatorTest::equalsACalculationFromScratch_data()
{
    QTest::addColumn<unsigned>("seed");
    for (unsigned seed = 1; seed <= 5; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

/// Whatever comes while it is calculated, in slices of any size.
void SlicedIndicatorTest::equalsACalculationFromScratch()
{
    QFETCH(unsigned, seed);
    CandleScript script;
    script.seed = seed;
    const QList<htx::Candle> all = scriptedCandles(script, 6000);
    std::mt19937 generator(seed);
    const auto random = [&generator](qsizetype below) { return static_cast<qsizetype>(generator()) % below; };
    for (const QString &text : someSpecs) {
        Followed followed(text);
        CandleSeries &series = followed.series;
        qsizetype first = 3000, last = 3000; // what the series holds of all, but for those left out
        int completed = 0;
        for (int round = 0; round < 400; ++round) {
            const qsizetype action = random(40);
            if (series.isEmpty() || action < 6) {
                const qsizetype more = std::min(action == 0 ? random(400) + 1 : 1, all.size() - last);
                QList<htx::Candle> newer = all.mid(last, more);
                if (newer.size() > 3 && random(2) == 0)
                    newer.removeAt(newer.size() - 2); // comes later, or never
                followed.merge(newer);
                last += more;
            } else if (action < 9) {
                const qsizetype older = std::min(random(300), first);
                followed.merge(all.mid(first - older, older));
                first -= older;
            } else if (action == 9) { // one further back is corrected
                htx::Candle other = series.at(random(series.size()));
                other.close = other.low;
                followed.merge({other});
            } else if (action == 10) { // what is missing is mended
                const qsizetype from = first + random(last - first);
                followed.merge(all.mid(from, std::min<qsizetype>(random(30), last - from)));
            } else if (action == 11 && random(8) == 0) { // another market
                followed.clear();
                first = last = 1000 + random(3000);
            } else if (action < 24) {
                followed.tick(1 + 0.001 * static_cast<double>(random(7)) - 0.003);
            } else {
                followed.advance(1 + random(1500));
            }
            if (!followed.indicator.isComplete(series) || ++completed % 8 != 0)
                continue;
            const QString wrong = difference(followed.indicator, series);
            QVERIFY2(wrong.isEmpty(), qPrintable(QStringLiteral("round %1, %2").arg(round).arg(wrong)));
        }
        QVERIFY(completed > 20);
        QVERIFY(finish(followed.indicator, series));
        QCOMPARE(difference(followed.indicator, series), QString());
    }
}

void SlicedIndicatorTest::valuesStayAtTheirCandles_data()
{
    addSpecs();
}

void SlicedIndicatorTest::valuesStayAtTheirCandles()
{
    QFETCH(QString, spec);
    const QList<htx::Candle> all = scriptedCandles({}, 5000);
    Followed followed(spec);
    followed.merge(all.mid(4000));
    QVERIFY(finish(followed.indicator, followed.series));
    Indicator before = indicatorOf(spec);
    before.update(followed.series, 0);

    followed.merge(all.mid(0, 4000));
    QVERIFY(!followed.indicator.isComplete(followed.series));
    QVERIFY(!followed.advance(3000)); // not done yet, nothing else is shown
    QCOMPARE(followed.indicator.firstCandle(), 4000);
    for (int output = 0; output < before.outputCount(); ++output) {
        for (qsizetype i = -100; i < 1100; ++i) {
            const double is = followed.indicator.valueAt(output, i + 4000);
            const double was = before.valueAt(output, i);
            QVERIFY(std::isnan(was) ? std::isnan(is) : is == was);
        }
    }
    const std::optional<IndicatorRange> was = before.range(100, 900);
    const std::optional<IndicatorRange> is = followed.indicator.range(4100, 4900);
    QVERIFY(was && is);
    QCOMPARE(is->low, was->low);
    QCOMPARE(is->high, was->high);
    QVERIFY(!followed.indicator.range(0, 3900));

    QVERIFY(followed.advance(3000));
    QCOMPARE(difference(followed.indicator, followed.series), QString());
}

void SlicedIndicatorTest::livePricesAreNotLost_data()
{
    addSpecs();
}

/// While it is calculated they are in the values that are shown, and afterwards in the new ones.
void SlicedIndicatorTest::livePricesAreNotLost()
{
    QFETCH(QString, spec);
    const QList<htx::Candle> all = scriptedCandles({}, 5000);
    Followed followed(spec);
    followed.merge(all.mid(3000, 1500));
    QVERIFY(finish(followed.indicator, followed.series));
    followed.merge(all.mid(0, 3000));
    for (int i = 0; i < 20; ++i) {
        followed.tick(i % 2 == 0 ? 1.01 : 0.985);
        if (i % 5 == 0)
            followed.merge({all[4500 + i / 5]}); // and newer candles
        QVERIFY(!followed.advance(i == 19 ? 0 : 200));
        QCOMPARE(difference(followed.indicator, followed.series, 3000), QString());
    }
    QVERIFY(finish(followed.indicator, followed.series));
    QCOMPARE(difference(followed.indicator, followed.series), QString());
}

/// Else nothing would be shown of older candles for as long as they arrive.
void SlicedIndicatorTest::moreInFrontDoesNotBeginAgain()
{
    const QList<htx::Candle> all = scriptedCandles({}, 5000);
    Followed followed(QStringLiteral("ema 20"));
    followed.merge(all.mid(4500));
    QVERIFY(finish(followed.indicator, followed.series));
    followed.merge(all.mid(3000, 1500));
    QVERIFY(!followed.advance(1500));
    followed.merge(all.mid(1000, 2000));
    QCOMPARE(followed.indicator.firstCandle(), 3500);
    QVERIFY(followed.advance(500)); // the rest of the 2000 that were there when it began
    QCOMPARE(difference(followed.indicator, followed.series, 2000), QString());
    QVERIFY(!followed.indicator.isComplete(followed.series));
    QVERIFY(followed.advance(4000));
    QCOMPARE(difference(followed.indicator, followed.series), QString());
}

void SlicedIndicatorTest::aCorrectionThrowsTheCalculationAway()
{
    const QList<htx::Candle> all = scriptedCandles({}, 3000);
    Followed followed(QStringLiteral("macd"));
    followed.merge(all);
    QVERIFY(finish(followed.indicator, followed.series));
    const double shown = followed.indicator.valueAt(0, 2000);
    htx::Candle other = followed.series.at(700);
    other.close = other.low;
    followed.merge({other});
    QVERIFY(!followed.advance(1000));
    other = followed.series.at(600); // behind where it is
    other.close = other.low;
    followed.merge({other});
    QCOMPARE(followed.indicator.valueAt(0, 2000), shown); // about right, and where it belongs
    QVERIFY(!followed.advance(2999));
    QVERIFY(followed.advance(1));
    QCOMPARE(difference(followed.indicator, followed.series), QString());
}

/// Values of candles that went elsewhere are shown no more; those before stay.
void SlicedIndicatorTest::aMissingCandleMovesWhatFollows()
{
    QList<htx::Candle> all = scriptedCandles({}, 3000);
    const htx::Candle missing = all.takeAt(2000);
    Followed followed(QStringLiteral("sma 20"));
    followed.merge(all);
    QVERIFY(finish(followed.indicator, followed.series));
    const double shown = followed.indicator.valueAt(0, 1999);
    followed.merge({missing});
    QCOMPARE(followed.indicator.valueAt(0, 1999), shown);
    QVERIFY(std::isnan(followed.indicator.valueAt(0, 2000)));
    followed.tick(1.01);
    QVERIFY(std::isnan(followed.indicator.valueAt(0, 2999)));
    QVERIFY(finish(followed.indicator, followed.series));
    QCOMPARE(difference(followed.indicator, followed.series), QString());
}

void SlicedIndicatorTest::anotherMarketThrowsAllAway()
{
    Followed followed(QStringLiteral("bollinger 20 2"));
    followed.merge(scriptedCandles({}, 3000));
    QVERIFY(finish(followed.indicator, followed.series));
    followed.merge({htx::Candle{1'500'000'000, 1, 1, 1, 1, 1, 1, 1}});
    QVERIFY(!followed.advance(1000));

    CandleSeries other;
    CandleScript script;
    script.price = 3;
    other.merge(scriptedCandles(script, 2500));
    followed.indicator.follow(other, {}); // as a chart does
    QVERIFY(std::isnan(followed.indicator.valueAt(0, 2499)));
    QVERIFY(!followed.indicator.range(0, 3001));
    QVERIFY(finish(followed.indicator, other));
    QCOMPARE(difference(followed.indicator, other), QString());

    followed.indicator.follow(CandleSeries(), {});
    QVERIFY(followed.indicator.values(0).empty());
    QVERIFY(followed.indicator.isComplete(CandleSeries()));
}

void SlicedIndicatorTest::calculatesNoMoreThanItIsTold()
{
    Followed followed(QStringLiteral("rsi 14"));
    followed.merge(scriptedCandles({}, 2000));
    QCOMPARE(followed.indicator.values(0).size(), 0U);
    qsizetype most = 700;
    QVERIFY(!followed.indicator.advance(followed.series, most));
    QCOMPARE(most, 0);
    QCOMPARE(followed.indicator.values(0).size(), 700U);
    most = 5000;
    QVERIFY(followed.indicator.advance(followed.series, most));
    QCOMPARE(most, 5000 - 1300);
    QVERIFY(!followed.indicator.advance(followed.series, most)); // there is no more
    QCOMPARE(most, 5000 - 1300);
}

/// And no more room than candles of some time need: none of them may move a long history.
void SlicedIndicatorTest::keepsOneSetOfValues()
{
    const QList<htx::Candle> all = scriptedCandles({}, 20'200);
    Followed followed(QStringLiteral("sma 20"));
    followed.merge(all.mid(5000, 15'000));
    QVERIFY(finish(followed.indicator, followed.series));
    followed.merge(all.mid(0, 5000));
    QVERIFY(finish(followed.indicator, followed.series));
    const std::size_t room = followed.indicator.values(0).capacity();
    QVERIFY(room < 20'500);
    const double *values = followed.indicator.values(0).data();
    for (qsizetype i = 20'000; i < all.size(); ++i)
        followed.merge({all[i]});
    QCOMPARE(followed.indicator.values(0).data(), values);
    followed.clear();
    QCOMPARE(followed.indicator.values(0).capacity(), 0U);
}

void SlicedIndicatorTest::littleIsDoneAtOnce()
{
    const QList<htx::Candle> all = scriptedCandles({}, 400);
    Followed followed(QStringLiteral("adx 14"));
    followed.merge(all.mid(0, 200));
    QVERIFY(followed.indicator.isComplete(followed.series));
    followed.merge(all.mid(200)); // as after a loss of the feed
    QVERIFY(followed.indicator.isComplete(followed.series));
    QCOMPARE(difference(followed.indicator, followed.series), QString());
}

void SlicedIndicatorTest::updateFinishesAtOnce()
{
    const QList<htx::Candle> all = scriptedCandles({}, 3000);
    Followed followed(QStringLiteral("stochastic"));
    followed.merge(all.mid(1000));
    QVERIFY(!followed.advance(1500));
    followed.merge(all.mid(0, 1000));
    followed.indicator.update(followed.series, 0);
    QVERIFY(followed.indicator.isComplete(followed.series));
    QCOMPARE(difference(followed.indicator, followed.series), QString());
}

QTEST_GUILESS_MAIN(SlicedIndicatorTest)
#include "tst_indicators_slices.moc"
