// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "portfolio/holding.h"
#include "ui/common/card.h"

namespace coffer::market {
class TickerBoard;
}

namespace coffer::ui {

class Format;
class RowList;

/// The assets held whose price moved most in 24 hours, either way. Pure.
QList<portfolio::Holding> topMovers(const QList<portfolio::Holding> &holdings, qsizetype most);

/// Top movers among what is held, each a way to its chart.
class MoversCard : public Card
{
    Q_OBJECT

public:
    MoversCard(const market::TickerBoard &board, const Theme &theme, const Format &format,
               QWidget *parent = nullptr);

    void show(const QList<portfolio::Holding> &holdings);

Q_SIGNALS:
    void chartRequested(const QString &symbol);

private:
    const market::TickerBoard &m_board;
    const Format &m_format;
    RowList *m_list;
    Label *m_nothing;
};

} // namespace coffer::ui
