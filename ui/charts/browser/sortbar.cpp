// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/browser/sortbar.h"

#include "ui/common/icons.h"
#include "ui/common/label.h"
#include "ui/common/theme.h"

#include <QHBoxLayout>
#include <QToolButton>

namespace coffer::ui {

namespace {

using Sort = MarketFilter::Sort;

constexpr int arrowSize = 12;

Qt::SortOrder firstOrder(Sort sort)
{
    return sort == Sort::Name ? Qt::AscendingOrder : Qt::DescendingOrder;
}

Qt::SortOrder opposite(Qt::SortOrder order)
{
    return order == Qt::AscendingOrder ? Qt::DescendingOrder : Qt::AscendingOrder;
}

} // namespace

SortBar::SortBar(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme), m_buttons{}
{
    setAccessibleName(tr("Order of the markets"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    const std::array<std::tuple<Sort, QString, QString>, 4> choices{
        {{Sort::Name, QStringLiteral("name"), tr("Name")},
         {Sort::Volume, QStringLiteral("volume"), tr("Volume")},
         {Sort::Price, QStringLiteral("price"), tr("Price")},
         {Sort::Change, QStringLiteral("change"), tr("Change")}}};
    for (std::size_t i = 0; i < choices.size(); ++i) {
        const auto &[sort, id, text] = choices[i];
        auto *button = new QToolButton(this);
        button->setObjectName(QStringLiteral("marketSort_") + id);
        button->setFont(Label::font(Label::Role::Meta));
        button->setText(text);
        button->setAutoRaise(true);
        button->setIconSize({arrowSize, arrowSize});
        connect(button, &QToolButton::clicked, this, [this, chosenSort = sort] { clicked(chosenSort); });
        if (sort == Sort::Price)
            layout->addStretch(1);
        layout->addWidget(button);
        m_buttons[i] = {sort, button};
    }
    connect(&theme, &Theme::changed, this, &SortBar::showSort);
    showSort();
}

void SortBar::setSort(Sort sort, Qt::SortOrder order)
{
    m_sort = sort;
    m_order = order;
    showSort();
}

void SortBar::clicked(Sort sort)
{
    Sort next = sort;
    Qt::SortOrder order = firstOrder(sort);
    if (sort == m_sort && m_order == order)
        order = opposite(order);
    else if (sort == m_sort && m_ownOrder)
        next = Sort::Own;
    setSort(next, order);
    Q_EMIT chosen(next, order);
}

void SortBar::showSort()
{
    for (const auto &[sort, button] : m_buttons) {
        const bool isChosen = sort == m_sort;
        const bool isUp = m_order == Qt::AscendingOrder;
        button->setToolButtonStyle(isChosen ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonTextOnly);
        button->setIcon(isChosen
                            ? icon(isUp ? QStringLiteral("arrow-up") : QStringLiteral("arrow-down"), m_theme)
                            : QIcon());
        QPalette colors = palette();
        colors.setColor(QPalette::ButtonText, isChosen ? m_theme.colors().text : m_theme.colors().muted);
        button->setPalette(colors);
        button->setAccessibleName(!isChosen ? tr("Sort by %1").arg(button->text())
                                  : isUp    ? tr("Sorted by %1, the least first").arg(button->text())
                                            : tr("Sorted by %1, the greatest first").arg(button->text()));
        button->setToolTip(button->accessibleName());
    }
}

} // namespace coffer::ui
