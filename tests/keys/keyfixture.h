// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fakesecretstore.h"
#include "htx/client.h"
#include "keys/keyrecord.h"
#include "support/fakeclock.h"
#include "support/fakenetwork.h"
#include "support/patience.h"

#include <QTest>

namespace coffer::test {

inline constexpr Uid mainUid{100};
inline constexpr Uid subUid{200};

/// A key of this name and these permissions, as held here.
inline keys::KeyRecord keyRecord(const QString &name, const QString &permissions, Uid uid = mainUid)
{
    keys::KeyRecord record;
    record.id = KeyId{QStringLiteral("id-") + name};
    record.label = name;
    record.accessKey = QStringLiteral("access-key-") + name;
    record.uid = uid;
    record.isSubUser = uid == subUid;
    record.planned = htx::PermissionSet::parse(permissions);
    record.place = QStringLiteral("keychain");
    return record;
}

inline SharedSecret secretOf(const QByteArray &text)
{
    return std::make_shared<const Secret>(text);
}

/// Requests to path that are signed with the key of this name (which is unsigned when empty).
inline Expectation::Predicate signedBy(const QString &name, const QByteArray &path)
{
    return [name, path](const SentRequest &sent) {
        if (!sent.target.startsWith(path))
            return false;
        const QByteArray wanted = "AccessKeyId=access-key-" + name.toUtf8() + '&';
        return name.isEmpty() ? !sent.target.contains("AccessKeyId") : sent.target.contains(wanted);
    };
}

/// Replies of the exchange.
namespace body {

inline QByteArray refusal(const QByteArray &message)
{
    return R"({"status":"error","err-code":"api-signature-not-valid","err-msg":"Signature not valid: )" +
           message + R"(","data":null})";
}
inline QByteArray wrongKey()
{
    return refusal("Incorrect Access key [Access key error]");
}
inline QByteArray wrongAddress()
{
    return refusal("Incorrect IP address [IP error]:203.0.113.9");
}
inline QByteArray uid(Uid uid)
{
    return R"({"code":200,"data":)" + QByteArray::number(uid.value) + '}';
}
inline QByteArray forbidden()
{
    return R"({"code":1002,"message":"forbidden"})";
}
inline QByteArray key(const QString &name, const QByteArray &permissions,
                      const QByteArray &addresses = "192.0.2.7", int validDays = -1)
{
    return R"({"accessKey":"access-key-)" + name.toUtf8() + R"(","status":"normal","note":"note of )" +
           name.toUtf8() + R"(","permission":")" + permissions + R"(","ipAddresses":")" + addresses +
           R"(","validDays":)" + QByteArray::number(validDays) +
           R"(,"createTime":1700000000000,"updateTime":1700000000000})";
}
inline QByteArray keys(const QByteArrayList &keys)
{
    return R"({"code":200,"message":"success","data":[)" + keys.join(',') + "]}";
}
inline QByteArray subUser(Uid uid, const QByteArray &name)
{
    return R"({"uid":)" + QByteArray::number(uid.value) + R"(,"userState":"normal","subUserName":")" + name +
           R"(","note":""})";
}
inline QByteArray timestamp(qint64 ms)
{
    return R"({"status":"ok","data":)" + QByteArray::number(ms) + '}';
}

} // namespace body

/// A client on a scripted network and a clock that was measured and stands still.
struct ClientFixture
{
    ClientFixture() { clock.setOffsetMs(0); }

    FakeNetwork network;
    FakeClock clock;
    htx::Client client{network, clock, QUrl(QStringLiteral("https://api.htx.com"))};
};

} // namespace coffer::test

/// Runs the event loop until the future is there; its result is then in name.
#define AWAIT(name, future)                                                                                  \
    auto name##Future = (future);                                                                            \
    QTRY_VERIFY(name##Future.isFinished());                                                                  \
    QVERIFY(!name##Future.isCanceled());                                                                     \
    auto name = name##Future.result()

#define VERIFY_RESULT(result)                                                                                \
    QVERIFY2((result).has_value(), (result).has_value()                                                      \
                                       ? ""                                                                  \
                                       : qPrintable(QString::number(int((result).error().kind)) + u' ' +     \
                                                    (result).error().code + u' ' + (result).error().detail))
