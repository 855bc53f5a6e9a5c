// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/drawings/drawingwords.h"

#include "ui/charts/drawings/drawinggeometry.h"
#include "ui/charts/plot/chartcontent.h"
#include "ui/common/format.h"
#include "ui/common/theme.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <algorithm>
#include <array>
#include <cmath>

namespace coffer::ui {

using market::Drawing;
using market::DrawingKind;

namespace {

struct Words
{
    const char *name;
    const char *icon;
    const char *hint;
};

constexpr const char *firstAndSecond = QT_TRANSLATE_NOOP(
    "coffer::ui::Drawings", "Click where it begins, then where it ends. Shift keeps it straight.");
constexpr const char *twoCorners =
    QT_TRANSLATE_NOOP("coffer::ui::Drawings", "Click one corner, then the opposite one.");

// In the order of DrawingKind.
constexpr std::array<Words, std::size_t(DrawingKind::Count)> kindWords{{
    {QT_TRANSLATE_NOOP("coffer::ui::Drawings", "Trend line"), "draw-line", firstAndSecond},
    {QT_TRANSLATE_NOOP("coffer::ui::Drawings", "Ray"), "draw-ray",
     QT_TRANSLATE_NOOP("coffer::ui::Drawings",
                       "Click where it begins, then where it passes. Shift keeps it straight.")},
    {QT_TRANSLATE_NOOP("coffer::ui::Drawings", "Horizontal line"), "draw-horizontal",
     QT_TRANSLATE_NOOP("coffer::ui::Drawings", "Click at its price.")},
    {QT_TRANSLATE_NOOP("coffer::ui::Drawings", "Vertical line"), "draw-vertical",
     QT_TRANSLATE_NOOP("coffer::ui::Drawings", "Click at its time.")},
    {QT_TRANSLATE_NOOP("coffer::ui::Drawings", "Rectangle"), "draw-rectangle", twoCorners},
    {QT_TRANSLATE_NOOP("coffer::ui::Drawings", "Fibonacci retracement"), "draw-retracement",
     QT_TRANSLATE_NOOP("coffer::ui::Drawings", "Click where the move began, then where it ended.")},
    {QT_TRANSLATE_NOOP("coffer::ui::Drawings", "Text"), "draw-text",
     QT_TRANSLATE_NOOP("coffer::ui::Drawings", "Click where it goes, then write.")},
    {QT_TRANSLATE_NOOP("coffer::ui::Drawings", "Measure"), "draw-measure",
     QT_TRANSLATE_NOOP("coffer::ui::Drawings", "Click two places. The next click clears it.")},
}};

struct NamedColor
{
    const char *name;
    const char *word;
    qsizetype series; ///< its place in Colors::series
};

constexpr std::array<NamedColor, 7> namedColors{{
    {"amber", QT_TRANSLATE_NOOP("coffer::ui::Drawings", "Amber"), 1},
    {"teal", QT_TRANSLATE_NOOP("coffer::ui::Drawings", "Teal"), 2},
    {"pink", QT_TRANSLATE_NOOP("coffer::ui::Drawings", "Pink"), 3},
    {"violet", QT_TRANSLATE_NOOP("coffer::ui::Drawings", "Violet"), 4},
    {"sky", QT_TRANSLATE_NOOP("coffer::ui::Drawings", "Sky blue"), 5},
    {"brown", QT_TRANSLATE_NOOP("coffer::ui::Drawings", "Brown"), 6},
    {"green", QT_TRANSLATE_NOOP("coffer::ui::Drawings", "Green"), 7},
}};

QString words(const char *text)
{
    return QCoreApplication::translate("coffer::ui::Drawings", text);
}

const Words &wordsOf(DrawingKind kind)
{
    return kindWords.at(std::size_t(kind));
}

} // namespace

QString kindName(DrawingKind kind)
{
    return words(wordsOf(kind).name);
}

QString kindIcon(DrawingKind kind)
{
    return QLatin1String(wordsOf(kind).icon);
}

QString kindHint(DrawingKind kind)
{
    return words(wordsOf(kind).hint);
}

QList<DrawingColor> drawingColors()
{
    QList<DrawingColor> result;
    for (const NamedColor &each : namedColors)
        result.append({QLatin1String(each.name), words(each.word)});
    return result;
}

QColor colorOf(const QString &name, const Colors &colors)
{
    for (const NamedColor &each : namedColors) {
        if (name == QLatin1String(each.name) && each.series < colors.series.size())
            return colors.series.at(each.series);
    }
    return colors.accent;
}

QString spanText(double seconds)
{
    struct Unit
    {
        double length;
        const char *text;
    };
    static constexpr std::array<Unit, 4> units{{{86'400, QT_TRANSLATE_NOOP("coffer::ui::Drawings", "%1 d")},
                                                {3'600, QT_TRANSLATE_NOOP("coffer::ui::Drawings", "%1 h")},
                                                {60, QT_TRANSLATE_NOOP("coffer::ui::Drawings", "%1 min")},
                                                {1, QT_TRANSLATE_NOOP("coffer::ui::Drawings", "%1 s")}}};
    double left = std::round(std::abs(seconds));
    QStringList parts;
    for (std::size_t i = 0; i < units.size() && parts.size() < 2; ++i) {
        const double count = std::floor(left / units.at(i).length);
        left -= count * units.at(i).length;
        if (count > 0)
            parts.append(words(units.at(i).text).arg(QLocale().toString(count, 'f', 0)));
        else if (!parts.isEmpty())
            break; // "1 d 5 min" would look exact
    }
    return parts.isEmpty() ? words(units.back().text).arg(0) : parts.join(QLatin1Char(' '));
}

QString signedPrice(double change, const ChartContent &content)
{
    const QString size = content.priceText(std::abs(change));
    if (change == 0)
        return size;
    return (change > 0 ? QStringLiteral("+") : QStringLiteral("−")) + size;
}

QStringList measureLines(const Drawing &drawing, const ChartContent &content)
{
    const Measurement found = measured(drawing, content.scale.candle());
    const double from = drawing.points.at(0).price;
    const QString price =
        QCoreApplication::translate("coffer::ui::Drawings", "%1 (%2)")
            .arg(signedPrice(found.change, content), changeText(content.format, from, from + found.change));
    const QString sign = found.seconds < 0 ? QStringLiteral("−") : QString();
    const auto count = static_cast<int>(std::clamp<qint64>(std::abs(found.candles), 0, 1'000'000'000));
    const QString candles = QCoreApplication::translate("coffer::ui::Drawings", "%n candles", nullptr, count);
    return {price, QStringLiteral("%1%2 · %1%3").arg(sign, candles, spanText(found.seconds))};
}

QString drawingTip(const Drawing &drawing, const ChartContent &content)
{
    const auto price = [&](qsizetype point) { return content.priceText(drawing.points.at(point).price); };
    const auto time = [&](qsizetype point) {
        return content.format.time(static_cast<qint64>(drawing.points.at(point).time * 1000));
    };
    QString what;
    switch (drawing.kind) {
    case DrawingKind::HorizontalLine:
        what = price(0);
        break;
    case DrawingKind::VerticalLine:
        what = time(0);
        break;
    case DrawingKind::Text:
        what = Format::plain(drawing.text);
        break;
    case DrawingKind::Measure:
        what = measureLines(drawing, content).join(QStringLiteral(", "));
        break;
    case DrawingKind::TrendLine:
    case DrawingKind::Ray:
    case DrawingKind::Rectangle:
    case DrawingKind::Retracement:
    case DrawingKind::Count:
        what = QCoreApplication::translate("coffer::ui::Drawings", "%1 to %2 (%3), %4 to %5")
                   .arg(price(0), price(1),
                        changeText(content.format, drawing.points.at(0).price, drawing.points.at(1).price),
                        time(0), time(1));
        break;
    }
    const QString tip =
        QCoreApplication::translate("coffer::ui::Drawings", "%1: %2").arg(kindName(drawing.kind), what);
    return drawing.locked ? QCoreApplication::translate("coffer::ui::Drawings", "%1, locked").arg(tip) : tip;
}

} // namespace coffer::ui
