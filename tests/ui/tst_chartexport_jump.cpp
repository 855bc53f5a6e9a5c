// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fakeclock.h"
#include "support/patience.h"
#include "ui/charts/export/jumpdialog.h"
#include "ui/common/format.h"
#include "ui/common/label.h"
#include "ui/common/theme.h"

#include <QApplication>
#include <QDateEdit>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTimeEdit>

using namespace Qt::StringLiterals;
using namespace coffer;
using namespace coffer::test;
using namespace coffer::ui;

namespace {

constexpr qint64 now = 1'768'478'400; ///< 2026-01-15T12:00:00Z
constexpr qint64 day = 86'400;

struct Bench
{
    explicit Bench(const JumpRange &range, Scheme scheme = Scheme::Light)
    {
        theme.force(scheme);
        theme.apply(*qApp);
        window.setPalette(qApp->palette());
        dialog = new JumpDialog(range, context, &window);
        spy = std::make_unique<QSignalSpy>(dialog, &JumpDialog::chosen);
        window.show();
        dialog->open();
    }
    void type(const QString &text)
    {
        auto *date = dialog->findChild<QDateEdit *>();
        date->setDate(QDate::fromString(text, Qt::ISODate));
    }
    void enter() { QTest::keyClick(dialog->findChild<QDateEdit *>(), Qt::Key_Return); }
    void press(const QString &name)
    {
        QTest::mouseClick(dialog->findChild<QPushButton *>(name), Qt::LeftButton);
    }
    qint64 chosen() const { return spy->isEmpty() ? -1 : spy->at(0).at(0).toLongLong(); }
    QString problem() const
    {
        const auto *label = dialog->findChild<Label *>(u"jumpProblem"_s);
        return label->isVisible() ? label->text() : QString();
    }

    Settings settings{QString()};
    FakeClock clock;
    Theme theme{settings};
    Format format{settings, clock};
    Context context{theme, format, settings, clock};
    QWidget window;
    QPointer<JumpDialog> dialog;
    std::unique_ptr<QSignalSpy> spy;
};

JumpRange hourly()
{
    return {QTimeZone("Europe/Berlin"), true, now, now - 100 * day};
}

} // namespace

class TestJumpDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void enterGoes();
    void byTheKeyboardAlone();
    void daysHaveNoTime();
    void quickChoices();
    void refusals_data();
    void refusals();
    void theOldestMayBeUnknown();
    void pictures();
};

void TestJumpDialog::enterGoes()
{
    Bench bench(hourly());
    QCOMPARE(bench.dialog->findChild<QTimeEdit *>()->time(), QTime(13, 0)); // where the chart is
    bench.type(u"2025-07-01"_s);
    bench.dialog->findChild<QTimeEdit *>()->setTime(QTime(8, 30));
    bench.enter();
    QCOMPARE(bench.chosen(), 1'751'351'400); // 2025-07-01T06:30:00Z: summer time
    QTRY_VERIFY(!bench.dialog);
}

void TestJumpDialog::byTheKeyboardAlone()
{
    Bench bench(hourly());
    auto *date = bench.dialog->findChild<QDateEdit *>();
    QCOMPARE(bench.dialog->focusWidget(), date);
    QCOMPARE(date->currentSection(), QDateTimeEdit::YearSection);
    QTest::keyClick(date, Qt::Key_Down);
    QTest::keyClick(date, Qt::Key_Down);
    QTest::keyClick(date, Qt::Key_Return);
    QCOMPARE(bench.chosen(), 1'705'320'000); // 2024-01-15T13:00+01:00
}

void TestJumpDialog::daysHaveNoTime()
{
    Bench bench({QTimeZone(8 * 3600), false, now, std::nullopt});
    QVERIFY(!bench.dialog->findChild<QTimeEdit *>()->isVisible());
    bench.type(u"2025-07-01"_s);
    bench.enter();
    QCOMPARE(bench.chosen(), 1'751'299'200); // 00:00 UTC+8
}

void TestJumpDialog::quickChoices()
{
    const auto chosenBy = [](const QString &name) {
        Bench bench(hourly());
        bench.press(name);
        return bench.chosen();
    };
    QCOMPARE(chosenBy(u"jumpWeek"_s), now - 7 * day);
    QCOMPARE(chosenBy(u"jumpMonth"_s), now - 31 * day); // the 15th of December
    QCOMPARE(chosenBy(u"jumpYear"_s), now - 365 * day);
    QCOMPARE(chosenBy(u"jumpOldest"_s), now - 100 * day);
    QCOMPARE(chosenBy(u"jumpCancel"_s), -1);
}

void TestJumpDialog::refusals_data()
{
    QTest::addColumn<QString>("date");
    QTest::addColumn<QTime>("time");
    QTest::addColumn<QString>("word");
    QTest::newRow("before the exchange") << u"2012-12-31"_s << QTime(12, 0) << u"2013"_s;
    QTest::newRow("long ago") << u"1800-01-01"_s << QTime(12, 0) << u"2013"_s;
    QTest::newRow("tomorrow") << u"2026-01-16"_s << QTime(0, 0) << u"not come yet"_s;
    QTest::newRow("in a minute") << u"2026-01-15"_s << QTime(13, 1) << u"not come yet"_s;
    QTest::newRow("far away") << u"9999-12-31"_s << QTime(23, 59) << u"not come yet"_s;
}

void TestJumpDialog::refusals()
{
    QFETCH(QString, date);
    QFETCH(QTime, time);
    QFETCH(QString, word);
    Bench bench(hourly());
    bench.type(date);
    bench.dialog->findChild<QTimeEdit *>()->setTime(time);
    bench.enter();
    QCOMPARE(bench.chosen(), -1);
    QVERIFY(bench.dialog && bench.dialog->isVisible());
    QVERIFY2(bench.problem().contains(word), qPrintable(bench.problem()));
    QVERIFY(!bench.dialog->findChild<QDateEdit *>()->accessibleDescription().isEmpty());
    bench.type(u"2013-01-01"_s); // and then it goes
    bench.enter();
    QVERIFY(bench.chosen() > 0);
}

void TestJumpDialog::theOldestMayBeUnknown()
{
    Bench bench({QTimeZone::utc(), true, 0, std::nullopt});
    QVERIFY(!bench.dialog->findChild<QPushButton *>(u"jumpOldest"_s)->isEnabled());
    QCOMPARE(bench.dialog->findChild<QDateEdit *>()->date(), QDate(2026, 1, 15)); // nothing shown: today
}

void TestJumpDialog::pictures()
{
    const QString folder = qEnvironmentVariable("COFFER_PICTURES");
    if (folder.isEmpty())
        QSKIP("COFFER_PICTURES names no folder");
    for (const Scheme scheme : {Scheme::Light, Scheme::Dark}) {
        Bench bench(hourly(), scheme);
        bench.type(u"2012-01-01"_s);
        bench.enter();
        const QString name = folder + (scheme == Scheme::Light ? u"/jump-light"_s : u"/jump-dark"_s);
        bench.dialog->adjustSize();
        bench.dialog->grab().save(name + u".png"_s);
        bench.type(u"2025-12-24"_s);
        QTest::keyClick(bench.dialog->findChild<QDateEdit *>(), Qt::Key_F4);
        for (QWidget *widget : QApplication::topLevelWidgets()) {
            if (widget->isVisible() && widget->inherits("QCalendarPopup"))
                widget->grab().save(name + u"-calendar.png"_s);
        }
    }
}

QTEST_MAIN(TestJumpDialog)
#include "tst_chartexport_jump.moc"
