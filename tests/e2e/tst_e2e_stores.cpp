// SPDX-License-Identifier: GPL-3.0-or-later
// Where secrets are kept, through the windows: a key is added beside a keychain in each of its states, moved
// to the vault and back, and none is lost when the program is killed on the way. Each part is a process of
// its own (this program again) beside a real Secret Service, with a coffer-exchange on loopback.
#include "desk.h"

#include "keys/keycheck.h"
#include "keys/keyinventory.h"
#include "keys/keytable.h"
#include "keys/stores/keychainstore.h"
#include "keys/stores/keymove.h"
#include "keys/stores/memorystore.h"
#include "keys/stores/vaultfile.h"
#include "keys/stores/vaultstore.h"
#include "store/profile.h"
#include "support/patience.h"
#include "ui/balances/holdingsmodel.h"
#include "ui/common/errorbar.h"
#include "ui/shell/mainwindow.h"

#include <QDir>
#include <QLabel>
#include <QListWidget>
#include <QNetworkAccessManager>
#include <QProcess>
#include <QPushButton>
#include <QRadioButton>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace coffer;
using namespace coffer::test;

namespace {

constexpr auto heldKey = "Portfolio"_L1;
const QString vaultPhrase = u"correct horse battery"_s;

QString profileFolder()
{
    return qEnvironmentVariable("COFFER_TEST_PROFILE");
}

QString vaultIn(const QString &profile)
{
    return QDir(profile).filePath(u"vault"_s);
}

template<class T>
Result<T> await(Future<T> future)
{
    if (!QTest::qWaitFor([&future] { return future.isFinished(); }, patienceMs) || future.isCanceled())
        return fail(ErrorKind::Timeout);
    return future.result();
}

/// The keys part of the program without windows, for what is killed.
struct Keys
{
    Keys(const QString &folder, const QUrl &exchange)
        : profile(std::move(*store::Profile::open(folder))),
          client(network, clock, exchange),
          database(profile->keysFile(), keys::KeyTable::schema(), store::Durability::Record),
          vault(profile->vaultFile())
    {
        stores.add(keychain);
        stores.add(vault);
        stores.add(memory);
    }

    std::unique_ptr<store::Profile> profile;
    QNetworkAccessManager network;
    SystemClock clock;
    htx::Client client;
    store::Database database;
    keys::KeyTable table{database};
    keys::KeychainStore keychain;
    keys::VaultStore vault;
    keys::MemoryStore memory;
    keys::SecretStores stores;
    keys::Keyring keyring{client, stores, clock};
    keys::KeyInventory inventory{table, stores, keyring, clock};
};

SharedSecret sharedPhrase()
{
    return std::make_shared<const Secret>(vaultPhrase.toUtf8());
}

Result<keys::KeyRecord> addKey(Keys &all, const ExchangeKey &key)
{
    const Result<htx::Credentials> pasted =
        keys::KeyCheck::parse(key.accessKey, std::make_shared<const Secret>(key.secret));
    if (!pasted)
        return fail(pasted.error());
    keys::KeyCheck check(all.client, all.clock);
    const Result<keys::CheckedKey> checked = await(check.run(*pasted));
    if (!checked)
        return fail(checked.error());
    keys::KeyPlan plan;
    plan.label = key.label;
    return await(all.inventory.add(*checked, plan, pasted->secret));
}

/// What the child does, to be killed on the way. 0 when it was not.
int child(const QString &work, const QString &profile, const ExchangeKey &key)
{
    Keys all(profile, QUrl(qEnvironmentVariable("COFFER_TEST_EXCHANGE")));
    if (!await(all.inventory.load()))
        return 2;
    if (work == u"add"_s)
        return addKey(all, key) ? 0 : 3;
    if (!await(all.vault.unlock(sharedPhrase())))
        return 4;
    keys::KeyMove move(all.inventory, all.stores, all.inventory.journal());
    bool isFinished = false;
    QObject::connect(&move, &keys::KeyMove::finished, &move, [&isFinished] { isFinished = true; });
    const KeyId id = all.inventory.entries().first().held->id;
    move.start({id}, work == u"moveBack"_s ? u"keychain"_s : u"vault"_s);
    return QTest::qWaitFor([&isFinished] { return isFinished; }, patienceMs) ? 0 : 5;
}

/// Runs the child until it ends at that point.
bool isKilledAt(const QString &point, const QString &work, const QString &profile,
                const RunningExchange &exchange, const ExchangeKey &key)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"COFFER_STOP_AT"_s, point);
    environment.insert(u"COFFER_TEST_EXCHANGE"_s, exchange.url().toString());
    environment.insert(u"COFFER_TEST_SECRET"_s, QString::fromLatin1(key.secret));
    process.setProcessEnvironment(environment);
    process.start(QCoreApplication::applicationFilePath(),
                  {u"--child"_s, work, profile, key.label, key.accessKey});
    if (!process.waitForFinished(patienceMs)) {
        process.kill();
        process.waitForFinished();
        return false;
    }
    return process.exitCode() == 137; // see faultPoint()
}

QString noticeText(const Desk &desk)
{
    const auto *notice = desk.part(u"storeNotice"_s);
    const auto *text = desk.part<QLabel>(u"storeNoticeText"_s);
    return notice && notice->isVisible() ? text->text() : QString();
}

/// Whether a label of the page begins so.
bool isSaid(const Desk &desk, const QString &words)
{
    const QList<QLabel *> labels = desk.currentPage()->findChildren<QLabel *>();
    return std::any_of(labels.cbegin(), labels.cend(), [&words](const QLabel *label) {
        return label->isVisible() && label->text().startsWith(words);
    });
}

void typeInto(const Desk &desk, const QString &field, const QString &text)
{
    QTest::mouseClick(desk.part(field), Qt::LeftButton);
    QTest::keyClicks(desk.part(field), text);
}

void setUpVault(const Desk &desk, const QString &button)
{
    desk.press(button);
    QTRY_VERIFY(desk.part(u"vaultDialog"_s));
    QVERIFY(!desk.isEnabled(u"vaultAccept"_s));
    typeInto(desk, u"passphraseField"_s, vaultPhrase);
    typeInto(desk, u"repeatPassphraseField"_s, vaultPhrase);
    QVERIFY(desk.isEnabled(u"vaultAccept"_s));
    desk.press(u"vaultAccept"_s);
    QTRY_VERIFY_WITH_TIMEOUT(!desk.part(u"vaultDialog"_s), patienceMs);
}

void unlockVault(const Desk &desk, const QString &button)
{
    desk.press(button);
    QTRY_VERIFY(desk.part(u"vaultDialog"_s));
    typeInto(desk, u"vaultCurrent"_s, u"not the passphrase"_s);
    desk.press(u"vaultAccept"_s);
    QTRY_VERIFY_WITH_TIMEOUT(desk.part(u"vaultDialog"_s)->findChild<ui::ErrorBar *>()->isVisible(),
                             patienceMs);
    typeInto(desk, u"vaultCurrent"_s, vaultPhrase);
    desk.press(u"vaultAccept"_s);
    QTRY_VERIFY_WITH_TIMEOUT(!desk.part(u"vaultDialog"_s), patienceMs);
}

/// From the open paste dialog to the checked key.
void pasteAndCheck(const Desk &desk, const ExchangeKey &key)
{
    QVERIFY(!key.accessKey.isEmpty());
    desk.fillPasteDialog(u"Mine"_s, key.accessKey, key.secret);
    desk.press(u"checkButton"_s);
    QTRY_VERIFY_WITH_TIMEOUT(desk.isEnabled(u"saveButton"_s), patienceMs);
}

/// Saves in vain, and says why.
void saveInVain(const Desk &desk, const QString &title)
{
    desk.press(u"saveButton"_s);
    const auto *bar = desk.part(u"pasteKeyDialog"_s)->findChild<ui::ErrorBar *>();
    QTRY_VERIFY_WITH_TIMEOUT(bar->isVisible(), patienceMs);
    QCOMPARE(bar->accessibleName(), title);
    QTRY_VERIFY(desk.part(u"storeChoice"_s) && desk.part(u"storeChoice"_s)->isVisible());
    QCOMPARE(desk.keyLabels(), QStringList());
}

void saveAt(const Desk &desk, const QString &place)
{
    desk.part<QRadioButton>(u"place_"_s + place)->click();
    QTRY_VERIFY(desk.isEnabled(u"saveButton"_s));
    desk.press(u"saveButton"_s);
    QTRY_VERIFY_WITH_TIMEOUT(!desk.part(u"pasteKeyDialog"_s), patienceMs);
    QTRY_COMPARE(desk.keyLabels().contains(u"Mine"_s), true);
}

/// The key works: balances came.
void useIt(const Desk &desk)
{
    desk.goTo(u"balances"_s);
    QTRY_VERIFY_WITH_TIMEOUT(desk.isPageReady(), patienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(desk.holdings()->rowCount() > 0, patienceMs);
}

void moveAll(const Desk &desk, const QString &place)
{
    desk.goTo(u"settings"_s);
    desk.press(u"moveKeysButton"_s);
    QTRY_VERIFY(desk.part(u"moveKeysDialog"_s));
    auto *dialog = desk.part(u"moveKeysDialog"_s);
    auto *target = dialog->findChild<QRadioButton *>(u"place_"_s + place);
    target->click();
    auto *button = dialog->findChild<QPushButton *>(u"moveButton"_s);
    QTRY_VERIFY(button->isEnabled());
    QTest::mouseClick(button, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(dialog->findChild<QLabel *>(u"moveSummary"_s)->text().contains(u"1 moved"_s),
                             patienceMs);
    desk.press(u"moveCloseButton"_s);
    QTRY_VERIFY(!desk.part(u"moveKeysDialog"_s));
}

/// What the vault holds, read by its file alone.
QList<QByteArray> vaultSecrets(const QString &profile)
{
    const Result<keys::vaultfile::Contents> contents =
        keys::vaultfile::open(vaultIn(profile), Secret(vaultPhrase.toUtf8()));
    QList<QByteArray> secrets;
    if (contents) {
        for (const SharedSecret &secret : contents->items)
            secrets << secret->view().toByteArray();
    }
    return secrets;
}

qint64 keyringProcess()
{
    const QByteArray answer =
        outputOf(u"dbus-send"_s,
                 {u"--session"_s, u"--print-reply=literal"_s, u"--dest=org.freedesktop.DBus"_s, u"/"_s,
                  u"org.freedesktop.DBus.GetConnectionUnixProcessID"_s, u"string:org.freedesktop.secrets"_s});
    return answer.simplified().split(' ').last().toLongLong();
}

} // namespace

/// The parts, each in a process of its own.
class TestStoresParts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void unlockedKeychainTakesIt();
    void lockedKeychainThenVault();
    void absentKeychainThenMemory();
    void hungKeychainThenAnswered();
    void thereAndBack();
    void goneElsewhereIsPastedAgain();
    void killedOnTheWay();
    void saysWhatWasUnderWay();
};

void TestStoresParts::unlockedKeychainTakesIt()
{
    const RunningExchange exchange;
    Desk desk(exchange.url(), profileFolder());
    QVERIFY(desk.start().has_value());
    const ExchangeKey key = exchange.key(heldKey);
    pasteAndCheck(desk, key);
    desk.press(u"saveButton"_s);
    QTRY_COMPARE_WITH_TIMEOUT(desk.keyLabels().contains(u"Mine"_s), true, patienceMs);
    QVERIFY(itemSeenFromOutside(desk.keychainItem(key.accessKey)).contains(key.secret));
    QCOMPARE(desk.part<QLabel>(u"statusSecrets"_s)->text(), u"Secrets in the system keychain"_s);
    QCOMPARE(noticeText(desk), QString());
}

void TestStoresParts::lockedKeychainThenVault()
{
    const RunningExchange exchange;
    const ExchangeKey key = exchange.key(heldKey);
    {
        Desk desk(exchange.url(), profileFolder());
        QVERIFY(desk.start().has_value());
        pasteAndCheck(desk, key);
        saveInVain(desk, u"The keychain refused access."_s);
        setUpVault(desk, u"openVaultButton"_s);
        saveAt(desk, u"vault"_s);
        useIt(desk);
        QCOMPARE(vaultSecrets(profileFolder()), QList<QByteArray>{key.secret});
    }
    Desk desk(exchange.url(), profileFolder()); // started again
    QVERIFY(desk.start().has_value());
    QTRY_VERIFY_WITH_TIMEOUT(noticeText(desk).startsWith(u"The vault is locked"_s), patienceMs);
    QTRY_COMPARE(desk.part<QLabel>(u"statusSecrets"_s)->text(), u"Vault file: Locked"_s);
    unlockVault(desk, u"storeNoticeButton"_s);
    QTRY_COMPARE(noticeText(desk), QString());
    useIt(desk);

    desk.window()->findChild<QAction *>(u"lock"_s)->trigger(); // takes the vault along
    QTRY_VERIFY(desk.part(u"lockBar"_s)->isVisible());
    QCOMPARE(noticeText(desk), QString());
    unlockVault(desk, u"unlockButton"_s);
    QTRY_VERIFY_WITH_TIMEOUT(!desk.part(u"lockBar"_s)->isVisible(), patienceMs);
    useIt(desk);
}

void TestStoresParts::absentKeychainThenMemory()
{
    const RunningExchange exchange;
    const ExchangeKey key = exchange.key(heldKey);
    {
        Desk desk(exchange.url(), profileFolder());
        QVERIFY(desk.start().has_value());
        pasteAndCheck(desk, key);
        saveInVain(desk, u"This system has no keychain service."_s);
        saveAt(desk, u"memory"_s);
        useIt(desk);
    }
    Desk desk(exchange.url(), profileFolder()); // started again: the key is known, its secret is gone
    QVERIFY(desk.start().has_value());
    desk.goTo(u"keys"_s);
    QTRY_COMPARE_WITH_TIMEOUT(desk.keyLabels(), QStringList{u"Mine"_s}, patienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(isSaid(desk, u"The secret was kept in memory only"_s), patienceMs);
}

void TestStoresParts::hungKeychainThenAnswered()
{
    const RunningExchange exchange;
    const ExchangeKey key = exchange.key(heldKey);
    Desk desk(exchange.url(), profileFolder());
    QVERIFY(desk.start().has_value());
    pasteAndCheck(desk, key);
    desk.press(u"saveButton"_s);
    QTRY_VERIFY_WITH_TIMEOUT(noticeText(desk).contains(u"Check for an unlock window"_s), patienceMs);
    QVERIFY(!desk.isEnabled(u"saveButton"_s)); // still at it, and the window is alive
    QCOMPARE(desk.keyLabels(), QStringList());
    QCOMPARE(::kill(static_cast<pid_t>(keyringProcess()), SIGCONT), 0); // the user answers at last
    QTRY_COMPARE_WITH_TIMEOUT(desk.keyLabels().contains(u"Mine"_s), true, patienceMs);
    QTRY_COMPARE(noticeText(desk), QString());
    QVERIFY(itemSeenFromOutside(desk.keychainItem(key.accessKey)).contains(key.secret));
}

void TestStoresParts::thereAndBack()
{
    const RunningExchange exchange;
    const ExchangeKey key = exchange.key(heldKey);
    Desk desk(exchange.url(), profileFolder());
    QVERIFY(desk.start().has_value());
    pasteAndCheck(desk, key);
    desk.press(u"saveButton"_s);
    QTRY_COMPARE_WITH_TIMEOUT(desk.keyLabels().contains(u"Mine"_s), true, patienceMs);
    const QString item = desk.keychainItem(key.accessKey);
    QVERIFY(itemSeenFromOutside(item).contains(key.secret));
    desk.goTo(u"settings"_s);
    setUpVault(desk, u"vaultButton"_s);

    moveAll(desk, u"vault"_s);
    QVERIFY(itemSeenFromOutside(item).isEmpty());
    QCOMPARE(vaultSecrets(profileFolder()), QList<QByteArray>{key.secret});
    QCOMPARE(filesWith(profileFolder(), key.secret), QStringList());
    useIt(desk);

    moveAll(desk, u"keychain"_s);
    QVERIFY(itemSeenFromOutside(item).contains(key.secret));
    QCOMPARE(vaultSecrets(profileFolder()), QList<QByteArray>());
    useIt(desk);
    QCOMPARE(noticeText(desk), QString());
}

void TestStoresParts::goneElsewhereIsPastedAgain()
{
    const RunningExchange exchange;
    const ExchangeKey key = exchange.key(heldKey);
    {
        Keys all(profileFolder(), exchange.url());
        QVERIFY(await(all.inventory.load()).has_value());
        QVERIFY(addKey(all, key).has_value());
        QVERIFY(await(all.keychain.remove(all.inventory.entries().first().held->id)).has_value());
    }
    Desk desk(exchange.url(), profileFolder());
    QVERIFY(desk.start().has_value());
    desk.goTo(u"keys"_s);
    const auto isAsking = [&desk] { return isSaid(desk, u"The secret of this key is gone"_s); };
    QTRY_VERIFY_WITH_TIMEOUT(isAsking(), patienceMs);
    QCOMPARE(desk.keyLabels(), QStringList{key.label});
    QCOMPARE(noticeText(desk), QString()); // it is no trouble of the keychain
    pasteAndCheck(desk, key);
    desk.press(u"saveButton"_s);
    QTRY_VERIFY_WITH_TIMEOUT(!desk.part(u"pasteKeyDialog"_s), patienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(!isAsking(), patienceMs);
    QCOMPARE(desk.keyLabels().count(key.label), 1); // the same key, with its label
    QVERIFY(itemSeenFromOutside(desk.keychainItem(key.accessKey)).contains(key.secret));
}

void TestStoresParts::killedOnTheWay()
{
    const RunningExchange exchange;
    const ExchangeKey key = exchange.key(heldKey);
    struct Kill
    {
        const char *point;
        const char *work;
        const char *place; ///< where the key is afterwards; "" when it is not held
    };
    const QList<Kill> kills{{"adding.noted", "add", ""},
                            {"adding.written", "add", ""},
                            {"adding.saved", "add", "keychain"},
                            {"move.noted", "move", "keychain"},
                            {"move.written", "move", "keychain"},
                            {"move.switched", "move", "vault"},
                            {"item.removed", "move", "vault"},
                            {"move.written", "moveBack", "vault"},
                            {"move.switched", "moveBack", "keychain"}};
    for (const Kill &kill : kills) {
        const QString work = QString::fromLatin1(kill.work);
        const QString place = QString::fromLatin1(kill.place);
        const QByteArray where = QByteArray(kill.point) + ' ' + kill.work;
        const QTemporaryDir root;
        const QString profile = root.filePath(u"profile"_s);
        QString item;
        if (work != u"add"_s) {
            Keys all(profile, exchange.url());
            QVERIFY(await(all.inventory.load()).has_value());
            QVERIFY(await(all.vault.create(sharedPhrase())).has_value());
            all.stores.setPreferred(work == u"moveBack"_s ? u"vault"_s : u"keychain"_s);
            const Result<keys::KeyRecord> added = addKey(all, key);
            QVERIFY(added.has_value());
            item = u"coffer/v1/"_s + added->id.value;
        }
        QVERIFY2(isKilledAt(QString::fromLatin1(kill.point), work, profile, exchange, key),
                 where.constData());

        Keys all(profile, exchange.url()); // the next start
        QVERIFY(await(all.inventory.load()).has_value());
        const QList<keys::InventoryEntry> entries = all.inventory.entries();
        QVERIFY2(entries.size() == (place.isEmpty() ? 0 : 1), where.constData());
        QTRY_COMPARE(all.inventory.journal().found().size(), 1);
        if (!QFile::exists(vaultIn(profile))) {
            QTRY_VERIFY2(!all.inventory.journal().isOpen(all.inventory.journal().found().first().key),
                         where.constData());
            continue;
        }
        QVERIFY(await(all.vault.unlock(sharedPhrase())).has_value());
        QTRY_VERIFY2(!all.inventory.journal().isOpen(entries.first().held->id), where.constData());
        QCOMPARE(entries.first().held->place, place);
        const Result<SharedSecret> read = await(all.stores.at(place)->read(entries.first().held->id));
        QVERIFY2(read.has_value() && **read == Secret(key.secret), where.constData());
        QCOMPARE(itemSeenFromOutside(item).contains(key.secret), place == u"keychain"_s);
        QCOMPARE(vaultSecrets(profile).isEmpty(), place != u"vault"_s);
    }
}

void TestStoresParts::saysWhatWasUnderWay()
{
    const RunningExchange exchange;
    const ExchangeKey key = exchange.key(heldKey);
    {
        Keys all(profileFolder(), exchange.url());
        QVERIFY(await(all.inventory.load()).has_value());
        QVERIFY(await(all.vault.create(sharedPhrase())).has_value());
        QVERIFY(addKey(all, key).has_value());
    }
    QVERIFY(isKilledAt(u"move.written"_s, u"move"_s, profileFolder(), exchange, key));
    Desk desk(exchange.url(), profileFolder());
    QVERIFY(desk.start().has_value());
    // The vault is locked, so the copy in it must stay for now, and that is said.
    QTRY_COMPARE_WITH_TIMEOUT(
        noticeText(desk),
        u"Coffer ended while “Portfolio” was being moved. Its secret is in the system "
        "keychain; a copy in the vault file is removed as soon as that can be opened."_s,
        patienceMs);
    useIt(desk); // meanwhile the key works
    desk.goTo(u"settings"_s);
    unlockVault(desk, u"vaultButton"_s);
    QTRY_COMPARE_WITH_TIMEOUT(noticeText(desk),
                              u"Coffer ended while “Portfolio” was being moved. Its secret is in the system "
                              "keychain, and only there."_s,
                              patienceMs);
    QCOMPARE(vaultSecrets(profileFolder()), QList<QByteArray>());
    desk.press(u"storeNoticeButton"_s);
    QTRY_COMPARE(noticeText(desk), QString());
}

/// The story, told from outside.
class TestStores : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void part_data()
    {
        QTest::addColumn<QString>("state");
        QTest::addColumn<QString>("name");
        const auto row = [](const char *name, const QString &state) {
            QTest::newRow(name) << state << QString::fromLatin1(name);
        };
        row("unlockedKeychainTakesIt", u"unlocked"_s);
        row("lockedKeychainThenVault", u"locked"_s);
        row("absentKeychainThenMemory", u"absent"_s);
        row("hungKeychainThenAnswered", u"hung"_s);
        row("thereAndBack", u"unlocked"_s);
        row("goneElsewhereIsPastedAgain", u"unlocked"_s);
        row("killedOnTheWay", u"unlocked"_s);
        row("saysWhatWasUnderWay", u"unlocked"_s);
    }
    void part()
    {
        QFETCH(QString, state);
        QFETCH(QString, name);
        const QString missing =
            missingProgram({u"dbus-run-session"_s, u"gnome-keyring-daemon"_s, u"secret-tool"_s});
        if (!missing.isEmpty())
            QSKIP(qPrintable(missing + u" is not installed"_s));
        const QTemporaryDir home;
        const QTemporaryDir root;
        const QString profile = root.filePath(u"profile"_s);
        const RunningExchange exchange; // for its secret, which is the same in every run
        const QByteArray secret = exchange.key(heldKey).secret;
        QVERIFY(!secret.isEmpty());
        const QString problem = runPart(state, name, home.path(), {{u"COFFER_TEST_PROFILE"_s, profile}});
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
        for (const QByteArray &form : {secret, secret.toHex(), secret.toBase64(), vaultPhrase.toUtf8()})
            QCOMPARE(filesWith(profile, form), QStringList());
    }
};

int main(int argc, char *argv[])
{
    QApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == u"--child"_s) {
        return child(arguments.value(2), arguments.value(3),
                     {arguments.value(4), arguments.value(5), qgetenv("COFFER_TEST_SECRET")});
    }
    if (arguments.value(1) == u"--part"_s) {
        TestStoresParts parts;
        return QTest::qExec(&parts, {arguments.first(), arguments.value(2)});
    }
    TestStores stores;
    return QTest::qExec(&stores, arguments);
}

#include "tst_e2e_stores.moc"
