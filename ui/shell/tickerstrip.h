// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "ui/common/page.h"

#include <QAbstractButton>

namespace coffer::market {
class TickerBoard;
class Watchlist;
struct Quote;
} // namespace coffer::market

namespace coffer::ui {

/// One favourite market: name, price, 24 h change with its sign, colour and arrow.
class TickerButton : public QAbstractButton
{
    Q_OBJECT

public:
    TickerButton(const Symbol &symbol, const Context &context, QWidget *parent = nullptr);

    const Symbol &symbol() const { return m_symbol; }
    void setQuote(const market::Quote *quote);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Context m_context;
    Symbol m_symbol;
    QString m_name;
    QString m_price;
    QString m_change;
    int m_sign = 0;
};

/// The favourites in a row, as many as there is room for.
class TickerStrip : public QWidget
{
    Q_OBJECT

public:
    TickerStrip(market::TickerBoard &board, market::Watchlist &watchlist, const Context &context,
                QWidget *parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    /// The favourites have prices.
    bool isReady() const;

Q_SIGNALS:
    void chosen(const QString &symbol);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void rebuild();
    void refresh();
    void place();

    market::TickerBoard &m_board;
    market::Watchlist &m_watchlist;
    Context m_context;
    QList<TickerButton *> m_buttons;
};

} // namespace coffer::ui
