// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "market/depth/levels.h"

#include <QPolygonF>
#include <QRectF>

#include <vector>

namespace coffer::ui {

/// The geometry of a cumulative depth chart: prices to both sides of the middle, sums of sizes upwards. How
/// far it reaches is rounded, so that it does not tremble with each change of the book.
class DepthCurve
{
public:
    /// A level that was pointed at.
    struct Hit
    {
        htx::Side side = htx::Side::Buy;
        qsizetype index = 0; ///< in levels(side), best first

        friend bool operator==(const Hit &, const Hit &) = default;
    };

    /// Best first.
    void setLevels(const QList<htx::Level> &bids, const QList<htx::Level> &asks);
    void setPlot(const QRectF &plot);
    /// Reaches less far (above 1) or further than by itself; by itself nine tenths of the levels are in
    /// sight.
    void zoom(double factor);
    void resetZoom();

    bool isEmpty() const { return m_levels[0].isEmpty() && m_levels[1].isEmpty(); }
    const QList<market::DepthLevel> &levels(htx::Side side) const { return m_levels[at(side)]; }
    const std::optional<Decimal> &mid() const { return m_mid; }
    const QRectF &plot() const { return m_plot; }
    double lowest() const { return m_center - m_reach; }  ///< price at the left edge
    double highest() const { return m_center + m_reach; } ///< at the right edge
    double center() const { return m_center; }
    double most() const { return m_most; } ///< sum at the top edge

    double xOf(double price) const;
    double yOf(double total) const;
    double priceAt(double x) const;

    /// The steps of a side, from the middle outwards to the edge of the plot, without the ground.
    QPolygonF outline(htx::Side side) const;
    /// The level that holds at this place: the last one from the middle up to there.
    std::optional<Hit> hitAt(double x) const;
    QPointF pointOf(const Hit &hit) const;

    /// The least of 1, 1.5, 2, 3, 5 and 7.5 times a power of ten that is not below the value; 1 where that is
    /// not above zero or not finite.
    static double roundedUp(double value);

private:
    struct Point
    {
        double price = 0;
        double total = 0;
    };

    static std::size_t at(htx::Side side) { return side == htx::Side::Buy ? 0 : 1; }
    void fit();
    double ownReach() const;

    QList<market::DepthLevel> m_levels[2];
    std::vector<Point> m_points[2];
    std::optional<Decimal> m_mid;
    QRectF m_plot;
    double m_center = 0;
    double m_reach = 1;
    double m_most = 1;
    double m_zoom = 1;
};

} // namespace coffer::ui
