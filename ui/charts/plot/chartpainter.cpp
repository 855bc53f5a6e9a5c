// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/plot/chartpainter.h"

#include "ui/charts/plot/axispainter.h"
#include "ui/charts/plot/canvas.h"
#include "ui/charts/plot/chartcontent.h"
#include "ui/charts/plot/indicatorpainter.h"
#include "ui/charts/plot/pricepainter.h"
#include "ui/common/theme.h"

#include <QPainter>

namespace coffer::ui {

namespace {

void paintMessage(QPainter &painter, const ChartContent &content)
{
    painter.setPen(content.theme.colors().muted);
    painter.drawText(content.area.adjusted(16, 16, -16, -16), int(Qt::AlignCenter) | int(Qt::TextWordWrap),
                     content.message);
}

void paintLayers(const Canvas &canvas, const ChartContent &content)
{
    QPainter &painter = canvas.painter();
    for (const ChartLayer *layer : content.layers) {
        const bool isLive = layer->isLive();
        if (!isLive)
            layer->paintOn(canvas, content);
        painter.save();
        painter.setClipRect(content.scale.prices(), Qt::IntersectClip);
        if (isLive)
            layer->paintStill(painter, content);
        else
            layer->paint(painter, content);
        painter.restore();
    }
}

void paintOlderMessage(QPainter &painter, const ChartContent &content)
{
    const double x = content.scale.xOf(static_cast<double>(content.series->times().front()));
    const QRectF plot = content.scale.prices();
    const double room = x - plot.left();
    if (content.olderMessage.isEmpty() || room < 8)
        return;
    painter.setPen(content.theme.colors().muted);
    painter.drawText(QRectF(plot.left() + 8, plot.top(), std::max(room - 16, 0.0), plot.height()),
                     int(Qt::AlignCenter) | int(Qt::TextWordWrap), content.olderMessage);
}

/// On a page, what layers painted beyond their pane, since SVG has no clips (Qt 6.4).
void coverAxes(QPainter &painter, const ChartContent &content)
{
    const QRectF plot = content.plot();
    const QColor &color = content.theme.colors().surface;
    painter.fillRect(QRectF(QPointF(plot.right(), content.area.top()), content.area.bottomRight()), color);
    painter.fillRect(QRectF(QPointF(content.area.left(), plot.bottom()), content.area.bottomRight()), color);
}

} // namespace

void paintChart(const Canvas &canvas, const ChartContent &content)
{
    QPainter &painter = canvas.painter();
    painter.fillRect(content.area, content.theme.colors().surface);
    painter.setFont(content.font);
    painter.setRenderHint(QPainter::Antialiasing, false);
    if (content.isEmpty()) {
        paintMessage(painter, content);
        return;
    }
    paintGrid(canvas, content);
    paintIndicatorBands(canvas, content);
    if (content.showsVolume)
        paintVolumes(canvas, content);
    paintPrices(canvas, content);
    paintIndicators(canvas, content);
    paintExtremes(canvas, content);
    paintPanes(canvas, content);
    paintLayers(canvas, content);
    paintOlderMessage(painter, content);
    if (!canvas.isPicture())
        coverAxes(painter, content);
    paintAxes(canvas, content);
    for (const ChartLayer *layer : content.layers) {
        if (layer->isLive())
            layer->paintStillOnAxis(painter, content);
        else
            layer->paintOnAxis(painter, content);
    }
}

} // namespace coffer::ui
