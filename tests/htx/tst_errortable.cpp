// SPDX-License-Identifier: GPL-3.0-or-later
#include "htx/errormap.h"
#include "htx/errortable.h"
#include "htx/outcome.h"
#include "support/refusalcodes.h"

#include <QTest>

using namespace coffer;
using namespace coffer::htx;

/// From the exchange's words to their meaning (htx-api.md 9).
class TestErrorTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyCodeIsKnown_data();
    void everyCodeIsKnown();
    void signatures_data();
    void signatures();
    void reasons_data();
    void reasons();
    void unsettledAfterAPost_data();
    void unsettledAfterAPost();
    void aFailingServerSettlesNothing();
    void textsOfOtherCodesSayNothingOfKeys();
};

void TestErrorTable::everyCodeIsKnown_data()
{
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("text");
    QTest::addColumn<ErrorKind>("kind");
    for (const test::RefusalCode &row : test::refusalCodes)
        QTest::addRow("%s %s", row.code, row.text)
            << QString::fromLatin1(row.code) << QString::fromLatin1(row.text) << row.kind;
}

void TestErrorTable::everyCodeIsKnown()
{
    QFETCH(const QString, code);
    QFETCH(const QString, text);
    QVERIFY(meaningOfCode(code));
    QVERIFY(meaningOfCode(code.toUpper()));
    const Error error = errorFrom(code, text);
    QTEST(error.kind, "kind");
    QCOMPARE(error.code, code);
    QCOMPARE(error.detail, text);
}

void TestErrorTable::signatures_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<ErrorKind>("kind");
    const auto add = [](const char *text, ErrorKind kind) {
        QTest::newRow(text) << QString::fromUtf8(text) << kind;
    };
    add("Signature not valid: Incorrect Access key [Access key错误]", ErrorKind::WrongAccessKey);
    add("Signature not valid: Verification failure [校验失败]", ErrorKind::WrongSignature);
    add("Signature not valid: Incorrect IP address [IP地址错误]:203.0.113.9", ErrorKind::IpNotAllowed);
    add("Signature not valid: API key has expired [API Key已经过期]", ErrorKind::KeyExpired);
    add("Signature not valid: APIkey has expired", ErrorKind::KeyExpired);
    add("Signature not valid: Invalid submission time or incorrect time format "
        "[无效的提交时间，或时间格式错误]",
        ErrorKind::ClockOff);
    add("Access key错误", ErrorKind::WrongAccessKey);
    add("校验失败", ErrorKind::WrongSignature);
    add("IP地址错误:203.0.113.9", ErrorKind::IpNotAllowed);
    add("API Key已经过期", ErrorKind::KeyExpired);
    add("无效的提交时间，或时间格式错误", ErrorKind::ClockOff);
    add("", ErrorKind::WrongSignature);
}

/// The five causes, as the exchange sends them in v1, in Chinese alone, and in the style of v2.
void TestErrorTable::signatures()
{
    QFETCH(const QString, text);
    QFETCH(const ErrorKind, kind);
    const Error error = errorFrom(QStringLiteral("api-signature-not-valid"), text);
    QCOMPARE(error.kind, kind);
    if (kind == ErrorKind::IpNotAllowed)
        QCOMPARE(error.detail, QStringLiteral("203.0.113.9"));
    if (text.isEmpty())
        return;
    for (const char *code : {"401", "403", "1002", "1003", "2000"})
        QCOMPARE(errorFrom(QString::fromLatin1(code), text).kind, kind);
}

void TestErrorTable::reasons_data()
{
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("reason");
    const auto add = [](const char *code, const char *text, Reason reason) {
        QTest::addRow("%s %s", code, text)
            << QString::fromLatin1(code) << QString::fromLatin1(text) << int(reason);
    };
    add("account-frozen-balance-insufficient-error", "", Reason::InsufficientBalance);
    add("dw-insufficient-balance", "", Reason::InsufficientBalance);
    add("order-value-min-error", "", Reason::AmountTooSmall);
    add("order-orderprice-precision-error", "", Reason::TooPrecise);
    add("base-symbol-trade-disabled", "", Reason::MarketClosed);
    add("invalid-parameter", "symbol trade not open now", Reason::MarketClosed);
    add("invalid-parameter", "invalid symbol", Reason::UnknownMarket);
    add("invalid-parameter", "invalid depth", Reason::BadParameter);
    add("invalid-address", "", Reason::AddressNotAllowed);
    add("2002", "invalid field value in `otpToken`", Reason::WrongTwoFactorCode);
    add("2014", "", Reason::SubUserLimit);
    add("2016", "", Reason::SubUserState);
    add("dw-account-transfer-unavailable", "", Reason::TransferRefused);
    add("sub-user-auth-required", "", Reason::SubUserNotAllowed);
    add("clock-not-measured", "", Reason::ClockNotMeasured);
    add("base-not-found", "", Reason::None);
    add("nobody-knows", "", Reason::None);
}

void TestErrorTable::reasons()
{
    QFETCH(const QString, code);
    QFETCH(const QString, text);
    QFETCH(const int, reason);
    QCOMPARE(int(reasonOf(errorFrom(code, text))), reason);
}

void TestErrorTable::unsettledAfterAPost_data()
{
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isUnknown");
    const auto add = [](const char *code, bool isUnknown, const char *text = "") {
        QTest::addRow("%s %s", code, text)
            << QString::fromLatin1(code) << QString::fromLatin1(text) << isUnknown;
    };
    for (const char *code : {"500", "502", "503", "504", "base-system-error", "gateway-internal-error",
                             "base-request-timeout", "timeout", "order-update-error", "100"})
        add(code, true);
    add("invalid-parameter", true, "request timeout");
    for (const char *code :
         {"order-value-min-error", "1006", "1002", "api-signature-not-valid", "base-symbol-trade-disabled",
          "account-frozen-balance-insufficient-error", "base-not-found", "system-maintenance"})
        add(code, false);
    add("", true, "no code at all: not the exchange's own envelope");
}

void TestErrorTable::unsettledAfterAPost()
{
    QFETCH(const QString, code);
    QFETCH(const QString, text);
    QFETCH(const bool, isUnknown);
    const Error error = afterPost(errorFrom(code, text));
    QCOMPARE(error.code, code);
    const Result<int> result = fail(error);
    QCOMPARE(outcomeOf(result) == Outcome::Unknown, isUnknown);
    QCOMPARE(outcomeOf(result) == Outcome::Rejected, !isUnknown);
    QVERIFY(outcomeOf(Result<int>(1)) == Outcome::Accepted);
}

/// security.md 4.2: with 500 and more only what the table knows as settled is a refusal.
void TestErrorTable::aFailingServerSettlesNothing()
{
    const auto kindOf = [](const char *code, int httpStatus) {
        return afterPost(errorFrom(QString::fromLatin1(code), QStringLiteral("x")), httpStatus).kind;
    };
    QCOMPARE(kindOf("order-timeout", 504), ErrorKind::OutcomeUnknown);
    QCOMPARE(kindOf("internal-error", 500), ErrorKind::OutcomeUnknown);
    QCOMPARE(kindOf("520", 200), ErrorKind::OutcomeUnknown);
    QCOMPARE(kindOf("internal-error", 200), ErrorKind::Rejected);
    QCOMPARE(kindOf("order-value-min-error", 500), ErrorKind::Rejected);
    QCOMPARE(kindOf("510", 200), ErrorKind::RateLimited);
}

/// A word like "expired" in a refusal of something else must not retire a key.
void TestErrorTable::textsOfOtherCodesSayNothingOfKeys()
{
    const QString text = QStringLiteral("the order has expired at its submission time");
    for (const char *code :
         {"order-orderstate-error", "invalid-parameter", "base-msg", "2002", "nobody-knows"})
        QCOMPARE(errorFrom(QString::fromLatin1(code), text).kind, ErrorKind::Rejected);
}

QTEST_GUILESS_MAIN(TestErrorTable)
#include "tst_errortable.moc"
