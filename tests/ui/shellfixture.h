// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "activity/activitylog.h"
#include "history/historysync.h"
#include "history/historytable.h"
#include "htx/client.h"
#include "htx/feed/accountfeed.h"
#include "htx/feed/marketfeed.h"
#include "keys/backup/facttables.h"
#include "keys/changes/pendingtable.h"
#include "keys/keyinventory.h"
#include "keys/keyring.h"
#include "keys/keytable.h"
#include "keys/stores/memorystore.h"
#include "keys/stores/secretstores.h"
#include "market/alerts/alerttable.h"
#include "market/alerts/alertwatch.h"
#include "market/alerts/streamlevel.h"
#include "market/candles/candleservice.h"
#include "market/candles/candletable.h"
#include "market/depth/marketdepth.h"
#include "market/drawings/drawingservice.h"
#include "market/recentmarkets.h"
#include "market/sparklines.h"
#include "market/tickerboard.h"
#include "market/watchlist.h"
#include "portfolio/balancecache.h"
#include "portfolio/cacheschema.h"
#include "portfolio/portfolioservice.h"
#include "store/database.h"
#include "support/fakeclock.h"
#include "support/fakenetwork.h"
#include "ui/charts/chartsschema.h"
#include "ui/common/format.h"
#include "ui/common/theme.h"
#include "ui/shell/mainwindow.h"

namespace coffer::test {

/// Everything a MainWindow needs, over a network that is down, with databases in memory.
struct Shell
{
    Shell()
    {
        network.expect("GET", "/").always().fail(QNetworkReply::ConnectionRefusedError);
        stores.add(secrets);
        keysFile.open();
        cacheFile.open();
        activityFile.open();
        candlesFile.open();
        chartsFile.open();
        alerts.load();
        marketFeed.setPaused(true); // no test goes to the exchange
        accountFeed.setPaused(true);
        QObject::connect(&client, &htx::Client::requestFinished, &activityLog, &activity::ActivityLog::add);
    }

    ui::Services services()
    {
        return {client,      keyring,   inventory, stores,       pending,     board,         candles,
                watchlist,   portfolio, sync,      historyTable, activityLog, activityTable, marketFeed,
                accountFeed, facts,     alerts,    drawings,     depth,       recentMarkets, sparklines};
    }
    ui::Context context() { return {theme, format, settings, clock}; }

    FakeNetwork network;
    FakeClock clock;
    Settings settings{QString()};
    store::Database keysFile{QString(), keys::KeyTable::schema(), store::Durability::Record};
    store::Database activityFile{QString(), activity::ActivityTable::schema(), store::Durability::Record};
    store::Database cacheFile{QString(), portfolio::cacheSchema(), store::Durability::Cache};
    store::Database candlesFile{QString(), market::CandleTable::schema(), store::Durability::Cache};
    store::Database chartsFile{QString(), ui::chartsSchema(), store::Durability::Record};
    keys::KeyTable keyTable{keysFile};
    history::HistoryTable historyTable{cacheFile};
    portfolio::BalanceCache cache{cacheFile};
    activity::ActivityTable activityTable{activityFile};
    activity::ActivityLog activityLog{activityTable, clock};
    market::CandleTable candleTable{candlesFile};
    market::AlertTable alertTable{chartsFile};
    market::DrawingTable drawingTable{chartsFile};
    htx::feed::MarketFeed marketFeed{clock, *QThread::currentThread()};
    htx::feed::AccountFeed accountFeed{clock, *QThread::currentThread()};
    htx::Client client{network, clock, QUrl(QStringLiteral("https://api.huobi.pro"))};
    keys::PendingTable pending{keysFile};
    keys::FactStore facts{keysFile};
    keys::MemoryStore secrets;
    keys::SecretStores stores;
    keys::Keyring keyring{client, stores, clock};
    keys::KeyInventory inventory{keyTable, stores, keyring, clock};
    market::TickerBoard board{keyring, clock};
    market::CandleService candles{keyring, clock, &candleTable};
    market::AlertWatch alerts{alertTable, board, clock, market::levelsOver(candles, clock)};
    market::DrawingService drawings{drawingTable};
    market::MarketDepth depth{keyring, clock};
    market::RecentMarkets recentMarkets{settings};
    market::Sparklines sparklines{keyring, clock};
    market::Watchlist watchlist{settings};
    portfolio::PortfolioService portfolio{keyring, board, cache, clock};
    history::HistorySync sync{keyring, historyTable, clock};
    ui::Theme theme{settings};
    ui::Format format{settings, clock};
};

} // namespace coffer::test
