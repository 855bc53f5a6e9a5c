// SPDX-License-Identifier: GPL-3.0-or-later
#include "keysbench.h"

#include "core/sealed.h"
#include "keys/backup/backupmaker.h"
#include "support/patience.h"
#include "ui/common/errorbar.h"
#include "ui/common/label.h"
#include "ui/common/tableview.h"
#include "ui/keys/backup/backupdialog.h"
#include "ui/keys/backup/restorechoice.h"
#include "ui/keys/backup/restoredialog.h"
#include "ui/keys/backup/restoremodel.h"
#include "ui/keys/backup/restorenotice.h"
#include "ui/keys/backup/restoretext.h"
#include "ui/keys/keyactions.h"
#include "ui/keys/passphrasefield.h"
#include "ui/keys/secretfield.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QDir>
#include <QFileDialog>
#include <QJsonArray>
#include <QLineEdit>
#include <QPointer>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace coffer;
using namespace coffer::ui;
using namespace Qt::StringLiterals;
using test::named;
using test::press;

namespace {

const QString phrase = u"correct horse battery staple"_s;
const QByteArray canary = "canary-5f1d0c-secret"_ba;

struct Bench : test::KeysBench
{
    QTemporaryDir folder;

    QString file() const { return folder.filePath(u"keys.cofferbackup"_s); }

    bool add(const QString &name, const QString &permissions)
    {
        keys::CheckedKey checked;
        checked.accessKey = u"access-key-"_s + name;
        checked.uid = test::mainUid;
        keys::KeyPlan plan;
        plan.label = name;
        plan.permissions = htx::PermissionSet::parse(permissions);
        const Future<keys::KeyRecord> added =
            inventory.add(checked, plan, test::secretOf(canary + name.toUtf8()));
        return test::waitedFor([&added] { return added.isFinished(); }) && added.result();
    }

    BackupDialog *openBackup()
    {
        auto *dialog = new BackupDialog(inventory, keyring, stores, facts, context);
        dialog->open();
        return dialog;
    }

    RestoreDialog *openRestore()
    {
        auto *dialog = new RestoreDialog(inventory, keyring, stores, pending, facts, context);
        dialog->open();
        return dialog;
    }
};

QString textOf(const QWidget &parent, const QString &name)
{
    return named<QLabel>(parent, name)->text();
}

void enterPassphrase(const BackupDialog &dialog)
{
    named<QLineEdit>(dialog, u"passphraseField"_s)->setText(phrase);
    named<QLineEdit>(dialog, u"repeatPassphraseField"_s)->setText(phrase);
}

/// Presses the button and answers the file dialog.
void saveTo(const BackupDialog &dialog, const QString &file)
{
    press(dialog, u"saveBackupButton"_s);
    auto *files = dialog.findChild<QFileDialog *>();
    Q_EMIT files->fileSelected(file);
    files->close();
}

bool isSaved(const BackupDialog &dialog)
{
    return named<QPushButton>(dialog, u"cancelButton"_s)->text() == "Close"_L1;
}

void openFile(const RestoreDialog &dialog, const QString &file, const QString &passphrase)
{
    named<QLineEdit>(dialog, u"restoreFileField"_s)->setText(file);
    named<QLineEdit>(dialog, u"restorePassphraseField"_s)->setText(passphrase);
    press(dialog, u"restoreButton"_s);
}

keys::BackupKey keyNamed(const QString &name, const QByteArray &secret = {})
{
    keys::BackupKey key;
    key.label = name;
    key.accessKey = u"access-key-"_s + name;
    key.uid = test::mainUid;
    key.planned = htx::PermissionSet::parse(u"readOnly"_s);
    if (!secret.isEmpty())
        key.secret = test::secretOf(secret);
    return key;
}

bool writeBackup(const QString &file, const QList<keys::BackupKey> &keys, const keys::Facts &facts = {})
{
    const Result<bool> saved =
        keys::saveBackup({1'700'000'000'000, keys, facts}, Secret(phrase.toUtf8()), file);
    return saved && *saved;
}

} // namespace

class TestKeysBackup : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void savesWithoutSecretsUnlessAsked();
    void savesWithSecrets();
    void namesWhatCanNotBeRead();
    void tellsWhyItWasNotSaved();
    void cancellingLeavesNoFile();
    void lockingClosesTheDialogs();

    void showsBeforeItWrites();
    void choosesKeyByKey();
    void wrongPassphraseAndDamageLookTheSame();
    void failureIsTold();
    void modelIsSound();
    void hostileLabelsAreText();
    void noticeTellsOfAnInterruptedRestore();
    void actionsKnowWhatIsPossible();
    void looksRight();
};

void TestKeysBackup::savesWithoutSecretsUnlessAsked()
{
    Bench bench;
    QVERIFY(bench.add(u"a"_s, u"readOnly"_s));
    bench.store.log.clear();
    const QPointer<BackupDialog> dialog = bench.openBackup();
    QVERIFY(named<QRadioButton>(*dialog, u"withoutSecrets"_s)->isChecked());
    QVERIFY(!named<QPushButton>(*dialog, u"saveBackupButton"_s)->isEnabled());
    enterPassphrase(*dialog);
    saveTo(*dialog, bench.file());
    QTRY_VERIFY(isSaved(*dialog));
    QVERIFY(textOf(*dialog, u"backupText"_s).contains(u"secrets are not in it"_s));
    QVERIFY(textOf(*dialog, u"backupText"_s).contains(QDir::toNativeSeparators(bench.file())));
    QVERIFY(bench.store.log.isEmpty());
    QVERIFY(named<QLineEdit>(*dialog, u"passphraseField"_s)->text().isEmpty());
    const Result<keys::BackupContent> content = keys::openBackup(Secret(phrase.toUtf8()), bench.file());
    VERIFY_RESULT(content);
    QCOMPARE(content->keys.size(), 1);
    QCOMPARE(content->secretCount(), 0);
    press(*dialog, u"cancelButton"_s);
    QTRY_VERIFY(!dialog);
}

void TestKeysBackup::savesWithSecrets()
{
    Bench bench;
    QVERIFY(bench.add(u"a"_s, u"readOnly,trade"_s));
    QVERIFY(bench.add(u"b"_s, u"readOnly,withdraw"_s));
    const QPointer<BackupDialog> dialog = bench.openBackup();
    auto *with = named<QRadioButton>(*dialog, u"withSecrets"_s);
    QVERIFY(with->accessibleDescription().contains(u"1 can trade, 1 can withdraw"_s)); // beside the choice
    with->setChecked(true);
    enterPassphrase(*dialog);
    saveTo(*dialog, bench.file());
    QTRY_VERIFY(isSaved(*dialog));
    const Result<keys::BackupContent> content = keys::openBackup(Secret(phrase.toUtf8()), bench.file());
    VERIFY_RESULT(content);
    QCOMPARE(content->secretCount(), 2);
    QVERIFY(*content->keys.first().secret == Secret(canary + 'a'));
    delete dialog;
}

void TestKeysBackup::namesWhatCanNotBeRead()
{
    Bench bench;
    QVERIFY(bench.add(u"first"_s, u"readOnly"_s));
    QVERIFY(bench.add(u"second"_s, u"readOnly"_s));
    bench.store.secrets.remove(bench.inventory.entries().first().held->id);
    const QPointer<BackupDialog> dialog = bench.openBackup();
    named<QRadioButton>(*dialog, u"withSecrets"_s)->setChecked(true);
    enterPassphrase(*dialog);
    saveTo(*dialog, bench.file());
    auto *save = named<QPushButton>(*dialog, u"saveBackupButton"_s);
    QTRY_COMPARE(save->text(), u"Save without those"_s);
    QVERIFY(textOf(*dialog, u"backupText"_s).contains(u"first"_s));
    QVERIFY(!textOf(*dialog, u"backupText"_s).contains(u"second"_s));
    QVERIFY(!QFile::exists(bench.file()));
    press(*dialog, u"saveBackupButton"_s);
    QTRY_VERIFY(isSaved(*dialog));
    QVERIFY(textOf(*dialog, u"backupText"_s).contains(u"Without their secrets: first"_s));
    const Result<keys::BackupContent> content = keys::openBackup(Secret(phrase.toUtf8()), bench.file());
    VERIFY_RESULT(content);
    QCOMPARE(content->keys.size(), 2);
    QCOMPARE(content->secretCount(), 1);
    delete dialog;
}

void TestKeysBackup::tellsWhyItWasNotSaved()
{
    Bench bench;
    QVERIFY(bench.add(u"a"_s, u"readOnly"_s));
    const QPointer<BackupDialog> dialog = bench.openBackup();
    enterPassphrase(*dialog);
    saveTo(*dialog, bench.folder.filePath(u"no/such/folder"_s));
    const auto *bar = dialog->findChild<ErrorBar *>();
    QTRY_VERIFY(bar->isVisible());
    QCOMPARE(bar->error()->code, u"file"_s);
    // Nothing has to be entered again.
    QVERIFY(named<PassphraseField>(*dialog, QString())->isAcceptable());
    saveTo(*dialog, bench.file());
    QTRY_VERIFY(isSaved(*dialog));
    QVERIFY(!bar->isVisible());
    delete dialog;
}

void TestKeysBackup::cancellingLeavesNoFile()
{
    Bench bench;
    QVERIFY(bench.add(u"a"_s, u"readOnly"_s));
    bench.store.mode = test::FakeSecretStore::Mode::Late; // the keychain asks for its password
    QPointer<BackupDialog> dialog = bench.openBackup();
    named<QRadioButton>(*dialog, u"withSecrets"_s)->setChecked(true);
    enterPassphrase(*dialog);
    saveTo(*dialog, bench.file());
    QTRY_VERIFY(textOf(*dialog, u"backupText"_s).contains(u"Reading"_s));
    QTest::keyClick(dialog, Qt::Key_Escape);
    QTRY_VERIFY(!dialog);
    bench.store.release();

    bench.store.mode = test::FakeSecretStore::Mode::Ok;
    dialog = bench.openBackup();
    enterPassphrase(*dialog);
    saveTo(*dialog, bench.file());
    QTRY_VERIFY(textOf(*dialog, u"backupText"_s).contains(u"Encrypting"_s));
    dialog->reject();
    QTRY_VERIFY(!dialog);
    QThreadPool::globalInstance()->waitForDone();
    QVERIFY(!QFile::exists(bench.file()));
}

void TestKeysBackup::lockingClosesTheDialogs()
{
    Bench bench;
    QVERIFY(bench.add(u"a"_s, u"readOnly"_s));
    const QPointer<BackupDialog> backup = bench.openBackup();
    const QPointer<RestoreDialog> restore = bench.openRestore();
    bench.keyring.lock();
    QTRY_VERIFY(!backup && !restore);
}

void TestKeysBackup::showsBeforeItWrites()
{
    Bench bench;
    keys::Facts facts;
    facts[u"accepted_finding"_s] = {
        {u"access-key-a"_s, u"idle"_s, u""_s, u"it may be"_s, qint64(1'700'000'000'001)}};
    QVERIFY(writeBackup(bench.file(), {keyNamed(u"a"_s, canary), keyNamed(u"b"_s)}, facts));
    const QPointer<RestoreDialog> dialog = bench.openRestore();
    QSignalSpy restored(dialog, &RestoreDialog::restored);
    QVERIFY(!named<QPushButton>(*dialog, u"restoreButton"_s)->isEnabled());
    openFile(*dialog, bench.file(), phrase);
    auto *go = named<QPushButton>(*dialog, u"restoreButton"_s);
    QTRY_COMPARE(go->text(), u"Restore"_s);
    const auto *table = named<TableView>(*dialog, u"restoreTable"_s);
    QCOMPARE(table->model()->rowCount(), 2);
    QVERIFY(textOf(*dialog, u"restoreSummary"_s).startsWith(u"2 keys in the backup · 2 new"_s));
    QCOMPARE(table->model()->index(1, int(RestoreModel::Column::Standing)).data().toString(),
             u"New, without its secret"_s);
    QVERIFY(named<QCheckBox>(*dialog, u"withFacts"_s)->isChecked());
    QVERIFY(named<QLineEdit>(*dialog, u"restorePassphraseField"_s)->text().isEmpty());
    QVERIFY(bench.store.log.isEmpty());
    QVERIFY(bench.inventory.entries().isEmpty());

    press(*dialog, u"restoreButton"_s);
    QTRY_COMPARE(restored.count(), 1);
    QCOMPARE(bench.inventory.entries().size(), 2);
    QCOMPARE(bench.store.secrets.size(), 1);
    QCOMPARE(textOf(*dialog, u"restoreResult"_s), u"2 keys added, 1 accepted entry taken over."_s);
    press(*dialog, u"cancelButton"_s);
    QTRY_VERIFY(!dialog);
}

void TestKeysBackup::choosesKeyByKey()
{
    Bench bench;
    QVERIFY(bench.add(u"same"_s, u"readOnly"_s));
    QVERIFY(bench.add(u"other"_s, u"readOnly"_s));
    keys::BackupKey other = keyNamed(u"other"_s, "their secret");
    other.label = u"their label"_s;
    QVERIFY(writeBackup(bench.file(),
                        {keyNamed(u"same"_s, canary + "same"), keyNamed(u"new"_s, "secret"), other}));
    bench.store.log.clear();
    const QPointer<RestoreDialog> dialog = bench.openRestore();
    openFile(*dialog, bench.file(), phrase);
    auto *go = named<QPushButton>(*dialog, u"restoreButton"_s);
    QTRY_COMPARE(go->text(), u"Restore"_s);
    const QAbstractItemModel &model = *named<TableView>(*dialog, u"restoreTable"_s)->model();
    const auto decision = [&model](int row) {
        return model.index(row, int(RestoreModel::Column::Decision)).data().toString();
    };
    QCOMPARE(decision(0), u"Stays as it is"_s);
    QCOMPARE(decision(1), u"Added"_s);
    QCOMPARE(decision(2), u"Stays as it is"_s); // mine, until the other is chosen

    // What there is to choose about is shown first.
    QCOMPARE(textOf(*dialog, u"choiceTitle"_s), u"their label"_s);
    QVERIFY(textOf(*dialog, u"detailsText"_s).contains(u"Label: other here, their label in the backup"_s));
    QVERIFY(textOf(*dialog, u"secretText"_s).contains(u"differ"_s));
    QVERIFY(named<QRadioButton>(*dialog, u"detailsMine"_s)->isChecked());
    QVERIFY(named<QRadioButton>(*dialog, u"secretMine"_s)->isChecked());
    QTest::mouseClick(named<QRadioButton>(*dialog, u"secretBackup"_s), Qt::LeftButton, {}, {8, 8});
    QCOMPARE(decision(2), u"Takes the secret from the backup"_s);
    QTest::mouseClick(named<QRadioButton>(*dialog, u"detailsBackup"_s), Qt::LeftButton, {}, {8, 8});
    QCOMPARE(decision(2), u"Takes everything from the backup"_s);
    QTest::mouseClick(named<QRadioButton>(*dialog, u"secretMine"_s), Qt::LeftButton, {}, {8, 8});

    auto *table = named<TableView>(*dialog, u"restoreTable"_s);
    table->setCurrentIndex(model.index(1, 0));
    named<QCheckBox>(*dialog, u"addKeyBox"_s)->click();
    QCOMPARE(decision(1), u"Left out"_s);
    table->setCurrentIndex(model.index(2, 0));
    QVERIFY(named<QRadioButton>(*dialog, u"detailsBackup"_s)->isChecked()); // remembered
    QVERIFY(!bench.store.log.join(u' ').contains(u"write"_s));

    press(*dialog, u"restoreButton"_s);
    QTRY_COMPARE(textOf(*dialog, u"restoreResult"_s), u"1 key changed."_s);
    QCOMPARE(bench.inventory.entries().size(), 2);
    QCOMPARE(bench.inventory.entries().first().held->label, u"their label"_s);
    QVERIFY(!bench.store.log.join(u' ').contains(u"write"_s));
    delete dialog;
}

void TestKeysBackup::wrongPassphraseAndDamageLookTheSame()
{
    Bench bench;
    QVERIFY(writeBackup(bench.file(), {keyNamed(u"a"_s, canary)}));
    QFile file(bench.file());
    QVERIFY(file.open(QIODevice::ReadWrite));
    QByteArray bytes = file.readAll();
    bytes[bytes.size() - 1] = char(bytes.back() ^ 1);
    QFile damaged(bench.folder.filePath(u"damaged"_s));
    QVERIFY(damaged.open(QIODevice::WriteOnly) && damaged.write(bytes) == bytes.size());
    damaged.close();
    const QPointer<RestoreDialog> dialog = bench.openRestore();
    const auto *bar = dialog->findChild<ErrorBar *>();
    openFile(*dialog, bench.file(), u"another passphrase"_s);
    QTRY_VERIFY(bar->isVisible());
    const std::optional<Error> wrong = bar->error();
    QCOMPARE(wrong->kind, ErrorKind::WrongPassphrase);
    openFile(*dialog, damaged.fileName(), phrase);
    QVERIFY(!bar->isVisible());
    QTRY_VERIFY(bar->isVisible());
    QVERIFY(bar->error() == wrong);
    openFile(*dialog, bench.file(), QString(100'000, u'x'));
    QVERIFY(bar->isVisible());
    QVERIFY(bar->error() == wrong);
    openFile(*dialog, bench.folder.path(), phrase);
    QTRY_VERIFY(bar->isVisible() && bar->error()->code == u"file"_s);
    // And the right one opens after all.
    openFile(*dialog, bench.file(), phrase);
    QTRY_COMPARE(named<QPushButton>(*dialog, u"restoreButton"_s)->text(), u"Restore"_s);
    delete dialog;
}

void TestKeysBackup::failureIsTold()
{
    Bench bench;
    QVERIFY(writeBackup(bench.file(), {keyNamed(u"a"_s, canary), keyNamed(u"b"_s)}));
    bench.store.mode = test::FakeSecretStore::Mode::Denied;
    const QPointer<RestoreDialog> dialog = bench.openRestore();
    openFile(*dialog, bench.file(), phrase);
    QTRY_COMPARE(named<QPushButton>(*dialog, u"restoreButton"_s)->text(), u"Restore"_s);
    press(*dialog, u"restoreButton"_s);
    QTRY_VERIFY(textOf(*dialog, u"restoreResult"_s).contains(u"“a” was not restored"_s));
    QVERIFY(textOf(*dialog, u"restoreResult"_s).contains(u"refused access"_s));
    QCOMPARE(bench.inventory.entries().size(), 1);
    delete dialog;
}

void TestKeysBackup::modelIsSound()
{
    RestoreModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.setItems(keys::restorePlan({keyNamed(u"a"_s), keyNamed(u"b"_s)}, {}, {}));
    QCOMPARE(model.rowCount(), 2);
    keys::RestoreItem item = model.items().at(1);
    item.add = false;
    model.setItem(1, item);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed.first().first().toModelIndex().row(), 1);
    QCOMPARE(reset.count(), 0);
    for (int column = 0; column < model.columnCount(); ++column) {
        QVERIFY(!model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString().isEmpty());
        QVERIFY(!model.index(0, column).data(Qt::AccessibleTextRole).toString().isEmpty());
    }
}

void TestKeysBackup::hostileLabelsAreText()
{
    RestoreModel model;
    model.setItems(keys::restorePlan({keyNamed(u"\u202e<img src=http://h/x>"_s)}, {}, {}));
    const QModelIndex label = model.index(0, int(RestoreModel::Column::Label));
    QVERIFY(!label.data().toString().contains(QChar(0x202e)));
    QVERIFY(label.data().toString().contains(u"<img"_s));
    QVERIFY(!label.data(Qt::ToolTipRole).toString().contains(u"<img"_s));
    QVERIFY(!model.index(0, int(RestoreModel::Column::AccessKey)).data().toString().contains(u"http"_s));
}

void TestKeysBackup::noticeTellsOfAnInterruptedRestore()
{
    Bench bench;
    const auto row = [](const QString &name, bool isDone) {
        return QJsonObject{
            {u"accessKey"_s, name}, {u"label"_s, name}, {u"isNew"_s, true}, {u"isDone"_s, isDone}};
    };
    const QJsonArray rows{row(u"first"_s, true), row(u"second"_s, false)};
    AWAIT(saved, bench.pending.save({u"1"_s, u"restore"_s, u"keys"_s, {{u"keys"_s, rows}}, 77}));
    RestoreNotice notice(bench.services(), bench.context);
    QVERIFY(notice.isHidden());
    AWAIT(loaded, bench.inventory.load());
    QTRY_VERIFY(!notice.isHidden());
    QVERIFY(notice.accessibleName().contains(u"Restored: first."_s));
    QVERIFY(notice.accessibleName().contains(u"Not restored: second."_s));
    QSignalSpy again(&notice, &RestoreNotice::restoreRequested);
    notice.show();
    press(notice, u"restoreAgainButton"_s);
    QCOMPARE(again.count(), 1);
    press(notice, u"dismissRestoreButton"_s);
    QTRY_VERIFY(notice.isHidden());
    AWAIT(rest, bench.pending.all());
    QVERIFY(rest->isEmpty());
}

void TestKeysBackup::actionsKnowWhatIsPossible()
{
    Bench bench;
    QWidget window;
    KeyActions actions(bench.services(), bench.context, &window);
    QVERIFY(!actions.isPossible(KeyAction::BackUp, std::nullopt));
    QVERIFY(actions.isPossible(KeyAction::Restore, std::nullopt)); // the first thing on a new device
    QVERIFY(bench.add(u"a"_s, u"readOnly"_s));
    QVERIFY(actions.isPossible(KeyAction::BackUp, std::nullopt));
    actions.take(KeyAction::BackUp, std::nullopt);
    QVERIFY(window.findChild<BackupDialog *>());
    actions.take(KeyAction::Restore, std::nullopt);
    QVERIFY(window.findChild<RestoreDialog *>());
    bench.keyring.lock();
    QVERIFY(!actions.isPossible(KeyAction::BackUp, std::nullopt));
    QVERIFY(!actions.isPossible(KeyAction::Restore, std::nullopt));
}

/// Nothing is cut off in either theme; pictures where COFFER_PICTURES names a folder.
void TestKeysBackup::looksRight()
{
    const QString pictures = qEnvironmentVariable("COFFER_PICTURES");
    Bench bench;
    QVERIFY(bench.add(u"Portfolio"_s, u"readOnly"_s));
    QVERIFY(bench.add(u"Desk"_s, u"readOnly,trade"_s));
    QVERIFY(bench.add(u"Treasury"_s, u"readOnly,withdraw"_s));
    keys::BackupKey other = keyNamed(u"Portfolio"_s, "their secret");
    other.plannedIps = QStringList{u"192.0.2.7"_s, u"2001:db8::/32"_s};
    other.label = u"Portfolio, laptop"_s;
    keys::Facts facts;
    facts[u"accepted_finding"_s] = {{u"k"_s, u"idle"_s, u""_s, u"yes"_s, qint64(1)}};
    QVERIFY(writeBackup(bench.file(), {keyNamed(u"Savings"_s, canary), keyNamed(u"Tax"_s), other}, facts));
    for (const Scheme scheme : {Scheme::Light, Scheme::Dark}) {
        bench.theme.force(scheme);
        bench.theme.apply(*qApp);
        const auto check = [&](const QDialog &dialog, const QString &name) {
            for (const QLabel *label : dialog.findChildren<QLabel *>()) {
                if (label->isVisible() && label->wordWrap())
                    QVERIFY2(label->height() >= label->heightForWidth(label->width()),
                             qPrintable(label->text()));
            }
            if (!pictures.isEmpty())
                const_cast<QDialog &>(dialog).grab().save(
                    u"%1/%2-%3.png"_s.arg(pictures, name, scheme == Scheme::Dark ? u"dark"_s : u"light"_s));
        };
        QPointer<BackupDialog> backup = bench.openBackup();
        check(*backup, u"backup-choose"_s);
        enterPassphrase(*backup);
        named<QRadioButton>(*backup, u"withSecrets"_s)->setChecked(true);
        check(*backup, u"backup-ready"_s);
        saveTo(*backup, bench.folder.filePath(u"other"_s));
        QTRY_VERIFY(isSaved(*backup));
        check(*backup, u"backup-saved"_s);
        delete backup;
        QPointer<RestoreDialog> restore = bench.openRestore();
        check(*restore, u"restore-entry"_s);
        openFile(*restore, bench.file(), u"wrong"_s);
        QTRY_VERIFY(restore->findChild<ErrorBar *>()->isVisible());
        check(*restore, u"restore-wrong"_s);
        openFile(*restore, bench.file(), phrase);
        QTRY_COMPARE(named<QPushButton>(*restore, u"restoreButton"_s)->text(), u"Restore"_s);
        check(*restore, u"restore-choose"_s);
        delete restore;
    }
}

QTEST_MAIN(TestKeysBackup)
#include "tst_keysbackup.moc"
