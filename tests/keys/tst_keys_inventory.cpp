// SPDX-License-Identifier: GPL-3.0-or-later
#include "keyfixture.h"

#include "htx/endpoints/user.h"
#include "keys/keyinventory.h"
#include "support/patience.h"

#include <QSignalSpy>
#include <QSqlQuery>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace coffer;
using namespace coffer::keys;
using namespace coffer::test;
namespace user = htx::endpoints::user;

namespace {

const QByteArray keysPath = "/v2/user/api-key?";
const QByteArray subUsersPath = "/v2/sub-user/user-list";

/// A database in memory with these keys, whose secrets are in a fake keychain.
struct Fixture : ClientFixture
{
    explicit Fixture(const QList<KeyRecord> &keys = {})
    {
        for (const KeyRecord &key : keys) {
            table.save(key).waitForFinished();
            store.secrets.insert(key.id, secretOf("secret-of-" + key.label.toUtf8()));
        }
        stores.add(store);
        makeInventory();
    }

    void makeInventory()
    {
        inventory.reset();
        inventory = std::make_unique<KeyInventory>(table, stores, keyring, clock);
    }

    QList<KeyRecord> stored()
    {
        auto future = table.all();
        future.waitForFinished();
        return *future.result();
    }

    const InventoryEntry *entry(const QString &name) const
    {
        for (const InventoryEntry &candidate : inventory->entries()) {
            if (candidate.accessKey() == u"access-key-"_s + name)
                return &candidate;
        }
        return nullptr;
    }

    Expectation &expectKeys(const QString &signer, Uid of)
    {
        return network.expect(
            "GET",
            [signer, of](const SentRequest &sent) {
                return signedBy(signer, keysPath)(sent) &&
                       sent.target.contains("uid=" + QByteArray::number(of.value));
            },
            u"keys of %1 asked by %2"_s.arg(of.value).arg(signer));
    }
    Expectation &expectSubUsers(const QString &signer)
    {
        return network.expect("GET", signedBy(signer, subUsersPath), u"sub-users asked by "_s + signer);
    }

    FakeSecretStore store;
    store::Database database{QString(), KeyTable::schema(), store::Durability::Record};
    KeyTable table{database};
    SecretStores stores;
    Keyring keyring{client, stores, clock};
    std::unique_ptr<KeyInventory> inventory;
};

KeyPlan planned(const QString &label)
{
    KeyPlan plan;
    plan.label = label;
    return plan;
}

CheckedKey checkedKey(const QString &name, const QString &permissions)
{
    CheckedKey checked;
    checked.accessKey = u"access-key-"_s + name;
    checked.uid = mainUid;
    checked.isSubUser = false;
    if (!permissions.isEmpty()) {
        htx::ApiKeyRecord record;
        record.accessKey = checked.accessKey;
        record.status = u"normal"_s;
        record.permissions = htx::PermissionSet::parse(permissions);
        record.ipAddresses = QStringList{u"192.0.2.7"_s};
        checked.record = record;
    }
    return checked;
}

QList<FindingKind> kindsOf(const InventoryEntry &entry)
{
    QList<FindingKind> kinds;
    for (const Finding &finding : entry.findings)
        kinds << finding.kind;
    return kinds;
}

} // namespace

class TestInventory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tableKeepsEveryField();
    void loadsWhatIsHeld();
    void loadFailureIsTold();
    void addWritesSecretThenRecord();
    void addWithoutRecordPlansReadOnly();
    void addKeepsThePlan();
    void addRefusesDuplicates();
    void failedAddLeavesNothing_data();
    void failedAddLeavesNothing();
    void failedRecordTakesTheSecretBack();
    void forgetRemovesBoth();
    void forgetKeepsAllWhenTheStoreIsShut();
    void pauseSurvivesASaveMeanwhile();
    void forgottenKeyIsNotSavedAgain();
    void pauseIsStoredAndObeyed();
    void verifiesAMainAccountWithItsSubUsers();
    void readsAllPagesOfSubUsers();
    void verifiesASubUserByItself();
    void subUserThatMayNotAskIsUnknown();
    void missingFromTheListIsAFinding();
    void failedVerifyKeepsWhatIsKnown();
    void verifyIsOneAtATime();
    void verifyEndsWhenCancelled();
    void refusalBecomesAFinding();
    void unreadableSecretBecomesAFinding();
    void lastUsedIsWrittenSparingly();
    void nothingSecretIsInTheDatabase();
};

void TestInventory::tableKeepsEveryField()
{
    Fixture f;
    KeyRecord key = keyRecord(u"full"_s, u"readOnly,trade,teleport"_s, subUid);
    key.method = htx::SignatureMethod::Ed25519;
    key.label = u"Ärger '; DROP TABLE key; --"_s;
    key.verifiedAt = 1;
    key.addedAt = 2;
    key.lastUsedAt = 3;
    key.paused = true;
    htx::ApiKeyRecord listed;
    listed.accessKey = key.accessKey;
    listed.status = u"odd"_s;
    listed.note = u"note"_s;
    listed.permissions = htx::PermissionSet::parse(u"readOnly,withdraw"_s);
    listed.ipAddresses = QStringList{u"192.0.2.0/24"_s, u"2001:db8::1"_s};
    listed.createdAt = 4;
    listed.updatedAt = 5;
    key.onExchange = listed;
    for (const std::optional<int> days : {std::optional<int>(), std::optional(0), std::optional(-1)}) {
        key.onExchange->validDays = days;
        AWAIT(saved, f.table.save(key)); // twice and more: the same row
        VERIFY_RESULT(saved);
        const QList<KeyRecord> all = f.stored();
        QCOMPARE(all.size(), 1);
        const KeyRecord &back = all.first();
        QCOMPARE(back.id, key.id);
        QCOMPARE(back.label, key.label);
        QCOMPARE(back.accessKey, key.accessKey);
        QCOMPARE(back.uid, key.uid);
        QCOMPARE(back.isSubUser, true);
        QCOMPARE(back.method, key.method);
        QVERIFY(back.planned == key.planned);
        QCOMPARE(back.verifiedAt, 1);
        QCOMPARE(back.addedAt, 2);
        QCOMPARE(back.lastUsedAt, 3);
        QCOMPARE(back.paused, true);
        QCOMPARE(back.place, key.place);
        QVERIFY(back.onExchange.has_value());
        QCOMPARE(back.onExchange->accessKey, listed.accessKey);
        QCOMPARE(back.onExchange->status, listed.status);
        QCOMPARE(back.onExchange->note, listed.note);
        QVERIFY(back.onExchange->permissions == listed.permissions);
        QCOMPARE(back.onExchange->ipAddresses, listed.ipAddresses);
        QCOMPARE(back.onExchange->validDays, days);
        QCOMPARE(back.onExchange->createdAt, 4);
        QCOMPARE(back.onExchange->updatedAt, 5);
    }
    key.onExchange.reset();
    AWAIT(cleared, f.table.save(key));
    VERIFY_RESULT(cleared);
    QVERIFY(!f.stored().first().onExchange.has_value());
    AWAIT(removed, f.table.remove(key.id));
    VERIFY_RESULT(removed);
    QVERIFY(f.stored().isEmpty());
}

void TestInventory::loadsWhatIsHeld()
{
    Fixture f({keyRecord(u"sub"_s, u"readOnly"_s, subUid), keyRecord(u"main"_s, u"readOnly"_s)});
    QSignalSpy changed(f.inventory.get(), &KeyInventory::changed);
    QSignalSpy states(f.inventory.get(), &KeyInventory::stateChanged);
    QCOMPARE(f.inventory->state(), LoadState::Idle);
    AWAIT(loaded, f.inventory->load());
    VERIFY_RESULT(loaded);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(states.count(), 2);
    QCOMPARE(f.inventory->state(), LoadState::Ready);
    QCOMPARE(f.inventory->entries().size(), 2);
    QCOMPARE(f.inventory->entries().first().accessKey(), u"access-key-main"_s);
    QCOMPARE(f.inventory->accounts(), (QList<Uid>{mainUid, subUid}));
    QCOMPARE(f.keyring.activeAccount(), mainUid);
    QVERIFY(f.keyring.canDo(htx::Permission::Read));
    QVERIFY(f.store.log.isEmpty()); // no secret is touched before it is needed
}

void TestInventory::loadFailureIsTold()
{
    ClientFixture base;
    FakeSecretStore store;
    store::Database database(u"/dev/null/keys.sqlite"_s, KeyTable::schema(), store::Durability::Record);
    KeyTable table(database);
    SecretStores stores;
    stores.add(store);
    Keyring keyring(base.client, stores, base.clock);
    KeyInventory inventory(table, stores, keyring, base.clock);
    QSignalSpy failed(&inventory, &KeyInventory::failed);
    AWAIT(loaded, inventory.load());
    QVERIFY(!loaded);
    QCOMPARE(loaded.error().kind, ErrorKind::StorageUnavailable);
    QCOMPARE(failed.count(), 1);
    QCOMPARE(inventory.state(), LoadState::Failed);
}

void TestInventory::addWritesSecretThenRecord()
{
    Fixture f;
    AWAIT(loaded, f.inventory->load());
    AWAIT(added, f.inventory->add(checkedKey(u"new"_s, u"readOnly,trade"_s), planned(u" My key "_s),
                                  secretOf("top secret")));
    VERIFY_RESULT(added);
    QCOMPARE(added->label, u"My key"_s);
    QCOMPARE(added->place, u"keychain"_s);
    QCOMPARE(added->addedAt, f.clock.nowMs());
    QCOMPARE(added->verifiedAt, f.clock.nowMs());
    QVERIFY(added->planned == htx::PermissionSet::parse(u"readOnly,trade"_s));
    QVERIFY(*f.store.secrets.value(added->id) == Secret("top secret"_ba));
    QCOMPARE(f.stored().size(), 1);
    QVERIFY(f.entry(u"new"_s)->findings.isEmpty());
    QVERIFY(f.keyring.canDo(htx::Permission::Trade));
}

void TestInventory::addWithoutRecordPlansReadOnly()
{
    Fixture f;
    AWAIT(loaded, f.inventory->load());
    AWAIT(added, f.inventory->add(checkedKey(u"new"_s, {}), planned(u"New"_s), secretOf("top secret")));
    VERIFY_RESULT(added);
    QVERIFY(added->planned == htx::PermissionSet::parse(u"readOnly"_s));
    QCOMPARE(added->verifiedAt, 0);
    QCOMPARE(kindsOf(*f.entry(u"new"_s)), QList{FindingKind::NotVerifiable});
}

void TestInventory::addKeepsThePlan()
{
    Fixture f;
    AWAIT(loaded, f.inventory->load());
    KeyPlan plan = planned(u"New"_s);
    plan.permissions = htx::PermissionSet::parse(u"readOnly"_s);
    plan.color = u"teal"_s;
    plan.ips = QStringList{u"192.0.2.7"_s, u"2001:db8::/64"_s};
    AWAIT(added, f.inventory->add(checkedKey(u"new"_s, u"readOnly,trade"_s), plan, secretOf("top secret")));
    VERIFY_RESULT(added);
    QVERIFY(added->planned == plan.permissions);
    QCOMPARE(f.stored().first().color, plan.color);
    QCOMPARE(f.stored().first().plannedIps, plan.ips);
    QVERIFY(kindsOf(*f.entry(u"new"_s)).contains(FindingKind::UnplannedPermission));
}

void TestInventory::addRefusesDuplicates()
{
    Fixture f;
    AWAIT(loaded, f.inventory->load());
    f.store.mode = FakeSecretStore::Mode::Late;
    auto first = f.inventory->add(checkedKey(u"new"_s, u"readOnly"_s), planned(u"New"_s), secretOf("secret"));
    AWAIT(meanwhile,
          f.inventory->add(checkedKey(u"new"_s, u"readOnly"_s), planned(u"New"_s), secretOf("secret")));
    QTRY_COMPARE(f.store.log.size(), 1);
    f.store.release();
    AWAIT(added, first);
    AWAIT(afterwards,
          f.inventory->add(checkedKey(u"new"_s, u"readOnly"_s), planned(u"New"_s), secretOf("secret")));
    VERIFY_RESULT(added);
    for (const auto &refused : {meanwhile, afterwards}) {
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::InvalidInput);
        QCOMPARE(refused.error().code, u"duplicate"_s);
    }
    QCOMPARE(f.stored().size(), 1);
    QCOMPARE(f.store.secrets.size(), 1);
}

void TestInventory::failedAddLeavesNothing_data()
{
    QTest::addColumn<int>("mode");
    QTest::addColumn<int>("error");
    using Mode = FakeSecretStore::Mode;
    QTest::newRow("locked") << int(Mode::Locked) << int(ErrorKind::KeychainLocked);
    QTest::newRow("denied") << int(Mode::Denied) << int(ErrorKind::KeychainDenied);
    QTest::newRow("absent") << int(Mode::Absent) << int(ErrorKind::KeychainAbsent);
    QTest::newRow("corrupt") << int(Mode::Corrupt) << int(ErrorKind::KeychainCorrupt);
}

void TestInventory::failedAddLeavesNothing()
{
    QFETCH(int, mode);
    QFETCH(int, error);
    Fixture f;
    AWAIT(loaded, f.inventory->load());
    f.store.mode = FakeSecretStore::Mode(mode);
    AWAIT(added,
          f.inventory->add(checkedKey(u"new"_s, u"readOnly"_s), planned(u"New"_s), secretOf("secret")));
    QVERIFY(!added);
    QCOMPARE(int(added.error().kind), error);
    QVERIFY(f.stored().isEmpty());
    QVERIFY(f.inventory->entries().isEmpty());
    f.store.mode = FakeSecretStore::Mode::Ok;
    AWAIT(again,
          f.inventory->add(checkedKey(u"new"_s, u"readOnly"_s), planned(u"New"_s), secretOf("secret")));
    VERIFY_RESULT(again);
}

void TestInventory::failedRecordTakesTheSecretBack()
{
    Fixture f;
    AWAIT(loaded, f.inventory->load());
    AWAIT(broken, f.database.run<void>([](QSqlDatabase &database) -> Result<void> {
        return database.exec(u"DROP TABLE key"_s).isActive() ? Result<void>()
                                                             : fail(ErrorKind::StorageCorrupt);
    }));
    VERIFY_RESULT(broken);
    AWAIT(added,
          f.inventory->add(checkedKey(u"new"_s, u"readOnly"_s), planned(u"New"_s), secretOf("secret")));
    QVERIFY(!added);
    QCOMPARE(added.error().kind, ErrorKind::StorageUnavailable);
    QVERIFY(f.store.secrets.isEmpty());
    QVERIFY(f.inventory->entries().isEmpty());
}

void TestInventory::forgetRemovesBoth()
{
    const KeyRecord key = keyRecord(u"main"_s, u"readOnly"_s);
    Fixture f({key});
    AWAIT(loaded, f.inventory->load());
    AWAIT(forgotten, f.inventory->forget(key.id));
    VERIFY_RESULT(forgotten);
    QVERIFY(f.stored().isEmpty());
    QVERIFY(f.store.secrets.isEmpty());
    QVERIFY(f.inventory->entries().isEmpty());
    QVERIFY(!f.keyring.canDo(htx::Permission::Read));
    AWAIT(again, f.inventory->forget(key.id));
    QCOMPARE(again.error().kind, ErrorKind::NotFound);
}

void TestInventory::forgetKeepsAllWhenTheStoreIsShut()
{
    KeyRecord elsewhere = keyRecord(u"elsewhere"_s, u"readOnly"_s);
    elsewhere.place = u"vault"_s; // a store that this session has not got
    KeyRecord gone = keyRecord(u"gone"_s, u"readOnly"_s);
    gone.place = u"memory"_s; // it went with its session
    const KeyRecord key = keyRecord(u"main"_s, u"readOnly"_s);
    Fixture f({key, elsewhere, gone});
    AWAIT(loaded, f.inventory->load());
    f.store.mode = FakeSecretStore::Mode::Denied;
    AWAIT(forgotten, f.inventory->forget(key.id));
    QCOMPARE(forgotten.error().kind, ErrorKind::KeychainDenied);
    AWAIT(outOfReach, f.inventory->forget(elsewhere.id));
    QCOMPARE(outOfReach.error().kind, ErrorKind::KeychainAbsent);
    QCOMPARE(f.stored().size(), 3);
    QVERIFY(f.store.secrets.contains(key.id));
    AWAIT(fine, f.inventory->forget(gone.id));
    VERIFY_RESULT(fine);
    QCOMPARE(f.stored().size(), 2);
}

/// Each use is news that is saved; it must not carry what was true before the wish that is being stored.
void TestInventory::pauseSurvivesASaveMeanwhile()
{
    const KeyRecord key = keyRecord(u"main"_s, u"readOnly"_s);
    Fixture f({key});
    AWAIT(loaded, f.inventory->load());
    auto pausing = f.inventory->setPaused(key.id, true);
    Q_EMIT f.keyring.keyUsed(key.id, 3'600'000, std::nullopt);
    AWAIT(paused, pausing);
    VERIFY_RESULT(paused);
    QVERIFY(f.stored().first().paused);
    QCOMPARE(f.stored().first().lastUsedAt, 3'600'000);

    auto resuming = f.inventory->setPaused(key.id, false);
    Q_EMIT f.keyring.keyUsed(key.id, 3'600'001, std::nullopt);
    f.inventory.reset(); // writes the last use as it goes
    AWAIT(stored, f.table.all());
    QVERIFY(!stored->first().paused);
    QCOMPARE(stored->first().lastUsedAt, 3'600'001);
}

void TestInventory::forgottenKeyIsNotSavedAgain()
{
    KeyRecord key = keyRecord(u"main"_s, u"readOnly"_s);
    key.place = u"memory"_s; // of an earlier session: only the record is left to remove
    Fixture f({key});
    AWAIT(loaded, f.inventory->load());
    auto forgetting = f.inventory->forget(key.id);
    Q_EMIT f.keyring.keyUsed(key.id, 3'600'000, std::nullopt);
    AWAIT(forgotten, forgetting);
    VERIFY_RESULT(forgotten);
    QVERIFY(f.stored().isEmpty());
    QVERIFY(f.inventory->entries().isEmpty());
}

void TestInventory::pauseIsStoredAndObeyed()
{
    const KeyRecord key = keyRecord(u"main"_s, u"readOnly"_s);
    Fixture f({key});
    AWAIT(loaded, f.inventory->load());
    AWAIT(paused, f.inventory->setPaused(key.id, true));
    VERIFY_RESULT(paused);
    QVERIFY(f.stored().first().paused);
    QVERIFY(f.entry(u"main"_s)->held->paused);
    QVERIFY(!f.keyring.canDo(htx::Permission::Read));
    AWAIT(resumed, f.inventory->setPaused(key.id, false));
    VERIFY_RESULT(resumed);
    QVERIFY(f.keyring.canDo(htx::Permission::Read));
}

void TestInventory::verifiesAMainAccountWithItsSubUsers()
{
    const KeyRecord main = keyRecord(u"main"_s, u"readOnly"_s);
    const KeyRecord sub = keyRecord(u"sub"_s, u"readOnly"_s, subUid);
    Fixture f({main, sub});
    AWAIT(loaded, f.inventory->load());
    QCOMPARE(f.inventory->worst(), std::optional(Severity::Info)); // not verified yet
    f.expectKeys(u"main"_s, mainUid)
        .reply(200, body::keys(
                        {body::key(u"other"_s, "readOnly,withdraw", ""), body::key(u"main"_s, "readOnly")}));
    f.expectSubUsers(u"main"_s).reply(
        200, body::keys({body::subUser(subUid, "bot1"), body::subUser(Uid{300}, "bot2")}));
    f.expectKeys(u"main"_s, subUid).reply(200, body::keys({body::key(u"sub"_s, "readOnly,trade")}));
    f.expectKeys(u"main"_s, Uid{300}).reply(200, body::keys({body::key(u"bot"_s, "readOnly")}));
    QSignalSpy failed(f.inventory.get(), &KeyInventory::failed);
    f.inventory->verify();
    QCOMPARE(f.inventory->state(), LoadState::Loading);
    QTRY_COMPARE(f.inventory->state(), LoadState::Ready);
    QCOMPARE(failed.count(), 0);
    QCOMPARE(f.network.problems(), QString());

    QStringList order;
    for (const InventoryEntry &entry : f.inventory->entries())
        order << entry.accessKey().section(u'-', 2);
    QCOMPARE(order, (QStringList{u"main"_s, u"other"_s, u"sub"_s, u"bot"_s}));
    QVERIFY(f.entry(u"main"_s)->findings.isEmpty());
    QCOMPARE(kindsOf(*f.entry(u"other"_s)),
             (QList{FindingKind::WithdrawWithoutIpBinding, FindingKind::NotHeldHere}));
    QCOMPARE(kindsOf(*f.entry(u"sub"_s)), QList{FindingKind::UnplannedPermission});
    QCOMPARE(f.entry(u"sub"_s)->holder, u"bot1"_s);
    QCOMPARE(f.entry(u"bot"_s)->holder, u"bot2"_s);
    QVERIFY(f.entry(u"bot"_s)->isSubUser && !f.entry(u"bot"_s)->held);
    QCOMPARE(f.inventory->worst(), std::optional(Severity::Critical));

    // It is kept: the next start knows it without asking.
    for (const KeyRecord &record : f.stored()) {
        QVERIFY(record.onExchange.has_value());
        QCOMPARE(record.verifiedAt, f.clock.nowMs());
    }
}

void TestInventory::readsAllPagesOfSubUsers()
{
    Fixture f({keyRecord(u"main"_s, u"readOnly"_s)});
    AWAIT(loaded, f.inventory->load());
    const auto page = [&f](qint64 first, qint64 last, const QByteArray &from, const QByteArray &next) {
        QByteArrayList users;
        for (qint64 uid = first; uid <= last; ++uid)
            users << body::subUser(Uid{uid}, "bot" + QByteArray::number(uid));
        f.network
            .expect(
                "GET",
                [from](const SentRequest &sent) {
                    return sent.target.startsWith(subUsersPath) &&
                           (from.isEmpty() ? !sent.target.contains("fromId=")
                                           : sent.target.contains("fromId=" + from));
                },
                u"sub-users from "_s + QString::fromLatin1(from))
            .reply(200, R"({"code":200,"data":[)" + users.join(',') + R"(],"nextId":)" + next + '}');
    };
    page(1, 3, {}, "4");
    page(4, 6, "4", "7");
    page(4, 6, "7", "7"); // nothing new: the end, whatever it says
    f.network
        .expect(
            "GET", [](const SentRequest &sent) { return sent.target.startsWith(keysPath); }, u"keys"_s)
        .times(7)
        .reply(200, body::keys({body::key(u"main"_s, "readOnly")}));
    f.inventory->verify();
    QTRY_COMPARE(f.inventory->state(), LoadState::Ready);
    QCOMPARE(f.network.problems(), QString());
}

void TestInventory::verifiesASubUserByItself()
{
    Fixture f({keyRecord(u"sub"_s, u"readOnly"_s, subUid)});
    AWAIT(loaded, f.inventory->load());
    f.expectKeys(u"sub"_s, subUid).reply(200, body::keys({body::key(u"sub"_s, "readOnly")}));
    f.inventory->verify();
    QTRY_COMPARE(f.inventory->state(), LoadState::Ready);
    QVERIFY(f.entry(u"sub"_s)->listed.has_value());
    QCOMPARE(f.network.problems(), QString());
}

void TestInventory::subUserThatMayNotAskIsUnknown()
{
    Fixture f({keyRecord(u"sub"_s, u"readOnly"_s, subUid)});
    AWAIT(loaded, f.inventory->load());
    f.expectKeys(u"sub"_s, subUid).reply(200, body::forbidden());
    QSignalSpy failed(f.inventory.get(), &KeyInventory::failed);
    f.inventory->verify();
    QTRY_COMPARE(f.inventory->state(), LoadState::Ready);
    QCOMPARE(failed.count(), 0);
    QCOMPARE(kindsOf(*f.entry(u"sub"_s)), QList{FindingKind::NotVerifiable});
    QVERIFY(!f.entry(u"sub"_s)->listed.has_value());
}

void TestInventory::missingFromTheListIsAFinding()
{
    Fixture f({keyRecord(u"main"_s, u"readOnly"_s)});
    AWAIT(loaded, f.inventory->load());
    f.expectKeys(u"main"_s, mainUid).reply(200, body::keys({}));
    f.expectSubUsers(u"main"_s).reply(200, body::keys({}));
    f.inventory->verify();
    QTRY_COMPARE(f.inventory->state(), LoadState::Ready);
    QCOMPARE(kindsOf(*f.entry(u"main"_s)), (QList{FindingKind::Refused, FindingKind::NotVerifiable}));
    QCOMPARE(f.entry(u"main"_s)->held->lastError->code, u"not-listed"_s);
    QVERIFY(f.keyring.canDo(htx::Permission::Read));

    f.expectKeys(u"main"_s, mainUid).reply(200, body::keys({body::key(u"main"_s, "readOnly")}));
    f.expectSubUsers(u"main"_s).reply(200, body::keys({}));
    f.inventory->verify();
    QTRY_COMPARE(f.inventory->state(), LoadState::Ready);
    QVERIFY(f.entry(u"main"_s)->findings.isEmpty());
}

void TestInventory::failedVerifyKeepsWhatIsKnown()
{
    Fixture f({keyRecord(u"main"_s, u"readOnly"_s)});
    AWAIT(loaded, f.inventory->load());
    f.expectKeys(u"main"_s, mainUid)
        .reply(200, body::keys({body::key(u"main"_s, "readOnly"), body::key(u"other"_s, "readOnly")}));
    f.expectSubUsers(u"main"_s).reply(200, body::keys({}));
    f.inventory->verify();
    QTRY_COMPARE(f.inventory->state(), LoadState::Ready);

    f.network.expect("GET", keysPath).fail(QNetworkReply::ConnectionRefusedError).always();
    f.network.expect("GET", subUsersPath).fail(QNetworkReply::ConnectionRefusedError).always();
    QSignalSpy failed(f.inventory.get(), &KeyInventory::failed);
    f.inventory->verify();
    // The client tries again when its clock says so.
    QTRY_VERIFY((f.clock.advance(std::chrono::seconds(1)), f.inventory->state() != LoadState::Loading));
    QCOMPARE(f.inventory->state(), LoadState::Failed);
    QCOMPARE(failed.count(), 1);
    QCOMPARE(failed.first().first().value<Error>().kind, ErrorKind::Offline);
    QCOMPARE(f.inventory->entries().size(), 2);
    QVERIFY(f.entry(u"main"_s)->findings.isEmpty());
}

void TestInventory::verifyIsOneAtATime()
{
    Fixture f({keyRecord(u"main"_s, u"readOnly"_s)});
    f.inventory->verify(); // nothing is loaded yet
    QCOMPARE(f.inventory->state(), LoadState::Idle);
    AWAIT(loaded, f.inventory->load());
    f.expectKeys(u"main"_s, mainUid).reply(200, body::keys({body::key(u"main"_s, "readOnly")}));
    f.expectSubUsers(u"main"_s).reply(200, body::keys({}));
    f.inventory->verify();
    f.inventory->verify();
    QTRY_COMPARE(f.inventory->state(), LoadState::Ready);
    QCOMPARE(f.network.requests().size(), size_t(2));
}

void TestInventory::verifyEndsWhenCancelled()
{
    Fixture f({keyRecord(u"main"_s, u"readOnly"_s)});
    AWAIT(loaded, f.inventory->load());
    f.expectKeys(u"main"_s, mainUid).neverAnswers();
    f.expectSubUsers(u"main"_s).neverAnswers();
    f.inventory->verify();
    QTRY_COMPARE(f.network.inFlight(), 2);
    QVERIFY(f.client.setBase(QUrl(u"https://api-aws.huobi.pro"_s)).has_value()); // cancels what is under way
    QTRY_COMPARE(f.inventory->state(), LoadState::Ready);
}

void TestInventory::refusalBecomesAFinding()
{
    Fixture f({keyRecord(u"main"_s, u"readOnly"_s)});
    AWAIT(loaded, f.inventory->load());
    f.network.expect("GET", "/v2/user/uid").reply(200, body::wrongAddress());
    QSignalSpy changed(f.inventory.get(), &KeyInventory::changed);
    AWAIT(refused, f.keyring.send(user::uid()));
    QVERIFY(!refused);
    QVERIFY(changed.count() > 0);
    QCOMPARE(kindsOf(*f.entry(u"main"_s)).first(), FindingKind::Refused);
    QCOMPARE(f.entry(u"main"_s)->findings.first().error->kind, ErrorKind::IpNotAllowed);
    QVERIFY(f.entry(u"main"_s)->findings.first().error->detail.contains(u"203.0.113.9"_s));

    f.clock.advance(std::chrono::minutes(1));
    f.network.expect("GET", "/v2/user/uid").reply(200, body::uid(mainUid));
    AWAIT(fine, f.keyring.send(user::uid()));
    VERIFY_RESULT(fine);
    QCOMPARE(kindsOf(*f.entry(u"main"_s)), QList{FindingKind::NotVerifiable});
}

void TestInventory::unreadableSecretBecomesAFinding()
{
    Fixture f({keyRecord(u"main"_s, u"readOnly"_s)});
    f.store.secrets.clear(); // locked, or deleted by another program: it looks the same
    AWAIT(loaded, f.inventory->load());
    AWAIT(uid, f.keyring.send(user::uid()));
    QCOMPARE(uid.error().kind, ErrorKind::KeychainLocked);
    QCOMPARE(kindsOf(*f.entry(u"main"_s)).first(), FindingKind::SecretMissing);
    QCOMPARE(f.stored().size(), 1); // the account stays
    QVERIFY(!f.store.log.contains(u"remove id-main"_s));
}

void TestInventory::lastUsedIsWrittenSparingly()
{
    Fixture f({keyRecord(u"main"_s, u"readOnly"_s)});
    AWAIT(loaded, f.inventory->load());
    f.network.expect("GET", "/v2/user/uid").reply(200, body::uid(mainUid)).times(4);
    const auto use = [&f] {
        auto future = f.keyring.send(user::uid());
        QTRY_VERIFY(future.isFinished());
    };
    use();
    const qint64 first = f.clock.nowMs();
    f.clock.advance(std::chrono::seconds(10));
    use();
    QCOMPARE(f.stored().first().lastUsedAt, first);
    f.clock.advance(std::chrono::seconds(60));
    use();
    QCOMPARE(f.stored().first().lastUsedAt, f.clock.nowMs());
    f.clock.advance(std::chrono::seconds(10));
    use();
    f.inventory.reset(); // the end of the program writes the rest
    QCOMPARE(f.stored().first().lastUsedAt, f.clock.nowMs());
}

void TestInventory::nothingSecretIsInTheDatabase()
{
    Fixture f;
    AWAIT(loaded, f.inventory->load());
    AWAIT(added, f.inventory->add(checkedKey(u"new"_s, u"readOnly"_s), planned(u"New"_s),
                                  secretOf("canary-secret")));
    VERIFY_RESULT(added);
    AWAIT(dump, f.database.run<QString>([](QSqlDatabase &database) -> Result<QString> {
        QString all;
        for (const QString &table : database.tables()) {
            QSqlQuery query(u"SELECT * FROM "_s + table, database);
            while (query.next()) {
                for (int column = 0; !query.value(column).isNull() && column < 12; ++column)
                    all += query.value(column).toString() + u'\n';
            }
        }
        return all;
    }));
    QVERIFY(dump->contains(u"access-key-new"_s));
    QVERIFY(!dump->contains(u"canary"_s));
}

QTEST_GUILESS_MAIN(TestInventory)
#include "tst_keys_inventory.moc"
