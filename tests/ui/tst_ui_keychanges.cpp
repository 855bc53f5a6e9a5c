// SPDX-License-Identifier: GPL-3.0-or-later
// The windows in which keys are edited, rotated and revoked, on the Keys page, against an exchange in this
// process.
#include "activityparts.h"
#include "keys/changefixture.h"
#include "support/patience.h"
#include "support/webpages.h"

#include "keys/backup/facttables.h"
#include "keys/changes/revocation.h"
#include "keys/changes/rotation.h"
#include "keys/stores/vaultstore.h"
#include "ui/common/errorbar.h"
#include "ui/common/format.h"
#include "ui/common/label.h"
#include "ui/common/tableview.h"
#include "ui/common/theme.h"
#include "ui/keys/changes/changetext.h"
#include "ui/keys/changes/noticeline.h"
#include "ui/keys/changes/pendingbar.h"
#include "ui/keys/checklist.h"
#include "ui/keys/keymodel.h"
#include "ui/keys/keyspage.h"
#include "ui/keys/secretfield.h"

#include <QAbstractButton>
#include <QApplication>
#include <QCheckBox>
#include <QDialog>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QTemporaryDir>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace coffer;
using namespace coffer::ui;
using namespace coffer::test;

namespace {

/// The Keys page with these keys, and what stands in for the browser.
struct Bench : ChangeFixture
{
    Settings settings{QString()};
    Theme theme{settings};
    Format format{settings, clock};
    Context context{theme, format, settings, clock};
    WebPages web;
    keys::FactStore facts{keysFile};
    test::ActivityParts activity{clock};
    std::unique_ptr<KeysPage> page;

    bool open(std::initializer_list<const char *> labels)
    {
        theme.apply(*qApp);
        if (!begin(labels))
            return false;
        page = std::make_unique<KeysPage>(
            KeyServices{inventory, keyring, stores, pending, client, facts, activity.log, activity.table},
            context);
        page->resize(1000, 600);
        page->show();
        return true;
    }

    /// Makes the key the current one.
    void choose(const char *label) const
    {
        auto *view = page->findChild<TableView *>(u"keysTable"_s);
        const QString accessKey = QString::fromLatin1(demo(label).accessKey);
        const auto *model = page->findChild<KeyModel *>();
        for (int row = 0; row < view->model()->rowCount(); ++row) {
            const QModelIndex index = view->model()->index(row, int(KeyModel::Column::Label));
            if (index.data().toString() == labelOf(*model, accessKey))
                view->setCurrentIndex(index);
        }
    }
    static QString labelOf(const KeyModel &model, const QString &accessKey)
    {
        return model.index(model.rowOf(accessKey), int(KeyModel::Column::Label)).data().toString();
    }

    template<class T = QWidget>
    T *part(const QString &name) const
    {
        return page->findChild<T *>(name);
    }
    void press(const QString &name) const { QTest::mouseClick(part(name), Qt::LeftButton); }
    void press(const QString &within, const QString &name) const
    {
        QTest::mouseClick(part(within)->findChild<QWidget *>(name), Qt::LeftButton);
    }
    /// Presses the button of this change, which opens its window.
    void start(const QString &change) const
    {
        press(change + u"Button"_s);
        QTRY_VERIFY(part(change + u"Dialog"_s));
    }
    void escape(const QString &change) const
    {
        QTest::keyClick(part(change + u"Dialog"_s), Qt::Key_Escape);
        QTRY_VERIFY(!part(change + u"Dialog"_s));
    }
    bool canPress(const QString &name) const
    {
        const auto *button = part(name);
        return button && button->isVisible() && button->isEnabled();
    }
    int line(const QString &list, int number) const { return int(part<CheckList>(list)->state(number)); }
};

constexpr int passed = int(CheckList::State::Passed);
constexpr int running = int(CheckList::State::Running);

} // namespace

class TestKeyChanges : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wordsAreComplete();
    void revokesAndProves();
    void revokesOnTheWebPage();
    void editsASubUsersKey();
    void editsOnTheWebPage();
    void rotatesASubUsersKey();
    void lockedNewKeyWaits();
    void vaultIsOpenedWhereItIsInTheWay();
    void widerRotationNeedsItsNamedConsent();
    void tellsWhatIsUnderWay();
    void secondChangeIsRefused();
    void partsHaveNames();
};

void TestKeyChanges::wordsAreComplete()
{
    for (int fault = 1; fault <= int(keys::WishFault::LongNote); ++fault)
        QVERIFY(!faultText(static_cast<keys::WishFault>(fault)).isEmpty());
    for (int witness = 0; witness <= int(keys::Witness::Parent); ++witness)
        QVERIFY(!witnessText(static_cast<keys::Witness>(witness)).isEmpty());
    for (int why = 0; why <= int(keys::WhyNotHere::NoTradeKey); ++why)
        QVERIFY(!whyNotHereText(static_cast<keys::WhyNotHere>(why)).isEmpty());
    for (const char *code : {keys::Revocation::stillListed, keys::Rotation::isWider, "otherAccount",
                             keys::KeyWitness::notItsParent, keys::PendingTable::isUnderWay})
        QVERIFY(!failureText({ErrorKind::Rejected, QLatin1String(code), {}, std::nullopt})
                     .contains(u"Rejected"_s));
    const keys::KeyWish from{htx::PermissionSet::parse(u"readOnly,trade"_s), {}, {}};
    const keys::KeyWish to{htx::PermissionSet::parse(u"readOnly"_s), {u"192.0.2.1"_s}, {}};
    const QString words = differenceText(from, to, keys::differences(from, to));
    QCOMPARE(words, u"Permissions: Read, Trade → Read\nIP addresses: any address → 192.0.2.1"_s);
}

void TestKeyChanges::revokesAndProves()
{
    Bench bench;
    QVERIFY(bench.open({"Trading desk", "Savings read"}));
    bench.choose("Savings read");
    bench.start(u"revoke"_s);
    QVERIFY(!bench.part(u"revokeOpenPageButton"_s)->isVisible());
    QVERIFY(bench.isListed("Savings read")); // looking at the window does nothing
    bench.press(u"revokeRevokeButton"_s);
    for (int number = 0; number < 3; ++number)
        QTRY_COMPARE(bench.line(u"revokeSteps"_s, number), passed);
    QVERIFY(!bench.isListed("Savings read"));
    QVERIFY(!bench.part(u"revokeRevokeButton"_s)->isVisible());
    QTRY_VERIFY(bench.canPress(u"revokeCloseButton"_s));
    bench.press(u"revokeCloseButton"_s);
    QTRY_VERIFY(!bench.part(u"revokeDialog"_s));
    QVERIFY(bench.web.opened.isEmpty());
}

void TestKeyChanges::revokesOnTheWebPage()
{
    Bench bench;
    QVERIFY(bench.open({"Portfolio", "Old bot"}));
    bench.choose("Old bot");
    bench.start(u"revoke"_s);
    QVERIFY(bench.web.opened.isEmpty());
    bench.press(u"revokeRevokeButton"_s);
    QCOMPARE(bench.web.opened.size(), 1);
    QTRY_COMPARE(bench.line(u"revokeSteps"_s, 1), running);
    QTRY_VERIFY(bench.part<CheckList>(u"revokeSteps"_s)->detail(1).startsWith(u"Still listed"_s));
    bench.escape(u"revoke"_s); // it stays under way
    QTRY_VERIFY(bench.part(u"pendingBar"_s)->isVisible());
    bench.control("key/delete", {{u"accessKey"_s, QString::fromLatin1(bench.demo("Old bot").accessKey)}});
    bench.press(u"continueButton"_s);
    QTRY_VERIFY(bench.part(u"revokeDialog"_s));
    bench.press(u"revokeRevokeButton"_s);
    QTRY_COMPARE(bench.line(u"revokeSteps"_s, 2), passed);
    QTRY_VERIFY(!bench.part(u"pendingBar"_s)->isVisible());
}

void TestKeyChanges::editsASubUsersKey()
{
    Bench bench;
    QVERIFY(bench.open({"Trading desk", "Savings read"}));
    bench.choose("Savings read");
    bench.start(u"edit"_s);
    QVERIFY(!bench.part(u"permission_withdraw"_s)); // a sub-user's key can't have it
    QVERIFY(!bench.part(u"permission_readOnly"_s)->isEnabled());
    QVERIFY(!bench.canPress(u"editChangeButton"_s)); // nothing changes yet
    bench.part<QCheckBox>(u"permission_trade"_s)->click();
    QCOMPARE(bench.part<Label>(u"editSummary"_s)->text(), u"Permissions: Read → Read, Trade"_s);
    QVERIFY(bench.canPress(u"editChangeButton"_s));
    bench.press(u"editChangeButton"_s);
    QTRY_COMPARE(bench.line(u"editSteps"_s, 1), passed);
    QCOMPARE(bench.listed("Savings read", QString::fromLatin1(bench.demo("Savings read").accessKey))
                 .value("permission"_L1)
                 .toString(),
             u"readOnly,trade"_s);
}

void TestKeyChanges::editsOnTheWebPage()
{
    Bench bench;
    QVERIFY(bench.open({"Portfolio", "Old bot"}));
    bench.choose("Old bot");
    bench.start(u"edit"_s);
    QVERIFY(!bench.part(u"noteField"_s)); // which only the user can change there
    bench.part<QCheckBox>(u"permission_trade"_s)->click();
    bench.press(u"editChangeButton"_s);
    QCOMPARE(bench.web.opened.size(), 1);
    QTRY_VERIFY(bench.part<CheckList>(u"editSteps"_s)->detail(1).contains(u"Read, Trade → Read"_s));
    bench.control("key/change", {{u"accessKey"_s, QString::fromLatin1(bench.demo("Old bot").accessKey)},
                                 {u"permission"_s, u"readOnly"_s}});
    QTRY_COMPARE(bench.line(u"editSteps"_s, 1), passed);
}

void TestKeyChanges::rotatesASubUsersKey()
{
    Bench bench;
    QVERIFY(bench.open({"Trading desk", "Savings read"}));
    bench.choose("Savings read");
    bench.start(u"rotate"_s);
    bench.press(u"rotateNextButton"_s); // the same rights
    QTRY_VERIFY(bench.part(u"rotateOtpField"_s)->isVisible());
    bench.part<QLineEdit>(u"rotateOtpField"_s)->setText(u"12"_s);
    QVERIFY(!bench.canPress(u"rotateNextButton"_s)); // half a code
    bench.part<QLineEdit>(u"rotateOtpField"_s)->clear();
    bench.press(u"rotateNextButton"_s);
    QTRY_COMPARE(bench.line(u"rotateSteps"_s, 2), passed);
    QVERIFY(bench.isListed("Savings read"));
    QTRY_VERIFY(bench.canPress(u"rotateUndoButton"_s) && bench.canPress(u"rotateNextButton"_s));
    bench.press(u"rotateNextButton"_s);
    QTRY_COMPARE(bench.line(u"rotateSteps"_s, 4), passed);
    QVERIFY(!bench.isListed("Savings read"));
    QTRY_VERIFY(!bench.part(u"rotateUndoButton"_s)->isVisible());
    QTRY_VERIFY(bench.journal().isEmpty());
}

/// Its secret is in that window alone: locking neither stores nor loses it.
void TestKeyChanges::lockedNewKeyWaits()
{
    Bench bench;
    QVERIFY(bench.open({"Trading desk", "Savings read"}));
    bench.choose("Savings read");
    bench.press(u"rotateButton"_s);
    QTRY_VERIFY(bench.part(u"rotateDialog"_s));
    bench.press(u"rotateNextButton"_s);
    QTRY_VERIFY(bench.part(u"rotateOtpField"_s)->isVisible());
    bench.store.mode = FakeSecretStore::Mode::Denied;
    bench.press(u"rotateNextButton"_s);
    QTRY_VERIFY(bench.part(u"rotatePlaces"_s));
    bench.store.mode = FakeSecretStore::Mode::Ok;
    QVERIFY(bench.canPress(u"rotateNextButton"_s));

    bench.keyring.lock();
    bench.store.log.clear();
    const auto *bar = bench.part<ErrorBar>(u"rotateLockBar"_s);
    QVERIFY(bar->isVisible() && bar->error()->kind == ErrorKind::Locked);
    QVERIFY(!bench.part(u"rotateNextButton"_s)->isEnabled() && !bench.part(u"rotatePlaces"_s)->isEnabled());
    bench.part<QDialog>(u"rotateDialog"_s)->reject(); // as the main window does
    QVERIFY(bench.part(u"rotateDialog"_s)->isVisible());
    QVERIFY(!bench.part(u"rotateLoseBox"_s));
    QVERIFY(bench.store.log.isEmpty());

    auto *unlock = bar->findChild<QPushButton *>();
    QVERIFY(unlock && unlock->isVisible());
    unlock->click();
    QTRY_VERIFY(!bar->isVisible() && bench.canPress(u"rotateNextButton"_s));
    bench.press(u"rotateNextButton"_s);
    QTRY_COMPARE(bench.line(u"rotateSteps"_s, 2), passed);
}

/// What unlocking needs is in the vault, and a window of a change is over the main one.
void TestKeyChanges::vaultIsOpenedWhereItIsInTheWay()
{
    const QString passphrase = u"correct horse battery"_s;
    QTemporaryDir folder;
    keys::VaultStore vault(folder.filePath(u"vault"_s));
    Bench bench;
    bench.stores.add(vault);
    bench.stores.setPreferred(u"vault"_s);
    const Future<void> created = vault.create(secretOf(passphrase.toUtf8()));
    QTRY_VERIFY(created.isFinished());
    QVERIFY(created.result() && bench.open({"Trading desk", "Savings read"}));
    bench.keyring.setActiveAccount(bench.demo("Trading desk").uid);
    bench.choose("Savings read");
    bench.start(u"edit"_s);
    bench.keyring.lock();
    QVERIFY(!vault.isOpen());
    const auto *bar = bench.part<ErrorBar>(u"editLockBar"_s);
    QVERIFY(bar->isVisible());
    for (const auto *button : bar->findChildren<QToolButton *>())
        QVERIFY(!button->isVisible()); // nobody takes it away
    bench.press(u"editLockBar"_s, u"errorRemedy"_s);
    QTRY_COMPARE(bar->error()->kind, ErrorKind::VaultLocked);
    bench.press(u"editLockBar"_s, u"errorRemedy"_s);
    QVERIFY(bench.part<QDialog>(u"vaultDialog"_s)->isVisible());
    QTest::keyClicks(bench.part<SecretField>(u"vaultCurrent"_s), passphrase);
    bench.press(u"vaultAccept"_s);
    QTRY_VERIFY(!bench.keyring.isLocked() && !bar->isVisible());
    QVERIFY(bench.part(u"editDialog"_s)->isVisible());
}

void TestKeyChanges::widerRotationNeedsItsNamedConsent()
{
    Bench bench;
    QVERIFY(bench.open({"Portfolio", "Old bot"}));
    bench.choose("Old bot");
    bench.start(u"rotate"_s);
    auto *consent = bench.part<QCheckBox>(u"rotateConsent"_s);
    QVERIFY(!consent->isVisible());
    bench.part<QCheckBox>(u"permission_withdraw"_s)->click();
    QVERIFY(consent->isVisible() && consent->text().contains(u"Withdraw"_s));
    QVERIFY(!bench.canPress(u"rotateNextButton"_s));
    consent->click();
    QVERIFY(bench.canPress(u"rotateNextButton"_s));
    bench.part<QCheckBox>(u"permission_withdraw"_s)->click();
    QVERIFY(!consent->isVisible() && !consent->isChecked()); // it does not stay for the next one
}

void TestKeyChanges::tellsWhatIsUnderWay()
{
    Bench bench;
    QVERIFY(bench.open({"Portfolio", "Old bot"}));
    const auto *bar = bench.part<PendingBar>(u"pendingBar"_s);
    QVERIFY(!bar->isVisible());
    keys::Rotation rotation(bench.means, *bench.entry("Old bot")->held);
    rotation.plan(rotation.wish(), false);
    QTRY_VERIFY(bar->isVisible());
    QCOMPARE(bar->entries().size(), 1);
    QVERIFY(pendingTitle(bar->entries().first()).contains(u"“Old bot”"_s));
    keys::Revocation revocation(bench.means, bench.target("Old bot")); // as the rotation's last part does
    revocation.setIsStep(true);
    revocation.start();
    QTRY_COMPARE(bench.journal().size(), 2);
    QTRY_COMPARE(bar->entries().size(), 1); // not said twice
    revocation.stop();
    QTRY_COMPARE(bench.journal().size(), 1);
    bench.press(u"continueButton"_s);
    QTRY_VERIFY(bench.part(u"rotateDialog"_s));
    QVERIFY(bench.part(u"newKeyCheckButton"_s)->isVisible()); // it is where it was
    bench.press(u"rotateCloseButton"_s);
    QTRY_VERIFY(!bench.part(u"rotateDialog"_s));
    bench.press(u"discardButton"_s);
    QTRY_VERIFY(!bar->isVisible());
    QVERIFY(bench.journal().isEmpty());
    QVERIFY(bench.entry("Old bot")->held && bench.isListed("Old bot"));
}

void TestKeyChanges::secondChangeIsRefused()
{
    Bench bench;
    QVERIFY(bench.open({"Portfolio", "Old bot"}));
    bench.choose("Old bot");
    bench.start(u"edit"_s);
    bench.part<QCheckBox>(u"permission_trade"_s)->click();
    bench.press(u"editChangeButton"_s);
    QTRY_COMPARE(bench.line(u"editSteps"_s, 1), running);
    bench.escape(u"edit"_s); // it stays under way
    for (const QString &name : {u"edit"_s, u"rotate"_s, u"revoke"_s}) {
        bench.press(name + u"Button"_s);
        QTRY_VERIFY(bench.part(u"underWayBox"_s));
        const auto *box = bench.part<QMessageBox>(u"underWayBox"_s);
        QVERIFY(box->text().contains(u"“Old bot”"_s));
        QVERIFY(!box->informativeText().isEmpty());
        QVERIFY(!bench.part(name + u"Dialog"_s));
        bench.press(u"underWayCloseButton"_s);
        QTRY_VERIFY(!bench.part(u"underWayBox"_s));
    }
    bench.press(u"revokeButton"_s);
    QTRY_VERIFY(bench.part(u"underWayBox"_s));
    bench.press(u"underWayContinueButton"_s); // the one that is under way
    QTRY_VERIFY(bench.part(u"editDialog"_s));
    QCOMPARE(bench.journal().size(), 1);
    bench.escape(u"edit"_s);
    bench.press(u"discardButton"_s);
    QTRY_VERIFY(bench.journal().isEmpty());
    bench.start(u"revoke"_s);
}

void TestKeyChanges::partsHaveNames()
{
    Bench bench;
    QVERIFY(bench.open({"Portfolio", "Old bot"}));
    bench.choose("Old bot");
    for (const QString &name : {u"edit"_s, u"rotate"_s, u"revoke"_s}) {
        bench.start(name);
        const auto *dialog = bench.part<QDialog>(name + u"Dialog"_s);
        QVERIFY(dialog->isModal());
        for (const QAbstractButton *button : dialog->findChildren<QAbstractButton *>()) {
            if (!button->isVisible() || button->objectName().startsWith(u"qt_"_s))
                continue;
            QVERIFY2(!button->objectName().isEmpty(), qPrintable(button->text()));
            QVERIFY2(!button->text().isEmpty() || !button->accessibleName().isEmpty(),
                     qPrintable(button->objectName()));
        }
        bench.escape(name);
    }
}

QTEST_MAIN(TestKeyChanges)
#include "tst_ui_keychanges.moc"
