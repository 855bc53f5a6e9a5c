// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/patience.h"
#include "ui/charts/indicators/indicatorcatalog.h"
#include "ui/charts/indicators/indicatorcolors.h"
#include "ui/charts/indicators/indicatorsdialog.h"
#include "ui/charts/indicators/indicatorsetmodel.h"
#include "ui/charts/indicators/indicatorswatch.h"
#include "ui/charts/indicators/indicatortemplates.h"
#include "ui/charts/indicators/indicatorwords.h"
#include "ui/common/theme.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QColorDialog>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLineEdit>
#include <QListView>
#include <QListWidget>
#include <QPushButton>
#include <QSet>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace coffer;
using namespace coffer::ui;
using market::IndicatorKind;
using market::IndicatorSpec;

namespace {

using Specs = QList<IndicatorSpec>;

Specs specsOf(const QStringList &texts)
{
    return market::indicatorsFromTexts(texts);
}

QString textOf(const Specs &specs)
{
    return market::toTexts(specs).join(u'|');
}

/// A window with what it needs, and what the chart was told last.
struct Opened
{
    explicit Opened(const QStringList &texts = {}, std::optional<Scheme> scheme = std::nullopt)
    {
        if (scheme) {
            theme.force(*scheme);
            theme.apply(*qApp);
        }
        dialog = new IndicatorsDialog(specsOf(texts), settings, theme);
        QObject::connect(dialog, &IndicatorsDialog::changed, dialog, [this](const Specs &specs) {
            told = textOf(specs);
            ++times;
        });
        dialog->open();
    }
    ~Opened() { delete dialog.data(); }

    template<class Widget>
    Widget *find(const char *name) const
    {
        return dialog->findChild<Widget *>(QString::fromLatin1(name));
    }
    void click(const char *name) const { QTest::mouseClick(find<QWidget>(name), Qt::LeftButton); }
    QString specs() const { return textOf(dialog->specs()); }

    Settings settings{QString()};
    Theme theme{settings};
    QPointer<IndicatorsDialog> dialog;
    QString told;
    int times = 0;
};

} // namespace

class ChartIndicatorsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everythingHasWords();
    void coloursAreSoundInEveryScheme();
    void freshOnesDiffer();
    void modelKeepsItsPromises();
    void templatesSurviveDamage_data();
    void templatesSurviveDamage();
    void templatesAreKept();
    void templatesHaveLimits();

    void addsFromTheSearch();
    void addsByKeyboardAlone();
    void hidesMovesAndRemoves();
    void editsWithinLimits();
    void editsColours();
    void cancelBringsBack();
    void doneKeeps();
    void holdsNoMoreThanItsLimit();
    void templatesInTheWindow();
    void escapeClosesTheNameFirst();
    void looksRight_data();
    void looksRight();
};

void ChartIndicatorsTest::everythingHasWords()
{
    QSet<QString> names;
    for (int i = 0; i < market::indicatorKindCount; ++i) {
        const auto kind = static_cast<IndicatorKind>(i);
        const market::IndicatorInfo &info = market::indicatorInfo(kind);
        names += IndicatorWords::name(kind);
        QVERIFY(!IndicatorWords::summary(kind).isEmpty());
        QSet<QString> parameters, outputs;
        for (int k = 0; k < static_cast<int>(info.parameters.size()); ++k)
            parameters += IndicatorWords::parameter(kind, k);
        for (int k = 0; k < static_cast<int>(info.outputs.size()); ++k)
            outputs += IndicatorWords::output(kind, k);
        QVERIFY(!parameters.contains(QString()) && !outputs.contains(QString()));
        QCOMPARE(parameters.size(), static_cast<qsizetype>(info.parameters.size()));
        QCOMPARE(outputs.size(), static_cast<qsizetype>(info.outputs.size()));
    }
    QVERIFY(!names.contains(QString()));
    QCOMPARE(names.size(), market::indicatorKindCount);

    const auto shortName = [](const char *text) {
        return IndicatorWords::shortName(IndicatorSpec::fromText(QString::fromLatin1(text)).value());
    };
    QCOMPARE(shortName("sma 20"), QStringLiteral("SMA 20"));
    QCOMPARE(shortName("macd"), QStringLiteral("MACD 12, 26, 9"));
    QCOMPARE(shortName("obv"), QStringLiteral("OBV"));
    QCOMPARE(shortName("vwap 0"), QStringLiteral("VWAP day"));
    QCOMPARE(shortName("vwap 24"), QStringLiteral("VWAP 24"));
    QCOMPARE(shortName("bollinger 20 2.5"), QStringLiteral("Bollinger 20, 2.5"));
}

void ChartIndicatorsTest::coloursAreSoundInEveryScheme()
{
    for (const bool dark : {false, true}) {
        const Colors colors = Theme::schemeColors(dark, GainColors::GreenRed);
        for (int i = 0; i < market::indicatorKindCount; ++i) {
            IndicatorSpec spec = IndicatorSpec::of(static_cast<IndicatorKind>(i));
            for (int output = 0; output < spec.colours.size(); ++output) {
                const QColor color = indicatorColor(spec, output, colors);
                QVERIFY(color.isValid());
                QVERIFY(color != colors.surface && color != colors.window);
            }
        }
        IndicatorSpec spec = IndicatorSpec::of(IndicatorKind::Sma);
        spec.colours = {QStringLiteral("3")};
        QCOMPARE(indicatorColor(spec, 0, colors), colors.series[2]);
        spec.colours = {QStringLiteral("#010203")};
        QCOMPARE(indicatorColor(spec, 0, colors), QColor(1, 2, 3));
    }
}

void ChartIndicatorsTest::freshOnesDiffer()
{
    Specs present;
    for (int i = 0; i < 5; ++i)
        present += freshIndicator(IndicatorKind::Ema, present);
    QCOMPARE(textOf(present), QStringLiteral("ema 20 colours=1|ema 50 colours=2|ema 100 colours=3|"
                                             "ema 200 colours=4|ema 200 colours=5"));
    QCOMPARE(freshIndicator(IndicatorKind::Rsi, present).toText(), QStringLiteral("rsi 14"));
}

void ChartIndicatorsTest::modelKeepsItsPromises()
{
    Settings settings{QString()};
    Theme theme(settings);
    IndicatorSetModel model(theme);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    QSignalSpy edited(&model, &IndicatorSetModel::edited);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    QSignalSpy moves(&model, &QAbstractItemModel::rowsMoved);
    model.setSpecs(specsOf({QStringLiteral("sma 9"), QStringLiteral("rsi 14"), QStringLiteral("atr 14")}));
    model.setSpecs(model.specs()); // nothing new
    QCOMPARE(edited.size(), 1);
    QVERIFY(model.moveUp(2));
    QVERIFY(!model.moveUp(0) && !model.moveUp(-1) && !model.moveUp(3));
    QVERIFY(!model.moveDown(2) && !model.moveDown(-1));
    QVERIFY(model.moveDown(0));
    QCOMPARE(textOf(model.specs()), QStringLiteral("atr 14|sma 9|rsi 14"));
    QCOMPARE(moves.size(), 2);
    model.removeAt(7);
    model.removeAt(1);
    QVERIFY(model.setData(model.index(0), Qt::Unchecked, Qt::CheckStateRole));
    QVERIFY(!model.setData(model.index(0), QStringLiteral("x"), Qt::EditRole));
    QCOMPARE(textOf(model.specs()), QStringLiteral("atr 14 hidden|rsi 14"));
    IndicatorSpec wild = IndicatorSpec::of(IndicatorKind::Rsi);
    wild.parameters = {1e9};
    model.setSpec(1, wild);
    QCOMPARE(model.specs()[1].parameter(0), 1000.0);
    QCOMPARE(edited.size(), 6);
    model.setSpecs({});
    QCOMPARE(model.rowCount(), 0);
    QCOMPARE(resets.size(), 0);
}

void ChartIndicatorsTest::templatesSurviveDamage_data()
{
    QTest::addColumn<QStringList>("stored");
    QTest::addColumn<QStringList>("own"); // names
    QTest::newRow("none") << QStringList() << QStringList();
    QTest::newRow("good") << QStringList{QStringLiteral("Mine\nsma 9\nrsi 14")}
                          << QStringList{QStringLiteral("Mine")};
    QTest::newRow("no name") << QStringList{QStringLiteral("\nsma 9"), QString(), QStringLiteral("   ")}
                             << QStringList();
    QTest::newRow("that of a shipped one") << QStringList{QStringLiteral("trend\nsma 9")} << QStringList();
    QTest::newRow("twice") << QStringList{QStringLiteral("A\nsma 9"), QStringLiteral("a\nsma 10")}
                           << QStringList{QStringLiteral("A")};
    QTest::newRow("nonsense lines") << QStringList{QStringLiteral("B\nfoo\n\nsma\nsma x")}
                                    << QStringList{QStringLiteral("B")};
    QStringList many;
    for (int i = 0; i < 500; ++i)
        many += QStringLiteral("T%1").arg(i, 3, 10, QLatin1Char('0'));
    QTest::newRow("far too many") << many << many.mid(0, IndicatorTemplates::most);
    QTest::newRow("long") << QStringList{QString(10'000, u'x')} << QStringList{QString(64, u'x')};
}

void ChartIndicatorsTest::templatesSurviveDamage()
{
    QFETCH(QStringList, stored);
    Settings settings{QString()};
    settings.setValue(indicatorTemplatesSetting, stored);
    const IndicatorTemplates templates(settings);
    QStringList own;
    for (const IndicatorTemplate &one : templates.all()) {
        QVERIFY(!one.name.isEmpty() && one.name.size() <= IndicatorTemplates::longestName);
        if (!one.isShipped)
            own += one.name;
    }
    QTEST(own, "own");
    QCOMPARE(templates.all().size() - own.size(), 4);
}

void ChartIndicatorsTest::templatesAreKept()
{
    Settings settings{QString()};
    const Specs specs = specsOf({QStringLiteral("sma 9 colours=4 hidden"), QStringLiteral("macd")});
    {
        IndicatorTemplates templates(settings);
        QVERIFY(templates.save(QStringLiteral("  Two   words "), specs));
        QVERIFY(templates.save(QStringLiteral("Also"), {}));
        QVERIFY(templates.rename(QStringLiteral("Also"), QStringLiteral("Zero")));
    }
    IndicatorTemplates templates(settings);
    QVERIFY(templates.find(QStringLiteral("two words")));
    QCOMPARE(templates.find(QStringLiteral("Two words"))->specs, specs);
    QCOMPARE(templates.all().last().name, QStringLiteral("Zero"));
    templates.remove(QStringLiteral("Two words"));
    templates.remove(QStringLiteral("Trend"));
    QVERIFY(!IndicatorTemplates(settings).find(QStringLiteral("Two words")));
    QCOMPARE(textOf(IndicatorTemplates(settings).find(QStringLiteral("Trend"))->specs),
             QStringLiteral("ema 20 colours=1|ema 50 colours=2|ema 200 colours=3"));
}

void ChartIndicatorsTest::templatesHaveLimits()
{
    Settings settings{QString()};
    IndicatorTemplates templates(settings);
    QVERIFY(!templates.save({}, {}));
    QVERIFY(!templates.save(QStringLiteral(" \t"), {}));
    QVERIFY(!templates.save(QStringLiteral("BARE"), {}));
    for (qsizetype i = 0; i < IndicatorTemplates::most; ++i)
        QVERIFY(templates.save(QString::number(i), {}));
    QVERIFY(!templates.save(QStringLiteral("one more"), {}));
    QVERIFY(templates.save(QStringLiteral("7"), specsOf({QStringLiteral("obv")}))); // replaces
    QVERIFY(!templates.rename(QStringLiteral("7"), QStringLiteral("8")));
    QVERIFY(!templates.rename(QStringLiteral("7"), QStringLiteral("Trend")));
    QVERIFY(!templates.rename(QStringLiteral("Trend"), QStringLiteral("Mine")));
    QVERIFY(!templates.rename(QStringLiteral("nobody"), QStringLiteral("Mine")));
}

void ChartIndicatorsTest::addsFromTheSearch()
{
    const Opened opened({QStringLiteral("sma 9")});
    auto *search = opened.find<QLineEdit>("indicatorSearch");
    auto *choices = opened.find<QListWidget>("indicatorChoices");
    const auto shown = [choices] {
        QStringList names;
        for (int row = 0; row < choices->count(); ++row) {
            if (!choices->item(row)->isHidden())
                names += choices->item(row)->text();
        }
        return names;
    };
    QCOMPARE(shown().size(), market::indicatorKindCount + 2);
    QTest::keyClicks(search, QStringLiteral("MACD"));
    QCOMPARE(shown(), (QStringList{QStringLiteral("In a pane of its own"),
                                   IndicatorWords::name(IndicatorKind::Macd)}));
    opened.click("indicatorAdd");
    QCOMPARE(opened.told, QStringLiteral("sma 9|macd 12 26 9"));
    QCOMPARE(opened.find<QListView>("indicatorsOnChart")->currentIndex().row(), 1);
    search->setText(QStringLiteral("no such thing"));
    QVERIFY(shown().isEmpty());
    QVERIFY(!opened.find<QPushButton>("indicatorAdd")->isEnabled());
    QTest::keyClick(search, Qt::Key_Return);
    QCOMPARE(opened.times, 1);
    search->clear();
    QCOMPARE(shown().size(), market::indicatorKindCount + 2);
}

void ChartIndicatorsTest::addsByKeyboardAlone()
{
    const Opened opened;
    auto *search = opened.find<QLineEdit>("indicatorSearch");
    search->setFocus();
    QTest::keyClicks(search, QStringLiteral("average"));
    QTest::keyClick(search, Qt::Key_Down);
    QTest::keyClick(search, Qt::Key_Return);
    QCOMPARE(opened.told, QStringLiteral("ema 20 colours=1"));
    QVERIFY(opened.dialog->isVisible()); // Enter did not close it
    auto *choices = opened.find<QListWidget>("indicatorChoices");
    QTest::keyClick(choices, Qt::Key_Return);
    QCOMPARE(opened.told, QStringLiteral("ema 20 colours=1|ema 50 colours=2"));
    QVERIFY(opened.dialog->isVisible());
}

void ChartIndicatorsTest::hidesMovesAndRemoves()
{
    const Opened opened({QStringLiteral("sma 9"), QStringLiteral("rsi 14"), QStringLiteral("atr 14")});
    auto *view = opened.find<QListView>("indicatorsOnChart");
    QTRY_VERIFY(view->isVisible());
    view->setFocus();
    QTest::keyClick(view, Qt::Key_Space);
    QCOMPARE(opened.told, QStringLiteral("sma 9 hidden|rsi 14|atr 14"));
    QVERIFY(!opened.find<QToolButton>("indicatorUp")->isEnabled());
    opened.click("indicatorDown");
    QCOMPARE(opened.told, QStringLiteral("rsi 14|sma 9 hidden|atr 14"));
    QCOMPARE(view->currentIndex().row(), 1);
    opened.click("indicatorUp");
    QCOMPARE(opened.told, QStringLiteral("sma 9 hidden|rsi 14|atr 14"));
    const auto keysOf = [&opened](const char *name) { return opened.find<QAction>(name)->shortcut(); };
    QCOMPARE(keysOf("indicatorUpAction"), QKeySequence(Qt::ALT | Qt::Key_Up));
    QCOMPARE(keysOf("indicatorDownAction"), QKeySequence(Qt::ALT | Qt::Key_Down));
    QCOMPARE(keysOf("indicatorRemoveAction"), QKeySequence(QKeySequence::Delete));
    for (int i = 0; i < 3; ++i)
        opened.click("indicatorRemove");
    QCOMPARE(opened.told, QString());
    QVERIFY(opened.dialog->specs().isEmpty());
    QVERIFY(!opened.find<QToolButton>("indicatorRemove")->isEnabled());
    QVERIFY(!opened.find<QPushButton>("indicatorReset")->isVisible());
}

void ChartIndicatorsTest::editsWithinLimits()
{
    const Opened opened({QStringLiteral("bollinger"), QStringLiteral("vwap")});
    auto *period = opened.find<QDoubleSpinBox>("indicatorNumber0");
    auto *width = opened.find<QDoubleSpinBox>("indicatorNumber1");
    QCOMPARE(period->value(), 20.0);
    period->selectAll();
    QTest::keyClicks(period, QStringLiteral("5"));
    QCOMPARE(opened.times, 0); // not while it is typed
    QTest::keyClick(period, Qt::Key_Return);
    QCOMPARE(opened.told, QStringLiteral("bollinger 5 2|vwap 0"));
    period->setValue(1e9);
    width->setValue(-3);
    QCOMPARE(opened.told, QStringLiteral("bollinger 1000 0.1|vwap 0"));
    opened.click("indicatorReset");
    QCOMPARE(opened.told, QStringLiteral("bollinger 20 2|vwap 0"));
    QCOMPARE(period->value(), 20.0);

    opened.dialog->edit(1);
    QTRY_COMPARE(opened.dialog->findChildren<QDoubleSpinBox *>().size(),
                 1); // the others go with the event loop
    auto *day = opened.find<QDoubleSpinBox>("indicatorNumber0");
    QCOMPARE(day->text(), QStringLiteral("Since the day began"));
    day->setValue(24);
    QCOMPARE(opened.told, QStringLiteral("bollinger 20 2|vwap 24"));
    QVERIFY(opened.dialog->isVisible());
}

void ChartIndicatorsTest::editsColours()
{
    Opened opened({QStringLiteral("macd")});
    auto *swatch = opened.find<IndicatorSwatch>("indicatorColour1");
    QVERIFY(swatch);
    const auto choose = [swatch](int place) {
        swatch->setCurrentIndex(place);
        Q_EMIT swatch->activated(place);
    };
    choose(3); // after the usual one
    QCOMPARE(opened.told, QStringLiteral("macd 12 26 9 colours=,3,"));
    QCOMPARE(swatch->currentText(), QStringLiteral("Colour 3"));
    choose(0);
    QCOMPARE(opened.told, QStringLiteral("macd 12 26 9"));

    choose(swatch->count() - 1);
    QCOMPARE(swatch->currentText(), QStringLiteral("Usual")); // until one is chosen
    auto *dialog = opened.find<QColorDialog>("indicatorColourDialog");
    QVERIFY(dialog && dialog->isVisible());
    dialog->setCurrentColor(QColor(255, 0, 128));
    dialog->accept();
    QCOMPARE(opened.told, QStringLiteral("macd 12 26 9 colours=,#ff0080,"));
    opened.theme.force(Scheme::Dark);
    QCOMPARE(swatch->currentText(), QStringLiteral("#ff0080"));
}

void ChartIndicatorsTest::cancelBringsBack()
{
    Opened opened({QStringLiteral("sma 9")});
    opened.find<QDoubleSpinBox>("indicatorNumber0")->setValue(33);
    opened.click("indicatorRemove");
    QCOMPARE(opened.told, QString());
    QTest::keyClick(opened.dialog, Qt::Key_Escape);
    QCOMPARE(opened.told, QStringLiteral("sma 9"));
    QTRY_VERIFY(!opened.dialog);
}

void ChartIndicatorsTest::doneKeeps()
{
    Opened opened({QStringLiteral("sma 9")});
    opened.find<QDoubleSpinBox>("indicatorNumber0")->setValue(33);
    opened.click("indicatorsDone");
    QCOMPARE(opened.told, QStringLiteral("sma 33"));
    QCOMPARE(opened.times, 1);
    QTRY_VERIFY(!opened.dialog);
}

void ChartIndicatorsTest::holdsNoMoreThanItsLimit()
{
    const Opened opened(QStringList(100, QStringLiteral("sma 9")));
    QCOMPARE(opened.dialog->specs().size(), market::mostIndicators);
    QVERIFY(!opened.find<QPushButton>("indicatorAdd")->isEnabled());
    Q_EMIT opened.find<IndicatorCatalog>("indicatorCatalog")->chosen(IndicatorKind::Rsi);
    QCOMPARE(opened.dialog->specs().size(), market::mostIndicators);
    opened.click("indicatorRemove");
    QVERIFY(opened.find<QPushButton>("indicatorAdd")->isEnabled());
}

void ChartIndicatorsTest::templatesInTheWindow()
{
    const Opened opened({QStringLiteral("sma 9")});
    auto *choice = opened.find<QComboBox>("templateChoice");
    auto *name = opened.find<QLineEdit>("templateName");
    QCOMPARE(choice->currentIndex(), -1);
    QCOMPARE(choice->count(), 4);

    opened.click("templateSave");
    QVERIFY(name->isVisible());
    QVERIFY(!opened.find<QPushButton>("templateTake")->isEnabled());
    name->setText(QStringLiteral("trend"));
    QVERIFY(!opened.find<QPushButton>("templateTake")->isEnabled());
    name->setText(QStringLiteral("My nine"));
    QTest::keyClick(name, Qt::Key_Return);
    QVERIFY(opened.dialog->isVisible());
    QVERIFY(!name->isVisible());
    QCOMPARE(choice->currentText(), QStringLiteral("My nine"));

    const auto apply = [choice](const char *text) {
        choice->setCurrentText(QString::fromLatin1(text));
        Q_EMIT choice->activated(choice->currentIndex());
    };
    apply("Momentum");
    QCOMPARE(opened.told, QStringLiteral("rsi 14|macd 12 26 9"));
    QVERIFY(!opened.find<QAction>("templateDelete")->isEnabled());
    apply("Bare");
    QCOMPARE(opened.told, QString());
    QCOMPARE(choice->currentText(), QStringLiteral("Bare"));
    apply("My nine");
    QCOMPARE(opened.told, QStringLiteral("sma 9"));

    opened.find<QAction>("templateRename")->trigger();
    QCOMPARE(name->text(), QStringLiteral("My nine"));
    name->setText(QStringLiteral("Nine"));
    opened.click("templateTake");
    QCOMPARE(choice->currentText(), QStringLiteral("Nine"));
    opened.find<QAction>("templateDelete")->trigger();
    QCOMPARE(choice->count(), 4);
    QCOMPARE(opened.specs(), QStringLiteral("sma 9")); // the chart stays as it is
    QVERIFY(opened.find<QPushButton>("templateUndo")->isVisible());
    opened.click("templateUndo");
    QCOMPARE(choice->currentText(), QStringLiteral("Nine"));
    QVERIFY(!opened.find<QPushButton>("templateUndo")->isVisible());

    // What is on the chart changes: it is none of the templates any more.
    opened.find<QDoubleSpinBox>("indicatorNumber0")->setValue(10);
    QCOMPARE(choice->currentIndex(), -1);
}

void ChartIndicatorsTest::escapeClosesTheNameFirst()
{
    const Opened opened({QStringLiteral("sma 9")});
    QVERIFY(QTest::qWaitForWindowActive(opened.dialog));
    opened.click("templateSave");
    auto *name = opened.find<QLineEdit>("templateName");
    QTRY_VERIFY(name->hasFocus());
    QTest::keyClick(name, Qt::Key_Escape);
    QVERIFY(!name->isVisible());
    QVERIFY(opened.dialog->isVisible());
}

void ChartIndicatorsTest::looksRight_data()
{
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

// Nothing is cut off; with COFFER_PICTURES the windows are kept there to be looked at.
void ChartIndicatorsTest::looksRight()
{
    QFETCH(bool, dark);
    const QString folder = qEnvironmentVariable("COFFER_PICTURES");
    Opened opened({QStringLiteral("ema 20 colours=1"), QStringLiteral("bollinger"),
                   QStringLiteral("ichimoku"), QStringLiteral("rsi hidden"), QStringLiteral("macd")},
                  dark ? Scheme::Dark : Scheme::Light);
    opened.dialog->edit(2);
    QVERIFY(QTest::qWaitForWindowExposed(opened.dialog));
    const QList<QPushButton *> buttons = opened.dialog->findChildren<QPushButton *>();
    for (const QPushButton *button : buttons)
        QVERIFY2(button->isHidden() || !button->isVisible() || button->width() >= button->sizeHint().width(),
                 qPrintable(button->text()));
    if (folder.isEmpty())
        return;
    const QString name = dark ? QStringLiteral("dark") : QStringLiteral("light");
    QVERIFY(opened.dialog->grab().save(folder + QStringLiteral("/indicators-%1.png").arg(name)));
    opened.click("templateSave");
    opened.find<QLineEdit>("indicatorSearch")->setText(QStringLiteral("trend"));
    opened.dialog->edit(1);
    QTest::qWait(50);
    QVERIFY(opened.dialog->grab().save(folder + QStringLiteral("/indicators-naming-%1.png").arg(name)));
    opened.find<QLineEdit>("indicatorSearch")->clear();
    opened.dialog->findChild<QListView *>(QStringLiteral("indicatorsOnChart"))->setFocus();
    for (int i = 0; i < 5; ++i)
        opened.click("indicatorRemove");
    QVERIFY(opened.dialog->grab().save(folder + QStringLiteral("/indicators-empty-%1.png").arg(name)));
}

QTEST_MAIN(ChartIndicatorsTest)
#include "tst_chartindicators.moc"
