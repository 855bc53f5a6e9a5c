// SPDX-License-Identifier: GPL-3.0-or-later
// The program through its own windows while somebody else changes keys and addresses on the exchange: what it
// tells, what can be accepted, and what a report says. Beside a real Secret Service and a coffer-exchange on
// loopback, in a process of its own.
#include "desk.h"
#include "parts.h"

#include "core/settings.h"
#include "support/patience.h"
#include "ui/balances/holdingsmodel.h"
#include "ui/common/appsettings.h"
#include "ui/common/tableview.h"
#include "ui/keys/findingrow.h"
#include "ui/keys/keymodel.h"
#include "ui/keys/reportsaving.h"
#include "ui/shell/mainwindow.h"

#include <QApplication>
#include <QCheckBox>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLabel>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace coffer;
using namespace coffer::test;
using Column = ui::KeyModel::Column;

namespace {

const QString unbound = u"Can send funds away from any internet address."_s;
const QString newNote = u"<img src=x>"_s;

QString profileFolder()
{
    return qEnvironmentVariable("COFFER_TEST_PROFILE");
}

/// What the exchange's web pages would do.
QJsonObject control(const QUrl &exchange, const QString &path, const QJsonObject &body)
{
    QNetworkAccessManager network;
    QUrl url = exchange;
    url.setPath(u"/local/"_s + path);
    QNetworkRequest request(url);
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    QNetworkReply *reply = network.post(request, QJsonDocument(body).toJson());
    if (!QTest::qWaitFor([reply] { return reply->isFinished(); }, patienceMs))
        return {};
    return QJsonDocument::fromJson(reply->readAll()).object();
}

int addressBooksRead(const QUrl &exchange)
{
    const QJsonArray requests =
        control(exchange, u"received"_s, {{u"x"_s, 1}}).value(u"requests"_s).toArray();
    for (const QJsonValue request : requests) {
        if (request[u"target"_s].toString() == "GET /v2/account/withdraw/address"_L1)
            return request[u"count"_s].toInt();
    }
    return 0;
}

/// What a key's cell of findings says, by its label; empty when there is no such key.
QString findingsOf(const Desk &desk, const QString &label)
{
    const QAbstractItemModel *model = desk.part<ui::TableView>(u"keysTable"_s)->model();
    for (int row = 0; row < model->rowCount(); ++row) {
        if (model->index(row, int(Column::Label)).data().toString() == label)
            return model->index(row, int(Column::Findings)).data(Qt::AccessibleTextRole).toString();
    }
    return {};
}

QString topLabel(const Desk &desk)
{
    return desk.part<ui::TableView>(u"keysTable"_s)->model()->index(0, int(Column::Label)).data().toString();
}

/// The row of the details that says so; nullptr when there is none.
ui::FindingRow *rowSaying(const Desk &desk, const QString &words)
{
    const auto rows = desk.part(u"keyDetails"_s)->findChildren<ui::FindingRow *>();
    for (ui::FindingRow *row : rows) {
        if (row->accessibleName().contains(words))
            return row;
    }
    return nullptr;
}

} // namespace

class TestWatchParts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void watch();

private:
    static void hold(const Desk &desk, const ExchangeKey &key);
    static void accept(const Desk &desk);
    static void report(const Desk &desk, const ExchangeKey &held, const QString &fresh);
    static void addAddress(const Desk &desk, const QUrl &exchange);
};

void TestWatchParts::hold(const Desk &desk, const ExchangeKey &key)
{
    desk.fillPasteDialog(u"My portfolio"_s, key.accessKey, key.secret);
    QTRY_VERIFY(desk.isEnabled(u"checkButton"_s));
    desk.press(u"checkButton"_s);
    QTRY_VERIFY_WITH_TIMEOUT(desk.isEnabled(u"saveButton"_s), patienceMs);
    desk.press(u"saveButton"_s);
    QTRY_VERIFY_WITH_TIMEOUT(!desk.part(u"pasteKeyDialog"_s), patienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(desk.keyLabels().contains(u"Payouts"_s), patienceMs); // the others are listed
}

/// Nothing is accepted without a reason, and it can be taken back.
void TestWatchParts::accept(const Desk &desk)
{
    const QString words = u"Appeared on the account"_s;
    QTRY_VERIFY(rowSaying(desk, words));
    QTest::mouseClick(rowSaying(desk, words)->findChild<QWidget *>(u"acceptFinding"_s), Qt::LeftButton);
    QTRY_VERIFY(desk.part(u"acceptDialog"_s));
    QVERIFY(!desk.isEnabled(u"acceptButton"_s));
    QTest::keyClicks(desk.part(u"reasonField"_s), u"My tax program"_s);
    QTest::keyClick(desk.part(u"reasonField"_s), Qt::Key_Return);
    QTRY_VERIFY(!desk.part(u"acceptDialog"_s));
    QTRY_VERIFY(rowSaying(desk, words) && rowSaying(desk, words)->objectName() == "acceptedFinding"_L1);
    QVERIFY(!findingsOf(desk, newNote).contains(words));
    QTest::mouseClick(rowSaying(desk, words)->findChild<QWidget *>(u"undoAccept"_s), Qt::LeftButton);
    QTRY_VERIFY(findingsOf(desk, newNote).contains(words));
}

void TestWatchParts::report(const Desk &desk, const ExchangeKey &held, const QString &fresh)
{
    auto *saving = desk.currentPage()->findChild<ui::ReportSaving *>();
    QVERIFY(saving);
    QSignalSpy saved(saving, &ui::ReportSaving::saved);
    const QDir folder(profileFolder());
    for (const QString &name : {u"report.pdf"_s, u"report.json"_s})
        saving->save(folder.filePath(name));
    QTRY_COMPARE_WITH_TIMEOUT(saved.count(), 2, patienceMs);
    QFile pdf(folder.filePath(u"report.pdf"_s)), json(folder.filePath(u"report.json"_s));
    QVERIFY(pdf.open(QIODevice::ReadOnly) && json.open(QIODevice::ReadOnly));
    QVERIFY(pdf.readAll().startsWith("%PDF-"));
    const QByteArray text = json.readAll();
    QVERIFY(text.contains("withdraw-without-ip-binding"));
    for (const QByteArray &secret : {held.secret, held.accessKey.toLatin1(), fresh.toLatin1()})
        QVERIFY(!text.contains(secret));
}

/// The first reading of the address book is the baseline: it is over when all of it was read twice.
void TestWatchParts::addAddress(const Desk &desk, const QUrl &exchange)
{
    desk.goTo(u"balances"_s);
    QTRY_VERIFY_WITH_TIMEOUT(desk.isPageReady() && desk.holdings()->hasHoldings(), patienceMs);
    if (desk.part<QCheckBox>(u"hideDust"_s)->isChecked())
        desk.press(u"hideDust"_s);
    const int assets = desk.holdings()->rowCount();
    QTRY_VERIFY_WITH_TIMEOUT(addressBooksRead(exchange) > 2 * assets, 3 * patienceMs);
    desk.goTo(u"keys"_s);
    QVERIFY(!findingsOf(desk, u"Payouts"_s).contains(u"new address"_s));
    control(exchange, u"address"_s, {{u"currency"_s, u"usdt"_s}, {u"address"_s, u"TThiefsAddress"_s}});
    QTRY_VERIFY_WITH_TIMEOUT(findingsOf(desk, u"Payouts"_s).contains(u"new address"_s), 3 * patienceMs);
}

void TestWatchParts::watch()
{
    Settings(profileFolder() + u"/settings.ini"_s).setValue(ui::keySecondsSetting, 10);
    const RunningExchange exchange;
    const ExchangeKey key = exchange.key(u"Portfolio"_s);
    Desk desk(exchange.url(), profileFolder());
    QVERIFY(desk.start());
    QVERIFY(QTest::qWaitForWindowExposed(desk.window()));
    hold(desk, key);

    const QString fresh = control(exchange.url(), u"key/add"_s,
                                  {{u"permission"_s, u"readOnly,withdraw"_s}, {u"note"_s, newNote}})
                              .value(u"accessKey"_s)
                              .toString();
    QVERIFY(!fresh.isEmpty());
    QTRY_VERIFY_WITH_TIMEOUT(findingsOf(desk, newNote).contains(unbound), patienceMs); // within one poll
    QCOMPARE(topLabel(desk), newNote);
    QVERIFY(desk.part<QToolButton>(u"nav-keys"_s)->accessibleName().contains(u"critical findings"_s));
    desk.part<ui::TableView>(u"keysTable"_s)
        ->setCurrentIndex(desk.part<ui::TableView>(u"keysTable"_s)->model()->index(0, 0));
    QTRY_VERIFY(rowSaying(desk, unbound));
    const QList<QLabel *> labels = desk.part(u"keyDetails"_s)->findChildren<QLabel *>();
    for (const QLabel *label : labels)
        QVERIFY(label->text().isEmpty() || label->textFormat() == Qt::PlainText);
    accept(desk);
    report(desk, key, fresh);

    control(exchange.url(), u"key/change"_s, {{u"accessKey"_s, fresh}, {u"ipAddresses"_s, u"127.0.0.1"_s}});
    QTRY_VERIFY_WITH_TIMEOUT(!findingsOf(desk, newNote).contains(unbound), patienceMs);
    QVERIFY(!findingsOf(desk, newNote).isEmpty()); // it is still unknown
    addAddress(desk, exchange.url());
}

class TestWatching : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatOthersDoIsTold();
};

void TestWatching::whatOthersDoIsTold()
{
    const QString missing = missingProgram({u"dbus-run-session"_s, u"gnome-keyring-daemon"_s});
    if (!missing.isEmpty())
        QSKIP(qPrintable(missing + u" is not installed"_s));
    const QTemporaryDir home;
    const QTemporaryDir root;
    const QString profile = root.filePath(u"profile"_s);
    QVERIFY(QDir().mkpath(profile));
    const QString problem =
        runPart(u"unlocked"_s, u"watch"_s, home.path(), {{u"COFFER_TEST_PROFILE"_s, profile}});
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
}

int main(int argc, char *argv[])
{
    return test::runStory<TestWatching, TestWatchParts>(argc, argv);
}

#include "tst_e2e_watch.moc"
