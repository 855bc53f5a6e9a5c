// SPDX-License-Identifier: GPL-3.0-or-later
// The answer to a key that may be known to others, through the real windows: the program is killed in the
// middle, again and again, and each next start goes on where it was. Each part is a process of its own (this
// program again) beside a real Secret Service, all on one coffer-exchange on loopback.
#include "desk.h"
#include "parts.h"

#include "htx/client.h"
#include "htx/endpoints/account.h"
#include "htx/endpoints/order.h"
#include "htx/endpoints/ordering.h"
#include "htx/endpoints/user.h"
#include "keys/keyinventory.h"
#include "keys/stores/keychainstore.h"
#include "keys/stores/secretstores.h"
#include "store/profile.h"
#include "support/patience.h"
#include "ui/common/tableview.h"
#include "ui/keys/keymodel.h"
#include "ui/keys/response/responsewindow.h"
#include "ui/shell/mainwindow.h"

#include <QAction>
#include <QFile>
#include <QFileDialog>
#include <QJsonArray>
#include <QJsonDocument>
#include <QListWidget>
#include <QNetworkReply>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace coffer;
using namespace coffer::test;
using keys::ResponseStep;
using keys::StepState;
using ui::ResponseWindow;
namespace api = htx::endpoints;

namespace {

constexpr auto badKey = "Trading desk"_L1;
constexpr auto otherKey = "Old bot"_L1;
constexpr auto subUserKey = "Grid bot"_L1;

QString profileFolder()
{
    return qEnvironmentVariable("COFFER_TEST_PROFILE");
}

QUrl exchangeUrl()
{
    return QUrl(qEnvironmentVariable("COFFER_TEST_EXCHANGE"));
}

/// As the test that tells the story has it from the exchange.
ExchangeKey keyOf(const QString &label)
{
    const QStringList parts = qEnvironmentVariable(qPrintable(QString(label).remove(u' '))).split(u' ');
    return {label, parts.value(0), parts.value(1).toLatin1()};
}

template<class T>
Result<T> await(Future<T> future)
{
    if (!QTest::qWaitFor([&future] { return future.isFinished(); }, patienceMs) || future.isCanceled())
        return fail(ErrorKind::Timeout);
    return future.result();
}

/// A gateway of one key: somebody else's program.
class Stranger final : public htx::Gateway
{
public:
    Stranger(const QUrl &exchange, const ExchangeKey &key)
        : m_client(m_network, m_clock, exchange),
          m_credentials{key.accessKey.toLatin1(), std::make_shared<const Secret>(key.secret),
                        htx::SignatureMethod::HmacSha256, KeyId{}, std::nullopt}
    {
        m_clock.setOffsetMs(0);
    }

    AccountId spot()
    {
        const auto accounts = await(send(api::account::accounts()));
        for (const htx::Account &account : accounts.value_or(QList<htx::Account>())) {
            if (account.type == "spot"_L1)
                return account.id;
        }
        return {};
    }
    /// Far below the market, so that it stays open.
    bool placeOrder()
    {
        htx::OrderDraft draft;
        draft.account = spot();
        draft.symbol = Symbol{u"btcusdt"_s};
        draft.kind = u"limit"_s;
        draft.amount = *Decimal::parse(QByteArrayView("0.001"));
        draft.price = Decimal::parse(QByteArrayView("60000"));
        return await(send(api::ordering::place(draft))).has_value();
    }
    int openOrders()
    {
        const auto open = await(send(api::order::open(spot())));
        return open ? int(open->size()) : -1;
    }
    Result<Uid> uid() { return await(send(api::user::uid())); }

protected:
    Future<htx::Reply> execute(const htx::Request &request) override
    {
        return m_client.execute(request, m_credentials);
    }

private:
    QNetworkAccessManager m_network;
    SystemClock m_clock;
    htx::Client m_client;
    htx::Credentials m_credentials;
};

/// What the user does on the exchange's web page.
bool deleteOnTheWeb(const QString &accessKey)
{
    QNetworkAccessManager network;
    QNetworkRequest request(exchangeUrl().resolved(QUrl(u"/local/key/delete"_s)));
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    const std::unique_ptr<QNetworkReply> reply(
        network.post(request, QJsonDocument(QJsonObject{{u"accessKey"_s, accessKey}}).toJson()));
    return QTest::qWaitFor([&reply] { return reply->isFinished(); }, patienceMs) &&
           reply->error() == QNetworkReply::NoError;
}

QByteArray contentOf(const QString &name)
{
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The window of the response, and what a user does in it.
class Window
{
public:
    explicit Window(const Desk &desk) : m_desk(desk) {}

    const ResponseWindow *window() const { return m_desk.part<ResponseWindow>(u"responseWindow"_s); }
    const keys::StepRecord &record(ResponseStep step) const
    {
        return window()->response().incident().step(step);
    }
    bool isDone(ResponseStep step) const { return record(step).isSettled(); }
    void show(ResponseStep step) const
    {
        m_desk.part<QListWidget>(u"responseSteps"_s)->setCurrentRow(int(step));
    }

    /// Lists what is open and cancels it.
    void cancel(ResponseStep step) const
    {
        show(step);
        m_desk.press(u"stepLook"_s);
        QTRY_VERIFY_WITH_TIMEOUT(isDone(step) || record(step).state == StepState::ToDo, patienceMs);
        if (isDone(step))
            return;
        QVERIFY(m_desk.part<ui::TableView>(u"openItemsTable"_s)->model()->rowCount() > 0);
        m_desk.press(u"stepAct"_s);
        QTRY_VERIFY_WITH_TIMEOUT(isDone(step), patienceMs);
    }
    void act(ResponseStep step) const
    {
        show(step);
        m_desk.press(u"stepAct"_s);
        QTRY_VERIFY_WITH_TIMEOUT(isDone(step), patienceMs);
    }
    void skip(ResponseStep step, const QString &reason) const
    {
        show(step);
        m_desk.press(u"stepSkip"_s);
        QTest::keyClicks(m_desk.part(u"skipReason"_s), reason);
        m_desk.press(u"skipWithReason"_s);
        QTRY_VERIFY_WITH_TIMEOUT(isDone(step), patienceMs);
    }
    void remove(const QString &accessKey) const
    {
        show(ResponseStep::Delete);
        m_desk.press(u"stepAct"_s);
        QTRY_VERIFY_WITH_TIMEOUT(m_desk.part(u"stepOther"_s)->isVisible(), patienceMs); // it is waited for
        QVERIFY(deleteOnTheWeb(accessKey));
        QTRY_VERIFY_WITH_TIMEOUT(isDone(ResponseStep::Delete), patienceMs);
    }
    void review() const
    {
        show(ResponseStep::Review);
        m_desk.press(u"stepLook"_s);
        QTRY_VERIFY_WITH_TIMEOUT(isDone(ResponseStep::Review), 2 * patienceMs);
    }
    void save(const QString &button, const QString &file) const
    {
        show(ResponseStep::Report);
        m_desk.press(button);
        auto *dialog = m_desk.part<QFileDialog>(u"reportDialog"_s);
        QVERIFY(dialog);
        Q_EMIT dialog->fileSelected(file); // what accepting it does
        dialog->close();
        QTRY_VERIFY_WITH_TIMEOUT(isDone(ResponseStep::Report) && QFile::exists(file), patienceMs);
    }

private:
    const Desk &m_desk;
};

} // namespace

/// The parts, each in a process of its own.
class TestResponseParts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hold();
    void respond();
    void goOn();
    void subUser();
    void subUserGoesOn();

private:
    static void open(const Desk &desk, const QString &label);
    static void work(const Desk &desk);
};

/// Keys as they are after a set-up.
void TestResponseParts::hold()
{
    const auto profile = std::move(*store::Profile::open(profileFolder()));
    QNetworkAccessManager network;
    SystemClock clock;
    clock.setOffsetMs(0);
    htx::Client client(network, clock, exchangeUrl());
    store::Database database(profile->keysFile(), keys::KeyTable::schema(), store::Durability::Record);
    keys::KeyTable table(database);
    keys::KeychainStore store;
    keys::SecretStores stores;
    stores.add(store);
    keys::Keyring keyring(client, stores, clock);
    keys::KeyInventory inventory(table, stores, keyring, clock);
    QVERIFY(await(inventory.load()));
    for (const QString &label : {QString(badKey), QString(otherKey)}) {
        const ExchangeKey key = keyOf(label);
        Stranger itself(exchangeUrl(), key);
        const Result<Uid> uid = itself.uid();
        QVERIFY(uid);
        keys::CheckedKey checked;
        checked.accessKey = key.accessKey;
        checked.uid = *uid;
        keys::KeyPlan plan;
        plan.label = label;
        plan.permissions = htx::PermissionSet::parse(u"readOnly,trade"_s);
        QVERIFY(await(inventory.add(checked, plan, std::make_shared<const Secret>(key.secret))));
    }
}

void TestResponseParts::open(const Desk &desk, const QString &label)
{
    desk.goTo(u"keys"_s);
    QTRY_VERIFY_WITH_TIMEOUT(desk.keyLabels().contains(label), patienceMs);
    const auto *table = desk.part<ui::TableView>(u"keysTable"_s);
    desk.part<ui::TableView>(u"keysTable"_s)
        ->setCurrentIndex(table->model()->index(int(desk.keyLabels().indexOf(label)), 0));
    auto *action = desk.window()->findChild<QAction *>(u"respondToKey"_s);
    QTRY_VERIFY(action->isEnabled());
    action->trigger();
    QTRY_VERIFY(desk.part(u"responseWindow"_s));
}

/// From wherever it is to the end.
void TestResponseParts::work(const Desk &desk)
{
    const Window window(desk);
    if (!window.isDone(ResponseStep::Stop))
        window.act(ResponseStep::Stop);
    for (const auto step : {ResponseStep::Orders, ResponseStep::Conditionals, ResponseStep::Withdrawals}) {
        if (!window.isDone(step))
            window.cancel(step);
    }
    if (!window.isDone(ResponseStep::Delete))
        window.remove(keyOf(badKey).accessKey);
    if (!window.isDone(ResponseStep::Wipe))
        window.act(ResponseStep::Wipe);
    if (!window.isDone(ResponseStep::Replace))
        window.skip(ResponseStep::Replace, u"the other one will do"_s);
    if (!window.isDone(ResponseStep::Review))
        window.review();
}

void TestResponseParts::respond()
{
    Desk desk(exchangeUrl(), profileFolder());
    QVERIFY(desk.start());
    QVERIFY(QTest::qWaitForWindowExposed(desk.window()));
    open(desk, badKey);
    work(desk);
    QFAIL("it was to be killed in the middle");
}

void TestResponseParts::goOn()
{
    Desk desk(exchangeUrl(), profileFolder());
    QVERIFY(desk.start());
    QVERIFY(QTest::qWaitForWindowExposed(desk.window()));
    desk.goTo(u"keys"_s);
    // Every key is there that was not wiped on purpose, and what was under way is told.
    QTRY_VERIFY_WITH_TIMEOUT(desk.keyLabels().contains(QString(otherKey)), patienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(desk.part(u"resumeResponse"_s) && desk.part(u"resumeResponse"_s)->isVisible(),
                             patienceMs);
    desk.press(u"resumeResponse"_s);
    QTRY_VERIFY(desk.part(u"responseWindow"_s));
    const Window window(desk);
    QVERIFY(window.isDone(ResponseStep::Stop));
    work(desk);

    const QString folder = qEnvironmentVariable("COFFER_TEST_REPORTS");
    window.save(u"stepAct"_s, folder + u"/report.pdf"_s);
    window.save(u"stepOther"_s, folder + u"/report.json"_s);
    desk.press(u"endResponse"_s);
    QTRY_VERIFY_WITH_TIMEOUT(!desk.part(u"responseWindow"_s), patienceMs);
    QTRY_VERIFY(!desk.part(u"responseNotice"_s)->isVisible());
}

void TestResponseParts::subUser()
{
    Desk desk(exchangeUrl(), profileFolder());
    QVERIFY(desk.start());
    QVERIFY(QTest::qWaitForWindowExposed(desk.window()));
    open(desk, subUserKey);
    const Window window(desk);
    window.act(ResponseStep::Stop);
    window.skip(ResponseStep::Orders, u"on the web page"_s);
    window.skip(ResponseStep::Conditionals, u"on the web page"_s);
    window.cancel(ResponseStep::Withdrawals);
    QCOMPARE(window.record(ResponseStep::Withdrawals).fact, keys::StepFact::CannotWithdraw);
    window.act(ResponseStep::Delete);
    QFAIL("it was to be killed in the middle");
}

/// It is the response of the killed one that opens, not another.
void TestResponseParts::subUserGoesOn()
{
    Desk desk(exchangeUrl(), profileFolder());
    QVERIFY(desk.start());
    QVERIFY(QTest::qWaitForWindowExposed(desk.window()));
    open(desk, subUserKey);
    const Window window(desk);
    QCOMPARE(window.record(ResponseStep::Orders).reason, u"on the web page"_s);
    QCOMPARE(window.record(ResponseStep::Delete).fact, keys::StepFact::Interrupted);
    window.act(ResponseStep::Delete);
    QCOMPARE(window.record(ResponseStep::Delete).fact, keys::StepFact::NotListed);
    QTest::keyClick(desk.part(u"responseWindow"_s), Qt::Key_Escape); // it stays under way
    QTRY_VERIFY(!desk.part(u"responseWindow"_s));
    QTRY_VERIFY(desk.part(u"responseNotice"_s)->isVisible());
}

/// The story, told from outside.
class TestResponse : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aKeyIsAnsweredFor();

private:
    static void checkReports(const QString &folder, const QString &accessKey);
};

void TestResponse::checkReports(const QString &folder, const QString &accessKey)
{
    const QByteArray json = contentOf(folder + u"/report.json"_s);
    const QJsonObject report = QJsonDocument::fromJson(json).object();
    QCOMPARE(report.value("report"_L1).toString(), u"incident"_s);
    QCOMPARE(report.value("rehearsal"_L1).toBool(true), false);
    QCOMPARE(report.value("key"_L1).toObject().value("label"_L1).toString(), QString(badKey));
    QVERIFY(!json.contains(accessKey.toLatin1()));
    QStringList states;
    const QJsonArray steps = report.value("steps"_L1).toArray();
    for (const QJsonValueConstRef step : steps) {
        states << step.toObject().value("state"_L1).toString();
        QVERIFY(!step.toObject().value("text"_L1).toString().isEmpty());
        QVERIFY(step.toObject().value("at"_L1).toString().endsWith(u'Z'));
    }
    QCOMPARE(states, QStringList({u"done"_s, u"done"_s, u"done"_s, u"done"_s, u"done"_s, u"done"_s,
                                  u"skipped"_s, u"done"_s, u"done"_s}));
    QVERIFY(json.contains("\"byCoffer\": \"cancelled\"")); // Coffer's own, marked apart
    const QByteArray pdf = contentOf(folder + u"/report.pdf"_s);
    QVERIFY(pdf.startsWith("%PDF-1."));
    QVERIFY(pdf.count("/Type /Page\n") >= 1);
    if (missingProgram({u"pdftotext"_s}).isEmpty()) {
        const QByteArray text = outputOf(u"pdftotext"_s, {folder + u"/report.pdf"_s, u"-"_s});
        QVERIFY(text.contains("Trading desk"));
        QVERIFY(!text.contains(accessKey.toLatin1()));
    }
}

void TestResponse::aKeyIsAnsweredFor()
{
    const QString missing =
        missingProgram({u"dbus-run-session"_s, u"gnome-keyring-daemon"_s, u"secret-tool"_s});
    if (!missing.isEmpty())
        QSKIP(qPrintable(missing + u" is not installed"_s));
    const QTemporaryDir home, root;
    const QString profile = root.filePath(u"profile"_s), reports = root.filePath(u"reports"_s);
    QVERIFY(QDir().mkpath(reports));
    const RunningExchange exchange({u"--unlimited"_s});
    QList<std::pair<QString, QString>> environment{{u"COFFER_TEST_PROFILE"_s, profile},
                                                   {u"COFFER_TEST_REPORTS"_s, reports},
                                                   {u"COFFER_TEST_EXCHANGE"_s, exchange.url().toString()}};
    for (const auto label : {badKey, otherKey, subUserKey}) {
        const ExchangeKey key = exchange.key(label);
        QVERIFY(!key.secret.isEmpty());
        environment << std::pair(QString(label).remove(u' '),
                                 key.accessKey + u' ' + QString::fromLatin1(key.secret));
    }
    Stranger thief(exchange.url(), exchange.key(badKey)), owner(exchange.url(), exchange.key(otherKey));
    for (int i = 0; i < 3; ++i)
        QVERIFY(thief.placeOrder());
    QVERIFY(owner.openOrders() >= 3);

    const auto run = [&](const QString &part) {
        return runPart(u"unlocked"_s, part, home.path(), environment);
    };
    QString problem = run(u"hold"_s);
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    const std::pair<QString, QString> kills[] = {{u"respond"_s, u"response.cancel-orders.running"_s},
                                                 {u"goOn"_s, u"response.wipe-here.running"_s}};
    for (const auto &[part, stopAt] : kills) {
        problem = killPart(stopAt, part, home.path(), environment);
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
        const bool isBefore = stopAt.contains(u"orders"_s);
        QCOMPARE(owner.openOrders() > 0, isBefore); // nothing was sent before it was written down
        QCOMPARE(thief.uid().has_value(), isBefore);
    }
    problem = run(u"goOn"_s);
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    checkReports(reports, exchange.key(badKey).accessKey);
    Stranger bot(exchange.url(), exchange.key(subUserKey));
    problem = killPart(u"response.delete-key.running"_s, u"subUser"_s, home.path(), environment);
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    QVERIFY(bot.uid()); // nothing was sent
    problem = run(u"subUserGoesOn"_s);
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    QVERIFY(!bot.uid());

    for (const auto label : {badKey, otherKey, subUserKey}) {
        const QByteArray secret = exchange.key(label).secret;
        for (const QByteArray &form : {secret, secret.toHex(), secret.toBase64()})
            QCOMPARE(filesWith(root.path(), form), QStringList());
    }
}

int main(int argc, char *argv[])
{
    return test::runStory<TestResponse, TestResponseParts>(argc, argv);
}

#include "tst_e2e_response.moc"
