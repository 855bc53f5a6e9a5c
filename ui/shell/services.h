// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace coffer::activity {
class ActivityLog;
class ActivityTable;
} // namespace coffer::activity
namespace coffer::htx {
class Client;
}
namespace coffer::htx::feed {
class AccountFeed;
class MarketFeed;
} // namespace coffer::htx::feed
namespace coffer::keys {
class FactStore;
class KeyInventory;
class Keyring;
class PendingTable;
class SecretStores;
} // namespace coffer::keys
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
namespace coffer::portfolio {
class PortfolioService;
}
namespace coffer::history {
class HistorySync;
class HistoryTable;
} // namespace coffer::history

namespace coffer::ui {

/// What the window shows and drives. Made by the program before the window, destroyed after it.
struct Services
{
    htx::Client &client;
    keys::Keyring &keyring;
    keys::KeyInventory &inventory;
    keys::SecretStores &stores;
    keys::PendingTable &pending;
    market::TickerBoard &board;
    market::CandleService &candles;
    market::Watchlist &watchlist;
    portfolio::PortfolioService &portfolio;
    history::HistorySync &history;
    history::HistoryTable &historyTable;
    activity::ActivityLog &activity;
    activity::ActivityTable &activityTable;
    htx::feed::MarketFeed &marketFeed;
    htx::feed::AccountFeed &accountFeed;
    keys::FactStore &facts;
    market::AlertWatch &alerts;
    market::DrawingService &drawings;
    market::MarketDepth &depth;
    market::RecentMarkets &recentMarkets;
    market::Sparklines &sparklines;
};

/// What kind of run this is.
struct Run
{
    bool isDemo = false;
    QString profileFolder;
};

} // namespace coffer::ui
