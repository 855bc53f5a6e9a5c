// SPDX-License-Identifier: GPL-3.0-or-later
#include "activityparts.h"
#include "keys/keyfixture.h"

#include "keys/backup/facttables.h"
#include "keys/changes/pendingtable.h"
#include "keys/findings/keyfacts.h"
#include "keys/keyinventory.h"
#include "support/patience.h"
#include "ui/common/errorbar.h"
#include "ui/common/format.h"
#include "ui/common/label.h"
#include "ui/common/permissiontext.h"
#include "ui/common/tableview.h"
#include "ui/common/theme.h"
#include "ui/keys/checklist.h"
#include "ui/keys/checkresult.h"
#include "ui/keys/dailybars.h"
#include "ui/keys/findingtext.h"
#include "ui/keys/keydetails.h"
#include "ui/keys/keymodel.h"
#include "ui/keys/keyspage.h"
#include "ui/keys/keytext.h"
#include "ui/keys/pastekeydialog.h"
#include "ui/keys/secretfield.h"

#include <QAbstractItemModelTester>
#include <QAccessible>
#include <QClipboard>
#include <QComboBox>
#include <QMenu>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>

using namespace coffer;
using namespace coffer::ui;
using namespace Qt::StringLiterals;
using keys::FindingKind;
using keys::Severity;

namespace {

const QString canary = u"canary-5f1d0c-secret"_s;
const QByteArray pem = "-----BEGIN PRIVATE KEY-----\n"
                       "MC4CAQAwBQYDK2VwBCIEIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f\n"
                       "-----END PRIVATE KEY-----\n";

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

/// Everything that the page and the dialog need, on a scripted network, with the database in memory.
struct Bench : test::ClientFixture
{
    Settings settings{QString()};
    Theme theme{settings};
    Format format{settings, clock};
    Context context{theme, format, settings, clock};
    store::Database database{QString(), keys::KeyTable::schema(), store::Durability::Record};
    keys::KeyTable table{database};
    test::FakeSecretStore store;
    keys::SecretStores stores;
    keys::PendingTable pending{database};
    keys::FactStore facts{database};
    keys::Keyring keyring{client, stores, clock};
    keys::KeyInventory inventory{table, stores, keyring, clock};

    test::ActivityParts activity{clock};

    Bench() { stores.add(store); }

    KeyServices services()
    {
        return {inventory, keyring, stores, pending, client, facts, activity.log, activity.table};
    }

    /// The exchange knows the key "new" of the main account with these rights.
    void expectGoodCheck(const QByteArray &permissions, const QByteArray &addresses = "192.0.2.7")
    {
        expectClock();
        network.expect("GET", "/v2/user/uid").reply(200, test::body::uid(test::mainUid));
        network.expect("GET", "/v2/user/api-key")
            .reply(200, test::body::keys({test::body::key(u"new"_s, permissions, addresses)}));
        network.expect("GET", "/v2/sub-user/user-list").reply(200, test::body::keys({}));
    }
    void expectClock()
    {
        network.expect("GET", "/v1/common/timestamp")
            .always()
            .reply(200, test::body::timestamp(clock.localMs() + 1'500));
    }
};

template<class T>
T *named(const QWidget &parent, const QString &name)
{
    return parent.findChild<T *>(name);
}

void fill(const PasteKeyDialog &dialog, const QString &secret = canary)
{
    named<QLineEdit>(dialog, u"labelField"_s)->setText(u"Portfolio"_s);
    named<QLineEdit>(dialog, u"accessKeyField"_s)->setText(u"access-key-new"_s);
    named<QLineEdit>(dialog, u"secretKeyField"_s)->setText(secret);
}

void press(const QWidget &parent, const QString &name)
{
    QTest::mouseClick(named<QPushButton>(parent, name), Qt::LeftButton);
}

bool isEnabled(const QWidget &parent, const QString &name)
{
    return named<QPushButton>(parent, name)->isEnabled();
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
    void powersSayWhatTradeOnTheMainAccountGoverns();
    void modelChangesByDifference();
    void serverTextIsPlain();

    void secretFieldGivesNothingBack();
    void secretFieldKeepsLineEnds();
    void secretFieldWipes();
    void secretFieldWipesWhenLeftAlone();

    void pasteStoresOnlyAtTheEnd();
    void pasteShowsWhatDiffersFromThePlan();
    void pasteTellsTheRefusal_data();
    void pasteTellsTheRefusal();
    void pasteKeepsFieldsWhenTheStoreFails();
    void pasteSurvivesAWipeWhileSaving();
    void pasteAsksAgainAfterAnEdit();
    void pasteDetectsPem();
    void pasteRefusesBadInput();
    void lateAnswersAreDropped();
    void unknownRecordIsNeverGreen();

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

void TestKeys::secretFieldGivesNothingBack()
{
    SecretField field;
    field.show();
    QTest::keyClicks(&field, canary);
    QCOMPARE(field.text(), canary);
    QGuiApplication::clipboard()->setText(u"before"_s);
    field.selectAll();
    QTest::keySequence(&field, QKeySequence(QKeySequence::Copy));
    QTest::keySequence(&field, QKeySequence(QKeySequence::Cut));
    QCOMPARE(QGuiApplication::clipboard()->text(), u"before"_s);
    QCOMPARE(field.text(), canary);

    field.wipe();
    QVERIFY(field.text().isEmpty());
    QTest::keySequence(&field, QKeySequence(QKeySequence::Undo));
    field.undo();
    QVERIFY(field.text().isEmpty());
    QTest::keySequence(&field, QKeySequence(QKeySequence::Redo));
    QVERIFY(field.text().isEmpty());

    QTest::keyClicks(&field, canary);
    for (const auto query : {Qt::ImSurroundingText, Qt::ImCurrentSelection, Qt::ImTextBeforeCursor})
        QVERIFY(!field.inputMethodQuery(query).toString().contains(canary.left(4)));
    QVERIFY(!field.dragEnabled());
    QVERIFY(!field.acceptDrops());
    QMimeData dropped;
    dropped.setText(u"dropped"_s);
    QDropEvent drop({5, 5}, Qt::CopyAction, &dropped, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&field, &drop);
    QCOMPARE(field.text(), canary);
    for (const auto hint : {Qt::ImhHiddenText, Qt::ImhSensitiveData, Qt::ImhNoPredictiveText})
        QVERIFY(field.inputMethodHints().testFlag(hint));
    QContextMenuEvent menu(QContextMenuEvent::Mouse, {5, 5}, {5, 5});
    QCoreApplication::sendEvent(&field, &menu);
    QStringList offered;
    for (const QAction *action : field.findChild<QMenu *>()->actions())
        offered << action->text();
    QCOMPARE(offered, (QStringList{u"Paste"_s, u"Clear"_s}));
    if (QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(&field)) {
        for (int text = 0; text <= QAccessible::Accelerator; ++text)
            QVERIFY(!interface->text(static_cast<QAccessible::Text>(text)).contains(canary));
        if (interface->textInterface())
            QVERIFY(!interface->textInterface()->text(0, 200).contains(canary.left(6)));
    }
}

void TestKeys::secretFieldKeepsLineEnds()
{
    SecretField field;
    QGuiApplication::clipboard()->setText(QString::fromLatin1(pem));
    field.paste();
    QVERIFY(field.looksLikePem());
    QCOMPARE(field.secret().view().toByteArray().trimmed(), pem.trimmed());
}

void TestKeys::secretFieldWipes()
{
    SecretField field;
    field.show();
    field.setText(QString(canary.constData(), canary.size())); // memory of its own, unlike a literal's
    const Secret secret = field.secret();
    QCOMPARE(secret.view().toByteArray(), canary.toUtf8());
    QCOMPARE(field.text(), canary); // a mistake elsewhere does not cost it
    const QString shared = field.text();
    field.wipe();
    QVERIFY(field.text().isEmpty());
    QVERIFY(!shared.contains(canary)); // the field's own buffer was overwritten, not just let go

    field.setText(canary);
    field.hide();
    QVERIFY(field.text().isEmpty());
}

void TestKeys::secretFieldWipesWhenLeftAlone()
{
    QWidget window;
    SecretField field(&window);
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    field.setText(canary);
    field.setWipeDelay(std::chrono::milliseconds(1));
    QSignalSpy expired(&field, &SecretField::expired);
    QEvent deactivate(QEvent::WindowDeactivate);
    QEvent activate(QEvent::WindowActivate);
    QCoreApplication::sendEvent(&field, &deactivate);
    QCoreApplication::sendEvent(&field, &activate); // back in time
    QCOMPARE(field.text(), canary);
    QCoreApplication::sendEvent(&field, &deactivate);
    QTRY_COMPARE(expired.count(), 1);
    QVERIFY(field.text().isEmpty());
}

void TestKeys::pasteStoresOnlyAtTheEnd()
{
    Bench bench;
    AWAIT(loaded, bench.inventory.load());
    bench.expectGoodCheck("readOnly");
    QPointer<PasteKeyDialog> dialog =
        new PasteKeyDialog(bench.inventory, bench.client, u"keychain"_s, bench.context);
    QSignalSpy saved(dialog, &PasteKeyDialog::saved);
    dialog->open();
    QVERIFY(!isEnabled(*dialog, u"checkButton"_s));
    QVERIFY(named<QRadioButton>(*dialog, u"purpose_readOnly"_s)->isChecked());
    const auto *method = named<QComboBox>(*dialog, u"methodField"_s); // nothing is cut off
    QVERIFY(method->geometry().bottom() <= method->parentWidget()->height());
    fill(*dialog);
    QVERIFY(!isEnabled(*dialog, u"saveButton"_s));
    press(*dialog, u"checkButton"_s);
    QTRY_VERIFY(isEnabled(*dialog, u"saveButton"_s));
    const auto *checks = named<CheckList>(*dialog, u"checkList"_s);
    for (int line = 0; line < 9; ++line)
        QCOMPARE(int(checks->state(line)), int(CheckList::State::Passed));
    QVERIFY(checks->detail(int(keys::CheckStep::Clock)).contains(u"1.5"_s));
    QVERIFY(checks->detail(int(keys::CheckStep::Account)).contains(u"100"_s));
    QVERIFY(bench.store.log.isEmpty());
    QVERIFY(bench.inventory.entries().isEmpty());

    press(*dialog, u"saveButton"_s);
    QTRY_COMPARE(saved.count(), 1);
    QCOMPARE(bench.inventory.entries().size(), 1);
    QCOMPARE(bench.inventory.entries().first().held->label, u"Portfolio"_s);
    QCOMPARE(bench.store.secrets.size(), 1);
    QCOMPARE(bench.store.secrets.begin().value()->view().toByteArray(), canary.toUtf8());
    QTRY_VERIFY(!dialog);
    QVERIFY2(bench.network.problems().isEmpty(), qPrintable(bench.network.problems()));
}

void TestKeys::pasteShowsWhatDiffersFromThePlan()
{
    Bench bench;
    AWAIT(loaded, bench.inventory.load());
    bench.expectGoodCheck("readOnly,withdraw", "");
    PasteKeyDialog dialog(bench.inventory, bench.client, u"memory"_s, bench.context);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.open();
    fill(dialog);
    press(dialog, u"checkButton"_s);
    QTRY_VERIFY(isEnabled(dialog, u"saveButton"_s));
    const auto *checks = named<CheckList>(dialog, u"checkList"_s);
    const int permissions = int(keys::CheckStep::Count);
    QCOMPARE(int(checks->state(permissions)), int(CheckList::State::Notice));
    QVERIFY(checks->detail(permissions).contains(u"Not planned: Withdraw"_s));
    QCOMPARE(int(checks->state(permissions + 1)), int(CheckList::State::Notice)); // no binding
    QCOMPARE(int(checks->state(permissions + 3)), int(CheckList::State::Notice)); // memory only

    // Another plan is weighed at once, without asking again.
    named<QRadioButton>(dialog, u"purpose_withdraw"_s)->click();
    QCOMPARE(int(checks->state(permissions)), int(CheckList::State::Passed));
    QVERIFY(isEnabled(dialog, u"saveButton"_s));
}

void TestKeys::pasteTellsTheRefusal_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("button");
    QTest::newRow("access key") << QByteArray("Incorrect Access key [Access key error]") << u"access key"_s
                                << u"Enter the access key again"_s;
    QTest::newRow("secret") << QByteArray("Verification failure [x]") << u"secret does not belong"_s
                            << u"Enter the secret again"_s;
    QTest::newRow("address") << QByteArray("Incorrect IP address [IP error]:203.0.113.9") << u"203.0.113.9"_s
                             << u"Copy the address"_s;
    QTest::newRow("expired") << QByteArray("API key has expired [x]") << u"expired"_s
                             << u"Open API Management"_s;
    QTest::newRow("clock") << QByteArray("Invalid submission time or incorrect time format [x]")
                           << u"1.5 s behind"_s << u"Measure the clock again"_s;
}

void TestKeys::pasteTellsTheRefusal()
{
    QFETCH(QByteArray, message);
    QFETCH(QString, words);
    QFETCH(QString, button);
    Bench bench;
    AWAIT(loaded, bench.inventory.load());
    bench.expectClock();
    bench.network.expect("GET", "/v2/user/uid").always().reply(200, test::body::refusal(message));
    PasteKeyDialog dialog(bench.inventory, bench.client, u"keychain"_s, bench.context);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.open();
    fill(dialog);
    press(dialog, u"checkButton"_s);
    const auto *checks = named<CheckList>(dialog, u"checkList"_s);
    const int line = int(keys::CheckStep::Signature);
    QTRY_COMPARE(int(checks->state(line)), int(CheckList::State::Failed));
    QVERIFY2(checks->detail(line).contains(words), qPrintable(checks->detail(line)));
    auto *remedy = named<QPushButton>(dialog, u"remedyButton"_s);
    QCOMPARE(remedy->isVisibleTo(&dialog), !button.isEmpty());
    if (!button.isEmpty())
        QCOMPARE(remedy->text(), button);
    if (words == u"203.0.113.9"_s) {
        remedy->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), words);
    }
    QVERIFY(!isEnabled(dialog, u"saveButton"_s));
    QVERIFY(isEnabled(dialog, u"checkButton"_s));
    QCOMPARE(named<QLineEdit>(dialog, u"secretKeyField"_s)->text(), canary);
    QVERIFY(bench.store.log.isEmpty());
    QVERIFY(bench.inventory.entries().isEmpty());
}

void TestKeys::pasteKeepsFieldsWhenTheStoreFails()
{
    Bench bench;
    AWAIT(loaded, bench.inventory.load());
    bench.expectGoodCheck("readOnly");
    bench.store.mode = test::FakeSecretStore::Mode::Denied;
    PasteKeyDialog dialog(bench.inventory, bench.client, u"keychain"_s, bench.context);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.open();
    fill(dialog);
    press(dialog, u"checkButton"_s);
    QTRY_VERIFY(isEnabled(dialog, u"saveButton"_s));
    press(dialog, u"saveButton"_s);
    const auto *bar = dialog.findChild<ErrorBar *>();
    QTRY_VERIFY(bar->isVisible());
    QCOMPARE(int(bar->error()->kind), int(ErrorKind::KeychainDenied));
    QVERIFY(dialog.isVisible());
    QCOMPARE(named<QLineEdit>(dialog, u"secretKeyField"_s)->text(), canary);
    QVERIFY(bench.store.secrets.isEmpty());
    QVERIFY(bench.inventory.entries().isEmpty());
    AWAIT(rows, bench.table.all());
    VERIFY_RESULT(rows);
    QVERIFY(rows->isEmpty());

    // The keychain was unlocked meanwhile: the same check still counts.
    bench.store.mode = test::FakeSecretStore::Mode::Ok;
    press(dialog, u"saveButton"_s);
    QTRY_COMPARE(bench.inventory.entries().size(), 1);
}

void TestKeys::pasteSurvivesAWipeWhileSaving()
{
    Bench bench;
    AWAIT(loaded, bench.inventory.load());
    bench.expectGoodCheck("readOnly");
    bench.store.mode = test::FakeSecretStore::Mode::Late; // the keychain asks for its password
    PasteKeyDialog dialog(bench.inventory, bench.client, u"keychain"_s, bench.context);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    QSignalSpy saved(&dialog, &PasteKeyDialog::saved);
    dialog.open();
    fill(dialog);
    press(dialog, u"checkButton"_s);
    QTRY_VERIFY(isEnabled(dialog, u"saveButton"_s));
    press(dialog, u"saveButton"_s);
    dialog.reject(); // it is not known yet what became of it
    QVERIFY(dialog.isVisible());
    named<SecretField>(dialog, u"secretKeyField"_s)->wipe();
    QVERIFY(!isEnabled(dialog, u"saveButton"_s));
    QTRY_VERIFY(!bench.store.log.filter(u"write"_s).isEmpty());
    bench.store.release();
    QTRY_COMPARE(saved.count(), 1);
    QVERIFY(!dialog.isVisible());
    QCOMPARE(bench.store.secrets.begin().value()->view().toByteArray(), canary.toUtf8());
}

void TestKeys::pasteAsksAgainAfterAnEdit()
{
    Bench bench;
    AWAIT(loaded, bench.inventory.load());
    bench.expectGoodCheck("readOnly");
    PasteKeyDialog dialog(bench.inventory, bench.client, u"keychain"_s, bench.context);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.open();
    fill(dialog);
    press(dialog, u"checkButton"_s);
    QTRY_VERIFY(isEnabled(dialog, u"saveButton"_s));
    named<QLineEdit>(dialog, u"secretKeyField"_s)->setText(u"another"_s);
    QVERIFY(!isEnabled(dialog, u"saveButton"_s));
    QCOMPARE(int(named<CheckList>(dialog, u"checkList"_s)->state(0)), int(CheckList::State::Waiting));
    dialog.reject();
    QVERIFY(named<QLineEdit>(dialog, u"secretKeyField"_s)->text().isEmpty());
    QVERIFY(bench.store.log.isEmpty());
}

void TestKeys::pasteDetectsPem()
{
    Bench bench;
    PasteKeyDialog dialog(bench.inventory, bench.client, u"keychain"_s, bench.context);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    const auto *method = named<QComboBox>(dialog, u"methodField"_s);
    QCOMPARE(method->currentData().toInt(), int(htx::SignatureMethod::HmacSha256));
    fill(dialog, QString::fromLatin1(pem));
    QCOMPARE(method->currentData().toInt(), int(htx::SignatureMethod::Ed25519));
}

void TestKeys::pasteRefusesBadInput()
{
    Bench bench; // the network expects nothing: a request would fail the test
    PasteKeyDialog dialog(bench.inventory, bench.client, u"keychain"_s, bench.context);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.open();
    const auto *checks = named<CheckList>(dialog, u"checkList"_s);
    fill(dialog);
    named<QLineEdit>(dialog, u"accessKeyField"_s)->setText(u"two words"_s);
    press(dialog, u"checkButton"_s);
    QCOMPARE(int(checks->state(0)), int(CheckList::State::Failed));
    QVERIFY(checks->detail(0).contains(u"access key"_s));

    fill(dialog);
    named<QComboBox>(dialog, u"methodField"_s)->setCurrentIndex(1);
    press(dialog, u"checkButton"_s);
    QVERIFY(checks->detail(0).contains(u"PEM"_s));
    QVERIFY(!isEnabled(dialog, u"saveButton"_s));
}

void TestKeys::lateAnswersAreDropped()
{
    Bench bench;
    AWAIT(loaded, bench.inventory.load());
    bench.expectClock();
    bench.network.expect("GET", "/v2/user/uid").held().reply(200, test::body::uid(test::mainUid));
    bench.network.expect("GET", "/v2/user/api-key").always().reply(200, test::body::keys({}));
    bench.network.expect("GET", "/v2/sub-user").always().reply(200, test::body::keys({}));
    auto dialog =
        std::make_unique<PasteKeyDialog>(bench.inventory, bench.client, u"keychain"_s, bench.context);
    dialog->setAttribute(Qt::WA_DeleteOnClose, false);
    dialog->open();
    fill(*dialog);
    press(*dialog, u"checkButton"_s);
    QTRY_COMPARE(bench.network.count("GET", "/v2/user/uid"), 1);
    named<QLineEdit>(*dialog, u"accessKeyField"_s)->setText(u"access-key-other"_s);
    bench.network.release();
    QTRY_COMPARE(bench.network.inFlight(), 0);
    QCoreApplication::processEvents();
    QVERIFY(!isEnabled(*dialog, u"saveButton"_s));
    dialog.reset(); // also with the rest still to come
}

void TestKeys::unknownRecordIsNeverGreen()
{
    keys::CheckedKey key;
    key.uid = test::mainUid;
    const auto plan = htx::PermissionSet::parse(u"readOnly"_s);
    for (const CheckFact &fact :
         {accountFact(key), recordFact(key), permissionFact(key, plan), bindingFact(key), expiryFact(key)})
        QCOMPARE(int(fact.state), int(CheckList::State::Unknown));
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
