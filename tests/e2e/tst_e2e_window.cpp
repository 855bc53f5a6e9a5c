// SPDX-License-Identifier: GPL-3.0-or-later
// The program through its own windows: a key is pasted, checked and stored, is there after a restart, and
// what is on screen stays when things go wrong. Each part is a process of its own (this program again) beside
// a real Secret Service whose files stay from part to part, and a coffer-exchange on loopback.
#include "desk.h"
#include "parts.h"

#include "core/clock.h"
#include "keys/keycheck.h"
#include "support/faultserver.h"
#include "support/patience.h"
#include "ui/balances/holdingsmodel.h"
#include "ui/common/errorbar.h"
#include "ui/common/tableview.h"
#include "ui/keys/checklist.h"
#include "ui/shell/mainwindow.h"

#include <QCheckBox>
#include <QHttpServer>
#include <QJsonArray>
#include <QLabel>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace coffer;
using namespace coffer::test;
using ui::CheckList;
using ui::HoldingsModel;

namespace {

constexpr auto heldKey = "Portfolio"_L1;
constexpr auto otherKey = "Trading desk"_L1;

QString profileFolder()
{
    return qEnvironmentVariable("COFFER_TEST_PROFILE");
}

/// The digits of an amount as they are, without groups, unit, or zeros at the end.
QString plainDigits(const QString &text)
{
    QString digits = text.section(u' ', 0, 0);
    digits.removeIf([](QChar c) { return !c.isDigit() && c != u'.'; });
    while (digits.contains(u'.') && (digits.endsWith(u'0') || digits.endsWith(u'.')))
        digits.chop(1);
    return digits;
}

/// Every number on the Balances page that an exchange keeps, as text.
QStringList amountsShown(const HoldingsModel &model)
{
    using Column = HoldingsModel::Column;
    QStringList rows;
    for (int row = 0; row < model.rowCount(); ++row) {
        QStringList cells;
        for (const Column column : {Column::Asset, Column::Available, Column::Frozen, Column::Borrowed})
            cells << model.index(row, int(column)).data().toString();
        rows << cells.join(u' ');
    }
    rows.sort(); // by value on screen, which moves with the prices
    return rows;
}

/// A server whose clock and whose check of signatures disagree.
class TwoClocks
{
public:
    TwoClocks()
    {
        m_server.route(u"/v1/common/timestamp"_s, [] {
            return QHttpServerResponse("application/json", R"({"status":"ok","data":)" +
                                                               QByteArray::number(SystemClock().localMs()) +
                                                               '}');
        });
        m_server.setMissingHandler([](const QHttpServerRequest &, QHttpServerResponder &&responder) {
            responder.write(
                R"({"status":"error","err-code":"api-signature-not-valid","err-msg":"Signature not valid: )"
                R"(Invalid submission time or incorrect time format [无效的提交时间或时间格式错误]","data":null})",
                "application/json");
        });
        m_port = m_server.listen(QHostAddress::LocalHost);
    }

    QUrl url() const { return QUrl(u"http://127.0.0.1:%1"_s.arg(m_port)); }

private:
    QHttpServer m_server;
    quint16 m_port = 0;
};

} // namespace

/// The parts, each in a process of its own.
class TestWindowParts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void paste();
    void useAfterRestart();
    void refusedKeys();
    void exchangeAnHourAhead();
    void exchangeOutOfReach();
    void lockedKeychain();
    void absentKeychain();

private:
    static void compareWithCurl(const Desk &desk, const RunningExchange &exchange);
    static void pasteInVain(const Desk &desk, const RunningExchange &exchange, const QString &title);
};

void TestWindowParts::compareWithCurl(const Desk &desk, const RunningExchange &exchange)
{
    if (const QString missing = missingProgram({u"curl"_s, u"openssl"_s}); !missing.isEmpty()) {
        qWarning("%s is not installed: nothing to compare with.", qPrintable(missing));
        return;
    }
    const ExchangeKey key = exchange.key(heldKey);
    const QJsonArray accounts = exchange.askedByCurl("/v1/account/accounts", key).value("data"_L1).toArray();
    QVERIFY(!accounts.isEmpty());
    qint64 spot = 0;
    for (const QJsonValueConstRef account : accounts) {
        if (account.toObject().value("type"_L1).toString() == "spot"_L1)
            spot = account.toObject().value("id"_L1).toInteger();
    }
    const QJsonArray rows =
        exchange.askedByCurl("/v1/account/accounts/" + QByteArray::number(spot) + "/balance", key)
            .value("data"_L1)
            .toObject()
            .value("list"_L1)
            .toArray();
    QString available, frozen;
    for (const QJsonValueConstRef value : rows) {
        const QJsonObject row = value.toObject();
        if (row.value("currency"_L1).toString() != "usdt"_L1)
            continue;
        if (row.value("type"_L1).toString() == "trade"_L1)
            available = row.value("balance"_L1).toString();
        else if (row.value("type"_L1).toString() == "frozen"_L1)
            frozen = row.value("balance"_L1).toString();
    }
    QVERIFY(available.contains(u'.') && !frozen.isEmpty());

    HoldingsModel *model = desk.holdings();
    auto *table = desk.part<ui::TableView>(u"balancesTable"_s);
    int row = 0;
    while (row < model->rowCount() && model->index(row, 0).data().toString() != "USDT"_L1)
        ++row;
    QVERIFY(row < model->rowCount());
    table->setCurrentIndex(model->index(row, 0));
    QTest::keyClick(table, Qt::Key_Plus);
    bool isFound = false;
    for (++row; row < model->rowCount() && model->isPart(row); ++row) {
        if (model->index(row, 0).data().toString().trimmed() != "Spot"_L1)
            continue;
        isFound = true;
        const auto shown = [&](HoldingsModel::Column column) {
            return plainDigits(model->index(row, int(column)).data(Qt::ToolTipRole).toString());
        };
        QCOMPARE(shown(HoldingsModel::Column::Available), plainDigits(available));
        QCOMPARE(shown(HoldingsModel::Column::Frozen), plainDigits(frozen));
    }
    QVERIFY(isFound);
    QTest::keyClick(table, Qt::Key_Minus);
}

void TestWindowParts::paste()
{
    const RunningExchange exchange;
    const ExchangeKey key = exchange.key(heldKey);
    QVERIFY(!key.accessKey.isEmpty() && !key.secret.isEmpty());
    {
        Desk desk(exchange.url(), profileFolder());
        QVERIFY(desk.start());
        QVERIFY(QTest::qWaitForWindowExposed(desk.window()));
        desk.fillPasteDialog(u"My portfolio"_s, u" "_s + key.accessKey, key.secret + ' ');
        QVERIFY(!desk.isEnabled(u"saveButton"_s));
        QTRY_VERIFY(desk.isEnabled(u"checkButton"_s));
        desk.press(u"checkButton"_s);
        QTRY_VERIFY_WITH_TIMEOUT(desk.isEnabled(u"saveButton"_s), patienceMs);
        QCOMPARE(filesWith(profileFolder(), key.accessKey.toLatin1()),
                 QStringList()); // not before it is saved
        QTest::keyClick(desk.part(u"saveButton"_s), Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(!desk.part(u"pasteKeyDialog"_s), patienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(desk.keyLabels().contains(u"My portfolio"_s), patienceMs);
        QVERIFY(itemSeenFromOutside(desk.keychainItem(key.accessKey)).contains(key.secret));

        desk.goTo(u"balances"_s);
        QTRY_VERIFY_WITH_TIMEOUT(desk.holdings()->hasHoldings() && desk.isPageReady(), patienceMs);
        QCOMPARE(desk.messageTitle(), QString());
        compareWithCurl(desk, exchange);
        qWarning("the secret is %s", key.secret.constData()); // a slip, which the log must not keep
    }

    Desk again(exchange.url(), profileFolder());
    QVERIFY(again.start());
    again.goTo(u"keys"_s);
    QTRY_VERIFY_WITH_TIMEOUT(again.keyLabels().contains(u"My portfolio"_s), patienceMs);
    again.goTo(u"balances"_s);
    QTRY_VERIFY_WITH_TIMEOUT(again.isPageReady(), patienceMs);
    QVERIFY(again.holdings()->hasHoldings());
}

void TestWindowParts::useAfterRestart()
{
    const RunningExchange exchange;
    Desk desk(exchange.url(), profileFolder());
    QVERIFY(desk.start());
    desk.goTo(u"balances"_s);
    QTRY_VERIFY_WITH_TIMEOUT(desk.isPageReady() && desk.holdings()->hasHoldings(), patienceMs);
    QCOMPARE(desk.messageTitle(), QString());
    compareWithCurl(desk, exchange);
    desk.goTo(u"keys"_s);
    QTRY_VERIFY_WITH_TIMEOUT(desk.isPageReady() && desk.keyLabels().size() > 1,
                             patienceMs); // others are listed
    QVERIFY(desk.keyLabels().contains(u"My portfolio"_s));
    QCOMPARE(desk.messageTitle(), QString());
}

void TestWindowParts::refusedKeys()
{
    const RunningExchange exchange;
    Desk desk(exchange.url(), profileFolder());
    QVERIFY(desk.start());
    desk.goTo(u"balances"_s);
    QTRY_VERIFY_WITH_TIMEOUT(desk.isPageReady() && desk.holdings()->hasHoldings(), patienceMs);
    const QStringList before = amountsShown(*desk.holdings());

    const ExchangeKey good = exchange.key(otherKey), office = exchange.key(u"Office"_s);
    const ExchangeKey expired = exchange.key(u"Tax tool 2024"_s);
    const struct
    {
        QString accessKey;
        QByteArray secret;
        QString words;
    } refused[] = {{good.accessKey + u"0"_s, good.secret, u"does not know this access key"_s},
                   {good.accessKey, good.secret + '0', u"secret does not belong to this access key"_s},
                   {office.accessKey, office.secret, u"127.0.0.1"_s},
                   {expired.accessKey, expired.secret, u"has expired"_s}};
    for (const auto &[accessKey, secret, words] : refused) {
        desk.fillPasteDialog(u"Refused"_s, accessKey, secret);
        desk.press(u"checkButton"_s);
        const int line = int(coffer::keys::CheckStep::Signature);
        QTRY_COMPARE_WITH_TIMEOUT(int(desk.checks()->state(line)), int(CheckList::State::Failed), patienceMs);
        QVERIFY2(desk.checks()->detail(line).contains(words), qPrintable(desk.checks()->detail(line)));
        QVERIFY(!desk.isEnabled(u"saveButton"_s));
    }
    desk.press(u"cancelButton"_s);
    QTRY_VERIFY(!desk.part(u"pasteKeyDialog"_s));
    QVERIFY(!desk.keyLabels().contains(u"Refused"_s));
    QVERIFY(filesWith(profileFolder(), "Refused").isEmpty());
    desk.goTo(u"balances"_s);
    QCOMPARE(amountsShown(*desk.holdings()), before);
    QCOMPARE(desk.messageTitle(), QString());
}

void TestWindowParts::exchangeAnHourAhead()
{
    const QString ahead = QDateTime::currentDateTimeUtc().addSecs(3600).toString(Qt::ISODate);
    const RunningExchange exchange({u"--now"_s, ahead});
    Desk desk(exchange.url(), profileFolder());
    QVERIFY(desk.start());
    desk.goTo(u"balances"_s);
    QTRY_VERIFY_WITH_TIMEOUT(desk.isPageReady() && desk.holdings()->hasHoldings(), patienceMs);
    QCOMPARE(desk.messageTitle(), QString());
}

void TestWindowParts::exchangeOutOfReach()
{
    QStringList before;
    {
        const RunningExchange exchange;
        Desk desk(exchange.url(), profileFolder());
        QVERIFY(desk.start());
        desk.goTo(u"balances"_s);
        QTRY_VERIFY_WITH_TIMEOUT(desk.isPageReady() && desk.holdings()->hasHoldings(), patienceMs);
        if (desk.part<QCheckBox>(u"hideDust"_s)->isChecked())
            desk.press(u"hideDust"_s); // without a price nothing is small
        before = amountsShown(*desk.holdings());
    }
    FaultServer portal;
    portal.setFault(Fault::HtmlPage);
    FaultServer cut;
    cut.setFault(Fault::TruncatedJson);
    const TwoClocks clocks;
    const QList<std::pair<QUrl, QString>> places{
        {QUrl(u"http://127.0.0.1:9"_s), u"The exchange can't be reached."_s},
        {portal.url(), u"This network asks you to sign in first."_s},
        {cut.url(), u"The exchange's answer could not be understood."_s},
        {clocks.url(), u"The clocks of this computer and of the exchange differ too much."_s}};
    for (const auto &[url, title] : places) {
        Desk desk(url, profileFolder());
        QVERIFY(desk.start());
        QTRY_COMPARE_WITH_TIMEOUT(desk.messageTitle(), title, patienceMs);
        desk.goTo(u"balances"_s); // a page that was not there yet when it failed
        QTRY_COMPARE_WITH_TIMEOUT(desk.messageTitle(), title, patienceMs);
        QCOMPARE(amountsShown(*desk.holdings()), before);
        desk.goTo(u"keys"_s);
        QTRY_COMPARE_WITH_TIMEOUT(desk.messageTitle(), title, patienceMs);
        QCOMPARE(desk.keyLabels(), QStringList{u"My portfolio"_s});
    }
}

/// The key is found good, the keychain refuses it, and nothing stays behind.
void TestWindowParts::pasteInVain(const Desk &desk, const RunningExchange &exchange, const QString &title)
{
    const ExchangeKey key = exchange.key(otherKey);
    desk.fillPasteDialog(u"In vain"_s, key.accessKey, key.secret);
    desk.press(u"checkButton"_s);
    QTRY_VERIFY_WITH_TIMEOUT(desk.isEnabled(u"saveButton"_s), patienceMs);
    desk.press(u"saveButton"_s);
    const auto *bar = desk.part(u"pasteKeyDialog"_s)->findChild<ui::ErrorBar *>();
    QTRY_VERIFY_WITH_TIMEOUT(bar->isVisible(), patienceMs);
    QCOMPARE(bar->accessibleName(), title);
    QTRY_VERIFY(desk.isEnabled(u"saveButton"_s)); // once more, when the keychain is open
    desk.press(u"cancelButton"_s);
    QTRY_VERIFY(!desk.part(u"pasteKeyDialog"_s));
    QVERIFY(!desk.keyLabels().contains(u"In vain"_s));
    // One key is held, and nothing is under way.
    QTRY_COMPARE(outputOf(u"sqlite3"_s, {u"-readonly"_s, profileFolder() + u"/keys.sqlite"_s,
                                         u"SELECT count(*) FROM key; SELECT count(*) FROM pending"_s}),
                 "1\n0\n"_ba);
    QVERIFY(desk.keyLabels().contains(u"My portfolio"_s));
}

void TestWindowParts::lockedKeychain()
{
    const RunningExchange exchange;
    Desk desk(exchange.url(), profileFolder());
    QVERIFY(desk.start());
    desk.goTo(u"balances"_s);
    QTRY_COMPARE_WITH_TIMEOUT(desk.messageTitle(), u"The secret could not be read: the keychain is locked."_s,
                              patienceMs);
    QVERIFY(desk.holdings()->hasHoldings());
    pasteInVain(desk, exchange, u"The keychain refused access."_s);
}

void TestWindowParts::absentKeychain()
{
    const RunningExchange exchange;
    Desk desk(exchange.url(), profileFolder());
    QVERIFY(desk.start());
    desk.goTo(u"balances"_s);
    QTRY_COMPARE_WITH_TIMEOUT(desk.messageTitle(), u"This system has no keychain service."_s, patienceMs);
    QVERIFY(desk.holdings()->hasHoldings());
    pasteInVain(desk, exchange, u"This system has no keychain service."_s);
}

/// The story, told from outside.
class TestWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aKeyThroughGoodAndBadDays();
    void unreadableKeysAreNotNoKeys();
};

void TestWindow::aKeyThroughGoodAndBadDays()
{
    const QString missing =
        missingProgram({u"dbus-run-session"_s, u"gnome-keyring-daemon"_s, u"secret-tool"_s});
    if (!missing.isEmpty())
        QSKIP(qPrintable(missing + u" is not installed"_s));
    const QTemporaryDir home;
    const QTemporaryDir root;
    const QString profile = root.filePath(u"profile"_s);
    const RunningExchange exchange; // for its secrets, which are the same in every run
    const QList<std::pair<QString, QString>> story{{u"unlocked"_s, u"paste"_s},
                                                   {u"unlocked"_s, u"useAfterRestart"_s},
                                                   {u"unlocked"_s, u"refusedKeys"_s},
                                                   {u"unlocked"_s, u"exchangeAnHourAhead"_s},
                                                   {u"unlocked"_s, u"exchangeOutOfReach"_s},
                                                   {u"locked"_s, u"lockedKeychain"_s},
                                                   {u"absent"_s, u"absentKeychain"_s},
                                                   {u"unlocked"_s, u"useAfterRestart"_s}};
    for (const auto &[state, part] : story) {
        const QString problem = runPart(state, part, home.path(), {{u"COFFER_TEST_PROFILE"_s, profile}});
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
        for (const auto label : {heldKey, otherKey}) {
            const QByteArray secret = exchange.key(label).secret;
            QVERIFY(!secret.isEmpty());
            for (const QByteArray &form : {secret, secret.toHex(), secret.toBase64()})
                QCOMPARE(filesWith(profile, form), QStringList());
        }
    }
    QVERIFY(!filesWith(profile, "the secret is").isEmpty()); // the log was searched, too
}

void TestWindow::unreadableKeysAreNotNoKeys()
{
    const QTemporaryDir root;
    QFile keys(root.filePath(u"keys.sqlite"_s));
    const QByteArray damaged(8192, 'x');
    QVERIFY(keys.open(QIODevice::WriteOnly) && keys.write(damaged) == damaged.size());
    keys.close();
    Desk desk(QUrl(u"http://127.0.0.1:9"_s), root.path());
    QVERIFY(desk.start());
    for (const QString &page : {u"overview"_s, u"keys"_s}) {
        desk.goTo(page);
        QTRY_COMPARE(desk.messageTitle(), u"A data file is damaged."_s);
        const QList<QLabel *> labels = desk.currentPage()->findChildren<QLabel *>();
        for (const QLabel *label : labels)
            QVERIFY(!label->isVisible() || label->text() != "No key yet"_L1);
    }
    QVERIFY(keys.open(QIODevice::ReadOnly));
    QCOMPARE(keys.readAll(), damaged); // what is left of it may be mended
}

int main(int argc, char *argv[])
{
    return test::runStory<TestWindow, TestWindowParts>(argc, argv);
}

#include "tst_e2e_window.moc"
