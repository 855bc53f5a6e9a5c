// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/balances/totalsrow.h"

#include "ui/common/label.h"
#include "ui/common/theme.h"

#include <QHeaderView>
#include <QPainter>

namespace coffer::ui {

namespace {
constexpr int rowHeight = 32;
constexpr int margin = 8;
} // namespace

TotalsRow::TotalsRow(const QHeaderView &header, const Theme &theme, QWidget *parent)
    : QWidget(parent), m_header(header), m_theme(theme)
{
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    const auto repaint = [this] { update(); };
    connect(&header, &QHeaderView::sectionResized, this, repaint);
    connect(&header, &QHeaderView::sectionMoved, this, repaint);
    connect(&header, &QHeaderView::geometriesChanged, this, repaint);
    connect(&theme, &Theme::changed, this, repaint);
}

void TotalsRow::setCells(const QMap<int, Cell> &cells)
{
    m_cells = cells;
    QStringList texts;
    for (const Cell &cell : cells)
        texts.append(cell.text);
    setAccessibleName(texts.join(QStringLiteral(", ")));
    update();
}

QSize TotalsRow::sizeHint() const
{
    return {200, std::max(rowHeight, fontMetrics().height() + 12)};
}

QRect TotalsRow::cellRect(int column) const
{
    const int left =
        m_header.mapTo(m_header.window(), QPoint(m_header.sectionViewportPosition(column), 0)).x() -
        mapTo(window(), QPoint()).x();
    return {left, 0, m_header.sectionSize(column), height()};
}

void TotalsRow::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Colors &colors = m_theme.colors();
    painter.fillRect(rect(), colors.surface);
    painter.fillRect(0, 0, width(), 1, colors.strongLine);
    painter.setFont(Label::font(Label::Role::Strong));
    painter.setClipRect(rect().intersected(QRect(0, 0, m_header.viewport()->width(), height())));
    for (auto cell = m_cells.cbegin(); cell != m_cells.cend(); ++cell) {
        if (m_header.isSectionHidden(cell.key()) || cell->text.isEmpty())
            continue;
        QRect area = cellRect(cell.key()).adjusted(margin, 0, -margin, 0);
        const Qt::Alignment side = cell->leading ? Qt::AlignLeading : Qt::AlignTrailing;
        if (cell->leading)
            area.setRight(
                std::max(area.right(), area.left() + painter.fontMetrics().horizontalAdvance(cell->text)));
        painter.setPen(cell->sign == 0 ? colors.text : m_theme.changeColor(cell->sign));
        painter.drawText(area, static_cast<int>(side | Qt::AlignVCenter) | Qt::TextSingleLine, cell->text);
    }
}

} // namespace coffer::ui
