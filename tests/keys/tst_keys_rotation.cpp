// SPDX-License-Identifier: GPL-3.0-or-later
#include "changefixture.h"

#include "keys/changes/keyedit.h"
#include "keys/changes/rotation.h"
#include "support/patience.h"

using namespace Qt::StringLiterals;
using namespace coffer;
using namespace coffer::keys;
using namespace coffer::test;
using Step = Rotation::Step;

namespace {

const QByteArray creation = "/v2/sub-user/api-key-generation";
constexpr std::chrono::milliseconds often(20);

std::unique_ptr<Rotation> rotationOf(const ChangeFixture &fixture, const char *label)
{
    auto rotation = std::make_unique<Rotation>(fixture.means, *fixture.entry(label)->held);
    rotation->setPolling(often);
    return rotation;
}

/// After a restart: the same from the journal.
std::unique_ptr<Rotation> resumed(ChangeFixture &fixture)
{
    for (const Pending &pending : fixture.journal()) {
        if (pending.kind == QLatin1StringView(Rotation::kind)) {
            auto rotation = std::make_unique<Rotation>(fixture.means, pending);
            rotation->setPolling(often);
            return rotation;
        }
    }
    return nullptr;
}

/// A key that the user made on the web page, as a check of it finds.
std::pair<CheckedKey, SharedSecret> madeOnTheWeb(ChangeFixture &fixture, const QString &permissions,
                                                 const QString &ips, const char *account = "Portfolio")
{
    const QJsonObject key = fixture.control("key/add", {{u"uid"_s, fixture.demo(account).uid.value},
                                                        {u"permission"_s, permissions},
                                                        {u"ipAddresses"_s, ips},
                                                        {u"note"_s, u"new"_s}});
    CheckedKey checked;
    checked.accessKey = key.value("accessKey"_L1).toString();
    checked.uid = fixture.demo(account).uid;
    checked.isSubUser = false;
    htx::ApiKeyRecord record;
    record.accessKey = checked.accessKey;
    record.permissions = htx::PermissionSet::parse(permissions);
    record.ipAddresses = ips.split(u',', Qt::SkipEmptyParts);
    checked.record = record;
    return {checked, secretOf(key.value("secretKey"_L1).toString().toLatin1())};
}

bool isSettled(const Rotation &rotation)
{
    return QTest::qWaitFor([&rotation] { return !rotation.isBusy(); }, 10'000);
}

/// Of the sub-user's key "Savings read": the new key is in use, the old one paused. nullptr when that failed.
std::unique_ptr<Rotation> switchedRotation(ChangeFixture &fixture)
{
    auto rotation = rotationOf(fixture, "Savings read");
    rotation->plan(rotation->wish(), false);
    if (!isSettled(*rotation))
        return nullptr;
    rotation->make({});
    return isSettled(*rotation) && rotation->step() == Step::Switched ? std::move(rotation) : nullptr;
}

} // namespace

class TestRotation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void subUserKeyIsReplaced();
    void mainKeyIsReplaced();
    void widerNeedsAConsent();
    void anotherAccountsKeyIsRefused();
    void storeThatIsShutLosesNothing();
    void lockedNothingIsStoredOrSent();
    void lockedNothingGoesOn();
    void oldKeyThatCouldNotBeWipedIsWipedLater();
    void newKeyThatIsRefusedKeepsTheOldInUse();
    void undoBringsTheOldBack();
    void stoppedRevocationCanBeUndone();
    void goesOnAfterARestart_data();
    void goesOnAfterARestart();
};

void TestRotation::subUserKeyIsReplaced()
{
    ChangeFixture fixture;
    QVERIFY(fixture.begin({"Trading desk", "Savings read"}));
    const KeyRecord old = *fixture.entry("Savings read")->held;
    const auto rotation = rotationOf(fixture, "Savings read");
    QVERIFY(rotation->isMadeHere() && !rotation->hasPlan());
    rotation->plan(rotation->wish(), false);
    QVERIFY(isSettled(*rotation) && rotation->hasPlan());
    QCOMPARE(fixture.received("POST " + creation), 0);
    rotation->make({});
    QTRY_COMPARE(rotation->step(), Step::Switched);
    QVERIFY(isSettled(*rotation) && !rotation->error());
    const KeyRecord fresh = *rotation->replacement();
    QCOMPARE(fresh.label, old.label);
    QVERIFY(fresh.id != old.id && fresh.accessKey != old.accessKey && fresh.isSubUser);
    QVERIFY(fixture.store.secrets.contains(fresh.id) && fixture.store.secrets.contains(old.id));
    QVERIFY(fixture.entryOf(old.accessKey)->held->paused);
    QVERIFY(!fixture.entryOf(fresh.accessKey)->held->paused);
    QVERIFY(fixture.isListed("Savings read")); // nobody said that it shall go
    rotation->revokeOld();
    QTRY_COMPARE(rotation->step(), Step::Done);
    QVERIFY(rotation->revocation()->proof());
    QVERIFY(!fixture.isListed("Savings read"));
    QVERIFY(!fixture.store.secrets.contains(old.id));
    QVERIFY(fixture.store.secrets.contains(fresh.id));
    QVERIFY(fixture.journal().isEmpty());
    QCOMPARE(fixture.received("POST " + creation), 1);
}

void TestRotation::mainKeyIsReplaced()
{
    ChangeFixture fixture;
    QVERIFY(fixture.begin({"Portfolio", "Old bot"}));
    const auto rotation = rotationOf(fixture, "Old bot");
    QVERIFY(!rotation->isMadeHere());
    rotation->plan(rotation->wish(), false);
    QVERIFY(isSettled(*rotation));
    const auto [checked, secret] = madeOnTheWeb(fixture, u"readOnly,trade"_s, u"127.0.0.1,::1"_s);
    rotation->take(checked, secret, false);
    QTRY_COMPARE(rotation->step(), Step::Switched);
    QVERIFY(isSettled(*rotation));
    rotation->revokeOld();
    QTRY_VERIFY(rotation->revocation());
    QTRY_COMPARE(rotation->revocation()->state(), Revocation::State::WaitingForUser);
    fixture.control("key/delete", {{u"accessKey"_s, rotation->old().accessKey}});
    QTRY_COMPARE(rotation->step(), Step::Done);
    QVERIFY(fixture.journal().isEmpty());
}

void TestRotation::widerNeedsAConsent()
{
    ChangeFixture fixture;
    QVERIFY(fixture.begin({"Portfolio", "Old bot"}));
    const auto rotation = rotationOf(fixture, "Old bot");
    KeyWish wider = rotation->wish();
    wider.permissions.known.insert(htx::Permission::Withdraw);
    rotation->plan(wider, false);
    QCOMPARE(rotation->error()->code, QLatin1StringView(Rotation::isWider));
    QVERIFY(fixture.journal().isEmpty());
    rotation->plan(rotation->wish(), false);
    QVERIFY(isSettled(*rotation));
    const auto [checked, secret] = madeOnTheWeb(fixture, u"readOnly,trade,withdraw"_s, {});
    rotation->take(checked, secret, false);
    QCOMPARE(rotation->error()->code, QLatin1StringView(Rotation::isWider));
    QVERIFY(!fixture.entryOf(checked.accessKey) || !fixture.entryOf(checked.accessKey)->held);
    rotation->take(checked, secret, true);
    QTRY_COMPARE(rotation->step(), Step::Switched);
}

void TestRotation::anotherAccountsKeyIsRefused()
{
    ChangeFixture fixture;
    QVERIFY(fixture.begin({"Portfolio", "Old bot"}));
    const auto rotation = rotationOf(fixture, "Old bot");
    rotation->plan(rotation->wish(), false);
    QVERIFY(isSettled(*rotation));
    const auto [checked, secret] = madeOnTheWeb(fixture, u"readOnly"_s, {}, "Grid bot");
    rotation->take(checked, secret, true);
    QCOMPARE(rotation->error()->kind, ErrorKind::InvalidInput);
    QCOMPARE(rotation->step(), Step::Planned);
    QCOMPARE(fixture.store.secrets.size(), 2);
}

void TestRotation::storeThatIsShutLosesNothing()
{
    ChangeFixture fixture;
    QVERIFY(fixture.begin({"Trading desk", "Savings read"}));
    const auto rotation = rotationOf(fixture, "Savings read");
    rotation->plan(rotation->wish(), false);
    QVERIFY(isSettled(*rotation));
    fixture.store.mode = FakeSecretStore::Mode::Denied;
    rotation->make({});
    QVERIFY(isSettled(*rotation));
    QCOMPARE(rotation->error()->kind, ErrorKind::KeychainDenied);
    QCOMPARE(rotation->step(), Step::Planned);
    QVERIFY(!fixture.entry("Savings read")->held->paused);
    fixture.store.mode = FakeSecretStore::Mode::Ok;
    rotation->make({}); // the same key, not another one
    QTRY_COMPARE(rotation->step(), Step::Switched);
    QCOMPARE(fixture.received("POST " + creation), 1);
}

void TestRotation::lockedNothingIsStoredOrSent()
{
    ChangeFixture fixture;
    QVERIFY(fixture.begin({"Trading desk", "Savings read", "Portfolio", "Old bot"}));
    const auto rotation = rotationOf(fixture, "Savings read");
    rotation->plan(rotation->wish(), false);
    QVERIFY(isSettled(*rotation));
    fixture.store.modeOf.insert(u"write"_s, FakeSecretStore::Mode::Denied);
    rotation->make({});
    QVERIFY(isSettled(*rotation) && rotation->holdsUnsavedKey());
    fixture.store.modeOf.clear();
    const auto onTheWeb = rotationOf(fixture, "Old bot");
    onTheWeb->plan(onTheWeb->wish(), false);
    QVERIFY(isSettled(*onTheWeb));
    const auto [checked, secret] = madeOnTheWeb(fixture, u"readOnly,trade"_s, u"127.0.0.1,::1"_s);
    const auto unplanned = rotationOf(fixture, "Portfolio");

    fixture.keyring.lock();
    fixture.store.log.clear();
    const QList<Pending> before = fixture.journal();
    rotation->make({});
    onTheWeb->take(checked, secret, true);
    unplanned->plan(unplanned->wish(), false);
    for (const Rotation *refused : {rotation.get(), onTheWeb.get(), unplanned.get()}) {
        QVERIFY(isSettled(*refused));
        QCOMPARE(refused->error()->kind, ErrorKind::Locked);
        QCOMPARE(refused->step(), Step::Planned);
    }
    QVERIFY(!unplanned->hasPlan());
    QVERIFY2(fixture.store.log.isEmpty(), qPrintable(fixture.store.log.join(u'\n')));
    QCOMPARE(fixture.journal(), before);

    AWAIT(unlocked, fixture.keyring.unlock());
    VERIFY_RESULT(unlocked);
    QVERIFY(rotation->holdsUnsavedKey()); // nobody else has its secret
    rotation->make({});
    QTRY_COMPARE_WITH_TIMEOUT(rotation->step(), Step::Switched, 10'000);
    QCOMPARE(fixture.received("POST " + creation), 1);
}

/// What was done stays, and nothing else happens: neither forwards nor back.
void TestRotation::lockedNothingGoesOn()
{
    ChangeFixture fixture;
    QVERIFY(fixture.begin({"Trading desk", "Savings read"}));
    const auto rotation = switchedRotation(fixture);
    QVERIFY(rotation);
    fixture.keyring.lock();
    const QList<Pending> before = fixture.journal();
    for (const auto &go : {&Rotation::revokeOld, &Rotation::undo, &Rotation::discard}) {
        ((*rotation).*go)();
        QVERIFY(isSettled(*rotation));
        QCOMPARE(rotation->error()->kind, ErrorKind::Locked);
        QCOMPARE(rotation->step(), Step::Switched);
    }
    rotation->proceed(true);
    QCOMPARE(rotation->error()->kind, ErrorKind::Locked);
    Revocation revocation(fixture.means, rotation->old());
    revocation.start();
    QCOMPARE(revocation.state(), Revocation::State::Unproved);
    QCOMPARE(revocation.error()->kind, ErrorKind::Locked);
    KeyEdit edit(fixture.means, rotation->old());
    edit.start(rotation->wish());
    QCOMPARE(edit.state(), KeyEdit::State::Failed);
    QCOMPARE(edit.error()->kind, ErrorKind::Locked);
    QCOMPARE(fixture.journal(), before);
    QVERIFY(fixture.entryOf(rotation->old().accessKey)->held->paused);
    QVERIFY(fixture.isListed("Savings read"));
}

void TestRotation::oldKeyThatCouldNotBeWipedIsWipedLater()
{
    ChangeFixture fixture;
    QVERIFY(fixture.begin({"Trading desk", "Savings read"}));
    const KeyRecord old = *fixture.entry("Savings read")->held;
    const auto rotation = switchedRotation(fixture);
    QVERIFY(rotation);
    fixture.store.modeOf.insert(u"remove"_s, FakeSecretStore::Mode::Denied);
    rotation->revokeOld();
    QTRY_VERIFY(rotation->revocation() && rotation->revocation()->error());
    QCOMPARE(rotation->revocation()->state(), Revocation::State::Gone);
    QCOMPARE(rotation->step(), Step::Revoking);
    QVERIFY(fixture.store.secrets.contains(old.id) && fixture.journal().size() == 2);
    fixture.store.modeOf.clear();
    rotation->revokeOld(); // the wiping alone is left
    QTRY_COMPARE(rotation->step(), Step::Done);
    QVERIFY(!fixture.store.secrets.contains(old.id));
    QTRY_VERIFY(fixture.journal().isEmpty());
}

void TestRotation::newKeyThatIsRefusedKeepsTheOldInUse()
{
    ChangeFixture fixture;
    QVERIFY(fixture.begin({"Portfolio", "Old bot"}));
    const auto rotation = rotationOf(fixture, "Old bot");
    rotation->plan(rotation->wish(), false);
    QVERIFY(isSettled(*rotation));
    const auto [checked, secret] = madeOnTheWeb(fixture, u"readOnly,trade"_s, u"203.0.113.7"_s);
    rotation->take(checked, secret, false); // a check from here would have refused it
    QVERIFY(isSettled(*rotation));
    QCOMPARE(rotation->step(), Step::Stored);
    QCOMPARE(rotation->error()->kind, ErrorKind::IpNotAllowed);
    QVERIFY(!fixture.entry("Old bot")->held->paused);
    fixture.control("key/change", {{u"accessKey"_s, checked.accessKey}, {u"ipAddresses"_s, u"127.0.0.1"_s}});
    rotation->proceed();
    QTRY_COMPARE(rotation->step(), Step::Switched);
}

void TestRotation::undoBringsTheOldBack()
{
    ChangeFixture fixture;
    QVERIFY(fixture.begin({"Trading desk", "Savings read"}));
    const auto rotation = switchedRotation(fixture);
    QVERIFY(rotation && rotation->canUndo());
    const QString fresh = rotation->replacement()->accessKey;
    rotation->undo();
    QTRY_COMPARE(rotation->step(), Step::Undone);
    QVERIFY(!fixture.entry("Savings read")->held->paused);
    QVERIFY(fixture.entryOf(fresh)->held->paused);
    QVERIFY(fixture.isListed("Savings read") && !fixture.listed("Savings read", fresh).isEmpty());
    QVERIFY(fixture.journal().isEmpty());
}

void TestRotation::stoppedRevocationCanBeUndone()
{
    ChangeFixture fixture;
    QVERIFY(fixture.begin({"Portfolio", "Old bot"}));
    const auto rotation = rotationOf(fixture, "Old bot");
    rotation->plan(rotation->wish(), false);
    QVERIFY(isSettled(*rotation));
    const auto [checked, secret] = madeOnTheWeb(fixture, u"readOnly"_s, u"127.0.0.1"_s);
    rotation->take(checked, secret, false);
    QTRY_COMPARE(rotation->step(), Step::Switched);
    QVERIFY(isSettled(*rotation));
    rotation->revokeOld();
    QTRY_VERIFY(rotation->revocation() &&
                rotation->revocation()->state() == Revocation::State::WaitingForUser);
    QVERIFY(!rotation->canUndo());
    rotation->revocation()->stop();
    QTRY_COMPARE(rotation->step(), Step::Switched);
    QVERIFY(rotation->canUndo() && !rotation->revocation());
    QCOMPARE(fixture.journal().size(), 1);
}

void TestRotation::goesOnAfterARestart_data()
{
    QTest::addColumn<QString>("step");
    for (const char *step : {"planned", "storing", "stored", "proved", "switched", "revoking"})
        QTest::newRow(step) << QString::fromLatin1(step);
}

/// As if Coffer had ended right after each step was written down.
void TestRotation::goesOnAfterARestart()
{
    QFETCH(QString, step);
    ChangeFixture fixture;
    QVERIFY(fixture.begin({"Trading desk", "Savings read"}));
    {
        const auto rotation = rotationOf(fixture, "Savings read");
        rotation->plan(rotation->wish(), false);
        QVERIFY(isSettled(*rotation));
        if (step != u"planned"_s) {
            rotation->make({});
            QTRY_COMPARE(rotation->step(), Step::Switched);
            QVERIFY(isSettled(*rotation));
        }
    }
    Pending pending = fixture.journal().first();
    pending.step = step;
    fixture.pending.save(pending).waitForFinished();

    const auto rotation = resumed(fixture);
    QVERIFY(rotation);
    if (step == u"planned"_s) {
        QCOMPARE(rotation->step(), Step::Planned);
        QVERIFY(rotation->hasPlan());
        rotation->make({});
    } else {
        QVERIFY(rotation->replacement());
        rotation->proceed();
    }
    if (step != u"revoking"_s) {
        QTRY_COMPARE(rotation->step(), Step::Switched);
        QVERIFY(isSettled(*rotation));
        QVERIFY(fixture.isListed("Savings read"));
    }
    rotation->revokeOld();
    QTRY_COMPARE(rotation->step(), Step::Done);
    QCOMPARE(fixture.received("POST " + creation), 1);
    QVERIFY(fixture.journal().isEmpty());
}

QTEST_GUILESS_MAIN(TestRotation)
#include "tst_keys_rotation.moc"
