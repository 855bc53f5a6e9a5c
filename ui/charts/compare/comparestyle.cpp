// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/compare/comparestyle.h"

#include "ui/common/theme.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

namespace coffer::ui {

namespace {

constexpr std::array longDash{10.0, 4.0};
constexpr std::array dots{2.0, 3.0};
constexpr std::array dashDot{10.0, 3.0, 2.0, 3.0};
constexpr std::array shortDash{5.0, 3.0};
constexpr std::array dashDotDot{12.0, 3.0, 2.0, 3.0, 2.0, 3.0};

} // namespace

QColor compareColor(int place, const Colors &colors)
{
    // The first one is so near the accent that it would be taken for the chart's own line.
    return colors.series.at(1 + place % (colors.series.size() - 1));
}

std::span<const double> compareDash(int place)
{
    switch (place) {
    case 1:
        return longDash;
    case 2:
        return dots;
    case 3:
        return dashDot;
    case 4:
        return shortDash;
    case 5:
        return dashDotDot;
    default:
        return {};
    }
}

std::vector<QPointF> dashed(std::span<const QPointF> points, std::span<const double> dash, double origin)
{
    if (dash.empty() || points.size() < 2)
        return {points.begin(), points.end()};
    const double period = std::accumulate(dash.begin(), dash.end(), 0.0);
    double phase = std::fmod(points.front().x() - origin, period);
    if (phase < 0)
        phase += period;
    std::size_t part = 0; // even ones are drawn
    while (part + 1 < dash.size() && phase >= dash[part])
        phase -= dash[part++];
    double left = dash[part] - phase; // until the next part

    const QPointF gap(0, std::numeric_limits<double>::quiet_NaN());
    std::vector<QPointF> result;
    result.reserve(points.size() * 2);
    const auto isDrawn = [&part] { return part % 2 == 0; };
    if (isDrawn())
        result.push_back(points.front());
    for (std::size_t i = 0; i + 1 < points.size(); ++i) {
        const QPointF &to = points[i + 1];
        QPointF at = points[i];
        while (to.x() - at.x() > left) {
            const double share = left / (to.x() - at.x());
            at = {at.x() + left, at.y() + (to.y() - at.y()) * share};
            result.push_back(at);
            if (isDrawn())
                result.push_back(gap);
            part = (part + 1) % dash.size();
            left = dash[part];
        }
        left -= std::max(to.x() - at.x(), 0.0);
        if (isDrawn())
            result.push_back(to);
    }
    return result;
}

QList<double> spreadLabels(const QList<double> &wishes, double height, double fixed)
{
    QList<qsizetype> order(wishes.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(),
                     [&](qsizetype one, qsizetype other) { return wishes[one] < wishes[other]; });
    const auto middle =
        std::find_if(order.cbegin(), order.cend(), [&](qsizetype each) { return wishes[each] >= fixed; });
    QList<double> result = wishes;
    double limit = fixed;
    for (auto each = middle; each != order.cend(); ++each) {
        result[*each] = std::max(wishes[*each], limit + height);
        limit = result[*each];
    }
    limit = fixed;
    for (auto each = middle; each != order.cbegin();) {
        --each;
        result[*each] = std::min(wishes[*each], limit - height);
        limit = result[*each];
    }
    return result;
}

} // namespace coffer::ui
