// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/celldelegate.h"

#include "ui/common/icons.h"
#include "ui/common/tableview.h"
#include "ui/common/theme.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace coffer::ui {
namespace {

constexpr int padding = 8;
constexpr int discSize = 18;
constexpr int dotSize = 8;
constexpr int rowHeight = 28;

Qt::TextElideMode elideMode(const QModelIndex &index)
{
    const QVariant mode = index.data(ElideRole);
    return mode.isValid() ? static_cast<Qt::TextElideMode>(mode.toInt()) : Qt::ElideRight;
}

Qt::Alignment alignmentOf(const QModelIndex &index)
{
    const QVariant value = index.data(Qt::TextAlignmentRole);
    const Qt::Alignment alignment = value.isValid() ? Qt::Alignment(value.toInt()) : Qt::AlignLeft;
    return (alignment & Qt::AlignVertical_Mask) ? alignment : alignment | Qt::AlignVCenter;
}

// Where the zeros begin that say nothing: "0.15000000" → after "0.15"; the size of the text when there are
// none. One or two decimals are money and stay whole.
qsizetype insignificantFrom(const QString &text)
{
    if (text.isEmpty() || text.back() != u'0')
        return text.size();
    qsizetype point = -1;
    for (qsizetype i = text.size() - 1; i >= 0; --i) {
        const QChar c = text.at(i);
        if (c.isDigit())
            continue;
        if (c == u'.' || c == u',')
            point = i;
        break;
    }
    if (point < 1 || text.size() - point <= 3 || !text.at(point - 1).isDigit())
        return text.size();
    // A group separator, not a decimal point: three digits follow and it is a comma in "1,000".
    if (text.size() - point == 4 && text.at(point) != QLocale().decimalPoint().at(0))
        return text.size();
    qsizetype from = text.size();
    while (text.at(from - 1) == u'0')
        --from;
    return text.at(from - 1) == text.at(point) ? from - 1 : from;
}

QString toolTipOf(const QModelIndex &index, bool isCut)
{
    QString given = index.data(Qt::ToolTipRole).toString();
    if (!given.isEmpty())
        return given;
    if (const QVariant chips = index.data(ChipsRole); chips.isValid())
        return chipsText(chips.value<QList<Chip>>());
    return isCut ? index.data(Qt::DisplayRole).toString() : QString();
}

} // namespace

CellDelegate::CellDelegate(const Theme &theme, QObject *parent) : QStyledItemDelegate(parent), m_theme(theme)
{
}

void CellDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                         const QModelIndex &index) const
{
    painter->save();
    paintBackground(*painter, option, index);
    QRect area = option.rect.adjusted(padding, 0, -padding, 0);
    if (index.data(PlaceholderRole).toBool()) {
        // Different widths row by row, so that it reads as text to come.
        const int width = area.width() * (45 + (index.row() * 37 + index.column() * 53) % 45) / 100;
        QRect bar(area.left(), area.center().y() - 4, width, 8);
        if (alignmentOf(index) & Qt::AlignRight)
            bar.moveRight(area.right());
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(m_theme.colors().line);
        painter->drawRoundedRect(QStyle::visualRect(option.direction, area, bar), 4, 4);
        painter->restore();
        return;
    }
    if (const QString code = index.data(CoinRole).toString(); !code.isEmpty()) {
        const QRect disc(area.left(), area.center().y() - discSize / 2 + 1, discSize, discSize);
        painter->drawPixmap(QStyle::visualRect(option.direction, area, disc).topLeft(),
                            coinDisc(code, discSize, painter->device()->devicePixelRatioF()));
        const QRect rest = area.adjusted(discSize + 8, 0, 0, 0);
        area = QStyle::visualRect(option.direction, area, rest);
    }
    if (const QVariant series = index.data(SeriesRole); series.isValid()) {
        const QRect dot(area.left(), area.center().y() - dotSize / 2 + 1, dotSize, dotSize);
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(m_theme.colors().series.value(series.toInt()));
        painter->drawEllipse(QStyle::visualRect(option.direction, area, dot));
        area = QStyle::visualRect(option.direction, area, area.adjusted(dotSize + 8, 0, 0, 0));
    }
    if (const QVariant chips = index.data(ChipsRole); chips.isValid())
        paintChips(*painter, area, chips.value<QList<Chip>>(), option.font, m_theme.colors(),
                   option.direction);
    else
        paintText(*painter, option, index, area);
    painter->restore();
}

void CellDelegate::paintBackground(QPainter &painter, const QStyleOptionViewItem &option,
                                   const QModelIndex &index) const
{
    const Colors &colors = m_theme.colors();
    if (option.state & QStyle::State_Selected) {
        painter.fillRect(option.rect, colors.accentWash);
    } else if (index.row() == m_hoveredRow) {
        QColor wash = colors.accentWash;
        wash.setAlpha(m_theme.isDark() ? 130 : 110);
        painter.fillRect(option.rect, wash);
    }
    if (const QVariant fraction = index.data(FractionRole); fraction.isValid()) {
        const double part = std::clamp(fraction.toDouble(), 0.0, 1.0);
        QRect area = option.rect.adjusted(padding / 2, 5, -padding / 2, -5);
        const int width = static_cast<int>(std::lround(part * area.width()));
        if (width > 0) {
            QRect bar(area.right() + 1 - width, area.top(), width, area.height());
            QColor wash = colors.accent;
            wash.setAlpha(m_theme.isDark() ? 60 : 40);
            painter.setRenderHint(QPainter::Antialiasing);
            painter.setPen(Qt::NoPen);
            painter.setBrush(wash);
            painter.drawRoundedRect(QStyle::visualRect(option.direction, area, bar), 3, 3);
            painter.setRenderHint(QPainter::Antialiasing, false);
        }
    }
    painter.setPen(colors.line);
    painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    if (option.state & QStyle::State_HasFocus) { // the current cell, for who moves by keyboard
        painter.setPen(colors.accent);
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(option.rect.adjusted(0, 0, -1, -2));
    }
}

void CellDelegate::paintText(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index,
                             QRect area) const
{
    const Colors &colors = m_theme.colors();
    QFont font = option.font;
    if (const QVariant wanted = index.data(Qt::FontRole); wanted.isValid())
        font = wanted.value<QFont>().resolve(option.font);
    painter.setFont(font);
    const QFontMetrics metrics(font);
    const Qt::Alignment alignment = QStyle::visualAlignment(option.direction, alignmentOf(index));
    const QString whole = index.data(Qt::DisplayRole).toString();
    const QString text = metrics.elidedText(whole, elideMode(index), area.width());

    const QVariant sign = index.data(SignRole);
    QColor color = index.data(MutedRole).toBool() ? colors.muted : colors.text;
    if (sign.isValid() && sign.toInt() != 0)
        color = m_theme.changeColor(sign.toInt());
    if (!(option.state & QStyle::State_Enabled))
        color = colors.disabled;

    const int flags = static_cast<int>(alignment) | Qt::TextSingleLine;
    const bool isNumber = alignment.testFlag(Qt::AlignRight) && text == whole && !sign.isValid();
    const qsizetype cut = isNumber ? insignificantFrom(text) : text.size();
    painter.setPen(color);
    if (cut == text.size()) {
        painter.drawText(area, flags, text);
        return;
    }
    const int tail = metrics.horizontalAdvance(text.mid(cut));
    painter.drawText(area.adjusted(0, 0, -tail, 0), flags, text.left(cut));
    painter.setPen(colors.disabled);
    painter.drawText(area, flags, text.mid(cut));
}

QSize CellDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    int width = 2 * padding;
    if (const QVariant chips = index.data(ChipsRole); chips.isValid()) {
        const QList<Chip> list = chips.value<QList<Chip>>();
        for (const Chip &chip : list)
            width += chipSize(chip, option.font).width() + padding / 2;
    } else {
        width += option.fontMetrics.horizontalAdvance(index.data(Qt::DisplayRole).toString()) + 2;
    }
    if (!index.data(CoinRole).toString().isEmpty())
        width += discSize + padding;
    if (index.data(SeriesRole).isValid())
        width += dotSize + padding;
    return {width, std::max(rowHeight, option.fontMetrics.height() + 10)};
}

bool CellDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                             const QModelIndex &index)
{
    if (event->type() != QEvent::ToolTip || !index.isValid())
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    const QString text = toolTipOf(index, sizeHint(option, index).width() > option.rect.width());
    if (text.isEmpty())
        QToolTip::hideText();
    else // escaped: a tooltip would read markup in a server's text
        QToolTip::showText(event->globalPos(),
                           text.toHtmlEscaped().replace(QLatin1Char('\n'), QStringLiteral("<br>")), view);
    return true;
}

} // namespace coffer::ui
