// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/depth/ladderpainter.h"

#include "ui/charts/depth/depthfigures.h"
#include "ui/common/format.h"
#include "ui/common/label.h"
#include "ui/common/theme.h"

#include <QCoreApplication>
#include <QPainter>
#include <QStyle>

#include <cmath>

namespace coffer::ui {

namespace {

using htx::Side;

constexpr int margin = 8;     ///< left and right of the columns; holds the dot of an own order
constexpr int gap = 10;       ///< between two columns
constexpr int leastRoom = 46; ///< below this a column is left out
constexpr int dot = 5;

QString words(const char *text)
{
    return QCoreApplication::translate("coffer::ui::LadderView", text);
}

QString heading(const QString &name, const QString &unit, const QFontMetrics &metrics, int width)
{
    const QString full = unit.isEmpty() ? name : QStringLiteral("%1 (%2)").arg(name, unit);
    return metrics.elidedText(metrics.horizontalAdvance(full) <= width ? full : name, Qt::ElideRight, width);
}

QColor washed(QColor color, bool isDark)
{
    color.setAlpha(isDark ? 52 : 34);
    return color;
}

} // namespace

LadderPainter::LadderPainter(const LadderBook &book, const DepthMarket &market, const Theme &theme,
                             const Format &format)
    : m_book(book), m_market(market), m_theme(theme), m_format(format)
{
    setFonts();
}

void LadderPainter::setFonts()
{
    m_font = Label::font(Label::Role::Meta);
    m_priceFont = Label::font(Label::Role::Section);
}

LadderPainter::Columns LadderPainter::columns(const LadderLook &look) const
{
    const LadderLayout &layout = look.layout;
    Columns result;
    result.first = std::max(m_book.firstRow(), layout.rowAt(layout.header));
    result.last = std::min(m_book.lastRow(), layout.rowAt(layout.size.height() - 1));
    Decimal amount;
    Decimal total;
    Decimal price;
    for (int row = result.first; row <= result.last; ++row) {
        const market::DepthLevel *level = m_book.level(row);
        if (!level)
            continue;
        amount = std::max(amount, level->size);
        total = std::max(total, level->total);
        price = std::max(price, level->price);
    }
    result.mostTotal = total.toDouble();

    const QFontMetrics metrics(m_font);
    const int digit = std::max(1, metrics.horizontalAdvance(u'0'));
    const int room = std::max(0, layout.size.width() - 2 * margin);
    const QString widest = m_format.price(price, m_book.shownDecimals());
    const int least = metrics.horizontalAdvance(widest);
    int rest = room - least - gap;
    const bool hasTotal = rest >= 2 * leastRoom + gap;
    const bool hasAmount = rest >= leastRoom;
    const int columns = hasTotal ? 3 : hasAmount ? 2 : 1;
    // The price takes its share, or what it needs.
    const int priceWidth = columns == 1 ? room : std::max(least, (room - (columns - 1) * gap) / columns);
    rest = room - priceWidth - (columns - 1) * gap;
    const int each = columns == 3 ? rest / 2 : rest;
    result.price = QRect(margin, 0, priceWidth, layout.row);
    if (hasAmount)
        result.amount = QRect(margin + priceWidth + gap, 0, each, layout.row);
    if (hasTotal)
        result.total = QRect(layout.size.width() - margin - each, 0, each, layout.row);
    result.amountRoom = result.totalRoom = each / digit;
    result.amountDecimals = fittingDecimals(m_format, amount, m_market.amountDecimals, result.amountRoom);
    result.totalDecimals = fittingDecimals(m_format, total, m_market.amountDecimals, result.totalRoom);
    return result;
}

void LadderPainter::paint(QPainter &painter, const LadderLook &look)
{
    const LadderLayout &layout = look.layout;
    painter.fillRect(QRect(QPoint(), layout.size), m_theme.colors().surface);
    const Columns where = columns(look);
    painter.setFont(m_font);
    if (look.doubtful)
        painter.setOpacity(0.55);
    for (int row = where.first; row <= where.last; ++row) {
        if (row != 0)
            paintRow(painter, look, where, row);
    }
    painter.setOpacity(1);
    for (const Side side : {Side::Buy, Side::Sell}) {
        if (m_book.side(side).isEmpty())
            paintAbsence(painter, look, side);
    }
    paintSpread(painter, look);
    paintHeader(painter, look, where);
    if (look.focused) {
        painter.setPen(m_theme.colors().accent);
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(QRect(QPoint(), layout.size).adjusted(0, 0, -1, -1));
    }
}

void LadderPainter::paintHeader(QPainter &painter, const LadderLook &look, const Columns &columns) const
{
    const Colors &colors = m_theme.colors();
    const QRect area(0, 0, look.layout.size.width(), look.layout.header);
    painter.fillRect(area, colors.surface);
    painter.setPen(colors.line);
    painter.drawLine(area.bottomLeft(), area.bottomRight());
    painter.setPen(colors.muted);
    painter.setFont(m_font);
    const QFontMetrics metrics(m_font);
    const auto put = [&](QRect cell, const QString &name, const QString &unit, Qt::Alignment alignment) {
        if (cell.isEmpty())
            return;
        cell.setHeight(area.height() - 1);
        painter.drawText(QStyle::visualRect(look.reading, area, cell),
                         static_cast<int>(QStyle::visualAlignment(look.reading, alignment)) |
                             Qt::AlignVCenter | Qt::TextSingleLine,
                         heading(name, unit, metrics, cell.width()));
    };
    put(columns.price, words(QT_TRANSLATE_NOOP("coffer::ui::LadderView", "Price")), m_market.quote,
        Qt::AlignLeft);
    put(columns.amount, words(QT_TRANSLATE_NOOP("coffer::ui::LadderView", "Amount")), m_market.base,
        Qt::AlignRight);
    put(columns.total, words(QT_TRANSLATE_NOOP("coffer::ui::LadderView", "Total")), {}, Qt::AlignRight);
}

void LadderPainter::paintRow(QPainter &painter, const LadderLook &look, const Columns &columns, int row) const
{
    const market::DepthLevel *level = m_book.level(row);
    if (!level)
        return;
    const Colors &colors = m_theme.colors();
    const QRect area = look.layout.rowRect(row);
    const auto placed = [&](const QRect &cell) {
        return QStyle::visualRect(look.reading, area, cell.translated(0, area.top()));
    };
    if (row == look.current) {
        painter.fillRect(area, colors.accentWash);
    } else if (row == look.hovered) {
        QColor wash = colors.accentWash;
        wash.setAlpha(m_theme.isDark() ? 130 : 110);
        painter.fillRect(area, wash);
    }
    const QColor color = m_theme.changeColor(row < 0 ? -1 : 1);
    const double part = columns.mostTotal > 0 ? level->total.toDouble() / columns.mostTotal : 0;
    const int width = std::max(1, static_cast<int>(std::lround(part * area.width())));
    const QRect bar(area.width() - width, 0, width, area.height() - 1);
    painter.fillRect(placed(bar), washed(color, m_theme.isDark()));

    const Qt::Alignment alignment = QStyle::visualAlignment(look.reading, Qt::AlignRight);
    const auto put = [&](const QRect &cell, const QString &text, const QColor &pen, Qt::Alignment side) {
        painter.setPen(pen);
        painter.drawText(placed(cell), static_cast<int>(side) | Qt::AlignVCenter | Qt::TextSingleLine, text);
    };
    put(columns.price, m_format.price(level->price, m_book.shownDecimals()), color,
        QStyle::visualAlignment(look.reading, Qt::AlignLeft));
    if (!columns.amount.isEmpty())
        put(columns.amount, columnAmount(m_format, level->size, columns.amountDecimals, columns.amountRoom),
            colors.text, alignment);
    if (!columns.total.isEmpty())
        put(columns.total, columnAmount(m_format, level->total, columns.totalDecimals, columns.totalRoom),
            colors.muted, alignment);
    if (m_book.isOwn(row)) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(colors.accent);
        painter.drawEllipse(placed(QRect(1, (area.height() - dot) / 2, dot, dot)));
        painter.setRenderHint(QPainter::Antialiasing, false);
    }
    if (row == look.current && look.focused) {
        painter.setPen(colors.accent);
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(area.adjusted(1, 0, -2, -1));
    }
}

void LadderPainter::paintSpread(QPainter &painter, const LadderLook &look) const
{
    const Colors &colors = m_theme.colors();
    const QRect area = look.layout.rowRect(0);
    painter.fillRect(area, colors.window);
    painter.setPen(colors.line);
    painter.drawLine(area.topLeft(), area.topRight());
    painter.drawLine(area.bottomLeft(), area.bottomRight());

    const QRect room = area.adjusted(margin, 0, -margin, 0);
    const Qt::Alignment left = QStyle::visualAlignment(look.reading, Qt::AlignLeft) | Qt::AlignVCenter;
    const Qt::Alignment right = QStyle::visualAlignment(look.reading, Qt::AlignRight) | Qt::AlignVCenter;
    QString price;
    if (look.last)
        price = QStringLiteral("%1 %2")
                    .arg(Format::arrow(Decimal(look.direction)),
                         m_format.price(look.last, m_book.priceDecimals()))
                    .trimmed();
    else if (m_book.mid())
        price = words(QT_TRANSLATE_NOOP("coffer::ui::LadderView", "Middle %1"))
                    .arg(m_format.price(m_book.mid(), std::min(m_book.priceDecimals() + 1, 24)));
    painter.setFont(look.last ? m_priceFont : m_font);
    painter.setPen(m_theme.changeColor(look.last ? look.direction : 0));
    const QString shown = painter.fontMetrics().elidedText(price, Qt::ElideRight, room.width());
    painter.drawText(room, static_cast<int>(left) | Qt::TextSingleLine, shown);
    const int taken = painter.fontMetrics().horizontalAdvance(shown) + gap;

    painter.setFont(m_font);
    const bool isCrossed = m_book.spread() && m_book.spread()->sign() <= 0;
    painter.setPen(isCrossed ? colors.warning : colors.muted);
    const QString text = spreadText();
    if (painter.fontMetrics().horizontalAdvance(text) <= room.width() - taken)
        painter.drawText(room, static_cast<int>(right) | Qt::TextSingleLine, text);
}

QString LadderPainter::spreadText() const
{
    const std::optional<Decimal> &spread = m_book.spread();
    if (!spread)
        return {};
    const QString width = m_format.price(spread->abs(), m_book.priceDecimals());
    return spread->sign() > 0
               ? words(QT_TRANSLATE_NOOP("coffer::ui::LadderView", "Spread %1")).arg(width)
               : words(QT_TRANSLATE_NOOP("coffer::ui::LadderView", "Crossed by %1")).arg(width);
}

void LadderPainter::paintAbsence(QPainter &painter, const LadderLook &look, Side side) const
{
    const LadderLayout &layout = look.layout;
    const int top = side == Side::Sell ? layout.header : layout.spreadTop() + layout.spread;
    const int bottom = side == Side::Sell ? layout.spreadTop() : layout.size.height();
    painter.setPen(m_theme.colors().muted);
    painter.drawText(QRect(margin, top, layout.size.width() - 2 * margin, bottom - top),
                     Qt::AlignCenter | Qt::TextWordWrap,
                     side == Side::Sell
                         ? words(QT_TRANSLATE_NOOP("coffer::ui::LadderView", "Nobody sells at the moment."))
                         : words(QT_TRANSLATE_NOOP("coffer::ui::LadderView", "Nobody buys at the moment.")));
}

} // namespace coffer::ui
