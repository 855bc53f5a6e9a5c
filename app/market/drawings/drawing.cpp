// SPDX-License-Identifier: GPL-3.0-or-later
#include "market/drawings/drawing.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace coffer::market {

namespace {

struct Kind
{
    DrawingKind kind;
    const char *name;
    qsizetype points;
};

constexpr std::array<Kind, std::size_t(DrawingKind::Count)> kinds{{
    {DrawingKind::TrendLine, "trend-line", 2},
    {DrawingKind::Ray, "ray", 2},
    {DrawingKind::HorizontalLine, "horizontal-line", 1},
    {DrawingKind::VerticalLine, "vertical-line", 1},
    {DrawingKind::Rectangle, "rectangle", 2},
    {DrawingKind::Retracement, "retracement", 2},
    {DrawingKind::Text, "text", 1},
    {DrawingKind::Measure, "measure", 2},
}};

constexpr double latestTime = 253402300799; ///< the end of the year 9999: what a date can show
constexpr double highestPrice = 1e18;

bool isSound(const DrawingPoint &point)
{
    return std::isfinite(point.time) && std::abs(point.time) <= latestTime && std::isfinite(point.price) &&
           std::abs(point.price) <= highestPrice;
}

} // namespace

QString wireName(DrawingKind kind)
{
    return QLatin1String(kinds.at(std::size_t(kind)).name);
}

std::optional<DrawingKind> drawingKindNamed(const QString &name)
{
    const auto found = std::find_if(kinds.begin(), kinds.end(),
                                    [&](const Kind &each) { return name == QLatin1String(each.name); });
    return found == kinds.end() ? std::nullopt : std::optional(found->kind);
}

qsizetype pointCount(DrawingKind kind)
{
    return kinds.at(std::size_t(kind)).points;
}

QString drawingText(const QString &text)
{
    QString result = text.left(Drawing::longestText * 4); // no more work than that, whatever was pasted
    std::replace_if(
        result.begin(), result.end(),
        [](QChar c) { return c.category() == QChar::Other_Control || c.isSpace(); }, QLatin1Char(' '));
    result = result.simplified();
    if (result.size() <= Drawing::longestText)
        return result;
    const bool splitsPair = result.at(Drawing::longestText - 1).isHighSurrogate();
    return result.left(Drawing::longestText - (splitsPair ? 1 : 0)).trimmed();
}

bool isSound(const Drawing &drawing)
{
    return drawing.kind >= DrawingKind::TrendLine && drawing.kind < DrawingKind::Count &&
           drawing.points.size() == pointCount(drawing.kind) &&
           std::all_of(drawing.points.cbegin(), drawing.points.cend(),
                       [](const DrawingPoint &point) { return isSound(point); }) &&
           drawing.width >= 1 && drawing.width <= Drawing::widest &&
           drawing.text.size() <= Drawing::longestText && drawing.color.size() <= Drawing::longestColor;
}

} // namespace coffer::market
