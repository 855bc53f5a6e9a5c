// SPDX-License-Identifier: GPL-3.0-or-later
#include "keyfixture.h"

#include "htx/endpoints/user.h"
#include "keys/keyring.h"
#include "keys/stores/memorystore.h"
#include "support/patience.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace coffer;
using namespace coffer::keys;
using namespace coffer::test;
using htx::Permission;
namespace user = htx::endpoints::user;

namespace {

const QByteArray uidPath = "/v2/user/uid";

/// A keyring with these keys, whose secrets are in a fake keychain.
struct Fixture : ClientFixture
{
    explicit Fixture(const QList<KeyRecord> &keys)
    {
        for (const KeyRecord &key : keys)
            store.secrets.insert(key.id, secretOf("secret-of-" + key.label.toUtf8()));
        stores.add(store);
        keyring.setKeys(keys);
    }

    FakeSecretStore store;
    SecretStores stores;
    Keyring keyring{client, stores, clock};

    Expectation &expectSignedBy(const QString &name)
    {
        return network.expect("GET", signedBy(name, uidPath), u"signed by "_s + name);
    }
};

KeyRecord paused(KeyRecord key)
{
    key.paused = true;
    return key;
}

KeyRecord expired(KeyRecord key)
{
    htx::ApiKeyRecord listed;
    listed.accessKey = key.accessKey;
    listed.status = u"expired"_s;
    listed.permissions = key.planned;
    key.onExchange = listed;
    return key;
}

KeyRecord onExchange(KeyRecord key, const QString &permissions)
{
    htx::ApiKeyRecord listed;
    listed.accessKey = key.accessKey;
    listed.status = u"normal"_s;
    listed.permissions = htx::PermissionSet::parse(permissions);
    key.onExchange = listed;
    return key;
}

/// A POST; the endpoints of this slice only ask.
htx::Call<Uid> postCall()
{
    htx::Call<Uid> call = user::uid();
    call.request.method = htx::Method::Post;
    call.request.query.clear();
    call.request.body = "{}";
    return call;
}

} // namespace

class TestKeyring : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void choosesTheWeakestThatSuffices_data();
    void choosesTheWeakestThatSuffices();
    void unknownAccountHasNoKey();
    void activeAccountFollowsTheKeys();
    void gatewaySignsForItsAccount();
    void chosenKeysAloneSign();
    void publicRequestsGoUnsigned();
    void nothingIsRequestedWhileLocked();
    void unlockAsksTheStore_data();
    void unlockAsksTheStore();
    void unlockReadsTheWeakestAlone();
    void lockTakesBackAnUnlocking();
    void readsEachSecretOnceForAll();
    void lockDropsSecretsAndAnswersWhoWaits();
    void lockWithdrawsWhatIsUnderWay();
    void lockLetsAPostEnd();
    void lateSecretIsNotKept();
    void storeErrors_data();
    void storeErrors();
    void corruptItemLetsTheNextKeyTry();
    void refusedGetTriesTheNextKeyOnce();
    void refusedGetNeverTakesMoreRisk();
    void refusedPostIsNotRepeated();
    void refusedKeyRestsUntilToldOtherwise();
    void refusedAddressIsTriedAgainLater();
    void otherErrorsDoNotBlameTheKey();
    void cancellingWithdrawsTheRequest();
    void forgettingAKeyAnswersWhoWaits();
    void survivesItsEndWithRequestsUnderWay();
};

void TestKeyring::choosesTheWeakestThatSuffices_data()
{
    QTest::addColumn<QList<KeyRecord>>("keys");
    QTest::addColumn<int>("permission");
    QTest::addColumn<QString>("chosen"); // empty: none
    QTest::addColumn<int>("error");
    const auto row = [](const char *name, const QList<KeyRecord> &keys, Permission permission,
                        const QString &chosen, ErrorKind error = ErrorKind::NoSuitableKey) {
        QTest::newRow(name) << keys << int(permission) << chosen << int(error);
    };
    const KeyRecord all = keyRecord(u"all"_s, u"readOnly,trade,withdraw"_s);
    const KeyRecord trade = keyRecord(u"trade"_s, u"trade,readOnly"_s);
    const KeyRecord read = keyRecord(u"read"_s, u"readOnly"_s);
    const KeyRecord odd = keyRecord(u"odd"_s, u"readOnly,teleport"_s);

    row("read", {all, trade, read}, Permission::Read, u"read"_s);
    row("trade", {all, trade, read}, Permission::Trade, u"trade"_s);
    row("withdraw", {all, trade, read}, Permission::Withdraw, u"all"_s);
    row("read by trade", {all, trade}, Permission::Read, u"trade"_s);
    row("read never by withdraw", {all}, Permission::Read, {});
    row("read never by account", {keyRecord(u"account"_s, u"readOnly,account"_s)}, Permission::Read, {});
    row("trade by withdraw, if nothing else", {all, read}, Permission::Trade, u"all"_s);
    row("none", {read}, Permission::Trade, {});
    row("unknown word last", {odd, trade}, Permission::Read, u"trade"_s);
    row("unknown word if nothing else", {odd}, Permission::Read, u"odd"_s);
    row("paused", {paused(read), trade}, Permission::Read, u"trade"_s);
    row("only paused", {paused(read)}, Permission::Read, {});
    row("expired", {expired(read), trade}, Permission::Read, u"trade"_s);
    row("only expired", {expired(read)}, Permission::Read, {}, ErrorKind::KeyExpired);
    row("the exchange's word, not the plan", {onExchange(read, u"readOnly,withdraw"_s), trade},
        Permission::Read, u"trade"_s);
    row("other account's", {keyRecord(u"sub"_s, u"readOnly"_s, subUid)}, Permission::Read, {});
}

void TestKeyring::choosesTheWeakestThatSuffices()
{
    QFETCH(QList<KeyRecord>, keys);
    QFETCH(int, permission);
    QFETCH(QString, chosen);
    QFETCH(int, error);
    Fixture f(keys);
    f.keyring.setActiveAccount(mainUid);
    QCOMPARE(f.keyring.canDo(Permission(permission)), !chosen.isEmpty());
    AWAIT(credentials, f.keyring.credentialsFor(mainUid, Permission(permission)));
    if (chosen.isEmpty()) {
        QVERIFY(!credentials);
        QCOMPARE(int(credentials.error().kind), error);
        QVERIFY(f.store.log.isEmpty());
        return;
    }
    VERIFY_RESULT(credentials);
    QCOMPARE(credentials->accessKey, "access-key-" + chosen.toUtf8());
    QVERIFY(*credentials->secret == Secret("secret-of-" + chosen.toUtf8()));
    QCOMPARE(f.store.log, QStringList{u"read id-"_s + chosen});
}

void TestKeyring::unknownAccountHasNoKey()
{
    Fixture f({});
    QVERIFY(!f.keyring.canDo(Permission::Read));
    AWAIT(uid, f.keyring.send(user::uid()));
    QVERIFY(!uid);
    QCOMPARE(uid.error().kind, ErrorKind::NoSuitableKey);
    QCOMPARE(f.network.problems(), QString());
}

void TestKeyring::activeAccountFollowsTheKeys()
{
    Fixture f({});
    QSignalSpy spy(&f.keyring, &Keyring::activeAccountChanged);
    QCOMPARE(f.keyring.activeAccount(), Uid{});
    f.keyring.setKeys({keyRecord(u"sub"_s, u"readOnly"_s, subUid), keyRecord(u"main"_s, u"readOnly"_s)});
    QCOMPARE(f.keyring.activeAccount(), mainUid);
    f.keyring.setActiveAccount(subUid);
    f.keyring.setKeys({keyRecord(u"sub"_s, u"readOnly"_s, subUid), keyRecord(u"main"_s, u"readOnly"_s)});
    QCOMPARE(f.keyring.activeAccount(), subUid);
    f.keyring.setKeys({keyRecord(u"main"_s, u"readOnly"_s)});
    QCOMPARE(f.keyring.activeAccount(), mainUid);
    f.keyring.setKeys({});
    QCOMPARE(f.keyring.activeAccount(), Uid{});
    QCOMPARE(spy.count(), 4);
}

void TestKeyring::gatewaySignsForItsAccount()
{
    Fixture f({keyRecord(u"main"_s, u"readOnly"_s), keyRecord(u"sub"_s, u"readOnly"_s, subUid)});
    QSignalSpy used(&f.keyring, &Keyring::keyUsed);
    f.expectSignedBy(u"main"_s).reply(200, body::uid(mainUid));
    f.expectSignedBy(u"sub"_s).reply(200, body::uid(subUid));
    AWAIT(active, f.keyring.send(user::uid()));
    AWAIT(bound, f.keyring.accountGateway(subUid).send(user::uid()));
    VERIFY_RESULT(active);
    VERIFY_RESULT(bound);
    QCOMPARE(*active, mainUid);
    QCOMPARE(*bound, subUid);
    QCOMPARE(&f.keyring.accountGateway(subUid), &f.keyring.accountGateway(subUid));
    QCOMPARE(used.count(), 2);
    QCOMPARE(used.at(1).at(0).value<KeyId>(), KeyId{u"id-sub"_s});
    QCOMPARE(used.at(1).at(1).toLongLong(), f.clock.nowMs());
    QCOMPARE(f.network.problems(), QString());
}

void TestKeyring::chosenKeysAloneSign()
{
    Fixture f({keyRecord(u"read"_s, u"readOnly"_s), paused(keyRecord(u"all"_s, u"readOnly,trade,withdraw"_s)),
               keyRecord(u"trade"_s, u"readOnly,trade"_s)});
    const KeyId read{u"id-read"_s}, all{u"id-all"_s}, trade{u"id-trade"_s};
    const auto chosen = [&f](const KeyChoice &choice, htx::Permission permission) {
        const std::optional<KeyRecord> key = f.keyring.keyFor(choice, permission);
        return key ? key->label : QString();
    };
    using htx::Permission;
    QCOMPARE(chosen({mainUid}, Permission::Read), u"read"_s);
    QCOMPARE(chosen({mainUid, {}, read}, Permission::Read), u"trade"_s);
    QCOMPARE(chosen({mainUid, {}, trade}, Permission::Trade), QString());
    // One that is named is used even while it is paused, and for what it may do only.
    QCOMPARE(chosen({mainUid, all}, Permission::Read), u"all"_s);
    QCOMPARE(chosen({mainUid, read}, Permission::Trade), QString());
    QCOMPARE(chosen({subUid, all}, Permission::Read), QString());
    QVERIFY(f.keyring.gives(read));
    QVERIFY(!f.keyring.gives(all));
    QVERIFY(!f.keyring.gives(KeyId{u"id-other"_s}));

    f.expectSignedBy(u"trade"_s).reply(200, body::uid(mainUid));
    AWAIT(uid, f.keyring.gateway({mainUid, {}, read}).send(user::uid()));
    VERIFY_RESULT(uid);
    f.expectSignedBy(u"all"_s).reply(200, body::wrongKey());
    AWAIT(refused, f.keyring.gateway({mainUid, all}).send(user::uid()));
    QCOMPARE(refused.error().kind, ErrorKind::WrongAccessKey); // and no other is tried
    QCOMPARE(f.network.problems(), QString());
}

void TestKeyring::publicRequestsGoUnsigned()
{
    Fixture f({keyRecord(u"main"_s, u"readOnly"_s)});
    f.network.expect("GET", signedBy({}, uidPath)).reply(200, body::uid(mainUid));
    htx::Call<Uid> call = user::uid();
    call.request.permission = Permission::None;
    AWAIT(open, f.keyring.send(call));
    VERIFY_RESULT(open);
    QVERIFY(f.store.log.isEmpty());
}

void TestKeyring::nothingIsRequestedWhileLocked()
{
    Fixture f({keyRecord(u"main"_s, u"readOnly"_s)});
    f.keyring.lock();
    htx::Call<Uid> open = user::uid();
    open.request.permission = Permission::None;
    for (const htx::Call<Uid> &call : {open, user::uid()}) {
        AWAIT(answer, f.keyring.send(call));
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, ErrorKind::Locked);
    }
    QVERIFY(f.store.log.isEmpty());
    QCOMPARE(f.network.problems(), QString());
}

void TestKeyring::readsEachSecretOnceForAll()
{
    Fixture f({keyRecord(u"main"_s, u"readOnly"_s)});
    f.store.mode = FakeSecretStore::Mode::Late;
    f.expectSignedBy(u"main"_s).reply(200, body::uid(mainUid)).times(3);
    auto first = f.keyring.send(user::uid());
    auto second = f.keyring.send(user::uid());
    QCOMPARE(f.store.log.size(), 1);
    QVERIFY(!first.isFinished() && !second.isFinished());
    f.store.release();
    AWAIT(one, first);
    AWAIT(two, second);
    VERIFY_RESULT(one);
    VERIFY_RESULT(two);
    AWAIT(three, f.keyring.send(user::uid()));
    VERIFY_RESULT(three);
    QCOMPARE(f.store.log.size(), 1);
    QCOMPARE(f.network.problems(), QString());
}

void TestKeyring::lockDropsSecretsAndAnswersWhoWaits()
{
    Fixture f({keyRecord(u"main"_s, u"readOnly"_s)});
    QSignalSpy locked(&f.keyring, &Keyring::lockedChanged);
    std::weak_ptr<const Secret> memory;
    {
        AWAIT(credentials, f.keyring.credentialsFor(mainUid, Permission::Read));
        memory = credentials->secret;
        credentialsFuture = {};
        f.store.secrets.clear();
        QVERIFY(memory.lock());
    }
    f.keyring.lock();
    QVERIFY(memory.expired());
    f.keyring.setKeys({});
    f.keyring.unlock();
    f.keyring.setKeys({keyRecord(u"main"_s, u"readOnly"_s)});

    f.store.mode = FakeSecretStore::Mode::Hanging;
    auto waiting = f.keyring.credentialsFor(mainUid, Permission::Read);
    QVERIFY(!waiting.isFinished());
    f.keyring.lock();
    AWAIT(answer, waiting);
    QCOMPARE(answer.error().kind, ErrorKind::Locked);
    QCOMPARE(locked.count(), 3);
    QVERIFY(f.keyring.isLocked());
}

void TestKeyring::lockWithdrawsWhatIsUnderWay()
{
    Fixture f({keyRecord(u"main"_s, u"readOnly"_s)});
    f.expectSignedBy(u"main"_s).neverAnswers();
    auto sent = f.keyring.send(user::uid());
    QTRY_COMPARE(f.network.inFlight(), 1);
    const std::weak_ptr<const Secret> memory = f.store.secrets.take(KeyId{u"id-main"_s});
    f.keyring.lock();
    AWAIT(uid, sent);
    QVERIFY(!uid);
    QCOMPARE(uid.error().kind, ErrorKind::Locked);
    QTRY_COMPARE(f.network.inFlight(), 0);
    QTRY_VERIFY(memory.expired());
    QCOMPARE(f.network.problems(), QString());
}

void TestKeyring::lockLetsAPostEnd()
{
    Fixture f({keyRecord(u"main"_s, u"readOnly"_s)});
    f.network.expect("POST", signedBy(u"main"_s, uidPath)).reply(200, body::uid(mainUid)).held();
    auto sent = f.keyring.send(postCall());
    QTRY_COMPARE(f.network.inFlight(), 1);
    f.keyring.lock();
    f.network.release();
    AWAIT(uid, sent);
    VERIFY_RESULT(uid);
    QCOMPARE(f.network.problems(), QString());
}

void TestKeyring::lateSecretIsNotKept()
{
    Fixture f({keyRecord(u"main"_s, u"readOnly"_s)});
    f.store.mode = FakeSecretStore::Mode::Late;
    auto waiting = f.keyring.credentialsFor(mainUid, Permission::Read);
    f.keyring.lock();
    f.keyring.unlock();
    f.store.release(); // what was asked before the lock arrives after it
    f.store.mode = FakeSecretStore::Mode::Ok;
    QTRY_VERIFY(!f.keyring.isLocked());
    AWAIT(credentials, f.keyring.credentialsFor(mainUid, Permission::Read));
    VERIFY_RESULT(credentials);
    QCOMPARE(f.store.log.size(), 2);
}

void TestKeyring::unlockAsksTheStore_data()
{
    using Mode = FakeSecretStore::Mode;
    QTest::addColumn<int>("mode");
    QTest::addColumn<bool>("opens");
    QTest::newRow("gives the secret") << int(Mode::Ok) << true;
    QTest::newRow("locked") << int(Mode::Locked) << false;
    QTest::newRow("denied") << int(Mode::Denied) << false;
    QTest::newRow("absent") << int(Mode::Absent) << false;
    QTest::newRow("corrupt, which is the item's trouble") << int(Mode::Corrupt) << true;
}

void TestKeyring::unlockAsksTheStore()
{
    QFETCH(int, mode);
    QFETCH(bool, opens);
    Fixture f({keyRecord(u"main"_s, u"readOnly"_s)});
    f.keyring.lock();
    f.store.mode = static_cast<FakeSecretStore::Mode>(mode);
    AWAIT(unlocked, f.keyring.unlock());
    QCOMPARE(unlocked.has_value(), opens);
    QCOMPARE(f.keyring.isLocked(), !opens);
    f.store.mode = FakeSecretStore::Mode::Ok; // and again at once, since the user asked
    AWAIT(again, f.keyring.unlock());
    VERIFY_RESULT(again);
    QVERIFY(!f.keyring.isLocked());
}

void TestKeyring::unlockReadsTheWeakestAlone()
{
    Fixture f({keyRecord(u"withdraw"_s, u"readOnly,withdraw"_s), keyRecord(u"trade"_s, u"readOnly,trade"_s),
               keyRecord(u"read"_s, u"readOnly"_s)});
    f.keyring.lock();
    AWAIT(unlocked, f.keyring.unlock());
    VERIFY_RESULT(unlocked);
    AWAIT(credentials, f.keyring.credentialsFor(mainUid, Permission::Read)); // and needs no second prompt
    VERIFY_RESULT(credentials);
    QCOMPARE(f.store.log, QStringList{u"read id-read"_s});
}

void TestKeyring::lockTakesBackAnUnlocking()
{
    Fixture f({keyRecord(u"main"_s, u"readOnly"_s)});
    f.keyring.lock();
    f.store.mode = FakeSecretStore::Mode::Late;
    auto unlocking = f.keyring.unlock();
    f.keyring.lock();
    AWAIT(unlocked, unlocking);
    QCOMPARE(unlocked.error().kind, ErrorKind::Locked);
    f.store.release();
    QCoreApplication::processEvents();
    QVERIFY(f.keyring.isLocked());
}

void TestKeyring::storeErrors_data()
{
    QTest::addColumn<int>("mode");
    QTest::addColumn<int>("error");
    using Mode = FakeSecretStore::Mode;
    QTest::newRow("locked") << int(Mode::Locked) << int(ErrorKind::KeychainLocked);
    QTest::newRow("denied") << int(Mode::Denied) << int(ErrorKind::KeychainDenied);
    QTest::newRow("absent") << int(Mode::Absent) << int(ErrorKind::KeychainAbsent);
    QTest::newRow("corrupt") << int(Mode::Corrupt) << int(ErrorKind::KeychainCorrupt);
}

void TestKeyring::storeErrors()
{
    QFETCH(int, mode);
    QFETCH(int, error);
    Fixture f({keyRecord(u"read"_s, u"readOnly"_s)});
    QSignalSpy unavailable(&f.keyring, &Keyring::secretUnavailable);
    f.store.mode = FakeSecretStore::Mode(mode);
    AWAIT(uid, f.keyring.send(user::uid()));
    QVERIFY(!uid);
    QCOMPARE(int(uid.error().kind), error);
    QCOMPARE(unavailable.count(), 1);

    // Asked again at once it does not open another prompt; a little later it does.
    AWAIT(again, f.keyring.send(user::uid()));
    QCOMPARE(int(again.error().kind), error);
    QCOMPARE(f.store.log.size(), 1);
    f.clock.advance(std::chrono::minutes(1));
    AWAIT(later, f.keyring.send(user::uid()));
    QCOMPARE(f.store.log.size(), 2);
    f.store.mode = FakeSecretStore::Mode::Ok;
    f.keyring.forgetFailures();
    f.expectSignedBy(u"read"_s).reply(200, body::uid(mainUid));
    AWAIT(fine, f.keyring.send(user::uid()));
    VERIFY_RESULT(fine);
    QCOMPARE(f.network.problems(), QString());
}

void TestKeyring::corruptItemLetsTheNextKeyTry()
{
    Fixture f({});
    MemoryStore memory;
    f.stores.add(memory);
    KeyRecord lost = keyRecord(u"lost"_s, u"readOnly"_s);
    lost.place = memory.place(); // its secret was gone with the last session
    const KeyRecord other = keyRecord(u"other"_s, u"readOnly,trade"_s);
    f.store.secrets.insert(other.id, secretOf("secret"));
    f.keyring.setKeys({lost, other});
    AWAIT(credentials, f.keyring.credentialsFor(mainUid, Permission::Read));
    VERIFY_RESULT(credentials);
    QCOMPARE(credentials->accessKey, other.accessKey.toUtf8());
}

void TestKeyring::refusedGetTriesTheNextKeyOnce()
{
    Fixture f({keyRecord(u"one"_s, u"readOnly"_s), keyRecord(u"two"_s, u"readOnly"_s),
               keyRecord(u"three"_s, u"readOnly"_s)});
    QSignalSpy used(&f.keyring, &Keyring::keyUsed);
    f.expectSignedBy(u"one"_s).reply(200, body::wrongKey());
    f.expectSignedBy(u"two"_s).reply(200, body::wrongAddress());
    AWAIT(both, f.keyring.send(user::uid()));
    QVERIFY(!both);
    QCOMPARE(both.error().kind, ErrorKind::IpNotAllowed);
    QCOMPARE(used.count(), 2);
    QVERIFY(used.at(0).at(2).value<std::optional<Error>>().has_value());

    f.expectSignedBy(u"three"_s).reply(200, body::uid(mainUid));
    AWAIT(third, f.keyring.send(user::uid()));
    VERIFY_RESULT(third);
    QVERIFY(!used.at(2).at(2).value<std::optional<Error>>().has_value());
    QCOMPARE(f.network.problems(), QString());
}

void TestKeyring::refusedGetNeverTakesMoreRisk()
{
    Fixture f({keyRecord(u"read"_s, u"readOnly"_s), keyRecord(u"trade"_s, u"readOnly,trade"_s)});
    f.expectSignedBy(u"read"_s).reply(200, body::wrongKey());
    AWAIT(uid, f.keyring.send(user::uid()));
    QVERIFY(!uid);
    QCOMPARE(uid.error().kind, ErrorKind::WrongAccessKey);
    QCOMPARE(f.network.problems(), QString());
}

void TestKeyring::refusedPostIsNotRepeated()
{
    Fixture f({keyRecord(u"one"_s, u"readOnly"_s), keyRecord(u"two"_s, u"readOnly"_s)});
    f.network.expect("POST", uidPath).reply(200, body::wrongKey());
    AWAIT(uid, f.keyring.send(postCall()));
    QVERIFY(!uid);
    QCOMPARE(uid.error().kind, ErrorKind::WrongAccessKey);
    QCOMPARE(f.network.requests().size(), size_t(1));
    QCOMPARE(f.network.problems(), QString());
}

void TestKeyring::refusedKeyRestsUntilToldOtherwise()
{
    const KeyRecord key = keyRecord(u"only"_s, u"readOnly"_s);
    Fixture f({key});
    f.keyring.setActiveAccount(mainUid);
    f.expectSignedBy(u"only"_s).reply(200, body::wrongKey());
    AWAIT(refused, f.keyring.send(user::uid()));
    QCOMPARE(refused.error().kind, ErrorKind::WrongAccessKey);
    QVERIFY(!f.keyring.canDo(Permission::Read));
    f.clock.advance(std::chrono::hours(1));
    AWAIT(notAsked, f.keyring.send(user::uid())); // the exchange is not bothered again
    QCOMPARE(notAsked.error().kind, ErrorKind::WrongAccessKey);

    // A retry that the user asked for stays granted when the inventory passes the keys on as it knows them.
    KeyRecord blamed = key;
    blamed.lastError = refused.error();
    f.keyring.forgetFailures();
    f.keyring.setKeys({blamed});
    f.expectSignedBy(u"only"_s).reply(200, body::wrongKey());
    AWAIT(again, f.keyring.send(user::uid()));
    QCOMPARE(again.error().kind, ErrorKind::WrongAccessKey);
    f.keyring.setKeys({blamed});
    QVERIFY(!f.keyring.canDo(Permission::Read));

    f.keyring.setKeys({key});
    f.expectSignedBy(u"only"_s).reply(200, body::uid(mainUid));
    AWAIT(fine, f.keyring.send(user::uid()));
    VERIFY_RESULT(fine);
    QCOMPARE(f.network.problems(), QString());
}

void TestKeyring::refusedAddressIsTriedAgainLater()
{
    Fixture f({keyRecord(u"only"_s, u"readOnly"_s)});
    f.expectSignedBy(u"only"_s).reply(200, body::wrongAddress());
    AWAIT(refused, f.keyring.send(user::uid()));
    QCOMPARE(refused.error().kind, ErrorKind::IpNotAllowed);
    AWAIT(notAsked, f.keyring.send(user::uid()));
    QCOMPARE(notAsked.error().kind, ErrorKind::IpNotAllowed);
    f.clock.advance(std::chrono::minutes(1)); // back in the other network
    f.expectSignedBy(u"only"_s).reply(200, body::uid(mainUid));
    AWAIT(fine, f.keyring.send(user::uid()));
    VERIFY_RESULT(fine);
    QCOMPARE(f.network.problems(), QString());
}

void TestKeyring::otherErrorsDoNotBlameTheKey()
{
    Fixture f({keyRecord(u"only"_s, u"readOnly"_s)});
    QSignalSpy used(&f.keyring, &Keyring::keyUsed);
    f.expectSignedBy(u"only"_s).reply(200, body::forbidden());
    AWAIT(forbidden, f.keyring.send(user::uid()));
    QCOMPARE(forbidden.error().kind, ErrorKind::PermissionMissing);
    QVERIFY(!used.at(0).at(2).value<std::optional<Error>>().has_value());
    f.expectSignedBy(u"only"_s).reply(200, body::uid(mainUid));
    AWAIT(fine, f.keyring.send(user::uid()));
    VERIFY_RESULT(fine);
    QCOMPARE(f.network.problems(), QString());
}

void TestKeyring::cancellingWithdrawsTheRequest()
{
    Fixture f({keyRecord(u"only"_s, u"readOnly"_s)});
    f.expectSignedBy(u"only"_s).neverAnswers();
    auto future = f.keyring.send(user::uid());
    QTRY_COMPARE(f.network.inFlight(), 1);
    future.cancel();
    QTRY_COMPARE(f.network.inFlight(), 0);

    f.store.mode = FakeSecretStore::Mode::Late; // and one that was not sent yet never is
    f.keyring.setKeys({});
    f.keyring.setKeys({keyRecord(u"only"_s, u"readOnly"_s)});
    auto early = f.keyring.send(user::uid());
    early.cancel();
    QCoreApplication::processEvents(); // the cancellation travels by events
    f.store.release();
    QTRY_VERIFY(early.isFinished());
    AWAIT(credentials, f.keyring.credentialsFor(mainUid, Permission::Read));
    VERIFY_RESULT(credentials);
    QCOMPARE(f.network.requests().size(), size_t(1));
}

void TestKeyring::forgettingAKeyAnswersWhoWaits()
{
    Fixture f({keyRecord(u"only"_s, u"readOnly"_s)});
    f.store.mode = FakeSecretStore::Mode::Late;
    auto waiting = f.keyring.credentialsFor(mainUid, Permission::Read);
    f.keyring.setKeys({});
    AWAIT(answer, waiting);
    QCOMPARE(answer.error().kind, ErrorKind::NoSuitableKey);
    f.store.release();
}

void TestKeyring::survivesItsEndWithRequestsUnderWay()
{
    ClientFixture base;
    FakeSecretStore store;
    const KeyRecord one = keyRecord(u"one"_s, u"readOnly"_s);
    const KeyRecord two = keyRecord(u"two"_s, u"readOnly"_s, subUid);
    store.secrets.insert(one.id, secretOf("secret"));
    SecretStores stores;
    stores.add(store);
    auto keyring = std::make_unique<Keyring>(base.client, stores, base.clock);
    keyring->setKeys({one, two});
    base.network.expect("GET", signedBy(u"one"_s, uidPath)).held();
    auto underWay = keyring->send(user::uid());
    QTRY_COMPARE(base.network.inFlight(), 1);
    store.mode = FakeSecretStore::Mode::Late;
    auto waiting = keyring->accountGateway(subUid).send(user::uid());
    keyring.reset();
    store.release();
    base.network.release();
    QTRY_VERIFY(underWay.isFinished() && waiting.isFinished());
    QVERIFY(waiting.isCanceled());
}

QTEST_GUILESS_MAIN(TestKeyring)
#include "tst_keys_keyring.moc"
