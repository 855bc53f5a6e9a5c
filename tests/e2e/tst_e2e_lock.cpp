// SPDX-License-Identifier: GPL-3.0-or-later
// The program while it is locked, and the least it touches while it is not. Each part is a process of its own
// (this program again) beside a real Secret Service and a coffer-exchange on loopback.
#include "buswitness.h"
#include "desk.h"
#include "parts.h"

#include "core/log.h"
#include "htx/signer.h"
#include "keys/stores/keychainstore.h"
#include "support/memoryscan.h"
#include "support/patience.h"
#include "ui/balances/holdingsmodel.h"
#include "ui/common/appsettings.h"
#include "ui/keys/checklist.h"
#include "ui/shell/mainwindow.h"

#include <QAction>
#include <QDBusArgument>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusMetaType>
#include <QDBusObjectPath>
#include <QDBusUnixFileDescriptor>
#include <QElapsedTimer>
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace coffer;
using namespace coffer::test;

namespace {

/// The keys of one user of the exchange, each with more rights than the one before.
const QStringList labels{u"Portfolio"_s, u"Trading desk"_s, u"Payouts"_s};

QString profileFolder()
{
    return qEnvironmentVariable("COFFER_TEST_PROFILE");
}

QUrl exchangeUrl()
{
    return QUrl(qEnvironmentVariable("COFFER_TEST_EXCHANGE"));
}

/// A secret on its way to a part, so that no copy of it as it is lies in the part's environment.
constexpr char maskByte = 0x5c;

QByteArray masked(QByteArray bytes)
{
    for (char &c : bytes)
        c = char(c ^ maskByte);
    return bytes;
}

struct HandedKey
{
    QString label;
    QString accessKey;
    Secret secret;
};

/// What the story outside handed over.
std::vector<HandedKey> handedKeys()
{
    std::vector<HandedKey> keys;
    for (const QString &entry : qEnvironmentVariable("COFFER_TEST_KEYS").split(u';', Qt::SkipEmptyParts)) {
        const QStringList parts = entry.split(u',');
        QByteArray secret = masked(QByteArray::fromHex(parts[2].toLatin1()));
        keys.push_back({parts[0], parts[1], Secret(QByteArrayView(secret))});
        Secret::wipe(secret);
    }
    return keys;
}

/// Pastes and saves a key through the dialog.
void hold(const Desk &desk, const HandedKey &key)
{
    QByteArray secret = key.secret.view().toByteArray();
    desk.fillPasteDialog(key.label, key.accessKey, secret);
    Secret::wipe(secret);
    desk.press(u"checkButton"_s);
    QTRY_VERIFY_WITH_TIMEOUT(desk.isEnabled(u"saveButton"_s), patienceMs);
    desk.press(u"saveButton"_s);
    QTRY_VERIFY_WITH_TIMEOUT(!desk.part(u"pasteKeyDialog"_s), patienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(desk.keyLabels().contains(key.label), patienceMs);
}

void lock(const Desk &desk)
{
    desk.press(u"lockButton"_s);
    QVERIFY(desk.part(u"lockBar"_s)->isVisible());
}

void unlock(const Desk &desk)
{
    desk.press(u"unlockButton"_s);
    QTRY_VERIFY_WITH_TIMEOUT(!desk.part(u"lockBar"_s)->isVisible(), patienceMs);
}

/// All text that the window shows now, tooltips and cells included.
QString shownText(const Desk &desk)
{
    QStringList texts{desk.window()->windowTitle()};
    for (const QWidget *widget : desk.window()->findChildren<QWidget *>()) {
        if (!widget->isVisible())
            continue;
        texts << widget->toolTip() << widget->accessibleName() << widget->accessibleDescription();
        if (const auto *label = qobject_cast<const QLabel *>(widget))
            texts << label->text();
        if (const auto *view = qobject_cast<const QAbstractItemView *>(widget); view && view->model()) {
            for (int row = 0; row < view->model()->rowCount(); ++row) {
                for (int column = 0; column < view->model()->columnCount(); ++column) {
                    const QModelIndex index = view->model()->index(row, column);
                    for (const int role : {Qt::DisplayRole, Qt::ToolTipRole, Qt::AccessibleTextRole})
                        texts << index.data(role).toString();
                }
            }
        }
    }
    return texts.join(u'\n');
}

/// The amounts of the holdings as they are shown.
QStringList amounts(const Desk &desk)
{
    QStringList found;
    const ui::HoldingsModel &model = *desk.holdings();
    for (int row = 0; row < model.rowCount(); ++row) {
        const QString text = model.index(row, int(ui::HoldingsModel::Column::Available)).data().toString();
        if (text.size() > 6) // long enough to be nobody else's
            found << text;
    }
    return found;
}

} // namespace

/// A session as logind names it: (so).
struct LoginSession
{
    QString id;
    QDBusObjectPath path;
};
Q_DECLARE_METATYPE(LoginSession)

QDBusArgument &operator<<(QDBusArgument &argument, const LoginSession &session)
{
    argument.beginStructure();
    argument << session.id << session.path;
    argument.endStructure();
    return argument;
}

const QDBusArgument &operator>>(const QDBusArgument &argument, LoginSession &session)
{
    argument.beginStructure();
    argument >> session.id >> session.path;
    argument.endStructure();
    return argument;
}

namespace {

/// What this user's session of logind would be, on the private bus.
class Login : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.login1.Manager")

public:
    explicit Login(QDBusConnection bus) : m_bus(std::move(bus)) {}

    int inhibitors = 0;

    void sleeps(bool begins)
    {
        QDBusMessage signal = QDBusMessage::createSignal(
            u"/org/freedesktop/login1"_s, u"org.freedesktop.login1.Manager"_s, u"PrepareForSleep"_s);
        signal << begins;
        m_bus.send(signal);
    }

    void hintsLocked()
    {
        QDBusMessage signal =
            QDBusMessage::createSignal(u"/org/freedesktop/login1/session/c1"_s,
                                       u"org.freedesktop.DBus.Properties"_s, u"PropertiesChanged"_s);
        signal << u"org.freedesktop.login1.Session"_s << QVariantMap{{u"LockedHint"_s, true}}
               << QStringList();
        m_bus.send(signal);
    }

public Q_SLOTS:
    QDBusUnixFileDescriptor Inhibit(const QString &what, const QString &, const QString &,
                                    const QString &mode)
    {
        if (what == "sleep"_L1 && mode == "delay"_L1)
            ++inhibitors;
        const int file = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
        QDBusUnixFileDescriptor descriptor(file);
        ::close(file);
        return descriptor;
    }

private:
    QDBusConnection m_bus;
};

/// The user of that session.
class LoginUser : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.login1.User")
    Q_PROPERTY(LoginSession Display READ display)

public:
    LoginSession display() const
    {
        return {u"c1"_s, QDBusObjectPath(u"/org/freedesktop/login1/session/c1"_s)};
    }
};

} // namespace

/// The parts, each in a process of its own.
class TestLockParts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void holdThreeKeys();
    void balancesTouchTheReadKeyAlone();
    void aPausedKeyIsNotUsed();
    void lockedNothingIsShownOrAsked();
    void dialogsWithSecretsGo();
    void locksWithTheComputer();
    void storesAndSigningLeaveNothing();
    void nothingStaysInMemory();

private:
    static void report(const char *after, const QList<MemoryHit> &hits);
};

/// Copies that libraries leave, over all keys and forms; none of them is in memory of Coffer's own.
constexpr qsizetype leftByLibraries = 0;

void TestLockParts::report(const char *after, const QList<MemoryHit> &hits)
{
    qInfo("%s: %d copies\n%s", after, int(hits.size()), qPrintable(describe(hits)));
    QVERIFY2(hits.size() <= leftByLibraries, qPrintable(describe(hits)));
}

void TestLockParts::holdThreeKeys()
{
    Desk desk(exchangeUrl(), profileFolder());
    QVERIFY(desk.start());
    const std::vector<HandedKey> keys = handedKeys();
    QCOMPARE(keys.size(), std::size_t(labels.size()));
    for (const HandedKey &key : keys)
        hold(desk, key);
    if (QTest::currentTestFailed())
        return;
    Settings settings(profileFolder() + u"/settings.ini"_s);
    settings.setValue(ui::balanceSecondsSetting, 2);
    QVERIFY(settings.sync());
}

/// COFFER_TEST_MINUTES makes it go on for as long.
void TestLockParts::balancesTouchTheReadKeyAlone()
{
    BusWitness witness;
    QVERIFY(witness.start());
    QString readItem;
    int rounds = 0;
    {
        Desk desk(exchangeUrl(), profileFolder());
        QVERIFY(desk.start());
        desk.goTo(u"keys"_s);
        QTRY_VERIFY_WITH_TIMEOUT(desk.keyLabels().contains(labels.first()), patienceMs);
        readItem = desk.keychainItem(handedKeys().front().accessKey);
        desk.goTo(u"balances"_s);
        QTRY_VERIFY_WITH_TIMEOUT(desk.isPageReady() && desk.holdings()->hasHoldings(), patienceMs);
        QElapsedTimer time;
        time.start();
        const qint64 ms = qEnvironmentVariableIntValue("COFFER_TEST_MINUTES") * qint64(60'000);
        do {
            // Each unlocking asks the keychain anew, and all that is due is asked for at once.
            lock(desk);
            unlock(desk);
            if (QTest::currentTestFailed())
                return;
            QTest::keyClick(desk.window(), Qt::Key_F5);
            const bool isRead = QTest::qWaitFor([&desk] { return desk.isPageReady(); }, patienceMs);
            QVERIFY(isRead);
            ++rounds;
            const qint64 until = std::min(ms, time.elapsed() + 20'000);
            QTRY_VERIFY_WITH_TIMEOUT(time.elapsed() >= until, 30'000);
        } while (rounds < 5 || time.elapsed() < ms);
    }
    const BusWitness::Touched touched = witness.finish();
    qInfo("%d rounds; the Read key's item was looked for %d times and read %d times", rounds,
          touched.searched.value(readItem), touched.read.value(readItem));
    QVERIFY(!readItem.isEmpty());
    QVERIFY(touched.searched.value(readItem) >= 5); // the witness saw something
    QVERIFY(touched.read.value(readItem) >= 5);
    QCOMPARE(touched.searched.keys(), QStringList{readItem});
    QCOMPARE(touched.read.keys(), QStringList{readItem});
}

/// Neither for requests nor for the socket that is logged in with it already.
void TestLockParts::aPausedKeyIsNotUsed()
{
    Desk desk(exchangeUrl(), profileFolder());
    QVERIFY(desk.start());
    const auto *feed = desk.part<QLabel>(u"statusFeed"_s);
    QTRY_COMPARE_WITH_TIMEOUT(feed->text(), u"Live prices and balances"_s, patienceMs);
    desk.goTo(u"keys"_s);
    const auto press = [&desk](const QString &label, const QString &then) {
        auto *table = desk.part<QTableView>(u"keysTable"_s);
        table->setCurrentIndex(table->model()->index(int(desk.keyLabels().indexOf(label)), 0));
        QTRY_VERIFY_WITH_TIMEOUT(desk.isEnabled(u"pauseButton"_s), patienceMs);
        desk.press(u"pauseButton"_s);
        QTRY_COMPARE_WITH_TIMEOUT(desk.part<QPushButton>(u"pauseButton"_s)->text(), then, patienceMs);
    };
    // Of the three only two may read: what could take everything never looks.
    press(labels[0], u"Resume"_s);
    press(labels[1], u"Resume"_s);
    QTRY_COMPARE_WITH_TIMEOUT(feed->text(), u"Live prices"_s, patienceMs);
    press(labels[0], u"Pause"_s);
    QTRY_COMPARE_WITH_TIMEOUT(feed->text(), u"Live prices and balances"_s, patienceMs);
    press(labels[1], u"Pause"_s);
}

void TestLockParts::lockedNothingIsShownOrAsked()
{
    Desk desk(exchangeUrl(), profileFolder());
    QVERIFY(desk.start());
    desk.goTo(u"balances"_s);
    QTRY_VERIFY_WITH_TIMEOUT(desk.isPageReady() && desk.holdings()->hasHoldings(), patienceMs);
    const QStringList known = amounts(desk);
    QVERIFY(known.size() > 3);
    QVERIFY(shownText(desk).contains(known.first()));
    lock(desk);
    const auto asked = [] {
        const QByteArray reply =
            outputOf(u"curl"_s, {u"--silent"_s, u"--noproxy"_s, u"*"_s, u"-X"_s, u"POST"_s, u"-d"_s, u"{}"_s,
                                 exchangeUrl().resolved(QUrl(u"/local/received"_s)).toString()});
        return reply;
    };
    // What was on its way arrives, then there is silence for longer than anything is refreshed.
    QByteArray before = asked();
    QElapsedTimer calm;
    calm.start();
    const auto isCalm = [&] {
        if (before != std::exchange(before, asked()))
            calm.restart();
        return calm.hasExpired(2000);
    };
    QTRY_VERIFY_WITH_TIMEOUT(isCalm(), patienceMs);
    QElapsedTimer silence; // which takes time to be one: balances would be asked for every 2 s
    silence.start();
    QTRY_VERIFY_WITH_TIMEOUT(silence.hasExpired(4000), patienceMs);
    QCOMPARE(asked(), before);
    QVERIFY(!before.isEmpty());
    for (const QString &page : {u"overview"_s, u"balances"_s, u"history"_s, u"keys"_s}) {
        desk.goTo(page);
        const QString text = shownText(desk);
        for (const QString &amount : known)
            QVERIFY2(!text.contains(amount), qPrintable(page + u' ' + amount));
    }
    unlock(desk);
    desk.goTo(u"balances"_s);
    QTRY_VERIFY_WITH_TIMEOUT(shownText(desk).contains(known.first()) || !amounts(desk).isEmpty(), patienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(asked() != before, patienceMs);
}

void TestLockParts::dialogsWithSecretsGo()
{
    Desk desk(exchangeUrl(), profileFolder());
    QVERIFY(desk.start());
    desk.fillPasteDialog(u"Not yet"_s, u"access-key-not-yet"_s, "a-secret-that-is-typed"_ba);
    QVERIFY(desk.part(u"pasteKeyDialog"_s));
    desk.window()->findChild<QAction *>(u"lock"_s)->trigger();
    QTRY_VERIFY(!desk.part(u"pasteKeyDialog"_s));
    QVERIFY(desk.part(u"lockBar"_s)->isVisible());
    QVERIFY(!desk.window()->findChild<QAction *>(u"pasteKey"_s)->isEnabled());
}

void TestLockParts::locksWithTheComputer()
{
    const QString bus = qEnvironmentVariable("DBUS_SESSION_BUS_ADDRESS");
    qputenv("DBUS_SYSTEM_BUS_ADDRESS", bus.toLocal8Bit()); // before anybody asks for that bus
    QDBusConnection other = QDBusConnection::connectToBus(bus, u"login"_s);
    qDBusRegisterMetaType<LoginSession>();
    Login login(other);
    LoginUser user;
    QVERIFY(other.registerService(u"org.freedesktop.login1"_s));
    QVERIFY(other.registerObject(u"/org/freedesktop/login1"_s, &login, QDBusConnection::ExportAllSlots));
    QVERIFY(other.registerObject(u"/org/freedesktop/login1/user/self"_s, &user,
                                 QDBusConnection::ExportAllContents));

    Desk desk(exchangeUrl(), profileFolder());
    QVERIFY(desk.start());
    QTRY_COMPARE_WITH_TIMEOUT(login.inhibitors, 1, patienceMs);
    const auto *title = desk.part<QLabel>(u"lockTitle"_s);
    const auto isLocked = [&desk] { return desk.part(u"lockBar"_s)->isVisible(); };
    QVERIFY(!isLocked());
    login.sleeps(true);
    QTRY_VERIFY_WITH_TIMEOUT(isLocked(), patienceMs);
    QVERIFY(title->text().contains("slept"_L1));
    login.sleeps(false);
    QTRY_COMPARE_WITH_TIMEOUT(login.inhibitors, 2, patienceMs); // for the next time
    unlock(desk);

    login.hintsLocked();
    QTRY_VERIFY_WITH_TIMEOUT(isLocked(), patienceMs);
    QVERIFY(title->text().contains("screen was locked"_L1));
    unlock(desk);

    QDBusMessage saver = QDBusMessage::createSignal(u"/org/freedesktop/ScreenSaver"_s,
                                                    u"org.freedesktop.ScreenSaver"_s, u"ActiveChanged"_s);
    saver << false;
    other.send(saver);
    saver.setArguments({true});
    other.send(saver);
    QTRY_VERIFY_WITH_TIMEOUT(isLocked(), patienceMs);
}

/// Each way that a secret takes, one after another, so that a copy tells where it was left.
void TestLockParts::storesAndSigningLeaveNothing()
{
    std::vector<HandedKey> handed = handedKeys();
    MemoryScan scan;
    QList<KeyId> ids;
    for (const HandedKey &key : handed) {
        scan.add(key.label, key.secret);
        ids << KeyId{key.accessKey};
    }
    QVERIFY(!scan.run().isEmpty()); // those that were handed over
    keys::KeychainStore store;
    for (std::size_t i = 0; i < handed.size(); ++i) {
        auto written =
            store.write(ids[qsizetype(i)], std::make_shared<const Secret>(std::move(handed[i].secret)));
        QTRY_VERIFY_WITH_TIMEOUT(written.isFinished(), patienceMs);
        QVERIFY(written.result());
    }
    handed.clear();
    report("written to the keychain", scan.run());
    for (const KeyId &id : std::as_const(ids)) {
        auto read = store.read(id);
        QTRY_VERIFY_WITH_TIMEOUT(read.isFinished(), patienceMs);
        const Result<SharedSecret> secret = read.result();
        QVERIFY(secret);
        QVERIFY(!scan.run().isEmpty());
        log::protect((*secret)->view()); // what the log keeps of it
        QVERIFY(htx::signature("GET\nhost\n/path\n", {id.value.toUtf8(), *secret}));
    }
    report("read from the keychain and signed with", scan.run());
}

void TestLockParts::nothingStaysInMemory()
{
    std::vector<HandedKey> handed = handedKeys();
    MemoryScan scan;
    for (const HandedKey &key : handed)
        scan.add(key.label, key.secret);
    Desk desk(exchangeUrl(), profileFolder());
    QVERIFY(desk.start());
    for (const HandedKey &key : handed)
        hold(desk, key);
    handed.clear();
    desk.goTo(u"balances"_s);
    QTRY_VERIFY_WITH_TIMEOUT(desk.isPageReady() && desk.holdings()->hasHoldings(), patienceMs);
    lock(desk);
    unlock(desk); // now the keychain was read, too
    if (QTest::currentTestFailed())
        return;
    QTRY_VERIFY_WITH_TIMEOUT(desk.isPageReady(), patienceMs);
    QVERIFY(!scan.run().isEmpty()); // the one in use
    lock(desk);
    // What was under way is withdrawn by events.
    QTRY_VERIFY_WITH_TIMEOUT(scan.run().size() <= leftByLibraries, patienceMs);
    report("typed, saved, used and locked", scan.run());
}

/// The story, told from outside.
class TestLockStory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void leastPrivilege();
    void locked();
    void withTheComputer();
    void memory();

private:
    QString play(const QString &part);

    QTemporaryDir m_home;
    QTemporaryDir m_root;
    std::unique_ptr<RunningExchange> m_exchange;
    QString m_keys;
};

void TestLockStory::initTestCase()
{
    const QString missing =
        missingProgram({u"dbus-run-session"_s, u"gnome-keyring-daemon"_s, u"dbus-monitor"_s, u"curl"_s});
    if (!missing.isEmpty())
        QSKIP(qPrintable(missing + u" is not installed"_s));
    m_exchange = std::make_unique<RunningExchange>(QStringList{u"--unlimited"_s});
    QStringList entries;
    for (const QString &label : labels) {
        const ExchangeKey key = m_exchange->key(label);
        QVERIFY2(!key.secret.isEmpty(), qPrintable(label));
        entries << QStringList{label, key.accessKey, QString::fromLatin1(masked(key.secret).toHex())}.join(
            u',');
    }
    m_keys = entries.join(u';');
}

QString TestLockStory::play(const QString &part)
{
    return runPart(u"unlocked"_s, part, m_home.path(),
                   {{u"COFFER_TEST_PROFILE"_s,
                     m_root.filePath(part == "nothingStaysInMemory"_L1 ? u"fresh"_s : u"profile"_s)},
                    {u"COFFER_TEST_EXCHANGE"_s, m_exchange->url().toString()},
                    {u"COFFER_TEST_KEYS"_s, m_keys}});
}

void TestLockStory::leastPrivilege()
{
    for (const QString &part :
         {u"holdThreeKeys"_s, u"balancesTouchTheReadKeyAlone"_s, u"aPausedKeyIsNotUsed"_s}) {
        const QString problem = play(part);
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
    }
}

void TestLockStory::locked()
{
    for (const QString &part : {u"lockedNothingIsShownOrAsked"_s, u"dialogsWithSecretsGo"_s}) {
        const QString problem = play(part);
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
    }
}

void TestLockStory::withTheComputer()
{
    const QString problem = play(u"locksWithTheComputer"_s);
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
}

void TestLockStory::memory()
{
#ifndef COFFER_WIPING_FREE
    QSKIP("Here the heap keeps what libraries give back.");
#endif
    for (const QString &part : {u"storesAndSigningLeaveNothing"_s, u"nothingStaysInMemory"_s}) {
        const QString problem = play(part);
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
    }
}

int main(int argc, char *argv[])
{
    return test::runStory<TestLockStory, TestLockParts>(argc, argv);
}

#include "tst_e2e_lock.moc"
