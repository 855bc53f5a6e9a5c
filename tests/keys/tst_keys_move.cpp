// SPDX-License-Identifier: GPL-3.0-or-later
// Secrets on their way between places: whatever fails, each key is in the place that its record names, and
// what could not be removed elsewhere is noted and removed later.
#include "keyfixture.h"
#include "keys/changes/pendingtable.h"
#include "keys/keyinventory.h"
#include "keys/stores/keymove.h"
#include "store/database.h"
#include "support/patience.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace coffer;
using namespace coffer::keys;
using namespace coffer::test;

namespace {

using Mode = FakeSecretStore::Mode;

const QByteArray secretText("top secret");

/// One session over a database that outlives it.
struct Session
{
    explicit Session(store::Database &database) : table(database), pending(database)
    {
        clock.setOffsetMs(0);
        stores.add(keychain);
        stores.add(vault);
        stores.add(memory);
        keyring = std::make_unique<Keyring>(client, stores, clock);
        inventory = std::make_unique<KeyInventory>(table, stores, *keyring, clock);
    }

    FakeNetwork network;
    FakeClock clock;
    htx::Client client{network, clock, QUrl(u"https://api.htx.com"_s)};
    KeyTable table;
    PendingTable pending;
    FakeSecretStore keychain{u"keychain"_s};
    FakeSecretStore vault{u"vault"_s};
    FakeSecretStore memory{u"memory"_s};
    SecretStores stores;
    std::unique_ptr<Keyring> keyring;
    std::unique_ptr<KeyInventory> inventory;
};

CheckedKey checkedKey(const QString &name)
{
    CheckedKey checked;
    checked.accessKey = u"access-key-"_s + name;
    checked.uid = mainUid;
    checked.isSubUser = false;
    return checked;
}

} // namespace

class TestMove : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_database =
            std::make_unique<store::Database>(QString(), KeyTable::schema(), store::Durability::Record);
        m_session = std::make_unique<Session>(*m_database);
        for (const QString &name : {u"one"_s, u"two"_s}) {
            const KeyRecord record = keyRecord(name, u"readOnly"_s);
            AWAIT(saved, m_session->table.save(record));
            VERIFY_RESULT(saved);
            m_session->keychain.secrets.insert(record.id, secretOf(secretText));
        }
        AWAIT(loaded, m_session->inventory->load());
        VERIFY_RESULT(loaded);
    }
    void cleanup()
    {
        m_session.reset();
        m_database.reset();
    }

    void movesOneAfterAnother()
    {
        KeyMove move(*m_session->inventory, m_session->stores, m_session->inventory->journal());
        QSignalSpy moved(&move, &KeyMove::keyMoved);
        QSignalSpy failed(&move, &KeyMove::keyFailed);
        QSignalSpy finished(&move, &KeyMove::finished);
        move.start({m_one, m_two, KeyId{u"unknown"_s}}, u"vault"_s);
        QVERIFY(move.isRunning());
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(moved.count(), 2);
        QCOMPARE(failed.count(), 0);
        QCOMPARE(m_session->keychain.log,
                 (QStringList{u"read id-one"_s, u"remove id-one"_s, u"read id-two"_s, u"remove id-two"_s}));
        QCOMPARE(m_session->vault.log, (QStringList{u"write id-one"_s, u"write id-two"_s}));
        QCOMPARE(placeOf(m_one), u"vault"_s);
        QVERIFY(*m_session->vault.secrets.value(m_one) == Secret(secretText));
        QVERIFY(m_session->keychain.secrets.isEmpty());
        QVERIFY(notes().isEmpty());
        // Back again, and what is there already is left alone.
        m_session->keychain.log.clear();
        move.start({m_one, m_two}, u"keychain"_s);
        QTRY_COMPARE(finished.count(), 2);
        move.start({m_one, m_two}, u"keychain"_s);
        QTRY_COMPARE(finished.count(), 3);
        QCOMPARE(m_session->keychain.log, (QStringList{u"write id-one"_s, u"write id-two"_s}));
        QVERIFY(m_session->vault.secrets.isEmpty());
    }

    void staysWhereItIs_data()
    {
        QTest::addColumn<QString>("store");
        QTest::addColumn<QString>("operation");
        QTest::addColumn<int>("mode");
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("old place locked")
            << u"keychain"_s << u"read"_s << int(Mode::Locked) << ErrorKind::KeychainLocked;
        QTest::newRow("old item corrupt")
            << u"keychain"_s << u"read"_s << int(Mode::Corrupt) << ErrorKind::KeychainCorrupt;
        QTest::newRow("new place refuses")
            << u"vault"_s << u"write"_s << int(Mode::Denied) << ErrorKind::KeychainDenied;
        QTest::newRow("new place is not there")
            << u"vault"_s << u"write"_s << int(Mode::Absent) << ErrorKind::KeychainAbsent;
        QTest::newRow("read back differs")
            << u"vault"_s << u"write"_s << int(Mode::Corrupt) << ErrorKind::KeychainCorrupt;
    }
    void staysWhereItIs()
    {
        QFETCH(QString, store);
        QFETCH(QString, operation);
        QFETCH(int, mode);
        QFETCH(ErrorKind, kind);
        FakeSecretStore &failing = store == u"vault"_s ? m_session->vault : m_session->keychain;
        failing.modeOf.insert(operation, Mode(mode));
        KeyMove move(*m_session->inventory, m_session->stores, m_session->inventory->journal());
        QSignalSpy failed(&move, &KeyMove::keyFailed);
        QSignalSpy finished(&move, &KeyMove::finished);
        move.start({m_one}, u"vault"_s);
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(failed.count(), 1);
        QCOMPARE(failed.first().at(1).value<Error>().kind, kind);
        QCOMPARE(failed.first().at(2).toBool(), false);
        QCOMPARE(placeOf(m_one), u"keychain"_s);
        QVERIFY(*m_session->keychain.secrets.value(m_one) == Secret(secretText));
        QVERIFY(m_session->vault.secrets.isEmpty());
        QVERIFY(notes().isEmpty());
    }

    void anOldCopyThatStaysIsRemovedLater()
    {
        m_session->keychain.modeOf.insert(u"remove"_s, Mode::Denied);
        KeyMove move(*m_session->inventory, m_session->stores, m_session->inventory->journal());
        QSignalSpy failed(&move, &KeyMove::keyFailed);
        QSignalSpy finished(&move, &KeyMove::finished);
        move.start({m_one}, u"vault"_s);
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(failed.first().at(2).toBool(), true); // it is moved all the same
        QCOMPARE(placeOf(m_one), u"vault"_s);
        QVERIFY(m_session->keychain.secrets.contains(m_one));
        QCOMPARE(notes().size(), 1);
        QVERIFY(!notes().first().data.isEmpty());

        // The keychain opens again: nobody has to ask.
        m_session->keychain.modeOf.clear();
        AWAIT(checked, m_session->stores.check(u"keychain"_s));
        VERIFY_RESULT(checked);
        QTRY_VERIFY(!m_session->keychain.secrets.contains(m_one));
        QTRY_VERIFY(notes().isEmpty());
        QVERIFY(m_session->vault.secrets.contains(m_one));
    }

    void whatAnEarlierSessionLeftIsSettled_data()
    {
        QTest::addColumn<QString>("place"); // where the record points
        QTest::newRow("before the switch") << u"keychain"_s;
        QTest::newRow("after the switch") << u"vault"_s;
    }
    void whatAnEarlierSessionLeftIsSettled()
    {
        QFETCH(QString, place);
        AWAIT(noted, m_session->inventory->journal().begin(
                         {m_one, u"One"_s, ItemReason::Moving, {u"keychain"_s, u"vault"_s}, 0, {}}));
        VERIFY_RESULT(noted);
        AWAIT(switched, m_session->table.setPlace(m_one, place));
        VERIFY_RESULT(switched);
        m_session = std::make_unique<Session>(*m_database); // killed and started again
        m_session->keychain.secrets.insert(m_one, secretOf(secretText));
        m_session->vault.secrets.insert(m_one, secretOf(secretText));
        AWAIT(loaded, m_session->inventory->load());
        VERIFY_RESULT(loaded);
        QTRY_VERIFY(notes().isEmpty());
        QCOMPARE(m_session->keychain.secrets.contains(m_one), place == u"keychain"_s);
        QCOMPARE(m_session->vault.secrets.contains(m_one), place == u"vault"_s);
        const QList<ItemNote> &found = m_session->inventory->journal().found();
        QCOMPARE(found.size(), 1);
        QCOMPARE(found.first().label, u"One"_s);
        QCOMPARE(found.first().reason, ItemReason::Moving);
        QCOMPARE(found.first().kept, place);
        QVERIFY(!m_session->inventory->journal().isOpen(m_one));
        m_session->inventory->journal().dismissFound();
        QVERIFY(m_session->inventory->journal().found().isEmpty());
    }

    void aSecretWithoutARecordIsRemoved()
    {
        const KeyId lost{u"lost"_s};
        AWAIT(noted, m_session->inventory->journal().begin(
                         {lost, u"Lost"_s, ItemReason::Adding, {u"keychain"_s}, 0, {}}));
        VERIFY_RESULT(noted);
        m_session = std::make_unique<Session>(*m_database);
        m_session->keychain.secrets.insert(lost, secretOf(secretText));
        m_session->keychain.mode = Mode::Locked;
        AWAIT(loaded, m_session->inventory->load());
        VERIFY_RESULT(loaded);
        QTRY_COMPARE(m_session->keychain.log, QStringList{u"remove lost"_s});
        QVERIFY(m_session->inventory->journal().isOpen(lost)); // not forgotten
        QCOMPARE(notes().size(), 1);
        m_session->keychain.mode = Mode::Ok;
        AWAIT(checked, m_session->stores.check(u"keychain"_s));
        QTRY_VERIFY(!m_session->keychain.secrets.contains(lost));
        QTRY_VERIFY(notes().isEmpty());
        QCOMPARE(m_session->inventory->entries().size(), 2); // the others are as they were
    }

    void addingLeavesNoNote()
    {
        KeyPlan plan;
        plan.label = u"New"_s;
        plan.place = u"vault"_s;
        AWAIT(added, m_session->inventory->add(checkedKey(u"new"_s), plan, secretOf("new secret")));
        VERIFY_RESULT(added);
        QCOMPARE(added->place, u"vault"_s);
        QVERIFY(m_session->vault.secrets.contains(added->id));
        QVERIFY(notes().isEmpty());
        m_session->vault.mode = Mode::Absent;
        AWAIT(refused, m_session->inventory->add(checkedKey(u"newer"_s), plan, secretOf("new secret")));
        QCOMPARE(refused.error().kind, ErrorKind::KeychainAbsent);
        QVERIFY(notes().isEmpty());
        QCOMPARE(m_session->inventory->entries().size(), 3);
    }

    void aSecretThatIsGoneIsPastedAgain()
    {
        const auto use = [this] {
            return m_session->keyring->credentialsFor(mainUid, htx::Permission::Read);
        };
        KeyPlan plan;
        plan.place = u"vault"_s;
        AWAIT(duplicate, m_session->inventory->add(checkedKey(u"one"_s), plan, secretOf("again")));
        QCOMPARE(duplicate.error().code, u"duplicate"_s); // it can be had

        m_session->keychain.mode = Mode::Locked;
        AWAIT(locked, use());
        QCOMPARE(locked.error().kind, ErrorKind::KeychainLocked);
        // Into the same place nothing is written because a read failed.
        plan.place = u"keychain"_s;
        m_session->keychain.log.clear();
        AWAIT(same, m_session->inventory->add(checkedKey(u"one"_s), plan, secretOf("again")));
        QCOMPARE(same.error().kind, ErrorKind::KeychainLocked);
        QVERIFY(m_session->keychain.log.isEmpty());

        plan.place = u"vault"_s;
        AWAIT(added, m_session->inventory->add(checkedKey(u"one"_s), plan, secretOf("again")));
        VERIFY_RESULT(added);
        QCOMPARE(added->id, m_one);
        QCOMPARE(added->label, u"one"_s); // the same key as before
        QCOMPARE(placeOf(m_one), u"vault"_s);
        AWAIT(credentials, use());
        VERIFY_RESULT(credentials);
        QVERIFY(*credentials->secret == Secret("again"_ba));
        QVERIFY(m_session->keychain.secrets.contains(m_one)); // out of reach for now
        QCOMPARE(notes().size(), 1);
        m_session->keychain.mode = Mode::Ok;
        AWAIT(checked, m_session->stores.check(u"keychain"_s));
        QTRY_VERIFY(!m_session->keychain.secrets.contains(m_one));
        QTRY_VERIFY(notes().isEmpty());
    }

    void stopsAfterTheKeyUnderWay()
    {
        KeyMove move(*m_session->inventory, m_session->stores, m_session->inventory->journal());
        m_session->vault.mode = Mode::Late;
        QSignalSpy finished(&move, &KeyMove::finished);
        move.start({m_one, m_two}, u"vault"_s);
        QTRY_COMPARE(m_session->vault.log.size(), 1);
        move.stop();
        m_session->vault.mode = Mode::Ok;
        m_session->vault.release();
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(placeOf(m_one), u"vault"_s);
        QCOMPARE(placeOf(m_two), u"keychain"_s);
    }

    void aLaterSaveDoesNotTurnThePlaceBack()
    {
        KeyRecord old = m_session->inventory->entries().first().held.value();
        AWAIT(switched, m_session->inventory->setPlace(old.id, u"vault"_s));
        VERIFY_RESULT(switched);
        AWAIT(saved, m_session->table.save(old)); // begun before, done after
        VERIFY_RESULT(saved);
        AWAIT(all, m_session->table.all());
        for (const KeyRecord &record : *all) {
            if (record.id == old.id)
                QCOMPARE(record.place, u"vault"_s);
        }
    }

private:
    QString placeOf(const KeyId &key) const
    {
        for (const InventoryEntry &entry : m_session->inventory->entries()) {
            if (entry.held && entry.held->id == key)
                return entry.held->place;
        }
        return {};
    }

    QList<Pending> notes()
    {
        Future<QList<Pending>> all = m_session->pending.all();
        all.waitForFinished(); // on the database's own thread
        return all.result().value_or(QList<Pending>());
    }

    const KeyId m_one{u"id-one"_s};
    const KeyId m_two{u"id-two"_s};
    std::unique_ptr<store::Database> m_database;
    std::unique_ptr<Session> m_session;
};

QTEST_GUILESS_MAIN(TestMove)
#include "tst_keys_move.moc"
