// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/plot/columnwash.h"

#include "ui/charts/plot/canvas.h"

#include <algorithm>
#include <cmath>

namespace coffer::ui {

namespace {

/// Height on the straight piece between two points.
double heightAt(const QPointF &from, const QPointF &to, double x)
{
    return from.y() + (to.y() - from.y()) * (x - from.x()) / (to.x() - from.x());
}

} // namespace

QList<QRect> columnWash(const Canvas &canvas, std::span<const QPointF> upper, std::span<const QPointF> lower,
                        const QRectF &clip)
{
    const double ratio = canvas.ratio();
    const double top = clip.top() * ratio;
    const double bottom = clip.bottom() * ratio;
    QList<QRect> columns;
    for (std::size_t i = 0; i + 1 < upper.size(); ++i) {
        const double from = std::max(upper[i].x(), clip.left());
        const double to = std::min(upper[i + 1].x(), clip.right());
        if (!(to > from) || !std::isfinite(upper[i].y()) || !std::isfinite(upper[i + 1].y()))
            continue;
        if (!lower.empty() && (!std::isfinite(lower[i].y()) || !std::isfinite(lower[i + 1].y())))
            continue;
        const int last = static_cast<int>(std::ceil(to * ratio));
        for (int column = static_cast<int>(std::ceil(from * ratio)); column < last; ++column) {
            const double x = column / ratio;
            double a = heightAt(upper[i], upper[i + 1], x) * ratio;
            double b = lower.empty() ? bottom : heightAt(lower[i], lower[i + 1], x) * ratio;
            if (a > b)
                std::swap(a, b);
            const int y1 = static_cast<int>(std::clamp(a, top, bottom));
            const int y2 = static_cast<int>(std::clamp(b, top, bottom));
            if (y2 > y1)
                columns.append({column, y1, 1, y2 - y1});
        }
    }
    return columns;
}

} // namespace coffer::ui
