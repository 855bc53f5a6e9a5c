// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/crosshairitem.h"

#include "ui/charts/candleitem.h"
#include "ui/charts/chartcontent.h"
#include "ui/common/format.h"
#include "ui/common/theme.h"

#include <QCoreApplication>
#include <QFontMetrics>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace coffer::ui {

namespace {

/// One word or figure of the legend.
struct Piece
{
    QString text;
    QColor color;
    int gap = 0;           ///< pixels before it
    bool keepNext = false; ///< the next piece goes on the same line
};

QString words(const char *text)
{
    return QCoreApplication::translate("coffer::ui::CrosshairItem", text);
}

QList<Piece> legendPieces(const ChartContent &content, qsizetype index)
{
    constexpr int near = 4;
    constexpr int far = 12;
    const Colors &colors = content.theme.colors();
    const htx::Candle candle = content.series.at(index);
    const int direction = ChartContent::direction(candle.open, candle.close);
    const QColor color = direction > 0 ? colors.gain : colors.loss;
    QList<Piece> pieces{{content.candleTime(static_cast<double>(candle.time)), colors.muted, 0, false}};
    const auto append = [&](const QString &name, const QString &value, const QColor &valueColor) {
        pieces.append({name, colors.muted, far, true});
        pieces.append({value, valueColor, near, false});
    };
    append(words(QT_TRANSLATE_NOOP("coffer::ui::CrosshairItem", "O")), content.priceText(candle.open), color);
    append(words(QT_TRANSLATE_NOOP("coffer::ui::CrosshairItem", "H")), content.priceText(candle.high), color);
    append(words(QT_TRANSLATE_NOOP("coffer::ui::CrosshairItem", "L")), content.priceText(candle.low), color);
    append(words(QT_TRANSLATE_NOOP("coffer::ui::CrosshairItem", "C")), content.priceText(candle.close),
           color);
    pieces.append({changeText(content.format, candle.open, candle.close), color, near * 2, false});
    append(words(QT_TRANSLATE_NOOP("coffer::ui::CrosshairItem", "Vol")),
           QStringLiteral("%1 %2").arg(compactNumber(candle.volume), content.quoteName).trimmed(),
           colors.text);
    return pieces;
}

} // namespace

CrosshairItem::CrosshairItem(const ChartContent &content, QGraphicsItem *parent)
    : QGraphicsItem(parent), m_content(content)
{
    setZValue(1);
}

void CrosshairItem::setPosition(std::optional<QPointF> position)
{
    const QRectF plot = m_content.scale.prices().united(m_content.scale.volumes());
    if (position && !plot.contains(*position))
        position.reset();
    if (position == m_position)
        return;
    m_position = position;
    update();
}

void CrosshairItem::setFocused(bool focused)
{
    m_focused = focused;
    update();
}

std::optional<qsizetype> CrosshairItem::candleIndex() const
{
    const market::CandleSeries &series = m_content.series;
    if (series.isEmpty())
        return std::nullopt;
    if (!m_position)
        return series.size() - 1;
    const double time = m_content.scale.timeAt(m_position->x());
    const double first = static_cast<double>(series.times().front());
    const double last = static_cast<double>(series.times().back());
    const auto whole = static_cast<qint64>(std::floor(std::clamp(time, first, last)));
    return std::clamp<qsizetype>(series.lowerBound(whole + 1) - 1, 0, series.size() - 1);
}

QRectF CrosshairItem::boundingRect() const
{
    return m_content.area;
}

void CrosshairItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    painter->setFont(m_content.font);
    if (const std::optional<qsizetype> index = candleIndex()) {
        paintLegend(*painter, *index);
        if (m_position) {
            paintLines(*painter);
            paintTimeTag(*painter, m_position->x(), *index);
        }
    }
    if (m_focused) {
        painter->setBrush(Qt::NoBrush);
        painter->setPen(QPen(m_content.theme.colors().accent, 1));
        painter->drawRect(m_content.area.adjusted(0.5, 0.5, -0.5, -0.5));
    }
}

void CrosshairItem::paintLines(QPainter &painter) const
{
    const ChartScale &scale = m_content.scale;
    const Colors &colors = m_content.theme.colors();
    const double x = std::floor(m_position->x()) + 0.5;
    const double y = std::floor(m_position->y()) + 0.5;
    QPen pen(colors.muted, 1);
    pen.setDashPattern({4, 3});
    painter.setPen(pen);
    painter.drawLine(QLineF(x, m_content.area.top(), x, scale.volumes().bottom()));
    painter.drawLine(QLineF(scale.prices().left(), y, scale.prices().right(), y));
    if (scale.prices().contains(*m_position))
        paintPriceTag(painter, m_content, y, m_content.priceText(scale.priceAt(y)), colors.text,
                      colors.surface);
}

void CrosshairItem::paintTimeTag(QPainter &painter, double x, qsizetype index) const
{
    const Colors &colors = m_content.theme.colors();
    const ChartScale &scale = m_content.scale;
    const QString text =
        m_content.candleTime(static_cast<double>(m_content.series.times()[static_cast<std::size_t>(index)]));
    const QFontMetrics metrics(m_content.font);
    const double width = metrics.horizontalAdvance(text) + 12;
    const double left = std::clamp(std::floor(x - width / 2), scale.prices().left(),
                                   std::max(scale.prices().left(), scale.prices().right() - width));
    const double bottom = scale.volumes().bottom();
    const QRectF tag(left, bottom + 2, width, m_content.area.bottom() - bottom - 3);
    painter.setRenderHint(QPainter::Antialiasing, true);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors.text);
    painter.drawRoundedRect(tag, 3, 3);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(colors.surface);
    painter.drawText(tag, Qt::AlignCenter, text);
}

void CrosshairItem::paintLegend(QPainter &painter, qsizetype index) const
{
    const QFontMetrics metrics(m_content.font);
    const QRectF plot = m_content.scale.prices();
    const QPointF origin(plot.left() + 8, m_content.area.top() + 6);
    const double right = plot.right() - 8;
    const double lineHeight = metrics.height() + 2;
    QColor veil = m_content.theme.colors().surface;
    veil.setAlpha(205);
    QPointF at = origin;
    const QList<Piece> pieces = legendPieces(m_content, index);
    for (qsizetype i = 0; i < pieces.size(); ++i) {
        const Piece &piece = pieces.at(i);
        const double width = metrics.horizontalAdvance(piece.text);
        double needed = piece.gap + width;
        if (piece.keepNext && i + 1 < pieces.size())
            needed += pieces.at(i + 1).gap + metrics.horizontalAdvance(pieces.at(i + 1).text);
        if (at.x() > origin.x() && at.x() + needed > right)
            at = {origin.x(), at.y() + lineHeight};
        else if (at.x() > origin.x())
            at.rx() += piece.gap;
        const QRectF box(at.x(), at.y(), width + 1, lineHeight);
        painter.fillRect(box.adjusted(-piece.gap, 0, 2, 0), veil);
        painter.setPen(piece.color);
        painter.drawText(box, Qt::AlignLeft | Qt::AlignVCenter, piece.text);
        at.rx() += width;
    }
}

} // namespace coffer::ui
