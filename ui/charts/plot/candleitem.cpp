// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/plot/candleitem.h"

#include "ui/charts/plot/canvas.h"
#include "ui/charts/plot/chartcontent.h"
#include "ui/charts/plot/chartpainter.h"

#include <QPainter>

namespace coffer::ui {

CandleItem::CandleItem(const ChartContent &content, QGraphicsItem *parent)
    : QGraphicsItem(parent), m_content(content)
{
}

void CandleItem::invalidate()
{
    invalidate(m_content.area);
}

void CandleItem::invalidate(const QRectF &part)
{
    m_stale = m_stale.united(part);
    update(part);
}

QRectF CandleItem::boundingRect() const
{
    return m_content.area;
}

void CandleItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    const double ratio = painter->device()->devicePixelRatioF();
    const QSize size = (m_content.area.size() * ratio).toSize();
    if (m_picture.size() != size || m_picture.devicePixelRatio() != ratio) {
        m_picture = QImage(size, QImage::Format_RGB32);
        m_stale = m_content.area;
    }
    if (m_picture.isNull())
        return;
    if (!m_stale.isEmpty())
        renew(ratio);
    painter->drawImage(m_content.area.topLeft(), m_picture);
    m_painted = m_painted || !m_content.isEmpty();
}

void CandleItem::renew(double ratio)
{
    m_picture.setDevicePixelRatio(1); // the canvas counts its pixels
    const QRectF part = QRectF(m_stale.toAlignedRect()).intersected(m_content.area);
    QPainter painter(&m_picture);
    painter.scale(ratio, ratio);
    painter.setClipRect(part);
    paintChart(Canvas(painter, m_picture, ratio, part), m_content);
    painter.end();
    m_picture.setDevicePixelRatio(ratio);
    m_stale = {};
}

} // namespace coffer::ui
