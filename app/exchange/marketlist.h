// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>

#include <optional>
#include <vector>

namespace coffer::exchange {

/// One market of the exchange, as its rules and its character in the simulation.
struct Market
{
    enum class State { Online, Suspended, Offline };

    QByteArray symbol, base, quote; ///< lower case
    int priceDecimals = 2;
    int amountDecimals = 4;
    int volumeDecimals = 4; ///< of quote volumes
    double price = 0;       ///< quote currency, when the world starts
    double change = 0;      ///< of the 24 h before, as a fraction
    double volatility = 0;  ///< of one day, as a fraction
    double dailyVolume = 0; ///< typical, in the quote currency
    int historyDays = 730;  ///< how long before the start it opened
    State state = State::Online;
    std::optional<qint64> suspendedAt; ///< ms UTC; nullopt: before the world started
    /// Set for a pair whose price follows from two others (ethbtc = ethusdt / btcusdt): their places in the
    /// list.
    std::optional<std::pair<int, int>> ratio;

    bool isOnline() const { return state == State::Online; }
    QByteArray displayName() const { return base.toUpper() + '/' + quote.toUpper(); }
};

/// All markets, in the order in which the exchange lists them.
class MarketList
{
public:
    MarketList();

    const std::vector<Market> &all() const { return m_markets; }
    const Market &at(int index) const { return m_markets[static_cast<size_t>(index)]; }
    int count() const { return static_cast<int>(m_markets.size()); }
    /// suspendedAt: when it stopped, for one that is not online.
    void setState(int index, Market::State state, std::optional<qint64> suspendedAt)
    {
        m_markets[static_cast<size_t>(index)].state = state;
        m_markets[static_cast<size_t>(index)].suspendedAt = suspendedAt;
        ++m_changes;
    }
    /// Grows with each setState().
    int changes() const { return m_changes; }
    /// -1 when there is no such market.
    int indexOf(const QByteArray &symbol) const { return m_bySymbol.value(symbol, -1); }

private:
    void add(Market market);
    void addRatio(const char *base, const char *quote, int priceDecimals, int amountDecimals,
                  double dailyVolume);

    std::vector<Market> m_markets;
    QHash<QByteArray, int> m_bySymbol;
    int m_changes = 0;
};

} // namespace coffer::exchange
