// SPDX-License-Identifier: GPL-3.0-or-later
#include "keyfixture.h"

#include "keys/keyinventory.h"
#include "keys/setup/setupflow.h"
#include "keys/setup/setupsession.h"
#include "keys/setup/subuserkeymaker.h"
#include "keys/setup/unfinishedkeys.h"
#include "keys/stores/secretstores.h"
#include "support/patience.h"

#include <QJsonDocument>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace coffer;
using namespace coffer::keys;
using namespace coffer::test;
using State = UnfinishedKey::State;
using Step = SubUserKeyEntry::Step;

namespace {

const QByteArray keysPath = "/v2/user/api-key?";
const QByteArray createPath = "/v2/sub-user/api-key-generation";
const QByteArray deletePath = "/v2/sub-user/api-key-deletion";
const QByteArray subUserPath = "/v2/sub-user/creation";
const QByteArray subUsersPath = "/v2/sub-user/user-list";
const QByteArray madeBody =
    R"({"code":200,"data":{"accessKey":"access-key-new","secretKey":"canary-made-secret","note":"a note",)"
    R"("permission":"readOnly,trade","ipAddresses":"8.8.8.8"}})";
const QByteArray doneBody = R"({"code":200,"data":null})";

QByteArray listedKey(const QByteArray &accessKey, const QByteArray &note)
{
    return R"({"accessKey":")" + accessKey + R"(","status":"normal","note":")" + note +
           R"(","permission":"readOnly,trade","ipAddresses":"8.8.8.8","validDays":-1,)"
           R"("createTime":1700000000000,"updateTime":1700000000000})";
}

/// A main account whose key with Trade is held here, and a sub-user; two stores.
struct Fixture : ClientFixture
{
    Fixture()
    {
        const KeyRecord main = keyRecord(u"main"_s, u"readOnly,trade"_s);
        table.save(main).waitForFinished();
        store.secrets.insert(main.id, secretOf("secret-of-main"));
        stores.add(store);
        stores.add(memory);
        inventory.load();
    }

    SubUserKeyMaker::Wish wish() const
    {
        SubUserKeyMaker::Wish wish;
        wish.parent = mainUid;
        wish.draft = {subUid, u"a note"_s, htx::PermissionSet::parse(u"readOnly,trade"_s), {u"8.8.8.8"_s}};
        wish.label = u"Robot"_s;
        return wish;
    }
    KeyPlan plan() const { return {u"Robot"_s, {}, wish().draft.permissions, wish().draft.ipAddresses}; }
    void expectList(const QByteArrayList &keys)
    {
        network.expect("GET", keysPath).reply(200, body::keys(keys));
    }
    void expectMade()
    {
        expectList({listedKey("access-key-old", "a note")});
        network.expect("POST", createPath).reply(200, madeBody);
    }

    QList<Pending> journal()
    {
        auto future = pending.all();
        future.waitForFinished();
        return *future.result();
    }
    QList<KeyRecord> stored()
    {
        auto future = table.all();
        future.waitForFinished();
        return *future.result();
    }
    bool isHeld(const QString &accessKey)
    {
        const QList<KeyRecord> records = stored();
        return std::any_of(records.begin(), records.end(),
                           [&](const KeyRecord &record) { return record.accessKey == accessKey; });
    }

    FakeSecretStore store;
    FakeSecretStore memory{u"memory"_s};
    SecretStores stores;
    store::Database database{QString(), KeyTable::schema(), store::Durability::Record};
    KeyTable table{database};
    PendingTable pending{database};
    Keyring keyring{client, stores, clock};
    KeyInventory inventory{table, stores, keyring, clock};
    SubUserKeyMaker maker{keyring, inventory, stores, pending, clock};
    UnfinishedKeys unfinished{keyring, inventory, stores, pending};
};

#define LOADED(fixture) QTRY_COMPARE((fixture).inventory.entries().size(), 1)

SetupPlan planFor(htx::Permission purpose, std::optional<KeyHome> home)
{
    SetupPlan plan;
    plan.purpose = purpose;
    plan.home = home;
    plan.parent = mainUid;
    plan.subUser = subUid;
    return plan;
}

} // namespace

class TestSetup : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void flowOfTheMainAccount();
    void flowOfASubUser();
    void flowForgetsWhatNoLongerHolds();
    void flowRefusesToJump();
    void flowKnowsWhatLeavingLoses();
    void subUserNames_data();
    void subUserNames();

    void journalHoldsNothingSecret();
    void makesAndStores();
    void makesTheSubUserFirst();
    void findsTheSubUserWhoseReplyWasLost();
    void refusalsLeaveNothing_data();
    void refusalsLeaveNothing();
    void asksOnceWhenTheReplyIsLost_data();
    void asksOnceWhenTheReplyIsLost();
    void keepsTheSecretWhenTheStoreFails_data();
    void keepsTheSecretWhenTheStoreFails();
    void deletesWhatIsNotWanted();
    void anotherMakerDoesNotTakeItForItsOwn();

    void restartFindsWhatWasMade_data();
    void restartFindsWhatWasMade();
    void restartFinishesWhatWasStored();
    void restartNeverDeletesByItself();
    void restartForgetsWhatIsHeld();
    void restartKeepsWhatItCantAsk();
    void nothingIsSavedWhileLocked();
};

void TestSetup::flowOfTheMainAccount()
{
    SetupFlow flow;
    QCOMPARE(flow.step(), SetupStep::Before);
    QCOMPARE(flow.plan().purpose, htx::Permission::Read); // never more than is asked for
    QVERIFY(!flow.back());
    QVERIFY(flow.next());
    QVERIFY(flow.next());
    QCOMPARE(flow.obstacle(), SetupObstacle::NoHome);
    QVERIFY(!flow.next());
    flow.setPlan(planFor(htx::Permission::Withdraw, KeyHome::MainAccount));
    QVERIFY(flow.next());
    QCOMPARE(flow.obstacle(), SetupObstacle::UnboundNotAccepted);
    SetupPlan plan = flow.plan();
    plan.areIpsValid = false;
    flow.setPlan(plan);
    QCOMPARE(flow.obstacle(), SetupObstacle::BadAddresses);
    plan.areIpsValid = true;
    plan.ips = QStringList{u"8.8.8.8"_s};
    flow.setPlan(plan);
    QVERIFY(flow.next());
    QCOMPARE(flow.obstacle(), SetupObstacle::NotEntered);
    flow.setEntered(true);
    QVERIFY(flow.next());
    QCOMPARE(flow.step(), SetupStep::Check);
    QCOMPARE(flow.obstacle(), SetupObstacle::NotChecked);
    flow.setChecked(true);
    QVERIFY(flow.next());
    QCOMPARE(flow.step(), SetupStep::Review);
    QVERIFY(!flow.next());
    for (int back = int(SetupStep::Review); back > 0; --back) {
        QVERIFY(flow.back());
        QVERIFY(flow.isDone(SetupStep(back - 1)));
    }
    QVERIFY(flow.goTo(SetupStep::Review)); // all is known
}

void TestSetup::flowOfASubUser()
{
    SetupFlow flow;
    flow.goTo(SetupStep::Purpose);
    flow.goTo(SetupStep::Home);
    SetupPlan plan = planFor(htx::Permission::Trade, KeyHome::SubUser);
    plan.parent = {};
    flow.setPlan(plan);
    QCOMPARE(flow.obstacle(), SetupObstacle::NoMainKey);
    plan.parent = mainUid;
    plan.subUser = {};
    flow.setPlan(plan);
    QCOMPARE(flow.obstacle(), SetupObstacle::NoSubUser);
    plan.newSubUser = u"1robot"_s;
    flow.setPlan(plan);
    QCOMPARE(flow.obstacle(), SetupObstacle::BadSubUserName);
    plan.newSubUser = u"robot1"_s;
    flow.setPlan(plan);
    QVERIFY(flow.next());
    QCOMPARE(flow.obstacle(), SetupObstacle::None); // Trade without addresses is a warning, not an obstacle
    QVERIFY(flow.next());
    QCOMPARE(flow.obstacle(), SetupObstacle::NotMade);
    flow.setMade(true);
    QVERIFY(flow.isPlanFixed());
    QVERIFY(flow.next());
    QVERIFY(!flow.isChecked());
    QVERIFY(flow.next()); // the key exists: it can be kept though it can't be used from here
    QVERIFY(flow.goTo(SetupStep::Purpose));
    const SetupPlan before = flow.plan();
    flow.setPlan(planFor(htx::Permission::Withdraw, KeyHome::MainAccount));
    QVERIFY(flow.plan() == before);
    flow.setMade(false);
    QVERIFY(!flow.mayEnter(SetupStep::Check));
}

void TestSetup::flowForgetsWhatNoLongerHolds()
{
    SetupFlow flow;
    flow.setPlan(planFor(htx::Permission::Trade, KeyHome::SubUser));
    flow.setPlan(planFor(htx::Permission::Withdraw, KeyHome::SubUser));
    QVERIFY(!flow.plan().home); // a sub-user's key can't withdraw
    flow.setPlan(planFor(htx::Permission::Read, KeyHome::MainAccount));
    for (int step = 1; step <= int(SetupStep::Create); ++step)
        QVERIFY(flow.goTo(SetupStep(step)));
    flow.setEntered(true);
    flow.setChecked(true);
    QVERIFY(flow.goTo(SetupStep::Review));
    flow.setEntered(true); // another secret was pasted
    QVERIFY(!flow.isChecked());
    flow.setChecked(true);
    flow.setPlan(planFor(htx::Permission::Read, KeyHome::SubUser));
    QVERIFY(!flow.isChecked());
    flow.goTo(SetupStep::Home);
    QVERIFY(!flow.mayEnter(SetupStep::Check));
}

void TestSetup::flowRefusesToJump()
{
    SetupFlow flow;
    QVERIFY(!flow.goTo(SetupStep::Restrict)); // nobody has said where it lives
    QCOMPARE(flow.step(), SetupStep::Before);
    QVERIFY(flow.goTo(SetupStep::Home));
    QVERIFY(!flow.isDone(SetupStep::Home));
    QVERIFY(flow.isDone(SetupStep::Purpose));
    QVERIFY(!flow.goTo(SetupStep::Count));
}

void TestSetup::flowKnowsWhatLeavingLoses()
{
    SetupFlow flow;
    QCOMPARE(flow.loss(), SetupLoss::Nothing);
    SetupPlan plan = planFor(htx::Permission::Read, KeyHome::MainAccount);
    flow.setPlan(plan);
    QCOMPARE(flow.loss(), SetupLoss::Nothing);
    flow.setEntered(true);
    QCOMPARE(flow.loss(), SetupLoss::Entries);
    flow.setEntered(false);
    plan.ips = QStringList{u"8.8.8.8"_s};
    flow.setPlan(plan);
    QCOMPARE(flow.loss(), SetupLoss::Entries);
    flow.setMade(true);
    QCOMPARE(flow.loss(), SetupLoss::MadeKey);
}

void TestSetup::subUserNames_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("isGood");
    QTest::newRow("short") << u"robot"_s << false;
    QTest::newRow("six") << u"robot1"_s << true;
    QTest::newRow("twenty") << u"Robot123456789012345"_s << true;
    QTest::newRow("long") << u"robot1234567890123456"_s << false;
    QTest::newRow("digit first") << u"1robot"_s << false;
    QTest::newRow("blank") << u"robot 1"_s << false;
    QTest::newRow("umlaut") << u"röbot1"_s << false;
    QTest::newRow("foreign digit") << u"robot٣"_s << false;
    QTest::newRow("empty") << QString() << false;
}

void TestSetup::subUserNames()
{
    QFETCH(QString, name);
    QTEST(isSubUserName(name), "isGood");
}

void TestSetup::journalHoldsNothingSecret()
{
    Fixture f;
    LOADED(f);
    f.expectMade();
    AWAIT(made, f.maker.make(f.wish(), u"123456"_s));
    VERIFY_RESULT(made);
    QCOMPARE(f.journal().size(), 1);
    const Pending pending = f.journal().first();
    const QByteArray data = QJsonDocument(pending.data).toJson();
    QVERIFY(!data.contains("canary") && !data.contains("123456"));
    const std::optional<SubUserKeyEntry> entry = SubUserKeyEntry::from(pending);
    QVERIFY(entry);
    QCOMPARE(entry->step, Step::Made);
    QCOMPARE(entry->parent, mainUid);
    QCOMPARE(entry->draft.uid, subUid);
    QCOMPARE(entry->accessKey, u"access-key-new"_s);
    QCOMPARE(entry->before, QStringList{u"access-key-old"_s});
    QVERIFY(entry->toPending() == pending);
    Pending other = pending;
    other.kind = u"rotation"_s;
    QVERIFY(!SubUserKeyEntry::from(other));
}

void TestSetup::makesAndStores()
{
    Fixture f;
    LOADED(f);
    f.expectMade();
    AWAIT(made, f.maker.make(f.wish(), u"123456"_s));
    VERIFY_RESULT(made);
    QCOMPARE(made->accessKey, u"access-key-new"_s);
    QCOMPARE(made->uid, subUid);
    QVERIFY(made->isSubUser.value_or(false));
    QVERIFY(!made->record->validDays); // the reply does not tell
    QVERIFY(f.maker.secret()->view() == "canary-made-secret");
    QVERIFY(f.store.log.filter(u"write"_s).isEmpty()); // nothing is stored before it is asked for
    QVERIFY(!f.isHeld(u"access-key-new"_s));
    const SentRequest sent = f.network.requests().back();
    QVERIFY(sent.body.contains(R"("otpToken":"123456")") && sent.body.contains(R"("subUid":200)"));

    AWAIT(saved, f.maker.save(*made, f.plan()));
    VERIFY_RESULT(saved);
    QVERIFY(!f.maker.made() && !f.maker.secret());
    QVERIFY(f.isHeld(u"access-key-new"_s));
    QVERIFY(f.store.secrets.value(saved->id)->view() == "canary-made-secret");
    QCOMPARE(saved->plannedIps.value_or(QStringList()), QStringList{u"8.8.8.8"_s});
    QTRY_VERIFY(f.journal().isEmpty());
    QCOMPARE(f.network.problems(), QString());
}

void TestSetup::makesTheSubUserFirst()
{
    Fixture f;
    LOADED(f);
    f.network.expect("POST", subUserPath)
        .reply(200, R"({"code":200,"data":[{"userName":"robot1","note":"","uid":200}]})");
    f.expectMade();
    SubUserKeyMaker::Wish wish = f.wish();
    wish.draft.uid = {};
    wish.newSubUser = u"robot1"_s;
    AWAIT(made, f.maker.make(wish, {}));
    VERIFY_RESULT(made);
    QCOMPARE(made->uid, subUid);
    QCOMPARE(f.maker.subUser(), subUid);
    QVERIFY(!f.network.requests().back().body.contains("otpToken"));
    QCOMPARE(f.network.problems(), QString());
}

void TestSetup::findsTheSubUserWhoseReplyWasLost()
{
    Fixture f;
    LOADED(f);
    f.network.expect("POST", subUserPath).fail(QNetworkReply::RemoteHostClosedError);
    f.network.expect("GET", subUsersPath)
        .reply(200, body::keys({body::subUser(Uid{150}, "other1"), body::subUser(subUid, "ROBOT1")}));
    f.expectMade();
    SubUserKeyMaker::Wish wish = f.wish();
    wish.draft.uid = {};
    wish.newSubUser = u"robot1"_s;
    AWAIT(made, f.maker.make(wish, {}));
    VERIFY_RESULT(made);
    QCOMPARE(made->uid, subUid);
    QCOMPARE(f.network.count("POST", subUserPath), 1);
}

void TestSetup::refusalsLeaveNothing_data()
{
    QTest::addColumn<QByteArray>("reply");
    QTest::newRow("code") << QByteArray(R"({"code":2002,"message":"invalid field value in `otpToken`"})");
    QTest::newRow("limit") << QByteArray(R"({"code":2014,"message":"number of api key exceeded"})");
    QTest::newRow("forbidden") << body::forbidden();
}

void TestSetup::refusalsLeaveNothing()
{
    QFETCH(QByteArray, reply);
    Fixture f;
    LOADED(f);
    f.expectList({});
    f.network.expect("POST", createPath).reply(200, reply);
    AWAIT(made, f.maker.make(f.wish(), u"000000"_s));
    QVERIFY(!made);
    QVERIFY(made.error().kind != ErrorKind::OutcomeUnknown);
    QVERIFY(!f.maker.made() && f.maker.orphan().isEmpty());
    QTRY_VERIFY(f.journal().isEmpty());
    f.expectMade(); // the same maker can be asked again
    AWAIT(again, f.maker.make(f.wish(), u"123456"_s));
    VERIFY_RESULT(again);
}

void TestSetup::asksOnceWhenTheReplyIsLost_data()
{
    QTest::addColumn<bool>("isThere");
    QTest::newRow("made") << true;
    QTest::newRow("not listed") << false;
}

void TestSetup::asksOnceWhenTheReplyIsLost()
{
    QFETCH(bool, isThere);
    Fixture f;
    LOADED(f);
    f.expectList({listedKey("access-key-old", "a note")}); // the same note, but it was there before
    f.network.expect("POST", createPath).fail(QNetworkReply::RemoteHostClosedError);
    QByteArrayList after{listedKey("access-key-old", "a note")};
    if (isThere)
        after << listedKey("access-key-new", "a note");
    f.expectList(after);
    AWAIT(made, f.maker.make(f.wish(), {}));
    QVERIFY(!made);
    QCOMPARE(made.error().kind, ErrorKind::OutcomeUnknown);
    QCOMPARE(made.error().code,
             QLatin1String(isThere ? SubUserKeyMaker::withoutSecret : SubUserKeyMaker::notListed));
    QCOMPARE(f.maker.orphan(), isThere ? u"access-key-new"_s : QString());
    QCOMPARE(f.network.count("POST", createPath), 1);
    QCOMPARE(f.journal().size(), 1); // the next start looks again
    if (!isThere)
        return;
    f.network.expect("POST", deletePath).reply(200, doneBody);
    AWAIT(removed, f.maker.remove());
    VERIFY_RESULT(removed);
    QVERIFY(f.network.requests().back().body.contains(R"("accessKey":"access-key-new")"));
    QTRY_VERIFY(f.journal().isEmpty());
}

void TestSetup::keepsTheSecretWhenTheStoreFails_data()
{
    QTest::addColumn<FakeSecretStore::Mode>("mode");
    QTest::newRow("locked") << FakeSecretStore::Mode::Locked;
    QTest::newRow("denied") << FakeSecretStore::Mode::Denied;
    QTest::newRow("absent") << FakeSecretStore::Mode::Absent;
    QTest::newRow("corrupt") << FakeSecretStore::Mode::Corrupt;
}

void TestSetup::keepsTheSecretWhenTheStoreFails()
{
    QFETCH(FakeSecretStore::Mode, mode);
    Fixture f;
    LOADED(f);
    f.expectMade();
    AWAIT(made, f.maker.make(f.wish(), {}));
    VERIFY_RESULT(made);
    f.store.mode = mode;
    AWAIT(failed, f.maker.save(*made, f.plan()));
    QVERIFY(!failed);
    QVERIFY(f.maker.made() && f.maker.secret()->view() == "canary-made-secret");
    QVERIFY(!f.isHeld(u"access-key-new"_s));
    QCOMPARE(f.journal().size(), 1);
    f.stores.setPreferred(u"memory"_s); // another store
    AWAIT(saved, f.maker.save(*made, f.plan()));
    VERIFY_RESULT(saved);
    QCOMPARE(saved->place, u"memory"_s);
    QVERIFY(f.memory.secrets.contains(saved->id));
    QTRY_VERIFY(f.journal().isEmpty());
}

void TestSetup::deletesWhatIsNotWanted()
{
    Fixture f;
    LOADED(f);
    f.expectMade();
    AWAIT(made, f.maker.make(f.wish(), {}));
    VERIFY_RESULT(made);
    f.network.expect("POST", deletePath).reply(200, R"({"code":2002,"message":"no"})");
    AWAIT(refused, f.maker.remove());
    QVERIFY(!refused);
    QVERIFY(f.maker.made() && f.maker.secret());
    f.network.expect("POST", deletePath).fail(QNetworkReply::RemoteHostClosedError);
    AWAIT(unknown, f.maker.remove());
    QVERIFY(!unknown);
    QCOMPARE(unknown.error().kind, ErrorKind::OutcomeUnknown);
    QVERIFY(f.maker.made()); // it may still be there
    f.network.expect("POST", deletePath).reply(200, R"({"code":1007,"message":"record not found"})");
    AWAIT(gone, f.maker.remove());
    VERIFY_RESULT(gone);
    QVERIFY(!f.maker.made() && !f.maker.secret());
    QTRY_VERIFY(f.journal().isEmpty());
    QVERIFY(f.store.log.filter(u"write"_s).isEmpty());
}

void TestSetup::anotherMakerDoesNotTakeItForItsOwn()
{
    Fixture f;
    LOADED(f);
    f.expectMade();
    AWAIT(made, f.maker.make(f.wish(), {}));
    VERIFY_RESULT(made);
    AWAIT(twice, f.maker.make(f.wish(), {}));
    QVERIFY(!twice);
    CheckedKey other = *made;
    other.accessKey = u"access-key-other"_s;
    AWAIT(wrong, f.maker.save(other, f.plan()));
    QVERIFY(!wrong);
    QVERIFY(f.maker.made());
}

/// What the journal holds after an end at each step, and what the exchange then lists.
void TestSetup::restartFindsWhatWasMade_data()
{
    QTest::addColumn<Step>("step");
    QTest::addColumn<bool>("isListed");
    QTest::addColumn<State>("state");
    QTest::newRow("before it was asked") << Step::Asking << false << State::NotMade;
    QTest::newRow("before the reply was noted") << Step::Asking << true << State::WithoutSecret;
    QTest::newRow("before it was stored") << Step::Made << true << State::WithoutSecret;
    QTest::newRow("while it was stored") << Step::Storing << true << State::WithoutSecret;
    QTest::newRow("deleted meanwhile") << Step::Made << false << State::NotMade;
}

namespace {

SubUserKeyEntry entryAt(Step step)
{
    SubUserKeyEntry entry;
    entry.id = u"entry"_s;
    entry.step = step;
    entry.parent = mainUid;
    entry.draft = {subUid, u"a note"_s, htx::PermissionSet::parse(u"readOnly,trade"_s), {u"8.8.8.8"_s}};
    entry.before = QStringList{u"access-key-old"_s};
    entry.label = u"Robot"_s;
    if (step != Step::Asking)
        entry.accessKey = u"access-key-new"_s;
    if (step == Step::Storing) {
        entry.key = KeyId{u"id-new"_s};
        entry.place = u"keychain"_s;
    }
    return entry;
}

} // namespace

void TestSetup::restartFindsWhatWasMade()
{
    QFETCH(Step, step);
    QFETCH(bool, isListed);
    QFETCH(State, state);
    Fixture f;
    LOADED(f);
    f.pending.save(entryAt(step).toPending()).waitForFinished();
    QByteArrayList listed{listedKey("access-key-old", "a note")};
    if (isListed)
        listed << listedKey("access-key-new", "a note");
    f.expectList(listed);
    f.unfinished.load();
    QTRY_COMPARE(f.unfinished.all().size(), 1);
    QTRY_COMPARE(f.unfinished.all().first().state, state);
    const UnfinishedKey &key = f.unfinished.all().first();
    QCOMPARE(key.record.has_value(), isListed);
    QCOMPARE(key.entry.label, u"Robot"_s);
    if (!isListed) {
        AWAIT(dismissed, f.unfinished.dismiss(u"entry"_s));
        VERIFY_RESULT(dismissed);
    } else {
        AWAIT(finished, f.unfinished.finish(u"entry"_s));
        QVERIFY(!finished); // there is no secret
        f.network.expect("POST", deletePath).reply(200, doneBody);
        AWAIT(removed, f.unfinished.remove(u"entry"_s));
        VERIFY_RESULT(removed);
        QVERIFY(f.network.requests().back().body.contains("access-key-new"));
    }
    QVERIFY(f.unfinished.all().isEmpty());
    QTRY_VERIFY(f.journal().isEmpty());
    QCOMPARE(f.network.problems(), QString());
}

void TestSetup::restartFinishesWhatWasStored()
{
    Fixture f;
    LOADED(f);
    f.pending.save(entryAt(Step::Storing).toPending()).waitForFinished();
    f.store.secrets.insert(KeyId{u"id-new"_s}, secretOf("canary-made-secret"));
    f.expectList({listedKey("access-key-new", "a note")});
    f.unfinished.load();
    QTRY_COMPARE(f.unfinished.all().size(), 1);
    QTRY_COMPARE(f.unfinished.all().first().state, State::SecretKept);
    AWAIT(finished, f.unfinished.finish(u"entry"_s));
    VERIFY_RESULT(finished);
    QCOMPARE(finished->id, KeyId{u"id-new"_s});
    QCOMPARE(finished->label, u"Robot"_s);
    QVERIFY(f.isHeld(u"access-key-new"_s));
    QTRY_VERIFY(f.unfinished.all().isEmpty());
    QTRY_VERIFY(f.journal().isEmpty());
}

void TestSetup::restartNeverDeletesByItself()
{
    Fixture f;
    LOADED(f);
    f.pending.save(entryAt(Step::Storing).toPending()).waitForFinished();
    f.store.secrets.insert(KeyId{u"id-new"_s}, secretOf("canary-made-secret"));
    f.expectList({listedKey("access-key-new", "a note")});
    const qsizetype before = f.store.log.size();
    QSignalSpy changed(&f.unfinished, &UnfinishedKeys::changed);
    f.unfinished.load();
    QTRY_VERIFY(!changed.isEmpty());
    for (const QString &line : f.store.log.mid(before))
        QVERIFY2(line.startsWith(u"read"_s), qPrintable(line));
    QCOMPARE(f.journal().size(), 1);
    QVERIFY(f.store.secrets.contains(KeyId{u"id-new"_s}));
}

void TestSetup::restartForgetsWhatIsHeld()
{
    Fixture f;
    LOADED(f);
    SubUserKeyEntry entry = entryAt(Step::Storing);
    entry.accessKey = u"access-key-main"_s;
    f.pending.save(entry.toPending()).waitForFinished();
    f.unfinished.load();
    QTRY_VERIFY(f.journal().isEmpty());
    QVERIFY(f.unfinished.all().isEmpty());
    QCOMPARE(f.network.problems(), QString());
}

void TestSetup::restartKeepsWhatItCantAsk()
{
    Fixture f;
    LOADED(f);
    f.pending.save(entryAt(Step::Made).toPending()).waitForFinished();
    f.network.expect("GET", keysPath).reply(200, body::forbidden());
    f.unfinished.load();
    QTRY_COMPARE(f.unfinished.all().size(), 1);
    QTRY_VERIFY(f.unfinished.all().first().error);
    QCOMPARE(f.unfinished.all().first().state, State::Unknown);
    AWAIT(removed, f.unfinished.remove(u"entry"_s));
    QVERIFY(!removed);
    f.expectList({listedKey("access-key-new", "a note")});
    f.unfinished.look();
    QTRY_COMPARE(f.unfinished.all().first().state, State::WithoutSecret);
    QVERIFY(!f.unfinished.all().first().error);
}

void TestSetup::nothingIsSavedWhileLocked()
{
    Fixture f;
    LOADED(f);
    SetupSession session(f.keyring, f.inventory, f.stores, f.pending, f.clock);
    SetupPlan plan = planFor(htx::Permission::Trade, KeyHome::SubUser);
    plan.isUnboundAccepted = true;
    session.flow().setPlan(plan);
    f.expectList({});
    f.network.expect("POST", createPath).reply(200, madeBody);
    AWAIT(made, session.makeKey(u"Robot"_s, {}));
    VERIFY_RESULT(made);
    QVERIFY(session.credentials());
    f.store.log.clear();
    const QList<Pending> journal = f.journal();
    f.keyring.lock();
    QVERIFY(!session.credentials()); // no check is signed either
    AWAIT(refused, session.save(u"Robot"_s, {}, u"keychain"_s));
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Locked);
    AWAIT(kept, session.removeKey());
    QCOMPARE(kept.error().kind, ErrorKind::Locked);
    QVERIFY(f.store.log.isEmpty() && f.memory.log.isEmpty());
    QCOMPARE(f.journal(), journal);
    QVERIFY(session.maker().made());
    AWAIT(unlocked, f.keyring.unlock());
    VERIFY_RESULT(unlocked);
    AWAIT(saved, session.save(u"Robot"_s, {}, u"keychain"_s));
    VERIFY_RESULT(saved);
    QVERIFY(f.isHeld(u"access-key-new"_s));
}

QTEST_GUILESS_MAIN(TestSetup)
#include "tst_keys_setup.moc"
