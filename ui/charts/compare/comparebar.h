// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "ui/common/page.h"

#include <QTimer>
#include <QWidget>

class QToolButton;

namespace coffer::market {
class TickerBoard;
}

namespace coffer::ui {

class CandleChart;
class CompareChip;
class Comparison;
class FlowLayout;
class MarketPicker;

/// What the chart is compared with, as a row of chips with how each market changed in sight, and a button to
/// add one. All it is given outlives it.
class CompareBar : public QWidget
{
    Q_OBJECT

public:
    CompareBar(Comparison &comparison, const market::TickerBoard &board, CandleChart &chart,
               const Context &context, QWidget *parent = nullptr);

    /// Opens the list of markets.
    void choose();

Q_SIGNALS:
    /// Why something was not done, in a sentence, for the page to show quietly.
    void said(const QString &text);

private:
    struct Entry
    {
        Symbol symbol;
        CompareChip *chip;
    };
    void updateMarkets();
    void updateStates();
    void remove(const Symbol &symbol);

    Comparison &m_comparison;
    CandleChart &m_chart;
    Context m_context;
    FlowLayout *m_layout;
    QToolButton *m_add;
    MarketPicker *m_picker;
    QList<Entry> m_entries; ///< as the comparison's markets
    QTimer m_soon;
};

} // namespace coffer::ui
