// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QPointF>
#include <QRect>

#include <span>

namespace coffer::ui {

class Canvas;

/// The area between two curves with the same places from left to right, as columns of a pixel for
/// Canvas::fill. Without a lower curve, down to the bottom of clip. Nothing where either is not a number.
QList<QRect> columnWash(const Canvas &canvas, std::span<const QPointF> upper, std::span<const QPointF> lower,
                        const QRectF &clip);

} // namespace coffer::ui
