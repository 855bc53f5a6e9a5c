// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/browser/sparkline.h"

#include <algorithm>
#include <cmath>

namespace coffer::ui {

QPolygonF sparkline(const QList<double> &values, const QRectF &area)
{
    QList<double> finite;
    finite.reserve(values.size());
    std::copy_if(values.begin(), values.end(), std::back_inserter(finite),
                 [](double value) { return std::isfinite(value); });
    if (finite.size() < 2)
        return {};
    const auto [least, greatest] = std::minmax_element(finite.cbegin(), finite.cend());
    const double range = *greatest - *least;
    const double step = area.width() / static_cast<double>(finite.size() - 1);
    QPolygonF line;
    line.reserve(finite.size());
    for (qsizetype i = 0; i < finite.size(); ++i) {
        const double height = range > 0 && std::isfinite(range) ? (finite.at(i) - *least) / range : 0.5;
        line.append({area.left() + step * static_cast<double>(i), area.bottom() - height * area.height()});
    }
    return line;
}

} // namespace coffer::ui
