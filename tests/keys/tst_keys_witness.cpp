// SPDX-License-Identifier: GPL-3.0-or-later
// Whose answer proves that a key is gone, on a scripted network.
#include "keyfixture.h"

#include "keys/changes/changemeans.h"
#include "keys/changes/keywitness.h"
#include "keys/changes/pendingtable.h"
#include "keys/changes/revocation.h"
#include "keys/keyinventory.h"
#include "support/patience.h"

#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace coffer;
using namespace coffer::keys;
using namespace coffer::test;

namespace {

const QByteArray keysPath = "/v2/user/api-key?";
const QByteArray subUsersPath = "/v2/sub-user/user-list";
const QByteArray deletePath = "/v2/sub-user/api-key-deletion";
constexpr Uid strangerUid{99};  ///< a main account that is not the parent; asked first
constexpr Uid otherSubUid{150}; ///< a sub-user of the stranger

/// Which main accounts hold a key that may trade here.
struct Fixture : ClientFixture
{
    explicit Fixture(const QList<KeyRecord> &keys)
    {
        client.setTiming({.retryDelay = std::chrono::milliseconds(0)}); // its clock stands still
        for (const KeyRecord &key : keys) {
            table.save(key).waitForFinished();
            store.secrets.insert(key.id, secretOf("secret-of-" + key.label.toUtf8()));
        }
        stores.add(store);
    }

    Expectation &expectKeys(const QString &signer)
    {
        return network.expect("GET", signedBy(signer, keysPath), u"keys asked by "_s + signer);
    }
    Expectation &expectSubUsers(const QString &signer)
    {
        return network.expect("GET", signedBy(signer, subUsersPath), u"sub-users asked by "_s + signer);
    }
    /// The stranger's answer to the question for the sub-user's keys, and which sub-users it has.
    void expectStranger(const QByteArrayList &keys)
    {
        expectKeys(u"stranger"_s).reply(200, body::keys(keys));
        expectSubUsers(u"stranger"_s).reply(200, body::keys({body::subUser(otherSubUid, "other")}));
    }
    void expectParent(const QByteArrayList &keys)
    {
        expectKeys(u"main"_s).reply(200, body::keys(keys));
        if (keys.isEmpty())
            expectSubUsers(u"main"_s).reply(200, body::keys({body::subUser(subUid, "robot")}));
    }

    FakeSecretStore store;
    store::Database database{QString(), KeyTable::schema(), store::Durability::Record};
    KeyTable table{database};
    PendingTable pending{database};
    SecretStores stores;
    Keyring keyring{client, stores, clock};
    KeyInventory inventory{table, stores, keyring, clock};
    KeyWitness keyWitness{inventory, keyring};
    ChangeMeans means{inventory, keyring, stores, pending, clock};
};

KeyRecord strangersKey()
{
    return keyRecord(u"stranger"_s, u"readOnly,trade"_s, strangerUid);
}

KeyRecord parentsKey()
{
    return keyRecord(u"main"_s, u"readOnly,trade"_s);
}

KeyTarget robotsKey()
{
    KeyTarget target;
    target.accessKey = u"access-key-robot"_s;
    target.uid = subUid;
    target.isSubUser = true;
    return target;
}

} // namespace

class TestWitness : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void strangersListProvesNothing_data();
    void strangersListProvesNothing();
    void parentProvesItGone_data();
    void parentProvesItGone();
    void subUserMayBeOnALaterPage();
    void endlessPagesEnd();
    void failureOfTheWayIsTold();
    void listWithoutTheAskerProvesNothing();
    void revocationIsNotProvedByAStranger();
    void whatCanBeChangedHere_data();
    void whatCanBeChangedHere();
    void newSubUserIsNobodysYet();
};

void TestWitness::strangersListProvesNothing_data()
{
    QTest::addColumn<QByteArrayList>("keys");
    QTest::newRow("empty") << QByteArrayList();
    QTest::newRow("another's") << QByteArrayList{body::key(u"stranger"_s, "readOnly,trade")};
}

void TestWitness::strangersListProvesNothing()
{
    QFETCH(QByteArrayList, keys);
    Fixture f({strangersKey()});
    AWAIT(loaded, f.inventory.load());
    f.expectStranger(keys);
    AWAIT(seen, f.keyWitness.look(robotsKey()));
    QVERIFY(!seen);
    QCOMPARE(seen.error().kind, ErrorKind::PermissionMissing);
    QCOMPARE(seen.error().code, QLatin1StringView(KeyWitness::notItsParent));
    QCOMPARE(f.network.problems(), QString());
}

void TestWitness::parentProvesItGone_data()
{
    QTest::addColumn<bool>("isGone");
    QTest::newRow("gone") << true;
    QTest::newRow("still there") << false;
}

void TestWitness::parentProvesItGone()
{
    QFETCH(bool, isGone);
    Fixture f({strangersKey(), parentsKey()});
    AWAIT(loaded, f.inventory.load());
    f.expectStranger({});
    f.expectParent(isGone ? QByteArrayList() : QByteArrayList{body::key(u"robot"_s, "readOnly")});
    AWAIT(seen, f.keyWitness.look(robotsKey()));
    VERIFY_RESULT(seen);
    QCOMPARE(seen->record.has_value(), !isGone);
    QCOMPARE(seen->witness, Witness::Parent);
    QCOMPARE(seen->asker, mainUid);
    QCOMPARE(f.network.problems(), QString());
}

void TestWitness::subUserMayBeOnALaterPage()
{
    Fixture f({parentsKey()});
    AWAIT(loaded, f.inventory.load());
    f.expectKeys(u"main"_s).reply(200, body::keys({}));
    f.expectSubUsers(u"main"_s).reply(200, R"({"code":200,"data":[)" + body::subUser(otherSubUid, "other") +
                                               R"(],"nextId":200})");
    f.expectSubUsers(u"main"_s).reply(200, body::keys({body::subUser(subUid, "robot")}));
    AWAIT(seen, f.keyWitness.look(robotsKey()));
    VERIFY_RESULT(seen);
    QVERIFY(!seen->record);
    QVERIFY(f.network.requests().back().target.contains("fromId=200"));
}

void TestWitness::endlessPagesEnd()
{
    Fixture f({parentsKey()});
    AWAIT(loaded, f.inventory.load());
    f.expectKeys(u"main"_s).reply(200, body::keys({}));
    f.expectSubUsers(u"main"_s).times(2).reply(
        200, R"({"code":200,"data":[)" + body::subUser(otherSubUid, "other") + R"(],"nextId":7})");
    AWAIT(seen, f.keyWitness.look(robotsKey()));
    QVERIFY(!seen);
    QCOMPARE(f.network.problems(), QString());
}

/// That one account does not have the sub-user is no answer while the other could not be asked.
void TestWitness::failureOfTheWayIsTold()
{
    for (const bool isListFailing : {true, false}) {
        Fixture f({strangersKey(), parentsKey()});
        AWAIT(loaded, f.inventory.load());
        f.expectStranger({});
        if (!isListFailing)
            f.expectKeys(u"main"_s).reply(200, body::keys({}));
        const QByteArray path = isListFailing ? keysPath : subUsersPath;
        f.network.expect("GET", signedBy(u"main"_s, path))
            .always()
            .fail(QNetworkReply::ConnectionRefusedError);
        AWAIT(seen, f.keyWitness.look(robotsKey()));
        QVERIFY(!seen);
        QCOMPARE(seen.error().kind, ErrorKind::Offline);
    }
}

/// The exchange accepted the key's signature, so it has the key.
void TestWitness::listWithoutTheAskerProvesNothing()
{
    const KeyRecord robot = keyRecord(u"robot"_s, u"readOnly"_s, subUid);
    Fixture f({robot});
    AWAIT(loaded, f.inventory.load());
    KeyTarget target = robotsKey();
    target.held = robot.id;
    QCOMPARE(f.keyWitness.witness(target), Witness::Itself);
    f.expectKeys(u"robot"_s).reply(200, body::keys({body::key(u"strange"_s, "readOnly")}));
    AWAIT(seen, f.keyWitness.look(target));
    QVERIFY(!seen);
    QCOMPARE(seen.error().kind, ErrorKind::MalformedReply);
}

void TestWitness::revocationIsNotProvedByAStranger()
{
    const KeyRecord robot = keyRecord(u"robot"_s, u"readOnly"_s, subUid);
    Fixture f({strangersKey(), robot});
    AWAIT(loaded, f.inventory.load());
    f.expectStranger({});
    // The sub-user's key can't see its own list, and no key of its main account is here.
    f.expectKeys(u"robot"_s).always().reply(200, body::forbidden());
    KeyTarget target = robotsKey();
    target.held = robot.id;
    Revocation revocation(f.means, target);
    QSignalSpy finished(&revocation, &Revocation::finished);
    revocation.start();
    QTRY_COMPARE(revocation.state(), Revocation::State::Unproved);
    QCOMPARE(revocation.error()->code, QLatin1StringView(KeyWitness::notItsParent));
    QVERIFY(!revocation.proof());
    QVERIFY(!revocation.isForgotten());
    QVERIFY(f.store.secrets.contains(robot.id));
    QCOMPARE(f.network.count("POST", deletePath), 0);
    QCOMPARE(finished.count(), 0);
}

void TestWitness::whatCanBeChangedHere_data()
{
    QTest::addColumn<QList<KeyRecord>>("keys");
    QTest::addColumn<bool>("isStrangerKnown");
    QTest::addColumn<bool>("isParentKnown");
    QTest::addColumn<int>("why"); // -1: it can
    const KeyRecord readOnly = keyRecord(u"main"_s, u"readOnly"_s);
    QTest::newRow("stranger, not known yet") << QList{strangersKey()} << false << false << -1;
    QTest::newRow("stranger") << QList{strangersKey()} << true << false << int(WhyNotHere::NotItsParent);
    QTest::newRow("one may be it") << QList{strangersKey(), parentsKey()} << true << false << -1;
    QTest::newRow("parent") << QList{strangersKey(), parentsKey()} << true << true << -1;
    QTest::newRow("parent reads only")
        << QList{strangersKey(), readOnly} << false << true << int(WhyNotHere::NoTradeKey);
    QTest::newRow("nobody") << QList<KeyRecord>{} << false << false << int(WhyNotHere::NoTradeKey);
}

/// An account that does not have the sub-user could only end a change unproved: it is not offered.
void TestWitness::whatCanBeChangedHere()
{
    QFETCH(QList<KeyRecord>, keys);
    QFETCH(bool, isStrangerKnown);
    QFETCH(bool, isParentKnown);
    QFETCH(int, why);
    Fixture f(keys);
    AWAIT(loaded, f.inventory.load());
    const auto expect = [&f](const KeyRecord &key, bool isKnown, const QByteArray &subUser) {
        const QByteArray rights = key.planned.has(htx::Permission::Trade) ? "readOnly,trade" : "readOnly";
        f.expectKeys(key.label).always().reply(200, body::keys({body::key(key.label, rights)}));
        if (isKnown)
            f.expectSubUsers(key.label).always().reply(200, body::keys({subUser}));
        else
            f.expectSubUsers(key.label).always().reply(200, body::forbidden());
    };
    for (const KeyRecord &key : keys) {
        if (key.uid == strangerUid)
            expect(key, isStrangerKnown, body::subUser(otherSubUid, "other"));
        else
            expect(key, isParentKnown, body::subUser(subUid, "robot"));
    }
    f.network.expect("GET", signedBy(u"stranger"_s, "/v2/")).always().reply(200, body::forbidden());
    f.network.expect("GET", signedBy(u"main"_s, "/v2/")).always().reply(200, body::forbidden());
    f.inventory.verify();
    QTRY_VERIFY(f.inventory.state() != LoadState::Loading);
    const std::optional<WhyNotHere> found = f.keyWitness.whyNotHere(robotsKey());
    QCOMPARE(found ? int(*found) : -1, why);
    QCOMPARE(f.keyWitness.canChange(robotsKey()), why < 0);
    const bool isOnWeb = Revocation(f.means, robotsKey()).way() == Revocation::Way::Web;
    QCOMPARE(isOnWeb, why >= 0);
    KeyTarget mains = robotsKey();
    mains.isSubUser = false;
    QCOMPARE(f.keyWitness.whyNotHere(mains), WhyNotHere::MainAccount);
}

/// One that was made since the lists were read is not said to belong to somebody else.
void TestWitness::newSubUserIsNobodysYet()
{
    const KeyRecord stranger = strangersKey();
    Fixture f({stranger});
    AWAIT(loaded, f.inventory.load());
    f.expectKeys(stranger.label)
        .always()
        .reply(200, body::keys({body::key(stranger.label, "readOnly,trade")}));
    f.expectSubUsers(stranger.label).always().reply(200, body::keys({body::subUser(otherSubUid, "other")}));
    f.network.expect("GET", signedBy(u"stranger"_s, "/v2/")).always().reply(200, body::forbidden());
    f.inventory.verify();
    QTRY_COMPARE(f.keyWitness.whyNotHere(robotsKey()), WhyNotHere::NotItsParent);
    QTRY_VERIFY(f.inventory.state() != LoadState::Loading);
    CheckedKey checked;
    checked.accessKey = u"new-robot"_s;
    checked.uid = subUid;
    checked.isSubUser = true;
    KeyPlan plan;
    plan.label = u"Robot"_s;
    AWAIT(added, f.inventory.add(checked, plan, secretOf("secret")));
    QVERIFY(added);
    QCOMPARE(f.keyWitness.whyNotHere(robotsKey()), std::nullopt);
}

QTEST_GUILESS_MAIN(TestWitness)
#include "tst_keys_witness.moc"
