// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/alerts/alertdelegate.h"

#include "ui/charts/alerts/alertlist.h"
#include "ui/common/chip.h"
#include "ui/common/label.h"
#include "ui/common/tableview.h"
#include "ui/common/theme.h"

#include <QApplication>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace coffer::ui {

namespace {

constexpr int margin = 8;
constexpr int lineGap = 2;
constexpr int boxSize = 16;

bool hasBox(const QModelIndex &index)
{
    return index.data(Qt::CheckStateRole).isValid();
}

QRect boxRect(const QStyleOptionViewItem &option)
{
    const QRect box(option.rect.left() + margin, option.rect.center().y() - boxSize / 2 + 1, boxSize,
                    boxSize);
    return QStyle::visualRect(option.direction, option.rect, box);
}

QFont sentenceFont(const QModelIndex &index)
{
    return Label::font(index.data(StrongRole).toBool() ? Label::Role::Strong : Label::Role::Body);
}

} // namespace

AlertDelegate::AlertDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent), m_theme(theme)
{
}

void AlertDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const
{
    const Colors &colors = m_theme.colors();
    painter->save();
    QColor wash = colors.accentWash;
    if (!option.state.testFlag(QStyle::State_Selected))
        wash.setAlpha(110);
    if (option.state & (QStyle::State_Selected | QStyle::State_MouseOver))
        painter->fillRect(option.rect, wash);
    painter->setPen(colors.line);
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    if (option.state.testFlag(QStyle::State_HasFocus)) {
        painter->setPen(colors.accent);
        painter->drawRect(option.rect.adjusted(0, 0, -1, -2));
    }
    if (hasBox(index))
        paintBox(*painter, option, index);

    const int left = hasBox(index) ? margin + boxSize + margin : margin;
    const QRect lines = option.rect.adjusted(left, 0, -margin, 0);
    const QFont small = Label::font(Label::Role::Meta);
    const QFont font = sentenceFont(index);
    const int height = QFontMetrics(font).height() + lineGap + QFontMetrics(small).height();
    const int top = option.rect.top() + (option.rect.height() - height) / 2;
    const int second = top + QFontMetrics(font).height() + lineGap;
    const QRect chip = paintState(*painter, option, index, second);
    paintLine(*painter, option, {lines.left(), top, lines.width(), 0}, font,
              index.data(MutedRole).toBool() ? colors.muted : colors.text, index.data().toString());
    const int room = chip.isNull() ? lines.width() : chip.left() - margin - lines.left();
    paintLine(*painter, option, {lines.left(), second, room, 0}, small, colors.muted,
              index.data(DetailRole).toString());
    painter->restore();
}

/// The chip at the end of the second line; returns its place as in a layout from left to right, null without
/// one.
QRect AlertDelegate::paintState(QPainter &painter, const QStyleOptionViewItem &option,
                                const QModelIndex &index, int top) const
{
    const auto chips = index.data(ChipsRole).value<QList<Chip>>();
    if (chips.isEmpty())
        return {};
    const QFont small = Label::font(Label::Role::Meta);
    const QSize size = chipSize(chips.constFirst(), small);
    const QRect chip(option.rect.right() - margin - size.width(),
                     top + (QFontMetrics(small).height() - size.height()) / 2, size.width(), size.height());
    paintChip(painter, QStyle::visualRect(option.direction, option.rect, chip), chips.constFirst(), small,
              m_theme.colors());
    return chip;
}

/// One line of text from the leading edge, cut where there is no room. place has no height of its own.
void AlertDelegate::paintLine(QPainter &painter, const QStyleOptionViewItem &option, const QRect &place,
                              const QFont &font, const QColor &color, const QString &text) const
{
    const QFontMetrics metrics(font);
    const QRect line(place.left(), place.top(), place.width(), metrics.height());
    painter.setFont(font);
    painter.setPen(option.state.testFlag(QStyle::State_Enabled) ? color : m_theme.colors().disabled);
    const auto leading = QStyle::visualAlignment(option.direction, Qt::AlignLeft | Qt::AlignVCenter);
    painter.drawText(QStyle::visualRect(option.direction, option.rect, line),
                     static_cast<int>(leading) | Qt::TextSingleLine,
                     metrics.elidedText(text, Qt::ElideRight, line.width()));
}

void AlertDelegate::paintBox(QPainter &painter, const QStyleOptionViewItem &option,
                             const QModelIndex &index) const
{
    QStyleOptionButton box;
    box.rect = boxRect(option);
    box.palette = option.palette;
    box.direction = option.direction;
    box.state = option.state & (QStyle::State_Enabled | QStyle::State_Active);
    const bool isOn = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    box.state |= isOn ? QStyle::State_On : QStyle::State_Off;
    const QWidget *widget = option.widget;
    const QStyle *style = widget ? widget->style() : QApplication::style();
    style->drawPrimitive(QStyle::PE_IndicatorCheckBox, &box, &painter, widget);
}

QSize AlertDelegate::sizeHint(const QStyleOptionViewItem & /*option*/, const QModelIndex &index) const
{
    const QFontMetrics metrics(sentenceFont(index)), small(Label::font(Label::Role::Meta));
    return {120, metrics.height() + lineGap + small.height() + 2 * margin};
}

bool AlertDelegate::editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option,
                                const QModelIndex &index)
{
    if (!hasBox(index) || !index.flags().testFlag(Qt::ItemIsUserCheckable))
        return false;
    bool isSwitch = false;
    if (event->type() == QEvent::MouseButtonRelease || event->type() == QEvent::MouseButtonDblClick ||
        event->type() == QEvent::MouseButtonPress) {
        const auto *mouse = static_cast<QMouseEvent *>(event);
        const QRect target = boxRect(option).adjusted(-margin, -margin, margin / 2, margin);
        if (mouse->button() != Qt::LeftButton || !target.contains(mouse->position().toPoint()))
            return false;
        if (event->type() != QEvent::MouseButtonRelease)
            return true; // a double click on the box is two clicks
        isSwitch = true;
    } else if (event->type() == QEvent::KeyPress) {
        isSwitch = static_cast<QKeyEvent *>(event)->key() == Qt::Key_Space;
    }
    if (!isSwitch)
        return false;
    const bool isOn = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    return model->setData(index, isOn ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
}

bool AlertDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                              const QModelIndex &index)
{
    if (event->type() != QEvent::ToolTip || !index.isValid())
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    // Escaped: a tooltip would read markup in a user's text.
    const QString text = index.data(Qt::ToolTipRole).toString().toHtmlEscaped();
    QToolTip::showText(event->globalPos(), QString(text).replace(u'\n', QStringLiteral("<br>")), view);
    return true;
}

} // namespace coffer::ui
