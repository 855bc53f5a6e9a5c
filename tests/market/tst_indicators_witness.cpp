// SPDX-License-Identifier: GPL-3.0-or-later
#include "indicatorscript.h"
#include "market/indicators/indicator.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryFile>
#include <QTest>

using namespace coffer;
using namespace coffer::market;
using test::CandleScript;

namespace {

const QStringList usual{QStringLiteral("sma 20"),       QStringLiteral("ema 20"),
                        QStringLiteral("wma 20"),       QStringLiteral("bollinger 20 2"),
                        QStringLiteral("vwap 0"),       QStringLiteral("ichimoku 9 26 52 26"),
                        QStringLiteral("sar 0.02 0.2"), QStringLiteral("rsi 14"),
                        QStringLiteral("macd 12 26 9"), QStringLiteral("stochastic 14 3 3"),
                        QStringLiteral("atr 14"),       QStringLiteral("obv"),
                        QStringLiteral("adx 14")};
const QStringList unusual{QStringLiteral("sma 1"),
                          QStringLiteral("sma 200"),
                          QStringLiteral("ema 1"),
                          QStringLiteral("ema 333"),
                          QStringLiteral("wma 1"),
                          QStringLiteral("wma 77"),
                          QStringLiteral("bollinger 2 0.5"),
                          QStringLiteral("bollinger 150 3"),
                          QStringLiteral("vwap 1"),
                          QStringLiteral("vwap 50"),
                          QStringLiteral("ichimoku 20 5 3 0"),
                          QStringLiteral("sar 0.1 0.05"),
                          QStringLiteral("rsi 2"),
                          QStringLiteral("rsi 100"),
                          QStringLiteral("macd 30 10 1"),
                          QStringLiteral("stochastic 1 1 1"),
                          QStringLiteral("stochastic 40 10 5"),
                          QStringLiteral("atr 1"),
                          QStringLiteral("adx 1"),
                          QStringLiteral("adx 50")};

QByteArray exact(double value)
{
    return QByteArray::number(value, 'g', 17);
}

/// Below this a difference says nothing: what two nearly equal prices leave of their digits, or of a scale of
/// 100.
double floorOf(IndicatorKind kind, const htx::Candle &candle)
{
    switch (kind) {
    case IndicatorKind::Macd:
        return 1e-12 * candle.close;
    case IndicatorKind::Rsi:
    case IndicatorKind::Stochastic:
    case IndicatorKind::Adx:
        return 1e-9;
    default:
        return 0;
    }
}

} // namespace

/// All indicators against a calculation in another language, from the definitions, with 34 digits.
class IndicatorWitnessTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void agrees_data();
    void agrees();

private:
    QByteArrayList witness(const QList<htx::Candle> &candles, const QStringList &specs);
};

void IndicatorWitnessTest::agrees_data()
{
    QTest::addColumn<CandleScript>("script");
    QTest::addColumn<int>("count");
    QTest::addColumn<QStringList>("specs");
    CandleScript script;
    // Powers of two: whether a stop is hit or a move is the larger one is then no matter of rounding.
    script.tick = 1.0 / 64;
    QTest::newRow("thirty thousand") << script << 30'000 << usual;
    QTest::newRow("unusual parameters") << script << 3000 << unusual;
    script.seconds = 86400;
    QTest::newRow("days") << script << 3000 << usual;
    QTest::newRow("tiny") << CandleScript{1e-12, 0.02, 0, 1, true, 60, 2} << 4000 << usual + unusual;
    QTest::newRow("huge") << CandleScript{1e9, 0.005, 0, 1, true, 3600, 3} << 4000 << usual;
    QTest::newRow("huge and still") << CandleScript{1e9, 1e-8, 0.5, 1, true, 60, 4} << 4000 << usual;
    QTest::newRow("coarse ticks") << CandleScript{1e-6, 0.05, std::exp2(-28), 1, true, 60, 5} << 4000
                                  << usual + unusual;
    QTest::newRow("crash") << CandleScript{5e4, 0.01, 0, 1e-9, false, 300, 6} << 4000 << usual;
    for (const int count : {0, 1, 2, 14, 15, 27, 28})
        QTest::addRow("%d candles", count) << CandleScript{} << count << usual;
}

QByteArrayList IndicatorWitnessTest::witness(const QList<htx::Candle> &candles, const QStringList &specs)
{
    QTemporaryFile file;
    if (!file.open())
        return {};
    for (const htx::Candle &candle : candles) {
        file.write(QByteArray::number(candle.time) + ' ' + exact(candle.high) + ' ' + exact(candle.low) +
                   ' ' + exact(candle.close) + ' ' + exact(candle.amount) + '\n');
    }
    file.close();
    QProcess python;
    python.start(QStringLiteral("python3"),
                 QStringList{QFINDTESTDATA("indicators.py"), file.fileName()} + specs);
    if (!python.waitForFinished(240'000) || python.exitCode() != 0) {
        qWarning("%s", python.readAllStandardError().constData());
        return {};
    }
    return python.readAllStandardOutput().split('\n');
}

void IndicatorWitnessTest::agrees()
{
    if (QStandardPaths::findExecutable(QStringLiteral("python3")).isEmpty())
        QSKIP("python3 is not installed");
    QFETCH(CandleScript, script);
    QFETCH(int, count);
    QFETCH(QStringList, specs);
    const QList<htx::Candle> candles = test::scriptedCandles(script, count);
    CandleSeries series;
    QCOMPARE(series.merge(candles), candles.size());
    const QByteArrayList lines = witness(candles, specs);

    qsizetype line = 0;
    for (const QString &text : specs) {
        const std::optional<IndicatorSpec> spec = IndicatorSpec::fromText(text);
        QVERIFY(spec.has_value());
        Indicator indicator(*spec);
        indicator.update(series, 0);
        for (int output = 0; output < indicator.outputCount(); ++output, ++line) {
            QVERIFY2(line < lines.size(), "The witness says too little.");
            const QByteArrayList expected = lines[line].split(' ');
            const std::vector<double> &values = indicator.values(output);
            QCOMPARE(values.size(), static_cast<std::size_t>(candles.size()));
            QVERIFY(candles.isEmpty() || expected.size() == candles.size());
            for (qsizetype i = 0; i < candles.size(); ++i) {
                const double value = values[static_cast<std::size_t>(i)];
                const bool isNone = expected[i] == "-";
                const double other = isNone ? 0 : expected[i].toDouble();
                const double allowed = std::max(1e-9 * std::abs(other), floorOf(spec->kind, candles[i]));
                if (isNone ? std::isnan(value) : std::abs(value - other) <= allowed)
                    continue;
                QFAIL(
                    qPrintable(QStringLiteral("%1, output %2, candle %3: %4 is not %5")
                                   .arg(text, QString::number(output), QString::number(i),
                                        QString::number(value, 'g', 17), QString::fromLatin1(expected[i]))));
            }
        }
    }
    QCOMPARE(lines.size(), line + 1); // the last one is empty
}

QTEST_GUILESS_MAIN(IndicatorWitnessTest)
#include "tst_indicators_witness.moc"
