// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QPolygonF>
#include <QRectF>

namespace coffer::ui {

/// The line through values that are evenly apart, from the left to the right edge of area, the least at its
/// bottom and the greatest at its top; equal values lie in its middle. Values that are not finite are left
/// out; empty with fewer than two.
QPolygonF sparkline(const QList<double> &values, const QRectF &area);

} // namespace coffer::ui
