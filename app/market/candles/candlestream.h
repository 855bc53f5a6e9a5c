// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/loadstate.h"
#include "market/candles/candlefetch.h"
#include "market/candles/candlekeeper.h"
#include "market/candles/candleseries.h"

#include <QObject>
#include <QTimer>

namespace coffer::market {

/// The candles of one market and period: the newest ones, kept current while somebody holds it (see
/// CandleService::open), and older ones as far as they were reached for. From the first candle on there is
/// none missing that the exchange has. GUI thread.
class CandleStream : public QObject
{
    Q_OBJECT

public:
    /// In memory at most; older ones are then not loaded (nearly four years of minutes).
    static constexpr qsizetype mostCandles = 2'000'000;

    CandleStream(const CandleKey &key, CandleFetch &fetch, CandleKeeper &keeper, const Clock &clock,
                 QObject *parent = nullptr);

    const CandleKey &key() const { return m_key; }
    const Symbol &symbol() const { return m_key.symbol; }
    htx::Period period() const { return m_key.period; }
    const CandleSeries &series() const { return m_series; }
    /// Of the newest candles. Stale: from the disk or from earlier, being renewed.
    LoadState state() const { return m_state; }
    /// Why the last try failed; nullopt after one that did not.
    const std::optional<Error> &error() const { return m_error ? m_error : m_olderError; }
    /// When the newest candle was last told by the exchange, ms UTC; 0: never.
    qint64 updatedAt() const { return m_updatedAt; }
    /// Older candles are on their way.
    bool isLoadingOlder() const { return m_isExtending; }
    /// The exchange has none before the first one in the series.
    bool hasOldest() const { return m_hasOldest; }

    /// Asks for the newest candles, and goes on with older ones if that had failed. Does nothing while they
    /// are being asked for.
    void refresh();
    /// Candles from this second (UTC) on are wanted: kept ones come first, then what follows from kept ones
    /// of a finer period, then the exchange's, newest first and one request at a time. Cheap: call it in
    /// each frame of a pan. A later time than before ends the loading once it is reached.
    void reach(qint64 time);

    // For CandleService.

    /// One request for the newest, after everything that is on screen.
    void prefetch();
    /// The newest are being asked for.
    bool isAsking() const { return m_isAsking || m_kept == Kept::Reading; }
    /// Candles from the feed, oldest first.
    void takeLive(const QList<htx::Candle> &candles);
    /// The feed is there again.
    void resume();
    /// Nobody holds it any longer: is kept in memory with its newest candles only.
    void rest();

Q_SIGNALS:
    /// Candles were added or changed.
    void seriesChanged();
    void stateChanged(coffer::LoadState state);
    void loadingOlderChanged();
    /// Told once until something succeeds again.
    void failed(const coffer::Error &error);
    /// What had failed succeeded: error() is empty again.
    void recovered();

private:
    void renew();
    void readKept();
    void takeKept(const Result<KeptCandles> &kept);
    int neededSize() const;
    void ask(int size);
    void takePage(int size, const QList<htx::Candle> &page);
    bool leavesHole(const QList<htx::Candle> &candles) const;
    void mend();

    bool wantsOlder() const;
    void extend();
    void extendFromKept();
    void extendFromExchange();
    void takeOlder(const QList<htx::Candle> &candles, const CandleSpan &span);
    void takeChunk(const QList<htx::Candle> &candles, const CandleSpan &span);
    void askOpening();
    bool isBeginning() const;
    bool knowsBeginning() const;
    QList<htx::Candle> notOlder(QList<htx::Candle> candles) const;
    void backOff(const Error &error);
    void setExtending(bool extending);

    void forget();
    void clear(std::optional<Error> &error);
    void setState(LoadState state);
    /// What can be drawn and is not from the future, oldest first, each time once.
    QList<htx::Candle> usable(const QList<htx::Candle> &candles) const;

    const CandleKey m_key;
    CandleFetch &m_fetch;
    CandleKeeper &m_keeper;
    const Clock &m_clock;

    CandleSeries m_series;
    CandleSpan m_known; ///< where it is complete; ends where the candle starts that is still being made
    LoadState m_state = LoadState::Idle;
    std::optional<Error> m_error; ///< of the newest candles
    qint64 m_updatedAt = 0;
    bool m_isAsking = false;
    bool m_inBackground = false;
    enum class Kept { Unread, Reading, Read };
    Kept m_kept = Kept::Unread;
    std::optional<Clock::Steady> m_mended; ///< when a hole before a live candle was last asked about
    QTimer m_confirm;                      ///< asks once more for a candle that is finished by the feed

    std::optional<qint64> m_wanted; ///< reached for
    bool m_isExtending = false;
    bool m_hasOldest = false;
    bool m_pageWasShort = false;     ///< REST has none before m_known.from
    qint64 m_notKept = 0;            ///< the table has nothing that ends there
    int m_emptyChunks = 0;           ///< in a row
    std::optional<qint64> m_opening; ///< the first week that has a candle; 0: could not be told
    std::optional<Error> m_olderError;
    std::chrono::milliseconds m_delay{0};
    QTimer m_retry;
};

} // namespace coffer::market
