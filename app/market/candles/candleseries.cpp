// SPDX-License-Identifier: GPL-3.0-or-later
#include "market/candles/candleseries.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace coffer::market {

namespace {

constexpr std::size_t fewestRows = 1'024;   ///< a level over fewer would save nothing
constexpr qint64 bucketRows = 4;            ///< of the finer level in a bucket: a third more memory in all
constexpr std::size_t changesKept = 32;     ///< more than come between two frames
constexpr qint64 latestTime = 253402300799; ///< the end of the year 9999: what a date can show
constexpr qsizetype nowhere = std::numeric_limits<qsizetype>::max();

bool isPrice(double value)
{
    return std::isfinite(value) && value > 0;
}

bool canBeDrawn(const htx::Candle &candle)
{
    return candle.time > 0 && candle.time <= latestTime && isPrice(candle.open) && isPrice(candle.high) &&
           isPrice(candle.low) && isPrice(candle.close);
}

double cleanVolume(double volume)
{
    return std::isfinite(volume) && volume > 0 ? volume : 0;
}

/// Nothing has to be left out, mended or moved.
bool isClean(const QList<htx::Candle> &candles)
{
    qint64 before = 0;
    for (const htx::Candle &candle : candles) {
        if (candle.time <= before || !canBeDrawn(candle) || candle.amount != cleanVolume(candle.amount) ||
            candle.volume != cleanVolume(candle.volume))
            return false;
        before = candle.time;
    }
    return true;
}

/// What can be drawn, oldest first, one a time: of candles of the same time the last one counts.
std::vector<htx::Candle> ordered(const QList<htx::Candle> &candles)
{
    std::vector<htx::Candle> result;
    result.reserve(static_cast<std::size_t>(candles.size()));
    for (htx::Candle candle : candles) {
        if (!canBeDrawn(candle))
            continue;
        candle.amount = cleanVolume(candle.amount);
        candle.volume = cleanVolume(candle.volume);
        result.push_back(candle);
    }
    const auto earlier = [](const htx::Candle &left, const htx::Candle &right) {
        return left.time < right.time;
    };
    if (!std::is_sorted(result.begin(), result.end(), earlier))
        std::stable_sort(result.begin(), result.end(), earlier);
    // From the back, so that unique keeps the last of its equals.
    const auto sameTime = [](const htx::Candle &left, const htx::Candle &right) {
        return left.time == right.time;
    };
    result.erase(result.begin(), std::unique(result.rbegin(), result.rend(), sameTime).base());
    return result;
}

} // namespace

CandleSeries::CandleSeries(htx::Period period) : m_period(period) {}

template<class Function>
void CandleSeries::forEachColumn(Function function)
{
    function(m_time);
    function(m_count);
    for (Column<double> *column : {&m_open, &m_high, &m_low, &m_close, &m_amount, &m_volume})
        function(*column);
}

qsizetype CandleSeries::merge(const QList<htx::Candle> &candles)
{
    std::vector<htx::Candle> mended;
    std::span<const htx::Candle> incoming(candles.constData(), static_cast<std::size_t>(candles.size()));
    if (!isClean(candles)) {
        mended = ordered(candles);
        incoming = mended;
    }
    if (incoming.empty())
        return 0;
    std::size_t older = 0;
    if (!isEmpty()) {
        const qint64 first = times().front();
        while (older < incoming.size() && incoming[older].time < first)
            ++older;
    }
    return mergeFront(incoming.first(older)) + mergeRest(incoming.subspan(older));
}

qsizetype CandleSeries::mergeFront(std::span<const htx::Candle> older)
{
    if (older.empty())
        return 0;
    forEachColumn([&](auto &column) { column.prepend(older.size()); });
    for (std::size_t i = 0; i < older.size(); ++i)
        set(i, older[i]);
    refoldFront(older.size());
    noteInFront(older.size());
    return static_cast<qsizetype>(older.size());
}

qsizetype CandleSeries::mergeRest(std::span<const htx::Candle> incoming)
{
    if (incoming.empty())
        return 0;
    const auto first = static_cast<std::size_t>(lowerBound(incoming.front().time));
    const auto last = static_cast<std::size_t>(lowerBound(incoming.back().time + 1));
    // Usually the known ones come again, perhaps with other values, and newer ones after them.
    const std::size_t known = last - first;
    if (last == m_time.size() && known <= incoming.size()) {
        bool same = true;
        for (std::size_t i = 0; i < known && same; ++i)
            same = m_time[first + i] == incoming[i].time;
        if (same) {
            qsizetype changed = overwrite(first, incoming.first(known));
            const std::size_t before = m_time.size();
            forEachColumn([&](auto &column) { column.reserve(incoming.size() - known); });
            for (const htx::Candle &candle : incoming.subspan(known))
                append(candle);
            if (m_time.size() > before) {
                refoldFrom(before);
                noteChanged(before);
            }
            return changed + static_cast<qsizetype>(incoming.size() - known);
        }
    }
    return insertWithin(first, last, incoming);
}

/// Other values for candles that are there.
qsizetype CandleSeries::overwrite(std::size_t first, std::span<const htx::Candle> incoming)
{
    qsizetype changed = 0;
    std::optional<std::size_t> from;
    std::size_t to = first;
    for (std::size_t i = 0; i < incoming.size(); ++i) {
        if (at(static_cast<qsizetype>(first + i)) == incoming[i])
            continue;
        set(first + i, incoming[i]);
        from = from.value_or(first + i);
        to = first + i + 1;
        ++changed;
    }
    if (from) {
        refold(*from, to);
        noteChanged(*from);
    }
    return changed;
}

/// Candles of which some may be missing between first and last.
qsizetype CandleSeries::insertWithin(std::size_t first, std::size_t last,
                                     std::span<const htx::Candle> incoming)
{
    std::vector<htx::Candle> old;
    for (std::size_t i = first; i < last; ++i)
        old.push_back(at(static_cast<qsizetype>(i)));
    std::vector<htx::Candle> merged;
    qsizetype changed = 0;
    auto next = old.cbegin();
    for (const htx::Candle &candle : incoming) {
        for (; next != old.cend() && next->time < candle.time; ++next)
            merged.push_back(*next);
        const bool replaces = next != old.cend() && next->time == candle.time;
        changed += replaces && *next == candle ? 0 : 1;
        if (replaces)
            ++next;
        merged.push_back(candle);
    }
    merged.insert(merged.end(), next, old.cend());
    if (changed == 0)
        return 0;
    const std::size_t added = merged.size() - old.size();
    if (added > 0)
        forEachColumn([&](auto &column) { column.insert(last, added); });
    for (std::size_t i = 0; i < merged.size(); ++i)
        set(first + i, merged[i]);
    if (added > 0) {
        refoldFrom(first);
        noteMoved(first);
    } else {
        refold(first, last);
        noteChanged(first);
    }
    return changed;
}

void CandleSeries::clear()
{
    truncate(0);
    m_levels.clear();
    noteMoved(0);
}

htx::Candle CandleSeries::at(qsizetype index) const
{
    const auto i = static_cast<std::size_t>(index);
    return {m_time[i], m_open[i], m_high[i], m_low[i], m_close[i], m_amount[i], m_volume[i], m_count[i]};
}

void CandleSeries::append(const htx::Candle &candle)
{
    forEachColumn([](auto &column) { column.append({}); });
    set(m_time.size() - 1, candle);
}

void CandleSeries::set(std::size_t index, const htx::Candle &candle)
{
    m_time[index] = candle.time;
    m_open[index] = candle.open;
    m_high[index] = candle.high;
    m_low[index] = candle.low;
    m_close[index] = candle.close;
    m_amount[index] = candle.amount;
    m_volume[index] = candle.volume;
    m_count[index] =
        static_cast<quint32>(std::clamp<qint64>(candle.count, 0, std::numeric_limits<quint32>::max()));
}

void CandleSeries::truncate(std::size_t count)
{
    forEachColumn([count](auto &column) { column.truncate(count); });
}

CandleRows CandleSeries::level(int number) const
{
    if (number > 0)
        return m_levels[static_cast<std::size_t>(number) - 1].rows();
    return {times(), opens(), highs(), lows(), closes(), volumes()};
}

void CandleSeries::refoldFrom(std::size_t first)
{
    CandleRows finer = level(0);
    for (CandleLevel &level : m_levels) {
        first = level.refoldFrom(finer, first);
        finer = level.rows();
    }
    addLevels();
}

void CandleSeries::refold(std::size_t first, std::size_t last)
{
    CandleRows finer = level(0);
    for (CandleLevel &level : m_levels) {
        level.refold(finer, first, last);
        finer = level.rows();
    }
}

void CandleSeries::refoldFront(std::size_t inserted)
{
    CandleRows finer = level(0);
    std::size_t changed = inserted;
    for (CandleLevel &level : m_levels) {
        level.refoldFront(finer, inserted, changed);
        finer = level.rows();
    }
    addLevels();
}

void CandleSeries::addLevels()
{
    CandleRows finest = level(levels() - 1);
    while (finest.size() > fewestRows) {
        const qint64 period =
            m_levels.empty() ? std::max<qint64>(htx::seconds(m_period), 1) : m_levels.back().length();
        if (period > latestTime / bucketRows)
            return; // one bucket would hold all there can be
        const std::size_t finer = m_levels.empty() ? steadyCandles : m_levels.back().most();
        m_levels.emplace_back(period * bucketRows, finer / 3); // some buckets are not full
        m_levels.back().refoldFrom(finest, 0);
        finest = m_levels.back().rows();
    }
}

void CandleSeries::noteChange(const Changes &changes)
{
    m_changes.push_back({++m_revision, changes});
    if (m_changes.size() > changesKept)
        m_changes.pop_front();
}

void CandleSeries::noteChanged(std::size_t first)
{
    noteChange({0, static_cast<qsizetype>(first), nowhere});
}

void CandleSeries::noteMoved(std::size_t first)
{
    noteChange({0, static_cast<qsizetype>(first), static_cast<qsizetype>(first)});
}

void CandleSeries::noteInFront(std::size_t count)
{
    noteChange({static_cast<qsizetype>(count), nowhere, nowhere});
}

CandleSeries::Changes CandleSeries::changesSince(quint64 revision) const
{
    if (revision > m_revision || m_revision - revision > m_changes.size())
        return {};
    Changes all{0, size(), size()};
    for (auto change = m_changes.rbegin(); change != m_changes.rend() && change->revision > revision;
         ++change) {
        const Changes &each = change->changes;
        if (each.first != nowhere)
            all.first = std::min(all.first, each.first + all.inFront);
        if (each.moved != nowhere)
            all.moved = std::min(all.moved, each.moved + all.inFront);
        all.inFront += each.inFront;
    }
    return all;
}

qsizetype CandleSeries::firstChangedSince(quint64 revision) const
{
    const Changes changes = changesSince(revision);
    return changes.inFront > 0 ? 0 : changes.first;
}

std::size_t CandleSeries::bytes() const
{
    std::size_t sum = m_time.bytes() + m_count.bytes();
    for (const Column<double> *column : {&m_open, &m_high, &m_low, &m_close, &m_amount, &m_volume})
        sum += column->bytes();
    for (const CandleLevel &level : m_levels)
        sum += level.bytes();
    return sum;
}

qsizetype CandleSeries::lowerBound(qint64 time) const
{
    return static_cast<qsizetype>(level(0).lowerBound(time));
}

std::optional<CandleSeries::Range> CandleSeries::range(qsizetype first, qsizetype last) const
{
    const auto from = static_cast<std::size_t>(std::clamp<qsizetype>(first, 0, size()));
    const auto to = static_cast<std::size_t>(std::clamp<qsizetype>(last, 0, size()));
    if (from >= to)
        return std::nullopt;
    Range range{m_low[from], m_high[from], m_volume[from]};
    for (std::size_t i = from + 1; i < to; ++i) {
        range.low = std::min(range.low, m_low[i]);
        range.high = std::max(range.high, m_high[i]);
        range.volume = std::max(range.volume, m_volume[i]);
    }
    return range;
}

} // namespace coffer::market
