// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

#include <compare>
#include <optional>

namespace coffer::market {

/// What the user can draw on a chart. Retracement: the Fibonacci levels between two prices. Measure is never
/// kept: it goes with the next click.
enum class DrawingKind {
    TrendLine,
    Ray,
    HorizontalLine,
    VerticalLine,
    Rectangle,
    Retracement,
    Text,
    Measure,
    Count
};

/// How a kind is named in files: "trend-line", …
QString wireName(DrawingKind kind);
/// nullopt: no kind of this version.
std::optional<DrawingKind> drawingKindNamed(const QString &name);
/// How many points a drawing of this kind has: 1 or 2.
qsizetype pointCount(DrawingKind kind);

/// A place on the chart, whatever is shown of it: seconds since the epoch, in the future too, and a price.
struct DrawingPoint
{
    double time = 0;
    double price = 0;

    friend bool operator==(const DrawingPoint &, const DrawingPoint &) = default;
};

/// Names a drawing for as long as its book lives; 0 is none.
struct DrawingId
{
    qint64 value = 0;

    friend auto operator<=>(const DrawingId &, const DrawingId &) = default;
};

/// One drawing of one market. Horizontal lines keep a time and vertical ones a price, which are where they
/// were grabbed and mean nothing.
struct Drawing
{
    static constexpr qsizetype longestText = 200;
    static constexpr qsizetype longestColor = 16;
    static constexpr int widest = 4;

    DrawingId id{};
    DrawingKind kind = DrawingKind::TrendLine;
    QList<DrawingPoint> points{};
    QString text{};  ///< the user's, never markup, one line
    QString color{}; ///< the name of a colour of the theme; empty: automatic
    int width = 1;   ///< of lines in pixels, 1 to widest
    bool locked = false;
    bool visible = true;

    friend bool operator==(const Drawing &, const Drawing &) = default;
};

/// The user's words as they are kept: one line without blanks around it and control characters in it, at most
/// Drawing::longestText long.
QString drawingText(const QString &text);

/// It has as many points as its kind, all at finite times and prices that a chart can reach, and everything
/// else in bounds. What is not sound is neither drawn nor kept.
bool isSound(const Drawing &drawing);

} // namespace coffer::market
