// SPDX-License-Identifier: GPL-3.0-or-later
// A key is pasted, checked, stored, used after a restart, and forgotten. Each part is a process of its own
// (this program again) beside a real Secret Service whose files stay from part to part, and a coffer-exchange
// on loopback.
#include "core/log.h"
#include "htx/endpoints/account.h"
#include "keys/keycheck.h"
#include "keys/keyinventory.h"
#include "keys/stores/keychainstore.h"
#include "outside.h"
#include "store/profile.h"

#include <QCoreApplication>
#include <QNetworkAccessManager>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace coffer;
using namespace coffer::keys;

namespace {

template<class T>
Result<T> await(Future<T> future)
{
    if (!QTest::qWaitFor([&future] { return future.isFinished(); }, test::patienceMs) || future.isCanceled())
        return fail(ErrorKind::Timeout);
    return future.result();
}

/// The item of a key as another program finds it; empty when it does not.
QByteArray itemOf(const KeyId &key)
{
    return test::itemSeenFromOutside(u"coffer/v1/"_s + key.value);
}

/// What main() composes, without its window.
struct Application
{
    explicit Application(const QUrl &exchange) : client(network, clock, exchange)
    {
        log::install(profile->logFile());
        stores.add(store);
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
    SecretStores stores;
    Keyring keyring{client, stores, clock};
    KeyInventory inventory{table, stores, keyring, clock};
};

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
    const test::RunningExchange exchange;
    const test::ExchangeKey key = exchange.key(u"Portfolio"_s);
    QVERIFY(!key.accessKey.isEmpty() && !key.secret.isEmpty());
    Application app(exchange.url());
    VERIFY_RESULT(await(app.inventory.load()));
    QVERIFY(app.inventory.entries().isEmpty());

    const Result<htx::Credentials> pasted = KeyCheck::parse(
        u" "_s + key.accessKey + u"\n"_s, std::make_shared<const Secret>("\t" + key.secret + "\r\n"));
    VERIFY_RESULT(pasted);
    KeyCheck check(app.client, app.clock);
    const Result<CheckedKey> checked = await(check.run(*pasted));
    VERIFY_RESULT(checked);
    QVERIFY(checked->uid.value > 0);
    QVERIFY(checked->record.has_value());
    QVERIFY(checked->record->permissions == htx::PermissionSet::parse(u"readOnly"_s));

    const Result<KeyRecord> added =
        await(app.inventory.add(*checked, {u"Pasted"_s, {}, {}, std::nullopt}, pasted->secret));
    VERIFY_RESULT(added);
    QCOMPARE(added->place, u"keychain"_s);
    QVERIFY(itemOf(added->id).contains(key.secret));
    qWarning("the secret is %s", key.secret.constData()); // a slip, which the log must not keep
}

void TestParts::use()
{
    const test::RunningExchange exchange;
    Application app(exchange.url());
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
    QTRY_COMPARE_WITH_TIMEOUT(app.inventory.state(), LoadState::Ready, test::patienceMs);
    QCOMPARE(failed.count(), 0);
    QVERIFY(app.inventory.entries().size() > 1); // the account has keys that are not held here
    QVERIFY(app.inventory.entries().first().held.has_value());
    QVERIFY(app.inventory.entries().first().listed.has_value());
}

void TestParts::useWhileLocked()
{
    const test::RunningExchange exchange;
    Application app(exchange.url());
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
    const test::RunningExchange exchange;
    Application app(exchange.url());
    VERIFY_RESULT(await(app.inventory.load()));
    QCOMPARE(app.inventory.entries().size(), 1);
    const KeyId key = app.inventory.entries().first().held->id;
    QVERIFY(itemOf(key).contains(exchange.key(u"Portfolio"_s).secret));
    VERIFY_RESULT(await(app.inventory.forget(key)));
    QVERIFY(itemOf(key).isEmpty());
    QVERIFY(app.inventory.entries().isEmpty());
}

/// The story, told from outside.
class TestPaste : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aKeyFromPasteToForget();
};

void TestPaste::aKeyFromPasteToForget()
{
    const QString missing =
        test::missingProgram({u"dbus-run-session"_s, u"gnome-keyring-daemon"_s, u"secret-tool"_s});
    if (!missing.isEmpty())
        QSKIP(qPrintable(missing + u" is not installed"_s));
    const QList<std::pair<QString, QString>> story{{u"unlocked"_s, u"paste"_s},
                                                   {u"unlocked"_s, u"use"_s},
                                                   {u"locked"_s, u"useWhileLocked"_s},
                                                   {u"unlocked"_s, u"use"_s},
                                                   {u"unlocked"_s, u"forget"_s}};
    const QTemporaryDir home;
    const QTemporaryDir root;
    const QString profile = root.filePath(u"profile"_s);
    const test::RunningExchange exchange; // for its secret, which is the same in every run
    const QByteArray secret = exchange.key(u"Portfolio"_s).secret;
    QVERIFY(!secret.isEmpty());
    for (const auto &[state, part] : story) {
        const QString problem =
            test::runPart(state, part, home.path(), {{u"COFFER_TEST_PROFILE"_s, profile}});
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
        for (const QByteArray &form : {secret, secret.toHex(), secret.toBase64()})
            QCOMPARE(test::filesWith(profile, form), QStringList());
    }
    QVERIFY(!test::filesWith(profile, "the secret is").isEmpty()); // the log was searched, too
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
