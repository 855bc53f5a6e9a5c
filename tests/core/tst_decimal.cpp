// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/decimal.h"

#include <QLocale>
#include <QRandomGenerator>
#include <QTest>

#include <limits>
#include <vector>

using coffer::Decimal;

namespace coffer {

/// What QCOMPARE shows of a number.
char *toString(const Decimal &value)
{
    return qstrdup(value.toString().constData());
}

} // namespace coffer

namespace {

Decimal number(const QByteArray &text)
{
    const auto value = Decimal::parse(text);
    if (!value)
        qFatal("not a number: %s", text.constData());
    return *value;
}

/// A number of 1 to maxDigits digits with its point anywhere near; half of them negative, some zero.
Decimal randomNumber(QRandomGenerator &random, int maxDigits)
{
    const int count = random.bounded(1, maxDigits + 1);
    QByteArray text;
    for (int i = 0; i < count; ++i)
        text.append(static_cast<char>('0' + random.bounded(10)));
    if (random.bounded(3) == 0)
        text.replace(random.bounded(count), count, QByteArray(1, '0'));
    if (const int point = random.bounded(count + 5); point < 5)
        text.prepend(QByteArray("0.") + QByteArray(point, '0'));
    else if (point - 5 < text.size() - 1)
        text.insert(point - 4, '.');
    if (random.bounded(2) == 0)
        text.prepend('-');
    return number(text);
}

std::vector<Decimal> randomNumbers(quint32 seed, int count, int maxDigits)
{
    QRandomGenerator random(seed);
    std::vector<Decimal> numbers;
    for (int i = 0; i < count; ++i)
        numbers.push_back(randomNumber(random, maxDigits));
    return numbers;
}

} // namespace

class TestDecimal : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void parsesAndPrints_data();
    void parsesAndPrints();
    void refusesWhatIsNoNumber_data();
    void refusesWhatIsNoNumber();
    void calculates_data();
    void calculates();
    void rounds_data();
    void rounds();
    void fixes_data();
    void fixes();
    void orders();
    void survivesItsOwnText_data();
    void survivesItsOwnText();
    void obeysAlgebra_data();
    void obeysAlgebra();
    void comparesLikeItsDifference();
    void addsUpLongSums();
    void dividesBack();
    void takesIntegers();
    void ignoresTheLocale();
    void givesDoublesForCharts();
    void isUnchangedByAliasing();
};

void TestDecimal::parsesAndPrints_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("plain");
    QTest::addColumn<int>("decimals");
    const auto row = [](const char *text, const char *plain, int decimals) {
        QTest::newRow(text) << QByteArray(text) << QByteArray(plain) << decimals;
    };
    row("0", "0", 0);
    row("-0", "0", 0);
    row("0E-18", "0", 0);
    row("0.000000000000000000", "0", 0);
    row("-0.0e5", "0", 0);
    row("5.985618685709001E8", "598561868.5709001", 7);
    row("1.82E-4", "0.000182", 6);
    row("1e-8", "0.00000001", 8);
    row("1e+3", "1000", 0);
    row("12e3", "12000", 0);
    row("100", "100", 0);
    row("007", "7", 0);
    row("85.123000000000000000", "85.123", 3);
    row("0.10", "0.1", 1);
    row("-12.50", "-12.5", 1);
    row("999999999999999999", "999999999999999999", 0);
    row("1000000000000000000", "1000000000000000000", 0);
    row("1000000000000000001", "1000000000000000001", 0);
    row("-9223372036854775808", "-9223372036854775808", 0);
    row("123456789012345678901234567", "123456789012345678901234567", 0);
    row("0.123456789012345678901234567890", "0.12345678901234567890123456789", 29);
    row("1234567890123456789.10", "1234567890123456789.1", 1);
    row("12345678901234567890123456789012345678901234567890",
        "12345678901234567890123456789012345678901234567890", 0);
    row("0.00000000000000000012345678901234567890", "0.0000000000000000001234567890123456789", 37);
    row("1.23456789012345678901234567890e-2", "0.0123456789012345678901234567890", 30);
    row("1e60", "1000000000000000000000000000000000000000000000000000000000000", 0);
    row("1e-60", "0.000000000000000000000000000000000000000000000000000000000001", 60);
    row("00000000000000000000000000000000000000000000000000000000000000000001", "1", 0);
    row("1.000000000000000000000000000000000000000000000000000000000000000000", "1", 0);
}

void TestDecimal::parsesAndPrints()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, plain);
    QFETCH(int, decimals);
    const auto value = Decimal::parse(text);
    QVERIFY(value.has_value());
    const QByteArray canonical = number(plain).toString();
    QCOMPARE(value->toString(), canonical);
    if (plain.contains('.'))
        while (plain.endsWith('0'))
            plain.chop(1);
    QCOMPARE(canonical, plain);
    QCOMPARE(value->decimals(), plain.contains('.') ? plain.size() - plain.indexOf('.') - 1 : 0);
    QVERIFY(value->decimals() <= decimals);
    QCOMPARE(Decimal::parse(QString::fromLatin1(text)), value);
    QCOMPARE(value->isZero(), canonical == "0");
    QCOMPARE(value->isNegative(), canonical.startsWith('-'));
}

void TestDecimal::refusesWhatIsNoNumber_data()
{
    QTest::addColumn<QByteArray>("text");
    const std::initializer_list<const char *> rows = {
        "",
        "-",
        "+",
        "+1",
        ".5",
        "5.",
        "-.5",
        "-5.",
        ".",
        "1..2",
        "1.2.3",
        "--1",
        "1-",
        "- 1",
        " 1",
        "1 ",
        " 1 ",
        "1\n",
        "\t1",
        "1 000",
        "1,000",
        "1,5",
        "1_000",
        "nan",
        "NaN",
        "inf",
        "Infinity",
        "-inf",
        "1e",
        "1e+",
        "1e-",
        "e5",
        "1e5.0",
        "1e 5",
        "1ee5",
        "1e999",
        "1e61",
        "1e-61",
        "1E99999999999999999999",
        "0x10",
        "1f",
        "1e5x",
        "null",
        "true",
        "$5",
        "12345678901234567890x",
        "1234567890123456789.",
        "1234567890123456789.1.",
        "1234567890123456789e",
        "1234567890123456789e61",
        "1234567890123456789 ",
        "-1234567890123456789-",
        "123456789012345678901234567890123456789012345678901", // 51 digits
        "0.123456789012345678901234567890123456789012345678901",
        "\xd9\xa1\xd9\xa2\xd9\xa3", // Arabic-Indic 123
        "1\xd9\xab"
        "5",
        "\xef\xbc\x91",
        "1\xc2\xa0"
        "000",
        "\xe2\x88\x92"
        "1", // Arabic point, full-width 1, no-break space, minus sign
    };
    for (const char *text : rows)
        QTest::addRow("'%s'", text) << QByteArray(text);
    QTest::newRow("NUL inside") << QByteArray("1\0", 2);
    QTest::newRow("ten megabytes") << QByteArray(10'000'000, '1');
    QTest::newRow("ten megabytes of zeros") << QByteArray(10'000'000, '0');
}

void TestDecimal::refusesWhatIsNoNumber()
{
    QFETCH(QByteArray, text);
    QVERIFY(!Decimal::parse(text).has_value());
    QVERIFY(!Decimal::parse(QString::fromUtf8(text)).has_value());
}

/// The results are those of Python's decimal module with 50 digits.
void TestDecimal::calculates_data()
{
    QTest::addColumn<QByteArray>("a");
    QTest::addColumn<QByteArray>("b");
    QTest::addColumn<QByteArray>("sum");
    QTest::addColumn<QByteArray>("difference");
    QTest::addColumn<QByteArray>("product");
    QTest::addColumn<QByteArray>("quotient");
    QTest::newRow("587320478161, -330159.5691")
        << QByteArray("587320478161.116480663150048312") << QByteArray("-330159.5691")
        << QByteArray("587320148001.547380663150048312") << QByteArray("587320808320.685580663150048312")
        << QByteArray("-193909475993280177.6306541021993341023592")
        << QByteArray("-1778898.8511286389386772132430433318008591985407943");
    QTest::newRow("805899481539, -1946.503231")
        << QByteArray("805899481539.170583961540859997") << QByteArray("-1946.5032316")
        << QByteArray("805899479592.667352361540859997") << QByteArray("805899483485.673815561540859997")
        << QByteArray("-1568685945160760.0836647984140996036663052")
        << QByteArray("-414024219.66529787494730448512089693465680244699574");
    QTest::newRow("-0.198295449, 242733937612")
        << QByteArray("-0.198295449821026766746379179163") << QByteArray("242733937612001999")
        << QByteArray("242733937612001998.801704550178973233253620820837")
        << QByteArray("-242733937612001999.198295449821026766746379179163")
        << QByteArray("-48133035345600984.157801872134354138390735146837")
        << QByteArray("-0.00000000000000000081692511468252980022058757713359941852576826040189");
    QTest::newRow("0.8233812568, -775083301.3")
        << QByteArray("0.823381256811754296") << QByteArray("-775083301.366334671")
        << QByteArray("-775083300.542953414188245704") << QByteArray("775083302.189715927811754296")
        << QByteArray("-638189062.812816357166311614957996616")
        << QByteArray("-0.0000000010623132447316035299182707299288746194553556287772");
    QTest::newRow("15324.6119, 1500177.72")
        << QByteArray("15324.6119") << QByteArray("1500177.72") << QByteArray("1515502.3319")
        << QByteArray("-1484853.1081") << QByteArray("22989641340.026868")
        << QByteArray("0.010215197636717335063475012813815152514063467093752");
    QTest::newRow("583234416758, -23580520177")
        << QByteArray("583234416758609302") << QByteArray("-235805201774437356")
        << QByteArray("347429214984171946") << QByteArray("819039618533046658")
        << QByteArray("-137529709325560154581319180077885512")
        << QByteArray("-2.4733738372595785411582915378996900238506200917492");
    QTest::newRow("250616086881, 5.7")
        << QByteArray("250616086881609278690735644064.998408078786102616") << QByteArray("5.7")
        << QByteArray("250616086881609278690735644070.698408078786102616")
        << QByteArray("250616086881609278690735644059.298408078786102616")
        << QByteArray("1428511695225172888537193171170.4909260490807849112")
        << QByteArray("43967734540633206787848358607.894457557681772388772");
    QTest::newRow("160726150428, -58010.27198")
        << QByteArray("160726150428749.4895106857") << QByteArray("-58010.27198867675446471089")
        << QByteArray("160726150370739.21752200894553528911")
        << QByteArray("160726150486759.76149936245446471089")
        << QByteArray("-9323767702064732841.129480833424543047774216157273")
        << QByteArray("-2770649833.5350373442157076499714065186763867436952");
    QTest::newRow("-6, 323606345185")
        << QByteArray("-6") << QByteArray("3236063451853916823072144.0708992655449081915072977")
        << QByteArray("3236063451853916823072138.0708992655449081915072977")
        << QByteArray("-3236063451853916823072150.0708992655449081915072977")
        << QByteArray("-19416380711123500938432864.425395593269449149043786")
        << QByteArray("-0.0000000000000000000000018541045592176644020782749471256502217478594675131");
    QTest::newRow("-217965496.3, -6.37")
        << QByteArray("-217965496.33645563") << QByteArray("-6.37") << QByteArray("-217965502.70645563")
        << QByteArray("-217965489.96645563") << QByteArray("1388440211.6632223631")
        << QByteArray("34217503.349522076923076923076923076923076923076923");
    QTest::newRow("-71238974727, 28.081034654")
        << QByteArray("-712389747278196354794624.975559") << QByteArray("28.081034654816976124")
        << QByteArray("-712389747278196354794596.894524345183023876")
        << QByteArray("-712389747278196354794653.056593654816976124")
        << QByteArray("-20004641181055339432113023.399257223550151786553316")
        << QByteArray("-25369070478889713844989.681601297139765474759325516");
    QTest::newRow("74937020.76, 85.46862847")
        << QByteArray("74937020.76") << QByteArray("85.46862847") << QByteArray("74937106.22862847")
        << QByteArray("74936935.29137153") << QByteArray("6404764385.9851170372")
        << QByteArray("876778.08924128626537207845754963008124658163243368");
    QTest::newRow("-0.663736073, 1") << QByteArray("-0.663736073883798498") << QByteArray("1")
                                     << QByteArray("0.336263926116201502")
                                     << QByteArray("-1.663736073883798498")
                                     << QByteArray("-0.663736073883798498")
                                     << QByteArray("-0.663736073883798498");
    QTest::newRow("123456789012, 95432.12")
        << QByteArray("123456789012.34567890123456789") << QByteArray("95432.12")
        << QByteArray("123456884444.46567890123456789") << QByteArray("123456693580.22567890123456789")
        << QByteArray("11781743103840854.3103840854310266268")
        << QByteArray("1293660.761307049229349977427830378283538079212743");
    QTest::newRow("999999999999, 1") << QByteArray("999999999999999999") << QByteArray("1")
                                     << QByteArray("1000000000000000000") << QByteArray("999999999999999998")
                                     << QByteArray("999999999999999999") << QByteArray("999999999999999999");
    QTest::newRow("999999999999, 1") << QByteArray("999999999999999999999999999999999999999999999999")
                                     << QByteArray("1")
                                     << QByteArray("1000000000000000000000000000000000000000000000000")
                                     << QByteArray("999999999999999999999999999999999999999999999998")
                                     << QByteArray("999999999999999999999999999999999999999999999999")
                                     << QByteArray("999999999999999999999999999999999999999999999999");
    QTest::newRow("0.0000000000, -0.000000000")
        << QByteArray("0.000000000000000001") << QByteArray("-0.000000000000000001") << QByteArray("0")
        << QByteArray("0.000000000000000002") << QByteArray("-0.000000000000000000000000000000000001")
        << QByteArray("-1");
    QTest::newRow("6, 3") << QByteArray("6") << QByteArray("3") << QByteArray("9") << QByteArray("3")
                          << QByteArray("18") << QByteArray("2");
    QTest::newRow("1, 3") << QByteArray("1") << QByteArray("3") << QByteArray("4") << QByteArray("-2")
                          << QByteArray("3")
                          << QByteArray("0.33333333333333333333333333333333333333333333333333");
    QTest::newRow("2, -3") << QByteArray("2") << QByteArray("-3") << QByteArray("-1") << QByteArray("5")
                           << QByteArray("-6")
                           << QByteArray("-0.66666666666666666666666666666666666666666666666667");
    QTest::newRow("100000000000, 0.0000000000")
        << QByteArray("1000000000000000000000000000000000000000000000000000000000000")
        << QByteArray("0.000000000000000000000000000000000000000000000000000000000001")
        << QByteArray("1000000000000000000000000000000000000000000000000000000000000")
        << QByteArray("1000000000000000000000000000000000000000000000000000000000000") << QByteArray("1")
        << QByteArray("10000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
                      "00000000000000000000000000000000000");
}

void TestDecimal::calculates()
{
    QFETCH(QByteArray, a);
    QFETCH(QByteArray, b);
    QFETCH(QByteArray, sum);
    QFETCH(QByteArray, difference);
    QFETCH(QByteArray, product);
    QFETCH(QByteArray, quotient);
    const Decimal left = number(a);
    const Decimal right = number(b);
    QCOMPARE((left + right).toString(), sum);
    QCOMPARE((right + left).toString(), sum);
    QCOMPARE((left - right).toString(), difference);
    QCOMPARE((right - left).toString(), (-number(difference)).toString());
    QCOMPARE((left * right).toString(), product);
    QCOMPARE((right * left).toString(), product);
    QCOMPARE((left / right).toString(), quotient);
    QCOMPARE(left + right, number(sum));
    QCOMPARE(left * right, number(product));
    QCOMPARE(left / right, number(quotient));
}

/// Half to even, and towards zero; checked against Python's quantize().
void TestDecimal::rounds_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("places");
    QTest::addColumn<QByteArray>("rounded");
    QTest::addColumn<QByteArray>("truncated");
    QTest::newRow("1.005 to 2") << QByteArray("1.005") << 2 << QByteArray("1") << QByteArray("1");
    QTest::newRow("1.015 to 2") << QByteArray("1.015") << 2 << QByteArray("1.02") << QByteArray("1.01");
    QTest::newRow("-1.015 to 2") << QByteArray("-1.015") << 2 << QByteArray("-1.02") << QByteArray("-1.01");
    QTest::newRow("2.5 to 0") << QByteArray("2.5") << 0 << QByteArray("2") << QByteArray("2");
    QTest::newRow("3.5 to 0") << QByteArray("3.5") << 0 << QByteArray("4") << QByteArray("3");
    QTest::newRow("-2.5 to 0") << QByteArray("-2.5") << 0 << QByteArray("-2") << QByteArray("-2");
    QTest::newRow("0.5 to 0") << QByteArray("0.5") << 0 << QByteArray("0") << QByteArray("0");
    QTest::newRow("1.5 to 0") << QByteArray("1.5") << 0 << QByteArray("2") << QByteArray("1");
    QTest::newRow("0.499999999999 to 0")
        << QByteArray("0.4999999999999999999999") << 0 << QByteArray("0") << QByteArray("0");
    QTest::newRow("0.05 to 0") << QByteArray("0.05") << 0 << QByteArray("0") << QByteArray("0");
    QTest::newRow("999.995 to 2") << QByteArray("999.995") << 2 << QByteArray("1000") << QByteArray("999.99");
    QTest::newRow("99999999999999 to 0")
        << QByteArray("999999999999999999.5") << 0 << QByteArray("1000000000000000000")
        << QByteArray("999999999999999999");
    QTest::newRow("12345678901234 to 4") << QByteArray("123456789012345678901234567890.123456789") << 4
                                         << QByteArray("123456789012345678901234567890.1235")
                                         << QByteArray("123456789012345678901234567890.1234");
    QTest::newRow("99999999999999 to 3")
        << QByteArray("99999999999999999999999999999.99999") << 3
        << QByteArray("100000000000000000000000000000") << QByteArray("99999999999999999999999999999.999");
    QTest::newRow("12345 to -2") << QByteArray("12345") << -2 << QByteArray("12300") << QByteArray("12300");
    QTest::newRow("12350 to -2") << QByteArray("12350") << -2 << QByteArray("12400") << QByteArray("12300");
    QTest::newRow("12250 to -2") << QByteArray("12250") << -2 << QByteArray("12200") << QByteArray("12200");
    QTest::newRow("50 to -2") << QByteArray("50") << -2 << QByteArray("0") << QByteArray("0");
    QTest::newRow("51 to -2") << QByteArray("51") << -2 << QByteArray("100") << QByteArray("0");
    QTest::newRow("49 to -2") << QByteArray("49") << -2 << QByteArray("0") << QByteArray("0");
    QTest::newRow("0.000000000000 to 20")
        << QByteArray("0.000000000000000000149") << 20 << QByteArray("0.00000000000000000015")
        << QByteArray("0.00000000000000000014");
    QTest::newRow("-0.004 to 2") << QByteArray("-0.004") << 2 << QByteArray("0") << QByteArray("0");
    QTest::newRow("5E17 to -18") << QByteArray("5E17") << -18 << QByteArray("0") << QByteArray("0");
    QTest::newRow("4E17 to -18") << QByteArray("4E17") << -18 << QByteArray("0") << QByteArray("0");
    QTest::newRow("123.456 to 5") << QByteArray("123.456") << 5 << QByteArray("123.456")
                                  << QByteArray("123.456");
    QTest::newRow("0.000000000000 to 18")
        << QByteArray("0.0000000000000000005") << 18 << QByteArray("0") << QByteArray("0");
    QTest::newRow("0.000000000000 to 18")
        << QByteArray("0.0000000000000000015") << 18 << QByteArray("0.000000000000000002")
        << QByteArray("0.000000000000000001");
    QTest::newRow("0.123456789012 to 26")
        << QByteArray("0.123456789012345678901234565") << 26 << QByteArray("0.12345678901234567890123456")
        << QByteArray("0.12345678901234567890123456");
}

void TestDecimal::rounds()
{
    QFETCH(QByteArray, text);
    QFETCH(int, places);
    QFETCH(QByteArray, rounded);
    QFETCH(QByteArray, truncated);
    QCOMPARE(number(text).rounded(places).toString(), rounded);
    QCOMPARE(number(text).truncated(places).toString(), truncated);
    QCOMPARE((-number(text)).rounded(places), -number(rounded));
    QCOMPARE((-number(text)).truncated(places), -number(truncated));
    QCOMPARE(number(text).rounded(places), number(rounded));
}

void TestDecimal::fixes_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("places");
    QTest::addColumn<QByteArray>("fixed");
    QTest::newRow("pads") << QByteArray("1.5") << 4 << QByteArray("1.5000");
    QTest::newRow("pads whole") << QByteArray("12") << 2 << QByteArray("12.00");
    QTest::newRow("rounds") << QByteArray("1.005") << 2 << QByteArray("1.00");
    QTest::newRow("no places") << QByteArray("2.5") << 0 << QByteArray("2");
    QTest::newRow("zero") << QByteArray("0") << 3 << QByteArray("0.000");
    QTest::newRow("no minus zero") << QByteArray("-0.004") << 2 << QByteArray("0.00");
    QTest::newRow("carries") << QByteArray("9.999") << 2 << QByteArray("10.00");
    QTest::newRow("long") << QByteArray("123456789012345678901.555") << 2
                          << QByteArray("123456789012345678901.56");
    QTest::newRow("large") << QByteArray("1e30") << 1 << QByteArray("1000000000000000000000000000000.0");
}

void TestDecimal::fixes()
{
    QFETCH(QByteArray, text);
    QFETCH(int, places);
    QTEST(number(text).toFixed(places), "fixed");
}

void TestDecimal::orders()
{
    // Ascending; every pair is compared in both directions.
    const std::vector<QByteArray> ascending = {"-1e60",
                                               "-123456789012345678901234567890",
                                               "-123456789012345678901234567889.9",
                                               "-1000000000000000000",
                                               "-999999999999999999",
                                               "-1.000000000000000001",
                                               "-1",
                                               "-0.999999999999999999",
                                               "-0.1",
                                               "-1e-18",
                                               "-1e-60",
                                               "0",
                                               "1e-60",
                                               "1e-18",
                                               "0.000000000000000002",
                                               "0.0999999999999999999999",
                                               "0.1",
                                               "0.10000000000000000000000001",
                                               "0.5",
                                               "0.999999999999999999",
                                               "1",
                                               "1.000000000000000001",
                                               "9",
                                               "10",
                                               "11",
                                               "99.9",
                                               "100",
                                               "999999999999999999",
                                               "999999999999999999.5",
                                               "1000000000000000000",
                                               "123456789012345678901234567889.9",
                                               "123456789012345678901234567890",
                                               "1e60"};
    for (std::size_t i = 0; i < ascending.size(); ++i) {
        for (std::size_t j = 0; j < ascending.size(); ++j) {
            const Decimal a = number(ascending[i]);
            const Decimal b = number(ascending[j]);
            const QByteArray pair = ascending[i] + " and " + ascending[j];
            QVERIFY2((a <=> b) == (i <=> j), pair.constData());
            QVERIFY2((a == b) == (i == j), pair.constData());
        }
    }
}

void TestDecimal::survivesItsOwnText_data()
{
    QTest::addColumn<int>("digits");
    QTest::newRow("small") << 17;
    QTest::newRow("around a word") << 20;
    QTest::newRow("long") << 50;
}

void TestDecimal::survivesItsOwnText()
{
    QFETCH(int, digits);
    for (const Decimal &value : randomNumbers(1, 20'000, digits)) {
        const QByteArray text = value.toString();
        const auto again = Decimal::parse(text);
        QVERIFY2(again.has_value(), text.constData());
        QVERIFY2(*again == value, text.constData());
        QCOMPARE(again->toString(), text);
        QVERIFY2(!text.contains('e') && !text.contains('E') && text != "-0", text.constData());
    }
}

void TestDecimal::obeysAlgebra_data()
{
    QTest::addColumn<int>("digits");
    QTest::newRow("small") << 6;
    QTest::newRow("crossing into long") << 14;
}

void TestDecimal::obeysAlgebra()
{
    QFETCH(int, digits);
    const auto numbers = randomNumbers(2, 3'000, digits);
    for (std::size_t i = 2; i < numbers.size(); ++i) {
        const Decimal &a = numbers[i - 2];
        const Decimal &b = numbers[i - 1];
        const Decimal &c = numbers[i];
        const QByteArray triple = a.toString() + ", " + b.toString() + ", " + c.toString();
        QVERIFY2((a + b) + c == a + (b + c), triple.constData());
        QVERIFY2((a * b) * c == a * (b * c), triple.constData());
        QVERIFY2(a * (b + c) == a * b + a * c, triple.constData());
        QVERIFY2(a + b - b == a, triple.constData());
        QVERIFY2(a - a == Decimal(), triple.constData());
        QVERIFY2(a + Decimal() == a && a * Decimal(1) == a && (a * Decimal()).isZero(), triple.constData());
        QVERIFY2(-(-a) == a && -a + a == Decimal() && a.abs() >= a, triple.constData());
        QVERIFY2(a.truncated(3) + (a - a.truncated(3)) == a, triple.constData());
        QVERIFY2(a.truncated(3).abs() <= a.abs(), triple.constData());
        QVERIFY2((a.rounded(3) - a).abs() <= Decimal::scaled(5, -4), triple.constData());
    }
}

void TestDecimal::comparesLikeItsDifference()
{
    const auto numbers = randomNumbers(3, 4'000, 24);
    for (std::size_t i = 1; i < numbers.size(); ++i) {
        const Decimal &a = numbers[i - 1];
        const Decimal &b = numbers[i];
        const QByteArray pair = a.toString() + " and " + b.toString();
        QVERIFY2((a <=> b) == ((a - b).sign() <=> 0), pair.constData());
        QVERIFY2((a == b) == (a - b).isZero(), pair.constData());
    }
}

void TestDecimal::addsUpLongSums()
{
    // Up to 48 digits, many times over, and back to nothing.
    const Decimal large = number("999999999999999999999999999.999999999999999999");
    const Decimal step = number("0.000000000000000001");
    QCOMPARE((large + step).toString(), QByteArray("1000000000000000000000000000"));
    Decimal sum;
    for (int i = 0; i < 1000; ++i)
        sum += large;
    QCOMPARE(sum.toString(), QByteArray("999999999999999999999999999999.999999999999999"));
    for (int i = 0; i < 1000; ++i)
        sum -= large;
    QVERIFY(sum.isZero());
    QCOMPARE(sum, Decimal());
}

void TestDecimal::dividesBack()
{
    const auto numbers = randomNumbers(4, 2'000, 20);
    for (std::size_t i = 1; i < numbers.size(); ++i) {
        if (numbers[i].isZero())
            continue;
        const QByteArray pair = numbers[i - 1].toString() + " / " + numbers[i].toString();
        QVERIFY2(numbers[i - 1] * numbers[i] / numbers[i] == numbers[i - 1], pair.constData());
        QVERIFY2(numbers[i] / numbers[i] == Decimal(1), pair.constData());
    }
}

void TestDecimal::takesIntegers()
{
    QCOMPARE(Decimal(1000), number("1e3"));
    QCOMPARE(Decimal(std::numeric_limits<int>::min()).toString(), QByteArray("-2147483648"));
    QCOMPARE(Decimal::fromInt(std::numeric_limits<qint64>::max()).toString(),
             QByteArray("9223372036854775807"));
    QCOMPARE(Decimal::fromInt(std::numeric_limits<qint64>::min()).toString(),
             QByteArray("-9223372036854775808"));
    QCOMPARE(Decimal::scaled(1250, -3), number("1.25"));
    QCOMPARE(Decimal::scaled(0, -3), Decimal());
    QCOMPARE(Decimal::scaled(125, 20).toString(), QByteArray("12500000000000000000000"));
}

void TestDecimal::ignoresTheLocale()
{
    const QLocale before;
    QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
    const QByteArray text = number("1234567.5").toString();
    const bool comma = Decimal::parse(QStringLiteral("1,5")).has_value();
    QLocale::setDefault(before);
    QCOMPARE(text, QByteArray("1234567.5"));
    QVERIFY(!comma);
}

void TestDecimal::givesDoublesForCharts()
{
    QCOMPARE(number("0.1").toDouble(), 0.1);
    QCOMPARE(number("-95432.12").toDouble(), -95432.12);
    QCOMPARE(number("0").toDouble(), 0.0);
    QCOMPARE(number("123456789012345678").toDouble(), 123456789012345678.0);
    QCOMPARE(number("0.123456789012345678").toDouble(), 0.123456789012345678);
    QCOMPARE(number("123456789012345678901234567890").toDouble(), 123456789012345678901234567890.0);
    QCOMPARE(number("1e-30").toDouble(), 1e-30);
}

void TestDecimal::isUnchangedByAliasing()
{
    for (const QByteArray &text : {QByteArray("1.5"), QByteArray("123456789012345678.123456789")}) {
        const Decimal value = number(text);
        Decimal doubled = value;
        doubled += doubled; // NOLINT: itself on purpose
        QCOMPARE(doubled, value * Decimal(2));
        Decimal nothing = value;
        const Decimal &same = nothing;
        nothing -= same;
        QVERIFY(nothing.isZero());
        Decimal square = value;
        const Decimal &factor = square;
        square *= factor;
        QCOMPARE(square, value * value);
        Decimal changed = value; // shares what is long
        changed += Decimal(1);
        QCOMPARE(value, number(text));
    }
}

QTEST_GUILESS_MAIN(TestDecimal)
#include "tst_decimal.moc"
