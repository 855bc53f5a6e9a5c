// SPDX-License-Identifier: GPL-3.0-or-later
#include "htx/envelope.h"
#include "htx/errormap.h"
#include "htx/jsonreader.h"
#include "htx/signerror.h"

#include <QTest>

using namespace coffer;
using namespace coffer::htx;

namespace {

Result<qint64> parseNumber(json::Value data)
{
    return json::readValue<json::Integer, qint64>(data);
}

Result<qint64> decode(const QByteArray &body, int httpStatus = 200)
{
    return decodeEnvelope(httpStatus, body, parseNumber);
}

QByteArray refusal(const QByteArray &code, const QByteArray &message)
{
    return R"({"status":"error","err-code":")" + code + R"(","err-msg":")" + message + R"(","data":null})";
}

} // namespace

Q_DECLARE_METATYPE(coffer::ErrorKind)

/// Every family and irregularity of htx-api.md 1.4, and every text of 9.
class TestEnvelope : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void good_data();
    void good();
    void bad_data();
    void bad();
    void signatureTexts_data();
    void signatureTexts();
    void addresses_data();
    void addresses();
    void codes_data();
    void codes();
    void codeAndTextAreKept();
    void deepNestingGrowsNoStack();
    void tooLarge();
    void posts_data();
    void posts();
};

void TestEnvelope::good_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("httpStatus");
    const auto add = [](const char *name, const char *body, int httpStatus = 200) {
        QTest::newRow(name) << QByteArray(body) << httpStatus;
    };
    add("v1", R"({"status":"ok","data":42})");
    add("v1 with more", R"({"status":"ok","ch":"x","ts":1,"data":42,"next-id":7,"full":1})");
    add("v1, data first", R"({"data":42,"status":"ok"})");
    add("v1, empty error members", R"({"status":"ok","err-code":null,"err-msg":null,"data":42})");
    add("v2", R"({"code":200,"data":42})");
    add("v2 with more", R"({"code":200,"message":"success","data":42,"ok":true,"success":true,"nextId":9})");
    add("v2, code as text", R"({"code":"200","data":42})");
    add("v2, data first", R"({"data":42,"code":200})");
    add("both", R"({"status":"ok","code":200,"data":42})");
    add("market", R"({"ch":"market.x","status":"ok","ts":1629788763750,"tick":42})");
    add("market, tick first", R"({"tick":42,"status":"ok"})");
    add("settings", R"({"status":"ok","data":42,"ts":"1641880897191","full":1})");
    add("data alone", R"({"data":42})");
    add("data before tick", R"({"status":"ok","tick":{"a":1},"data":42})");
    add("null data beside tick", R"({"status":"ok","data":null,"tick":42})");
    add("blanks around", " \r\n\t{\"status\" : \"ok\" , \"data\" : 42 } \n");
    add("the body decides", R"({"status":"ok","data":42})", 500);
    add("unknown members", R"({"a":{"status":"error"},"status":"ok","data":42,"b":[{"code":1}]})");
}

void TestEnvelope::good()
{
    QFETCH(const QByteArray, body);
    QFETCH(const int, httpStatus);
    const auto result = decode(body, httpStatus);
    QVERIFY2(result, result ? "" : qPrintable(result.error().detail));
    QCOMPARE(*result, 42);
}

void TestEnvelope::bad_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("httpStatus");
    QTest::addColumn<ErrorKind>("kind");
    const auto add = [](const char *name, const QByteArray &body, int httpStatus, ErrorKind kind) {
        QTest::newRow(name) << body << httpStatus << kind;
    };
    const QByteArray page = "<!DOCTYPE html><html><body>Sign in to this network</body></html>";
    add("page", page, 200, ErrorKind::CaptivePortal);
    add("page after blanks", "\n\n " + page, 200, ErrorKind::CaptivePortal);
    add("page after a byte order mark", "\xEF\xBB\xBF" + page, 200, ErrorKind::CaptivePortal);
    add("page 511", page, 511, ErrorKind::CaptivePortal);
    add("page 403", page, 403, ErrorKind::PermissionMissing);
    add("page 405", page, 405, ErrorKind::NotFound);
    add("page 404", page, 404, ErrorKind::NotFound);
    add("page 429", page, 429, ErrorKind::RateLimited);
    add("page 502", page, 502, ErrorKind::Maintenance);
    add("page 418", page, 418, ErrorKind::MalformedReply);
    add("empty", "", 200, ErrorKind::MalformedReply);
    add("blank", " \n", 200, ErrorKind::MalformedReply);
    add("empty 503", "", 503, ErrorKind::Maintenance);
    add("empty 429", "", 429, ErrorKind::RateLimited);
    add("text 500", "upstream timed out", 500, ErrorKind::Maintenance);
    add("null", "null", 200, ErrorKind::MalformedReply);
    add("number", "3", 200, ErrorKind::MalformedReply);
    add("list", R"([{"status":"ok","data":42}])", 200, ErrorKind::MalformedReply);
    add("text", R"("ok")", 200, ErrorKind::MalformedReply);
    add("byte order mark", "\xEF\xBB\xBF{\"status\":\"ok\",\"data\":42}", 200, ErrorKind::MalformedReply);
    add("no data", R"({"status":"ok"})", 200, ErrorKind::MalformedReply);
    add("nothing", "{}", 200, ErrorKind::MalformedReply);
    add("nothing 404", "{}", 404, ErrorKind::NotFound);
    add("null data", R"({"status":"ok","data":null})", 200, ErrorKind::MalformedReply);
    add("junk behind", R"({"status":"ok","data":42}x)", 200, ErrorKind::MalformedReply);
    add("object behind", R"({"status":"ok","data":42}{})", 200, ErrorKind::MalformedReply);
    add("brace behind", R"({"status":"ok","data":42}})", 200, ErrorKind::MalformedReply);
    add("nul behind", QByteArray("{\"status\":\"ok\",\"data\":42}\0", 26), 200, ErrorKind::MalformedReply);
    add("cut", R"({"status":"ok","data":42)", 200, ErrorKind::MalformedReply);
    add("cut in a key", R"({"status":"ok","data":42,"ful)", 200, ErrorKind::MalformedReply);
    add("bad utf-8", "{\"status\":\"ok\",\"x\":\"\xFF\",\"data\":42}", 200, ErrorKind::MalformedReply);
    add("two data", R"({"status":"ok","data":42,"data":43})", 200, ErrorKind::MalformedReply);
    add("two status", R"({"status":"ok","status":"ok","data":42})", 200, ErrorKind::MalformedReply);
    add("two codes", R"({"code":200,"data":42,"code":200})", 200, ErrorKind::MalformedReply);
    add("error after data", R"({"status":"ok","data":42,"err-code":"base-system-error"})", 200,
        ErrorKind::Maintenance);
    add("code after data", R"({"status":"ok","data":42,"code":1002,"message":"forbidden"})", 200,
        ErrorKind::PermissionMissing);
    add("code last", R"({"data":42,"code":1006})", 200, ErrorKind::RateLimited);
    add("status is a list", R"({"status":[],"data":42})", 200, ErrorKind::MalformedReply);
    add("code is a fraction", R"({"code":200.5,"data":42})", 200, ErrorKind::MalformedReply);
    add("underscores", R"({"status":"error","err_code":"invalid-parameter","err_msg":"x"})", 200,
        ErrorKind::Rejected);
    add("v2 without data", R"({"code":1002,"message":"forbidden"})", 200, ErrorKind::PermissionMissing);
    add("v2 text in msg", R"({"code":4000,"msg":"too.many.request"})", 200, ErrorKind::RateLimited);
    add("v2 code as text", R"({"code":"1006","data":null})", 200, ErrorKind::RateLimited);
    add("code 401", R"({"code":401,"message":"Incorrect IP address 203.0.113.7"})", 200,
        ErrorKind::IpNotAllowed);
    add("success false", R"({"success":false,"data":42})", 200, ErrorKind::Rejected);
    add("error without code", R"({"status":"error","data":null})", 200, ErrorKind::Rejected);
    add("error without code, told", R"({"status":"error","message":"request limit"})", 200,
        ErrorKind::RateLimited);
    add("framework page", R"({"timestamp":1,"status":404,"error":"Not Found","path":"/x"})", 404,
        ErrorKind::NotFound);
    add("framework error", R"({"timestamp":1,"status":500,"error":"Oops"})", 500, ErrorKind::Maintenance);
    add("order-state",
        R"({"status":"error","err-code":"order-orderstate-error","err-msg":"x","data":null,"order-state":7})",
        200, ErrorKind::Rejected);
}

void TestEnvelope::bad()
{
    QFETCH(const QByteArray, body);
    QFETCH(const int, httpStatus);
    const auto result = decode(body, httpStatus);
    QVERIFY(!result);
    QTEST(result.error().kind, "kind");
}

void TestEnvelope::signatureTexts_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<ErrorKind>("kind");
    const auto add = [](const char *text, ErrorKind kind) {
        QTest::newRow(text) << QString::fromUtf8(text) << kind;
    };
    add("Signature not valid: Incorrect Access key [Access key错误]", ErrorKind::WrongAccessKey);
    add("Signature not valid: Verification failure [校验失败]", ErrorKind::WrongSignature);
    add("Signature not valid: Incorrect IP address [IP地址错误]:198.51.100.7", ErrorKind::IpNotAllowed);
    add("Signature not valid: API key has expired [API Key已经过期]", ErrorKind::KeyExpired);
    add("Signature not valid: APIkey has expired", ErrorKind::KeyExpired);
    add("Signature not valid: Invalid submission time or incorrect time format "
        "[无效的提交时间，或时间格式错误]",
        ErrorKind::ClockOff);
    add("SIGNATURE NOT VALID: INCORRECT ACCESS KEY", ErrorKind::WrongAccessKey);
    add("signature not valid: verification FAILURE", ErrorKind::WrongSignature);
    add("incorrect ip ADDRESS", ErrorKind::IpNotAllowed);
    add("invalid Submission Time", ErrorKind::ClockOff);
    add("Access key错误", ErrorKind::WrongAccessKey);
    add("校验失败", ErrorKind::WrongSignature);
    add("IP地址错误:198.51.100.7", ErrorKind::IpNotAllowed);
    add("API Key已经过期", ErrorKind::KeyExpired);
    add("无效的提交时间，或时间格式错误", ErrorKind::ClockOff);
    add("something new", ErrorKind::WrongSignature);
}

void TestEnvelope::signatureTexts()
{
    QFETCH(const QString, text);
    const auto result = decode(refusal("api-signature-not-valid", text.toUtf8()));
    QVERIFY(!result);
    QTEST(result.error().kind, "kind");
    QCOMPARE(result.error().code, QStringLiteral("api-signature-not-valid"));
}

void TestEnvelope::addresses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    const auto add = [](const char *text, const char *expected) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(expected);
    };
    add("Signature not valid: Incorrect IP address [IP地址错误]:198.51.100.7", "198.51.100.7");
    add("IP地址错误:198.51.100.7", "198.51.100.7");
    add("Incorrect IP address 203.0.113.7.", "203.0.113.7");
    add("Incorrect IP address [IP地址错误]:2001:db8::1", "2001:db8::1");
    add("Incorrect IP address [IP地址错误]:::1", "::1");
    add("Incorrect IP address", "");
    add("Incorrect IP address [IP地址错误]:999.1.1.1", "");
    add("Incorrect IP address: at 12:30", "");
}

void TestEnvelope::addresses()
{
    QFETCH(const QString, text);
    QFETCH(const QString, expected);
    QCOMPARE(addressIn(text), expected);
    const Error error = errorFrom(QStringLiteral("api-signature-not-valid"), text);
    QCOMPARE(error.kind, ErrorKind::IpNotAllowed);
    QCOMPARE(error.detail, expected.isEmpty() ? text : expected);
}

void TestEnvelope::codes_data()
{
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("text");
    QTest::addColumn<ErrorKind>("kind");
    const auto add = [](const char *code, const char *text, ErrorKind kind) {
        QTest::addRow("%s %s", code, text) << QString::fromUtf8(code) << QString::fromUtf8(text) << kind;
    };
    add("api-signature-check-failed", "Api Signature check failed (unknown).", ErrorKind::WrongSignature);
    add("login-required", "", ErrorKind::WrongAccessKey);
    add("1003", "invalid signature", ErrorKind::WrongSignature);
    add("1002", "unauthorized", ErrorKind::PermissionMissing);
    add("403", "", ErrorKind::PermissionMissing);
    add("sub-user-auth-required", "", ErrorKind::PermissionMissing);
    add("something-else", "No permission for this", ErrorKind::PermissionMissing);
    add("base-request-exceed-frequency-limit", "", ErrorKind::RateLimited);
    add("invalid-parameter", "request limit", ErrorKind::RateLimited);
    add("invalid-parameter", "invalid symbol", ErrorKind::Rejected);
    add("invalid-parameter", "request timeout", ErrorKind::Timeout);
    add("bad-request", "429 too many request topics", ErrorKind::RateLimited);
    add("frequent-invoke", "", ErrorKind::RateLimited);
    add("1006", "", ErrorKind::RateLimited);
    add("system-maintenance", "", ErrorKind::Maintenance);
    add("gateway-internal-error", "", ErrorKind::Maintenance);
    add("base-symbol-trade-disabled", "", ErrorKind::Maintenance);
    add("base-record-invalid", "record invalid", ErrorKind::NotFound);
    add("1007", "", ErrorKind::NotFound);
    add("method-not-allowed", "", ErrorKind::NotFound);
    add("invalid-start-date", "The start date of query contains illegal values.", ErrorKind::Rejected);
    add("2003", "missing mandatory field", ErrorKind::Rejected);
    add("order-value-min-error", "expired", ErrorKind::Rejected);
    add("nobody-knows", "", ErrorKind::Rejected);
}

void TestEnvelope::codes()
{
    QFETCH(const QString, code);
    QFETCH(const QString, text);
    QTEST(errorFrom(code, text).kind, "kind");
}

void TestEnvelope::codeAndTextAreKept()
{
    const auto result = decode(refusal("order-orderprice-precision-error", "精度 <b>wrong</b>"));
    QVERIFY(!result);
    QCOMPARE(result.error().code, QStringLiteral("order-orderprice-precision-error"));
    QCOMPARE(result.error().detail, QStringLiteral("精度 <b>wrong</b>"));
    QCOMPARE(decode(R"({"code":2002,"message":"invalid field value in `x`"})").error().code,
             QStringLiteral("2002"));
}

void TestEnvelope::deepNestingGrowsNoStack()
{
    constexpr int depth = 100'000;
    const QByteArray lists = QByteArray(depth, '[') + QByteArray(depth, ']');
    QVERIFY(!decode("{\"status\":\"ok\",\"data\":" + lists + '}'));
    QVERIFY(!decode(lists));
    QVERIFY(!decode("{\"status\":\"ok\",\"data\":" + QByteArray(depth, '[')));
    QByteArray objects;
    for (int level = 0; level < depth; ++level)
        objects += "{\"data\":";
    QVERIFY(!decode(objects));
    QVERIFY(!decode(objects + '1' + QByteArray(depth, '}')));
}

void TestEnvelope::tooLarge()
{
    const QByteArray head = "{\"status\":\"ok\",\"data\":42,\"x\":\"";
    const auto result = decode(head + QByteArray(json::Document::sizeLimit, 'x') + "\"}");
    QVERIFY(!result);
    QCOMPARE(result.error().kind, ErrorKind::TooLarge);
    QVERIFY(decode(head + QByteArray(json::Document::sizeLimit - head.size() - 2, 'x') + "\"}"));
}

void TestEnvelope::posts_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("httpStatus");
    QTest::addColumn<ErrorKind>("kind");
    const auto add = [](const char *name, const QByteArray &body, int httpStatus, ErrorKind kind) {
        QTest::newRow(name) << body << httpStatus << kind;
    };
    // The exchange said no.
    add("refused", refusal("account-frozen-balance-insufficient-error", "x"), 200, ErrorKind::Rejected);
    add("signature", refusal("api-signature-not-valid", "Verification failure"), 200,
        ErrorKind::WrongSignature);
    add("limit", R"({"code":1006,"message":"rate limit"})", 200, ErrorKind::RateLimited);
    add("permission", R"({"code":1002,"message":"forbidden"})", 200, ErrorKind::PermissionMissing);
    add("halted", refusal("base-symbol-trade-disabled", "x"), 200, ErrorKind::Maintenance);
    // Somebody said something.
    add("page", "<html>", 200, ErrorKind::OutcomeUnknown);
    add("page 502", "<html>", 502, ErrorKind::OutcomeUnknown);
    add("page 403", "<html>", 403, ErrorKind::OutcomeUnknown);
    add("page 429", "<html>", 429, ErrorKind::OutcomeUnknown);
    add("empty", "", 200, ErrorKind::OutcomeUnknown);
    add("cut", R"({"status":"ok","da)", 200, ErrorKind::OutcomeUnknown);
    add("other schema", R"({"status":"ok","data":"x"})", 200, ErrorKind::OutcomeUnknown);
    add("gateway", refusal("gateway-internal-error", "x"), 200, ErrorKind::OutcomeUnknown);
    add("timed out", refusal("base-request-timeout", "x"), 200, ErrorKind::OutcomeUnknown);
    add("timed out, as text", refusal("invalid-parameter", "request timeout"), 200,
        ErrorKind::OutcomeUnknown);
    add("system error", R"({"code":500,"message":"system error"})", 200, ErrorKind::OutcomeUnknown);
    add("framework", R"({"status":500,"error":"Oops"})", 500, ErrorKind::OutcomeUnknown);
}

void TestEnvelope::posts()
{
    QFETCH(const QByteArray, body);
    QFETCH(const int, httpStatus);
    const auto result = decode(body, httpStatus);
    QVERIFY(!result);
    QTEST(afterPost(result.error()).kind, "kind");
}

QTEST_GUILESS_MAIN(TestEnvelope)
#include "tst_envelope.moc"
