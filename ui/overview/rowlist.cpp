// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/overview/rowlist.h"

#include "ui/common/icons.h"
#include "ui/common/label.h"
#include "ui/common/theme.h"

#include <QEvent>
#include <QHelpEvent>
#include <QPainter>
#include <QStyle>
#include <QToolTip>
#include <QVBoxLayout>

namespace coffer::ui {

namespace {
constexpr int rowHeight = 28;
constexpr int markSize = 18;
constexpr int gap = 8;
constexpr int columnGap = 16;
constexpr int radius = 6;
constexpr int leastText = 56; ///< below that the value column gives way; it is in the tooltip
} // namespace

ListRowButton::ListRowButton(const Theme &theme, QWidget *parent) : QAbstractButton(parent), m_theme(theme)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAttribute(Qt::WA_Hover);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void ListRowButton::setRow(const ListRow &row)
{
    if (m_row == row)
        return;
    m_row = row;
    QStringList words{row.text, row.note, row.value, row.extra};
    words.removeAll(QString());
    setAccessibleName(words.join(QStringLiteral(", ")));
    setFocusPolicy(row.clickable ? Qt::StrongFocus : Qt::NoFocus);
    setCursor(row.clickable ? Qt::PointingHandCursor : Qt::ArrowCursor);
    update();
}

int ListRowButton::valueWidth() const
{
    return fontMetrics().horizontalAdvance(m_row.value);
}

int ListRowButton::extraWidth() const
{
    return fontMetrics().horizontalAdvance(m_row.extra);
}

void ListRowButton::setColumns(int valueWidth, int extraWidth)
{
    if (m_valueWidth == valueWidth && m_extraWidth == extraWidth)
        return;
    m_valueWidth = valueWidth;
    m_extraWidth = extraWidth;
    update();
}

QSize ListRowButton::sizeHint() const
{
    return {240, std::max(rowHeight, fontMetrics().height() + gap)};
}

QSize ListRowButton::minimumSizeHint() const
{
    return {80, sizeHint().height()};
}

bool ListRowButton::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        // Through a rich-text-proof path: a tooltip that looks like markup would be read as such.
        const QString text = m_row.tooltip.isEmpty() ? accessibleName() : m_row.tooltip;
        QToolTip::showText(static_cast<QHelpEvent *>(event)->globalPos(),
                           Qt::mightBeRichText(text) ? text.toHtmlEscaped() : text, this);
        return true;
    }
    return QAbstractButton::event(event);
}

void ListRowButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Colors &colors = m_theme.colors();
    if (m_row.clickable && (underMouse() || hasFocus())) {
        painter.setPen(hasFocus() ? QPen(colors.accent, 1) : QPen(Qt::NoPen));
        painter.setBrush(underMouse() ? colors.accentWash : QColor(Qt::transparent));
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    }
    QRect area = rect();
    if (m_row.mark != ListRow::Mark::None) {
        const int width = m_row.mark == ListRow::Mark::Coin ? markSize : markSize / 2;
        paintMark(painter, QStyle::alignedRect(layoutDirection(), Qt::AlignLeft | Qt::AlignVCenter,
                                               {width, area.height()}, area));
        if (layoutDirection() == Qt::LeftToRight)
            area.setLeft(area.left() + width + gap);
        else
            area.setRight(area.right() - width - gap);
    }
    paintTexts(painter, area);
}

void ListRowButton::paintMark(QPainter &painter, const QRect &area) const
{
    const Colors &colors = m_theme.colors();
    painter.setPen(Qt::NoPen);
    switch (m_row.mark) {
    case ListRow::Mark::None:
        break;
    case ListRow::Mark::Coin: {
        QRect place({}, QSize(markSize, markSize));
        place.moveCenter(area.center());
        painter.drawPixmap(place, coinDisc(m_row.coin, markSize, devicePixelRatioF()));
        break;
    }
    case ListRow::Mark::Series: {
        const bool known = m_row.index >= 0 && m_row.index < colors.series.size();
        painter.setBrush(known ? colors.series.at(m_row.index) : colors.other);
        QRect place({}, QSize(markSize / 2, markSize / 2));
        place.moveCenter(area.center());
        painter.drawRoundedRect(place, 2, 2);
        break;
    }
    case ListRow::Mark::Severity:
        painter.setBrush(m_row.index >= 2   ? colors.danger
                         : m_row.index == 1 ? colors.warning
                                            : colors.accent);
        painter.drawRoundedRect(QRectF(area.center().x() - 1.5, area.top() + 6, 3, area.height() - 12), 1.5,
                                1.5);
        break;
    }
}

void ListRowButton::paintTexts(QPainter &painter, QRect area) const
{
    const Colors &colors = m_theme.colors();
    const auto take = [&](int width) {
        const QRect cell = QStyle::alignedRect(layoutDirection(), Qt::AlignRight | Qt::AlignVCenter,
                                               {width, area.height()}, area);
        if (layoutDirection() == Qt::LeftToRight)
            area.setRight(cell.left() - columnGap);
        else
            area.setLeft(cell.right() + columnGap);
        return cell;
    };
    constexpr auto trailing = static_cast<int>(Qt::AlignRight | Qt::AlignVCenter) | Qt::TextSingleLine;
    constexpr auto leading = static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter) | Qt::TextSingleLine;
    painter.setFont(font());
    if (m_extraWidth > 0) {
        painter.setPen(m_row.extraSign == 0 ? colors.muted : m_theme.changeColor(m_row.extraSign));
        painter.drawText(take(m_extraWidth), trailing, m_row.extra);
    }
    if (m_valueWidth > 0 && area.width() - m_valueWidth - columnGap >= leastText) {
        painter.setPen(colors.text);
        painter.drawText(take(m_valueWidth), trailing, m_row.value);
    }
    painter.setPen(colors.text);
    const QString text = fontMetrics().elidedText(m_row.text, Qt::ElideRight, area.width());
    painter.drawText(area, leading, text);
    const int used = fontMetrics().horizontalAdvance(text) + gap;
    const int room = area.width() - used;
    if (m_row.note.isEmpty() || room < std::min(leastText, fontMetrics().horizontalAdvance(m_row.note)))
        return;
    if (layoutDirection() == Qt::LeftToRight)
        area.setLeft(area.left() + used);
    else
        area.setRight(area.right() - used);
    painter.setPen(colors.muted);
    painter.drawText(area, leading, fontMetrics().elidedText(m_row.note, Qt::ElideRight, area.width()));
}

RowList::RowList(const Theme &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(0);
}

void RowList::setRows(const QList<ListRow> &rows)
{
    if (m_rows == rows)
        return;
    m_rows = rows;
    while (m_buttons.size() < rows.size()) {
        auto *button = new ListRowButton(m_theme, this);
        connect(button, &QAbstractButton::clicked, this, [this, button] {
            if (button->row().clickable)
                Q_EMIT activated(button->row().id);
        });
        m_layout->addWidget(button);
        m_buttons.append(button);
    }
    while (m_buttons.size() > rows.size())
        delete m_buttons.takeLast();
    for (qsizetype i = 0; i < rows.size(); ++i)
        m_buttons.at(i)->setRow(rows.at(i));
    alignColumns();
}

void RowList::alignColumns()
{
    int value = 0;
    int extra = 0;
    for (const ListRowButton *button : std::as_const(m_buttons)) {
        value = std::max(value, button->valueWidth());
        extra = std::max(extra, button->extraWidth());
    }
    for (ListRowButton *button : std::as_const(m_buttons))
        button->setColumns(value, extra);
}

} // namespace coffer::ui
