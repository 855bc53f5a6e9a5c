// SPDX-License-Identifier: GPL-3.0-or-later
// Keys are backed up on one device and restored on another, through the windows; and a restore that is killed
// after any of its steps leaves every key that was there, and is told of at the next start. Each part is a
// process of its own (this program again) beside a real Secret Service, which keeps its files per device, and
// a coffer-exchange on loopback.
#include "desk.h"
#include "parts.h"

#include "support/patience.h"
#include "ui/balances/holdingsmodel.h"
#include "ui/common/errorbar.h"
#include "ui/common/label.h"
#include "ui/common/tableview.h"
#include "ui/keys/keymodel.h"
#include "ui/shell/mainwindow.h"

#include <QAction>
#include <QDir>
#include <QFileDialog>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace coffer;
using namespace coffer::test;

namespace {

constexpr auto readKey = "Portfolio"_L1;
constexpr auto tradeKey = "Trading desk"_L1;
constexpr auto passphrase = "correct horse battery staple"_L1;

QString profileFolder()
{
    return qEnvironmentVariable("COFFER_TEST_PROFILE");
}

QString backupFile()
{
    return qEnvironmentVariable("COFFER_TEST_FILE");
}

void type(const Desk &desk, const QString &field, const QString &text)
{
    QTest::mouseClick(desk.part(field), Qt::LeftButton);
    QTest::keyClick(desk.part(field), Qt::Key_A, Qt::ControlModifier);
    QTest::keyClicks(desk.part(field), text);
}

/// A checked and saved key.
bool paste(const Desk &desk, const QString &label, const ExchangeKey &key)
{
    desk.fillPasteDialog(label, key.accessKey, key.secret);
    desk.press(u"checkButton"_s);
    if (!QTest::qWaitFor([&desk] { return desk.isEnabled(u"saveButton"_s); }, patienceMs))
        return false;
    desk.press(u"saveButton"_s);
    return QTest::qWaitFor(
        [&] { return !desk.part(u"pasteKeyDialog"_s) && desk.keyLabels().contains(label); }, patienceMs);
}

void trigger(const Desk &desk, const QString &action)
{
    desk.window()->findChild<QAction *>(action)->trigger();
}

/// Answers the file dialog of that name by the keyboard.
void chooseFile(const Desk &desk, const QString &dialog, const QString &file)
{
    auto *name = desk.part<QFileDialog>(dialog)->findChild<QLineEdit *>(u"fileNameEdit"_s);
    name->setText(file);
    QTest::keyClick(name, Qt::Key_Return);
}

/// Takes the restore dialog to its preview.
bool openBackup(const Desk &desk)
{
    trigger(desk, u"restoreKeys"_s);
    type(desk, u"restoreFileField"_s, backupFile());
    type(desk, u"restorePassphraseField"_s, passphrase);
    desk.press(u"restoreButton"_s);
    return QTest::qWaitFor(
        [&desk] { return desk.part(u"restoreTable"_s)->isVisible() && desk.isEnabled(u"restoreButton"_s); },
        patienceMs);
}

bool restore(const Desk &desk)
{
    if (!openBackup(desk))
        return false;
    desk.press(u"restoreButton"_s);
    const auto isDone = [&desk] { return desk.part(u"restoreResult"_s)->isVisible(); };
    if (!QTest::qWaitFor(isDone, patienceMs))
        return false;
    desk.press(u"cancelButton"_s);
    return QTest::qWaitFor([&desk] { return !desk.part(u"restoreDialog"_s); }, patienceMs);
}

QStringList heldKeys(const Desk &desk)
{
    const auto *model = desk.currentPage()->findChild<ui::KeyModel *>();
    QStringList held;
    for (int row = 0; row < model->rowCount(); ++row) {
        if (const keys::InventoryEntry entry = model->entry(row); entry.held)
            held << entry.held->accessKey;
    }
    return held;
}

/// The key is held, and its keychain item is there and has its secret.
bool isWhole(const Desk &desk, const ExchangeKey &key)
{
    const QString item = desk.keychainItem(key.accessKey);
    return !item.isEmpty() && itemSeenFromOutside(item).contains(key.secret);
}

} // namespace

/// The parts, each in a process of its own.
class TestBackupParts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void backUp();
    void restoreOnAnotherDevice();
    void pasteOne();
    void restoreToTheEnd();
    void startAfterwards();
};

void TestBackupParts::backUp()
{
    const RunningExchange exchange;
    Desk desk(exchange.url(), profileFolder());
    QVERIFY(desk.start());
    desk.goTo(u"keys"_s);
    QVERIFY(!desk.window()->findChild<QAction *>(u"backUpKeys"_s)->isEnabled()); // there is nothing yet
    QVERIFY(paste(desk, u"My portfolio"_s, exchange.key(readKey)));
    QVERIFY(paste(desk, u"My desk"_s, exchange.key(tradeKey)));
    trigger(desk, u"backUpKeys"_s);
    desk.part<QRadioButton>(u"withSecrets"_s)->setChecked(true);
    type(desk, u"passphraseField"_s, passphrase);
    type(desk, u"repeatPassphraseField"_s, passphrase);
    desk.press(u"saveBackupButton"_s);
    chooseFile(desk, u"backupFileDialog"_s, backupFile());
    QTRY_COMPARE_WITH_TIMEOUT(desk.part<QPushButton>(u"cancelButton"_s)->text(), u"Close"_s, patienceMs);
    QVERIFY(desk.part<ui::Label>(u"backupText"_s)->text().startsWith(u"2 keys were saved"_s));
    desk.press(u"cancelButton"_s);
    QTRY_VERIFY(!desk.part(u"backupDialog"_s));
    for (const auto name : {readKey, tradeKey}) {
        const ExchangeKey key = exchange.key(name);
        for (const QByteArray &open : {key.secret, key.secret.toBase64(), key.accessKey.toLatin1()})
            QCOMPARE(filesWith(QFileInfo(backupFile()).path(), open), QStringList());
        QCOMPARE(filesWith(profileFolder(), key.secret), QStringList());
    }
}

void TestBackupParts::restoreOnAnotherDevice()
{
    const RunningExchange exchange;
    Desk desk(exchange.url(), profileFolder());
    QVERIFY(desk.start());
    desk.goTo(u"keys"_s);
    QTRY_VERIFY_WITH_TIMEOUT(desk.isPageReady(), patienceMs);
    QVERIFY(heldKeys(desk).isEmpty());
    QVERIFY(desk.part(u"restoreKeysButton"_s)->isVisible()); // reachable where there is no key yet
    QVERIFY(restore(desk));
    QTRY_VERIFY_WITH_TIMEOUT(desk.keyLabels().contains(u"My portfolio"_s), patienceMs);
    QVERIFY(desk.keyLabels().contains(u"My desk"_s));
    QVERIFY(isWhole(desk, exchange.key(readKey)));
    QVERIFY(isWhole(desk, exchange.key(tradeKey)));
    QTRY_VERIFY_WITH_TIMEOUT(desk.isPageReady() && desk.keyLabels().size() > 2, patienceMs); // it was asked
    desk.goTo(u"balances"_s);
    QTRY_VERIFY_WITH_TIMEOUT(desk.isPageReady() && desk.holdings()->hasHoldings(), patienceMs);
    QCOMPARE(desk.messageTitle(), QString());
}

void TestBackupParts::pasteOne()
{
    const RunningExchange exchange;
    Desk desk(exchange.url(), profileFolder());
    QVERIFY(desk.start());
    QVERIFY(paste(desk, u"Mine"_s, exchange.key(readKey)));
}

void TestBackupParts::restoreToTheEnd()
{
    const RunningExchange exchange;
    Desk desk(exchange.url(), profileFolder());
    QVERIFY(desk.start());
    desk.goTo(u"keys"_s);
    QTRY_COMPARE_WITH_TIMEOUT(heldKeys(desk).size(), 1, patienceMs);
    QVERIFY(restore(desk));
}

/// Whatever the restore had done: what was here is here, nothing is half, it is told, and it can be done
/// again.
void TestBackupParts::startAfterwards()
{
    const bool wasEnded = qEnvironmentVariable("COFFER_TEST_POINT") == "restore.done"_L1;
    const RunningExchange exchange;
    Desk desk(exchange.url(), profileFolder());
    QVERIFY(desk.start());
    desk.goTo(u"keys"_s);
    QTRY_VERIFY_WITH_TIMEOUT(desk.keyLabels().contains(u"Mine"_s),
                             patienceMs); // and not what the backup calls it
    QVERIFY(isWhole(desk, exchange.key(readKey)));
    const bool isRestored = heldKeys(desk).contains(exchange.key(tradeKey).accessKey);
    QCOMPARE(isRestored && isWhole(desk, exchange.key(tradeKey)), isRestored);
    if (!wasEnded) {
        QTRY_VERIFY_WITH_TIMEOUT(desk.part(u"restoreNotice"_s)->isVisible(), patienceMs);
        const QString told = desk.part(u"restoreNotice"_s)->accessibleName();
        QVERIFY2(told.contains(isRestored ? u"Restored: My desk."_s : u"Not restored: My desk."_s),
                 qPrintable(told));
    }
    QVERIFY(!wasEnded || isRestored);
    if (!isRestored)
        QVERIFY(restore(desk));
    else if (!wasEnded)
        desk.press(u"dismissRestoreButton"_s);
    QTRY_VERIFY_WITH_TIMEOUT(!desk.part(u"restoreNotice"_s)->isVisible(), patienceMs);
    QVERIFY(isWhole(desk, exchange.key(tradeKey)));
    QCOMPARE(heldKeys(desk).size(), 2);
    desk.goTo(u"balances"_s);
    QTRY_VERIFY_WITH_TIMEOUT(desk.isPageReady() && desk.holdings()->hasHoldings(), patienceMs);
}

class TestBackup : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void fromOneDeviceToAnother();
    void killedAtEveryStep_data();
    void killedAtEveryStep();

private:
    /// A device: a profile, a keyring, and the backup that it sees.
    QList<std::pair<QString, QString>> device(const QString &name, const QString &point = {}) const
    {
        return {{u"COFFER_TEST_PROFILE"_s, m_root.filePath(name + u"/profile"_s)},
                {u"COFFER_TEST_FILE"_s, m_root.filePath(u"file/keys.cofferbackup"_s)},
                {u"COFFER_TEST_POINT"_s, point}};
    }
    QString home(const QString &name) const { return m_root.filePath(name + u"/home"_s); }
    QString run(const QString &name, const QString &part, const QString &point = {}) const
    {
        return runPart(u"unlocked"_s, part, home(name), device(name, point));
    }

    QTemporaryDir m_root;
};

void TestBackup::initTestCase()
{
    if (const QString missing =
            missingProgram({u"dbus-run-session"_s, u"gnome-keyring-daemon"_s, u"secret-tool"_s});
        !missing.isEmpty())
        QSKIP(qPrintable(missing + u" is not installed: there is no Secret Service to test with."_s));
    QVERIFY(QDir(m_root.path()).mkpath(u"file"_s));
    for (const QString &name : {u"first"_s, u"second"_s})
        QVERIFY(QDir(m_root.path()).mkpath(name));
    const QString problem = run(u"first"_s, u"backUp"_s);
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
}

void TestBackup::fromOneDeviceToAnother()
{
    const QString problem = run(u"second"_s, u"restoreOnAnotherDevice"_s);
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
}

void TestBackup::killedAtEveryStep_data()
{
    QTest::addColumn<QString>("point");
    for (const char *point : {"restore.begun", "adding.noted", "adding.written", "adding.saved",
                              "restore.key", "restore.noted", "restore.facts", "restore.done"})
        QTest::newRow(point) << QString::fromLatin1(point);
}

void TestBackup::killedAtEveryStep()
{
    QFETCH(const QString, point);
    const QString name = u"killed-"_s + point;
    QVERIFY(QDir(m_root.path()).mkpath(name));
    QString problem = run(name, u"pasteOne"_s);
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    problem = killPart(point, u"restoreToTheEnd"_s, home(name), device(name, point));
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    problem = run(name, u"startAfterwards"_s, point);
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
}

int main(int argc, char *argv[])
{
    return test::runStory<TestBackup, TestBackupParts>(argc, argv);
}

#include "tst_e2e_backup.moc"
