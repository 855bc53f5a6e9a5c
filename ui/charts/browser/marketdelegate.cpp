// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/browser/marketdelegate.h"

#include "ui/charts/browser/marketfilter.h"
#include "ui/charts/browser/marketmodel.h"
#include "ui/charts/browser/sparkline.h"
#include "ui/charts/plot/chartcontent.h"
#include "ui/common/format.h"
#include "ui/common/icons.h"
#include "ui/common/label.h"
#include "ui/common/theme.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace coffer::ui {

namespace {

constexpr int edge = 6;
constexpr int starSize = 14;
constexpr int gap = 8;
constexpr int rightEdge = 10;
constexpr int leastName = 64;
constexpr int leastNameWithQuote = 80; // "AVAX/USDT", or "71.2 M USDT" below it
constexpr int leastTrend = 32;
constexpr int mostTrend = 96;
constexpr int trendMargin = 8; // above and below the line

QFont nameFont()
{
    return Label::font(Label::Role::Strong);
}

QFont priceFont()
{
    return Label::font(Label::Role::Body);
}

QFont smallFont()
{
    return Label::font(Label::Role::Meta);
}

QRect upperLine(const QRect &area)
{
    const int upper = QFontMetrics(priceFont()).height();
    const int lower = QFontMetrics(smallFont()).height();
    return {area.left(), area.top() + (area.height() - upper - lower) / 2, area.width(), upper};
}

QRect lowerLine(const QRect &area)
{
    const QRect upper = upperLine(area);
    return {area.left(), upper.bottom() + 1, area.width(), QFontMetrics(smallFont()).height()};
}

} // namespace

MarketDelegate::MarketDelegate(const MarketFilter &markets, const Theme &theme, const Format &format,
                               QObject *parent)
    : QStyledItemDelegate(parent), m_markets(markets), m_theme(theme), m_format(format)
{
}

QSize MarketDelegate::sizeHint(const QStyleOptionViewItem & /*option*/, const QModelIndex & /*index*/) const
{
    const int lines = QFontMetrics(priceFont()).height() + QFontMetrics(smallFont()).height();
    return {200, std::max(40, lines + 8)};
}

QRect MarketDelegate::starArea(const QRect &row, Qt::LayoutDirection direction) const
{
    return QStyle::visualRect(direction, row,
                              QRect(row.left(), row.top(), edge + starSize + gap / 2, row.height()));
}

void MarketDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                           const QModelIndex &index) const
{
    ++m_paintedRows;
    painter->save();
    const int row = index.row();
    paintBackground(*painter, option);
    paintStar(*painter, option, m_markets.facts(row).favourite);
    const QRect area = option.rect.adjusted(edge + starSize + gap, 0, -rightEdge, 0);
    const int figures = paintFigures(*painter, option, row, area);
    // The same place in all rows whose price is no wider than most.
    const int room = area.width() - figures - gap;
    const int least = m_markets.hidesQuote() ? leastName : leastNameWithQuote;
    const int trend = std::min(room - gap - least, mostTrend);
    if (m_trendVisible && trend >= leastTrend && m_markets.facts(row).online) {
        paintTrend(*painter, option, row,
                   QRect(area.left() + room - trend, area.top(), trend, area.height()));
        paintName(*painter, option, row, QRect(area.left(), area.top(), room - trend - gap, area.height()));
    } else {
        paintName(*painter, option, row, QRect(area.left(), area.top(), room, area.height()));
    }
    painter->restore();
}

void MarketDelegate::paintBackground(QPainter &painter, const QStyleOptionViewItem &option) const
{
    const Colors &colors = m_theme.colors();
    if (option.state & QStyle::State_Selected) {
        painter.fillRect(option.rect, colors.accentWash);
        const QRect bar(option.rect.left(), option.rect.top(), 3, option.rect.height());
        painter.fillRect(QStyle::visualRect(option.direction, option.rect, bar), colors.accent);
    } else if (option.state & QStyle::State_MouseOver) {
        QColor wash = colors.accentWash;
        wash.setAlpha(m_theme.isDark() ? 130 : 110);
        painter.fillRect(option.rect, wash);
    }
    painter.setPen(colors.line);
    painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    if (option.state & QStyle::State_HasFocus) {
        painter.setPen(colors.accent);
        painter.drawRect(option.rect.adjusted(0, 0, -1, -2));
    }
}

void MarketDelegate::paintStar(QPainter &painter, const QStyleOptionViewItem &option, bool favourite) const
{
    // An empty star in each row would be noise: it shows where it can be clicked.
    const bool isPointedAt = option.state.testFlag(QStyle::State_MouseOver);
    if (!favourite && !isPointedAt && !option.state.testFlag(QStyle::State_Selected))
        return;
    const QRect place(option.rect.left() + edge, upperLine(option.rect).center().y() - starSize / 2, starSize,
                      starSize);
    const QString name = favourite ? QStringLiteral("star-filled") : QStringLiteral("star");
    const QColor color = favourite ? m_theme.colors().accent : m_theme.colors().muted;
    painter.drawPixmap(QStyle::visualRect(option.direction, option.rect, place).topLeft(),
                       pixmap(name, color, starSize, painter.device()->devicePixelRatioF()));
}

/// Price over change at the right; returns how wide that is.
int MarketDelegate::paintFigures(QPainter &painter, const QStyleOptionViewItem &option, int row,
                                 const QRect &area) const
{
    const MarketRow &facts = m_markets.facts(row);
    const QFontMetrics metrics(priceFont());
    const QString price = m_format.price(facts.figures.price, facts.decimals);
    const int usual = metrics.horizontalAdvance(QStringLiteral("000,000.00"));
    const int width = std::max(usual, metrics.horizontalAdvance(price));
    const QRect column(area.right() + 1 - width, area.top(), width, area.height());
    const int right = static_cast<int>(QStyle::visualAlignment(option.direction, Qt::AlignRight) |
                                       Qt::AlignVCenter | Qt::TextSingleLine | Qt::TextDontClip);
    painter.setFont(priceFont());
    painter.setPen(facts.online ? m_theme.colors().text : m_theme.colors().muted);
    painter.drawText(QStyle::visualRect(option.direction, option.rect, upperLine(column)), right, price);

    const std::optional<Decimal> &change = facts.figures.change;
    const int sign = change ? change->rounded(4).sign() : 0;
    painter.setFont(smallFont());
    painter.setPen(sign != 0 ? m_theme.changeColor(sign) : m_theme.colors().muted);
    painter.drawText(QStyle::visualRect(option.direction, option.rect, lowerLine(column)), right,
                     m_format.percent(change));
    return width;
}

void MarketDelegate::paintName(QPainter &painter, const QStyleOptionViewItem &option, int row,
                               const QRect &area) const
{
    const Colors &colors = m_theme.colors();
    const MarketRow &facts = m_markets.facts(row);
    const qsizetype slash = facts.name.lastIndexOf(QLatin1Char('/'));
    const QString base = slash > 0 ? facts.name.left(slash).trimmed() : facts.name;
    const QString quote = slash > 0 && !m_markets.hidesQuote() ? facts.name.mid(slash) : QString();
    const QFontMetrics strong(nameFont());
    const QFontMetrics small(smallFont());
    // Advances are rounded down: with a pixel more, what fits is not cut.
    const auto widthOf = [](const QFontMetrics &metrics, const QString &text) {
        return text.isEmpty() ? 0 : metrics.horizontalAdvance(text) + 2;
    };
    // A quote that does not fit whole is left to the second line, which names it too.
    const int wanted = widthOf(strong, base);
    const int quoteWidth = wanted + widthOf(small, quote) <= area.width() ? widthOf(small, quote) : 0;
    const int baseWidth = std::min(wanted, area.width() - quoteWidth);
    const int left = static_cast<int>(QStyle::visualAlignment(option.direction, Qt::AlignLeft) |
                                      Qt::AlignVCenter | Qt::TextSingleLine);
    const auto draw = [&](const QRect &place, const QString &text) {
        painter.drawText(QStyle::visualRect(option.direction, option.rect, place), left,
                         painter.fontMetrics().elidedText(text, Qt::ElideRight, place.width()));
    };
    const QRect upper = upperLine(area);
    painter.setFont(nameFont());
    painter.setPen(facts.online ? colors.text : colors.muted);
    draw(QRect(upper.left(), upper.top(), baseWidth, upper.height()), base);
    painter.setFont(smallFont());
    painter.setPen(colors.muted);
    // On the base line of the name.
    draw(QRect(upper.left() + baseWidth, upper.top() + strong.ascent() - small.ascent(), quoteWidth,
               small.height()),
         quote);
    const QString volume =
        facts.figures.volume ? compactNumber(facts.figures.volume->toDouble()) : m_format.price(std::nullopt);
    const QString whole =
        m_markets.hidesQuote() ? tr("Vol %1").arg(volume) : MarketModel::volumeText(facts, m_format);
    const bool isCut = widthOf(small, whole) > area.width() && quoteWidth > 0;
    draw(lowerLine(area), !facts.online ? tr("Not trading") : isCut ? volume : whole);
}

void MarketDelegate::paintTrend(QPainter &painter, const QStyleOptionViewItem &option, int row,
                                const QRect &area) const
{
    const QList<double> points = m_markets.trend(row);
    const QRectF place = QRectF(area).adjusted(0, trendMargin, 0, -trendMargin);
    const QPolygonF line = sparkline(points, place);
    if (line.isEmpty())
        return;
    // Time runs from left to right whatever the direction of text.
    const QRect shown = QStyle::visualRect(option.direction, option.rect, area);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(shown.left() - area.left(), 0);
    const double first = points.first();
    const double last = points.last();
    const QColor color = m_theme.changeColor(last > first ? 1 : last < first ? -1 : 0);
    QPolygonF below(line);
    below << place.bottomRight() + QPointF(0, 3) << place.bottomLeft() + QPointF(0, 3);
    QColor wash = color;
    wash.setAlpha(m_theme.isDark() ? 38 : 28);
    painter.setPen(Qt::NoPen);
    painter.setBrush(wash);
    painter.drawPolygon(below);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(color, 1.25, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(line);
    painter.restore();
}

bool MarketDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                               const QModelIndex &index)
{
    if (event->type() != QEvent::ToolTip || !index.isValid())
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    const bool isStar = starArea(view->visualRect(index), view->layoutDirection()).contains(event->pos());
    const QString text = !isStar ? index.data(Qt::ToolTipRole).toString()
                         : m_markets.facts(index.row()).favourite
                             ? tr("Favourite. Click, or press Space, to take it off the list.")
                             : tr("Click, or press Space, to make it a favourite.");
    // Escaped: a tooltip would read markup in a server's text.
    QToolTip::showText(event->globalPos(),
                       text.toHtmlEscaped().replace(QLatin1Char('\n'), QStringLiteral("<br>")), view);
    return true;
}

} // namespace coffer::ui
