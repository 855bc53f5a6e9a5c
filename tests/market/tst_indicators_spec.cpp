// SPDX-License-Identifier: GPL-3.0-or-later
#include "market/indicators/indicatorspec.h"

#include <QSet>
#include <QTest>

#include <cmath>
#include <limits>
#include <random>

using namespace coffer::market;

/// What an indicator is, and how it is kept as text.
class IndicatorSpecTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tableIsSound();
    void survivesText_data();
    void survivesText();
    void standsDamage_data();
    void standsDamage();
    void standsNoise();
    void limitsHowMany();
};

void IndicatorSpecTest::tableIsSound()
{
    QSet<QLatin1String> names;
    for (int i = 0; i < indicatorKindCount; ++i) {
        const auto kind = static_cast<IndicatorKind>(i);
        const IndicatorInfo &info = indicatorInfo(kind);
        QCOMPARE(info.kind, kind);
        QCOMPARE(indicatorKind(QString(info.name)), kind);
        names += info.name;
        QVERIFY(!info.outputs.empty());
        for (const IndicatorParameter &parameter : info.parameters) {
            QVERIFY(parameter.least <= parameter.initial && parameter.initial <= parameter.most);
            QVERIFY(!parameter.whole || parameter.initial == std::round(parameter.initial));
        }
        if (info.band) {
            QVERIFY(info.band->upper < static_cast<int>(info.outputs.size()));
            QVERIFY(info.band->lower < static_cast<int>(info.outputs.size()));
        }
        QVERIFY(std::is_sorted(info.guides.begin(), info.guides.end()));
    }
    QCOMPARE(names.size(), indicatorKindCount);
    QVERIFY(!indicatorKind(u"SMA"));
    QVERIFY(!indicatorKind(u""));
}

void IndicatorSpecTest::survivesText_data()
{
    QTest::addColumn<IndicatorSpec>("spec");
    QTest::addColumn<QString>("text");
    for (int i = 0; i < indicatorKindCount; ++i) {
        const IndicatorSpec spec = IndicatorSpec::of(static_cast<IndicatorKind>(i));
        QTest::newRow(indicatorInfo(spec.kind).name.data()) << spec << spec.toText();
    }
    QTest::newRow("all set") << IndicatorSpec{IndicatorKind::Bollinger,
                                              {50, 2.25},
                                              {QStringLiteral("1"), {}, QStringLiteral("#ff8800")},
                                              false}
                             << QStringLiteral("bollinger 50 2.25 colours=1,,#ff8800 hidden");
    QTest::newRow("a small step") << IndicatorSpec{IndicatorKind::ParabolicSar,
                                                   {0.015, 0.35},
                                                   {QString()},
                                                   true}
                                  << QStringLiteral("sar 0.015 0.35");
}

void IndicatorSpecTest::survivesText()
{
    QFETCH(IndicatorSpec, spec);
    QTEST(spec.toText(), "text");
    QCOMPARE(IndicatorSpec::fromText(spec.toText()), spec);
    QCOMPARE(spec.cleaned(), spec);
}

void IndicatorSpecTest::standsDamage_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected"); // empty: refused
    const auto row = [](const char *text, const char *expected) {
        QTest::newRow(text) << QString::fromLatin1(text) << QString::fromLatin1(expected);
    };
    row("", "");
    row("   ", "");
    row("20 sma", "");
    row("SMA 20", "");
    row("supertrend 10 3", "");
    row("sma", "sma 20");
    row("  sma   9  ", "sma 9");
    row("sma 0", "sma 1");
    row("sma -5", "sma 1");
    row("sma 1e300", "sma 1000");
    row("sma nan", "sma 20");
    row("sma inf", "sma 20");
    row("sma 9.6", "sma 10");
    row("sma 5 6 7 8", "sma 5");
    row("sma twenty", "sma 20");
    row("macd 12", "macd 12 26 9");
    row("macd x 30", "macd 12 30 9");
    row("bollinger 1 0", "bollinger 2 0.1");
    row("sma 20 hidden hidden", "sma 20 hidden");
    row("sma 20 colours=#FF8800", "sma 20 colours=#ff8800");
    row("sma 20 colours=9", "sma 20");
    row("sma 20 colours=0", "sma 20");
    row("sma 20 colours=red", "sma 20");
    row("sma 20 colours=#12345g", "sma 20");
    row("sma 20 colours=#1234567", "sma 20");
    row("sma 20 colours=1,2,3,4", "sma 20 colours=1");
    row("rsi colours=", "rsi 14");
    QTest::newRow("long") << QStringLiteral("sma ") + QString(5000, u'1') << QString();
    QTest::newRow("not ASCII") << QStringLiteral("sma ２０ colours=١") << QStringLiteral("sma 20");
}

void IndicatorSpecTest::standsDamage()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);
    const std::optional<IndicatorSpec> spec = IndicatorSpec::fromText(text);
    QCOMPARE(spec ? spec->toText() : QString(), expected);
}

void IndicatorSpecTest::standsNoise()
{
    std::mt19937 random(7);
    const QString good = QStringLiteral("bollinger 20 2 colours=1,#ff8800, hidden");
    for (int i = 0; i < 20'000; ++i) {
        QString text = good;
        for (unsigned change = random() % 4 + 1; change > 0; --change)
            text[static_cast<qsizetype>(random()) % text.size()] =
                QChar(static_cast<char16_t>(random() % 0x180));
        if (const auto spec = IndicatorSpec::fromText(text)) {
            QCOMPARE(spec->cleaned(), *spec);
            QCOMPARE(IndicatorSpec::fromText(spec->toText()), *spec);
        }
    }
    IndicatorSpec wild{IndicatorKind::Macd,
                       {std::nan(""), -std::numeric_limits<double>::infinity(), 1e308},
                       QStringList(50, QStringLiteral("x")),
                       true};
    QCOMPARE(wild.cleaned().toText(), QStringLiteral("macd 12 26 1000"));
}

void IndicatorSpecTest::limitsHowMany()
{
    QStringList texts(100, QStringLiteral("sma 9"));
    texts[3] = QStringLiteral("nonsense");
    QCOMPARE(indicatorsFromTexts(texts).size(), mostIndicators);
    QCOMPARE(toTexts(indicatorsFromTexts({QStringLiteral("ema 9"), {}, QStringLiteral("rsi 14")})),
             (QStringList{QStringLiteral("ema 9"), QStringLiteral("rsi 14")}));
}

QTEST_GUILESS_MAIN(IndicatorSpecTest)
#include "tst_indicators_spec.moc"
