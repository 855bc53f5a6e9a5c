// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/depth/depthcurve.h"

#include <algorithm>
#include <cmath>

namespace coffer::ui {

using htx::Side;

namespace {

constexpr double mostZoom = 1e4;
constexpr double headroom = 1.04; ///< above the highest sum

} // namespace

double DepthCurve::roundedUp(double value)
{
    if (!(value > 0) || !std::isfinite(value))
        return 1;
    const double power = std::pow(10.0, std::floor(std::log10(value)));
    for (const double step : {1.0, 1.5, 2.0, 3.0, 5.0, 7.5}) {
        if (step * power >= value * (1 - 1e-9))
            return step * power;
    }
    return 10 * power;
}

void DepthCurve::setLevels(const QList<htx::Level> &bids, const QList<htx::Level> &asks)
{
    m_mid = market::midOf(bids, asks);
    for (const Side side : {Side::Buy, Side::Sell}) {
        m_levels[at(side)] = market::accumulate(side == Side::Buy ? bids : asks);
        std::vector<Point> &points = m_points[at(side)];
        points.clear();
        points.reserve(static_cast<std::size_t>(levels(side).size()));
        for (const market::DepthLevel &level : levels(side))
            points.push_back({level.price.toDouble(), level.total.toDouble()});
    }
    fit();
}

void DepthCurve::setPlot(const QRectF &plot)
{
    m_plot = plot;
}

void DepthCurve::zoom(double factor)
{
    if (!(factor > 0) || !std::isfinite(factor))
        return;
    m_zoom = std::clamp(m_zoom * factor, 1 / mostZoom, mostZoom);
    fit();
}

void DepthCurve::resetZoom()
{
    m_zoom = 1;
    fit();
}

/// The distance from the middle within which nine tenths of either side are.
double DepthCurve::ownReach() const
{
    double reach = 0;
    for (const std::vector<Point> &points : m_points) {
        if (!points.empty()) {
            const std::size_t index = (points.size() - 1) * 9 / 10;
            reach = std::max(reach, std::abs(points[index].price - m_center));
        }
    }
    return reach > 0 ? reach : std::abs(m_center) / 1000;
}

void DepthCurve::fit()
{
    const std::vector<Point> &bids = m_points[0];
    const std::vector<Point> &asks = m_points[1];
    m_center = m_mid           ? m_mid->toDouble()
               : !bids.empty() ? bids.front().price
               : !asks.empty() ? asks.front().price
                               : 0;
    // Not so near that doubles can't tell prices apart.
    m_reach = std::max(roundedUp(ownReach()) / m_zoom, std::max(std::abs(m_center) * 1e-9, 1e-30));
    double most = 0;
    for (const std::vector<Point> &points : m_points) {
        for (const Point &point : points) {
            if (most == 0 || std::abs(point.price - m_center) <= m_reach)
                most = std::max(most, point.total);
        }
    }
    m_most = roundedUp(most * headroom);
}

double DepthCurve::xOf(double price) const
{
    const double part = (price - lowest()) / (2 * m_reach);
    return m_plot.left() + std::clamp(part, -10.0, 11.0) * m_plot.width();
}

double DepthCurve::yOf(double total) const
{
    return m_plot.bottom() - std::clamp(total / m_most, 0.0, 10.0) * m_plot.height();
}

double DepthCurve::priceAt(double x) const
{
    return m_plot.width() > 0 ? lowest() + (x - m_plot.left()) / m_plot.width() * 2 * m_reach : m_center;
}

QPolygonF DepthCurve::outline(Side side) const
{
    QPolygonF line;
    const std::vector<Point> &points = m_points[at(side)];
    if (points.empty())
        return line;
    const double edge = side == Side::Buy ? m_plot.left() : m_plot.right();
    const auto isBeyond = [&](double x) { return side == Side::Buy ? x < edge : x > edge; };
    double total = 0;
    for (const Point &point : points) {
        const double x = xOf(point.price);
        if (isBeyond(x))
            break;
        line << QPointF(x, yOf(total)) << QPointF(x, yOf(point.total));
        total = point.total;
    }
    line << QPointF(edge, yOf(total));
    return line;
}

std::optional<DepthCurve::Hit> DepthCurve::hitAt(double x) const
{
    if (isEmpty() || x < m_plot.left() || x > m_plot.right())
        return std::nullopt;
    const double price = priceAt(x);
    Side side = price < m_center ? Side::Buy : Side::Sell;
    if (levels(side).isEmpty())
        return std::nullopt;
    const std::vector<Point> &points = m_points[at(side)];
    const auto after = std::find_if(points.begin(), points.end(), [&](const Point &point) {
        return side == Side::Buy ? point.price < price : point.price > price;
    });
    const auto index = std::distance(points.begin(), after) - 1;
    return Hit{side, std::max<qsizetype>(0, index)};
}

QPointF DepthCurve::pointOf(const Hit &hit) const
{
    const std::vector<Point> &points = m_points[at(hit.side)];
    const auto index = static_cast<std::size_t>(hit.index);
    return index < points.size() ? QPointF(xOf(points[index].price), yOf(points[index].total)) : QPointF();
}

} // namespace coffer::ui
