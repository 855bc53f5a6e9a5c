// SPDX-License-Identifier: GPL-3.0-or-later
#include "alertuirig.h"

#include "support/patience.h"
#include "ui/charts/alerts/alertdialog.h"
#include "ui/charts/alerts/indicatorchoice.h"
#include "ui/charts/alerts/numberfield.h"
#include "ui/common/label.h"

#include <QCheckBox>
#include <QComboBox>
#include <QPushButton>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace coffer;
using namespace coffer::test;
using namespace coffer::ui;
using namespace coffer::market;

namespace {

struct Desk : AlertUiRig
{
    Desk()
    {
        price("63512.2");
        window.show();
    }

    AlertDialog &dialog() { return *window.findChild<AlertDialog *>(); }
    template<class Field>
    Field &field(const QString &name)
    {
        auto *found = window.findChild<Field *>(name);
        if (!found)
            qFatal("no %s", qPrintable(name));
        return *found;
    }
    QString problem() { return field<Label>(u"alertProblem"_s).text(); }
    QString sentence() { return field<Label>(u"alertSentence"_s).text(); }
    void choose(const QString &box, int place)
    {
        auto &combo = field<QComboBox>(box);
        combo.setCurrentIndex(place);
        Q_EMIT combo.activated(place);
    }
    void set() { QTest::keyClick(&dialog(), Qt::Key_Return); }

    AlertDesk desk{*watch, *board, context(), &window};
};

} // namespace

class TestAlertDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anAlertByTheKeyboardAlone();
    void fromAPriceOfTheChart_data();
    void fromAPriceOfTheChart();
    void whatIsNoNumber_data();
    void whatIsNoNumber();
    void aMove();
    void anIndicator();
    void theHintFollowsThePrice();
    void howLongAndHowOften();
    void changing();
    void anOddAlertKeepsItsValues();
    void tabOrderIsReadingOrder();
    void movedOnTheChart();
    void withoutAnyPrice();
    void pictures();
};

void TestAlertDialog::anAlertByTheKeyboardAlone()
{
    Desk rig;
    rig.desk.newAlertAt(btc);
    QVERIFY(rig.dialog().isVisible());
    auto &level = rig.field<NumberField>(u"alertLevel"_s);
    QCOMPARE(rig.dialog().focusWidget(), &level);
    QCOMPARE(level.selectedText(), level.text()); // typing replaces it
    QTest::keyClicks(&level, u"65,000.5"_s);
    QCOMPARE(rig.sentence(), u"BTC/USDT crosses 65,000.50."_s);
    QTest::keyClick(&level, Qt::Key_Return);
    QCOMPARE(rig.watch->alerts().size(), 1);
    const Alert &alert = rig.watch->alerts().constFirst();
    QCOMPARE(alert.level, dec("65000.5"));
    QCOMPARE(alert.symbol, btc);
    QVERIFY(!alert.repeats && alert.hasSound && !alert.expiresAt);
    QTRY_VERIFY(!rig.window.findChild<AlertDialog *>());
}

void TestAlertDialog::fromAPriceOfTheChart_data()
{
    QTest::addColumn<QByteArray>("price");
    QTest::addColumn<AlertDirection>("direction");
    QTest::newRow("above") << QByteArray("70000") << AlertDirection::Up;
    QTest::newRow("below") << QByteArray("60000.01") << AlertDirection::Down;
    QTest::newRow("there") << QByteArray("63512.20") << AlertDirection::Either;
}

void TestAlertDialog::fromAPriceOfTheChart()
{
    QFETCH(QByteArray, price);
    QFETCH(AlertDirection, direction);
    Desk rig;
    rig.desk.newAlertAt(btc, dec(price.constData()));
    rig.set();
    QCOMPARE(rig.watch->alerts().constFirst().direction, direction);
    QCOMPARE(rig.watch->alerts().constFirst().level, dec(price.constData()));
}

void TestAlertDialog::whatIsNoNumber_data()
{
    QTest::addColumn<QString>("text");
    for (const QString &text : {u""_s, u"   "_s, u"abc"_s, u"0"_s, u"-5"_s, u"1e40"_s, u"nan"_s, u"12..3"_s,
                                u"999999999999999999999999999999"_s, u"65,00"_s})
        QTest::newRow(qPrintable(u'"' + text + u'"')) << text;
}

void TestAlertDialog::whatIsNoNumber()
{
    QFETCH(QString, text);
    Desk rig;
    rig.desk.newAlertAt(btc);
    auto &level = rig.field<NumberField>(u"alertLevel"_s);
    level.setText(text);
    rig.set();
    QVERIFY(rig.dialog().isVisible());
    QVERIFY(rig.field<Label>(u"alertProblem"_s).isVisible());
    QVERIFY(!rig.problem().isEmpty());
    QCOMPARE(level.accessibleDescription(), rig.problem());
    QCOMPARE(rig.dialog().focusWidget(), &level);
    QVERIFY(rig.watch->alerts().isEmpty());
    level.setText(u"65000"_s); // and then it can be set
    rig.set();
    QCOMPARE(rig.watch->alerts().size(), 1);
}

void TestAlertDialog::aMove()
{
    Desk rig;
    rig.desk.newAlertAt(btc);
    rig.choose(u"alertKind"_s, 1);
    QVERIFY(rig.field<QComboBox>(u"alertWindow"_s).isVisible());
    QVERIFY(!rig.field<QComboBox>(u"alertIndicator"_s).isVisible());
    QCOMPARE(rig.field<NumberField>(u"alertLevel"_s).text(), u"5"_s);
    rig.choose(u"alertDirection"_s, 1);
    rig.choose(u"alertWindow"_s, 0);
    QCOMPARE(rig.sentence(), u"BTC/USDT falls by 5\u00a0% within 5 minutes."_s);
    rig.field<NumberField>(u"alertLevel"_s).setText(u"100"_s);
    rig.set();
    QVERIFY(rig.problem().contains(u"100"_s));
    rig.field<NumberField>(u"alertLevel"_s).setText(u"2.5"_s);
    rig.set();
    const Alert &alert = rig.watch->alerts().constFirst();
    QCOMPARE(alert.kind, AlertKind::PercentMove);
    QCOMPARE(alert.direction, AlertDirection::Down);
    QCOMPARE(alert.windowMinutes, 5);
    QCOMPARE(alert.level, dec("2.5"));
}

void TestAlertDialog::anIndicator()
{
    Desk rig;
    rig.desk.newAlertAt(btc);
    rig.choose(u"alertKind"_s, 2);
    QVERIFY(rig.field<QComboBox>(u"alertIndicator"_s).isVisible());
    QVERIFY(!rig.field<QComboBox>(u"alertOutput"_s).isVisible()); // RSI has one line
    rig.choose(u"alertIndicator"_s, 1);
    QVERIFY(rig.field<QComboBox>(u"alertOutput"_s).isVisible());
    QCOMPARE(rig.field<QComboBox>(u"alertOutput"_s).count(), 3);
    rig.choose(u"alertOutput"_s, 2);
    rig.field<NumberField>(u"alertNumber1"_s).setText(u"30"_s);
    rig.choose(u"alertPeriod"_s, 2);
    rig.choose(u"alertDirection"_s, 0);
    rig.field<NumberField>(u"alertLevel"_s).setText(u"-0.25"_s);
    QCOMPARE(rig.sentence(), u"MACD 12, 30, 9: histogram of BTC/USDT (15m) crosses \u22120.25 upwards."_s);
    rig.field<QCheckBox>(u"alertClosed"_s).setChecked(false);
    rig.set();
    const Alert &alert = rig.watch->alerts().constFirst();
    QCOMPARE(alert.kind, AlertKind::IndicatorLevel);
    QCOMPARE(alert.indicator.kind, IndicatorKind::Macd);
    QCOMPARE(alert.indicator.parameters, (QList<double>{12, 30, 9}));
    QCOMPARE(alert.output, 2);
    QCOMPARE(alert.period, htx::Period::Min15);
    QVERIFY(!alert.onClosedCandles);
    QCOMPARE(alert.level, dec("-0.25"));
}

void TestAlertDialog::theHintFollowsThePrice()
{
    Desk rig;
    rig.desk.newAlertAt(btc, dec("70000"));
    auto &hint = rig.field<Label>(u"alertHint"_s);
    QVERIFY(hint.text().contains(u"10.22"_s));
    rig.price("69000");
    QVERIFY(hint.text().contains(u"1.45"_s));
    rig.price("71000");
    QVERIFY(hint.text().contains(u"below"_s));
}

void TestAlertDialog::howLongAndHowOften()
{
    Desk rig;
    rig.desk.newAlertAt(btc, dec("70000"));
    rig.choose(u"alertRepeat"_s, 2);
    rig.choose(u"alertUntil"_s, 2);
    rig.field<QLineEdit>(u"alertNote"_s).setText(u"  why  "_s);
    rig.field<QCheckBox>(u"alertSound"_s).setChecked(false);
    rig.set();
    const Alert &alert = rig.watch->alerts().constFirst();
    QVERIFY(alert.repeats && !alert.hasSound);
    QCOMPARE(alert.restMinutes, 5);
    QCOMPARE(alert.expiresAt, std::optional(rig.clock.nowMs() + 24 * 3600 * 1000LL));
    QCOMPARE(alert.note, u"why"_s);
}

void TestAlertDialog::changing()
{
    Desk rig;
    Alert draft = priceAlert("70000");
    draft.repeats = true;
    draft.restMinutes = 60;
    draft.expiresAt = rig.clock.nowMs() + 3'600'000;
    draft.note = u"note"_s;
    const AlertId id = rig.add(draft);
    rig.desk.edit(id);
    QCOMPARE(rig.field<QPushButton>(u"alertSet"_s).text(), u"Save"_s);
    rig.set(); // nothing was touched, so nothing changes
    QCOMPARE(rig.watch->alert(id)->expiresAt, draft.expiresAt);
    QCOMPARE(rig.watch->alert(id)->side, AlertSide::Below);
    QTRY_VERIFY(!rig.window.findChild<AlertDialog *>());
    rig.desk.edit(id);
    rig.field<NumberField>(u"alertLevel"_s).setText(u"71000"_s);
    rig.set();
    QCOMPARE(rig.watch->alerts().size(), 1);
    QCOMPARE(rig.watch->alert(id)->level, dec("71000"));
    QCOMPARE(rig.watch->alert(id)->note, u"note"_s);
    rig.desk.edit(AlertId{99}); // gone meanwhile
}

void TestAlertDialog::anOddAlertKeepsItsValues()
{
    Desk rig;
    Alert draft = levelAlert("0", AlertDirection::Either);
    draft.indicator = IndicatorSpec::of(IndicatorKind::Obv); // which the dialog does not offer
    draft.period = htx::Period::Month1;
    draft.repeats = true;
    draft.restMinutes = 77;
    draft.windowMinutes = 33;
    const AlertId id = rig.add(draft);
    const Alert before = *rig.watch->alert(id);
    rig.desk.edit(id);
    rig.set();
    QVERIFY(haveSameCondition(*rig.watch->alert(id), before));
    QCOMPARE(rig.watch->alert(id)->restMinutes, 77);
    QCOMPARE(rig.watch->alert(id)->windowMinutes, 33);
}

void TestAlertDialog::tabOrderIsReadingOrder()
{
    Desk rig;
    rig.desk.newAlertAt(btc);
    rig.choose(u"alertKind"_s, 2);
    QStringList order;
    rig.field<QComboBox>(u"alertKind"_s).setFocus();
    for (int i = 0; i < 30; ++i) {
        QWidget *focus = rig.dialog().focusWidget();
        QVERIFY(focus && focus->isVisible());
        if (order.contains(focus->objectName()))
            break;
        order += focus->objectName();
        QVERIFY2(!focus->accessibleName().isEmpty() || qobject_cast<QAbstractButton *>(focus),
                 qPrintable(focus->objectName()));
        QTest::keyClick(focus, Qt::Key_Tab);
    }
    QCOMPARE(order, (QStringList{u"alertKind"_s, u"alertIndicator"_s, u"alertNumber0"_s, u"alertPeriod"_s,
                                 u"alertDirection"_s, u"alertLevel"_s, u"alertClosed"_s, u"alertRepeat"_s,
                                 u"alertUntil"_s, u"alertNote"_s, u"alertSound"_s, u"alertCancel"_s,
                                 u"alertSet"_s}));
}

void TestAlertDialog::movedOnTheChart()
{
    Desk rig;
    const AlertId id = rig.add(priceAlert("70000"));
    rig.desk.move(id, dec("71000"));
    QCOMPARE(rig.watch->alert(id)->direction, AlertDirection::Up);
    rig.desk.move(id, dec("60000")); // to the other side of the price
    QCOMPARE(rig.watch->alert(id)->direction, AlertDirection::Down);
    QCOMPARE(rig.watch->alert(id)->side, AlertSide::Above);
    QSignalSpy failed(&rig.desk, &AlertDesk::failed);
    rig.desk.move(id, dec("-1"));
    QCOMPARE(failed.count(), 1);
    QCOMPARE(rig.watch->alert(id)->level, dec("60000"));
    rig.desk.move(AlertId{99}, dec("1"));
    QCOMPARE(failed.count(), 1);
}

void TestAlertDialog::withoutAnyPrice()
{
    AlertUiRig rig;
    AlertDesk desk(*rig.watch, *rig.board, rig.context(), &rig.window);
    rig.window.show();
    desk.newAlertAt(Symbol{u"nosuchmarket"_s});
    auto *level = rig.window.findChild<NumberField *>(u"alertLevel"_s);
    QVERIFY(level->text().isEmpty());
    QTest::keyClicks(level, u"12"_s);
    QTest::keyClick(level, Qt::Key_Return);
    QCOMPARE(rig.watch->alerts().size(), 1);
}

void TestAlertDialog::pictures()
{
    for (const bool dark : {false, true}) {
        Desk rig;
        rig.theme.force(dark ? Scheme::Dark : Scheme::Light);
        const QString scheme = dark ? u"dark"_s : u"light"_s;
        rig.desk.newAlertAt(btc, dec("70000"));
        picture(rig.dialog(), u"dialog-price-"_s + scheme);
        rig.choose(u"alertKind"_s, 1);
        QTest::qWait(30);
        picture(rig.dialog(), u"dialog-move-"_s + scheme);
        rig.choose(u"alertKind"_s, 2);
        rig.choose(u"alertIndicator"_s, 1);
        rig.set();
        QTest::qWait(30);
        picture(rig.dialog(), u"dialog-indicator-"_s + scheme);
        QVERIFY(!rig.dialog().grab().isNull());
    }
}

QTEST_MAIN(TestAlertDialog)
#include "tst_chartalerts_dialog.moc"
