// SPDX-License-Identifier: GPL-3.0-or-later
// A key is pasted, checked, stored, used after a restart, and forgotten. Each part is a process of its own
// (this program again) beside a real Secret Service whose files stay from part to part, and a coffer-exchange
// on loopback.
#include "core/log.h"
#include "htx/endpoints/account.h"
#include "keys/keychainstore.h"
#include "keys/keycheck.h"
#include "keys/keyinventory.h"
#include "store/profile.h"

#include <QCoreApplication>
#include <QDirIterator>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace coffer;
using namespace coffer::keys;

namespace {

constexpr int patienceMs = 20'000;

template<class T>
Result<T> await(Future<T> future)
{
    if (!QTest::qWaitFor([&future] { return future.isFinished(); }, patienceMs) || future.isCanceled())
        return fail(ErrorKind::Timeout);
    return future.result();
}

QByteArray outputOf(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.start(program, arguments);
    if (!process.waitForFinished(patienceMs))
        return "no answer";
    return process.readAllStandardOutput();
}

/// The item of a key as another program finds it; empty when it does not.
QByteArray itemSeenFromOutside(const KeyId &key)
{
    const QByteArray text = outputOf(
        u"secret-tool"_s, {u"lookup"_s, u"user"_s, u"coffer/v1/"_s + key.value, u"server"_s, u"coffer"_s});
    return QByteArray::fromBase64(text);
}

/// coffer-exchange with its first key that can be used for looking; the same every time.
struct RunningExchange
{
    RunningExchange()
    {
        process.start(QStringLiteral(COFFER_BIN "/coffer-exchange"), {u"--seed"_s, u"1"_s});
        while (process.waitForReadyRead(patienceMs) && !process.canReadLine()) {
        }
        const QJsonObject served = QJsonDocument::fromJson(process.readLine()).object();
        url = QUrl(served.value("url"_L1).toString());
        for (const QJsonValueConstRef value : served.value("keys"_L1).toArray()) {
            const QJsonObject key = value.toObject();
            if (key.value("permission"_L1).toString() != "readOnly"_L1)
                continue;
            accessKey = key.value("accessKey"_L1).toString();
            secret = key.value("secretKey"_L1).toString().toLatin1();
            break;
        }
    }

    ~RunningExchange()
    {
        process.closeWriteChannel();
        if (!process.waitForFinished(patienceMs))
            process.kill();
    }

    QProcess process;
    QUrl url;
    QString accessKey;
    QByteArray secret;
};

/// What main() composes, without its window.
struct Application
{
    explicit Application(const QUrl &exchange) : client(network, clock, exchange)
    {
        log::install(profile->logFile());
        keyring.addStore(store);
    }
    ~Application() { log::uninstall(); }

    std::unique_ptr<store::Profile> profile =
        std::move(*store::Profile::open(qEnvironmentVariable("COFFER_TEST_PROFILE")));
    QNetworkAccessManager network;
    SystemClock clock;
    htx::Client client;
    store::Database database{profile->keysFile(), KeyTable::schema(), store::Durability::Record};
    KeyTable table{database};
    KeychainStore store;
    Keyring keyring{client, clock};
    KeyInventory inventory{table, store, keyring, client, clock};
};

QStringList filesWith(const QString &folder, const QByteArray &needle)
{
    QStringList found;
    QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.open(QIODevice::ReadOnly) && file.readAll().contains(needle))
            found << file.fileName();
    }
    return found;
}

} // namespace

#define VERIFY_RESULT(result)                                                                                \
    QVERIFY2((result).has_value(), (result).has_value()                                                      \
                                       ? ""                                                                  \
                                       : qPrintable(QString::number(int((result).error().kind)) + u' ' +     \
                                                    (result).error().code + u' ' + (result).error().detail))

/// The parts, each in a process of its own.
class TestParts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void paste();
    void use();
    void useWhileLocked();
    void forget();
};

void TestParts::paste()
{
    RunningExchange exchange;
    QVERIFY(!exchange.accessKey.isEmpty() && !exchange.secret.isEmpty());
    Application app(exchange.url);
    VERIFY_RESULT(await(app.inventory.load()));
    QVERIFY(app.inventory.entries().isEmpty());

    const Result<htx::Credentials> pasted =
        KeyCheck::parse(u" "_s + exchange.accessKey + u"\n"_s,
                        std::make_shared<const Secret>("\t" + exchange.secret + "\r\n"));
    VERIFY_RESULT(pasted);
    KeyCheck check(app.client, app.clock);
    const Result<CheckedKey> checked = await(check.run(*pasted));
    VERIFY_RESULT(checked);
    QVERIFY(checked->uid.value > 0);
    QVERIFY(checked->record.has_value());
    QVERIFY(checked->record->permissions == htx::PermissionSet::parse(u"readOnly"_s));

    const Result<KeyRecord> added = await(app.inventory.add(*checked, u"Pasted"_s, pasted->secret));
    VERIFY_RESULT(added);
    QCOMPARE(added->place, u"keychain"_s);
    QVERIFY(itemSeenFromOutside(added->id).contains(exchange.secret));
    qWarning("the secret is %s", exchange.secret.constData()); // a slip, which the log must not keep
}

void TestParts::use()
{
    RunningExchange exchange;
    Application app(exchange.url);
    VERIFY_RESULT(await(app.inventory.load()));
    QCOMPARE(app.inventory.entries().size(), 1);
    QCOMPARE(app.inventory.entries().first().held->label, u"Pasted"_s);
    QVERIFY(app.keyring.canDo(htx::Permission::Read));
    QVERIFY(!app.keyring.canDo(htx::Permission::Trade));

    const auto accounts = await(app.keyring.send(htx::endpoints::account::accounts()));
    VERIFY_RESULT(accounts);
    QVERIFY(!accounts->isEmpty());
    const auto balance = await(app.keyring.send(htx::endpoints::account::balance(accounts->first().id)));
    VERIFY_RESULT(balance);
    QVERIFY(balance->rowsRead > 0);
    QCOMPARE(balance->rowsRejected, 0);

    QSignalSpy failed(&app.inventory, &KeyInventory::failed);
    app.inventory.verify();
    QTRY_COMPARE_WITH_TIMEOUT(app.inventory.state(), LoadState::Ready, patienceMs);
    QCOMPARE(failed.count(), 0);
    QVERIFY(app.inventory.entries().size() > 1); // the account has keys that are not held here
    QVERIFY(app.inventory.entries().first().held.has_value());
    QVERIFY(app.inventory.entries().first().listed.has_value());
}

void TestParts::useWhileLocked()
{
    RunningExchange exchange;
    Application app(exchange.url);
    VERIFY_RESULT(await(app.inventory.load()));
    QCOMPARE(app.inventory.entries().size(), 1);
    const auto accounts = await(app.keyring.send(htx::endpoints::account::accounts()));
    QVERIFY(!accounts);
    QCOMPARE(accounts.error().kind, ErrorKind::KeychainLocked);
    QCOMPARE(app.inventory.entries().first().findings.first().kind, FindingKind::SecretMissing);
    const auto forgotten = await(app.inventory.forget(app.inventory.entries().first().held->id));
    QVERIFY(!forgotten);
    QCOMPARE(app.inventory.entries().size(), 1); // nothing was taken for gone
}

void TestParts::forget()
{
    RunningExchange exchange;
    Application app(exchange.url);
    VERIFY_RESULT(await(app.inventory.load()));
    QCOMPARE(app.inventory.entries().size(), 1);
    const KeyId key = app.inventory.entries().first().held->id;
    QVERIFY(itemSeenFromOutside(key).contains(exchange.secret));
    VERIFY_RESULT(await(app.inventory.forget(key)));
    QVERIFY(itemSeenFromOutside(key).isEmpty());
    QVERIFY(app.inventory.entries().isEmpty());
}

/// The story, told from outside.
class TestPaste : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aKeyFromPasteToForget();

private:
    /// Runs one part beside a keyring in this state.
    void run(const QString &state, const QString &part);

    QTemporaryDir m_home;
    QTemporaryDir m_root;
    QString m_profile = m_root.filePath(u"profile"_s);
};

void TestPaste::run(const QString &state, const QString &part)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"COFFER_KEYRING_HOME"_s, m_home.path());
    environment.insert(u"COFFER_TEST_PROFILE"_s, m_profile);
    process.setProcessEnvironment(environment);
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(QStringLiteral(COFFER_KEYRING),
                  {state, QCoreApplication::applicationFilePath(), u"--part"_s, part});
    const bool isFinished = process.waitForFinished(60'000);
    const QByteArray output = process.readAll();
    if (!isFinished || process.exitCode() != 0)
        qWarning("%s", output.constData());
    QVERIFY(isFinished);
    QCOMPARE(process.exitCode(), 0);
    QVERIFY(output.contains("PASS   : TestParts::" + part.toLatin1()));
}

void TestPaste::aKeyFromPasteToForget()
{
    for (const QString &program : {u"gnome-keyring-daemon"_s, u"secret-tool"_s}) {
        if (QStandardPaths::findExecutable(program).isEmpty())
            QSKIP(qPrintable(program + u" is not installed"_s));
    }
    const QList<std::pair<QString, QString>> story{{u"unlocked"_s, u"paste"_s},
                                                   {u"unlocked"_s, u"use"_s},
                                                   {u"locked"_s, u"useWhileLocked"_s},
                                                   {u"unlocked"_s, u"use"_s},
                                                   {u"unlocked"_s, u"forget"_s}};
    const RunningExchange exchange; // for its secret, which is the same in every run
    QVERIFY(!exchange.secret.isEmpty());
    for (const auto &[state, part] : story) {
        run(state, part);
        if (QTest::currentTestFailed())
            return;
        for (const QByteArray &form : {exchange.secret, exchange.secret.toHex(), exchange.secret.toBase64()})
            QCOMPARE(filesWith(m_profile, form), QStringList());
    }
    QVERIFY(!filesWith(m_profile, "the secret is").isEmpty()); // the log was searched, too
}

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == u"--part"_s) {
        TestParts parts;
        return QTest::qExec(&parts, {arguments.first(), arguments.value(2)});
    }
    TestPaste paste;
    return QTest::qExec(&paste, arguments);
}

#include "tst_e2e_paste.moc"
