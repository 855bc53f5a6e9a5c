// SPDX-License-Identifier: GPL-3.0-or-later
#include "keysbench.h"

#include "keys/findings/keyfacts.h"
#include "support/patience.h"
#include "ui/common/label.h"
#include "ui/common/permissiontext.h"
#include "ui/common/tableview.h"
#include "ui/keys/dailybars.h"
#include "ui/keys/findingtext.h"
#include "ui/keys/keydetails.h"
#include "ui/keys/keymodel.h"
#include "ui/keys/keyspage.h"
#include "ui/keys/keytext.h"

#include <QAbstractItemModelTester>
#include <QMessageBox>
#include <QSignalSpy>

using namespace coffer;
using namespace coffer::ui;
using namespace Qt::StringLiterals;
using keys::FindingKind;
using keys::Severity;
using test::named;
using test::press;
using Bench = test::KeysBench;

namespace {

keys::InventoryEntry heldEntry(const QString &name, const QString &permissions)
{
    keys::InventoryEntry entry;
    entry.held = test::keyRecord(name, permissions);
    entry.uid = entry.held->uid;
    entry.findings = keys::findings({.held = &*entry.held});
    return entry;
}

htx::ApiKeyRecord listedKey(const QString &name, const QString &permissions, const QStringList &addresses)
{
    htx::ApiKeyRecord record;
    record.accessKey = u"access-key-"_s + name;
    record.status = u"normal"_s;
    record.permissions = htx::PermissionSet::parse(permissions);
    record.ipAddresses = addresses;
    record.validDays = -1;
    return record;
}

} // namespace

class TestKeys : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onlyAUsedKeyIsHealthy();
    void findingWordsAreComplete_data();
    void findingWordsAreComplete();
    void permissionsAreMarkedAgainstThePlan();
    void chipsAreExplained();
    void powersSayWhatTradeOnTheMainAccountGoverns();
    void modelChangesByDifference();
    void serverTextIsPlain();

    void pageFollowsTheInventory();
    void detailsShowTheUse();
    void pageForgetsAfterConfirmation();
    void pagePauses();
};

void TestKeys::findingWordsAreComplete_data()
{
    QTest::addColumn<FindingKind>("kind");
    for (int kind = 0; kind <= int(FindingKind::NotVerifiable); ++kind)
        QTest::addRow("%d", kind) << static_cast<FindingKind>(kind);
}

void TestKeys::findingWordsAreComplete()
{
    QFETCH(FindingKind, kind);
    keys::Finding finding;
    finding.kind = kind;
    finding.permissions = QStringList{u"withdraw"_s, u"moon"_s};
    for (const bool full : {false, true}) {
        if (full) {
            finding.days = 3;
            finding.error = Error{ErrorKind::IpNotAllowed, {}, u"203.0.113.9"_s, std::nullopt};
        }
        const FindingText words = findingText(finding);
        QVERIFY(!words.chip.isEmpty() && words.chip.size() <= 24);
        QVERIFY(!words.title.isEmpty());
        QVERIFY(words.reason.size() > 20);
        QVERIFY(!(words.title + words.reason).contains(u'%'));
        QCOMPARE(KeyActions::label(words.action).isEmpty(), words.action == KeyAction::None);
    }
    if (kind == FindingKind::UnplannedPermission || kind == FindingKind::UnknownPermission) {
        QVERIFY(findingText(finding).title.contains(u"Withdraw"_s));
        QVERIFY(findingText(finding).title.contains(u"moon"_s));
    }
    for (const Severity severity : {Severity::Info, Severity::Warning, Severity::Critical})
        QVERIFY(!severityName(severity).isEmpty());
}

void TestKeys::permissionsAreMarkedAgainstThePlan()
{
    const auto plan = htx::PermissionSet::parse(u"readOnly,trade"_s);
    const QList<Chip> chips = permissionChips(htx::PermissionSet::parse(u"readOnly,withdraw,moon"_s), &plan);
    QCOMPARE(chips.size(), 4);
    QCOMPARE(chips.at(0).text, u"Read"_s);
    QCOMPARE(int(chips.at(0).tone), int(Chip::Tone::Neutral));
    QCOMPARE(int(chips.at(1).tone), int(Chip::Tone::Hollow)); // Trade is planned but absent
    QCOMPARE(chips.at(2).text, u"Withdraw !"_s);
    QCOMPARE(int(chips.at(2).tone), int(Chip::Tone::Danger));
    QCOMPARE(chips.at(3).text, u"moon !"_s);
    QCOMPARE(int(chips.at(3).tone), int(Chip::Tone::DangerOutlined));
}

void TestKeys::chipsAreExplained()
{
    Bench bench;
    KeyModel model(bench.format);
    keys::InventoryEntry entry;
    entry.listed = listedKey(u"x"_s, u"readOnly,withdraw"_s, {});
    entry.held = test::keyRecord(u"x"_s, u"readOnly,trade"_s);
    entry.held->onExchange = entry.listed;
    const auto tip = [&model](KeyModel::Column column) {
        const QModelIndex index = model.index(0, int(column));
        const QString words = index.data(Qt::ToolTipRole).toString();
        return index.data(Qt::AccessibleDescriptionRole).toString() == words ? words : QString();
    };
    model.setEntries({entry});
    const QString rights = tip(KeyModel::Column::Permissions);
    QVERIFY(rights.contains(u"without a 2FA code"_s));
    QVERIFY(rights.contains(u"not planned"_s) && rights.contains(u"Hollow"_s));
    const QString unused = tip(KeyModel::Column::Findings);
    QVERIFY(unused.contains(u"not used"_s));
    entry.held->lastUsedAt = 1;
    entry.held->paused = true;
    entry.held->planned = entry.listed->permissions;
    model.setEntries({entry});
    QVERIFY(!tip(KeyModel::Column::Permissions).contains(u"planned"_s));
    const QString used = tip(KeyModel::Column::Findings);
    QVERIFY(used.contains(u"Paused"_s) && used.contains(u"Nothing was found"_s));
    entry.listed.reset();
    entry.held->onExchange.reset();
    model.setEntries({entry});
    QVERIFY(tip(KeyModel::Column::Permissions).contains(u"did not tell"_s));
}

void TestKeys::powersSayWhatTradeOnTheMainAccountGoverns()
{
    const auto trade = htx::PermissionSet::parse(u"readOnly,trade"_s);
    QVERIFY(powers(trade, false).join(u' ').contains(u"sub-users"_s));
    QVERIFY(!powers(trade, true).join(u' ').contains(u"Create sub-users"_s));
    QVERIFY(powers(htx::PermissionSet::parse(u"readOnly"_s), false).last().contains(u"can't withdraw"_s));
    QVERIFY(
        !powers(htx::PermissionSet::parse(u"readOnly,withdraw"_s), false).join(u' ').contains(u"can't"_s));
    QVERIFY(!powers({}, false).isEmpty());
}

void TestKeys::modelChangesByDifference()
{
    Bench bench;
    KeyModel model(bench.format);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);

    QList<keys::InventoryEntry> entries{heldEntry(u"a"_s, u"readOnly"_s), heldEntry(u"b"_s, u"trade"_s),
                                        heldEntry(u"c"_s, u"readOnly"_s)};
    model.setEntries(entries);
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(inserted.count(), 1);

    model.setEntries(entries);
    QCOMPARE(changed.count(), 0);

    entries[1].held->paused = true;
    model.setEntries(entries);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed.first().at(0).toModelIndex().row(), 1);
    QCOMPARE(changed.first().at(1).toModelIndex().row(), 1);

    std::swap(entries[0], entries[2]);
    model.setEntries(entries);
    QCOMPARE(model.entry(0).held->label, u"c"_s);
    entries.removeAt(1);
    model.setEntries(entries);
    QCOMPARE(removed.count(), 1);
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.rowOf(u"access-key-a"_s), 1);
    QCOMPARE(reset.count(), 0);
}

void TestKeys::serverTextIsPlain()
{
    Bench bench;
    KeyModel model(bench.format);
    keys::InventoryEntry entry;
    entry.listed = listedKey(u"x"_s, u"readOnly"_s, {});
    entry.listed->note = u"a\u202Egood\nkey"_s;
    model.setEntries({entry});
    const QString shown = model.index(0, int(KeyModel::Column::Label)).data().toString();
    QVERIFY(!shown.contains(QChar(0x202E)) && !shown.contains(u'\n'));
    for (int column = 0; column < model.columnCount(); ++column) {
        QVERIFY(!model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString().isEmpty());
        QVERIFY(!model.index(0, column).data(Qt::AccessibleTextRole).toString().isEmpty());
        // The access key is never whole on screen.
        QVERIFY(!model.index(0, column).data().toString().contains(u"access-key-x"_s));
    }
}

void TestKeys::pageFollowsTheInventory()
{
    Bench bench;
    KeysPage page(bench.services(), bench.context);
    page.resize(1000, 600);
    page.show();
    QVERIFY(!page.isReady());
    AWAIT(loaded, bench.inventory.load());
    QVERIFY(page.isReady()); // no key: the empty state is what there is to see

    keys::CheckedKey checked;
    checked.accessKey = u"access-key-new"_s;
    checked.uid = test::mainUid;
    checked.isSubUser = false;
    checked.record = listedKey(u"new"_s, u"readOnly"_s, {});
    AWAIT(added, bench.inventory.add(checked, {u"Mine"_s, {}, {}, std::nullopt}, test::secretOf("s")));
    VERIFY_RESULT(added);
    const auto *table = named<TableView>(page, u"keysTable"_s);
    QCOMPARE(table->model()->rowCount(), 1);
    QCOMPARE(named<Label>(page, u"keyTitle"_s)->text(), u"Mine"_s);
    QVERIFY(!page.isReady());

    bench.expectClock();
    bench.network.expect("GET", "/v2/user/api-key")
        .always()
        .reply(200, test::body::keys({test::body::key(u"new"_s, "readOnly"),
                                      test::body::key(u"stray"_s, "withdraw", "")}));
    bench.network.expect("GET", "/v2/sub-user").always().reply(200, test::body::keys({}));
    page.verifyAll();
    QTRY_VERIFY(page.isReady());
    QCOMPARE(table->model()->rowCount(), 2);
    QCOMPARE(named<Label>(page, u"keyTitle"_s)->text(), u"Mine"_s); // what was chosen stays chosen
    QCOMPARE(table->model()->index(0, 0).data().toString(), u"note of stray"_s); // the worst finding is first
}

void TestKeys::detailsShowTheUse()
{
    Bench bench;
    KeysPage page(bench.services(), bench.context);
    page.show();
    AWAIT(loaded, bench.inventory.load());
    keys::CheckedKey checked;
    checked.accessKey = u"access-key-new"_s;
    checked.uid = test::mainUid;
    AWAIT(added, bench.inventory.add(checked, {u"Mine"_s, u"teal"_s, {}, std::nullopt}, test::secretOf("s")));
    VERIFY_RESULT(added);
    const auto *total = named<Label>(page, u"keyUseTotal"_s);
    QTRY_COMPARE(total->text(), u"Not used in the last 30 days."_s);

    htx::RequestRecord good;
    good.startedAt = bench.clock.nowMs();
    good.endpoint = "/v1/account/accounts";
    good.key = added->id;
    good.permission = htx::Permission::Read;
    good.httpStatus = 200;
    htx::RequestRecord bad = good;
    bad.failure = ErrorKind::IpNotAllowed;
    bench.activity.log.add(good);
    bench.activity.log.add(bad);
    bench.activity.log.resume();
    QTRY_VERIFY(total->text().startsWith(u"2 calls"_s) || total->text().startsWith(u"2 call"_s));
    const QList<DayCount> days = page.findChild<DailyBars *>()->days();
    QCOMPARE(days.size(), 30);
    QCOMPARE(days.last().count, 2);
    QCOMPARE(days.last().troubles, 1);
    const auto *table = named<TableView>(page, u"keysTable"_s);
    QCOMPARE(table->model()->index(0, 0).data(SeriesRole).toInt(), 2);
}

void TestKeys::pageForgetsAfterConfirmation()
{
    Bench bench;
    AWAIT(loaded, bench.inventory.load());
    keys::CheckedKey checked;
    checked.accessKey = u"access-key-new"_s;
    checked.uid = test::mainUid;
    AWAIT(added, bench.inventory.add(checked, {u"<b>Mine</b>"_s, {}, {}, std::nullopt}, test::secretOf("s")));
    VERIFY_RESULT(added);
    KeysPage page(bench.services(), bench.context);
    page.show();
    press(page, u"forgetButton"_s);
    QPointer<QMessageBox> box = page.findChild<QMessageBox *>();
    QVERIFY(box);
    QVERIFY(box->text().contains(u"<b>Mine</b>"_s));
    QCOMPARE(int(box->textFormat()), int(Qt::PlainText));
    QVERIFY(box->informativeText().contains(u"goes on existing on the exchange"_s));
    box->reject();
    QTRY_VERIFY(!box);
    QCOMPARE(bench.inventory.entries().size(), 1);

    press(page, u"forgetButton"_s);
    box = page.findChild<QMessageBox *>();
    QVERIFY(box);
    QCOMPARE(named<QPushButton>(*box, u"confirmForgetButton"_s)->text(), u"Forget on this device"_s);
    press(*box, u"confirmForgetButton"_s);
    QTRY_VERIFY(bench.inventory.entries().isEmpty());
    QVERIFY(bench.store.secrets.isEmpty());
}

void TestKeys::pagePauses()
{
    Bench bench;
    AWAIT(loaded, bench.inventory.load());
    keys::CheckedKey checked;
    checked.accessKey = u"access-key-new"_s;
    checked.uid = test::mainUid;
    AWAIT(added, bench.inventory.add(checked, {u"Mine"_s, {}, {}, std::nullopt}, test::secretOf("s")));
    VERIFY_RESULT(added);
    KeysPage page(bench.services(), bench.context);
    page.show();
    press(page, u"pauseButton"_s);
    QTRY_VERIFY(bench.inventory.entries().first().held->paused);
    QCOMPARE(named<QPushButton>(page, u"pauseButton"_s)->text(), u"Resume"_s);
    press(page, u"pauseButton"_s);
    QTRY_VERIFY(!bench.inventory.entries().first().held->paused);
}

void TestKeys::onlyAUsedKeyIsHealthy()
{
    keys::InventoryEntry entry;
    entry.held = keys::KeyRecord{};
    entry.listed = htx::ApiKeyRecord{};
    entry.held->onExchange = entry.listed;
    QVERIFY(ui::findingChips(entry).at(0).tone == ui::Chip::Tone::Neutral);
    entry.held->lastUsedAt = 1;
    QVERIFY(ui::findingChips(entry).at(0).tone == ui::Chip::Tone::Good);
}

QTEST_MAIN(TestKeys)
#include "tst_keys.moc"
