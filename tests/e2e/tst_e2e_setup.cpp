// SPDX-License-Identifier: GPL-3.0-or-later
// The guided set-up through the program's own windows: a key of the main account, whose web page the
// exchange's control endpoint plays, and a sub-user's key with a 2FA code. Each part is a process of its own
// (this program again) beside a real Secret Service; the exchange goes on from part to part.
#include "desk.h"
#include "parts.h"

#include "exchange/totp.h"
#include "keys/keycheck.h"
#include "keys/setup/setupflow.h"
#include "support/patience.h"
#include "ui/common/errorbar.h"
#include "ui/keys/checklist.h"
#include "ui/keys/keymodel.h"
#include "ui/keys/setup/setupwizard.h"
#include "ui/shell/mainwindow.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace coffer;
using namespace coffer::test;
using keys::SetupStep;
using ui::CheckList;

namespace {

QString variable(const char *name)
{
    return qEnvironmentVariable(name);
}

QUrl exchangeUrl()
{
    return QUrl(variable("COFFER_TEST_EXCHANGE"));
}

QString profileFolder()
{
    return variable("COFFER_TEST_PROFILE");
}

/// What the exchange's web page would do.
QJsonObject onTheWebPage(const QString &action, const QJsonObject &body)
{
    QNetworkAccessManager network;
    QNetworkRequest request(exchangeUrl().resolved(QUrl(u"/local/"_s + action)));
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    QNetworkReply *reply = network.post(request, QJsonDocument(body).toJson());
    if (!QTest::qWaitFor([reply] { return reply->isFinished(); }, patienceMs))
        return {};
    return QJsonDocument::fromJson(reply->readAll()).object();
}

ExchangeKey newKey(const QString &permission, const QJsonObject &more = {})
{
    QJsonObject body = more;
    body.insert(u"permission"_s, permission);
    const QJsonObject made = onTheWebPage(u"key/add"_s, body);
    return {{}, made.value("accessKey"_L1).toString(), made.value("secretKey"_L1).toString().toLatin1()};
}

/// What the authenticator shows now.
QString code()
{
    const QByteArray seed = exchange::fromBase32(variable("COFFER_TEST_OTP")).value_or(QByteArray());
    return QString::fromLatin1(exchange::oneTimePassword(seed, QDateTime::currentMSecsSinceEpoch()));
}

/// The program with its guide open.
class GuidedDesk : public Desk
{
public:
    GuidedDesk() : Desk(exchangeUrl(), profileFolder()) {}

    void openGuide() const
    {
        press(u"addKeyButton"_s);
        QTRY_VERIFY(guide());
    }
    ui::SetupWizard *guide() const { return part<ui::SetupWizard>(u"setupWizard"_s); }
    SetupStep step() const { return guide()->session().flow().step(); }
    template<class T = QWidget>
    T *shown(const QString &name) const
    {
        const QList<T *> all = guide()->findChildren<T *>(name);
        const auto found = std::find_if(all.begin(), all.end(), [](T *one) { return one->isVisible(); });
        return found == all.end() ? nullptr : *found;
    }
    /// Where a choice has its mark.
    void click(const QString &name) const
    {
        QWidget *widget = shown(name);
        const bool isChoice = widget->inherits("QRadioButton") || widget->inherits("QCheckBox");
        QTest::mouseClick(widget, Qt::LeftButton, {},
                          isChoice ? QPoint(10, widget->height() / 2) : widget->rect().center());
    }
    void next() const { click(u"nextButton"_s); }
    bool canGoOn() const { return shown<QPushButton>(u"nextButton"_s)->isEnabled(); }
    void type(const QString &field, const QString &text) const
    {
        QTest::mouseClick(shown(field), Qt::LeftButton);
        QTest::keyClick(shown(field), Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(shown(field), text);
    }
    void goToWebPage(const QString &purpose = u"purpose_readOnly"_s, const QString &address = {}) const
    {
        next();
        click(purpose);
        next();
        click(u"homeMain"_s);
        next();
        if (!address.isEmpty())
            type(u"ipField"_s, address);
        next();
    }
    void paste(const QString &accessKey, const QByteArray &secret) const
    {
        type(u"accessKeyField"_s, accessKey);
        type(u"secretKeyField"_s, QString::fromLatin1(secret));
    }
    void goToCode(const QString &newSubUser = {}) const
    {
        next();
        click(u"purpose_trade"_s);
        next();
        click(u"homeSub"_s);
        auto *subUsers = shown<QComboBox>(u"subUserBox"_s);
        QTRY_VERIFY_WITH_TIMEOUT(subUsers->count() > 2, patienceMs);
        subUsers->setCurrentIndex(newSubUser.isEmpty() ? subUsers->count() - 1 : 1);
        if (!newSubUser.isEmpty())
            type(u"subUserNameField"_s, newSubUser);
        next();
        next();
        QCOMPARE(step(), SetupStep::Create);
    }
    /// Closes the guide, whatever it asks.
    void leave() const
    {
        click(u"cancelButton"_s);
        if (QWidget *box = part(u"leaveBox"_s))
            QTest::mouseClick(box->findChild<QPushButton *>(u"leaveButton"_s), Qt::LeftButton);
        QTRY_VERIFY(!guide());
    }
};

#define CAN_GO_ON(desk) QTRY_VERIFY_WITH_TIMEOUT((desk).canGoOn(), patienceMs)

} // namespace

/// The parts, each in a process of its own.
class TestSetupParts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cancelledPages();
    void mainAccount();
    void fiveCauses();
    void subUser();
    void withoutKeychain();
    void subUserUntilTheEnd();
    void nextStart();
};

/// Whatever page is left, nothing is stored.
void TestSetupParts::cancelledPages()
{
    const ExchangeKey key = newKey(u"readOnly"_s);
    GuidedDesk desk;
    QVERIFY(desk.start());
    desk.goTo(u"keys"_s);
    for (int page = int(SetupStep::Before); page <= int(SetupStep::Review); ++page) {
        desk.openGuide();
        for (int step = 0; step < page; ++step) {
            if (step == int(SetupStep::Home))
                desk.click(u"homeMain"_s);
            if (step == int(SetupStep::Restrict))
                desk.type(u"ipField"_s, u"8.8.8.8"_s);
            if (step == int(SetupStep::Create))
                desk.paste(key.accessKey, key.secret);
            CAN_GO_ON(desk);
            desk.next();
        }
        QCOMPARE(int(desk.step()), page);
        desk.leave();
    }
    QCOMPARE(desk.keyLabels(), QStringList());
    QCOMPARE(filesWith(profileFolder(), key.accessKey.toLatin1()), QStringList());
    QCOMPARE(filesWith(profileFolder(), key.secret), QStringList());
}

void TestSetupParts::mainAccount()
{
    GuidedDesk desk;
    QVERIFY(desk.start());
    desk.goTo(u"keys"_s);
    desk.openGuide();
    desk.goToWebPage(u"purpose_trade"_s, u"127.0.0.0/24"_s);
    const QString note = desk.shown<QLineEdit>(u"noteText"_s)->text();
    const QString addresses = desk.shown<QLineEdit>(u"addressText"_s)->text();
    const ExchangeKey key = newKey(u"readOnly,trade"_s, {{u"note"_s, note}, {u"ipAddresses"_s, addresses}});
    QVERIFY(!key.accessKey.isEmpty());
    desk.paste(key.accessKey, key.secret);
    desk.next();
    CAN_GO_ON(desk);
    const auto *checks = desk.shown<CheckList>(u"checkList"_s);
    QVERIFY(checks->detail(int(keys::CheckStep::Record)).contains(note));
    QVERIFY(checks->detail(int(keys::CheckStep::Count)).contains(u"Read, Trade: as planned"_s));
    QVERIFY(checks->detail(int(keys::CheckStep::Count) + 1).contains(u"127.0.0.0/24: as planned"_s));
    QCOMPARE(int(checks->state(int(keys::CheckStep::Count) + 3)), int(CheckList::State::Passed));
    desk.next();
    QCOMPARE(filesWith(profileFolder(), key.accessKey.toLatin1()), QStringList()); // not before it is saved
    desk.type(u"labelField"_s, u"Main desk"_s);
    desk.next();
    QTRY_VERIFY_WITH_TIMEOUT(!desk.guide(), patienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(desk.keyLabels().contains(u"Main desk"_s), patienceMs);
    QVERIFY(itemSeenFromOutside(desk.keychainItem(key.accessKey)).contains(key.secret));
    QCOMPARE(filesWith(profileFolder(), key.secret), QStringList());
}

/// Each cause of a refused signature has its own words and its own button.
void TestSetupParts::fiveCauses()
{
    const ExchangeKey good = newKey(u"readOnly"_s);
    const ExchangeKey elsewhere = newKey(u"readOnly"_s, {{u"ipAddresses"_s, u"8.8.8.8"_s}});
    const ExchangeKey expired = newKey(u"readOnly"_s, {{u"lives"_s, 1}});
    onTheWebPage(u"time"_s, {{u"advance"_s, 10}});
    const struct
    {
        QString accessKey;
        QByteArray secret;
        QString words;
        QString button;
    } causes[] = {
        {good.accessKey + u"0"_s, good.secret, u"does not know this access key"_s,
         u"Enter the access key again"_s},
        {good.accessKey, good.secret + '0', u"secret does not belong to this access key"_s,
         u"Enter the secret again"_s},
        {elsewhere.accessKey, elsewhere.secret, u"saw the address 127.0.0.1"_s, u"Copy the address"_s},
        {expired.accessKey, expired.secret, u"has expired"_s, u"Open API Management"_s},
        {good.accessKey, good.secret, u"clocks of this computer and of the exchange differ"_s,
         u"Measure the clock again"_s}};
    GuidedDesk desk;
    QVERIFY(desk.start());
    desk.goTo(u"keys"_s);
    const int line = int(keys::CheckStep::Signature);
    for (const auto &[accessKey, secret, words, button] : causes) {
        if (button.startsWith(u"Measure"_s)) {
            onTheWebPage(u"fault"_s,
                         {{u"fault"_s, u"body"_s},
                          {u"path"_s, u"/v2/user/uid"_s},
                          {u"count"_s, 2}, // the client asks once more by itself
                          {u"text"_s,
                           QString::fromUtf8(
                               R"({"status":"error","err-code":"api-signature-not-valid",)"
                               R"("err-msg":"Signature not valid: Invalid submission time or )"
                               R"(incorrect time format [无效的提交时间，或时间格式错误]","data":null})")}});
        }
        desk.openGuide();
        desk.goToWebPage();
        desk.paste(accessKey, secret);
        desk.next();
        const auto *checks = desk.shown<CheckList>(u"checkList"_s);
        QTRY_COMPARE_WITH_TIMEOUT(int(checks->state(line)), int(CheckList::State::Failed), patienceMs);
        QVERIFY2(checks->detail(line).contains(words), qPrintable(checks->detail(line)));
        QCOMPARE(desk.shown<QPushButton>(u"remedyButton"_s)->text(), button);
        QVERIFY(!desk.canGoOn());
        if (button.startsWith(u"Copy"_s)) {
            desk.click(u"remedyButton"_s);
            QCOMPARE(QGuiApplication::clipboard()->text(), u"127.0.0.1"_s);
        } else if (button.startsWith(u"Enter"_s)) {
            desk.click(u"remedyButton"_s);
            QCOMPARE(desk.step(), SetupStep::Create);
            desk.paste(good.accessKey, good.secret);
            desk.next();
            CAN_GO_ON(desk); // mended
        } else if (button.startsWith(u"Measure"_s)) {
            desk.click(u"remedyButton"_s);
            CAN_GO_ON(desk); // mended
        }
        desk.leave();
    }
    const auto *model = desk.currentPage()->findChild<ui::KeyModel *>();
    for (const ExchangeKey &key : {good, elsewhere, expired}) {
        const int row = model->rowOf(key.accessKey); // the main account's key lists them
        QVERIFY(row < 0 || !model->entry(row).held);
    }
}

void TestSetupParts::subUser()
{
    QGuiApplication::clipboard()->clear();
    GuidedDesk desk;
    QVERIFY(desk.start());
    desk.goTo(u"keys"_s);
    QTRY_VERIFY_WITH_TIMEOUT(desk.keyLabels().contains(u"Main desk"_s), patienceMs);
    desk.openGuide();
    desk.goToCode(u"robot2026"_s);
    const QString right = code();
    desk.type(u"codeField"_s, right == u"123456"_s ? u"654321"_s : u"123456"_s);
    desk.next();
    QTRY_VERIFY_WITH_TIMEOUT(
        desk.shown(u"makeState"_s) &&
            desk.shown<QLabel>(u"makeState"_s)->text().contains(u"refused the 2FA code"_s),
        patienceMs);
    desk.type(u"codeField"_s, code());
    desk.next(); // the sub-user is there already, and is not made twice
    QTRY_COMPARE_WITH_TIMEOUT(int(desk.step()), int(SetupStep::Check), patienceMs);
    CAN_GO_ON(desk);
    const auto *checks = desk.shown<CheckList>(u"checkList"_s);
    QVERIFY(checks->detail(int(keys::CheckStep::Account)).contains(u"Sub-user"_s));
    QVERIFY(checks->detail(int(keys::CheckStep::Count)).contains(u"Read, Trade: as planned"_s));
    QVERIFY(checks->detail(int(keys::CheckStep::Count) + 2).contains(u"90"_s));
    const QByteArray secret = desk.guide()->session().maker().secret()->view().toByteArray();
    const QString accessKey = desk.guide()->session().maker().made()->accessKey;
    QCOMPARE(filesWith(profileFolder(), secret), QStringList());
    desk.next();
    QCOMPARE(desk.shown<QLineEdit>(u"labelField"_s)->text(), u"Trading, robot2026"_s);
    desk.next();
    QTRY_VERIFY_WITH_TIMEOUT(!desk.guide(), patienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(desk.keyLabels().contains(u"Trading, robot2026"_s), patienceMs);
    QVERIFY(itemSeenFromOutside(desk.keychainItem(accessKey)).contains(secret));
    QCOMPARE(filesWith(profileFolder(), secret), QStringList());
    QVERIFY(!QGuiApplication::clipboard()->text().contains(QString::fromLatin1(secret)));
}

/// The keychain takes nothing, and the key is kept in memory only because its user says so.
void TestSetupParts::withoutKeychain()
{
    const ExchangeKey key = newKey(u"readOnly"_s);
    GuidedDesk desk;
    QVERIFY(desk.start());
    desk.goTo(u"keys"_s);
    desk.openGuide();
    desk.goToWebPage();
    desk.paste(key.accessKey, key.secret);
    desk.next();
    CAN_GO_ON(desk);
    desk.next();
    desk.next();
    QTRY_VERIFY_WITH_TIMEOUT(desk.canGoOn() && desk.guide()->findChild<ui::ErrorBar *>()->isVisible(),
                             patienceMs);
    QCOMPARE(desk.guide()->findChild<ui::ErrorBar *>()->accessibleName(),
             u"This system has no keychain service."_s);
    QCOMPARE(desk.keyLabels(), QStringList());
    desk.click(u"place_memory"_s);
    desk.next();
    QTRY_VERIFY_WITH_TIMEOUT(!desk.guide(), patienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(desk.keyLabels().contains(u"Portfolio"_s), patienceMs);
    QCOMPARE(filesWith(profileFolder(), key.secret), QStringList());
}

/// Ends where COFFER_STOP_AT says.
void TestSetupParts::subUserUntilTheEnd()
{
    GuidedDesk desk;
    QVERIFY(desk.start());
    desk.goTo(u"keys"_s);
    QTRY_VERIFY_WITH_TIMEOUT(desk.keyLabels().contains(u"Main desk"_s), patienceMs);
    desk.openGuide();
    desk.goToCode();
    desk.type(u"codeField"_s, code());
    desk.next();
    QTRY_COMPARE_WITH_TIMEOUT(int(desk.step()), int(SetupStep::Check), patienceMs);
    CAN_GO_ON(desk);
    desk.next();
    desk.type(u"labelField"_s, variable("COFFER_STOP_AT"));
    desk.next();
    QTRY_VERIFY_WITH_TIMEOUT(!desk.guide(), patienceMs);
}

/// The start after that says what was under way, and ends it.
void TestSetupParts::nextStart()
{
    const QString stoppedAt = variable("COFFER_TEST_STOPPED_AT");
    GuidedDesk desk;
    QVERIFY(desk.start());
    desk.goTo(u"keys"_s);
    QTRY_VERIFY_WITH_TIMEOUT(desk.isPageReady() && desk.keyLabels().size() > 2, patienceMs);
    const auto words = [&desk] {
        const QWidget *dialog = desk.part(u"unfinishedDialog"_s);
        const auto *label = dialog ? dialog->findChild<QLabel *>(u"unfinishedWords"_s) : nullptr;
        return label ? label->text() : QString();
    };
    const auto end = [&](const QString &expected, const QString &button) {
        QTRY_VERIFY2_WITH_TIMEOUT(words().contains(expected), qPrintable(words()), patienceMs);
        QTest::mouseClick(desk.part(u"unfinishedDialog"_s)->findChild<QPushButton *>(button), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!desk.part(u"unfinishedDialog"_s), patienceMs);
    };
    const bool isHeld = stoppedAt == u"adding.written"_s || stoppedAt == u"setup.saved"_s;
    if (stoppedAt == u"setup.journalled"_s)
        end(u"does not list the key"_s, u"dismissKeyButton"_s);
    else if (stoppedAt == u"setup.storing"_s)
        end(u"could not be read"_s, u"removeKeyButton"_s);
    else if (stoppedAt == u"adding.written"_s)
        end(u"its secret is in the store"_s, u"finishKeyButton"_s);
    else if (!isHeld)
        end(u"nobody can use it"_s, u"removeKeyButton"_s);
    QTRY_COMPARE_WITH_TIMEOUT(desk.keyLabels().contains(stoppedAt), isHeld, patienceMs);
    QVERIFY(!desk.part(u"unfinishedDialog"_s));
    const auto *model = desk.currentPage()->findChild<ui::KeyModel *>();
    for (int row = 0; row < model->rowCount(); ++row) {
        const keys::InventoryEntry entry = model->entry(row);
        if (entry.held && entry.held->label == stoppedAt)
            QVERIFY(!itemSeenFromOutside(desk.keychainItem(entry.held->accessKey)).isEmpty());
    }
}

/// The story, told from outside.
class TestSetupStory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aGuidedKeyOfEachKind();
    void killedAtEveryStep();
    void memoryIsOffered();

private:
    QList<std::pair<QString, QString>> environment(const QString &profile = u"profile"_s) const;

    const QTemporaryDir m_home;
    const QTemporaryDir m_root;
    const RunningExchange m_exchange;
};

QList<std::pair<QString, QString>> TestSetupStory::environment(const QString &profile) const
{
    return {{u"COFFER_TEST_EXCHANGE"_s, m_exchange.url().toString()},
            {u"COFFER_TEST_PROFILE"_s, m_root.filePath(profile)},
            {u"COFFER_TEST_OTP"_s, m_exchange.otpSecret()}};
}

#define SKIP_WITHOUT_A_KEYRING()                                                                             \
    const QString missing =                                                                                  \
        missingProgram({u"dbus-run-session"_s, u"gnome-keyring-daemon"_s, u"secret-tool"_s});                \
    if (!missing.isEmpty())                                                                                  \
    QSKIP(qPrintable(missing + u" is not installed"_s))

void TestSetupStory::aGuidedKeyOfEachKind()
{
    SKIP_WITHOUT_A_KEYRING();
    for (const QString &part : {u"cancelledPages"_s, u"mainAccount"_s, u"fiveCauses"_s, u"subUser"_s}) {
        const QString problem = runPart(u"unlocked"_s, part, m_home.path(), environment());
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
    }
}

/// A made key is never lost silently, whenever the program ends.
void TestSetupStory::killedAtEveryStep()
{
    SKIP_WITHOUT_A_KEYRING();
    for (const QString &point : {u"setup.journalled"_s, u"setup.created"_s, u"setup.made"_s,
                                 u"setup.storing"_s, u"adding.written"_s, u"setup.saved"_s}) {
        const QString survival = killPart(point, u"subUserUntilTheEnd"_s, m_home.path(), environment());
        QVERIFY2(survival.isEmpty(), qPrintable(point + u": "_s + survival));
        const QList<std::pair<QString, QString>> stopped{{u"COFFER_TEST_STOPPED_AT"_s, point}};
        const QString problem =
            runPart(u"unlocked"_s, u"nextStart"_s, m_home.path(), environment() + stopped);
        QVERIFY2(problem.isEmpty(), qPrintable(point + u": "_s + problem));
    }
}

void TestSetupStory::memoryIsOffered()
{
    SKIP_WITHOUT_A_KEYRING();
    const QString problem =
        runPart(u"absent"_s, u"withoutKeychain"_s, m_home.path(), environment(u"absent"_s));
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
}

int main(int argc, char *argv[])
{
    return test::runStory<TestSetupStory, TestSetupParts>(argc, argv);
}

#include "tst_e2e_setup.moc"
