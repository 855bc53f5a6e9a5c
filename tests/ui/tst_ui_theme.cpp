// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/icons.h"
#include "ui/common/proxystyle.h"
#include "ui/common/theme.h"

#include <QApplication>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace coffer;
using namespace coffer::ui;

namespace {

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &color)
{
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

double contrast(const QColor &first, const QColor &second)
{
    const double a = luminance(first);
    const double b = luminance(second);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

} // namespace

class ThemeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void contrastRule()
    {
        QVERIFY(contrast(Qt::black, Qt::white) > 20.9);
        QVERIFY(contrast(QColor(0x77, 0x77, 0x77), Qt::white) < 4.5); // the well-known grey that just fails
    }

    void textIsReadable_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::addColumn<int>("gain");
        for (const bool dark : {false, true}) {
            for (int gain = 0; gain < 3; ++gain)
                QTest::addRow("%s %d", dark ? "dark" : "light", gain) << dark << gain;
        }
    }
    void textIsReadable()
    {
        QFETCH(bool, dark);
        QFETCH(int, gain);
        const Colors c = Theme::schemeColors(dark, static_cast<GainColors>(gain));
        const QList<QColor> backgrounds = {c.window, c.surface, c.raised, c.accentWash};
        const QList<std::pair<const char *, QColor>> texts = {
            {"text", c.text}, {"muted", c.muted}, {"gain", c.gain}, {"loss", c.loss}};
        for (const QColor &background : backgrounds) {
            for (const auto &[name, text] : texts) {
                const double ratio = contrast(text, background);
                QVERIFY2(ratio >= 4.5, qPrintable(QStringLiteral("%1 on %2: %3")
                                                      .arg(QLatin1String(name), background.name())
                                                      .arg(ratio)));
            }
        }
        QVERIFY(contrast(c.onAccent, c.accent) >= 4.5);
        QVERIFY(contrast(c.warning, c.warningWash) >= 4.5);
        QVERIFY(contrast(c.danger, c.dangerWash) >= 4.5);
        QVERIFY(contrast(c.text, c.infoWash) >= 4.5);
        QVERIFY(contrast(c.text, c.dangerWash) >= 4.5);
        QVERIFY(contrast(c.text, c.line) >= 4.5); // neutral chips
        QVERIFY(c.gain != c.loss);
    }

    void seriesDifferInLightnessToo()
    {
        for (const bool dark : {false, true}) {
            const Colors c = Theme::schemeColors(dark, GainColors::GreenRed);
            QCOMPARE(c.series.size(), 8);
            for (qsizetype i = 1; i < c.series.size(); ++i)
                QVERIFY(contrast(c.series.at(i - 1), c.series.at(i)) > 1.2);
        }
    }

    void switchesWithTheSetting()
    {
        Settings settings{QString()};
        Theme theme(settings);
        theme.apply(*qApp);
        settings.setValue(schemeSetting, QStringLiteral("light"));
        QVERIFY(!theme.isDark());
        QSignalSpy changed(&theme, &Theme::changed);
        settings.setValue(schemeSetting, QStringLiteral("dark"));
        QVERIFY(theme.isDark());
        QCOMPARE(changed.size(), 1);
        QCOMPARE(QApplication::palette().color(QPalette::Window), theme.colors().window);
        settings.setValue(gainColorsSetting, QStringLiteral("red-green"));
        QCOMPARE(theme.changeColor(1), Theme::schemeColors(true, GainColors::GreenRed).loss);
        theme.force(Scheme::Light);
        QVERIFY(!theme.isDark());
        QCOMPARE(settings.value(schemeSetting), QStringLiteral("dark"));
    }

    void everyIconIsThere_data()
    {
        QTest::addColumn<QString>("name");
        for (const char *name :
             {"overview",      "balances",     "history",      "keys",    "charts",   "trade",
              "activity",      "settings",     "refresh",      "lock",    "unlock",   "search",
              "add",           "warning",      "error",        "info",    "check",    "close",
              "copy",          "eye",          "chevron-down", "eye-off", "star",     "star-filled",
              "chevron-right", "chevron-left", "clock",        "wifi",    "wifi-off", "key",
              "trash",         "pause",        "more",         "menu",    "coffer",   "arrow-up",
              "arrow-down"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }
    void everyIconIsThere()
    {
        QFETCH(QString, name);
        const QImage image = pixmap(name, Qt::red, 20, 2).toImage();
        QCOMPARE(image.width(), 40);
        bool hasInk = false;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                const QColor color = image.pixelColor(x, y);
                hasInk = hasInk || color.alpha() > 200;
                QVERIFY(color.alpha() < 200 ||
                        (color.red() > 250 && color.green() < 5)); // tinted, nothing else
            }
        }
        QVERIFY(hasInk);
    }

    void coinsKeepTheirColour()
    {
        const auto colorOf = [](const char *code) {
            return coinDisc(QString::fromLatin1(code), 24).toImage().pixelColor(12, 2);
        };
        QCOMPARE(colorOf("BTC"), QColor(0xf7, 0x93, 0x1a));
        QCOMPARE(colorOf("NOBODYKNOWS"), colorOf("NOBODYKNOWS"));
        QVERIFY(colorOf("AAA") != colorOf("AAB"));
    }
};

QTEST_MAIN(ThemeTest)
#include "tst_ui_theme.moc"
