// SPDX-License-Identifier: GPL-3.0-or-later
// Runs itself once for each state of the keychain, under tests/support/keyring.sh, against the real service.
#include "keys/stores/keychainstore.h"
#include "support/patience.h"

#include <QCoreApplication>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

#include <qt6keychain/keychain.h>

#ifdef Q_OS_UNIX
#include <csignal>
#endif

using namespace Qt::StringLiterals;
using namespace coffer;
using namespace coffer::keys;

namespace {

/// Runs the event loop until the future is there.
template<class T>
Result<T> await(Future<T> future)
{
    if (!QTest::qWaitFor([&future] { return future.isFinished(); }, 20'000) || future.isCanceled())
        return fail(ErrorKind::Timeout);
    return future.result();
}

SharedSecret secretOf(const QByteArray &text)
{
    return std::make_shared<const Secret>(text);
}

/// What another program sees under our name.
QByteArray itemOf(const KeyId &key)
{
    auto *job = new QKeychain::ReadPasswordJob(u"coffer"_s);
    job->setAutoDelete(false);
    job->setKey(u"coffer/v1/"_s + key.value);
    QSignalSpy finished(job, &QKeychain::Job::finished);
    job->start();
    if (!finished.wait(20'000))
        return "no answer";
    const QByteArray data = job->binaryData();
    job->deleteLater();
    return data;
}

void overwriteItemOf(const KeyId &key, const QByteArray &content)
{
    auto *job = new QKeychain::WritePasswordJob(u"coffer"_s);
    job->setKey(u"coffer/v1/"_s + key.value);
    job->setBinaryData(content);
    QSignalSpy finished(job, &QKeychain::Job::finished);
    job->start();
    QVERIFY(finished.wait(20'000));
}

/// The process that answers for the keyring; 0 when there is none.
qint64 serviceProcess()
{
    QProcess process;
    process.start(u"dbus-send"_s,
                  {u"--session"_s, u"--print-reply=literal"_s, u"--dest=org.freedesktop.DBus"_s, u"/"_s,
                   u"org.freedesktop.DBus.GetConnectionUnixProcessID"_s,
                   u"string:org.freedesktop.secrets"_s});
    process.waitForFinished();
    return process.readAllStandardOutput().simplified().split(' ').last().toLongLong();
}

/// Locks the running keyring, as another program would.
bool lockKeyring()
{
    QProcess process;
    process.start(u"dbus-send"_s, {u"--session"_s, u"--print-reply"_s, u"--dest=org.freedesktop.secrets"_s,
                                   u"/org/freedesktop/secrets"_s, u"org.freedesktop.Secret.Service.Lock"_s,
                                   u"array:objpath:/org/freedesktop/secrets/collection/login"_s});
    return process.waitForFinished() && process.exitCode() == 0;
}

} // namespace

/// The tests inside; which of them run is decided by the state.
class TestKeychain : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void unlocked_keepsSecrets();
    void unlocked_keepsKeysApart();
    void unlocked_noticesForeignContent();
    void unlocked_tellsAMissingItem();
    void unlocked_worksInOrder();
    void unlocked_mayDieAtAnyTime();
    void unlocked_lockedMeanwhile(); // last: it stays locked
    void locked_isToldAndNothingIsChanged();
    void absent_isTold();
    void hung_givesUpAndAnswersTheOthers();
    void hung_mayDieMeanwhile();
    void hung_lateWriteStays(); // last: it wakes the service up

private:
    const KeyId m_key{u"7c9e6679-7425-40de-944b-e07fc1f90ae7"_s};
};

void TestKeychain::unlocked_keepsSecrets()
{
    KeychainStore store;
    QCOMPARE(store.place(), u"keychain"_s);
    for (const QByteArray &secret :
         {"c405c550-6fa0583b-fb4bc38e-d317e"_ba, QByteArray(1024, 's'), "a\0b"_ba}) {
        QVERIFY(await(store.write(m_key, secretOf(secret))).has_value());
        KeychainStore another; // nothing is remembered in the object
        const Result<SharedSecret> read = await(another.read(m_key));
        QVERIFY(read.has_value());
        QVERIFY(**read == Secret(secret));
    }
    QVERIFY(await(store.remove(m_key)).has_value());
    QCOMPARE(itemOf(m_key), QByteArray());
    QVERIFY(await(store.remove(m_key)).has_value());

    const auto tooLong = await(store.write(m_key, secretOf(QByteArray(1025, 's'))));
    QCOMPARE(tooLong.error().kind, ErrorKind::InvalidInput);
    QCOMPARE(itemOf(m_key), QByteArray());
}

void TestKeychain::unlocked_keepsKeysApart()
{
    KeychainStore store;
    const KeyId other{u"other"_s};
    QVERIFY(await(store.write(m_key, secretOf("one"))).has_value());
    QVERIFY(await(store.write(other, secretOf("two"))).has_value());
    QVERIFY(await(store.remove(m_key)).has_value());
    QVERIFY(**await(store.read(other)) == Secret("two"_ba));
    QVERIFY(await(store.remove(other)).has_value());
}

void TestKeychain::unlocked_noticesForeignContent()
{
    KeychainStore store;
    overwriteItemOf(m_key, "somebody else's"_ba);
    QCOMPARE(await(store.read(m_key)).error().kind, ErrorKind::KeychainCorrupt);
    QCOMPARE(itemOf(m_key), "somebody else's"_ba);

    const KeyId other{u"other"_s};
    QVERIFY(await(store.write(other, secretOf("two"))).has_value());
    overwriteItemOf(m_key, itemOf(other)); // an item moved to another key's place
    QCOMPARE(await(store.read(m_key)).error().kind, ErrorKind::KeychainCorrupt);
    QVERIFY(await(store.remove(m_key)).has_value());
    QVERIFY(await(store.remove(other)).has_value());
}

void TestKeychain::unlocked_tellsAMissingItem()
{
    KeychainStore store;
    const auto read = await(store.read(m_key));
    QCOMPARE(read.error().kind, ErrorKind::SecretGone);
    QCOMPARE(read.error().code, u"keychain"_s);
    QCOMPARE(store.state(), StoreState::Ready); // it is the item's trouble alone
}

void TestKeychain::unlocked_worksInOrder()
{
    KeychainStore store;
    QList<Future<void>> writes;
    for (int turn = 0; turn < 10; ++turn)
        writes << store.write(m_key, secretOf("turn " + QByteArray::number(turn)));
    const auto last = await(store.read(m_key));
    for (const Future<void> &write : std::as_const(writes)) {
        QVERIFY(write.isFinished());
        QVERIFY(write.result().has_value());
    }
    QVERIFY(**last == Secret("turn 9"_ba));
    QVERIFY(await(store.remove(m_key)).has_value());
}

void TestKeychain::unlocked_mayDieAtAnyTime()
{
    QList<Future<void>> abandoned;
    for (int turns = 0; turns < 20; ++turns) {
        auto store = std::make_unique<KeychainStore>();
        abandoned << store->write(m_key, secretOf("abandoned"));
        abandoned << store->remove(m_key);
        for (int turn = 0; turn < turns; ++turn)
            QCoreApplication::processEvents();
    }
    for (const Future<void> &future : std::as_const(abandoned))
        QVERIFY(future.isFinished());
    KeychainStore store; // QtKeychain is none the worse for it
    QVERIFY(await(store.write(m_key, secretOf("fine"))).has_value());

    // The answer may be what ends it.
    auto mortal = std::make_unique<KeychainStore>();
    Future<SharedSecret> read = mortal->read(m_key);
    QObject context;
    bool isAnswered = false;
    read.then(&context, [&](const Result<SharedSecret> &) {
        isAnswered = true;
        mortal.reset();
    });
    QTRY_VERIFY(isAnswered);
    QVERIFY(await(store.remove(m_key)).has_value());
}

void TestKeychain::unlocked_lockedMeanwhile()
{
    KeychainStore store;
    QVERIFY(await(store.write(m_key, secretOf("kept"))).has_value());
    QVERIFY(lockKeyring());
    QCOMPARE(store.state(), StoreState::Ready);
    QCOMPARE(await(store.read(m_key)).error().kind, ErrorKind::KeychainLocked);
    QCOMPARE(store.state(), StoreState::Locked);
    // QtKeychain says that it deleted the item; it is still there.
    QCOMPARE(await(store.remove(m_key)).error().kind, ErrorKind::KeychainDenied);
    QCOMPARE(await(store.write(m_key, secretOf("other"))).error().kind, ErrorKind::KeychainDenied);
}

void TestKeychain::locked_isToldAndNothingIsChanged()
{
    KeychainStore store;
    QCOMPARE(store.state(), StoreState::Unknown);
    QCOMPARE(await(store.read(m_key)).error().kind, ErrorKind::KeychainLocked);
    QCOMPARE(store.state(), StoreState::Locked);
    QCOMPARE(await(store.write(m_key, secretOf("secret"))).error().kind, ErrorKind::KeychainDenied);
    QCOMPARE(store.state(), StoreState::Denied);
    QCOMPARE(await(store.remove(m_key)).error().kind, ErrorKind::KeychainDenied);
}

void TestKeychain::absent_isTold()
{
    KeychainStore store;
    const auto read = await(store.read(m_key));
    QCOMPARE(read.error().kind, ErrorKind::KeychainAbsent);
    QVERIFY(!read.error().detail.isEmpty());
    QCOMPARE(store.state(), StoreState::Absent);
    QCOMPARE(store.trouble()->kind, ErrorKind::KeychainAbsent);
    QCOMPARE(await(store.write(m_key, secretOf("secret"))).error().kind, ErrorKind::KeychainAbsent);
    QCOMPARE(await(store.remove(m_key)).error().kind, ErrorKind::KeychainAbsent);
}

void TestKeychain::hung_givesUpAndAnswersTheOthers()
{
    KeychainStore store({.notice = std::chrono::milliseconds(100), .giveUp = std::chrono::milliseconds(300)});
    QList<StoreState> states;
    QObject::connect(&store, &SecretStore::stateChanged, &store,
                     [&states](StoreState state) { states << state; });
    auto first = store.read(m_key);
    auto second = store.write(m_key, secretOf("secret"));
    QCOMPARE(await(first).error().kind, ErrorKind::KeychainTimeout);
    QVERIFY(second.isFinished());
    QCOMPARE(second.result().error().kind, ErrorKind::KeychainTimeout);
    QCOMPARE(states, QList({StoreState::Waiting, StoreState::Hanging}));

    const auto third = store.read(m_key); // nothing waits behind what hangs
    QVERIFY(third.isFinished());
    QCOMPARE(third.result().error().kind, ErrorKind::KeychainTimeout);
}

void TestKeychain::hung_mayDieMeanwhile()
{
    Future<SharedSecret> read;
    {
        KeychainStore store;
        read = store.read(m_key);
        QCoreApplication::processEvents();
        QVERIFY(!read.isFinished());
    }
    QVERIFY(read.isFinished());
    QVERIFY(read.isCanceled());
}

void TestKeychain::hung_lateWriteStays()
{
#ifdef Q_OS_UNIX
    KeychainStore store({.notice = std::chrono::milliseconds(50), .giveUp = std::chrono::milliseconds(200)});
    QCOMPARE(await(store.write(m_key, secretOf("too late"))).error().kind, ErrorKind::KeychainTimeout);
    const qint64 daemon = serviceProcess();
    QVERIFY(daemon > 0);
    QCOMPARE(::kill(static_cast<pid_t>(daemon), SIGCONT), 0);
    // The write now succeeds, though its caller was told that it took too long. Whoever wrote it noted that
    // (ItemJournal), and removes what belongs to nothing; the store itself never does: it may have replaced
    // one.
    Result<SharedSecret> read;
    QTRY_VERIFY((read = await(store.read(m_key))).has_value() ||
                read.error().kind != ErrorKind::KeychainTimeout);
    QVERIFY(read.has_value());
    QCOMPARE((*read)->view(), QByteArrayView("too late"));
    QCOMPARE(store.state(), StoreState::Ready);
    QVERIFY(await(store.write(m_key, secretOf("in time"))).has_value());
#else
    QSKIP("needs signals");
#endif
}

namespace {

/// The functions of TestKeychain for this state.
QStringList functionsFor(const QString &state)
{
    QStringList names;
    const QMetaObject &meta = TestKeychain::staticMetaObject;
    for (int index = meta.methodOffset(); index < meta.methodCount(); ++index) {
        const QString name = QString::fromLatin1(meta.method(index).name());
        if (name.startsWith(state + u'_'))
            names << name;
    }
    return names;
}

} // namespace

/// The test outside: starts this program again beside a keyring in each state.
class TestKeychainStates : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void state_data()
    {
        QTest::addColumn<QString>("state");
        for (const char *state : {"unlocked", "locked", "absent", "hung"})
            QTest::newRow(state) << QString::fromLatin1(state);
    }

    void state()
    {
        QFETCH(QString, state);
        if (QStandardPaths::findExecutable(u"gnome-keyring-daemon"_s).isEmpty())
            QSKIP("gnome-keyring-daemon is not installed");
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(QStringLiteral(COFFER_KEYRING),
                      {state, QCoreApplication::applicationFilePath(), u"--inside"_s, state});
        const bool isFinished = process.waitForFinished(90'000);
        const QByteArray output = process.readAll();
        if (!isFinished || process.exitCode() != 0)
            qWarning("%s", output.constData());
        QVERIFY(isFinished);
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 0);
        for (const QString &function : functionsFor(state))
            QVERIFY2(output.contains("PASS   : TestKeychain::" + function.toLatin1()), qPrintable(function));
    }
};

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == u"--inside"_s) {
        TestKeychain inside;
        return QTest::qExec(&inside, QStringList{arguments.first()} + functionsFor(arguments.value(2)));
    }
    TestKeychainStates outside;
    return QTest::qExec(&outside, arguments);
}

#include "tst_keys_keychain.moc"
