// SPDX-License-Identifier: GPL-3.0-or-later
#include "keysbench.h"

#include "support/patience.h"
#include "ui/common/errorbar.h"
#include "ui/keys/checklist.h"
#include "ui/keys/checkresult.h"
#include "ui/keys/pastekeydialog.h"
#include "ui/keys/secretfield.h"

#include <QAccessible>
#include <QClipboard>
#include <QComboBox>
#include <QMenu>
#include <QMimeData>
#include <QRadioButton>
#include <QSignalSpy>

using namespace coffer;
using namespace coffer::ui;
using namespace Qt::StringLiterals;
using test::named;
using test::press;

namespace {

const QString canary = u"canary-5f1d0c-secret"_s;
const QByteArray pem = "-----BEGIN PRIVATE KEY-----\n"
                       "MC4CAQAwBQYDK2VwBCIEIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f\n"
                       "-----END PRIVATE KEY-----\n";

struct Bench : test::KeysBench
{
    void expectGoodCheck(const QByteArray &permissions, const QByteArray &addresses = "192.0.2.7")
    {
        expectClock();
        expectNewKey(permissions, addresses);
    }
};

void fill(const PasteKeyDialog &dialog, const QString &secret = canary)
{
    named<QLineEdit>(dialog, u"labelField"_s)->setText(u"Portfolio"_s);
    named<QLineEdit>(dialog, u"accessKeyField"_s)->setText(u"access-key-new"_s);
    named<QLineEdit>(dialog, u"secretKeyField"_s)->setText(secret);
}

bool isEnabled(const QWidget &parent, const QString &name)
{
    return named<QPushButton>(parent, name)->isEnabled();
}

} // namespace

/// The window into which a key is pasted, and the field of its secret.
class TestPasteKey : public QObject
{
    Q_OBJECT

private Q_SLOTS:
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
};

void TestPasteKey::secretFieldGivesNothingBack()
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

void TestPasteKey::secretFieldKeepsLineEnds()
{
    SecretField field;
    QGuiApplication::clipboard()->setText(QString::fromLatin1(pem));
    field.paste();
    QVERIFY(field.looksLikePem());
    QCOMPARE(field.secret().view().toByteArray().trimmed(), pem.trimmed());
}

void TestPasteKey::secretFieldWipes()
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

void TestPasteKey::secretFieldWipesWhenLeftAlone()
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

void TestPasteKey::pasteStoresOnlyAtTheEnd()
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

void TestPasteKey::pasteShowsWhatDiffersFromThePlan()
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

void TestPasteKey::pasteTellsTheRefusal_data()
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

void TestPasteKey::pasteTellsTheRefusal()
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

void TestPasteKey::pasteKeepsFieldsWhenTheStoreFails()
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

void TestPasteKey::pasteSurvivesAWipeWhileSaving()
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

void TestPasteKey::pasteAsksAgainAfterAnEdit()
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

void TestPasteKey::pasteDetectsPem()
{
    Bench bench;
    PasteKeyDialog dialog(bench.inventory, bench.client, u"keychain"_s, bench.context);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    const auto *method = named<QComboBox>(dialog, u"methodField"_s);
    QCOMPARE(method->currentData().toInt(), int(htx::SignatureMethod::HmacSha256));
    fill(dialog, QString::fromLatin1(pem));
    QCOMPARE(method->currentData().toInt(), int(htx::SignatureMethod::Ed25519));
}

void TestPasteKey::pasteRefusesBadInput()
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

void TestPasteKey::lateAnswersAreDropped()
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

void TestPasteKey::unknownRecordIsNeverGreen()
{
    keys::CheckedKey key;
    key.uid = test::mainUid;
    const auto plan = htx::PermissionSet::parse(u"readOnly"_s);
    for (const CheckFact &fact :
         {accountFact(key), recordFact(key), permissionFact(key, plan), bindingFact(key), expiryFact(key)})
        QCOMPARE(int(fact.state), int(CheckList::State::Unknown));
}

QTEST_MAIN(TestPasteKey)
#include "tst_keys_paste.moc"
