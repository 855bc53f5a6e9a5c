// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "core/loadstate.h"
#include "core/settings.h"
#include "htx/types/market.h"
#include "ui/common/page.h"

#include <QTimer>

class QBoxLayout;
class QButtonGroup;
class QLabel;
class QSplitter;
class QToolButton;

namespace coffer::market {
class CandleService;
class TickerBoard;
class Watchlist;
} // namespace coffer::market

namespace coffer::ui {

class CandleChart;
class MarketBrowser;

inline const Setting<QString> chartMarketSetting{QStringLiteral("charts/market"), QStringLiteral("btcusdt")};
inline const Setting<QString> chartPeriodSetting{QStringLiteral("charts/period"), QStringLiteral("60min")};
inline const Setting<bool> marketListSetting{QStringLiteral("charts/marketList"), true};

/// Markets beside a candle chart. The newest candle is asked for every few seconds while the page is shown.
class ChartsPage : public Page
{
    Q_OBJECT

public:
    ChartsPage(market::TickerBoard &board, market::CandleService &candles, market::Watchlist &watchlist,
               const Context &context, QWidget *parent = nullptr);

    void activate() override;
    void refresh() override;
    bool isReady() const override;

public Q_SLOTS:
    /// Charts this market, in the period last chosen.
    void showMarket(const QString &symbol);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *makeHead();
    QWidget *makePeriods();
    void connectServices();
    void load();
    void setPeriod(htx::Period period);
    void setListVisible(bool visible);
    void toggleFavourite();
    void candlesShown();
    void candlesChanged();
    void stateChanged(LoadState state);
    void updateHead();
    void arrangeHead();
    void updateSubtitle();
    void updateMessage();

    market::TickerBoard &m_board;
    market::CandleService &m_service;
    market::Watchlist &m_watchlist;
    Symbol m_symbol;
    htx::Period m_period;
    qint64 m_updatedAt = 0; ///< ms UTC of the newest reply for what is shown; 0 none
    bool m_loaded = false;
    QTimer m_timer;

    QSplitter *m_splitter;
    MarketBrowser *m_browser;
    CandleChart *m_chart;
    QButtonGroup *m_periods;
    QWidget *m_headRow = nullptr;
    QBoxLayout *m_headLayout = nullptr;
    QToolButton *m_listButton = nullptr;
    QToolButton *m_star = nullptr;
    QLabel *m_coin = nullptr;
    Label *m_name = nullptr;
    Label *m_price = nullptr;
    Label *m_change = nullptr;
};

} // namespace coffer::ui
