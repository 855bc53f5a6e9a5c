// SPDX-License-Identifier: GPL-3.0-or-later
#include "wizardbench.h"

#include "ui/common/errorbar.h"
#include "ui/keys/checklist.h"
#include "ui/keys/setup/unfinisheddialog.h"

#include <QClipboard>
#include <QSignalSpy>

using namespace coffer;
using namespace coffer::ui;
using namespace Qt::StringLiterals;
using keys::SetupStep;
using test::createPath;
using test::deletePath;
using test::Guide;
using Bench = test::WizardBench;

/// A key of a sub-user, which the wizard makes.
class TestSubUserWizard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void subUserFromFirstToLastPage();
    void subUserTakesAMainKey();
    void wrongCodeIsTold();
    void lostReplyOffersDeletion();
    void madeKeyIsNeverLeftBehind_data();
    void madeKeyIsNeverLeftBehind();
    void failedStoreKeepsTheKey();
    void theSecretIsShownNowhere();
    void lockedNothingIsSavedOrSent();
    void lockingWhileAskedBeforeLeaving();
    void nextStartTells();
};

void TestSubUserWizard::subUserFromFirstToLastPage()
{
    Bench bench;
    AWAIT(loaded, bench.inventory.load());
    bench.expectSubUsers();
    Guide guide(bench);
    QSignalSpy saved(guide.wizard, &SetupWizard::saved);
    guide.goToCode();
    QCOMPARE(guide.nextText(), u"Create key"_s);
    guide.type(u"codeField"_s, u"12345"_s);
    QVERIFY(!guide.canGoOn());
    guide.type(u"codeField"_s, u"123456"_s);
    bench.expectMadeAndChecked();
    guide.next();
    QTRY_VERIFY(guide.step() == SetupStep::Check && guide.canGoOn());
    const auto *checks = guide.part<CheckList>(u"checkList"_s);
    QVERIFY(checks->detail(int(keys::CheckStep::Count)).contains(u"as planned"_s));
    QVERIFY(checks->detail(int(keys::CheckStep::Count) + 2).contains(u"90"_s)); // through the main account
    QVERIFY(bench.store.log.filter(u"write"_s).isEmpty());
    QCOMPARE(bench.journalSize(), 1);
    guide.press(u"step2"_s); // the key exists, so what it is for is settled
    QVERIFY(!guide.part(u"purpose_readOnly"_s)->isEnabled());
    guide.press(u"step7"_s);
    QCOMPARE(guide.part<QLineEdit>(u"labelField"_s)->text(), u"Trading, robot1"_s);
    guide.next();
    QTRY_COMPARE(saved.count(), 1);
    const keys::InventoryEntry entry = bench.inventory.entries().last();
    QCOMPARE(entry.held->uid, test::subUid);
    QVERIFY(entry.held->isSubUser);
    QVERIFY(bench.store.secrets.value(entry.held->id)->view() == "canary-made-secret");
    QTRY_COMPARE(bench.journalSize(), 0);
    QVERIFY2(bench.network.problems().isEmpty(), qPrintable(bench.network.problems()));
}

void TestSubUserWizard::subUserTakesAMainKey()
{
    Bench bench;
    AWAIT(loaded, bench.inventory.load());
    bench.network.expect("GET", "/v2/sub-user/user-list").reply(200, test::body::forbidden());
    Guide guide(bench);
    guide.next();
    guide.next();
    guide.press(u"homeSub"_s);
    QTRY_VERIFY(guide.part(u"subUserRetryButton"_s)->isVisible());
    QVERIFY(!guide.canGoOn());
    bench.expectSubUsers();
    guide.press(u"subUserRetryButton"_s);
    auto *subUsers = guide.part<QComboBox>(u"subUserBox"_s);
    QTRY_COMPARE(subUsers->count(), 3);
    subUsers->setCurrentIndex(1); // a new one
    QVERIFY(!guide.canGoOn());
    guide.type(u"subUserNameField"_s, u"1robot"_s);
    QVERIFY(!guide.canGoOn());
    guide.type(u"subUserNameField"_s, u"robot2"_s);
    QVERIFY(guide.canGoOn());
    guide.press(u"homeMain"_s);
    QVERIFY(!subUsers->isVisible());
}

void TestSubUserWizard::wrongCodeIsTold()
{
    Bench bench;
    AWAIT(loaded, bench.inventory.load());
    bench.expectSubUsers();
    Guide guide(bench);
    guide.goToCode();
    guide.type(u"codeField"_s, u"000000"_s);
    bench.network.expect("GET", "/v2/user/api-key").reply(200, test::body::keys({}));
    bench.network.expect("POST", createPath)
        .reply(200, R"({"code":2002,"message":"invalid field value in `otpToken`"})");
    guide.next();
    QTRY_VERIFY(guide.part<QLabel>(u"makeState"_s)->text().contains(u"refused the 2FA code"_s));
    QVERIFY(guide.part<QLineEdit>(u"codeField"_s)->text().isEmpty()); // it is good for one try
    QCOMPARE(guide.step(), SetupStep::Create);
    QTRY_COMPARE(bench.journalSize(), 0);
    guide.type(u"codeField"_s, u"123456"_s);
    bench.expectMadeAndChecked();
    guide.next();
    QTRY_VERIFY(guide.step() == SetupStep::Check && guide.canGoOn());
}

void TestSubUserWizard::lostReplyOffersDeletion()
{
    Bench bench;
    AWAIT(loaded, bench.inventory.load());
    bench.expectSubUsers();
    Guide guide(bench);
    guide.goToCode();
    bench.network.expect("GET", "/v2/user/api-key").reply(200, test::body::keys({}));
    bench.network.expect("POST", createPath).fail(QNetworkReply::RemoteHostClosedError);
    const QByteArray note =
        "Coffer Trade " + bench.clock.now().toLocalTime().date().toString(Qt::ISODate).toUtf8();
    QByteArray listed = test::body::key(u"new"_s, "readOnly,trade");
    listed.replace("note of new", note);
    bench.network.expect("GET", "/v2/user/api-key").reply(200, test::body::keys({listed}));
    guide.next();
    QTRY_VERIFY(guide.part(u"deleteKeyButton"_s)->isVisible());
    QVERIFY(guide.part<QLabel>(u"makeState"_s)->text().contains(u"can't be had again"_s));
    QVERIFY(!guide.canGoOn());
    QCOMPARE(bench.network.count("POST", createPath), 1);
    bench.network.expect("POST", deletePath).reply(200, R"({"code":200,"data":null})");
    guide.press(u"deleteKeyButton"_s);
    QTRY_VERIFY(!guide.part(u"deleteKeyButton"_s)->isVisible());
    QTRY_VERIFY(guide.canGoOn());
    QTRY_COMPARE(bench.journalSize(), 0);
}

void TestSubUserWizard::madeKeyIsNeverLeftBehind_data()
{
    QTest::addColumn<QString>("button");
    QTest::newRow("stay") << u"stayButton"_s;
    QTest::newRow("save") << u"leaveSaveButton"_s;
    QTest::newRow("delete") << u"leaveDeleteButton"_s;
}

void TestSubUserWizard::madeKeyIsNeverLeftBehind()
{
    QFETCH(QString, button);
    Bench bench;
    AWAIT(loaded, bench.inventory.load());
    bench.expectSubUsers();
    Guide guide(bench);
    guide.makeKey();
    QTest::keyClick(guide.wizard, Qt::Key_Escape);
    QVERIFY(guide.box());
    QVERIFY(guide.wizard->isVisible());
    if (button == u"leaveDeleteButton"_s)
        bench.network.expect("POST", deletePath).reply(200, R"({"code":200,"data":null})");
    QTest::mouseClick(guide.box()->findChild<QPushButton *>(button), Qt::LeftButton);
    if (button == u"stayButton"_s) {
        QTRY_VERIFY(!guide.box());
        QVERIFY(guide.wizard->isVisible());
        QVERIFY(guide.wizard->session().maker().made());
        return;
    }
    QTRY_VERIFY(!guide.wizard);
    QTRY_COMPARE(bench.journalSize(), 0);
    QCOMPARE(bench.inventory.entries().size(), button == u"leaveSaveButton"_s ? 2 : 1);
    QCOMPARE(bench.network.count("POST", deletePath), button == u"leaveSaveButton"_s ? 0 : 1);
}

void TestSubUserWizard::failedStoreKeepsTheKey()
{
    Bench bench;
    AWAIT(loaded, bench.inventory.load());
    bench.expectSubUsers();
    Guide guide(bench);
    guide.makeKey();
    guide.next();
    bench.store.mode = test::FakeSecretStore::Mode::Denied;
    guide.next();
    const auto *error = guide.wizard->findChild<ErrorBar *>();
    QTRY_VERIFY(error->isVisible());
    QVERIFY(guide.wizard->session().maker().made());
    QCOMPARE(bench.journalSize(), 1);
    guide.press(u"place_memory"_s); // another store
    QSignalSpy saved(guide.wizard, &SetupWizard::saved);
    guide.next();
    QTRY_COMPARE(saved.count(), 1);
    QCOMPARE(bench.inventory.entries().last().held->place, u"memory"_s);
    QCOMPARE(bench.memory.secrets.size(), 1);
    QTRY_COMPARE(bench.journalSize(), 0);
}

void TestSubUserWizard::theSecretIsShownNowhere()
{
    Bench bench;
    AWAIT(loaded, bench.inventory.load());
    bench.expectSubUsers();
    QGuiApplication::clipboard()->clear();
    Guide guide(bench);
    guide.makeKey();
    guide.next();
    const QList<QWidget *> widgets = guide.wizard->findChildren<QWidget *>();
    for (const QWidget *widget : widgets) {
        QString words = widget->accessibleName() + widget->accessibleDescription() + widget->toolTip();
        for (const char *property : {"text", "currentText", "placeholderText"})
            words += widget->property(property).toString();
        QVERIFY2(!words.contains(u"canary"_s), qPrintable(widget->objectName()));
    }
    QVERIFY(!QGuiApplication::clipboard()->text().contains(u"canary"_s));
}

void TestSubUserWizard::lockedNothingIsSavedOrSent()
{
    Bench bench;
    AWAIT(loaded, bench.inventory.load());
    bench.expectSubUsers();
    Guide guide(bench);
    guide.makeKey();
    guide.next();
    QCOMPARE(guide.step(), SetupStep::Review);
    bench.store.log.clear();
    const auto sent = bench.network.requests().size();
    bench.keyring.lock();
    auto *error = guide.wizard->findChild<ErrorBar *>();
    QVERIFY(error->isVisible());
    QCOMPARE(error->error()->kind, ErrorKind::Locked);
    QVERIFY(guide.part<QLabel>(u"setupHint"_s)->text().startsWith(u"Unlock Coffer first"_s));
    guide.next();
    QTest::keyClick(guide.wizard, Qt::Key_Escape);
    QVERIFY(guide.box());
    for (const QString &name : {u"leaveSaveButton"_s, u"leaveDeleteButton"_s})
        QVERIFY(!guide.box()->findChild<QPushButton *>(name)->isEnabled());
    QVERIFY(guide.box()->informativeText().contains(u"unlock it first"_s));
    QTest::mouseClick(guide.box()->findChild<QPushButton *>(u"stayButton"_s), Qt::LeftButton);
    QTRY_VERIFY(!guide.box());
    QVERIFY(guide.wizard->isVisible());
    QVERIFY(guide.wizard->session().maker().made());
    QVERIFY(bench.store.log.isEmpty() && bench.memory.log.isEmpty());
    QCOMPARE(bench.network.requests().size(), sent);
    QCOMPARE(bench.journalSize(), 1);

    Q_EMIT error->remedyRequested(Remedy::Unlock); // from here: the main window is behind this one
    QTRY_VERIFY(!bench.keyring.isLocked());
    QVERIFY(!error->error());
    QTest::keyClick(guide.wizard, Qt::Key_Escape);
    QTest::mouseClick(guide.box()->findChild<QPushButton *>(u"leaveSaveButton"_s), Qt::LeftButton);
    QTRY_VERIFY(!guide.wizard);
    QCOMPARE(bench.inventory.entries().size(), 2);
    QTRY_COMPARE(bench.journalSize(), 0);
}

void TestSubUserWizard::lockingWhileAskedBeforeLeaving()
{
    Bench bench;
    AWAIT(loaded, bench.inventory.load());
    bench.expectSubUsers();
    Guide guide(bench);
    guide.makeKey();
    QTest::keyClick(guide.wizard, Qt::Key_Escape);
    auto *save = guide.box()->findChild<QPushButton *>(u"leaveSaveButton"_s);
    QVERIFY(save->isEnabled());
    bench.keyring.lock();
    QVERIFY(!save->isEnabled());
    QTest::mouseClick(save, Qt::LeftButton);
    QTest::keyClick(guide.box(), Qt::Key_Return); // the default is to go back
    QTRY_VERIFY(!guide.box());
    QCOMPARE(guide.step(), SetupStep::Check);
    QVERIFY(guide.wizard->session().maker().made());
    QCOMPARE(bench.inventory.entries().size(), 1);
    QTest::keyClick(guide.wizard, Qt::Key_Escape);
    QVERIFY(guide.box());
    AWAIT(unlocked, bench.keyring.unlock());
    VERIFY_RESULT(unlocked);
    save = guide.box()->findChild<QPushButton *>(u"leaveSaveButton"_s);
    QVERIFY(save->isEnabled());
    QTest::mouseClick(save, Qt::LeftButton);
    QTRY_VERIFY(!guide.wizard);
    QCOMPARE(bench.inventory.entries().size(), 2);
}

void TestSubUserWizard::nextStartTells()
{
    Bench bench;
    keys::SubUserKeyEntry entry;
    entry.id = u"entry"_s;
    entry.step = keys::SubUserKeyEntry::Step::Made;
    entry.parent = test::mainUid;
    entry.draft = {test::subUid, u"a note"_s, htx::PermissionSet::parse(u"readOnly"_s), {}};
    entry.accessKey = u"access-key-new"_s;
    entry.label = u"<b>Robot</b>"_s;
    entry.startedAt = bench.clock.nowMs();
    bench.pending.save(entry.toPending()).waitForFinished();
    bench.network.expect("GET", "/v2/user/api-key")
        .reply(200, test::body::keys({test::body::key(u"new"_s, "readOnly")}));
    QWidget window;
    window.show();
    new UnfinishedNotice(bench.services(), bench.context, &window);
    AWAIT(loaded, bench.inventory.load());
    QPointer<UnfinishedDialog> dialog;
    QTRY_VERIFY((dialog = window.findChild<UnfinishedDialog *>()));
    QVERIFY(dialog->findChild<QLabel *>(u"unfinishedWords"_s)->text().contains(u"nobody can use it"_s));
    for (const QLabel *label : dialog->findChildren<QLabel *>())
        QVERIFY(label->textFormat() == Qt::PlainText || label->text().isEmpty());
    QVERIFY(!dialog->findChild<QPushButton *>(u"finishKeyButton"_s));
    bench.network.expect("POST", deletePath).reply(200, R"({"code":200,"data":null})");
    QTest::mouseClick(dialog->findChild<QPushButton *>(u"removeKeyButton"_s), Qt::LeftButton);
    QTRY_VERIFY(!dialog);
    QTRY_COMPARE(bench.journalSize(), 0);
}

QTEST_MAIN(TestSubUserWizard)
#include "tst_keys_wizard_subuser.moc"
