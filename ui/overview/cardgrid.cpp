// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/overview/cardgrid.h"

#include <QGridLayout>
#include <QResizeEvent>

namespace coffer::ui {

namespace {
constexpr int spacing = 16;
constexpr int threeColumns = 1040; ///< what a window of 1300 leaves beside the navigation bar
constexpr int twoColumns = 640;
} // namespace

CardGrid::CardGrid(QWidget *parent) : QWidget(parent), m_layout(new QGridLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(spacing);
}

void CardGrid::add(QWidget *card)
{
    m_cards.append(card);
    arrange(std::max(m_columns, 1));
}

int CardGrid::columnsFor(int width)
{
    return width >= threeColumns ? 3 : width >= twoColumns ? 2 : 1;
}

void CardGrid::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const int columns = columnsFor(event->size().width());
    if (columns != m_columns)
        arrange(columns);
}

void CardGrid::arrange(int columns)
{
    for (int column = 0; column < std::max(columns, m_columns); ++column)
        m_layout->setColumnStretch(column, column < columns ? 1 : 0);
    m_columns = columns;
    for (qsizetype i = 0; i < m_cards.size(); ++i) {
        const int place = static_cast<int>(i);
        m_layout->addWidget(m_cards.at(i), place / columns, place % columns);
    }
}

} // namespace coffer::ui
