// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/loadstate.h"
#include "htx/types/order.h"
#include "ui/common/card.h"

namespace coffer::market {
class TickerBoard;
}

namespace coffer::ui {

class Format;
class RowList;

/// How many orders are open, and the newest few of them.
class OpenOrdersCard : public Card
{
    Q_OBJECT

public:
    OpenOrdersCard(const market::TickerBoard &board, const Theme &theme, const Format &format,
                   QWidget *parent = nullptr);

    void show(const QList<htx::Order> &orders, LoadState state);

Q_SIGNALS:
    void chartRequested(const QString &symbol);

private:
    const market::TickerBoard &m_board;
    const Format &m_format;
    RowList *m_list;
    Label *m_note;
};

} // namespace coffer::ui
