// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/plot/chartlegend.h"

#include "ui/charts/plot/chartcontent.h"
#include "ui/common/theme.h"

#include <QCoreApplication>
#include <QFontMetrics>
#include <QPainter>

namespace coffer::ui {

namespace {

constexpr int nearGap = 4;
constexpr int farGap = 12;

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

/// There is no room for more than the close and the names of indicators.
bool isNarrow(const ChartContent &content)
{
    constexpr int digits = 40;
    return content.scale.prices().width() < digits * content.textWidth(QStringLiteral("0"));
}

QList<Piece> candlePieces(const ChartContent &content, qsizetype index)
{
    const Colors &colors = content.theme.colors();
    const htx::Candle candle = content.series->at(index);
    const QColor color = ChartContent::direction(candle.open, candle.close) > 0 ? colors.gain : colors.loss;
    QList<Piece> pieces;
    const auto append = [&](const QString &name, const QString &value, const QColor &valueColor) {
        pieces.append({name, colors.muted, farGap, true});
        pieces.append({value, valueColor, nearGap, false});
    };
    const bool isShort = isNarrow(content);
    if (!isShort) {
        pieces.append({content.candleTime(static_cast<double>(candle.time)), colors.muted, 0, false});
        append(words(QT_TRANSLATE_NOOP("coffer::ui::CrosshairItem", "O")), content.priceText(candle.open),
               color);
        append(words(QT_TRANSLATE_NOOP("coffer::ui::CrosshairItem", "H")), content.priceText(candle.high),
               color);
        append(words(QT_TRANSLATE_NOOP("coffer::ui::CrosshairItem", "L")), content.priceText(candle.low),
               color);
    }
    append(words(QT_TRANSLATE_NOOP("coffer::ui::CrosshairItem", "C")), content.priceText(candle.close),
           color);
    pieces.append({changeText(content.format, candle.open, candle.close), color, nearGap * 2, false});
    if (!isShort)
        append(words(QT_TRANSLATE_NOOP("coffer::ui::CrosshairItem", "Vol")),
               QStringLiteral("%1 %2").arg(compactNumber(candle.volume), content.quoteName).trimmed(),
               colors.text);
    return pieces;
}

/// The name, and each output's value in its colour.
void appendIndicator(QList<Piece> &pieces, const ChartContent &content, const IndicatorView &view,
                     qsizetype index)
{
    if (isNarrow(content)) {
        pieces.append({view.name, view.colors.value(0), farGap, false});
        return;
    }
    pieces.append({view.name, content.theme.colors().muted, farGap, true});
    for (int output = 0; output < view.indicator.outputCount(); ++output) {
        const QString text = indicatorNumber(content, view.indicator.valueAt(output, index), view.pane < 0);
        pieces.append({text, view.colors.value(output), nearGap, output + 1 < view.indicator.outputCount()});
    }
}

QList<Piece> panePieces(const ChartContent &content, int pane, qsizetype index)
{
    QList<Piece> pieces;
    for (const IndicatorView &view : content.indicators) {
        if (view.pane == pane && view.indicator.spec().visible)
            appendIndicator(pieces, content, view, index);
    }
    if (pane >= 0)
        return pieces;
    for (const ChartLayer *layer : content.layers) {
        for (const LegendEntry &entry : layer->legend(content, index)) {
            pieces.append({entry.name, content.theme.colors().muted, farGap, true});
            pieces.append({entry.value, entry.color, nearGap, false});
        }
    }
    return pieces;
}

/// Returns the height below the last line.
double paintPieces(QPainter &painter, const ChartContent &content, const QList<Piece> &pieces,
                   const QPointF &origin)
{
    const double right = content.scale.prices().right() - 8;
    const double lineHeight = QFontMetrics(content.font).height() + 2;
    QColor veil = content.theme.colors().surface;
    veil.setAlpha(205);
    QPointF at = origin;
    for (qsizetype i = 0; i < pieces.size(); ++i) {
        const Piece &piece = pieces.at(i);
        const double width = content.textWidth(piece.text);
        double needed = piece.gap + width;
        if (piece.keepNext && i + 1 < pieces.size())
            needed += pieces.at(i + 1).gap + content.textWidth(pieces.at(i + 1).text);
        if (at.x() > origin.x() && at.x() + needed > right)
            at = {origin.x(), at.y() + lineHeight};
        else if (at.x() > origin.x())
            at.rx() += piece.gap;
        const QRectF box(at.x(), at.y(), width + 1, lineHeight);
        painter.fillRect(box.adjusted(at.x() > origin.x() ? -piece.gap : 0, 0, 2, 0), veil);
        painter.setPen(piece.color);
        content.paintText(painter, box, Qt::AlignLeft | Qt::AlignVCenter, piece.text);
        at.rx() += width;
    }
    return at.y() + lineHeight;
}

} // namespace

void paintLegend(QPainter &painter, const ChartContent &content, qsizetype index)
{
    const double left = content.scale.prices().left() + 8;
    const double next =
        paintPieces(painter, content, candlePieces(content, index), {left, content.area.top() + 6});
    paintPieces(painter, content, panePieces(content, -1, index), {left, next + 2});
    for (std::size_t pane = 0; pane < content.panes.size(); ++pane)
        paintPieces(painter, content, panePieces(content, static_cast<int>(pane), index),
                    {left, content.panes[pane].rect.top() + 1});
}

} // namespace coffer::ui
