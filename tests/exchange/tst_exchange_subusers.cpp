// SPDX-License-Identifier: GPL-3.0-or-later
#include "localexchange.h"

#include "exchange/totp.h"

#include <QTest>

using namespace coffer;
using namespace coffer::exchange;
using namespace coffer::test;

namespace {

constexpr qint64 day = 86'400'000;
const QByteArray generation = "/v2/sub-user/api-key-generation";
const QByteArray modification = "/v2/sub-user/api-key-modification";
const QByteArray deletion = "/v2/sub-user/api-key-deletion";

QString text(const QByteArray &utf8)
{
    return QString::fromUtf8(utf8);
}

} // namespace

/// Sub-users and their keys, as their parent makes, changes, locks and removes them (htx-api.md 3).
class SubUsersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void makesAKeyThatWorks();
    void checksTheOneTimePassword();
    void refusesKeys_data();
    void refusesKeys();
    void takesAddressLists_data();
    void takesAddressLists();
    void limitsTheKeysOfASubUser();
    void changesAKey();
    void removesAKey();
    void useRenewsAKey();
    void createsSubUsers();
    void refusesNames_data();
    void refusesNames();
    void listsSubUsersPageByPage();
    void locksASubUser();
    void setsWhatSubUsersMay();
    void leavesAllThisToTheParent_data();
    void leavesAllThisToTheParent();
    void needsTradePermission();

private:
    QJsonObject wish(const char *permission = "readOnly,trade", const char *addresses = "") const;
    QJsonObject askWith(const QJsonObject &made, const QByteArray &path, const char *peer = "127.0.0.1");

    std::unique_ptr<LocalExchange> m_exchange;
};

void SubUsersTest::init()
{
    m_exchange = std::make_unique<LocalExchange>();
}

QJsonObject SubUsersTest::wish(const char *permission, const char *addresses) const
{
    return {{QStringLiteral("subUid"), text(m_exchange->uid("Savings read"))},
            {QStringLiteral("note"), QStringLiteral("reader")},
            {QStringLiteral("permission"), QLatin1String(permission)},
            {QStringLiteral("ipAddresses"), QLatin1String(addresses)}};
}

/// Signed with a key that was just made.
QJsonObject SubUsersTest::askWith(const QJsonObject &made, const QByteArray &path, const char *peer)
{
    const QByteArray access = textOf(made, "accessKey").toLatin1(),
                     secret = textOf(made, "secretKey").toLatin1();
    return QJsonDocument::fromJson(m_exchange->ask("GET", path, {}, {}, access, secret, peer)).object();
}

void SubUsersTest::makesAKeyThatWorks()
{
    const QJsonObject reply =
        m_exchange->post("Trading desk", generation, wish("trade,readOnly", "10.1.2.3"));
    QCOMPARE(outcome(reply), QStringLiteral("ok"));
    const QJsonObject made = objectOf(reply);
    QCOMPARE(membersOf(made), QStringLiteral("accessKey ipAddresses note permission secretKey"));
    QCOMPARE(textOf(made, "note"), QStringLiteral("reader"));
    QCOMPARE(textOf(made, "permission"), QStringLiteral("trade,readOnly"));
    QCOMPARE(textOf(made, "ipAddresses"), QStringLiteral("10.1.2.3"));
    QCOMPARE(outcome(askWith(made, "/v1/account/accounts")), QStringLiteral("api-signature-not-valid"));
    const QJsonObject own = askWith(made, "/v2/user/uid", "10.1.2.3");
    QCOMPARE(numberOf(own, "data"), m_exchange->uid("Savings read").toLongLong());

    const QJsonObject listed = m_exchange->get(
        "Portfolio", "/v2/user/api-key",
        {{"uid", m_exchange->uid("Savings read")}, {"accessKey", textOf(made, "accessKey").toLatin1()}});
    QCOMPARE(rowsOf(listed).size(), 1);
    QCOMPARE(numberOf(rowsOf(listed).at(0), "validDays"), -1); // it has an address list
    QVERIFY(!QJsonDocument(listed).toJson().contains(textOf(made, "secretKey").toLatin1()));
}

/// It may be left out, but a wrong one is refused.
void SubUsersTest::checksTheOneTimePassword()
{
    QJsonObject body = wish();
    const QByteArray secret = fromBase32(m_exchange->world().otpSecret()).value_or(QByteArray());
    QVERIFY(secret.size() >= 10);
    const auto withCode = [&](qint64 ms) {
        body.insert(QStringLiteral("otpToken"), text(oneTimePassword(secret, ms)));
        return outcome(m_exchange->post("Trading desk", generation, body));
    };
    const qint64 now = m_exchange->world().nowMs();
    QCOMPARE(withCode(now), QStringLiteral("ok"));
    QCOMPARE(withCode(now - 30'000), QStringLiteral("ok"));
    QCOMPARE(withCode(now - 90'000), QStringLiteral("2002"));
    body.insert(QStringLiteral("otpToken"), QString());
    QCOMPARE(outcome(m_exchange->post("Trading desk", generation, body)), QStringLiteral("2002"));
}

void SubUsersTest::refusesKeys_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QJsonValue>("value"); // undefined: left out
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const char *field, const QJsonValue &value, const char *expected) {
        QTest::newRow(name) << QString::fromLatin1(field) << value << QString::fromLatin1(expected);
    };
    const QJsonValue missing(QJsonValue::Undefined);
    row("no sub-user", "subUid", missing, "2003");
    row("nobody", "subUid", 12, "2002");
    row("not a number", "subUid", QStringLiteral("me"), "2002");
    row("no note", "note", missing, "2003");
    row("long note", "note", QString(256, QLatin1Char('n')), "2002");
    row("no permission", "permission", missing, "2003");
    row("trade alone", "permission", QStringLiteral("trade"), "2002");
    row("withdraw", "permission", QStringLiteral("readOnly,withdraw"), "2002");
    row("unknown word", "permission", QStringLiteral("readOnly,everything"), "2002");
    row("short address", "ipAddresses", QStringLiteral("10.1.2"), "2002");
    row("name", "ipAddresses", QStringLiteral("localhost"), "2002");
    row("all networks", "ipAddresses", QStringLiteral("0.0.0.0/0"), "2002");
    row("too long a prefix", "ipAddresses", QStringLiteral("10.0.0.0/33"), "2002");
    row("IPv6 network", "ipAddresses", QStringLiteral("2001:db8::/32"), "2002");
    row("21 addresses", "ipAddresses", QStringList(21, QStringLiteral("10.0.0.1")).join(QLatin1Char(',')),
        "2002");
}

void SubUsersTest::refusesKeys()
{
    QFETCH(QString, field);
    QFETCH(QJsonValue, value);
    const size_t before = m_exchange->world().keys().all().size();
    QJsonObject body = wish();
    if (value.isUndefined())
        body.remove(field);
    else
        body.insert(field, value);
    QTEST(outcome(m_exchange->post("Trading desk", generation, body)), "expected");
    QCOMPARE(m_exchange->world().keys().all().size(), before);
}

void SubUsersTest::takesAddressLists_data()
{
    QTest::addColumn<QByteArray>("list");
    QTest::addColumn<QByteArray>("peer");
    QTest::newRow("IPv4") << QByteArray("192.0.2.7") << QByteArray("192.0.2.7");
    QTest::newRow("network") << QByteArray("202.106.96.0/24") << QByteArray("202.106.96.77");
    QTest::newRow("IPv6") << QByteArray("2001:db8::1") << QByteArray("2001:db8::1");
    QTest::newRow("mixed") << QByteArray("192.0.2.7, 2001:db8::1") << QByteArray("192.0.2.7");
}

void SubUsersTest::takesAddressLists()
{
    QFETCH(QByteArray, list);
    QFETCH(QByteArray, peer);
    const QJsonObject made =
        objectOf(m_exchange->post("Trading desk", generation, wish("readOnly", list.constData())));
    QCOMPARE(outcome(askWith(made, "/v2/user/uid", peer.constData())), QStringLiteral("ok"));
    QCOMPARE(outcome(askWith(made, "/v2/user/uid", "203.0.113.9")), QStringLiteral("1003"));
}

void SubUsersTest::limitsTheKeysOfASubUser()
{
    const Uid uid = m_exchange->key("Savings read").uid;
    for (int count = m_exchange->world().keys().countOf(uid); count < 20; ++count)
        QCOMPARE(outcome(m_exchange->post("Trading desk", generation, wish())), QStringLiteral("ok"));
    QCOMPARE(outcome(m_exchange->post("Trading desk", generation, wish())), QStringLiteral("2014"));
}

void SubUsersTest::changesAKey()
{
    const QJsonObject made = objectOf(m_exchange->post("Trading desk", generation, wish()));
    QJsonObject body = wish("readOnly", "192.0.2.0/28");
    body.insert(QStringLiteral("note"), QStringLiteral("only reads"));
    body.insert(QStringLiteral("accessKey"), textOf(made, "accessKey"));
    const QJsonObject reply = m_exchange->post("Trading desk", modification, body);
    QCOMPARE(membersOf(objectOf(reply)), QStringLiteral("ipAddresses note permission"));
    QCOMPARE(textOf(objectOf(reply), "note"), QStringLiteral("only reads"));
    QCOMPARE(textOf(objectOf(reply), "permission"), QStringLiteral("readOnly"));
    QCOMPARE(outcome(askWith(made, "/v2/user/uid")), QStringLiteral("1003"));
    QCOMPARE(outcome(askWith(made, "/v2/user/uid", "192.0.2.3")), QStringLiteral("ok"));
    body.insert(QStringLiteral("permission"), QStringLiteral("withdraw"));
    QCOMPARE(outcome(m_exchange->post("Trading desk", modification, body)), QStringLiteral("2002"));
    body.insert(QStringLiteral("accessKey"), QStringLiteral("nobody's"));
    QCOMPARE(outcome(m_exchange->post("Trading desk", modification, body)), QStringLiteral("1007"));
    body.insert(QStringLiteral("accessKey"),
                text(m_exchange->key("Portfolio").accessKey)); // the parent's own
    QCOMPARE(outcome(m_exchange->post("Trading desk", modification, body)), QStringLiteral("1007"));
}

void SubUsersTest::removesAKey()
{
    const QJsonObject made = objectOf(m_exchange->post("Trading desk", generation, wish()));
    const QJsonObject body{{QStringLiteral("subUid"), text(m_exchange->uid("Savings read"))},
                           {QStringLiteral("accessKey"), textOf(made, "accessKey")}};
    const QJsonObject reply = m_exchange->post("Trading desk", deletion, body);
    QCOMPARE(outcome(reply), QStringLiteral("ok"));
    QVERIFY(reply.value(QLatin1String("data")).isNull());
    QCOMPARE(outcome(askWith(made, "/v1/account/accounts")), QStringLiteral("api-signature-not-valid"));
    QCOMPARE(outcome(m_exchange->post("Trading desk", deletion, body)), QStringLiteral("1007"));
}

/// Without an address list, 90 days after its last use (htx-api.md 3.1); a key that only reads never ends.
void SubUsersTest::useRenewsAKey()
{
    const QJsonObject made = objectOf(m_exchange->post("Trading desk", generation, wish()));
    const QJsonObject reader = objectOf(m_exchange->post("Trading desk", generation, wish("readOnly")));
    m_exchange->moveOn(80 * day);
    QCOMPARE(outcome(askWith(made, "/v1/account/accounts")), QStringLiteral("ok"));
    m_exchange->moveOn(89 * day);
    QCOMPARE(outcome(askWith(made, "/v1/account/accounts")), QStringLiteral("ok"));
    m_exchange->moveOn(91 * day);
    const QJsonObject refused = askWith(made, "/v1/account/accounts");
    QVERIFY(textOf(refused, "err-msg").contains(QLatin1String("expired")));
    QCOMPARE(outcome(askWith(reader, "/v1/account/accounts")), QStringLiteral("ok"));
}

void SubUsersTest::createsSubUsers()
{
    const auto user = [](const char *name, const char *note) {
        return QJsonObject{{QStringLiteral("userName"), QLatin1String(name)},
                           {QStringLiteral("note"), QLatin1String(note)}};
    };
    const QJsonArray wanted{user("desk2026", "Desk"), user("SAVINGS01", "taken in any case"),
                            user("desk2026", "again")};
    const QJsonObject reply =
        m_exchange->post("Trading desk", "/v2/sub-user/creation", {{QStringLiteral("userList"), wanted}});
    QCOMPARE(outcome(reply), QStringLiteral("ok"));
    QCOMPARE(rowsOf(reply).size(), 3);
    QCOMPARE(membersOf(rowsOf(reply).at(0)), QStringLiteral("note uid userName"));
    for (const int place : {1, 2}) {
        QCOMPARE(membersOf(rowsOf(reply).at(place)), QStringLiteral("errCode errMessage note userName"));
        QCOMPARE(textOf(rowsOf(reply).at(place), "errCode"), QStringLiteral("2002"));
    }
    const QByteArray uid = QByteArray::number(numberOf(rowsOf(reply).at(0), "uid"));
    const QJsonObject accounts = m_exchange->get("Portfolio", "/v2/sub-user/account-list", {{"subUid", uid}});
    QCOMPARE(objectOf(accounts).value(QLatin1String("list")).toArray().size(), 3);
    QCOMPARE(outcome(m_exchange->get("Portfolio", "/v1/account/accounts/" + uid)), QStringLiteral("ok"));
}

void SubUsersTest::refusesNames_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("expected");
    QTest::newRow("good") << QStringLiteral("abc123") << true;
    QTest::newRow("longest") << QStringLiteral("a2345678901234567890") << true;
    QTest::newRow("short") << QStringLiteral("abc12") << false;
    QTest::newRow("long") << QStringLiteral("a23456789012345678901") << false;
    QTest::newRow("digit first") << QStringLiteral("1abcdef") << false;
    QTest::newRow("dash") << QStringLiteral("abc-def") << false;
    QTest::newRow("not ASCII") << QStringLiteral("abcdé1") << false;
}

void SubUsersTest::refusesNames()
{
    QFETCH(QString, name);
    const QJsonArray wanted{QJsonObject{{QStringLiteral("userName"), name}}};
    const QJsonObject reply =
        m_exchange->post("Trading desk", "/v2/sub-user/creation", {{QStringLiteral("userList"), wanted}});
    QTEST(rowsOf(reply).at(0).toObject().contains(QLatin1String("uid")), "expected");
}

/// 100 a page; the last of 200 is reached, a 201st is refused.
void SubUsersTest::listsSubUsersPageByPage()
{
    for (int batch = 0; batch < 4; ++batch) {
        QJsonArray wanted;
        for (int number = batch == 0 ? 2 : 0; number < 50; ++number)
            wanted.append(QJsonObject{
                {QStringLiteral("userName"), QStringLiteral("team%1x%2").arg(batch).arg(number)}});
        QCOMPARE(outcome(m_exchange->post("Trading desk", "/v2/sub-user/creation",
                                          {{QStringLiteral("userList"), wanted}})),
                 QStringLiteral("ok"));
    }
    const QJsonArray more{QJsonObject{{QStringLiteral("userName"), QStringLiteral("onetoomany")}}};
    QCOMPARE(outcome(m_exchange->post("Trading desk", "/v2/sub-user/creation",
                                      {{QStringLiteral("userList"), more}})),
             QStringLiteral("2014"));
    const QJsonObject first = m_exchange->get("Portfolio", "/v2/sub-user/user-list");
    QCOMPARE(rowsOf(first).size(), 100);
    QCOMPARE(membersOf(rowsOf(first).at(0)), QStringLiteral("note subUserName uid userState"));
    const qint64 next = numberOf(first, "nextId");
    const QJsonObject second =
        m_exchange->get("Portfolio", "/v2/sub-user/user-list", {{"fromId", QByteArray::number(next)}});
    QCOMPARE(rowsOf(second).size(), 100);
    QVERIFY(!second.contains(QLatin1String("nextId")));
    qint64 before = 0;
    for (const QJsonArray &page : {rowsOf(first), rowsOf(second)}) {
        for (const QJsonValue row : page) {
            QVERIFY(numberOf(row, "uid") > before);
            before = numberOf(row, "uid");
        }
    }
}

void SubUsersTest::locksASubUser()
{
    const QByteArray uid = m_exchange->uid("Savings read");
    const auto manage = [&](const char *action) {
        return m_exchange->post("Trading desk", "/v2/sub-user/management",
                                {{QStringLiteral("subUid"), uid.toLongLong()},
                                 {QStringLiteral("action"), QLatin1String(action)}});
    };
    const auto state = [&] {
        return textOf(objectOf(m_exchange->get("Portfolio", "/v2/sub-user/user-state", {{"subUid", uid}})),
                      "userState");
    };
    QCOMPARE(state(), QStringLiteral("normal"));
    QCOMPARE(outcome(m_exchange->get("Savings read", "/v1/account/accounts")), QStringLiteral("ok"));
    const QJsonObject locked = manage("lock");
    QCOMPARE(membersOf(objectOf(locked)), QStringLiteral("subUid userState"));
    QCOMPARE(numberOf(objectOf(locked), "subUid"), uid.toLongLong());
    QCOMPARE(state(), QStringLiteral("lock"));
    QCOMPARE(outcome(m_exchange->get("Savings read", "/v1/account/accounts")),
             QStringLiteral("operation-forbidden-for-lock-account-state"));
    QCOMPARE(outcome(m_exchange->get("Savings read", "/v2/user/uid")), QStringLiteral("1002"));
    QCOMPARE(outcome(m_exchange->post("Trading desk", generation, wish())), QStringLiteral("2016"));
    QCOMPARE(outcome(manage("lock")), QStringLiteral("2016"));
    QCOMPARE(outcome(manage("open")), QStringLiteral("2002"));
    QCOMPARE(outcome(manage("unlock")), QStringLiteral("ok"));
    QCOMPARE(outcome(m_exchange->get("Savings read", "/v1/account/accounts")), QStringLiteral("ok"));
}

/// Strings and numbers as documented: UIDs come back as text but from transferability, and each list takes
/// whom it can.
void SubUsersTest::setsWhatSubUsersMay()
{
    const QByteArray uid = m_exchange->uid("Savings read");
    const QString both = text(uid) + QStringLiteral(",123");
    const auto set = [&](const char *path, const char *field, const QJsonValue &value,
                         const char *accountType) {
        QJsonObject body{{QStringLiteral("subUids"), both}, {QLatin1String(field), value}};
        if (*accountType)
            body.insert(QStringLiteral("accountType"), QLatin1String(accountType));
        return rowsOf(m_exchange->post("Trading desk", path, body));
    };
    QJsonArray rows =
        set("/v2/sub-user/tradable-market", "activation", QStringLiteral("activated"), "isolated-margin");
    QCOMPARE(textOf(rows.at(0), "subUid"), text(uid));
    QCOMPARE(textOf(rows.at(0), "activation"), QStringLiteral("activated"));
    QCOMPARE(numberOf(rows.at(1), "errCode"), 1002);
    rows = set("/v2/sub-user/transferability", "transferrable", false, "spot");
    QCOMPARE(numberOf(rows.at(0), "subUid"), uid.toLongLong());
    QCOMPARE(numberOf(rows.at(1), "errCode"), 2002);
    rows = set("/v2/sub-user/deduct-mode", "deductMode", QStringLiteral("sub"), "");
    QCOMPARE(textOf(rows.at(0), "subUid"), text(uid));
    QVERIFY(rows.at(1).toObject().value(QLatin1String("errCode")).isDouble());

    const QJsonObject all =
        objectOf(m_exchange->get("Portfolio", "/v2/sub-user/account-list", {{"subUid", uid}}));
    QCOMPARE(textOf(all, "deductMode"), QStringLiteral("sub"));
    const QJsonArray list = all.value(QLatin1String("list")).toArray();
    QCOMPARE(textOf(list.at(0), "accountType"), QStringLiteral("isolated-margin"));
    QCOMPARE(textOf(list.at(0), "activation"), QStringLiteral("activated"));
    QCOMPARE(textOf(list.at(1), "activation"), QStringLiteral("deactivated"));
    QCOMPARE(list.at(2).toObject().value(QLatin1String("transferrable")), QJsonValue(false));
    QCOMPARE(membersOf(list.at(2).toObject().value(QLatin1String("accountIds")).toArray().at(0)),
             QStringLiteral("accountId accountStatus"));
}

void SubUsersTest::leavesAllThisToTheParent_data()
{
    QTest::addColumn<QByteArray>("path");
    for (const char *path :
         {"/v2/sub-user/user-list", "/v2/sub-user/user-state", "/v2/sub-user/account-list",
          "/v2/sub-user/deposit-address", "/v2/sub-user/query-deposit", "/v1/subuser/aggregate-balance",
          "/v1/account/accounts/123", "/v2/account/withdraw/quota", "/v2/account/withdraw/address",
          "/v2/account/valuation"})
        QTest::newRow(path) << QByteArray(path);
    for (const char *path :
         {"/v2/sub-user/api-key-generation", "/v2/sub-user/api-key-modification",
          "/v2/sub-user/api-key-deletion", "/v2/sub-user/creation", "/v2/sub-user/management",
          "/v2/sub-user/tradable-market", "/v2/sub-user/transferability", "/v2/sub-user/deduct-mode",
          "/v1/subuser/transfer", "/v2/account/transfer"})
        QTest::newRow(path) << QByteArray(path);
}

void SubUsersTest::leavesAllThisToTheParent()
{
    QFETCH(QByteArray, path);
    // The key of the grid bot may trade.
    const QString got = outcome(m_exchange->get("Grid bot", path)),
                  posted = outcome(m_exchange->post("Grid bot", path, {}));
    QVERIFY2(got == QLatin1String("403") || posted == QLatin1String("403"), qPrintable(got + posted));
}

void SubUsersTest::needsTradePermission()
{
    QCOMPARE(outcome(m_exchange->post("Portfolio", generation, wish())), QStringLiteral("1002"));
    QCOMPARE(outcome(m_exchange->post("Portfolio", "/v1/subuser/transfer", {})),
             QStringLiteral("api-permission-forbidden"));
}

QTEST_GUILESS_MAIN(SubUsersTest)
#include "tst_exchange_subusers.moc"
