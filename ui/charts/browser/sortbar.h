// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/browser/marketfilter.h"

#include <QWidget>

#include <array>

class QToolButton;

namespace coffer::ui {

class Theme;

/// The head of the list of markets: a click on a figure's name sorts by it, another one turns the order
/// round.
class SortBar : public QWidget
{
    Q_OBJECT

public:
    explicit SortBar(const Theme &theme, QWidget *parent = nullptr);

    /// Shows this as chosen; chosen() is not emitted.
    void setSort(MarketFilter::Sort sort, Qt::SortOrder order);
    /// A third click goes back to the user's own order.
    void setOwnOrderAvailable(bool available) { m_ownOrder = available; }

Q_SIGNALS:
    void chosen(coffer::ui::MarketFilter::Sort sort, Qt::SortOrder order);

private:
    void clicked(MarketFilter::Sort sort);
    void showSort();

    const Theme &m_theme;
    std::array<std::pair<MarketFilter::Sort, QToolButton *>, 4> m_buttons;
    MarketFilter::Sort m_sort = MarketFilter::Sort::Volume;
    Qt::SortOrder m_order = Qt::DescendingOrder;
    bool m_ownOrder = false;
};

} // namespace coffer::ui
