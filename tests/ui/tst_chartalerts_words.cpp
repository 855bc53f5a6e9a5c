// SPDX-License-Identifier: GPL-3.0-or-later
#include "alertuirig.h"

#include "ui/charts/alerts/alertwords.h"
#include "ui/charts/alerts/numberfield.h"

using namespace Qt::StringLiterals;
using namespace coffer;
using namespace coffer::test;
using namespace coffer::ui;
using namespace coffer::market;

class TestAlertWords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sentences_data();
    void sentences();
    void events();
    void distances();
    void namesAreMadeSafe();
    void minutes();
    void everyRefusalHasWords();
    void everyNameOfAnIndicatorHasWords();
    void numbers_data();
    void numbers();
    void numberInAField();
};

namespace {

const AlertMarket bitcoin{u"BTC/USDT"_s, u"USDT"_s, 2, Decimal(100), true};

} // namespace

void TestAlertWords::sentences_data()
{
    QTest::addColumn<Alert>("alert");
    QTest::addColumn<QString>("sentence");
    using enum AlertDirection;
    QTest::newRow("up") << priceAlert("65000", Up) << u"BTC/USDT crosses 65,000.00 upwards"_s;
    QTest::newRow("down") << priceAlert("0.001", Down) << u"BTC/USDT crosses 0.001 downwards"_s;
    QTest::newRow("either") << priceAlert("65000.5", Either) << u"BTC/USDT crosses 65,000.50"_s;
    QTest::newRow("rise") << moveAlert("5", 60, Up) << u"BTC/USDT rises by 5\u00a0% within 1 hour"_s;
    QTest::newRow("fall") << moveAlert("2.5", 45, Down)
                          << u"BTC/USDT falls by 2.5\u00a0% within 45 minutes"_s;
    QTest::newRow("move") << moveAlert("10", 1440, Either) << u"BTC/USDT moves by 10\u00a0% within 1 day"_s;
    QTest::newRow("rsi") << levelAlert("70", Up) << u"RSI 14 of BTC/USDT (1h) crosses 70 upwards"_s;
    Alert macd = levelAlert("-0.5", Down);
    macd.indicator = IndicatorSpec::of(IndicatorKind::Macd);
    macd.output = 2;
    macd.period = htx::Period::Min15;
    QTest::newRow("macd") << macd
                          << u"MACD 12, 26, 9: histogram of BTC/USDT (15m) crosses \u22120.5 downwards"_s;
    Alert sma = levelAlert("65000", Either);
    sma.indicator = IndicatorSpec::of(IndicatorKind::Sma);
    QTest::newRow("sma") << sma << u"SMA 20 of BTC/USDT (1h) crosses 65,000.00"_s;
}

void TestAlertWords::sentences()
{
    QFETCH(Alert, alert);
    QFETCH(QString, sentence);
    FakeClock clock;
    Settings settings{QString()};
    Format format(settings, clock);
    QCOMPARE(alertSentence(alert, bitcoin, format), sentence);
}

void TestAlertWords::events()
{
    FakeClock clock;
    Settings settings{QString()};
    Format format(settings, clock);
    AlertEvent event;
    event.alert = priceAlert("65000", AlertDirection::Either);
    event.direction = AlertDirection::Down;
    QCOMPARE(eventSentence(event, bitcoin, format), u"BTC/USDT crossed 65,000.00 downwards"_s);
    event.notice = AlertNotice::NotRunning;
    QCOMPARE(eventSentence(event, bitcoin, format),
             u"BTC/USDT crossed 65,000.00 downwards, while Coffer was not running"_s);
    event.alert = moveAlert("5", 60, AlertDirection::Either);
    event.direction = AlertDirection::Up;
    event.value = 5.668;
    event.notice = AlertNotice::NotLooking;
    QCOMPARE(eventSentence(event, bitcoin, format),
             u"BTC/USDT rose by 5.67\u00a0% within 1 hour, while Coffer was not watching"_s);
    format.setPrivate(true); // prices are public
    QVERIFY(eventSentence(event, bitcoin, format).contains(u"5.67"_s));
}

void TestAlertWords::distances()
{
    FakeClock clock;
    Settings settings{QString()};
    Format format(settings, clock);
    QCOMPARE(levelHint(dec("102.31"), bitcoin, format), u"2.31\u00a0% above the price now"_s);
    QCOMPARE(levelHint(dec("50"), bitcoin, format), u"50\u00a0% below the price now"_s);
    QCOMPARE(levelHint(dec("100.00"), bitcoin, format), u"The price is there now"_s);
    QCOMPARE(levelHint(dec("1"), AlertMarket{}, format), QString());
    QCOMPARE(distanceWords(priceAlert("97"), bitcoin, format), u"3\u00a0% to go"_s);
    QCOMPARE(distanceWords(moveAlert("5", 60, AlertDirection::Up), bitcoin, format), QString());
    AlertMarket broken = bitcoin;
    broken.price = Decimal();
    QCOMPARE(levelHint(dec("1"), broken, format), QString());
}

void TestAlertWords::namesAreMadeSafe()
{
    AlertRig rig;
    const AlertMarket unknown = alertMarket(Symbol{u"x\u202ey<b>\n"_s}, *rig.board);
    QVERIFY(!unknown.name.contains(u'\u202e') && !unknown.name.contains(u'\n'));
    QVERIFY(!unknown.isListed && !unknown.price);
    rig.price("100");
    const AlertMarket known = alertMarket(btc, *rig.board);
    QVERIFY(known.isListed);
    QCOMPARE(known.priceDecimals, 2);
    QCOMPARE(known.quoteName, u"USDT"_s);
}

void TestAlertWords::minutes()
{
    QCOMPARE(minutesWords(1), u"1 minute"_s);
    QCOMPARE(minutesWords(90), u"90 minutes"_s);
    QCOMPARE(minutesWords(240), u"4 hours"_s);
    QCOMPARE(minutesWords(2880), u"2 days"_s);
}

void TestAlertWords::everyRefusalHasWords()
{
    QSet<QString> words;
    const QStringList codes{u"market"_s, u"level"_s, u"percent"_s, u"window"_s,   u"output"_s,
                            u"rest"_s,   u"note"_s,  u"expiry"_s,  u"too-many"_s, u"loading"_s};
    for (const QString &code : codes)
        words.insert(refusalWords(code));
    QCOMPARE(words.size(), codes.size());
    QVERIFY(!refusalWords(u"never heard of"_s).isEmpty());
}

void TestAlertWords::everyNameOfAnIndicatorHasWords()
{
    for (int kind = 0; kind < indicatorKindCount; ++kind) {
        const IndicatorInfo &info = indicatorInfo(static_cast<IndicatorKind>(kind));
        QVERIFY(!indicatorName(info.kind).isEmpty());
        for (const IndicatorParameter &parameter : info.parameters)
            QVERIFY2(parameterWords(parameter.name) != QString(parameter.name), parameter.name.data());
        for (const IndicatorOutput &output : info.outputs)
            QVERIFY(!outputWords(output.name).isEmpty());
    }
}

void TestAlertWords::numbers_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("locale");
    QTest::addColumn<QString>("number"); // empty: none
    const auto row = [](const char *text, const char *locale, const char *number) {
        QTest::addRow("%s in %s", text, locale)
            << QString::fromUtf8(text) << QString::fromLatin1(locale) << QString::fromLatin1(number);
    };
    row("65000", "en_US", "65000");
    row(" 65,000.50 ", "en_US", "65000.5");
    row("1,234,567", "en_US", "1234567");
    row("65 000,5", "fr_FR", "65000.5");
    row("65.000,5", "de_DE", "65000.5");
    row("65.5", "de_DE", ""); // five hundred and sixty-five, or sixty-five and a half? ask
    row("65,5", "en_US", "");
    row("1,23,456", "en_US", "");
    row("0.00000001", "en_US", "0.00000001");
    row("-0.5", "en_US", "-0.5");
    row("\u22120.5", "en_US", "-0.5");
    row("", "en_US", "");
    row("abc", "en_US", "");
    row("nan", "en_US", "");
    row("1e5", "en_US", "100000");
    row("12..5", "en_US", "");
    row("٣", "en_US", "");
}

void TestAlertWords::numbers()
{
    QFETCH(QString, text);
    QFETCH(QString, locale);
    QFETCH(QString, number);
    const std::optional<Decimal> found = numberFrom(text, QLocale(locale));
    QCOMPARE(found ? QString::fromLatin1(found->toString()) : QString(), number);
}

void TestAlertWords::numberInAField()
{
    NumberField field;
    QVERIFY(!field.number());
    field.setNumber(dec("0.000000000000000001"));
    QCOMPARE(field.number(), std::optional(dec("1e-18")));
}

QTEST_MAIN(TestAlertWords)
#include "tst_chartalerts_words.moc"
