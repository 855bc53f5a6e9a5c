// SPDX-License-Identifier: GPL-3.0-or-later
#include "endpointcheck.h"
#include "htx/endpoints/account.h"
#include "htx/endpoints/market.h"
#include "htx/endpoints/order.h"
#include "htx/endpoints/ordering.h"
#include "htx/endpoints/reference.h"
#include "htx/endpoints/wallet.h"
#include "htx/errormap.h"

using namespace coffer;
using namespace coffer::htx;
using namespace coffer::htx::test;
namespace api = coffer::htx::endpoints;

namespace {

/// What reading a body came to: an error, or one telling value of what was read.
using Reader = std::function<Result<QString>(const QByteArray &)>;

template<class T, class Tell>
Reader reader(const Call<T> &call, Tell tell)
{
    return [call, tell](const QByteArray &body) -> Result<QString> {
        Result<T> result = decode(call, body);
        // As the door does for what was sent with a POST.
        if (!result && call.request.method == Method::Post)
            return fail(afterPost(std::move(result.error())));
        if (!result)
            return fail(std::move(result.error()));
        return tell(*result);
    };
}

QString text(const Decimal &value)
{
    return QString::fromLatin1(value.toString());
}

const Reader tickerPrice = reader(api::market::tickers(), [](const QList<Ticker> &rows) {
    return rows.isEmpty() ? QString() : text(rows.last().close);
});
const Reader orderId = reader(api::order::order({}), [](const Order &order) { return order.id.value; });
const Reader orderState = reader(api::order::order({}), [](const Order &order) {
    return order.rawState + (order.state == OrderState::Unknown && !order.isOpen() ? u'?' : u'!');
});
const Reader averagePrice = reader(api::order::order({}), [](const Order &order) {
    const auto average = order.averagePrice();
    return average ? text(*average) : QStringLiteral("-");
});
const Reader placed = reader(api::ordering::place({}), [](const OrderId &id) { return id.value; });
const Reader rowCount = reader(api::account::balance({}), [](const Balance &balance) {
    return QStringLiteral("%1 of %2").arg(balance.rowsRead - balance.rowsRejected).arg(balance.rowsRead);
});
const Reader firstBalance = reader(api::account::balance({}),
                                   [](const Balance &balance) { return text(balance.rows.value(0).amount); });
const Reader keyNote = reader(api::wallet::withdrawAddresses({}),
                              [](const Page<WithdrawAddress> &page) { return page.rows.value(0).note; });
const Reader symbolState = reader(api::reference::symbols(), [](const QList<SymbolInfo> &symbols) {
    return symbols.value(0).state + (symbols.value(0).isOnline() ? u'!' : u'?');
});

QByteArray balances(const QByteArray &list)
{
    return R"({"status":"ok","data":{"id":1,"type":"spot","state":"working","list":[)" + list + "]}}";
}

const QByteArray goodRow = R"({"currency":"btc","type":"trade","balance":"1"})";

QByteArray ticker(const QByteArray &close, const QByteArray &symbol = "\"btcusdt\"")
{
    return R"({"status":"ok","data":[{"symbol":)" + symbol + R"(,"open":1,"high":1,"low":1,"close":)" +
           close + R"(,"amount":1,"vol":1,"count":1}]})";
}

QByteArray order(const QByteArray &from = {}, const QByteArray &to = {})
{
    const QByteArray body = fixture("order");
    if (from.isEmpty())
        return body;
    if (!body.contains(from))
        qFatal("The fixture has no %s.", from.constData());
    return QByteArray(body).replace(from, to);
}

QByteArray note(const QByteArray &text)
{
    return R"({"code":200,"data":[{"currency":"usdt","chain":"c","note":")" + text + R"(","address":"a"}]})";
}

} // namespace

Q_DECLARE_METATYPE(Reader)

/// Rows 1 to 32 of security.md 8b, as far as replies are read. (31 is what is written to a file; rows of the
/// network and of the feed have tests of their own.)
class TestBadInput : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rejected_data();
    void rejected();
    void kept_data();
    void kept();
    void row15_hugeNumber();
    void row21_depth();
    void row22_manyElements();
    void row25_byteOrderMark();
    void row27_longName();
};

void TestBadInput::rejected_data()
{
    QTest::addColumn<Reader>("reader");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<ErrorKind>("kind");
    constexpr ErrorKind malformed = ErrorKind::MalformedReply;
    constexpr ErrorKind unknown = ErrorKind::OutcomeUnknown;
    const auto add = [](const char *name, const Reader &reader, const QByteArray &body, ErrorKind kind) {
        QTest::newRow(name) << reader << body << kind;
    };
    add("1 empty", tickerPrice, "", malformed);
    add("1 empty, order", placed, "", unknown);
    add("2 truncated", tickerPrice, ticker("1").chopped(3), malformed);
    add("2 truncated, order", placed, R"({"status":"ok","data":"1)", unknown);
    add("3 trailing junk", tickerPrice, ticker("1") + "junk", malformed);
    add("3 trailing object", orderId, order() + "{}", malformed);
    for (const char *top : {"null", "3", "[]", "\"x\"", "true"})
        QTest::addRow("4 top level %s", top) << tickerPrice << QByteArray(top) << malformed;
    add("5 page", tickerPrice, "<html>sign in</html>", ErrorKind::CaptivePortal);
    add("5 page, order", placed, " \n<!DOCTYPE html>", unknown);
    add("7 member missing", orderId, order("\"symbol\"", "\"symbo1\""), malformed);
    add("8 member null", orderId, order("\"solusdt\"", "null"), malformed);
    add("7 no row complete", rowCount, balances(R"({"currency":"btc"})"), malformed);
    add("9 text for a number", tickerPrice, ticker("\"1\""), malformed);
    add("10 number for a text", firstBalance, balances(R"({"currency":"btc","type":"trade","balance":1})"),
        malformed);
    for (const char *value : {"true", "{}", "[1]"})
        QTest::addRow("11 price %s", value) << tickerPrice << ticker(value) << malformed;
    add("12 id twice", orderId, order("\"id\":", "\"id\":1,\"id\":"), malformed);
    add("12 state twice", orderState, order("\"state\":", "\"state\":\"filled\",\"state\":"), malformed);
    add("12 data twice", placed, R"({"status":"ok","data":"1","data":"2"})", unknown);
    for (const char *value : {"NaN", "Infinity", "-Infinity", "1e999", "0x1", "01", "+1", ".5", "1."})
        QTest::addRow("13 price %s", value) << tickerPrice << ticker(value) << malformed;
    for (const char *value : {"nan", "inf", " 1 ", "1,5", "１", "", "1e999", "0x10"}) {
        QTest::addRow("14 balance '%s'", value)
            << firstBalance
            << balances(QByteArray(R"({"currency":"btc","type":"trade","balance":")") + value + "\"}")
            << malformed;
    }
    add("16 more digits than can be held", firstBalance,
        balances(R"({"currency":"btc","type":"trade","balance":"1.)" + QByteArray(60, '1') + "\"}"),
        malformed);
    add("17 negative price", tickerPrice, ticker("-1"), malformed);
    add("17 negative amount", orderId, order("\"amount\":\"", "\"amount\":\"-"), malformed);
    add("23 invalid UTF-8", keyNote, note("\xC3\x28"), malformed);
    add("23 overlong", keyNote, note("\xC0\xAF"), malformed);
    add("24 lone surrogate as bytes", keyNote, note("\xED\xA0\x80"), malformed);
    add("24 lone surrogate, escaped", keyNote, note("a\\ud800b"), malformed);
    add("26 NUL byte", keyNote, note(QByteArray("a\0b", 3)), malformed);
    add("30 raw newline", keyNote, note("a\nb"), malformed);
}

void TestBadInput::rejected()
{
    QFETCH(const Reader, reader);
    QFETCH(const QByteArray, body);
    const Result<QString> result = reader(body);
    QVERIFY2(!result, result ? qPrintable(*result) : "");
    QTEST(result.error().kind, "kind");
    QVERIFY(!result.error().detail.isEmpty());
    QVERIFY(result.error().detail.size() < 200); // a line, never the body
}

void TestBadInput::kept_data()
{
    QTest::addColumn<Reader>("reader");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("value");
    const auto add = [](const char *name, const Reader &reader, const QByteArray &body,
                        const QString &value) { QTest::newRow(name) << reader << body << value; };
    add("7 one row without a member is counted", rowCount, balances(goodRow + R"(,{"currency":"eth"})"),
        QStringLiteral("1 of 2"));
    add("8 one row with null is counted", rowCount,
        balances(goodRow + R"(,{"currency":"eth","type":"trade","balance":null})"), QStringLiteral("1 of 2"));
    add("9 text for a number, where both are sent", orderId,
        order("\"id\":812345678901237", "\"id\":\"812345678901237\""), QStringLiteral("812345678901237"));
    add("16 all decimals", firstBalance,
        balances(R"({"currency":"btc","type":"trade","balance":"0.1234567890123456789012345"})"),
        QStringLiteral("0.1234567890123456789012345"));
    add("18 price of zero", tickerPrice, ticker("0"), QStringLiteral("0"));
    add("18 nothing filled", averagePrice, order("\"1.5\"", "\"0\""), QStringLiteral("-"));
    add("19 id beyond 64 bits", orderId,
        order("\"id\":812345678901237", "\"id\":136107843051348400221001656"),
        QStringLiteral("136107843051348400221001656"));
    add("20 exponent", tickerPrice, ticker("1e-8"), QStringLiteral("0.00000001"));
    add("20 exponent, up", tickerPrice, ticker("5.985618685709001E8"), QStringLiteral("598561868.5709001"));
    add("24 an ordinary character, escaped", keyNote, note("a\\u0062"), QStringLiteral("ab"));
    add("26 NUL, escaped", keyNote, note("a\\u0000b"), QStringLiteral("a\uFFFDb"));
    add("28 markup", keyNote, note("<img src=x><b>"), QStringLiteral("<img src=x><b>"));
    add("29 right to left, zero width", keyNote, note("a\\u202Eb\\u200B"), QStringLiteral("a\u202Eb\u200B"));
    add("30 newline and ESC, escaped", keyNote, note("a\\n\\u001b[1m"), QStringLiteral("a\n\u001b[1m"));
    add("32 unknown state of an order", orderState, order("\"partial-canceled\"", "\"dreaming\""),
        QStringLiteral("dreaming?"));
    add("32 unknown state of a market", symbolState,
        fixture("symbols").replace("\"state\":\"online\"", "\"state\":\"moonlit\""),
        QStringLiteral("moonlit?"));
}

void TestBadInput::kept()
{
    QFETCH(const Reader, reader);
    QFETCH(const QByteArray, body);
    const Result<QString> result = reader(body);
    QVERIFY2(result, result ? "" : qPrintable(result.error().detail));
    QTEST(*result, "value");
}

void TestBadInput::row15_hugeNumber()
{
    const QByteArray huge(10'000'000, '9');
    const auto capped = tickerPrice(ticker(huge));
    QVERIFY(!capped);
    QCOMPARE(capped.error().kind, ErrorKind::TooLarge);
    const auto refused = tickerPrice(ticker(huge.left(1'000'000))); // below the cap of a body
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::MalformedReply);
    QVERIFY(!orderId(order("812345678901237", huge.left(1'000'000))));
}

void TestBadInput::row21_depth()
{
    const QByteArray deep = QByteArray(100'000, '[') + QByteArray(100'000, ']');
    QVERIFY(!tickerPrice(ticker(deep)));
    QVERIFY(!tickerPrice(R"({"status":"ok","data":)" + deep + '}'));
    QVERIFY(!tickerPrice(deep));
}

void TestBadInput::row22_manyElements()
{
    QByteArray list = "1";
    list.reserve(10'000'100);
    for (int index = 1; index < 5'000'000; ++index)
        list += ",1";
    const auto result = tickerPrice(R"({"status":"ok","data":[)" + list + "]}");
    QVERIFY(!result);
    QCOMPARE(result.error().kind, ErrorKind::TooLarge);
}

/// Skipped or refused, and never part of a value.
void TestBadInput::row25_byteOrderMark()
{
    const auto result = tickerPrice("\xEF\xBB\xBF" + ticker("1"));
    if (result)
        QCOMPARE(*result, QStringLiteral("1"));
    else
        QCOMPARE(result.error().kind, ErrorKind::MalformedReply);
    QVERIFY(!tickerPrice(ticker("\xEF\xBB\xBF"
                                "1")));
}

void TestBadInput::row27_longName()
{
    const QByteArray name = '"' + QByteArray(1'000'000, 'x') + '"';
    QVERIFY(!tickerPrice(ticker("1", name)));
    QVERIFY(!tickerPrice(ticker("1", '"' + QByteArray(65, 'x') + '"')));
    QVERIFY(tickerPrice(ticker("1", '"' + QByteArray(64, 'x') + '"')));
}

QTEST_GUILESS_MAIN(TestBadInput)
#include "tst_badinput.moc"
