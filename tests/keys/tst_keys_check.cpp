// SPDX-License-Identifier: GPL-3.0-or-later
#include "keyfixture.h"

#include "keys/keycheck.h"
#include "support/patience.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace coffer;
using namespace coffer::keys;
using namespace coffer::test;

namespace {

struct Fixture : ClientFixture
{
    Fixture()
    {
        QObject::connect(&check, &KeyCheck::stepStarted, [this](CheckStep step) { started << step; });
        QObject::connect(&check, &KeyCheck::stepPassed, [this](CheckStep step) { passed << step; });
        network.expect("GET", "/v1/common/timestamp")
            .reply(200, body::timestamp(clock.localMs() + 90'000))
            .always();
    }

    htx::Credentials credentials() const { return {"access-key-new", secretOf("secret"), {}}; }
    Expectation &expect(const QByteArray &path) { return network.expect("GET", signedBy(u"new"_s, path)); }

    KeyCheck check{client, clock};
    QList<CheckStep> started;
    QList<CheckStep> passed;
};

} // namespace

class TestCheck : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void parses_data();
    void parses();
    void refusesInput_data();
    void refusesInput();
    void findsOutAboutAMainKey();
    void findsOutAboutASubUserKey();
    void unknownRecordIsNoFailure_data();
    void unknownRecordIsNoFailure();
    void doubtAboutTheAccountStays();
    void stopsAtTheFirstRefusal_data();
    void stopsAtTheFirstRefusal();
    void stopsWithoutClock();
    void endsQuietlyWithItsOwner();
};

void TestCheck::parses_data()
{
    QTest::addColumn<QString>("accessKey");
    QTest::addColumn<QByteArray>("secret");
    QTest::addColumn<QByteArray>("parsedKey");
    QTest::addColumn<QByteArray>("parsedSecret");
    QTest::addColumn<int>("method");
    const int hmac = int(htx::SignatureMethod::HmacSha256);
    const int ed25519 = int(htx::SignatureMethod::Ed25519);
    const QByteArray key = "2b55df29-vf25treb80-1535713d-8aea2";
    const QByteArray secret = "c405c550-6fa0583b-fb4bc38e-d317e";
    const QByteArray pem = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIA==\n-----END PRIVATE KEY-----";
    QTest::newRow("plain") << QString::fromLatin1(key) << secret << key << secret << hmac;
    QTest::newRow("blanks around") << u" \t"_s + QString::fromLatin1(key) + u"\r\n"_s
                                   << "\n " + secret + " \r\n"
                                   << key << secret << hmac;
    QTest::newRow("no length or hex rule") << u"Z"_s << "~!*"_ba
                                           << "Z"_ba
                                           << "~!*"_ba << hmac;
    QTest::newRow("pem") << QString::fromLatin1(key) << pem + "\n" << key << pem << ed25519;
    QTest::newRow("pem of Windows") << QString::fromLatin1(key) << QByteArray(pem).replace("\n", "\r\n")
                                    << key << QByteArray(pem).replace("\n", "\r\n") << ed25519;
}

void TestCheck::parses()
{
    QFETCH(QString, accessKey);
    QFETCH(QByteArray, secret);
    QFETCH(QByteArray, parsedKey);
    QFETCH(QByteArray, parsedSecret);
    QFETCH(int, method);
    const Result<htx::Credentials> parsed = KeyCheck::parse(accessKey, secretOf(secret));
    VERIFY_RESULT(parsed);
    QCOMPARE(parsed->accessKey, parsedKey);
    QVERIFY(*parsed->secret == Secret(parsedSecret));
    QCOMPARE(int(parsed->method), method);
}

void TestCheck::refusesInput_data()
{
    QTest::addColumn<QString>("accessKey");
    QTest::addColumn<QByteArray>("secret");
    QTest::addColumn<QString>("field");
    QTest::newRow("no key") << u" \n"_s << "secret"_ba << u"accessKey"_s;
    QTest::newRow("blank inside key") << u"2b55 df29"_s << "secret"_ba << u"accessKey"_s;
    QTest::newRow("letters beyond ASCII") << u"2b55\u200bdf29"_s << "secret"_ba << u"accessKey"_s;
    QTest::newRow("control character") << u"2b55\u0001"_s << "secret"_ba << u"accessKey"_s;
    QTest::newRow("no secret") << u"key"_s << " \n"_ba << u"secretKey"_s;
    QTest::newRow("two lines") << u"key"_s << "sec\nret"_ba << u"secretKey"_s;
    QTest::newRow("nul") << u"key"_s << QByteArray("sec\0ret", 7) << u"secretKey"_s;
    QTest::newRow("beyond ASCII") << u"key"_s << "secr\xc3\xa9t"_ba << u"secretKey"_s;
    QTest::newRow("a whole file") << u"key"_s << QByteArray(5000, 'x') << u"secretKey"_s;
}

void TestCheck::refusesInput()
{
    QFETCH(QString, accessKey);
    QFETCH(QByteArray, secret);
    QFETCH(QString, field);
    const Result<htx::Credentials> parsed = KeyCheck::parse(accessKey, secretOf(secret));
    QVERIFY(!parsed);
    QCOMPARE(parsed.error().kind, ErrorKind::InvalidInput);
    QCOMPARE(parsed.error().code, field);
    QVERIFY(!KeyCheck::parse(accessKey, nullptr));
}

void TestCheck::findsOutAboutAMainKey()
{
    Fixture f;
    f.expect("/v2/user/uid").reply(200, body::uid(mainUid));
    f.expect("/v2/user/api-key")
        .reply(200, body::keys({body::key(u"new"_s, "trade,readOnly", "192.0.2.7", 90)}));
    f.expect("/v2/sub-user/user-list").reply(200, body::keys({}));
    AWAIT(checked, f.check.run(f.credentials()));
    VERIFY_RESULT(checked);
    QCOMPARE(checked->accessKey, u"access-key-new"_s);
    QCOMPARE(checked->uid, mainUid);
    QVERIFY(checked->isSubUser.has_value());
    QVERIFY(!*checked->isSubUser);
    QVERIFY(checked->record.has_value());
    QVERIFY(checked->record->permissions == htx::PermissionSet::parse(u"readOnly,trade"_s));
    QCOMPARE(checked->record->validDays, std::optional(90));
    QList<CheckStep> all;
    for (int step = 0; step < int(CheckStep::Count); ++step)
        all << CheckStep(step);
    QCOMPARE(f.started, all);
    QCOMPARE(f.passed, all);
    QCOMPARE(f.clock.offsetMs(), qint64(90'000));
    QCOMPARE(f.network.problems(), QString());
}

void TestCheck::findsOutAboutASubUserKey()
{
    Fixture f;
    f.expect("/v2/user/uid").reply(200, body::uid(subUid));
    f.expect("/v2/user/api-key").reply(200, R"({"code":403,"message":"sub user"})");
    f.expect("/v2/sub-user/user-list").reply(200, R"({"code":403,"message":"sub user"})");
    AWAIT(checked, f.check.run(f.credentials()));
    VERIFY_RESULT(checked);
    QCOMPARE(checked->uid, subUid);
    QVERIFY(checked->isSubUser.has_value());
    QVERIFY(*checked->isSubUser);
    QVERIFY(!checked->record.has_value());
    QVERIFY(f.passed.contains(CheckStep::Record));
}

void TestCheck::unknownRecordIsNoFailure_data()
{
    QTest::addColumn<QByteArray>("reply");
    QTest::newRow("403") << R"({"code":403,"message":"sub user"})"_ba;
    QTest::newRow("1002") << body::forbidden();
    QTest::newRow("list without it") << body::keys({body::key(u"old"_s, "readOnly")});
    QTest::newRow("empty list") << body::keys({});
}

void TestCheck::unknownRecordIsNoFailure()
{
    QFETCH(QByteArray, reply);
    Fixture f;
    f.expect("/v2/user/uid").reply(200, body::uid(mainUid));
    f.expect("/v2/user/api-key").reply(200, reply);
    f.expect("/v2/sub-user/user-list").reply(200, body::keys({}));
    AWAIT(checked, f.check.run(f.credentials()));
    VERIFY_RESULT(checked);
    QVERIFY(!checked->record.has_value());
    QCOMPARE(f.network.problems(), QString());
}

void TestCheck::doubtAboutTheAccountStays()
{
    Fixture f;
    f.expect("/v2/user/uid").reply(200, body::uid(mainUid));
    f.expect("/v2/user/api-key").reply(200, body::forbidden());
    f.expect("/v2/sub-user/user-list").reply(200, R"({"code":500,"message":"system error"})").always();
    AWAIT(checked, f.check.run(f.credentials()));
    VERIFY_RESULT(checked);
    QVERIFY(!checked->isSubUser.has_value());
}

void TestCheck::stopsAtTheFirstRefusal_data()
{
    QTest::addColumn<QByteArray>("reply");
    QTest::addColumn<int>("kind");
    QTest::newRow("key") << body::wrongKey() << int(ErrorKind::WrongAccessKey);
    QTest::newRow("secret") << body::refusal("Verification failure") << int(ErrorKind::WrongSignature);
    QTest::newRow("address") << body::wrongAddress() << int(ErrorKind::IpNotAllowed);
    QTest::newRow("expired") << body::refusal("API key has expired") << int(ErrorKind::KeyExpired);
}

void TestCheck::stopsAtTheFirstRefusal()
{
    QFETCH(QByteArray, reply);
    QFETCH(int, kind);
    Fixture f;
    f.expect("/v2/user/uid").reply(200, reply);
    AWAIT(checked, f.check.run(f.credentials()));
    QVERIFY(!checked);
    QCOMPARE(int(checked.error().kind), kind);
    QCOMPARE(f.started.last(), CheckStep::Signature);
    QCOMPARE(f.passed.last(), CheckStep::Clock);
    QCOMPARE(f.network.problems(), QString());
}

void TestCheck::stopsWithoutClock()
{
    ClientFixture base;
    base.network.expect("GET", "/v1/common/timestamp").fail(QNetworkReply::HostNotFoundError).always();
    KeyCheck check(base.client, base.clock);
    auto future = check.run({"access-key-new", secretOf("secret"), {}});
    // The client tries again when its clock says so.
    QTRY_VERIFY((base.clock.advance(std::chrono::seconds(1)), future.isFinished()));
    const Result<CheckedKey> checked = future.result();
    QVERIFY(!checked);
    QCOMPARE(checked.error().kind, ErrorKind::Offline);
    QCOMPARE(base.network.problems(), QString());
}

void TestCheck::endsQuietlyWithItsOwner()
{
    ClientFixture base;
    base.network.expect("GET", "/v1/common/timestamp")
        .reply(200, body::timestamp(base.clock.localMs()))
        .held();
    Future<CheckedKey> future;
    {
        KeyCheck check(base.client, base.clock);
        future = check.run({"access-key-new", secretOf("secret"), {}});
        QTRY_COMPARE(base.network.inFlight(), 1);
    }
    base.network.release();
    QTRY_VERIFY(future.isFinished());
    QVERIFY(future.isCanceled());
}

QTEST_GUILESS_MAIN(TestCheck)
#include "tst_keys_check.moc"
