// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "market/alerts/indicatorline.h"
#include "market/candles/candlestream.h"

#include <QTimer>

namespace coffer::market {

class CandleService;

/// The line of an indicator over a stream of candles, read at most once a second. Of the candles only the
/// newest are looked at, however far back the chart of the same market reaches.
class StreamLevel final : public LevelReading
{
    Q_OBJECT

public:
    static constexpr qsizetype mostCandles = 2000;

    StreamLevel(std::shared_ptr<CandleStream> stream, const IndicatorSpec &indicator, int output,
                const Clock &clock);
    ~StreamLevel() override;

    std::optional<Value> closed() const override;
    std::optional<Value> newest() const override;

private:
    void read();
    void renew();

    std::shared_ptr<CandleStream> m_stream;
    IndicatorLine m_line;
    CandleSeries m_candles;
    qint64 m_readAt = 0;    ///< when what was read was told by the exchange, ms UTC; 0: it was kept
    bool m_isFresh = false; ///< it was the newest there is
    const Clock &m_clock;
    QTimer m_readSoon;
    QTimer m_renew;
};

/// Reads over the candles of this service, which outlives what is opened.
LevelOpener levelsOver(CandleService &candles, const Clock &clock);

} // namespace coffer::market
