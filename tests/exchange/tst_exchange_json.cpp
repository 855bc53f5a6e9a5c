// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/jsonwriter.h"
#include "exchange/query.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace coffer::exchange;

/// What goes over the wire: the text of numbers, escaping, and the reading of queries.
class ExchangeJsonTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void marketNumbers_data();
    void marketNumbers();
    void plainNumbers_data();
    void plainNumbers();
    void escapes();
    void nests();
    void readsQueries();
    void readsNumbersStrictly();
};

void ExchangeJsonTest::marketNumbers_data()
{
    QTest::addColumn<qint64>("units");
    QTest::addColumn<int>("decimals");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("whole") << qint64(4'980'600) << 2 << QByteArray("49806.0");
    QTest::newRow("fraction") << qint64(4'982'092) << 2 << QByteArray("49820.92");
    QTest::newRow("large") << qint64(5'985'618'685'709'001) << 7 << QByteArray("5.985618685709001E8");
    QTest::newRow("small") << qint64(182) << 6 << QByteArray("1.82E-4");
    QTest::newRow("one digit") << qint64(9) << 4 << QByteArray("9.0E-4");
    QTest::newRow("still plain") << qint64(1) << 3 << QByteArray("0.001");
    QTest::newRow("just plain") << qint64(9'999'999) << 0 << QByteArray("9999999.0");
    QTest::newRow("just exponent") << qint64(10'000'000) << 0 << QByteArray("1.0E7");
    QTest::newRow("zero") << qint64(0) << 4 << QByteArray("0.0");
    QTest::newRow("negative") << qint64(-25) << 1 << QByteArray("-2.5");
    QTest::newRow("smallest") << std::numeric_limits<qint64>::min() << 0
                              << QByteArray("-9.223372036854775808E18");
}

void ExchangeJsonTest::marketNumbers()
{
    QFETCH(qint64, units);
    QFETCH(int, decimals);
    QTEST(marketNumber(units, decimals), "expected");
}

void ExchangeJsonTest::plainNumbers_data()
{
    QTest::addColumn<qint64>("units");
    QTest::addColumn<int>("decimals");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("zero") << qint64(0) << 3 << QByteArray("0");
    QTest::newRow("whole") << qint64(100'000) << 2 << QByteArray("1000");
    QTest::newRow("tiny") << qint64(57) << 9 << QByteArray("0.000000057");
    QTest::newRow("negative") << qint64(-150) << 2 << QByteArray("-1.5");
}

void ExchangeJsonTest::plainNumbers()
{
    QFETCH(qint64, units);
    QFETCH(int, decimals);
    QTEST(plainNumber(units, decimals), "expected");
}

void ExchangeJsonTest::escapes()
{
    QString all;
    for (ushort unit = 1; unit < 0x500; ++unit)
        all += QChar(unit);
    all += QStringLiteral("错误\"\\/");
    JsonWriter json;
    json.beginObject().text("text", all.toUtf8()).endObject();
    const QJsonDocument read = QJsonDocument::fromJson(json.bytes());
    QCOMPARE(read.object().value(QStringLiteral("text")).toString(), all);
}

void ExchangeJsonTest::nests()
{
    JsonWriter json;
    json.beginObject()
        .key("list")
        .beginArray()
        .number(1)
        .boolean(true)
        .null()
        .beginObject()
        .endObject()
        .endArray();
    json.token("big", "136107843051348400221001656")
        .number("least", std::numeric_limits<qint64>::min())
        .endObject();
    QCOMPARE(json.bytes(), QByteArray(R"({"list":[1,true,null,{}],"big":136107843051348400221001656,)"
                                      R"("least":-9223372036854775808})"));
}

void ExchangeJsonTest::readsQueries()
{
    const Query query("a=1&b=%2Fx%3D%2b&empty=&bare&&c=p+q&a=2");
    QCOMPARE(query.value("a"), QByteArray("1"));
    QCOMPARE(query.value("b"), QByteArray("/x=+"));
    QCOMPARE(query.value("c"), QByteArray("p q"));
    QVERIFY(query.has("empty") && query.has("bare") && !query.has("A"));
    QCOMPARE(query.all().size(), 6);
}

void ExchangeJsonTest::readsNumbersStrictly()
{
    const Query query("good=42&negative=-1&blank=&text=12x&long=99999999999999999999&float=1.0");
    QCOMPARE(query.number("good"), std::optional<qint64>(42));
    QCOMPARE(query.number("negative"), std::optional<qint64>(-1));
    for (const char *name : {"blank", "text", "long", "float", "missing"})
        QVERIFY2(!query.number(name), name);
}

QTEST_GUILESS_MAIN(ExchangeJsonTest)
#include "tst_exchange_json.moc"
