// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace coffer::history {
class HistorySync;
class HistoryTable;
} // namespace coffer::history
namespace coffer::market {
class AlertWatch;
class CandleService;
class DrawingService;
class MarketDepth;
class RecentMarkets;
class Sparklines;
class TickerBoard;
class Watchlist;
} // namespace coffer::market

namespace coffer::ui {

/// What charts show and keep. All outlive them.
struct ChartServices
{
    market::TickerBoard &board;
    market::CandleService &candles;
    market::Watchlist &watchlist;
    market::RecentMarkets &recent;
    market::Sparklines &sparklines;
    market::MarketDepth &depth;
    market::AlertWatch &alerts;
    market::DrawingService &drawings;
    history::HistorySync &history;
    history::HistoryTable &historyTable;
};

} // namespace coffer::ui
