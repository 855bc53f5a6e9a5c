// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "ui/common/page.h"

#include <QWidget>

#include <optional>

class QLabel;
class QToolButton;

namespace coffer::market {
class TickerBoard;
class Watchlist;
} // namespace coffer::market

namespace coffer::ui {

class Label;

/// Which market is charted, its price and change, and whether it is a favourite.
class MarketHead : public QWidget
{
    Q_OBJECT

public:
    MarketHead(market::TickerBoard &board, market::Watchlist &watchlist, const Context &context,
               QWidget *parent = nullptr);

    /// close: of the newest candle, as the chart writes it; empty: the ticker's price is shown.
    using QWidget::show;
    void show(const Symbol &symbol, const QString &name, const QString &close);
    void setListShown(bool shown);
    /// At the right end.
    void addButton(QToolButton *button);

Q_SIGNALS:
    void listToggled();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void update();
    void giveWay();

    market::TickerBoard &m_board;
    market::Watchlist &m_watchlist;
    Context m_context;
    Symbol m_symbol;
    QString m_marketName;
    QString m_close;
    bool m_isListShown = true;
    bool m_hasCoin = false;
    QToolButton *m_list;
    QLabel *m_coin;
    Label *m_name;
    Label *m_price;
    Label *m_change;
    QToolButton *m_star;
};

} // namespace coffer::ui
