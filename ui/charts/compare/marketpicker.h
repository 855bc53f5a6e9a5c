// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"

#include <QFrame>

class QLineEdit;
class QListWidget;

namespace coffer::market {
class TickerBoard;
}

namespace coffer::ui {

class Comparison;
class Label;

/// The markets that can be compared and fit what was typed, at most so many: the best ones first, those of
/// the own market's quote currency before others, and of these the most traded. Nothing typed fits all.
QList<Symbol> marketsToCompare(const market::TickerBoard &board, const Comparison &comparison,
                               const QString &typed, qsizetype most);

/// A popup to choose a market from: words to search for, and a list. Up and Down choose, Enter takes, Escape
/// closes.
class MarketPicker : public QFrame
{
    Q_OBJECT

public:
    MarketPicker(const market::TickerBoard &board, const Comparison &comparison, QWidget *parent = nullptr);

    /// Below this widget, where there is room.
    void popUp(const QWidget &below);

Q_SIGNALS:
    void chosen(const coffer::Symbol &symbol);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void fill();
    void take();

    const market::TickerBoard &m_board;
    const Comparison &m_comparison;
    QLineEdit *m_search;
    QListWidget *m_list;
    Label *m_nothing;
};

} // namespace coffer::ui
