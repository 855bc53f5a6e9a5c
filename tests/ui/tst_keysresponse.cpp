// SPDX-License-Identifier: GPL-3.0-or-later
#include "keysbench.h"

#include "support/patience.h"
#include "ui/common/chiplabel.h"
#include "ui/common/label.h"
#include "ui/common/tableview.h"
#include "ui/keys/response/openitemsmodel.h"
#include "ui/keys/response/responsenotice.h"
#include "ui/keys/response/responses.h"
#include "ui/keys/response/responsetext.h"
#include "ui/keys/response/responsewindow.h"
#include "ui/keys/response/reviewmodel.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QFile>
#include <QFileDialog>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QListWidget>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace coffer;
using namespace coffer::ui;
using namespace Qt::StringLiterals;
using keys::ResponseStep;
using keys::StepFact;
using keys::StepState;

namespace {

const QByteArray ordersPath = "/v1/order/openOrders";

QByteArray orders(const QByteArray &rows)
{
    return R"({"status":"ok","data":[)" + rows + "]}";
}

QByteArray orderRow()
{
    return R"({"symbol":"btcusdt","source":"<b>api","price":"90000","created-at":1768470000111,"amount":"0.05",)"
           R"("account-id":1,"filled-cash-amount":"0","client-order-id":"","filled-amount":"0",)"
           R"("filled-fees":"0","id":7,"state":"submitted","type":"buy-limit"})";
}

/// The window, once it is there.
ResponseWindow *shown(const QWidget &parent)
{
    const bool isThere = test::waitedFor([&parent] { return parent.findChild<ResponseWindow *>(); });
    return isThere ? parent.findChild<ResponseWindow *>() : nullptr;
}

/// What a response works with, on a scripted network: a Trade key in question, and another one.
struct Bench : test::KeysBench
{
    explicit Bench(bool hasAnother = true)
    {
        QList<keys::KeyRecord> records{test::keyRecord(u"bad"_s, u"readOnly,trade"_s)};
        if (hasAnother)
            records << test::keyRecord(u"good"_s, u"readOnly,trade"_s);
        for (const keys::KeyRecord &record : records) {
            table.save(record).waitForFinished();
            store.secrets.insert(record.id, test::secretOf("canary-secret-" + record.label.toUtf8()));
        }
        Future<void> loading = inventory.load();
        isLoaded =
            test::waitedFor([&loading] { return loading.isFinished(); }) && loading.result().has_value();
        services.response.evidence = [](Uid, qint64) {
            return readyFuture<keys::LocalEvidence>(keys::LocalEvidence{});
        };
    }

    const keys::InventoryEntry &bad() const { return inventory.entries().first(); }
    ResponseWindow *open()
    {
        responses.open(bad());
        return shown(window);
    }

    KeyServices services = KeysBench::services();
    QWidget window;
    Responses responses{services, context, &window};
    bool isLoaded = false;
};

template<class T = QWidget>
T *part(const QWidget *window, const QString &name)
{
    return window->findChild<T *>(name);
}

QString words(const QWidget *window, const QString &label)
{
    return part<Label>(window, label)->text();
}

void press(const QWidget *window, const QString &name)
{
    QTest::mouseClick(part<QPushButton>(window, name), Qt::LeftButton);
}

StepState stateOf(const ResponseWindow *window, ResponseStep step)
{
    return window->response().incident().step(step).state;
}

void skip(const ResponseWindow *window, const QString &reason)
{
    press(window, u"stepSkip"_s);
    QTest::keyClicks(part(window, u"skipReason"_s), reason);
    press(window, u"skipWithReason"_s);
}

QByteArray contentOf(const QString &name)
{
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestKeysResponse : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wordsAreComplete();
    void modelsAreSound();
    void stepsThroughTheWindow();
    void skippingTakesAReason();
    void theKeyInQuestionIsAskedFor();
    void rehearsalIsMarked_data();
    void rehearsalIsMarked();
    void reportsAreSaved();
    void goesOnFromTheNotice();
};

void TestKeysResponse::wordsAreComplete()
{
    keys::Incident incident;
    for (int i = 0; i < keys::responseSteps; ++i) {
        const auto step = ResponseStep(i);
        for (const auto way : {keys::Revocation::Way::Api, keys::Revocation::Way::Web}) {
            const StepText text = stepText(step, incident, way);
            for (const QString &word : {text.title, text.question, text.consequence, text.action})
                QVERIFY2(!word.isEmpty(), qPrintable(keys::stepWord(step)));
        }
        for (int fact = int(StepFact::None) + 1; fact < int(StepFact::Count); ++fact) {
            keys::StepRecord record{StepState::Done, StepFact(fact), 1, 3, 2, 1};
            record.error = Error{ErrorKind::Offline, {}, {}, std::nullopt};
            record.evidence = u"report.pdf"_s;
            const QString sentence = stepSentence(step, record);
            QVERIFY2(sentence.size() > 10, qPrintable(keys::factWord(StepFact(fact))));
            QVERIFY2(!sentence.contains(u'%'), qPrintable(sentence));
        }
    }
    for (int state = 0; state <= int(StepState::Skipped); ++state) {
        QVERIFY(!stateName(StepState(state)).isEmpty());
        QVERIFY(!stateIcon(StepState(state)).isEmpty());
    }
    for (int kind = 0; kind < int(keys::ReviewKind::Count); ++kind)
        QVERIFY(!reviewName(keys::ReviewKind(kind)).isEmpty());
}

void TestKeysResponse::modelsAreSound()
{
    const Bench bench;
    OpenItemsModel items(bench.format);
    QAbstractItemModelTester itemsTester(&items, QAbstractItemModelTester::FailureReportingMode::Fatal);
    keys::OpenItem item;
    item.id = u"7"_s;
    item.source = u"\u202Eevil"_s;
    items.setItems({item, item});
    items.setItems({item});
    QCOMPARE(items.rowCount(), 1);
    QVERIFY(!items.index(0, int(OpenItemsModel::Column::From)).data().toString().contains(u'\u202E'));

    ReviewModel review(bench.format);
    QAbstractItemModelTester reviewTester(&review, QAbstractItemModelTester::FailureReportingMode::Fatal);
    keys::ReviewRow row{keys::ReviewKind::Order, 5, u"7"_s, u"btcusdt"_s};
    row.byCoffer = keys::ByCoffer::Placed;
    review.setRows({row, row});
    review.setRows({row});
    QCOMPARE(review.index(0, int(ReviewModel::Column::By)).data().toString(), u"Coffer"_s);
    QCOMPARE(review.index(0, int(ReviewModel::Column::Subject)).data().toString(), u"BTCUSDT"_s);
}

void TestKeysResponse::stepsThroughTheWindow()
{
    Bench bench;
    QVERIFY(bench.isLoaded);
    const ResponseWindow *window = bench.open();
    QVERIFY(window && window->isVisible() && !window->isModal());
    auto *steps = part<QListWidget>(window, u"responseSteps"_s);
    QCOMPARE(steps->count(), keys::responseSteps);
    QVERIFY(steps->item(0)->text().contains(u"To do"_s));
    QVERIFY(words(window, u"responseKey"_s).contains(u"bad"_s));
    QVERIFY(!words(window, u"responseKey"_s).contains(u"access-key-bad"_s));

    press(window, u"stepAct"_s); // pause
    QTRY_COMPARE(stateOf(window, ResponseStep::Stop), StepState::Done);
    QVERIFY(bench.bad().held->paused);
    QCOMPARE(steps->currentRow(), int(ResponseStep::Orders)); // it goes on by itself
    QVERIFY(!part(window, u"stepAct"_s)->isVisible());
    QVERIFY(words(window, u"stepHand"_s).contains(u"good"_s));

    bench.network.expect("GET", "/v1/account/accounts")
        .always()
        .reply(200, R"({"status":"ok","data":[{"id":1,"type":"spot","state":"working"}]})");
    bench.network.expect("GET", ordersPath).reply(200, orders(orderRow()));
    press(window, u"stepLook"_s);
    QTRY_VERIFY(part(window, u"openItemsTable"_s)->isVisible());
    QCOMPARE(part<TableView>(window, u"openItemsTable"_s)->model()->rowCount(), 1);
    QCOMPARE(bench.network.count("POST", "/"), 0);

    bench.network.expect("POST", "/v1/order/orders/batchcancel")
        .reply(200, R"({"status":"ok","data":{"success":["7"],"failed":[]}})");
    bench.network.expect("GET", ordersPath).reply(200, orders({}));
    press(window, u"stepAct"_s);
    QTRY_COMPARE(stateOf(window, ResponseStep::Orders), StepState::Done);
    QCOMPARE(bench.network.count("POST", "/"), 1);
    steps->setCurrentRow(int(ResponseStep::Orders));
    QVERIFY(words(window, u"stepResult"_s).contains(u"1 order cancelled"_s));
    QVERIFY(words(window, u"stepResult"_s).contains(u"“good”"_s));
    QCOMPARE(bench.network.problems(), QString());
}

void TestKeysResponse::skippingTakesAReason()
{
    Bench bench;
    const ResponseWindow *window = bench.open();
    press(window, u"stepSkip"_s);
    QVERIFY(!part<QPushButton>(window, u"skipWithReason"_s)->isEnabled());
    QTest::keyClicks(part(window, u"skipReason"_s), u"   "_s);
    QTest::keyClick(part(window, u"skipReason"_s), Qt::Key_Return);
    QCOMPARE(stateOf(window, ResponseStep::Stop), StepState::ToDo);
    QTest::keyClicks(part(window, u"skipReason"_s), u"still needed"_s);
    press(window, u"skipWithReason"_s);
    QTRY_COMPARE(stateOf(window, ResponseStep::Stop), StepState::Skipped);
    auto *steps = part<QListWidget>(window, u"responseSteps"_s);
    QCOMPARE(steps->currentRow(), int(ResponseStep::Orders));
    steps->setCurrentRow(0);
    QVERIFY(words(window, u"stepResult"_s).contains(u"still needed"_s));
    QVERIFY(part<QPushButton>(window, u"stepAct"_s)->isEnabled()); // it can be done after all
    steps->setCurrentRow(int(ResponseStep::Wipe));                 // not its turn
    QVERIFY(!part<QPushButton>(window, u"stepAct"_s)->isEnabled());
    QVERIFY(!part<QPushButton>(window, u"stepSkip"_s)->isEnabled());
    QVERIFY(!part<QPushButton>(window, u"endResponse"_s)->isEnabled());
}

void TestKeysResponse::theKeyInQuestionIsAskedFor()
{
    Bench bench(false);
    const ResponseWindow *window = bench.open();
    skip(window, u"it is the only one"_s);
    QTRY_COMPARE(stateOf(window, ResponseStep::Stop), StepState::Skipped);
    QVERIFY(part(window, u"allowThisKey"_s)->isVisible());
    QVERIFY(!part<QPushButton>(window, u"stepLook"_s)->isEnabled());
    part<QCheckBox>(window, u"allowThisKey"_s)->click();
    QVERIFY(part<QPushButton>(window, u"stepLook"_s)->isEnabled());
    bench.network.expect("GET", test::signedBy(u"bad"_s, "/v1/account/accounts"))
        .reply(200, R"({"status":"ok","data":[]})");
    press(window, u"stepLook"_s);
    QTRY_COMPARE(stateOf(window, ResponseStep::Orders), StepState::Done);
    QVERIFY(!part<QCheckBox>(window, u"allowThisKey"_s)->isChecked()); // the next step is asked anew
}

void TestKeysResponse::rehearsalIsMarked_data()
{
    QTest::addColumn<bool>("isDemo");
    QTest::newRow("demo") << true;
    QTest::newRow("real") << false;
}

void TestKeysResponse::rehearsalIsMarked()
{
    QFETCH(bool, isDemo);
    Bench bench;
    bench.services.response.isDemo = isDemo;
    Responses responses(bench.services, bench.context, &bench.window);
    responses.open(bench.bad());
    const ResponseWindow *window = shown(bench.window);
    QVERIFY(window);
    QCOMPARE(part(window, u"rehearsalMark"_s)->isVisible(), isDemo);
    QCOMPARE(window->windowTitle().contains(u"Rehearsal"_s), isDemo);
    QCOMPARE(part(window, u"rehearseButton"_s)->isVisible(), !isDemo);
}

void TestKeysResponse::reportsAreSaved()
{
    Bench bench;
    const QTemporaryDir folder;
    ResponseWindow *window = bench.open();
    for (int i = 0; i < int(ResponseStep::Report); ++i) {
        skip(window, u"reason <%1>"_s.arg(i));
        QTRY_COMPARE(stateOf(window, ResponseStep(i)), StepState::Skipped);
    }
    const auto save = [&](const QString &button, const QString &name) {
        press(window, button);
        auto *dialog = window->findChild<QFileDialog *>(u"reportDialog"_s);
        const QString file = folder.filePath(name);
        Q_EMIT dialog->fileSelected(file); // what accepting it does
        delete dialog;
        return file;
    };
    const QString pdf = save(u"stepAct"_s, u"report.pdf"_s);
    QTRY_COMPARE(stateOf(window, ResponseStep::Report), StepState::Done);
    QVERIFY(contentOf(pdf).startsWith("%PDF-"));
    QVERIFY(words(window, u"stepResult"_s).contains(u"report.pdf"_s));
    const QString json = save(u"stepOther"_s, u"report.json"_s);
    QTRY_VERIFY(!contentOf(json).isEmpty());
    const QJsonObject report = QJsonDocument::fromJson(contentOf(json)).object();
    QCOMPARE(report.value("report"_L1).toString(), u"incident"_s);
    for (const QString &file : {pdf, json}) {
        QVERIFY(!contentOf(file).contains("canary-secret"));
        QVERIFY(!contentOf(file).contains("access-key-bad"));
    }
    QVERIFY(part<QPushButton>(window, u"endResponse"_s)->isEnabled());
    QSignalSpy ended(window, &ResponseWindow::ended);
    press(window, u"endResponse"_s);
    QTRY_COMPARE(ended.count(), 1);
    QTRY_VERIFY(bench.responses.underWay().isEmpty());
}

void TestKeysResponse::goesOnFromTheNotice()
{
    Bench bench;
    ResponseNotice notice(bench.responses, bench.theme, &bench.window);
    bench.window.show();
    QVERIFY(!notice.isVisible());
    ResponseWindow *window = bench.open();
    skip(window, u"for now"_s);
    QTRY_COMPARE(stateOf(window, ResponseStep::Stop), StepState::Skipped);
    window->close();
    QTRY_VERIFY(notice.isVisible());
    QVERIFY(notice.findChild<Label *>()->text().contains(u"step 2 of 9"_s));
    press(&notice, u"resumeResponse"_s);
    QTRY_VERIFY(bench.window.findChild<ResponseWindow *>());
    window = bench.window.findChild<ResponseWindow *>();
    QCOMPARE(stateOf(window, ResponseStep::Stop), StepState::Skipped);
    QCOMPARE(part<QListWidget>(window, u"responseSteps"_s)->currentRow(), int(ResponseStep::Orders));
    QSignalSpy read(&bench.responses, &Responses::changed);
    bench.responses.open(bench.bad()); // the same window, not another
    QTRY_COMPARE(read.count(), 1);
    QCOMPARE(bench.window.findChildren<ResponseWindow *>().size(), 1);
}

QTEST_MAIN(TestKeysResponse)
#include "tst_keysresponse.moc"
