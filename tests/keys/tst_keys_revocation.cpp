// SPDX-License-Identifier: GPL-3.0-or-later
#include "changefixture.h"

#include "keys/changes/revocation.h"
#include "support/patience.h"

#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace coffer;
using namespace coffer::keys;
using namespace coffer::test;
using State = Revocation::State;

namespace {

const QByteArray deletion = "/v2/sub-user/api-key-deletion";
const QByteArray list = "/v2/user/api-key";
constexpr std::chrono::milliseconds often(20);

/// A revocation of that key which looks often.
std::unique_ptr<Revocation> revocationOf(const ChangeFixture &fixture, const char *label)
{
    auto revocation = std::make_unique<Revocation>(fixture.means, fixture.target(label));
    revocation->setPolling(often);
    return revocation;
}

} // namespace

class TestRevocation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void subUserKeyIsDeletedAndProved();
    void keyThatIsNotHeldIsDeletedToo();
    void lostAnswerIsLookedUp();
    void lostRequestIsNotSentAgainByItself();
    void refusalIsTold();
    void nothingIsSentWhenTheListIsOutOfReach();
    void mainKeyWaitsForTheUser();
    void onlyKeyProvesItselfGone();
    void nobodyCanProve();
    void subUserKeyWithoutParentNeedsTheWebPage();
    void secretStaysWhenTheStoreIsShut();
    void keepsTheRecordWhereTold();
    void stopEndsTheLooking();
    void goesOnAfterARestart_data();
    void goesOnAfterARestart();
    void goneKeyIsProvedWithoutSending();
};

void TestRevocation::subUserKeyIsDeletedAndProved()
{
    ChangeFixture fixture;
    QVERIFY(fixture.begin({"Portfolio", "Trading desk", "Savings read"}));
    const KeyId id = fixture.target("Savings read").held;
    const auto revocation = revocationOf(fixture, "Savings read");
    QCOMPARE(revocation->way(), Revocation::Way::Api);
    QCOMPARE(revocation->witness(), Witness::Parent);
    QVERIFY(fixture.journal().isEmpty());
    QSignalSpy finished(revocation.get(), &Revocation::finished);
    revocation->start();
    QTRY_COMPARE(finished.count(), 1);
    QCOMPARE(revocation->state(), State::Gone);
    QVERIFY(revocation->proof()->at > 0);
    QCOMPARE(revocation->proof()->witness, Witness::Parent);
    QVERIFY(revocation->isForgotten());
    QVERIFY(!revocation->error());
    QCOMPARE(fixture.received("POST " + deletion), 1);
    QVERIFY(!fixture.isListed("Savings read"));
    QVERIFY(!fixture.store.secrets.contains(id));
    QVERIFY(fixture.journal().isEmpty());
    QTRY_VERIFY(!fixture.entry("Savings read"));
    QVERIFY(fixture.isListed("Grid bot"));
}

void TestRevocation::keyThatIsNotHeldIsDeletedToo()
{
    ChangeFixture fixture;
    QVERIFY(fixture.begin({"Trading desk"}));
    const auto revocation = revocationOf(fixture, "Grid bot");
    QVERIFY(!revocation->target().isHeld());
    revocation->start();
    QTRY_COMPARE(revocation->state(), State::Gone);
    QVERIFY(!revocation->isForgotten());
    QVERIFY(!fixture.isListed("Grid bot"));
}

void TestRevocation::lostAnswerIsLookedUp()
{
    ChangeFixture fixture;
    QVERIFY(fixture.begin({"Trading desk", "Savings read"}));
    fixture.fault(deletion, "close");
    const auto revocation = revocationOf(fixture, "Savings read");
    revocation->start();
    QTRY_COMPARE(revocation->state(), State::Gone);
    QCOMPARE(fixture.received("POST " + deletion), 1);
}

void TestRevocation::lostRequestIsNotSentAgainByItself()
{
    ChangeFixture fixture;
    QVERIFY(fixture.begin({"Trading desk", "Savings read"}));
    fixture.fault(deletion, "close", {{u"handled"_s, false}});
    const auto revocation = revocationOf(fixture, "Savings read");
    revocation->start();
    QTRY_COMPARE(revocation->state(), State::Unproved);
    QCOMPARE(revocation->error()->code, QLatin1StringView(Revocation::stillListed));
    QVERIFY(revocation->seenAt() > 0);
    QCOMPARE(fixture.received("POST " + deletion), 1);
    QVERIFY(fixture.isListed("Savings read"));
    QVERIFY(fixture.entry("Savings read")->held);
    QCOMPARE(fixture.journal().size(), 1);
    revocation->start(); // the user says so once more
    QTRY_COMPARE(revocation->state(), State::Gone);
    QCOMPARE(fixture.received("POST " + deletion), 2);
}

void TestRevocation::refusalIsTold()
{
    ChangeFixture fixture;
    QVERIFY(fixture.begin({"Trading desk", "Savings read"}));
    fixture.fault(deletion, "error", {{u"handled"_s, false}, {u"code"_s, u"2002"_s}, {u"text"_s, u"no"_s}});
    const auto revocation = revocationOf(fixture, "Savings read");
    revocation->start();
    QTRY_COMPARE(revocation->state(), State::Unproved);
    QCOMPARE(revocation->error()->code, u"2002"_s);
    QVERIFY(fixture.isListed("Savings read"));
}

void TestRevocation::nothingIsSentWhenTheListIsOutOfReach()
{
    ChangeFixture fixture;
    QVERIFY(fixture.begin({"Trading desk", "Savings read"}));
    fixture.fault(list, "status", {{u"status"_s, 403}, {u"count"_s, 50}});
    const auto revocation = revocationOf(fixture, "Savings read");
    revocation->start();
    QTRY_COMPARE(revocation->state(), State::Unproved);
    QCOMPARE(fixture.received("POST " + deletion), 0);
    QVERIFY(fixture.entry("Savings read")->held);
}

void TestRevocation::mainKeyWaitsForTheUser()
{
    ChangeFixture fixture;
    QVERIFY(fixture.begin({"Portfolio", "Trading desk", "Old bot"}));
    const auto revocation = revocationOf(fixture, "Old bot");
    QCOMPARE(revocation->way(), Revocation::Way::Web);
    QCOMPARE(revocation->witness(), Witness::OtherKey);
    revocation->start();
    QTRY_COMPARE(revocation->state(), State::WaitingForUser);
    const qint64 seen = revocation->seenAt();
    QVERIFY(seen > 0);
    QTRY_VERIFY(revocation->seenAt() > seen); // it looks again
    QCOMPARE(fixture.journal().first().kind, QLatin1StringView(Revocation::kind));
    fixture.control("key/delete", {{u"accessKey"_s, revocation->target().accessKey}});
    QTRY_COMPARE(revocation->state(), State::Gone);
    QCOMPARE(revocation->proof()->witness, Witness::OtherKey);
    QTRY_VERIFY(revocation->isForgotten());
}

void TestRevocation::onlyKeyProvesItselfGone()
{
    ChangeFixture fixture;
    QVERIFY(fixture.begin({"Payouts"})); // which no other request than about itself may use for looking
    const auto revocation = revocationOf(fixture, "Payouts");
    auto paused = fixture.inventory.setPaused(revocation->target().held, true);
    QTRY_VERIFY(paused.isFinished());
    QCOMPARE(revocation->witness(), Witness::Itself);
    revocation->start();
    QTRY_VERIFY(revocation->seenAt() > 0);
    QCOMPARE(revocation->state(), State::WaitingForUser);
    fixture.control("key/delete", {{u"accessKey"_s, revocation->target().accessKey}});
    QTRY_COMPARE(revocation->state(), State::Gone);
    QCOMPARE(revocation->proof()->witness, Witness::Itself);
}

void TestRevocation::nobodyCanProve()
{
    ChangeFixture fixture;
    QVERIFY(fixture.begin({"Office"})); // which may not be used from here
    const auto revocation = revocationOf(fixture, "Office");
    QCOMPARE(revocation->witness(), Witness::Nobody);
    revocation->start();
    QTRY_COMPARE(revocation->state(), State::WaitingForUser);
    QCOMPARE(revocation->error()->kind, ErrorKind::NoSuitableKey);
    fixture.control("key/delete", {{u"accessKey"_s, revocation->target().accessKey}});
    QSignalSpy looks(revocation.get(), &Revocation::changed);
    QTRY_VERIFY(looks.count() >= 5); // it must not come to believe it
    QCOMPARE(revocation->state(), State::WaitingForUser);
    QSignalSpy finished(revocation.get(), &Revocation::finished);
    revocation->forgetHere();
    QTRY_COMPARE(finished.count(), 1);
    QCOMPARE(revocation->state(), State::Unproved);
    QVERIFY(revocation->isForgotten());
    QVERIFY(!revocation->proof());
    QVERIFY(fixture.store.secrets.isEmpty());
    QVERIFY(fixture.journal().isEmpty());
}

void TestRevocation::subUserKeyWithoutParentNeedsTheWebPage()
{
    ChangeFixture fixture;
    QVERIFY(fixture.begin({"Portfolio", "Savings read"})); // Read may look, but not delete
    const auto revocation = revocationOf(fixture, "Savings read");
    QCOMPARE(revocation->way(), Revocation::Way::Web);
    QCOMPARE(revocation->witness(), Witness::Parent);
    revocation->start();
    QTRY_COMPARE(revocation->state(), State::WaitingForUser);
    QCOMPARE(fixture.received("POST " + deletion), 0);
}

void TestRevocation::secretStaysWhenTheStoreIsShut()
{
    ChangeFixture fixture;
    QVERIFY(fixture.begin({"Trading desk", "Savings read"}));
    const auto revocation = revocationOf(fixture, "Savings read");
    QSignalSpy finished(revocation.get(), &Revocation::finished);
    fixture.store.mode = FakeSecretStore::Mode::Locked;
    revocation->start();
    QTRY_VERIFY(revocation->error());
    QCOMPARE(revocation->state(), State::Gone); // which is true all the same
    QVERIFY(!revocation->isForgotten());
    QVERIFY(fixture.store.secrets.contains(revocation->target().held));
    QCOMPARE(fixture.journal().size(), 1);
    fixture.store.mode = FakeSecretStore::Mode::Ok;
    revocation->forgetHere();
    QTRY_COMPARE(finished.count(), 1);
    QVERIFY(revocation->isForgotten());
    QCOMPARE(revocation->state(), State::Gone);
    QVERIFY(fixture.journal().isEmpty());
}

void TestRevocation::keepsTheRecordWhereTold()
{
    ChangeFixture fixture;
    QVERIFY(fixture.begin({"Trading desk", "Savings read"}));
    const auto revocation = revocationOf(fixture, "Savings read");
    revocation->setAfterwards(Revocation::Afterwards::Keep);
    QSignalSpy finished(revocation.get(), &Revocation::finished);
    revocation->start();
    QTRY_COMPARE(finished.count(), 1);
    QVERIFY(!revocation->isForgotten());
    QVERIFY(fixture.store.secrets.contains(revocation->target().held));
}

void TestRevocation::stopEndsTheLooking()
{
    ChangeFixture fixture;
    QVERIFY(fixture.begin({"Portfolio", "Old bot"}));
    const auto revocation = revocationOf(fixture, "Old bot");
    revocation->start();
    QTRY_COMPARE(revocation->state(), State::WaitingForUser);
    revocation->stop();
    QTRY_COMPARE(revocation->state(), State::Stopped);
    QVERIFY(fixture.journal().isEmpty());
    const int looks = fixture.received("GET " + list);
    QTest::qWait(5 * int(often.count()));
    QVERIFY(fixture.received("GET " + list) <= looks + 1); // one may have been on its way
    QVERIFY(fixture.entry("Old bot")->held);
}

void TestRevocation::goesOnAfterARestart_data()
{
    QTest::addColumn<QString>("step");
    QTest::addColumn<bool>("isDeleted");
    QTest::newRow("asked, not sent") << u"asking"_s << false;
    QTest::newRow("sent, not done") << u"sending"_s << false;
    QTest::newRow("sent and done") << u"sending"_s << true;
    QTest::newRow("proved") << u"gone"_s << true;
}

void TestRevocation::goesOnAfterARestart()
{
    QFETCH(QString, step);
    QFETCH(bool, isDeleted);
    ChangeFixture fixture;
    QVERIFY(fixture.begin({"Trading desk", "Savings read"}));
    const KeyTarget target = fixture.target("Savings read");
    if (isDeleted)
        fixture.control("key/delete", {{u"accessKey"_s, target.accessKey}});
    Pending pending{u"revocation:"_s + target.accessKey, u"revocation"_s, step, target.toJson(), 1};
    pending.data.insert(u"provedAt"_s, 42);
    pending.data.insert(u"witness"_s, int(Witness::Parent));
    fixture.pending.save(pending).waitForFinished();

    Revocation revocation(fixture.means, fixture.journal().first());
    revocation.setPolling(often);
    QSignalSpy finished(&revocation, &Revocation::finished);
    if (step != u"gone"_s) {
        QCOMPARE(revocation.state(), State::Idle); // nothing is deleted without being told
        revocation.start();
    }
    QTRY_COMPARE(finished.count(), 1);
    QCOMPARE(revocation.state(), State::Gone);
    QCOMPARE(fixture.received("POST " + deletion), isDeleted ? 0 : 1);
    QCOMPARE(revocation.proof()->at == 42, step == u"gone"_s);
    QVERIFY(fixture.journal().isEmpty());
    QTRY_VERIFY(!fixture.entryOf(target.accessKey));
}

void TestRevocation::goneKeyIsProvedWithoutSending()
{
    ChangeFixture fixture;
    QVERIFY(fixture.begin({"Trading desk", "Savings read"}));
    const auto revocation = revocationOf(fixture, "Savings read");
    fixture.control("key/delete", {{u"accessKey"_s, revocation->target().accessKey}});
    revocation->start();
    QTRY_COMPARE(revocation->state(), State::Gone);
    QCOMPARE(fixture.received("POST " + deletion), 0);
}

QTEST_GUILESS_MAIN(TestRevocation)
#include "tst_keys_revocation.moc"
