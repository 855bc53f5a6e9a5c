// SPDX-License-Identifier: GPL-3.0-or-later
#include "changefixture.h"

#include "keys/changes/keyedit.h"
#include "keys/changes/ownaccess.h"
#include "support/patience.h"

using namespace Qt::StringLiterals;
using namespace coffer;
using namespace coffer::keys;
using namespace coffer::test;
using State = KeyEdit::State;

namespace {

const QByteArray change = "/v2/sub-user/api-key-modification";
constexpr std::chrono::milliseconds often(20);

KeyWish wishFor(const QString &permissions, const QStringList &ips, const QString &note = u"Grid bot"_s)
{
    return {htx::PermissionSet::parse(permissions), ips, note};
}

std::unique_ptr<KeyEdit> editOf(const ChangeFixture &fixture, const char *label)
{
    auto edit = std::make_unique<KeyEdit>(fixture.means, fixture.target(label));
    edit->setPolling(often);
    return edit;
}

InventoryEntry boundTo(const QStringList &ips, qint64 usedAt, const std::optional<Error> &error = {})
{
    InventoryEntry entry;
    entry.held = keyRecord(u"x"_s, u"readOnly"_s);
    entry.held->lastUsedAt = usedAt;
    entry.held->lastError = error;
    entry.held->onExchange = htx::ApiKeyRecord();
    entry.held->onExchange->ipAddresses = ips;
    return entry;
}

} // namespace

class TestEdit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wishesAreJudged_data();
    void wishesAreJudged();
    void wideningIsNamed();
    void differencesIgnoreTheOrder();
    void ownAccessIsKnownOrNot();
    void subUserKeyIsChangedAndProved();
    void nonsenseIsNotSent();
    void lostAnswerIsLookedUp();
    void lostRequestIsNotSentAgainByItself();
    void refusalIsToldAndForgotten();
    void recordThatDiffersIsTold();
    void mainKeyWaitsForTheUser();
    void stopKeepsThePlan();
    void goesOnAfterARestart();
    void keyThatIsGoneIsTold();
};

void TestEdit::wishesAreJudged_data()
{
    QTest::addColumn<KeyWish>("wish");
    QTest::addColumn<bool>("isSubUser");
    QTest::addColumn<int>("fault");
    QStringList many;
    for (int i = 1; i <= 21; ++i)
        many << u"198.51.100.%1"_s.arg(i);
    const auto row = [](const char *name, const KeyWish &wish, bool isSubUser, WishFault fault) {
        QTest::newRow(name) << wish << isSubUser << int(fault);
    };
    row("sub-user", wishFor(u"readOnly,trade"_s, {u"198.51.100.0/24"_s}), true, WishFault::None);
    row("no read", wishFor(u"trade"_s, {}), true, WishFault::NoRead);
    row("sub-user withdraws", wishFor(u"readOnly,withdraw"_s, {}), true, WishFault::BeyondSubUser);
    row("main withdraws", wishFor(u"readOnly,withdraw"_s, {}), false, WishFault::None);
    row("sub-user, odd word", wishFor(u"readOnly,magic"_s, {}), true, WishFault::BeyondSubUser);
    row("20 addresses", wishFor(u"readOnly"_s, many.first(20)), true, WishFault::None);
    row("21 addresses", wishFor(u"readOnly"_s, many), true, WishFault::TooManyAddresses);
    row("no address", wishFor(u"readOnly"_s, {u"home"_s}), true, WishFault::UnusableAddress);
    row("long note", wishFor(u"readOnly"_s, {}, QString(256, u'x')), true, WishFault::LongNote);
}

void TestEdit::wishesAreJudged()
{
    QFETCH(KeyWish, wish);
    QFETCH(bool, isSubUser);
    QFETCH(int, fault);
    QCOMPARE(int(faultOf(wish, isSubUser)), fault);
}

void TestEdit::wideningIsNamed()
{
    const KeyWish old = wishFor(u"readOnly,trade"_s, {u"198.51.100.0/24"_s});
    QVERIFY(widening(old, old).isNone());
    QVERIFY(widening(old, wishFor(u"readOnly"_s, {u"198.51.100.7"_s})).isNone());
    const Widening more = widening(old, wishFor(u"readOnly,withdraw"_s, {u"198.51.100.7"_s}));
    QVERIFY(more.permissions == htx::PermissionSet::parse(u"withdraw"_s) && !more.addresses);
    QVERIFY(widening(old, wishFor(u"readOnly"_s, {})).addresses); // an empty list is every address
    QVERIFY(widening(old, wishFor(u"readOnly"_s, {u"203.0.113.7"_s})).addresses);
    QVERIFY(widening(wishFor(u"readOnly"_s, {}), wishFor(u"readOnly"_s, {u"203.0.113.7"_s})).isNone());
}

void TestEdit::differencesIgnoreTheOrder()
{
    const KeyWish left = wishFor(u"readOnly,trade"_s, {u"198.51.100.7"_s, u"2001:db8::1"_s});
    const KeyWish right = wishFor(u"trade, readOnly"_s, {u"2001:DB8:0::1"_s, u"198.51.100.7"_s});
    QVERIFY(differences(left, right).isEmpty());
    QCOMPARE(differences(left, wishFor(u"readOnly"_s, {}, u"n"_s)),
             (QList{KeyField::Permissions, KeyField::Addresses, KeyField::Note}));
    QVERIFY(differences(KeyWish::fromJson(left.toJson()), left).isEmpty());
}

void TestEdit::ownAccessIsKnownOrNot()
{
    const QStringList list{u"198.51.100.0/24"_s};
    QCOMPARE(ownAccess({}, {}).access, OwnAccess::Allowed);
    QCOMPARE(ownAccess(list, {}).access, OwnAccess::Unknown);
    const Error refused{ErrorKind::IpNotAllowed, {}, u"203.0.113.9"_s, std::nullopt};
    const OwnAddress out = ownAccess(list, {boundTo({u"192.0.2.1"_s}, 0, refused)});
    QCOMPARE(out.access, OwnAccess::ShutOut);
    QCOMPARE(out.address, u"203.0.113.9"_s);
    QCOMPARE(ownAccess({u"203.0.113.9"_s}, {boundTo({u"192.0.2.1"_s}, 0, refused)}).access,
             OwnAccess::Allowed);
    QCOMPARE(ownAccess(list, {boundTo({u"198.51.100.7"_s}, 5)}).access, OwnAccess::Allowed);
    QCOMPARE(ownAccess(list, {boundTo({u"203.0.113.9"_s}, 5)}).access, OwnAccess::ShutOut);
    QCOMPARE(ownAccess(list, {boundTo({u"203.0.113.9"_s}, 0)}).access, OwnAccess::Unknown); // never used
    QCOMPARE(ownAccess(list, {boundTo({u"203.0.113.9"_s, u"192.0.2.1"_s}, 5)}).access, OwnAccess::Unknown);
    QCOMPARE(ownAccess(list, {boundTo({}, 5)}).access, OwnAccess::Unknown);
}

void TestEdit::subUserKeyIsChangedAndProved()
{
    ChangeFixture fixture;
    QVERIFY(fixture.begin({"Trading desk", "Savings read"}));
    const auto edit = editOf(fixture, "Savings read");
    QCOMPARE(edit->way(), KeyEdit::Way::Api);
    const KeyWish wish = wishFor(u"readOnly,trade"_s, {u"127.0.0.1"_s, u"198.51.100.0/24"_s}, u"Savings"_s);
    edit->start(wish);
    QTRY_COMPARE(edit->state(), State::Changed);
    QVERIFY(!edit->error());
    QVERIFY(edit->differences().isEmpty());
    const QJsonObject listed = fixture.listed("Savings read", edit->target().accessKey);
    QCOMPARE(listed.value("permission"_L1).toString(), u"readOnly,trade"_s);
    QCOMPARE(listed.value("ipAddresses"_L1).toString(), u"127.0.0.1,198.51.100.0/24"_s);
    QCOMPARE(listed.value("note"_L1).toString(), u"Savings"_s);
    QCOMPARE(fixture.received("POST " + change), 1);
    QVERIFY(fixture.journal().isEmpty());
    const KeyRecord held = *fixture.entry("Savings read")->held;
    QVERIFY(held.planned == wish.permissions);
    QCOMPARE(held.plannedIps.value(), wish.ips);
    edit->start(wish); // it is so already: nothing is sent
    QTRY_COMPARE(edit->state(), State::Changed);
    QCOMPARE(fixture.received("POST " + change), 1);
}

void TestEdit::nonsenseIsNotSent()
{
    ChangeFixture fixture;
    QVERIFY(fixture.begin({"Trading desk", "Savings read"}));
    const auto edit = editOf(fixture, "Savings read");
    edit->start(wishFor(u"readOnly,withdraw"_s, {}));
    QCOMPARE(edit->state(), State::Failed);
    QCOMPARE(edit->error()->kind, ErrorKind::InvalidInput);
    QCOMPARE(fixture.received("POST " + change), 0);
    QVERIFY(fixture.journal().isEmpty());
}

void TestEdit::lostAnswerIsLookedUp()
{
    ChangeFixture fixture;
    QVERIFY(fixture.begin({"Trading desk", "Savings read"}));
    fixture.fault(change, "close");
    const auto edit = editOf(fixture, "Savings read");
    edit->start(wishFor(u"readOnly"_s, {u"127.0.0.1"_s}));
    QTRY_COMPARE(edit->state(), State::Changed);
    QCOMPARE(fixture.received("POST " + change), 1);
}

void TestEdit::lostRequestIsNotSentAgainByItself()
{
    ChangeFixture fixture;
    QVERIFY(fixture.begin({"Trading desk", "Savings read"}));
    fixture.fault(change, "close", {{u"handled"_s, false}});
    const auto edit = editOf(fixture, "Savings read");
    edit->start(wishFor(u"readOnly"_s, {u"127.0.0.1"_s}));
    QTRY_COMPARE(edit->state(), State::Different);
    QVERIFY(edit->differences().contains(KeyField::Addresses));
    QCOMPARE(fixture.received("POST " + change), 1);
    QCOMPARE(fixture.journal().size(), 1);
    edit->start(*edit->wish());
    QTRY_COMPARE(edit->state(), State::Changed);
    QCOMPARE(fixture.received("POST " + change), 2);
}

void TestEdit::refusalIsToldAndForgotten()
{
    ChangeFixture fixture;
    QVERIFY(fixture.begin({"Trading desk", "Savings read"}));
    fixture.fault(change, "error", {{u"handled"_s, false}, {u"code"_s, u"2002"_s}, {u"text"_s, u"no"_s}});
    const auto edit = editOf(fixture, "Savings read");
    const htx::PermissionSet before = fixture.entry("Savings read")->held->planned;
    edit->start(wishFor(u"readOnly,trade"_s, {}));
    QTRY_COMPARE(edit->state(), State::Failed);
    QCOMPARE(edit->error()->code, u"2002"_s);
    QVERIFY(fixture.journal().isEmpty());
    QVERIFY(fixture.entry("Savings read")->held->planned == before);
}

/// The exchange accepts it and does something else.
void TestEdit::recordThatDiffersIsTold()
{
    ChangeFixture fixture;
    QVERIFY(fixture.begin({"Trading desk", "Savings read"}));
    fixture.fault(
        change, "body",
        {{u"handled"_s, false},
         {u"text"_s,
          u"{\"code\":200,\"data\":{\"note\":\"n\",\"permission\":\"readOnly\",\"ipAddresses\":\"\"}}"_s}});
    const auto edit = editOf(fixture, "Savings read");
    edit->start(wishFor(u"readOnly,trade"_s, {}, u"Savings read"_s));
    QTRY_COMPARE(edit->state(), State::Different);
    QCOMPARE(edit->differences(), QList{KeyField::Permissions});
}

void TestEdit::mainKeyWaitsForTheUser()
{
    ChangeFixture fixture;
    QVERIFY(fixture.begin({"Portfolio", "Old bot"}));
    const auto edit = editOf(fixture, "Old bot");
    QCOMPARE(edit->way(), KeyEdit::Way::Web);
    const KeyWish wish = wishFor(u"readOnly"_s, {u"127.0.0.1"_s}, u"Old bot"_s);
    edit->start(wish);
    QTRY_COMPARE(edit->state(), State::WaitingForUser);
    QTRY_COMPARE(edit->differences(), (QList{KeyField::Permissions, KeyField::Addresses}));
    QVERIFY(fixture.entry("Old bot")->held->planned == wish.permissions);
    fixture.control("key/change",
                    {{u"accessKey"_s, edit->target().accessKey}, {u"permission"_s, u"readOnly"_s}});
    QTRY_COMPARE(edit->differences(), QList{KeyField::Addresses});
    QCOMPARE(edit->state(), State::WaitingForUser);
    fixture.control("key/change",
                    {{u"accessKey"_s, edit->target().accessKey}, {u"ipAddresses"_s, u"127.0.0.1"_s}});
    QTRY_COMPARE(edit->state(), State::Changed);
    QVERIFY(fixture.journal().isEmpty());
}

void TestEdit::stopKeepsThePlan()
{
    ChangeFixture fixture;
    QVERIFY(fixture.begin({"Portfolio", "Old bot"}));
    const auto edit = editOf(fixture, "Old bot");
    edit->start(wishFor(u"readOnly"_s, {u"127.0.0.1"_s}));
    QTRY_COMPARE(edit->state(), State::WaitingForUser);
    edit->stop();
    QTRY_COMPARE(edit->state(), State::Stopped);
    QVERIFY(fixture.journal().isEmpty());
    QVERIFY(fixture.entry("Old bot")->held->planned == htx::PermissionSet::parse(u"readOnly"_s));
}

void TestEdit::goesOnAfterARestart()
{
    ChangeFixture fixture;
    QVERIFY(fixture.begin({"Trading desk", "Savings read"}));
    const KeyTarget target = fixture.target("Savings read");
    const KeyWish wish = wishFor(u"readOnly"_s, {u"127.0.0.1"_s});
    Pending pending{u"edit:"_s + target.accessKey, u"edit"_s, u"sending"_s, target.toJson(), 1};
    pending.data.insert(u"wish"_s, wish.toJson());
    fixture.pending.save(pending).waitForFinished();
    KeyEdit edit(fixture.means, fixture.journal().first());
    edit.setPolling(often);
    QCOMPARE(edit.state(), State::Idle);
    QVERIFY(edit.wish() && differences(*edit.wish(), wish).isEmpty());
    edit.start(*edit.wish());
    QTRY_COMPARE(edit.state(), State::Changed);
    QVERIFY(fixture.journal().isEmpty());
}

void TestEdit::keyThatIsGoneIsTold()
{
    ChangeFixture fixture;
    QVERIFY(fixture.begin({"Trading desk", "Savings read"}));
    const auto edit = editOf(fixture, "Savings read");
    fixture.control("key/delete", {{u"accessKey"_s, edit->target().accessKey}});
    edit->start(wishFor(u"readOnly"_s, {u"127.0.0.1"_s}));
    QTRY_COMPARE(edit->state(), State::Failed);
    QCOMPARE(edit->error()->code, QLatin1StringView(KeyEdit::keyIsGone));
    QCOMPARE(fixture.received("POST " + change), 0);
}

QTEST_GUILESS_MAIN(TestEdit)
#include "tst_keys_edit.moc"
