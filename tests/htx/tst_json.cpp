// SPDX-License-Identifier: GPL-3.0-or-later
#include "htx/envelope.h"
#include "htx/jsonreader.h"

#include <QTest>

using namespace coffer;
using namespace coffer::htx;
using namespace coffer::htx::json;

namespace {

struct Row
{
    QString text;
    QString word;
    Symbol symbol;
    OrderId id;
    AccountId account;
    qint64 integer = 0;
    int small = 0;
    qint64 loose = 0;
    bool flag = false;
    double real = 0;
    Decimal amount;
    Decimal price;
    std::optional<Decimal> optional;
};

constexpr Schema rowSchema({
    field<&Row::text, Text>("text", Need::Optional),
    field<&Row::word, Word>("word", Need::Optional),
    field<&Row::symbol, Name>("symbol", Need::Optional),
    field<&Row::id, Identifier>("id", Need::Optional),
    field<&Row::account, Identifier>("account", Need::Optional),
    field<&Row::integer, Integer>("integer", Need::Optional),
    field<&Row::small, Integer>("small", Need::Optional),
    field<&Row::loose, LooseInteger>("loose", Need::Optional),
    field<&Row::flag, Flag>("flag", Need::Optional),
    field<&Row::real, Real>("real", Need::Optional),
    field<&Row::amount, Amount>("amount", Need::Optional),
    field<&Row::amount, Amount>("sum", Need::Alias),
    field<&Row::price, Price>("price", Need::Optional),
    field<&Row::optional, LooseAmount>("optional", Need::Optional),
});

struct Strict
{
    Decimal amount;
    qint64 time = 0;
};

constexpr Schema strictSchema({
    field<&Strict::amount, Amount>("field-amount"),
    field<&Strict::amount, Amount>("filled-amount", Need::Alias),
    field<&Strict::time, Integer>("time"),
});

Result<Row> parseRow(Value data)
{
    return readOne(data, rowSchema);
}

Result<QList<Row>> parseRows(Value data)
{
    return readList(data, rowSchema);
}

Result<QList<Strict>> parseStrict(Value data)
{
    return readList(data, strictSchema);
}

Result<Row> row(const QByteArray &members)
{
    return decodeEnvelope(200, "{\"status\":\"ok\",\"data\":{" + members + "}}", parseRow);
}

Result<QList<Strict>> strict(const QByteArray &rows)
{
    return decodeEnvelope(200, "{\"status\":\"ok\",\"data\":[" + rows + "]}", parseStrict);
}

} // namespace

class TestJson : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void accepted_data();
    void accepted();
    void refused_data();
    void refused();
    void failuresNameTheMember_data();
    void failuresNameTheMember();
    void membersInAnyOrder();
    void rowsOfDifferentOrder();
    void aliases();
    void nullIsMissing();
    void escapes();
    void longListsAreWhole();
};

void TestJson::accepted_data()
{
    QTest::addColumn<QByteArray>("members");
    QTest::addColumn<QByteArray>("expected");
    const auto add = [](const char *name, const QByteArray &members, const QByteArray &expected) {
        QTest::newRow(name) << members << expected;
    };
    add("27-digit id", R"("id":136107843051348400221001656)", "136107843051348400221001656");
    add("id in a string", R"("id":"59378")", "59378");
    add("id beyond double", R"("account":359044707902783801)", "359044707902783801");
    add("account in a string", R"("account":"14403739")", "14403739");
    add("exponent", R"("price":5.985618685709001E8)", "598561868.5709001");
    add("small exponent", R"("price":1.82E-4)", "0.000182");
    add("trailing zero", R"("price":49806.0)", "49806");
    add("zero with exponent", R"("amount":"0E-18")", "0");
    add("eighteen decimals", R"("amount":"123456789012.000000000000000001")",
        "123456789012.000000000000000001");
    add("negative amount", R"("amount":"-2.433000000000000000")", "-2.433");
    add("loose amount as number", R"("optional":1.25)", "1.25");
    add("loose amount as text", R"("optional":"1.25")", "1.25");
    add("largest integer", R"("integer":9223372036854775807)", "9223372036854775807");
    add("negative integer", R"("integer":-1)", "-1");
    add("loose integer as text", R"("loose":"1641880897191")", "1641880897191");
    add("blanks", " \"integer\" :\n\t 7 \r\n", "7");
}

void TestJson::accepted()
{
    QFETCH(const QByteArray, members);
    const auto result = row(members);
    QVERIFY2(result, result ? "" : qPrintable(result.error().detail));
    QByteArray shown = result->id.value.toLatin1();
    const auto show = [&shown](const QByteArray &text) {
        if (text != "0")
            shown += text;
    };
    show(QByteArray::number(result->account.value));
    show(QByteArray::number(result->integer));
    show(QByteArray::number(result->loose));
    show(result->amount.toString());
    show(result->price.toString());
    show(result->optional.value_or(Decimal()).toString());
    QTEST(shown.isEmpty() ? QByteArray("0") : shown, "expected");
}

void TestJson::refused_data()
{
    QTest::addColumn<QByteArray>("members");
    const auto add = [](const QByteArray &members) {
        QTest::newRow(members.left(60).constData()) << members;
    };
    // Types: only what is documented to come both ways may.
    for (const char *value : {"1.5", "true", "{}", "[]", "\"nan\"", "\"inf\"", "\" 1 \"", "\"\"", "\"1,5\"",
                              "\"0x1\"", "\"1e999\"", "\"1.\"", "\"--1\"", "\"\\u0031\\u002e\""})
        add("\"amount\":" + QByteArray(value));
    for (const char *value : {"\"1.5\"", "true", "{}", "[1]", "NaN", "Infinity", "-Infinity", "1e999", "01",
                              ".5", "1.", "+1", "-1", "0x10", "1.2.3", "1 2", "1e", "--1"})
        add("\"price\":" + QByteArray(value));
    for (const char *value : {"1.0", "1e3", "9223372036854775808", "\"1\"", "007", "-", "true", "[1]"})
        add("\"integer\":" + QByteArray(value));
    for (const char *value : {"2147483648", "\"5\""})
        add("\"small\":" + QByteArray(value));
    for (const char *value : {"\"\"", "\"a1\"", "\" 1\"", "1.5", "[]"})
        add("\"loose\":" + QByteArray(value));
    for (const char *value : {"1.5", "1e3", "true", "\"\"", "{}"})
        add("\"id\":" + QByteArray(value));
    for (const char *value : {"1", "\"true\"", "tru", "truex", "nul"})
        add("\"flag\":" + QByteArray(value));
    for (const char *value : {"\"1.5\"", "1e999", "-1", "01", "NaN", "[1]"})
        add("\"real\":" + QByteArray(value));
    for (const char *value : {"1", "true", "[]", "\"\\ud800\"", "\"\\x\"", "\"a\nb\"", "\"open"})
        add("\"text\":" + QByteArray(value));
    add("\"symbol\":\"\"");
    add("\"symbol\":\"" + QByteArray(65, 'a') + "\"");
    add("\"text\":\"" + QByteArray(1 << 20, 'a') + "\"");
    add("\"id\":" + QByteArray(65, '1'));
    add("\"price\":" + QByteArray(1 << 20, '1'));
    add("\"price\":0." + QByteArray(60, '1'));
    add("\"text\":\"\xC3\x28\"");
    add("\"integer\":1,\"integer\":1");
    // Broken text
    add("\"integer\" 1");
    add("\"integer\":1 \"small\":2");
    add("\"integer\":1,,\"small\":2");
    add("integer:1");
    add("\"integer\":");
    add("\"integer\":1]");
}

void TestJson::refused()
{
    QFETCH(const QByteArray, members);
    const auto result = row(members);
    QVERIFY(!result);
    QCOMPARE(result.error().kind, ErrorKind::MalformedReply);
    QVERIFY(!result.error().detail.isEmpty());
}

void TestJson::failuresNameTheMember_data()
{
    QTest::addColumn<QByteArray>("rows");
    QTest::addColumn<QString>("detail");
    QTest::newRow("wrong type") << QByteArray(R"({"field-amount":"1","time":1},{"field-amount":2,"time":1})")
                                << QStringLiteral("data[1].field-amount is not text.");
    QTest::newRow("missing") << QByteArray(R"({"field-amount":"1"})")
                             << QStringLiteral("data[0].time is not there.");
    QTest::newRow("null") << QByteArray(R"({"field-amount":null,"time":1})")
                          << QStringLiteral("data[0].field-amount is not there.");
    QTest::newRow("twice") << QByteArray(R"({"field-amount":"1","time":1,"time":1})")
                           << QStringLiteral("data[0].time is not there once.");
    QTest::newRow("no object") << QByteArray("7") << QStringLiteral("data[0] is not an object.");
    QTest::newRow("no number") << QByteArray(R"({"field-amount":"1..0","time":1})")
                               << QStringLiteral("data[0].field-amount is not a decimal number.");
}

void TestJson::failuresNameTheMember()
{
    QFETCH(const QByteArray, rows);
    const auto result = strict(rows);
    QVERIFY(!result);
    QTEST(result.error().detail, "detail");
}

void TestJson::membersInAnyOrder()
{
    const auto result =
        row(R"("new":{"deep":[1,{"x":[]}]},"real":0.5,"more":[[[]]],"flag":true,"symbol":"btcusdt",
        "text":"a","word":"limit","integer":3,"small":4,"last":null)");
    QVERIFY(result);
    QCOMPARE(result->real, 0.5);
    QVERIFY(result->flag);
    QCOMPARE(result->symbol.value, QStringLiteral("btcusdt"));
    QCOMPARE(result->word, QStringLiteral("limit"));
    QCOMPARE(result->integer, 3);
    QCOMPARE(result->small, 4);
}

/// The reader remembers the order of the row before; it may not rely on it.
void TestJson::rowsOfDifferentOrder()
{
    const auto rows = decodeEnvelope(200,
                                     R"({"status":"ok","data":[{"integer":1,"small":2,"word":"a"},
        {"small":3,"word":"b","integer":4},{"x":0,"integer":5},{},{"word":"c","y":1,"small":6}]})",
                                     parseRows);
    QVERIFY(rows);
    QCOMPARE(rows->size(), 5);
    QCOMPARE(rows->at(0).integer, 1);
    QCOMPARE(rows->at(1).integer, 4);
    QCOMPARE(rows->at(1).word, QStringLiteral("b"));
    QCOMPARE(rows->at(2).integer, 5);
    QCOMPARE(rows->at(3).integer, 0);
    QCOMPARE(rows->at(4).small, 6);
    QCOMPARE(rows->at(4).word, QStringLiteral("c"));
}

void TestJson::aliases()
{
    QCOMPARE(strict(R"({"filled-amount":"1.5","time":1})")->first().amount, Decimal::scaled(15, -1));
    QCOMPARE(strict(R"({"field-amount":"1.5","time":1})")->first().amount, Decimal::scaled(15, -1));
    QVERIFY(strict(R"({"field-amount":"1.5","filled-amount":"1.5","time":1})"));
    QVERIFY(!strict(R"({"filled-amount":"1.5","filled-amount":"2","time":1})"));
    QVERIFY(!strict(R"({"time":1})"));
}

void TestJson::nullIsMissing()
{
    const auto result = row(R"("optional":null,"text":null,"integer":null)");
    QVERIFY(result);
    QVERIFY(!result->optional);
    QVERIFY(result->text.isEmpty());
    QVERIFY(!row(R"("optional":nul)"));
}

void TestJson::escapes()
{
    const auto result = row(R"("text":"a\"\\\u20ac\u0000b\n<b>","word":"x\/y","symbol":"btc\u0075sdt")");
    QVERIFY(result);
    QCOMPARE(result->text,
             QStringLiteral("a\"\\€") + QChar(QChar::ReplacementCharacter) + QStringLiteral("b\n<b>"));
    QCOMPARE(result->word, QStringLiteral("x/y"));
    QCOMPARE(result->symbol.value, QStringLiteral("btcusdt"));
    // A Latin-1 letter must not be mistaken for the bytes of another in the cache of words.
    const auto rows = decodeEnvelope(200,
                                     "{\"status\":\"ok\",\"data\":[{\"word\":\"\xC3\x83\xC2\xA9\"},"
                                     "{\"word\":\"\xC3\xA9\"}]}",
                                     parseRows);
    QVERIFY(rows);
    QCOMPARE(rows->at(0).word, QStringLiteral("Ã©"));
    QCOMPARE(rows->at(1).word, QStringLiteral("é"));
}

void TestJson::longListsAreWhole()
{
    constexpr int count = 20'000;
    QByteArray list;
    for (int index = 0; index < count; ++index) {
        if (index > 0)
            list += ',';
        list += "{\"field-amount\":\"" + QByteArray::number(index) +
                ".5\",\"time\":" + QByteArray::number(index) + '}';
    }
    const auto rows = strict(list);
    QVERIFY(rows);
    QCOMPARE(rows->size(), count);
    for (int index = 0; index < count; ++index) {
        QCOMPARE(rows->at(index).time, index);
        QCOMPARE(rows->at(index).amount, Decimal(index) + Decimal::scaled(5, -1));
    }
}

QTEST_GUILESS_MAIN(TestJson)
#include "tst_json.moc"
