// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/plot/chartlayer.h"

namespace coffer::ui {

class Comparison;
struct ComparedMarket;

/// The compared markets as lines over the chart's own, each as its change since the first candle in sight: a
/// value that changed by p lies where the own price would be that changed by p. For an axis in percent
/// (PriceMode::Percent). Each line has a colour, a dash, and its code on the axis where it ends.
class CompareLayer : public ChartLayer
{
    Q_OBJECT

public:
    explicit CompareLayer(const Comparison &comparison, QObject *parent = nullptr);

    int order() const override { return 12; } ///< over the indicators, under drawings and lines
    std::optional<ValueRange> range(const ChartContent &content) const override;
    bool ownsRange() const override { return true; }
    void paintOn(const Canvas &canvas, const ChartContent &content) const override;
    void paintOnAxis(QPainter &painter, const ChartContent &content) const override;
    QList<LegendEntry> legend(const ChartContent &content, qsizetype index) const override;

private:
    const Comparison &m_comparison;
};

} // namespace coffer::ui
