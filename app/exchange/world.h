// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/candles.h"
#include "exchange/currencylist.h"
#include "exchange/events.h"
#include "exchange/exchange.h"
#include "exchange/keyregistry.h"
#include "exchange/ledger.h"
#include "exchange/marketlist.h"
#include "exchange/pricefeed.h"
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
    const MarketList &markets() const { return m_markets; }
    const CurrencyList &currencies() const { return m_currencies; }
    const PriceFeed &feed() const { return m_feed; }
    const Candles &candles() const { return m_candles; }
    const Ledger &ledger() const { return m_ledger; }
    Ledger &ledger() { return m_ledger; }
    const KeyRegistry &keys() const { return m_keys; }
    KeyRegistry &keys() { return m_keys; }
    /// Who listens hears of everything that happens to balances and orders.
    Events &events() { return m_events; }
    const QList<DemoKey> &demoKeys() const { return m_demoKeys; }
    const QString &otpSecret() const { return m_otpSecret; }

    /// Lets everything happen that is due by now: fills of resting orders, triggers, confirmations. Called
    /// before each request and by the server's timer.
    void advance();

    /// The moment whose price a market shows now: a suspended one stands still.
    qint64 marketTime(int market, qint64 nowMs) const;
    /// The current price of a currency in USDT; nullopt where no market tells.
    std::optional<Decimal> priceInUsdt(int currency, qint64 nowMs) const;

private:
    void addUsers();
    void liveAYear();
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
    KeyRegistry m_keys;
    QList<DemoKey> m_demoKeys;
    QString m_otpSecret;
};

} // namespace coffer::exchange
