// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/plot/chartlayer.h"

namespace coffer::ui {

std::optional<ValueRange> ChartLayer::range(const ChartContent & /*content*/) const
{
    return std::nullopt;
}

void ChartLayer::paint(QPainter & /*painter*/, const ChartContent & /*content*/) const {}

void ChartLayer::paintOn(const Canvas & /*canvas*/, const ChartContent & /*content*/) const {}

void ChartLayer::paintOnAxis(QPainter & /*painter*/, const ChartContent & /*content*/) const {}

void ChartLayer::paintStill(QPainter & /*painter*/, const ChartContent & /*content*/) const {}

void ChartLayer::paintStillOnAxis(QPainter & /*painter*/, const ChartContent & /*content*/) const {}

QList<LegendEntry> ChartLayer::legend(const ChartContent & /*content*/, qsizetype /*index*/) const
{
    return {};
}

QString ChartLayer::tip(const ChartContent & /*content*/, const QPointF & /*point*/) const
{
    return {};
}

} // namespace coffer::ui
