// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/app/program.h"

#include "activity/activitylog.h"
#include "core/clock.h"
#include "core/log.h"
#include "exchange/exchange.h"
#include "history/historysync.h"
#include "history/historytable.h"
#include "htx/client.h"
#include "htx/feed/accountfeed.h"
#include "htx/feed/feedthread.h"
#include "htx/feed/marketfeed.h"
#include "keys/backup/facttables.h"
#include "keys/changes/pendingtable.h"
#include "keys/keyinventory.h"
#include "keys/keyring.h"
#include "keys/keytable.h"
#include "keys/stores/keychainstore.h"
#include "keys/stores/memorystore.h"
#include "keys/stores/secretstores.h"
#include "keys/stores/vaultstore.h"
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
#include "store/profile.h"
#include "ui/app/console.h"
#include "ui/app/demokeys.h"
#include "ui/app/screenshots.h"
#include "ui/app/starttrace.h"
#include "ui/charts/chartsschema.h"
#include "ui/common/appsettings.h"
#include "ui/common/errortext.h"
#include "ui/common/format.h"
#include "ui/common/icons.h"
#include "ui/common/theme.h"
#include "ui/keys/stores/storescard.h"
#include "ui/shell/mainwindow.h"

#include <QApplication>
#include <QDir>
#include <QFileInfo>
#include <QNetworkAccessManager>
#include <QTemporaryDir>
#include <QTimer>

namespace coffer::ui {
namespace {

/// Where secrets can be kept, best place first. Those of the demo are never written anywhere.
std::vector<std::unique_ptr<keys::SecretStore>> makeStores(bool isDemo, const QString &vaultFile)
{
    std::vector<std::unique_ptr<keys::SecretStore>> stores;
    if (!isDemo) {
        stores.push_back(std::make_unique<keys::KeychainStore>());
        stores.push_back(std::make_unique<keys::VaultStore>(vaultFile));
    }
    stores.push_back(std::make_unique<keys::MemoryStore>());
    return stores;
}

// A settings file that was edited by hand must not keep Coffer from starting.
QUrl rememberedHost(const Settings &settings)
{
    return exchangeUrl(settings.value(hostSetting)).value_or(QUrl(hostSetting.fallback));
}

/// The prices of the demo are made up: they are kept beside those of the exchange, and never taken for them.
QString apart(const QString &file, bool isDemo)
{
    const QFileInfo info(file);
    return isDemo ? info.dir().filePath(QStringLiteral("demo-") + info.fileName()) : file;
}

Run runOf(const Options &options, const QString &folder)
{
    return {options.isDemo, folder};
}

} // namespace

/// In the order of making; destroyed in reverse.
struct Program::Parts
{
    Parts(const Options &options, std::unique_ptr<store::Profile> opened)
        : profile(std::move(opened)),
          settings(profile->settingsFile()),
          keysFile(profile->keysFile(), keys::KeyTable::schema(), store::Durability::Record),
          cacheFile(profile->cacheFile(), portfolio::cacheSchema(), store::Durability::Cache),
          activityFile(profile->activityFile(), activity::ActivityTable::schema(), store::Durability::Record),
          candlesFile(apart(profile->candlesFile(), options.isDemo), market::CandleTable::schema(),
                      store::Durability::Cache),
          chartsFile(apart(profile->chartsFile(), options.isDemo), chartsSchema(), store::Durability::Record),
          keyTable(keysFile),
          pendingTable(keysFile),
          factStore(keysFile),
          historyTable(cacheFile),
          balanceCache(cacheFile),
          activityTable(activityFile),
          activityLog(activityTable, clock),
          candleTable(candlesFile),
          alertTable(chartsFile),
          drawingTable(chartsFile),
          marketFeed(clock, feedThread.thread()),
          accountFeed(clock, feedThread.thread()),
          client(network, clock, options.host.value_or(rememberedHost(settings))),
          secrets(makeStores(options.isDemo, profile->vaultFile())),
          keyring(client, stores, clock),
          inventory(keyTable, stores, keyring, clock),
          board(keyring, clock),
          candles(keyring, clock, &candleTable),
          alerts(alertTable, board, clock, market::levelsOver(candles, clock)),
          drawings(drawingTable),
          depth(keyring, clock),
          recentMarkets(settings),
          sparklines(keyring, clock),
          watchlist(settings),
          portfolioService(keyring, board, balanceCache, clock),
          historySync(keyring, historyTable, clock),
          theme(settings),
          format(settings, clock)
    {
        for (const auto &store : secrets)
            stores.add(*store);
        stores.setPreferred(settings.value(placeSetting));
        keysFile.open();
        cacheFile.open();
        activityFile.open();
        candlesFile.open();
        chartsFile.open();
        QObject::connect(&client, &htx::Client::requestFinished, &activityLog, &activity::ActivityLog::add);
    }

    Services services()
    {
        return {client,        keyring,       inventory,        stores,      pendingTable, board,
                candles,       watchlist,     portfolioService, historySync, historyTable, activityLog,
                activityTable, marketFeed,    accountFeed,      factStore,   alerts,       drawings,
                depth,         recentMarkets, sparklines};
    }

    std::unique_ptr<store::Profile> profile;
    Settings settings;
    SystemClock clock;
    QNetworkAccessManager network;
    store::Database keysFile;
    store::Database cacheFile;
    store::Database activityFile;
    store::Database candlesFile;
    store::Database chartsFile;
    keys::KeyTable keyTable;
    keys::PendingTable pendingTable;
    keys::FactStore factStore;
    history::HistoryTable historyTable;
    portfolio::BalanceCache balanceCache;
    activity::ActivityTable activityTable;
    activity::ActivityLog activityLog;
    market::CandleTable candleTable;
    market::AlertTable alertTable;
    market::DrawingTable drawingTable;
    htx::feed::FeedThread feedThread;
    htx::feed::MarketFeed marketFeed;
    htx::feed::AccountFeed accountFeed;
    htx::Client client;
    std::vector<std::unique_ptr<keys::SecretStore>> secrets;
    keys::SecretStores stores;
    keys::Keyring keyring;
    keys::KeyInventory inventory;
    market::TickerBoard board;
    market::CandleService candles;
    market::AlertWatch alerts;
    market::DrawingService drawings;
    market::MarketDepth depth;
    market::RecentMarkets recentMarkets;
    market::Sparklines sparklines;
    market::Watchlist watchlist;
    portfolio::PortfolioService portfolioService;
    history::HistorySync historySync;
    Theme theme;
    Format format;
    std::unique_ptr<MainWindow> window;
    std::unique_ptr<DemoKeys> demoKeys;
    std::unique_ptr<Screenshots> screenshots;
};

Program::Program(const Options &options) : m_options(options) {}

Program::~Program()
{
    d.reset();
    m_exchange.reset();
    log::uninstall(); // before the temporary profile goes, which the log is in
}

Result<void> Program::start()
{
    if (m_options.isDemo) { // first thing, so that its world is made while the window is
        m_exchange = std::make_unique<exchange::Exchange>();
        m_served = m_exchange->start();
    }
    Result<std::unique_ptr<store::Profile>> profile = openProfile();
    if (!profile)
        return tl::unexpected(profile.error());
    const QString folder = (*profile)->folder();
    log::install((*profile)->logFile());
    d = std::make_unique<Parts>(m_options, std::move(*profile));
    if (m_options.theme)
        d->theme.force(*m_options.theme);
    d->theme.apply(*qApp);

    const Context context{d->theme, d->format, d->settings, d->clock};
    d->window = std::make_unique<MainWindow>(d->services(), runOf(m_options, folder), context);
    d->window->setWindowIcon(QIcon(pixmap(QStringLiteral("app"), Qt::black, 64)));
    if (m_options.size)
        d->window->resize(*m_options.size);
    if (StartTrace::isWanted())
        new StartTrace(*d->window, d->portfolioService, d->window.get());
    d->window->show();
    // The first frame comes before the first request.
    QTimer::singleShot(0, this, &Program::begin);
    return {};
}

Result<std::unique_ptr<store::Profile>> Program::openProfile()
{
    if (!m_options.profile.isEmpty())
        return store::Profile::open(m_options.profile);
    if (!m_options.isDemo)
        return store::Profile::open(store::Profile::defaultFolder());
    m_temporary = std::make_unique<QTemporaryDir>();
    if (!m_temporary->isValid())
        return fail(ErrorKind::StorageUnavailable, m_temporary->errorString());
    return store::Profile::open(m_temporary->path());
}

void Program::begin()
{
    if (m_options.isDemo) {
        whenDone(this, m_served, [this](const Result<exchange::Served> &served) {
            if (served)
                beginDemo(*served);
            else
                giveUp(served.error());
        });
    } else {
        d->window->start();
        d->alerts.load();
        whenDone(this, d->inventory.load(),
                 [this](const Result<void> & /*shown on the pages*/) { d->inventory.verify(); });
    }
    if (!m_options.screenshots.isEmpty())
        startScreenshots();
}

void Program::beginDemo(const exchange::Served &served)
{
    if (const Result<void> pointed = d->client.setBase(served.url); !pointed) {
        giveUp(pointed.error());
        return;
    }
    d->window->start();
    d->alerts.load();
    d->demoKeys = std::make_unique<DemoKeys>(d->inventory, d->keyTable, d->stores.preferred());
    whenDone(this, d->demoKeys->hold(served.keys), [this](const Result<void> &held) {
        if (!held)
            giveUp(held.error());
        else
            d->inventory.verify();
    });
}

void Program::startScreenshots()
{
    const QSize size = m_options.size.value_or(QSize(1280, 800));
    d->window->resize(size);
    d->screenshots = std::make_unique<Screenshots>(*d->window, m_options.screenshots);
    connect(d->screenshots.get(), &Screenshots::finished, this, [](const QString &problem) {
        if (!problem.isEmpty())
            printError(problem);
        QCoreApplication::exit(problem.isEmpty() ? 0 : 1);
    });
    d->screenshots->start();
}

void Program::giveUp(const Error &error)
{
    const ErrorText words = errorText(error);
    printError(words.title + u' ' + words.details);
    QCoreApplication::exit(1);
}

} // namespace coffer::ui
