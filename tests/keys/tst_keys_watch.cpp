// SPDX-License-Identifier: GPL-3.0-or-later
// What is told of keys that change outside Coffer, against an exchange whose keys and addresses are changed
// as its web pages would.
#include "changefixture.h"

#include "keys/findings/findingbook.h"
#include "keys/findings/keyreport.h"
#include "support/patience.h"

#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace coffer;
using namespace coffer::keys;
using namespace coffer::test;

namespace {

const Finding *found(const InventoryEntry *entry, FindingKind kind)
{
    if (!entry)
        return nullptr;
    const auto finding = std::ranges::find(entry->findings, kind, &Finding::kind);
    return finding == entry->findings.end() ? nullptr : &*finding;
}

QString keyOf(const QJsonObject &reply)
{
    return reply.value(u"accessKey"_s).toString();
}

} // namespace

class TestWatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aDangerousKeyIsOnTopWithinOnePoll();
    void firstReadingIsNoNews();
    void changesAreToldUntilTheyAreUndone();
    void whatCofferDidIsNoNews();
    void aNewAddressConcernsKeysThatWithdraw();
    void aFirstAddressBookIsNoNews();
    void acceptedUntilItChanges();
    void acceptanceAndBaselineSurviveARestart();
    void anAcceptanceNeedsAReason();
    void unusedRightsComeFromTheLog();
    void foreignOrdersGoToWhoMayHavePlacedThem();
    void restsWhileLockedAndWithoutKeys();
    void aFailedPollChangesNothing();
    void theReportHoldsNoKey();
};

void TestWatch::aDangerousKeyIsOnTopWithinOnePoll()
{
    ChangeFixture f;
    QVERIFY(f.begin({"Portfolio"}));
    QSignalSpy states(&f.inventory, &KeyInventory::stateChanged);
    const QString fresh = keyOf(f.control("key/add", {{u"permission"_s, u"readOnly,withdraw"_s}}));
    QVERIFY(!fresh.isEmpty());
    f.inventory.poll();
    QTRY_VERIFY(f.entryOf(fresh));
    const QList<Finding> &findings = f.entryOf(fresh)->findings;
    QCOMPARE(findings.first().kind, FindingKind::WithdrawWithoutIpBinding);
    QCOMPARE(findings.first().severity, Severity::Critical);
    QVERIFY(found(f.entryOf(fresh), FindingKind::UnknownKey));
    QVERIFY(!found(f.entryOf(fresh), FindingKind::NotHeldHere)); // that is said already
    QCOMPARE(f.inventory.worst(), std::optional(Severity::Critical));

    f.control("key/change", {{u"accessKey"_s, fresh}, {u"ipAddresses"_s, u"127.0.0.1"_s}});
    f.inventory.poll();
    QTRY_VERIFY(!found(f.entryOf(fresh), FindingKind::WithdrawWithoutIpBinding));
    QVERIFY(found(f.entryOf(fresh), FindingKind::UnknownKey)); // nobody said that it is all right

    f.control("key/delete", {{u"accessKey"_s, fresh}});
    f.inventory.poll();
    QTRY_VERIFY(!f.entryOf(fresh));
    QCOMPARE(states.count(), 0); // nobody waits for a poll
}

void TestWatch::firstReadingIsNoNews()
{
    ChangeFixture f;
    QVERIFY(f.begin({"Portfolio"}));
    QVERIFY(f.inventory.entries().size() > 3);
    for (const InventoryEntry &entry : f.inventory.entries()) {
        QVERIFY(!found(&entry, FindingKind::UnknownKey));
        QCOMPARE(found(&entry, FindingKind::NotHeldHere) != nullptr, !entry.held.has_value());
    }
}

void TestWatch::changesAreToldUntilTheyAreUndone()
{
    ChangeFixture f;
    QVERIFY(f.begin({"Portfolio"}));
    const QString office = QString::fromLatin1(f.demo("Office").accessKey);
    f.control("key/change", {{u"accessKey"_s, office},
                             {u"permission"_s, u"readOnly,withdraw"_s},
                             {u"ipAddresses"_s, u"203.0.113.7,198.51.100.0/24"_s}});
    f.inventory.poll();
    QTRY_VERIFY(found(f.entry("Office"), FindingKind::PermissionsChanged));
    const Finding rights = *found(f.entry("Office"), FindingKind::PermissionsChanged);
    QCOMPARE(rights.severity, Severity::Critical);
    QCOMPARE(rights.before, QStringList{u"readOnly"_s});
    QCOMPARE(rights.now, (QStringList{u"readOnly"_s, u"withdraw"_s}));
    QVERIFY(rights.at > 0);
    const Finding *looser = found(f.entry("Office"), FindingKind::AddressesLooser);
    QVERIFY(looser);
    QCOMPARE(looser->before, QStringList{u"203.0.113.7"_s});
    QCOMPARE(looser->now.size(), 2);

    f.control(
        "key/change",
        {{u"accessKey"_s, office}, {u"permission"_s, u"readOnly"_s}, {u"ipAddresses"_s, u"203.0.113.7"_s}});
    f.inventory.poll();
    QTRY_VERIFY(!found(f.entry("Office"), FindingKind::PermissionsChanged));
    QVERIFY(!found(f.entry("Office"), FindingKind::AddressesLooser));
}

void TestWatch::whatCofferDidIsNoNews()
{
    ChangeFixture f;
    QVERIFY(f.begin({"Portfolio"}));
    const QJsonObject made = f.control("key/add", {{u"permission"_s, u"readOnly,trade"_s}});
    htx::ApiKeyRecord record;
    record.accessKey = keyOf(made);
    record.permissions = htx::PermissionSet::parse(u"readOnly,trade"_s);
    f.inventory.book().expect(f.demo("Portfolio").uid, record);
    f.inventory.poll();
    QTRY_VERIFY(f.entryOf(record.accessKey));
    QVERIFY(!found(f.entryOf(record.accessKey), FindingKind::UnknownKey));
}

void TestWatch::aNewAddressConcernsKeysThatWithdraw()
{
    ChangeFixture f;
    f.inventory.setWithdrawable({Currency{u"usdt"_s}});
    QVERIFY(f.begin({"Portfolio", "Payouts"}));
    const Uid main = f.demo("Portfolio").uid;
    QTRY_COMPARE(f.inventory.book().currencies(main), QList{Currency{u"usdt"_s}});
    f.control(
        "address",
        {{u"currency"_s, u"usdt"_s}, {u"address"_s, u"TThiefsAddress"_s}, {u"note"_s, u"<img src=x>"_s}});
    f.inventory.poll();
    QTRY_VERIFY(found(f.entry("Payouts"), FindingKind::NewAddress));
    const Finding *fresh = found(f.entry("Payouts"), FindingKind::NewAddress);
    QCOMPARE(fresh->severity, Severity::Critical); // the key works from anywhere
    QVERIFY(fresh->now.contains(u"TThiefsAddress"_s));
    QVERIFY(!found(f.entry("Portfolio"), FindingKind::NewAddress));

    f.control("key/change", {{u"accessKey"_s, QString::fromLatin1(f.demo("Payouts").accessKey)},
                             {u"permission"_s, u"readOnly"_s}});
    f.inventory.poll();
    QTRY_VERIFY(!found(f.entry("Payouts"), FindingKind::NewAddress));
}

void TestWatch::aFirstAddressBookIsNoNews()
{
    ChangeFixture f;
    QVERIFY(f.begin({"Portfolio", "Payouts"}));
    f.inventory.setWithdrawable({Currency{u"usdt"_s}});
    f.inventory.poll();
    QTRY_VERIFY(!f.inventory.book().currencies(f.demo("Portfolio").uid).isEmpty());
    QVERIFY(!found(f.entry("Payouts"), FindingKind::NewAddress));
}

void TestWatch::acceptedUntilItChanges()
{
    ChangeFixture f;
    QVERIFY(f.begin({"Portfolio"}));
    const auto accept = [&f](const char *label, FindingKind kind) {
        const Finding finding = *found(f.entry(label), kind);
        return f.inventory.book().accept(f.entry(label)->accessKey(), finding, u" my tax program "_s);
    };
    AWAIT(kept, accept("Office", FindingKind::NotHeldHere));
    VERIFY_RESULT(kept);
    QTRY_VERIFY(f.entry("Office")->findings.isEmpty());
    QCOMPARE(f.entry("Office")->accepted.size(), 1);
    QCOMPARE(f.entry("Office")->accepted.first().accepted->reason, u"my tax program"_s);

    const QString office = f.entry("Office")->accessKey();
    f.control("key/change", {{u"accessKey"_s, office}, {u"permission"_s, u"readOnly,trade"_s}});
    f.inventory.poll();
    QTRY_VERIFY(found(f.entry("Office"), FindingKind::NotHeldHere)); // it is not what was accepted
    QVERIFY(f.entry("Office")->accepted.isEmpty());
    f.control("key/change", {{u"accessKey"_s, office}, {u"permission"_s, u"readOnly"_s}});
    f.inventory.poll();
    QTRY_COMPARE(f.entry("Office")->accepted.size(), 1);

    AWAIT(undone, f.inventory.book().withdraw(office, f.entry("Office")->accepted.first()));
    VERIFY_RESULT(undone);
    QTRY_VERIFY(found(f.entry("Office"), FindingKind::NotHeldHere));
}

void TestWatch::acceptanceAndBaselineSurviveARestart()
{
    ChangeFixture f;
    QVERIFY(f.begin({"Portfolio"}));
    const QString office = f.entry("Office")->accessKey();
    AWAIT(kept,
          f.inventory.book().accept(office, *found(f.entry("Office"), FindingKind::NotHeldHere), u"x"_s));
    VERIFY_RESULT(kept);
    const QString fresh = keyOf(f.control("key/add", {{u"permission"_s, u"readOnly"_s}}));

    KeyInventory again(f.table, f.stores, f.keyring, f.clock);
    AWAIT(loaded, again.load());
    VERIFY_RESULT(loaded);
    again.verify();
    const auto entry = [&again](const QString &key) -> const InventoryEntry * {
        const auto at = std::ranges::find(again.entries(), key, &InventoryEntry::accessKey);
        return at == again.entries().end() ? nullptr : &*at;
    };
    QTRY_VERIFY(entry(fresh));
    QVERIFY(found(entry(fresh), FindingKind::UnknownKey)); // it came while nobody looked
    QCOMPARE(entry(office)->accepted.size(), 1);
    QTRY_COMPARE(again.state(), LoadState::Ready);
}

void TestWatch::anAcceptanceNeedsAReason()
{
    ChangeFixture f;
    QVERIFY(f.begin({"Portfolio"}));
    const Finding finding = *found(f.entry("Office"), FindingKind::NotHeldHere);
    AWAIT(kept, f.inventory.book().accept(f.entry("Office")->accessKey(), finding, u"  "_s));
    QVERIFY(!kept && kept.error().code == u"reason"_s);
    QVERIFY(found(f.entry("Office"), FindingKind::NotHeldHere));
}

void TestWatch::unusedRightsComeFromTheLog()
{
    ChangeFixture f;
    QVERIFY(f.begin({"Trading desk"}));
    KeyRecord old = *f.entry("Trading desk")->held;
    old.addedAt = f.clock.nowMs() - qint64(70) * 86'400'000;
    old.lastUsedAt = f.clock.nowMs();
    AWAIT(saved, f.table.save(old));
    VERIFY_RESULT(saved);
    KeyInventory again(f.table, f.stores, f.keyring, f.clock);
    AWAIT(loaded, again.load());
    VERIFY_RESULT(loaded);
    const auto unused = [&again] { return found(&again.entries().first(), FindingKind::UnusedPermission); };
    QVERIFY(!unused()); // nobody told of any use yet
    UsageReport report{f.clock.nowMs() - qint64(60) * 86'400'000, {}};
    again.book().setUsage(report);
    QVERIFY(unused());
    QCOMPARE(unused()->permissions, QStringList{u"trade"_s});
    report.needed[old.id].insert(htx::Permission::Trade);
    again.book().setUsage(report);
    QVERIFY(!unused());
}

void TestWatch::foreignOrdersGoToWhoMayHavePlacedThem()
{
    ChangeFixture f;
    QVERIFY(f.begin({"Portfolio", "Trading desk"}));
    const Uid main = f.demo("Portfolio").uid;
    f.inventory.book().setForeignOrders({{main, 3, 1, {u"spot-api"_s}, {u"btcusdt"_s}}});
    // "Old bot" can trade and is another program's: it was that.
    QVERIFY(found(f.entry("Old bot"), FindingKind::ForeignOrders));
    QCOMPARE(found(f.entry("Old bot"), FindingKind::ForeignOrders)->severity, Severity::Info);
    QVERIFY(!found(f.entry("Trading desk"), FindingKind::ForeignOrders));
    f.control("key/delete", {{u"accessKey"_s, f.entry("Old bot")->accessKey()}});
    f.inventory.poll();
    // Now nobody else has a key that can: somebody has a copy of ours.
    QTRY_VERIFY(found(f.entry("Trading desk"), FindingKind::ForeignOrders));
    QCOMPARE(found(f.entry("Trading desk"), FindingKind::ForeignOrders)->severity, Severity::Warning);
    QVERIFY(!found(f.entry("Portfolio"), FindingKind::ForeignOrders)); // it can only look
    f.inventory.book().setForeignOrders({});
    QVERIFY(!found(f.entry("Trading desk"), FindingKind::ForeignOrders));
}

void TestWatch::restsWhileLockedAndWithoutKeys()
{
    ChangeFixture f;
    AWAIT(loaded, f.inventory.load());
    VERIFY_RESULT(loaded);
    QSignalSpy sent(&f.client, &htx::Client::requestFinished);
    f.inventory.poll(); // nothing is held
    QVERIFY(!f.hold("Portfolio").value.isEmpty());
    f.keyring.lock();
    f.inventory.poll();
    QCOMPARE(sent.count(), 0);
    AWAIT(opened, f.keyring.unlock());
    VERIFY_RESULT(opened);
    f.inventory.poll();
    QTRY_VERIFY(f.inventory.entries().size() > 1);
    for (const QList<QVariant> &record : sent)
        QVERIFY(record.first().value<htx::RequestRecord>().permission <= htx::Permission::Read);
}

void TestWatch::aFailedPollChangesNothing()
{
    ChangeFixture f;
    QVERIFY(f.begin({"Portfolio"}));
    const qsizetype before = f.inventory.entries().size();
    QSignalSpy failed(&f.inventory, &KeyInventory::failed);
    QSignalSpy changed(&f.inventory, &KeyInventory::changed);
    f.fault("/v2/user/api-key", "error", {{u"code"_s, u"500"_s}, {u"count"_s, 20}});
    f.inventory.poll();
    QTRY_VERIFY(changed.count() > 0);
    QCOMPARE(f.inventory.entries().size(), before);
    QCOMPARE(f.inventory.state(), LoadState::Ready);
    QCOMPARE(failed.count(), 0);
}

void TestWatch::theReportHoldsNoKey()
{
    ChangeFixture f;
    QVERIFY(f.begin({"Portfolio", "Trading desk"}));
    QList<InventoryEntry> entries = f.inventory.entries();
    entries.first().held->label = u"a copy of "_s + entries.first().accessKey();
    const Finding finding = entries.first().findings.value(0);
    entries.first().accepted << finding;
    entries.first().accepted.last().accepted = Acceptance{u"<b>fine</b>"_s, 1'700'000'000'000};
    const QByteArray report = keyReportJson(entries, f.clock.nowMs());
    for (const exchange::DemoKey &key : f.server.served().keys) {
        QVERIFY(!report.contains(key.accessKey));
        QVERIFY(!report.contains(key.secretKey));
    }
    const QJsonObject read = QJsonDocument::fromJson(report).object();
    QCOMPARE(read.value(u"format"_s).toString(), u"coffer-key-report-1"_s);
    const QJsonArray keys = read.value(u"keys"_s).toArray();
    QCOMPARE(keys.size(), entries.size());
    QCOMPARE(keys.first()[u"accessKey"_s].toString(), masked(entries.first().accessKey()));
    QCOMPARE(keys.first()[u"accepted"_s][0][u"accepted"_s][u"reason"_s].toString(), u"<b>fine</b>"_s);
}

QTEST_GUILESS_MAIN(TestWatch)
#include "tst_keys_watch.moc"
