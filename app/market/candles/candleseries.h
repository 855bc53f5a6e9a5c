// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "htx/types/market.h"
#include "market/candles/candlelevel.h"

#include <QList>

#include <deque>
#include <optional>

namespace coffer::market {

/// Whether room that nothing was written to costs no memory.
#ifdef Q_OS_WIN
inline constexpr bool isRoomFree = false;
#else
inline constexpr bool isRoomFree = true;
#endif

/// Candles of one market and period, oldest first, as columns, with a pyramid of coarser levels above them,
/// so that any stretch of time can be painted from about as many rows as there are pixels. Times strictly
/// increase: a repeated time replaces, one out of order is put where it belongs, one with a price that can't
/// be drawn (not finite, not positive) or a time that is no date is left out. A volume that is not finite or
/// negative counts as 0.
///
/// Takes about 76 bytes a candle: 60 of its own and 16 of the levels, and room of an eighth while it grows.
/// Move-only.
class CandleSeries
{
public:
    /// Up to so many, what is there stays where it is when older ones come in front, or newer ones after it.
    static constexpr std::size_t steadyCandles = isRoomFree ? 2'097'152 : 0;

    explicit CandleSeries(htx::Period period = htx::Period::Hour1);

    htx::Period period() const { return m_period; }
    qsizetype size() const { return static_cast<qsizetype>(m_time.size()); }
    bool isEmpty() const { return size() == 0; }

    /// Puts the candles in; returns how many were new or changed. Cheap at both ends: newer candles, other
    /// values, and older candles in front cost what they are; one that is missing in the middle moves all
    /// after it.
    qsizetype merge(const QList<htx::Candle> &candles);
    void clear();

    htx::Candle at(qsizetype index) const;
    std::span<const qint64> times() const { return m_time.view(); } ///< seconds UTC
    std::span<const double> opens() const { return m_open.view(); }
    std::span<const double> highs() const { return m_high.view(); }
    std::span<const double> lows() const { return m_low.view(); }
    std::span<const double> closes() const { return m_close.view(); }
    std::span<const double> amounts() const { return m_amount.view(); } ///< base currency
    std::span<const double> volumes() const { return m_volume.view(); } ///< quote currency

    /// First index whose time is not before t; size() when none.
    qsizetype lowerBound(qint64 time) const;

    struct Range
    {
        double low = 0, high = 0, volume = 0; ///< volume: the greatest of one candle
    };
    /// Over [first, last); nullopt when empty.
    std::optional<Range> range(qsizetype first, qsizetype last) const;

    /// Level 0 are the candles, level n has buckets of 4^n periods. There are as many as are worth having.
    int levels() const { return static_cast<int>(m_levels.size()) + 1; }
    CandleRows level(int number) const;

    /// Grows with each change. With the number that it had before: the first index whose candle is new or
    /// other since, all after it included; size() when nothing is. Older candles in front are a change of
    /// everything.
    quint64 revision() const { return m_revision; }
    qsizetype firstChangedSince(quint64 revision) const;

    /// What became of the candles since an earlier revision, in indices of now.
    struct Changes
    {
        qsizetype inFront = 0; ///< so many older ones came in front, and all others went up by as much
        qsizetype first = 0;   ///< of the others the first one that is new or other; size() when none is
        qsizetype moved = 0;   ///< from here on they went elsewhere or are gone; size() when none did
    };
    /// The same, more exactly. Everything moved when it is too long ago to know.
    Changes changesSince(quint64 revision) const;

    /// Memory that it takes.
    std::size_t bytes() const;

private:
    void append(const htx::Candle &candle);
    void set(std::size_t index, const htx::Candle &candle);
    void truncate(std::size_t count);
    qsizetype mergeFront(std::span<const htx::Candle> older);
    qsizetype mergeRest(std::span<const htx::Candle> incoming);
    qsizetype overwrite(std::size_t first, std::span<const htx::Candle> incoming);
    qsizetype insertWithin(std::size_t first, std::size_t last, std::span<const htx::Candle> incoming);
    void refoldFrom(std::size_t first);
    void refold(std::size_t first, std::size_t last);
    void refoldFront(std::size_t inserted);
    void addLevels();
    void noteChange(const Changes &changes);
    void noteChanged(std::size_t first);
    void noteMoved(std::size_t first);
    void noteInFront(std::size_t count);
    template<class Function>
    void forEachColumn(Function function);

    struct Change
    {
        quint64 revision = 0;
        Changes changes{}; ///< in indices of then
    };

    htx::Period m_period;
    Column<qint64> m_time{steadyCandles};
    Column<double> m_open{steadyCandles}, m_high{steadyCandles}, m_low{steadyCandles}, m_close{steadyCandles},
        m_amount{steadyCandles}, m_volume{steadyCandles};
    Column<quint32> m_count{steadyCandles};
    std::vector<CandleLevel> m_levels; ///< from level 1 on
    std::deque<Change> m_changes;      ///< the newest few
    quint64 m_revision = 0;
};

} // namespace coffer::market
