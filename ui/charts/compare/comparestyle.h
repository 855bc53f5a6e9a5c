// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QList>
#include <QPointF>

#include <span>
#include <vector>

namespace coffer::ui {

struct Colors;

/// How the line of a place (0 to 5) looks: each has a colour and a dash of its own, so that they are told
/// apart without colours too.
QColor compareColor(int place, const Colors &colors);
/// Lengths of line and gap along the time axis in logical pixels, an even number; none: drawn through.
std::span<const double> compareDash(int place);

/// The same line with gaps, as points for Canvas::curve (y is not a number between pieces). Gaps lie at fixed
/// distances from origin, so that they move with the line.
std::vector<QPointF> dashed(std::span<const QPointF> points, std::span<const double> dash, double origin);

/// Where labels of that height go that would like to be at these heights: none covers another, those above
/// the fixed one move up and those below it down. Results are in the order of the wishes.
QList<double> spreadLabels(const QList<double> &wishes, double height, double fixed);

} // namespace coffer::ui
