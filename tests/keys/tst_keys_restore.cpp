// SPDX-License-Identifier: GPL-3.0-or-later
#include "backupexample.h"

#include "keys/backup/backupmaker.h"
#include "keys/backup/facttables.h"
#include "keys/backup/restore.h"
#include "keys/keyinventory.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace coffer;
using namespace coffer::keys;
using namespace coffer::test;

namespace {

using Difference = RestoreItem::Difference;
using SecretState = RestoreItem::SecretState;
using Standing = RestoreItem::Standing;

/// One device: a database and a keychain.
struct Device : ClientFixture
{
    Device() { stores.add(store); }

    store::Database database{QString(), KeyTable::schema(), store::Durability::Record};
    KeyTable table{database};
    PendingTable pending{database};
    FactStore facts{database};
    FakeSecretStore store;
    SecretStores stores;
    Keyring keyring{client, stores, clock};
    KeyInventory inventory{table, stores, keyring, clock};
    BackupMaker maker{inventory, keyring, stores, facts, clock};
    Restore restore{inventory, keyring, stores, pending, facts, clock};

    Result<KeyRecord> add(const QString &name, const QByteArray &secret)
    {
        CheckedKey checked;
        checked.accessKey = u"access-key-"_s + name;
        checked.uid = mainUid;
        KeyPlan plan;
        plan.label = name;
        plan.color = u"accent"_s;
        Future<KeyRecord> added = inventory.add(checked, plan, secretOf(secret));
        return test::waitedFor([&added] { return added.isFinished(); }) ? added.result()
                                                                        : fail(ErrorKind::Timeout);
    }

    std::optional<KeyRecord> held(const QString &name) const
    {
        for (const InventoryEntry &entry : inventory.entries()) {
            if (entry.held && entry.held->accessKey == u"access-key-"_s + name)
                return entry.held;
        }
        return std::nullopt;
    }

    QByteArray secretOfKey(const QString &name) const
    {
        const SharedSecret secret = store.secrets.value(held(name).value_or(KeyRecord()).id);
        return secret ? secret->view().toByteArray() : QByteArray();
    }
};

const RestoreItem &itemOf(const QList<RestoreItem> &items, const QString &name)
{
    return *std::ranges::find_if(
        items, [&name](const RestoreItem &item) { return item.key.accessKey == u"access-key-"_s + name; });
}

} // namespace

/// What one device gathers for a backup, and what it takes from one.
class TestRestore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void gathersWithoutSecrets();
    void gathersWithSecrets();
    void namesKeysThatCanNotBeRead();
    void asksForNothingWhileLocked();

    void planKnowsWhatDiffers();
    void previewChangesNothing();
    void restoresOnAnotherDevice();
    void restoresWithoutSecrets();
    void keepsMineUnlessChosen();
    void takesTheBackupsWhereChosen();
    void keyThatFailsStaysWhole();
    void tellsOfAnInterruptedRestore();
    void factsThatAreHereStay();
};

void TestRestore::gathersWithoutSecrets()
{
    Device device;
    VERIFY_RESULT(device.add(u"a"_s, canary));
    device.store.log.clear();
    AWAIT(gathered, device.maker.gather(false));
    VERIFY_RESULT(gathered);
    QCOMPARE(gathered->content.keys.size(), 1);
    QCOMPARE(gathered->content.keys.first().label, u"a"_s);
    QVERIFY(!gathered->content.keys.first().secret);
    QCOMPARE(gathered->content.madeAt, device.clock.nowMs());
    QVERIFY(gathered->unread.isEmpty());
    QVERIFY(device.store.log.isEmpty()); // no secret was touched
}

void TestRestore::gathersWithSecrets()
{
    Device device;
    VERIFY_RESULT(device.add(u"a"_s, canary));
    VERIFY_RESULT(device.add(u"b"_s, "another"));
    AWAIT(gathered, device.maker.gather(true));
    VERIFY_RESULT(gathered);
    QCOMPARE(gathered->content.secretCount(), 2);
    QVERIFY(*gathered->content.keys.first().secret == Secret(canary));
}

void TestRestore::namesKeysThatCanNotBeRead()
{
    Device device;
    VERIFY_RESULT(device.add(u"a"_s, canary));
    VERIFY_RESULT(device.add(u"b"_s, "another"));
    device.store.secrets.remove(device.held(u"a"_s)->id);
    AWAIT(gathered, device.maker.gather(true));
    VERIFY_RESULT(gathered);
    QCOMPARE(gathered->content.keys.size(), 2);
    QCOMPARE(gathered->content.secretCount(), 1);
    QCOMPARE(gathered->unread.size(), 1);
    QCOMPARE(gathered->unread.first().key.label, u"a"_s);
    QCOMPARE(device.store.secrets.size(), 1); // nothing was deleted or written
}

void TestRestore::asksForNothingWhileLocked()
{
    Device device;
    VERIFY_RESULT(device.add(u"a"_s, canary));
    device.store.log.clear();
    device.keyring.lock();
    AWAIT(gathered, device.maker.gather(true));
    QVERIFY(!gathered);
    QCOMPARE(gathered.error().kind, ErrorKind::Locked);
    AWAIT(plan, device.restore.preview({keyNamed(u"a"_s, canary)}));
    QVERIFY(!plan);
    QVERIFY(device.store.log.isEmpty());
}

void TestRestore::planKnowsWhatDiffers()
{
    KeyRecord mine = keyRecord(u"a"_s, u"readOnly"_s);
    mine.color = u"accent"_s;
    mine.plannedIps = QStringList{u"2"_s, u"1"_s};
    BackupKey same = keyNamed(u"a"_s, canary);
    same.plannedIps = QStringList{u"1"_s, u"2"_s};
    const QHash<KeyId, SharedSecret> secrets{{mine.id, secretOf(canary)}};
    const auto only = [&](const BackupKey &key, const QHash<KeyId, SharedSecret> &read) {
        return restorePlan({key}, {mine}, read).first();
    };
    RestoreItem item = only(same, secrets);
    QCOMPARE(int(item.standing), int(Standing::Same));
    QCOMPARE(int(item.secret), int(SecretState::Same));
    QVERIFY(!item.isWanted());
    item = only(same, {});
    QCOMPARE(int(item.standing), int(Standing::Differs));
    QCOMPARE(int(item.secret), int(SecretState::MineUnread));
    QVERIFY(item.hasSecretChoice());
    QVERIFY(!item.isWanted()); // unless it is chosen
    item = only(same, {{mine.id, secretOf("other")}});
    QCOMPARE(int(item.secret), int(SecretState::Differs));
    BackupKey other = keyNamed(u"a"_s);
    other.label = u"b"_s;
    other.color.clear();
    other.planned = htx::PermissionSet::parse(u"trade"_s);
    other.paused = true;
    item = only(other, secrets);
    QCOMPARE(int(item.secret), int(SecretState::NotInBackup));
    QVERIFY(!item.hasSecretChoice());
    QCOMPARE(item.differences, (QList{Difference::Label, Difference::Color, Difference::Permissions,
                                      Difference::Addresses, Difference::Paused}));
    item = only(keyNamed(u"new"_s, canary), secrets);
    QCOMPARE(int(item.standing), int(Standing::New));
    QCOMPARE(int(item.secret), int(SecretState::OnlyInBackup));
    QVERIFY(item.isWanted());
}

void TestRestore::previewChangesNothing()
{
    Device device;
    VERIFY_RESULT(device.add(u"a"_s, canary));
    device.store.log.clear();
    AWAIT(plan, device.restore.preview({keyNamed(u"a"_s, canary), keyNamed(u"b"_s, "secret of b")}));
    VERIFY_RESULT(plan);
    QCOMPARE(plan->size(), 2);
    QCOMPARE(int(itemOf(*plan, u"a"_s).standing), int(Standing::Same));
    QCOMPARE(int(itemOf(*plan, u"b"_s).standing), int(Standing::New));
    QCOMPARE(device.store.log, QStringList{u"read "_s + device.held(u"a"_s)->id.value});
    QCOMPARE(device.inventory.entries().size(), 1);
    AWAIT(entries, device.pending.all());
    QVERIFY(entries->isEmpty());
}

void TestRestore::restoresOnAnotherDevice()
{
    Device other;
    const BackupContent content = exampleContent();
    AWAIT(plan, other.restore.preview(content.keys));
    AWAIT(outcome, other.restore.run(*plan, content.facts));
    VERIFY_RESULT(outcome);
    QCOMPARE(outcome->added, 3);
    QCOMPARE(outcome->facts, 4);
    QVERIFY(outcome->failures.isEmpty());
    QCOMPARE(other.secretOfKey(u"first"_s), canary);
    const std::optional<KeyRecord> second = other.held(u"second"_s);
    QVERIFY(second);
    QVERIFY(second->paused);
    QCOMPARE(second->plannedIps, content.keys.at(1).plannedIps);
    QCOMPARE(second->color, u"accent"_s);
    AWAIT(rows, other.table.all());
    QCOMPARE(rows->size(), 3);
    AWAIT(facts, other.facts.read());
    QCOMPARE(*facts, content.facts);
    AWAIT(entries, other.pending.all());
    QVERIFY(entries->isEmpty());
    AWAIT(again, other.restore.preview(content.keys)); // now all of it is here
    QCOMPARE(int(itemOf(*again, u"first"_s).standing), int(Standing::Same));
}

void TestRestore::restoresWithoutSecrets()
{
    Device other;
    AWAIT(plan, other.restore.preview({keyNamed(u"a"_s)}));
    AWAIT(outcome, other.restore.run(*plan, {}));
    VERIFY_RESULT(outcome);
    QCOMPARE(outcome->added, 1);
    QVERIFY(other.store.log.isEmpty());
    QCOMPARE(other.inventory.entries().size(), 1);
    const QList<Finding> &findings = other.inventory.entries().first().findings;
    QVERIFY(std::ranges::any_of(
        findings, [](const Finding &finding) { return finding.kind == FindingKind::SecretMissing; }));
    // Its secret is pasted.
    CheckedKey checked;
    checked.accessKey = u"access-key-a"_s;
    checked.uid = mainUid;
    AWAIT(replaced, other.inventory.add(checked, {}, secretOf(canary)));
    VERIFY_RESULT(replaced);
    QCOMPARE(other.secretOfKey(u"a"_s), canary);
    QVERIFY(std::ranges::none_of(other.inventory.entries().first().findings, [](const Finding &finding) {
        return finding.kind == FindingKind::SecretMissing;
    }));
}

void TestRestore::keepsMineUnlessChosen()
{
    Device device;
    VERIFY_RESULT(device.add(u"a"_s, "mine"));
    BackupKey key = keyNamed(u"a"_s, canary);
    key.label = u"theirs"_s;
    AWAIT(plan, device.restore.preview({key, keyNamed(u"b"_s, canary)}));
    plan->last().add = false;
    device.store.log.clear();
    AWAIT(outcome, device.restore.run(*plan, {}));
    VERIFY_RESULT(outcome);
    QCOMPARE(outcome->added + outcome->changed, 0);
    QVERIFY(device.store.log.isEmpty());
    QCOMPARE(device.held(u"a"_s)->label, u"a"_s);
    QCOMPARE(device.secretOfKey(u"a"_s), "mine"_ba);
    QCOMPARE(device.inventory.entries().size(), 1);
}

void TestRestore::takesTheBackupsWhereChosen()
{
    Device device;
    VERIFY_RESULT(device.add(u"a"_s, "mine of a"));
    VERIFY_RESULT(device.add(u"b"_s, "mine of b"));
    BackupKey a = keyNamed(u"a"_s, "theirs of a");
    BackupKey b = keyNamed(u"b"_s, "theirs of b");
    a.label = u"label of a"_s;
    b.label = u"label of b"_s;
    b.paused = true;
    AWAIT(plan, device.restore.preview({a, b}));
    plan->first().takeSecret = true;
    plan->last().takeDetails = true;
    AWAIT(outcome, device.restore.run(*plan, {}));
    VERIFY_RESULT(outcome);
    QCOMPARE(outcome->changed, 2);
    QCOMPARE(device.held(u"a"_s)->label, u"a"_s);
    QCOMPARE(device.secretOfKey(u"a"_s), "theirs of a"_ba);
    QCOMPARE(device.held(u"b"_s)->label, u"label of b"_s);
    QVERIFY(device.held(u"b"_s)->paused);
    QCOMPARE(device.secretOfKey(u"b"_s), "mine of b"_ba);
    AWAIT(rows, device.table.all());
    QCOMPARE(rows->size(), 2);
}

void TestRestore::keyThatFailsStaysWhole()
{
    Device device;
    VERIFY_RESULT(device.add(u"a"_s, "mine"));
    BackupKey a = keyNamed(u"a"_s, "theirs");
    a.label = u"label of a"_s;
    AWAIT(plan, device.restore.preview({a, keyNamed(u"b"_s, canary), keyNamed(u"c"_s)}));
    plan->first().takeSecret = plan->first().takeDetails = true;
    device.store.mode = FakeSecretStore::Mode::Denied;
    AWAIT(outcome, device.restore.run(*plan, {}));
    VERIFY_RESULT(outcome);
    QCOMPARE(outcome->added, 1); // which has no secret to store
    QCOMPARE(outcome->changed, 0);
    QCOMPARE(outcome->failures.size(), 2);
    QCOMPARE(outcome->failures.first().label, u"label of a"_s);
    QCOMPARE(outcome->failures.first().error.kind, ErrorKind::KeychainDenied);
    QCOMPARE(device.held(u"a"_s)->label, u"a"_s); // not even the label
    QCOMPARE(device.secretOfKey(u"a"_s), "mine"_ba);
    QVERIFY(!device.held(u"b"_s));
    AWAIT(rows, device.table.all());
    QCOMPARE(rows->size(), 2);
}

void TestRestore::tellsOfAnInterruptedRestore()
{
    Device device;
    AWAIT(none, device.restore.interrupted());
    VERIFY_RESULT(none);
    QVERIFY(!*none);
    VERIFY_RESULT(device.add(u"added"_s, canary)); // stored, but the end came before that was noted
    const auto row = [](const QString &name, bool isNew, bool isDone) {
        return QJsonObject{{u"accessKey"_s, u"access-key-"_s + name},
                           {u"label"_s, name},
                           {u"isNew"_s, isNew},
                           {u"isDone"_s, isDone}};
    };
    const QJsonArray rows{row(u"noted"_s, false, true), row(u"added"_s, true, false),
                          row(u"waiting"_s, true, false)};
    AWAIT(saved, device.pending.save({u"1"_s, u"restore"_s, u"keys"_s, {{u"keys"_s, rows}}, 77}));
    AWAIT(foreign, device.pending.save({u"2"_s, u"rotation"_s, u"x"_s, {}, 78}));
    AWAIT(found, device.restore.interrupted());
    VERIFY_RESULT(found);
    QVERIFY(*found);
    QCOMPARE((*found)->startedAt, qint64(77));
    QCOMPARE((*found)->restored, (QStringList{u"noted"_s, u"added"_s}));
    QCOMPARE((*found)->missing, QStringList{u"waiting"_s});
    AWAIT(dismissed, device.restore.dismissInterrupted());
    VERIFY_RESULT(dismissed);
    AWAIT(after, device.restore.interrupted());
    QVERIFY(!*after);
    AWAIT(rest, device.pending.all());
    QCOMPARE(rest->size(), 1); // what is not ours stays
}

void TestRestore::factsThatAreHereStay()
{
    Device device;
    Facts mine = exampleContent().facts;
    AWAIT(first, device.facts.merge(mine));
    QCOMPARE(*first, 4);
    Facts theirs = mine;
    theirs[u"accepted_finding"_s].first()[3] = u"another reason"_s;
    theirs[u"accepted_finding"_s] << QVariantList{u"k"_s, u"idle"_s, u""_s, u"yes"_s, qint64(1)};
    AWAIT(second, device.facts.merge(theirs));
    QCOMPARE(*second, 1);
    AWAIT(facts, device.facts.read());
    QCOMPARE(facts->value(u"accepted_finding"_s).size(), 2);
    QVERIFY(facts->value(u"accepted_finding"_s).contains(mine.value(u"accepted_finding"_s).first()));
}

QTEST_GUILESS_MAIN(TestRestore)
#include "tst_keys_restore.moc"
