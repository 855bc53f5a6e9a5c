// SPDX-License-Identifier: GPL-3.0-or-later
#include "wizardbench.h"

#include "ui/keys/checklist.h"
#include "ui/keys/setup/iplisteditor.h"
#include "ui/keys/setup/iplistmodel.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QClipboard>
#include <QDir>
#include <QRadioButton>
#include <QSignalSpy>

using namespace coffer;
using namespace coffer::ui;
using namespace Qt::StringLiterals;
using keys::SetupStep;
using test::Guide;
using Bench = test::WizardBench;

class TestWizard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void mainAccountFromFirstToLastPage();
    void byTheKeyboardAlone();
    void withdrawIsNeverPreselected();
    void backKeepsWhatWasPasted();
    void refusalsLeadBack_data();
    void refusalsLeadBack();
    void leavingAsksOnlyForWhatIsLost();
    void everyControlHasAName();
    void lockingForgetsWhatWasPasted();
    void editorWorksByKeyboard();
    void editorModelIsSound();
    void pictures();
};

void TestWizard::mainAccountFromFirstToLastPage()
{
    Bench bench(false);
    AWAIT(loaded, bench.inventory.load());
    Guide guide(bench);
    QSignalSpy saved(guide.wizard, &SetupWizard::saved);
    QCOMPARE(guide.title(), u"Before you start"_s);
    guide.next();
    QVERIFY(guide.part<QRadioButton>(u"purpose_readOnly"_s)->isChecked());
    guide.next();
    QVERIFY(!guide.canGoOn()); // nobody has said where it lives
    QVERIFY(!guide.part(u"homeSub"_s)->isEnabled());
    QVERIFY(guide.part(u"noSubUserReason"_s)->isVisible());
    guide.press(u"homeMain"_s);
    guide.next();
    guide.type(u"ipField"_s, u"8.8.8.8"_s);
    guide.next(); // takes what still stands in the field
    QCOMPARE(guide.step(), SetupStep::Create);
    QCOMPARE(guide.part<QLineEdit>(u"addressText"_s)->text(), u"8.8.8.8"_s);
    const QString note = guide.part<QLineEdit>(u"noteText"_s)->text();
    QVERIFY(note.startsWith(u"Coffer Read 20"_s));
    guide.press(u"copyNoteButton"_s);
    QCOMPARE(QGuiApplication::clipboard()->text(), note);
    QCOMPARE(guide.nextText(), u"Check key"_s);
    QVERIFY(!guide.canGoOn());
    guide.pasteKey();
    bench.expectNewKey("readOnly", "8.8.8.8");
    guide.next();
    QTRY_VERIFY(guide.canGoOn());
    const auto *checks = guide.part<CheckList>(u"checkList"_s);
    for (int line = 0; line < 9; ++line)
        QCOMPARE(int(checks->state(line)), int(CheckList::State::Passed));
    QVERIFY(checks->detail(int(keys::CheckStep::Count) + 1).contains(u"8.8.8.8: as planned"_s));
    guide.next();
    QCOMPARE(guide.nextText(), u"Save key"_s);
    QVERIFY(bench.store.log.isEmpty() && bench.inventory.entries().isEmpty()); // nothing before this
    QVERIFY(guide.part<QLabel>(u"reviewHolder"_s)->text().contains(u"Main account"_s));
    guide.type(u"labelField"_s, u"My portfolio"_s);
    guide.part<QComboBox>(u"colorBox"_s)->setCurrentIndex(1);
    guide.next();
    QTRY_COMPARE(saved.count(), 1);
    QTRY_VERIFY(!guide.wizard);
    const keys::KeyRecord held = *bench.inventory.entries().first().held;
    QCOMPARE(held.label, u"My portfolio"_s);
    QVERIFY(!held.color.isEmpty());
    QCOMPARE(held.planned.toWire(), u"readOnly"_s);
    QCOMPARE(held.plannedIps.value_or(QStringList()), QStringList{u"8.8.8.8"_s});
    QCOMPARE(bench.store.secrets.value(held.id)->view().toByteArray(), test::pastedSecret.toUtf8());
    QVERIFY2(bench.network.problems().isEmpty(), qPrintable(bench.network.problems()));
}

void TestWizard::byTheKeyboardAlone()
{
    Bench bench(false);
    AWAIT(loaded, bench.inventory.load());
    Guide guide(bench);
    QVERIFY(QTest::qWaitForWindowActive(guide.wizard));
    QSignalSpy saved(guide.wizard, &SetupWizard::saved);
    const auto key = [](Qt::Key code) { QTest::keyClick(QApplication::focusWidget(), code); };
    key(Qt::Key_Return); // Before you start
    QCOMPARE(guide.step(), SetupStep::Purpose);
    QCOMPARE(QApplication::focusWidget(), guide.part(u"purpose_readOnly"_s));
    key(Qt::Key_Return);
    QCOMPARE(QApplication::focusWidget(), guide.part(u"homeMain"_s));
    key(Qt::Key_Space);
    key(Qt::Key_Return);
    QCOMPARE(QApplication::focusWidget(), guide.part(u"ipField"_s));
    QTest::keyClicks(QApplication::focusWidget(), u"8.8.4.4"_s);
    key(Qt::Key_Return); // adds it
    QCOMPARE(guide.step(), SetupStep::Restrict);
    key(Qt::Key_Return);
    QCOMPARE(QApplication::focusWidget(), guide.part(u"accessKeyField"_s));
    QTest::keyClicks(QApplication::focusWidget(), u"access-key-new"_s);
    key(Qt::Key_Tab);
    QCOMPARE(QApplication::focusWidget(), guide.part(u"secretKeyField"_s));
    QTest::keyClicks(QApplication::focusWidget(), test::pastedSecret);
    bench.expectNewKey("readOnly", "8.8.4.4");
    key(Qt::Key_Return);
    QTRY_COMPARE(guide.nextText(), u"Review"_s);
    key(Qt::Key_Return);
    QCOMPARE(guide.step(), SetupStep::Review);
    key(Qt::Key_Return);
    QTRY_COMPARE(saved.count(), 1);
    QCOMPARE(bench.inventory.entries().first().held->label, u"Portfolio"_s);
}

void TestWizard::withdrawIsNeverPreselected()
{
    Bench bench;
    AWAIT(loaded, bench.inventory.load());
    Guide guide(bench);
    guide.next();
    QVERIFY(!guide.part<QRadioButton>(u"purpose_withdraw"_s)->isChecked());
    QVERIFY(!guide.part(u"withdrawWarning"_s)->isVisible());
    guide.press(u"purpose_withdraw"_s);
    QVERIFY(guide.part(u"withdrawWarning"_s)->isVisible());
    guide.next();
    QVERIFY(!guide.part(u"homeSub"_s)->isEnabled()); // a sub-user's key can't withdraw
    guide.press(u"homeMain"_s);
    guide.next();
    QVERIFY(!guide.canGoOn()); // from anywhere, only if that is wanted
    guide.press(u"acceptUnbound"_s);
    QVERIFY(guide.canGoOn());
    guide.press(u"backButton"_s);
    guide.press(u"backButton"_s);
    guide.press(u"purpose_readOnly"_s);
    guide.press(u"purpose_withdraw"_s);
    guide.next();
    guide.next();
    QVERIFY(!guide.part<QCheckBox>(u"acceptUnbound"_s)->isChecked()); // asked anew
}

void TestWizard::backKeepsWhatWasPasted()
{
    Bench bench(false);
    AWAIT(loaded, bench.inventory.load());
    Guide guide(bench);
    guide.goToWebPage();
    guide.next();
    QCOMPARE(guide.step(), SetupStep::Create);
    guide.pasteKey();
    guide.press(u"backButton"_s);
    QCOMPARE(guide.step(), SetupStep::Restrict);
    guide.next();
    QVERIFY(guide.part<QLineEdit>(u"secretKeyField"_s)->text().isEmpty()); // wiped, but kept in memory
    QVERIFY(guide.part(u"keptWords"_s)->isVisible());
    QVERIFY(guide.canGoOn());
    bench.expectNewKey("readOnly", "");
    guide.next();
    QTRY_VERIFY(guide.canGoOn());
    guide.press(u"step5"_s);
    QCOMPARE(guide.step(), SetupStep::Create);
    guide.press(u"step6"_s); // known already: not asked again
    QVERIFY(guide.canGoOn());
    guide.press(u"step5"_s);
    guide.type(u"accessKeyField"_s, u"access-key-other"_s); // another key has another secret
    QVERIFY(!guide.canGoOn());
    QVERIFY(!guide.part(u"step6"_s)->isEnabled());
    QVERIFY2(bench.network.problems().isEmpty(), qPrintable(bench.network.problems()));
}

void TestWizard::refusalsLeadBack_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("button");
    QTest::newRow("access key") << QByteArray("Incorrect Access key [x]")
                                << u"does not know this access key"_s << u"Enter the access key again"_s;
    QTest::newRow("secret") << QByteArray("Verification failure [x]")
                            << u"secret does not belong to this access key"_s << u"Enter the secret again"_s;
    QTest::newRow("address") << QByteArray("Incorrect IP address [x]:8.8.4.4") << u"saw the address 8.8.4.4"_s
                             << u"Copy the address"_s;
    QTest::newRow("expired") << QByteArray("API key has expired [x]") << u"has expired"_s
                             << u"Open API Management"_s;
    QTest::newRow("clock") << QByteArray("Invalid submission time or incorrect time format [x]")
                           << u"1.5 s behind"_s << u"Measure the clock again"_s;
}

void TestWizard::refusalsLeadBack()
{
    QFETCH(QByteArray, message);
    QFETCH(QString, words);
    QFETCH(QString, button);
    Bench bench(false);
    AWAIT(loaded, bench.inventory.load());
    Guide guide(bench);
    guide.goToWebPage();
    guide.next();
    guide.pasteKey();
    bench.network.expect("GET", "/v2/user/uid").always().reply(200, test::body::refusal(message));
    guide.next();
    const auto *checks = guide.part<CheckList>(u"checkList"_s);
    const int line = int(keys::CheckStep::Signature);
    QTRY_COMPARE(int(checks->state(line)), int(CheckList::State::Failed));
    QVERIFY2(checks->detail(line).contains(words), qPrintable(checks->detail(line)));
    QVERIFY(!guide.canGoOn());
    auto *remedy = guide.part<QPushButton>(u"remedyButton"_s);
    QCOMPARE(remedy->text(), button);
    if (button.startsWith(u"Enter"_s)) {
        remedy->click();
        QCOMPARE(guide.step(), SetupStep::Create);
        QCOMPARE(guide.part<QLineEdit>(u"accessKeyField"_s)->text().trimmed(), u"access-key-new"_s);
    } else if (button.startsWith(u"Copy"_s)) {
        remedy->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), u"8.8.4.4"_s);
        guide.press(u"step4"_s);
        guide.press(u"seenIpButton"_s); // the address is offered where the list is made
        QCOMPARE(guide.part<IpListEditor>(u"ipListEditor"_s)->entries(), QStringList{u"8.8.4.4"_s});
    } else if (button.startsWith(u"Measure"_s)) {
        const int before = bench.network.count("GET", "/v2/user/uid");
        remedy->click();
        QTRY_VERIFY(bench.network.count("GET", "/v2/user/uid") > before);
    }
    QVERIFY(bench.store.log.isEmpty() && bench.inventory.entries().isEmpty());
}

void TestWizard::leavingAsksOnlyForWhatIsLost()
{
    Bench bench(false);
    AWAIT(loaded, bench.inventory.load());
    {
        Guide guide(bench);
        guide.goToWebPage();
        QTest::keyClick(guide.wizard, Qt::Key_Escape); // only choices were made
        QTRY_VERIFY(!guide.wizard);
    }
    for (int page = int(SetupStep::Restrict); page <= int(SetupStep::Review); ++page) {
        Guide guide(bench);
        guide.goToWebPage();
        guide.type(u"ipField"_s, u"8.8.8.8"_s);
        if (page > int(SetupStep::Restrict)) {
            guide.next();
            guide.pasteKey();
        }
        if (page > int(SetupStep::Create)) {
            bench.expectNewKey("readOnly", "8.8.8.8");
            guide.next();
            QTRY_VERIFY(guide.canGoOn());
        }
        if (page > int(SetupStep::Check))
            guide.next();
        QCOMPARE(int(guide.step()), page);
        guide.press(u"cancelButton"_s);
        QVERIFY(guide.box());
        QTest::mouseClick(guide.box()->findChild<QPushButton *>(u"leaveButton"_s), Qt::LeftButton);
        QTRY_VERIFY(!guide.wizard);
    }
    QVERIFY(bench.store.log.isEmpty() && bench.memory.log.isEmpty());
    QVERIFY(bench.inventory.entries().isEmpty());
    QCOMPARE(bench.journalSize(), 0);
}

void TestWizard::everyControlHasAName()
{
    Bench bench;
    AWAIT(loaded, bench.inventory.load());
    Guide guide(bench);
    const auto check = [&guide] {
        for (const QWidget *widget : guide.wizard->findChildren<QWidget *>()) {
            if (!widget->isVisible() || widget->focusPolicy() == Qt::NoFocus)
                continue;
            const auto *button = qobject_cast<const QAbstractButton *>(widget);
            const bool isField = qobject_cast<const QLineEdit *>(widget) ||
                                 qobject_cast<const QComboBox *>(widget) ||
                                 qobject_cast<const QAbstractItemView *>(widget);
            const QByteArray who = widget->objectName().toUtf8() + widget->metaObject()->className();
            QVERIFY2(!button || !button->text().isEmpty() || !button->accessibleName().isEmpty(),
                     who.constData());
            QVERIFY2(!isField || !widget->accessibleName().isEmpty(), who.constData());
            QVERIFY2((!button && !isField) || !widget->objectName().isEmpty(), who.constData());
        }
    };
    check();
    guide.goToWebPage();
    guide.type(u"ipField"_s, u"8.8.8.8"_s);
    check();
    guide.next();
    check();
    guide.pasteKey();
    bench.expectNewKey("readOnly", "8.8.8.8");
    guide.next();
    QTRY_VERIFY(guide.canGoOn());
    check();
    guide.next();
    check();
    bench.expectSubUsers();
    guide.press(u"step3"_s);
    guide.press(u"homeSub"_s);
    QTRY_COMPARE(guide.part<QComboBox>(u"subUserBox"_s)->count(), 3);
    guide.part<QComboBox>(u"subUserBox"_s)->setCurrentIndex(2);
    check();
    guide.next();
    guide.next();
    QCOMPARE(guide.nextText(), u"Create key"_s);
    check();
}

void TestWizard::lockingForgetsWhatWasPasted()
{
    Bench bench(false);
    AWAIT(loaded, bench.inventory.load());
    Guide guide(bench);
    guide.goToWebPage();
    guide.next();
    guide.pasteKey();
    bench.expectNewKey("readOnly", "");
    guide.next();
    QTRY_VERIFY(guide.canGoOn());
    bench.keyring.lock();
    QCOMPARE(guide.step(), SetupStep::Create);
    QVERIFY(!guide.wizard->session().credentials());
    QVERIFY(guide.part<QLineEdit>(u"secretKeyField"_s)->text().isEmpty());
    QVERIFY(!guide.canGoOn());
    QCOMPARE(guide.part<QLineEdit>(u"accessKeyField"_s)->text().trimmed(), u"access-key-new"_s);
}

void TestWizard::editorWorksByKeyboard()
{
    Bench bench;
    IpListEditor editor(bench.theme);
    QSignalSpy changed(&editor, &IpListEditor::changed);
    editor.show();
    auto *field = editor.findChild<QLineEdit *>(u"ipField"_s);
    auto *count = editor.findChild<QLabel *>(u"ipCount"_s);
    field->setText(u"8.8.8.8, 10.0.0.1 moon"_s);
    QTest::keyClick(field, Qt::Key_Return);
    QVERIFY(changed.count() > 0);
    QVERIFY(!editor.isValid());
    QCOMPARE(editor.entries(), (QStringList{u"8.8.8.8"_s, u"10.0.0.1"_s}));
    QCOMPARE(count->text(), u"2 of 20"_s);
    auto *table = editor.findChild<QAbstractItemView *>(u"ipTable"_s);
    const QAbstractItemModel *model = table->model();
    const auto words = [model](int row) { return model->index(row, 1).data().toString(); };
    QCOMPARE(words(0), u"Fine"_s);
    QVERIFY(words(1).contains(u"private"_s));
    QVERIFY(words(2).contains(u"no IP address"_s));
    table->setCurrentIndex(model->index(2, 0));
    QTest::keyClick(table, Qt::Key_Delete);
    QVERIFY(editor.isValid());
    QGuiApplication::clipboard()->setText(u"9.9.9.9\n2a00::1\n"_s);
    editor.findChild<QPushButton *>(u"pasteIpsButton"_s)->click();
    QCOMPARE(editor.entries().size(), 4);
    editor.setSeenAddress(u"203.0.113.9"_s);
    auto *seen = editor.findChild<QPushButton *>(u"seenIpButton"_s);
    QVERIFY(seen->isVisible() && seen->text().contains(u"203.0.113.9"_s));
    seen->click();
    QVERIFY(editor.entries().contains(u"203.0.113.9"_s) && !seen->isVisible());
    QStringList many;
    for (int i = 0; i < 30; ++i)
        many << u"8.8.4.%1"_s.arg(i);
    editor.setEntries(many);
    QVERIFY(!editor.isValid());
    QVERIFY(editor.findChild<QLabel *>(u"ipProblem"_s)->text().contains(u"remove 10"_s));
}

void TestWizard::editorModelIsSound()
{
    IpListModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    model.add(u"8.8.8.8 8.8.8.0/24 <b>moon</b>"_s);
    QCOMPARE(inserted.count(), 1);
    QCOMPARE(model.rowCount(), 3);
    QVERIFY(model.index(0, 1).data().toString().contains(u"8.8.8.0/24"_s));
    model.remove(1);
    QCOMPARE(removed.count(), 1);
    QCOMPARE(model.index(0, 1).data().toString(), u"Fine"_s); // it is not allowed twice any more
    model.setEntries({u"9.9.9.9"_s});
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(reset.count(), 0);
    model.remove(7);
    QCOMPARE(model.rowCount(), 1);
}

/// Writes a picture of every page into the folder that COFFER_PICTURES names, to be looked at.
void TestWizard::pictures()
{
    const QString folder = qEnvironmentVariable("COFFER_PICTURES");
    if (folder.isEmpty())
        QSKIP("COFFER_PICTURES names no folder");
    for (const Scheme scheme : {Scheme::Light, Scheme::Dark}) {
        Bench bench;
        AWAIT(loaded, bench.inventory.load());
        bench.theme.force(scheme);
        bench.theme.apply(*qApp);
        bench.expectSubUsers();
        const QString suffix = scheme == Scheme::Light ? u"light"_s : u"dark"_s;
        const QSize size = scheme == Scheme::Light ? QSize(920, 620) : QSize(920, 600);
        {
            Guide guide(bench);
            guide.wizard->resize(size);
            const auto grab = [&](const QString &name) {
                QCoreApplication::processEvents();
                QVERIFY(guide.wizard->grab().save(QDir(folder).filePath(u"%1-%2.png"_s.arg(name, suffix))));
            };
            grab(u"1-before"_s);
            guide.next();
            guide.press(u"purpose_withdraw"_s);
            grab(u"2-purpose"_s);
            guide.press(u"purpose_trade"_s);
            guide.next();
            guide.press(u"homeSub"_s);
            QTRY_COMPARE(guide.part<QComboBox>(u"subUserBox"_s)->count(), 3);
            guide.part<QComboBox>(u"subUserBox"_s)->setCurrentIndex(1);
            grab(u"3-home"_s);
            guide.part<QComboBox>(u"subUserBox"_s)->setCurrentIndex(2);
            guide.next();
            guide.type(u"ipField"_s, u"8.8.8.8 10.0.0.7 moon 8.8.0.0/16"_s);
            QTest::keyClick(guide.part(u"ipField"_s), Qt::Key_Return);
            grab(u"4-restrict"_s);
            guide.part<IpListEditor>(u"ipListEditor"_s)->setEntries({});
            guide.next();
            grab(u"5-create-sub"_s);
            bench.expectMadeAndChecked();
            guide.next();
            QTRY_VERIFY(guide.step() == SetupStep::Check && guide.canGoOn());
            grab(u"6-check"_s);
            guide.next();
            grab(u"7-review"_s);
            QTest::keyClick(guide.wizard, Qt::Key_Escape);
            QCoreApplication::processEvents();
            QVERIFY(guide.box()->grab().save(QDir(folder).filePath(u"8-leave-%1.png"_s.arg(suffix))));
        }
        Guide guide(bench);
        guide.wizard->resize(size);
        guide.goToWebPage();
        guide.type(u"ipField"_s, u"8.8.8.8"_s);
        guide.next();
        guide.pasteKey();
        QCoreApplication::processEvents();
        guide.wizard->grab().save(QDir(folder).filePath(u"5-create-web-%1.png"_s.arg(suffix)));
        bench.network.expect("GET", "/v2/user/uid")
            .reply(200, test::body::refusal("Incorrect IP address [x]:203.0.113.9"));
        guide.next();
        QTRY_VERIFY(guide.part(u"remedyButton"_s)->isVisible());
        guide.wizard->grab().save(QDir(folder).filePath(u"6-refused-%1.png"_s.arg(suffix)));
    }
}

QTEST_MAIN(TestWizard)
#include "tst_keys_wizard.moc"
