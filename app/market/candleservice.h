// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/loadstate.h"
#include "htx/gateway.h"
#include "market/candleseries.h"

#include <QCache>
#include <QObject>

namespace coffer::market {

/// Loads the candles of the market on the chart and keeps the last few in memory. A reply for a market that is no
/// longer asked for only fills the cache. GUI thread.
class CandleService : public QObject
{
    Q_OBJECT

public:
    explicit CandleService(htx::Gateway &gateway, QObject *parent = nullptr);

    /// Shows this market: at once from the cache (Stale), then fresh.
    void show(const Symbol &symbol, htx::Period period);
    void refresh();

    const Symbol &symbol() const { return m_symbol; }
    htx::Period period() const { return m_period; }
    const CandleSeries &series() const { return m_series; }
    LoadState state() const { return m_state; }

Q_SIGNALS:
    /// Another market or period is shown; series() may be empty.
    void shown();
    /// Candles were added or changed.
    void seriesChanged();
    void stateChanged(coffer::LoadState state);
    void failed(const coffer::Error &error);

private:
    void setState(LoadState state);

    htx::Gateway &m_gateway;
    Symbol m_symbol;
    htx::Period m_period = htx::Period::Hour1;
    CandleSeries m_series;
    QCache<std::pair<QString, int>, CandleSeries> m_cache{8};
    quint64 m_generation = 0;
    LoadState m_state = LoadState::Idle;
};

} // namespace coffer::market
