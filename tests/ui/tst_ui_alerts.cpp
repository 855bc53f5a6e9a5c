// SPDX-License-Identifier: GPL-3.0-or-later
#include "shellfixture.h"

#include "support/patience.h"
#include "ui/charts/alerts/alertwords.h"
#include "ui/shell/alertnews.h"
#include "ui/shell/alertteller.h"
#include "ui/shell/navigation.h"
#include "ui/shell/refresher.h"
#include "ui/shell/tray.h"

#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace coffer;
using namespace coffer::test;
using namespace coffer::ui;
using market::Alert;
using market::AlertEvent;

namespace {

AlertEvent eventOf(const QString &symbol, const QString &note = {}, bool hasSound = true)
{
    AlertEvent event;
    event.alert.symbol = Symbol{symbol};
    event.alert.level = Decimal(100);
    event.alert.note = note;
    event.alert.hasSound = hasSound;
    return event;
}

} // namespace

class TestAlertNews : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fewAMinuteThenTogether();
    void ofManyTheNewestAreKept();
    void oneIsToldWithItsMarket();
    void severalAtOnceAreOneNotification();
    void silentWhileLocked();
    void textIsNoMarkup();
    void theNavigationCounts();
    void theFileIsThatOfTheCharts();
};

void TestAlertNews::fewAMinuteThenTogether()
{
    AlertNews news;
    Clock::Steady now{1h};
    for (int i = 0; i < AlertNews::mostAMinute; ++i) {
        news.add(eventOf(u"btcusdt"_s));
        QCOMPARE(news.wait(now), 0ms);
        QCOMPARE(news.take(now).count, 1);
        now += 1s;
    }
    for (int i = 0; i < 5; ++i)
        news.add(eventOf(u"btcusdt"_s, {}, i == 2));
    QCOMPARE(news.wait(now), 57s);
    QCOMPARE(news.wait(now + 57s), 0ms);
    const AlertNews::Notification together = news.take(now + 57s);
    QCOMPARE(together.count, 5);
    QVERIFY(together.hasSound);
    QVERIFY(news.isEmpty());
    QVERIFY(news.wait(now + 57s) > 0ms); // the second of the first three is not a minute ago
    QCOMPARE(news.wait(now + 1h), 0ms);
}

void TestAlertNews::ofManyTheNewestAreKept()
{
    AlertNews news;
    for (int i = 0; i < 100'000; ++i)
        news.add(eventOf(QString::number(i), {}, false));
    const AlertNews::Notification all = news.take(Clock::Steady{1h});
    QCOMPARE(all.count, 100'000);
    QCOMPARE(all.events.size(), AlertNews::mostKept);
    QCOMPARE(all.events.constFirst().alert.symbol.value, u"99999"_s);
    QVERIFY(!all.hasSound);
}

void TestAlertNews::oneIsToldWithItsMarket()
{
    Shell shell;
    AlertTeller teller(shell.alerts, shell.board, shell.keyring, shell.context());
    QSignalSpy told(&teller, &AlertTeller::told), sounded(&teller, &AlertTeller::sounded);
    Q_EMIT shell.alerts.fired(eventOf(u"btcusdt"_s, u"sell half"_s));
    QTRY_COMPARE(told.count(), 1);
    QCOMPARE(told[0][0].toString(), u"1 alert fired"_s);
    QCOMPARE(told[0][1].toString(), u"BTCUSDT crossed 100 upwards: sell half"_s);
    QCOMPARE(told[0][2].toString(), u"btcusdt"_s);
    QCOMPARE(sounded.count(), 1);
    Q_EMIT shell.alerts.fired(eventOf(u"btcusdt"_s, {}, false));
    QTRY_COMPARE(told.count(), 2);
    QCOMPARE(sounded.count(), 1);
}

void TestAlertNews::severalAtOnceAreOneNotification()
{
    Shell shell;
    AlertTeller teller(shell.alerts, shell.board, shell.keyring, shell.context());
    QSignalSpy told(&teller, &AlertTeller::told);
    for (const QString &symbol : {u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"e"_s})
        Q_EMIT shell.alerts.fired(eventOf(symbol));
    QTRY_COMPARE(told.count(), 1);
    QCOMPARE(told[0][0].toString(), u"5 alerts fired"_s);
    const QStringList lines = told[0][1].toString().split(u'\n');
    QCOMPARE(lines.size(), 4);
    QVERIFY(lines[0].startsWith(u"E "_s)); // the newest first
    QCOMPARE(lines[3], u"and 2 more"_s);
    QVERIFY(told[0][2].toString().isEmpty());
}

void TestAlertNews::silentWhileLocked()
{
    Shell shell;
    MainWindow window(shell.services(), {}, shell.context());
    auto *tray = window.findChild<Tray *>();
    QSignalSpy told(tray, &Tray::told), sounded(window.findChild<AlertTeller *>(), &AlertTeller::sounded);
    Q_EMIT shell.alerts.fired(eventOf(u"btcusdt"_s));
    shell.keyring.lock(); // before it was told
    Q_EMIT shell.alerts.fired(eventOf(u"ethusdt"_s));
    QTest::qWait(400);
    QCOMPARE(told.count(), 0);
    QCOMPARE(sounded.count(), 0);
    shell.keyring.unlock();
    QTRY_COMPARE(told.count(), 1);
    QCOMPARE(told[0][0].toString(), u"2 alerts fired"_s);
    QCOMPARE(sounded.count(), 1);
}

void TestAlertNews::textIsNoMarkup()
{
    Shell shell;
    MainWindow window(shell.services(), {}, shell.context());
    QSignalSpy told(window.findChild<Tray *>(), &Tray::told);
    Q_EMIT shell.alerts.fired(eventOf(u"<b>x"_s, u"<img src=x>\u202e"_s));
    QTRY_COMPARE(told.count(), 1);
    QVERIFY(!told[0][1].toString().contains(u'<'));
    QVERIFY(!told[0][1].toString().contains(u'\u202e'));
}

void TestAlertNews::theNavigationCounts()
{
    Shell shell;
    QTRY_COMPARE(shell.alerts.state(), LoadState::Ready);
    MainWindow window(shell.services(), {}, shell.context());
    const QToolButton *button = window.findChild<Navigation *>()->button(PageId::Charts);
    QCOMPARE(button->accessibleName(), u"Charts"_s);
    AlertEvent event = eventOf(u"btcusdt"_s);
    event.alert.id = market::AlertId{1};
    for (event.id = 1; event.id <= 3; ++event.id)
        shell.alertTable.addEvent(event, event.alert).waitForFinished();
    shell.alerts.load();
    QTRY_COMPARE(button->accessibleName(), u"Charts: 3 alerts fired"_s);
    shell.alerts.markAllSeen();
    QCOMPARE(button->accessibleName(), u"Charts"_s);
}

/// Both tables of the file stand in one schema, and an alert survives beside the drawings.
void TestAlertNews::theFileIsThatOfTheCharts()
{
    QCOMPARE(chartsSchema().applicationId, 0x434f4647);
    Shell shell;
    QTRY_COMPARE(shell.alerts.state(), LoadState::Ready);
    Alert alert;
    alert.symbol = Symbol{u"btcusdt"_s};
    alert.level = Decimal(5);
    QVERIFY(shell.alerts.add(alert));
    QVERIFY(shell.alerts.isWatching());
    market::AlertWatch other(shell.alertTable, shell.board, shell.clock,
                             market::levelsOver(shell.candles, shell.clock));
    other.load();
    QTRY_COMPARE(other.alerts().size(), 1);
}

QTEST_MAIN(TestAlertNews)
#include "tst_ui_alerts.moc"
