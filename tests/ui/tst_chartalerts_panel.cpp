// SPDX-License-Identifier: GPL-3.0-or-later
#include "alertuirig.h"

#include "support/patience.h"
#include "ui/charts/alerts/alertdialog.h"
#include "ui/charts/alerts/alertlist.h"
#include "ui/charts/alerts/alertlogmodel.h"
#include "ui/charts/alerts/alertsmodel.h"
#include "ui/charts/alerts/alertspanel.h"
#include "ui/charts/alerts/undobar.h"
#include "ui/common/emptystate.h"
#include "ui/common/tableview.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabBar>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace coffer;
using namespace coffer::test;
using namespace coffer::ui;
using namespace coffer::market;

namespace {

struct Panel : AlertUiRig
{
    Panel()
    {
        price("63512.2");
        panel = new AlertsPanel(desk, *watch, *board, context(), &window);
        auto *layout = new QVBoxLayout(&window);
        layout->addWidget(panel);
        panel->setMarket(btc);
        window.resize(340, 560);
        window.show();
    }

    AlertList &list() { return *panel->findChild<AlertList *>(u"alertList"_s); }
    AlertList &log() { return *panel->findChild<AlertList *>(u"alertLog"_s); }
    QAbstractItemModel &model() { return *list().model(); }

    AlertDesk desk{*watch, *board, context(), &window};
    AlertsPanel *panel;
};

Alert elsewhere()
{
    Alert alert = priceAlert("0.08", AlertDirection::Down);
    alert.symbol = Symbol{u"ethbtc"_s};
    return alert;
}

} // namespace

class TestAlertsPanel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void modelsUnderTheTester();
    void onlyWhatDiffersIsTold();
    void thisMarketOrAll();
    void switchedByTheBox();
    void deletedAndTakenBack();
    void enterChanges();
    void theLog();
    void whatAScreenReaderSays();
    void emptyAndBroken();
    void pictures();
};

void TestAlertsPanel::modelsUnderTheTester()
{
    AlertUiRig rig;
    AlertsModel alerts(*rig.watch, *rig.board, rig.context());
    AlertLogModel log(*rig.watch, *rig.board, rig.context());
    QAbstractItemModelTester first(&alerts, QAbstractItemModelTester::FailureReportingMode::Fatal);
    QAbstractItemModelTester second(&log, QAbstractItemModelTester::FailureReportingMode::Fatal);
    QSignalSpy reset(&alerts, &QAbstractItemModel::modelReset);
    rig.price("99");
    QList<AlertId> ids;
    for (int i = 0; i < 20; ++i) {
        Alert alert = i % 3 == 0 ? elsewhere() : priceAlert("100");
        alert.repeats = i % 2 == 0;
        ids.append(rig.add(alert));
    }
    QCOMPARE(alerts.rowCount(), 20);
    QCOMPARE(alerts.idAt(0), ids.constLast()); // newest first
    rig.price("101");
    QCOMPARE(log.rowCount(), 13);
    alerts.setMarket(btc);
    log.setMarket(Symbol{u"ethbtc"_s});
    QCOMPARE(alerts.rowCount(), 13);
    QCOMPARE(log.rowCount(), 0);
    log.setMarket(std::nullopt);
    rig.watch->markAllSeen();
    rig.watch->remove(ids[4]);
    alerts.setMarket(std::nullopt);
    for (const AlertId &id : std::as_const(ids))
        rig.watch->remove(id);
    QCOMPARE(alerts.rowCount(), 0);
    rig.watch->clearLog();
    QCOMPARE(log.rowCount(), 0);
    QCOMPARE(reset.count(), 0);
}

void TestAlertsPanel::onlyWhatDiffersIsTold()
{
    AlertUiRig rig;
    rig.price("99");
    const AlertId first = rig.add(priceAlert("100"));
    rig.add(moveAlert("5", 60, AlertDirection::Up));
    AlertsModel alerts(*rig.watch, *rig.board, rig.context());
    QSignalSpy changed(&alerts, &QAbstractItemModel::dataChanged);
    rig.price("99.5"); // of a move no distance is shown
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed[0][0].value<QModelIndex>().row(), 1);
    changed.clear();
    rig.price("99.5");
    QCOMPARE(changed.count(), 0);
    QVERIFY(rig.watch->setEnabled(first, false));
    QCOMPARE(changed.count(), 1);
    QCOMPARE(alerts.index(1, 0).data(Qt::CheckStateRole).toInt(), int(Qt::Unchecked));
}

void TestAlertsPanel::thisMarketOrAll()
{
    Panel rig;
    rig.add(priceAlert("70000"));
    rig.add(elsewhere());
    QCOMPARE(rig.model().rowCount(), 1);
    auto *scope = rig.panel->findChild<QComboBox *>(u"alertScope"_s);
    QVERIFY(scope->itemText(0).contains(u"BTC"_s));
    scope->setCurrentIndex(1);
    QCOMPARE(rig.model().rowCount(), 2);
    scope->setCurrentIndex(0);
    rig.panel->setMarket(Symbol{u"ethbtc"_s});
    QCOMPARE(rig.model().rowCount(), 1);
    QVERIFY(rig.model().index(0, 0).data().toString().contains(u"0.08"_s));
}

void TestAlertsPanel::switchedByTheBox()
{
    Panel rig;
    const AlertId id = rig.add(priceAlert("70000"));
    rig.list().setCurrentIndex(rig.model().index(0, 0));
    QTest::keyClick(&rig.list(), Qt::Key_Space);
    QVERIFY(!rig.watch->alert(id)->isEnabled);
    QTest::keyClick(&rig.list(), Qt::Key_Space);
    QVERIFY(rig.watch->alert(id)->isEnabled);
    const QRect row = rig.list().visualRect(rig.model().index(0, 0));
    QTest::mouseClick(rig.list().viewport(), Qt::LeftButton, {}, {row.left() + 16, row.center().y()});
    QVERIFY(!rig.watch->alert(id)->isEnabled);
    QTest::mouseClick(rig.list().viewport(), Qt::LeftButton, {}, row.center()); // beside it
    QVERIFY(!rig.watch->alert(id)->isEnabled);
}

void TestAlertsPanel::deletedAndTakenBack()
{
    Panel rig;
    const AlertId first = rig.add(priceAlert("70000"));
    const AlertId second = rig.add(priceAlert("80000"));
    rig.list().setFocus();
    rig.list().setCurrentIndex(rig.model().index(0, 0));
    QTest::keyClick(&rig.list(), Qt::Key_Delete);
    QVERIFY(!rig.watch->alert(second));
    QCOMPARE(rig.model().rowCount(), 1);
    auto *bar = rig.panel->findChild<UndoBar *>(u"undoBar"_s);
    QVERIFY(bar->isVisible());
    QVERIFY(bar->accessibleName().contains(u"80,000.00"_s));
    QTest::mouseClick(rig.panel->findChild<QPushButton *>(u"undoButton"_s), Qt::LeftButton);
    QVERIFY(!bar->isVisible());
    QVERIFY(rig.watch->alert(second) && rig.watch->alert(first));
    QCOMPARE(rig.watch->alerts().constLast().id, second);
    rig.desk.undoRemove(); // nothing more to take back
    QCOMPARE(rig.model().rowCount(), 2);
}

void TestAlertsPanel::enterChanges()
{
    Panel rig;
    rig.add(priceAlert("70000"));
    rig.list().setCurrentIndex(rig.model().index(0, 0));
    QTest::keyClick(&rig.list(), Qt::Key_Return);
    QPointer<AlertDialog> dialog = rig.window.findChild<AlertDialog *>();
    QVERIFY(dialog && dialog->isVisible());
    QTest::keyClick(dialog.data(), Qt::Key_Escape);
    QTRY_VERIFY(!dialog);
}

void TestAlertsPanel::theLog()
{
    Panel rig;
    rig.add(priceAlert("64000"));
    rig.add(priceAlert("65000"));
    rig.price("66000");
    auto *tabs = rig.panel->findChild<QTabBar *>(u"alertTabs"_s);
    QVERIFY(tabs->tabText(1).contains(u"2"_s));
    rig.panel->showTab(AlertsPanel::Tab::Fired);
    QCOMPARE(rig.log().model()->rowCount(), 2);
    const QModelIndex newest = rig.log().model()->index(0, 0);
    QVERIFY(newest.data().toString().contains(u"65,000.00"_s));
    QVERIFY(newest.data(DetailRole).toString().contains(u"66,000.00"_s));
    QVERIFY(newest.data(StrongRole).toBool());
    QSignalSpy chart(rig.panel, &AlertsPanel::chartRequested);
    rig.log().setCurrentIndex(newest);
    QTest::keyClick(&rig.log(), Qt::Key_Return);
    QCOMPARE(chart.count(), 1);
    QCOMPARE(chart[0][0].toString(), u"btcusdt"_s);
    QTest::mouseClick(rig.panel->findChild<QPushButton *>(u"alertsSeen"_s), Qt::LeftButton);
    QCOMPARE(rig.watch->unseen(), 0);
    QVERIFY(!newest.data(StrongRole).toBool());
    QCOMPARE(tabs->tabText(1), u"Fired"_s);
    QTest::mouseClick(rig.panel->findChild<QPushButton *>(u"clearAlertLog"_s), Qt::LeftButton);
    QCOMPARE(rig.log().model()->rowCount(), 0);
}

void TestAlertsPanel::whatAScreenReaderSays()
{
    Panel rig;
    Alert alert = priceAlert("70000");
    alert.note = u"sell\u202e half"_s;
    rig.add(alert);
    const QString said = rig.model().index(0, 0).data(Qt::AccessibleTextRole).toString();
    QVERIFY(said.startsWith(u"On. "_s));
    QVERIFY(said.contains(u"crosses 70,000.00 upwards"_s) && said.contains(u"10.22"_s));
    QVERIFY(!said.contains(u'\u202e'));
    for (const QWidget *widget : rig.panel->findChildren<QWidget *>()) {
        const bool isControl = qobject_cast<const QAbstractButton *>(widget) ||
                               qobject_cast<const QComboBox *>(widget) ||
                               qobject_cast<const AlertList *>(widget);
        const auto *button = qobject_cast<const QAbstractButton *>(widget);
        if (isControl && widget->isVisibleTo(rig.panel) && widget->focusPolicy() != Qt::NoFocus)
            QVERIFY2(!widget->accessibleName().isEmpty() || (button && !button->text().isEmpty()),
                     qPrintable(widget->objectName()));
    }
}

void TestAlertsPanel::emptyAndBroken()
{
    Panel rig;
    const QList<EmptyState *> states = rig.panel->findChildren<EmptyState *>();
    QCOMPARE(states.size(), 2);
    QVERIFY(states[0]->isVisible() || states[1]->isVisible());
    for (auto *button : rig.panel->findChildren<QPushButton *>(u"emptyStateButton"_s)) {
        if (button->isVisible())
            QTest::mouseClick(button, Qt::LeftButton);
    }
    QPointer<AlertDialog> dialog = rig.window.findChild<AlertDialog *>();
    QVERIFY(dialog);
    dialog->reject();
    rig.add(priceAlert("70000"));
    QVERIFY(rig.list().isVisible());
}

void TestAlertsPanel::pictures()
{
    for (const bool dark : {false, true}) {
        Panel rig;
        rig.theme.force(dark ? Scheme::Dark : Scheme::Light);
        Alert noted = priceAlert("70000");
        noted.note = u"Take a third off the table"_s;
        rig.add(noted);
        rig.add(moveAlert("5", 60, AlertDirection::Either));
        Alert rsi = levelAlert("30", AlertDirection::Down);
        rsi.repeats = true;
        rig.add(rsi);
        const AlertId off = rig.add(priceAlert("58250.5", AlertDirection::Down));
        QVERIFY(rig.watch->setEnabled(off, false));
        rig.add(priceAlert("64000"));
        rig.add(elsewhere());
        rig.price("64500");
        rig.panel->findChild<QComboBox *>(u"alertScope"_s)->setCurrentIndex(1);
        rig.list().setCurrentIndex(rig.model().index(2, 0));
        rig.desk.remove(rig.add(priceAlert("71000")));
        QTest::qWait(50);
        QVERIFY(!rig.window.grab().isNull());
        picture(rig.window, dark ? u"panel-dark"_s : u"panel-light"_s);
        rig.panel->showTab(AlertsPanel::Tab::Fired);
        QTest::qWait(50);
        picture(rig.window, dark ? u"log-dark"_s : u"log-light"_s);
        rig.panel->setMarket(Symbol{u"usdtusd"_s});
        rig.panel->findChild<QComboBox *>(u"alertScope"_s)->setCurrentIndex(0);
        rig.panel->showTab(AlertsPanel::Tab::Alerts);
        QTest::qWait(50);
        picture(rig.window, dark ? u"empty-dark"_s : u"empty-light"_s);
    }
}

QTEST_MAIN(TestAlertsPanel)
#include "tst_chartalerts_panel.moc"
