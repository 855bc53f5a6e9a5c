// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/candles.h"
#include "exchange/currencylist.h"
#include "exchange/events.h"
#include "exchange/exchange.h"
#include "exchange/keyregistry.h"
#include "exchange/ledger.h"
#include "exchange/marketlist.h"
#include "exchange/marketstatus.h"
#include "exchange/pricefeed.h"
#include "exchange/trading.h"
#include "exchange/usersettings.h"
#include "exchange/wallet.h"
#include "exchange/worldclock.h"

namespace coffer::exchange {

/// Everything behind the exchange's door, made from a seed and a moment. One thread.
class World
{
public:
    explicit World(const Options &options);
    World(const World &) = delete;
    World &operator=(const World &) = delete;

    qint64 nowMs() const { return m_clock.nowMs(); }
    qint64 startMs() const { return m_clock.startMs(); }
    WorldClock &clock() { return m_clock; }
    const MarketList &markets() const { return m_markets; }
    const CurrencyList &currencies() const { return m_currencies; }
    const PriceFeed &feed() const { return m_feed; }
    const Candles &candles() const { return m_candles; }
    const Ledger &ledger() const { return m_ledger; }
    Ledger &ledger() { return m_ledger; }
    const KeyRegistry &keys() const { return m_keys; }
    KeyRegistry &keys() { return m_keys; }
    const Wallet &wallet() const { return *m_wallet; }
    Wallet &wallet() { return *m_wallet; }
    /// Who listens hears of everything that happens to balances and orders.
    Events &events() { return m_events; }
    const QList<DemoKey> &demoKeys() const { return m_demoKeys; }
    const QString &otpSecret() const { return m_otpSecret; }
    const MarketStatus &marketStatus() const { return m_marketStatus; }
    void setMarketStatus(MarketStatus status) { m_marketStatus = std::move(status); }
    const UserSettings &settings(int user) const { return m_settings[size_t(user)]; }
    UserSettings &settings(int user) { return m_settings[size_t(user)]; }

    /// A new sub-user with a spot account: its place in the ledger.
    int addSubUser(const QByteArray &name, const QByteArray &note);
    /// The user's account of that type; -1 when there is none yet.
    int accountOf(int user, const QByteArray &type, const QByteArray &subtype = {}) const;
    /// The user's account of that type, made when there is none yet, as a first transfer does.
    int accountFor(int user, const QByteArray &type, const QByteArray &subtype = {});
    /// An access key and a secret that nobody has.
    std::pair<QByteArray, QByteArray> drawKeyPair();

    const Trading &trading() const { return m_trading; }
    Trading &trading() { return m_trading; }

    /// Lets everything happen that is due by now: fills of resting orders, triggers, confirmations. Called
    /// before each request and by the server's timer.
    void advance();

    /// Moves a market's price by that factor, from now on.
    void bendPrice(int market, double factor) { m_feed.bend(market, factor, nowMs()); }
    /// A market that is suspended stands still from now on.
    void setMarketState(int market, Market::State state);

    /// The moment whose price a market shows now: a suspended one stands still.
    qint64 marketTime(int market, qint64 nowMs) const;
    /// What waits in a market now, the users' orders among it: every level, see shown() for what endpoints
    /// and feeds show.
    Book book(int market, qint64 nowMs) const;
    BookTop top(int market, qint64 nowMs) const;
    /// The current price of a currency in USDT; nullopt where no market tells.
    std::optional<Decimal> priceInUsdt(int currency, qint64 nowMs) const;

private:
    void addUsers();
    int addUser(Uid uid, bool isSub, const QByteArray &name, const QByteArray &note);
    int addAccount(int user, const QByteArray &type, const QByteArray &subtype = {});
    void liveAYear();
    void givePoints(int user, const Decimal &amount);
    void addKeys();
    void addKey(const char *label, Uid uid, const char *permissions, const char *addresses, qint64 ageDays,
                std::optional<qint64> daysLeft, bool heldByDemo);

    quint64 m_seed;
    Events m_events;
    WorldClock m_clock;
    MarketList m_markets;
    CurrencyList m_currencies;
    PriceFeed m_feed;
    Candles m_candles;
    Ledger m_ledger;
    Trading m_trading;
    KeyRegistry m_keys;
    QList<DemoKey> m_demoKeys;
    QString m_otpSecret;
    MarketStatus m_marketStatus;
    std::vector<UserSettings> m_settings; ///< by user
    std::optional<Wallet> m_wallet;       ///< made once the year is lived
    qint64 m_lastAccount = 0;
    Draw m_draw; ///< of what is made while the exchange serves
};

} // namespace coffer::exchange
