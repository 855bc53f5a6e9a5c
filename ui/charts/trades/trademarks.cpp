// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/trades/trademarks.h"

#include "ui/charts/plot/chartcontent.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace coffer::ui {

namespace {

constexpr double leastSize = 8;
constexpr double mostSize = 18;
constexpr double equalSize = 10;
constexpr double leastApart = 14; ///< pixels between marks of one side
constexpr double reach = 4;       ///< pixels around a mark that are taken for it

/// Which candle, or group of narrow ones, a time belongs to, and where its middle is.
class Cells
{
public:
    explicit Cells(const ChartContent &content)
        : m_buckets(content.buckets.buckets),
          m_length(std::max(content.scale.candle() * content.buckets.candlesEach, 1e-9))
    {
        const double width = m_length / content.scale.secondsPerPixel();
        if (width < leastApart)
            m_group = m_length * std::ceil(leastApart / width);
    }

    struct Cell
    {
        double key = 0;
        double middle = 0; ///< seconds
    };
    std::optional<Cell> at(double time) const
    {
        const auto after =
            std::upper_bound(m_buckets.begin(), m_buckets.end(), time,
                             [](double wanted, const CandleBucket &bucket) { return wanted < bucket.time; });
        if (after == m_buckets.begin())
            return std::nullopt;
        const double start = std::prev(after)->time;
        if (after == m_buckets.end() && time >= start + m_length)
            return std::nullopt;
        // Counted from the epoch, so that panning moves groups without changing them.
        const double key = m_group > 0 ? std::floor(start / m_group) : start;
        return Cell{key, start + m_length / 2};
    }

private:
    const std::vector<CandleBucket> &m_buckets;
    double m_length;
    double m_group = 0; ///< seconds; 0: each candle has room for itself
};

} // namespace

QPolygonF TradeMark::shape() const
{
    const double down = fills.side == htx::Side::Buy ? size : -size;
    const double half = size * 0.6;
    return QPolygonF({tip, tip + QPointF(half, down), tip + QPointF(-half, down)});
}

bool TradeMark::isAt(const QPointF &point) const
{
    return shape().boundingRect().adjusted(-reach, -reach, reach, reach).contains(point);
}

QList<TradeMark> tradeMarks(const QList<history::FillSum> &fills, const ChartContent &content,
                            bool equalSizes)
{
    struct Open
    {
        qsizetype index = -1;
        double key = 0;
    };
    const Cells cells(content);
    QList<TradeMark> marks;
    std::array<Open, 2> open;
    for (const history::FillSum &fill : fills) {
        const std::optional<Cells::Cell> cell = cells.at(static_cast<double>(fill.first) / 1000);
        if (!cell)
            continue;
        Open &last = open[fill.side == htx::Side::Buy ? 0 : 1];
        if (last.index >= 0 && last.key == cell->key) {
            marks[last.index].fills.add(fill);
            continue;
        }
        last = {marks.size(), cell->key};
        marks.append({fill, QPointF(content.scale.xOf(cell->middle), 0), 0});
    }
    double greatest = 0;
    for (TradeMark &mark : marks) {
        mark.tip.setY(content.scale.yOf(mark.fills.price().toDouble()));
        greatest = std::max(greatest, mark.fills.amount.toDouble());
    }
    marks.removeIf([](const TradeMark &mark) { return !std::isfinite(mark.tip.y()); });
    for (TradeMark &mark : marks) {
        const double share = greatest > 0 ? mark.fills.amount.toDouble() / greatest : 1;
        mark.size =
            equalSizes ? equalSize : std::max(leastSize, mostSize * std::sqrt(std::clamp(share, 0.0, 1.0)));
    }
    return marks;
}

} // namespace coffer::ui
