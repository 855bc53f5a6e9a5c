// SPDX-License-Identifier: GPL-3.0-or-later
#include "market/candles/candlestream.h"

#include "market/candles/periods.h"

#include <algorithm>

namespace coffer::market {

using namespace std::chrono_literals;

namespace {

constexpr int updateSize = 100;  ///< usually reaches back over what is there
constexpr int keptFirst = 2'000; ///< read from the disk before the first request
constexpr int keptStep = 10'000; ///< read from the disk at once: some ms to put in
static_assert(!isRoomFree ||
                  CandleStream::mostCandles + keptStep < static_cast<qsizetype>(CandleSeries::steadyCandles),
              "what is there would move when older ones come");
constexpr int restingSize = 20'000;         ///< candles of a stream that nobody holds
constexpr int emptyLimit = 3;               ///< chunks without a candle that mean that there are none
constexpr qint64 firstEver = 1'262'304'000; ///< 2010-01-01: no market of the exchange is that old
constexpr qint64 farFuture = 86'400;        ///< ahead of the clock: no candle of this exchange
constexpr qint64 week = 7 * 86'400;
constexpr auto diskPatience = 200ms; ///< before the exchange is asked without the kept candles
constexpr auto mendPause = 5s;
constexpr auto confirmDelay = 2s; ///< the exchange needs a moment to settle a candle
constexpr std::chrono::milliseconds firstDelay = 2s;
constexpr std::chrono::milliseconds longestDelay = 60s;

} // namespace

CandleStream::CandleStream(const CandleKey &key, CandleFetch &fetch, CandleKeeper &keeper, const Clock &clock,
                           QObject *parent)
    : QObject(parent),
      m_key(key),
      m_fetch(fetch),
      m_keeper(keeper),
      m_clock(clock),
      m_series(key.period),
      m_confirm(this),
      m_retry(this)
{
    m_confirm.setSingleShot(true);
    m_confirm.setInterval(confirmDelay);
    connect(&m_confirm, &QTimer::timeout, this, [this] {
        if (m_isAsking) // what was asked before the candle ended does not confirm it
            m_confirm.start();
        else
            renew();
    });
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, [this] {
        if (!m_isExtending)
            extend();
    });
}

void CandleStream::refresh()
{
    m_inBackground = false;
    m_retry.stop();
    m_delay = 0ms;
    renew();
    if (!m_isExtending)
        extend();
}

void CandleStream::prefetch()
{
    m_inBackground = true;
    renew();
}

void CandleStream::resume()
{
    refresh();
}

void CandleStream::renew()
{
    if (m_series.isEmpty())
        setState(LoadState::Loading);
    if (m_kept == Kept::Unread && m_keeper.hasTable())
        readKept();
    else if (m_kept != Kept::Reading)
        ask(neededSize());
}

void CandleStream::readKept()
{
    m_kept = Kept::Reading;
    whenDone(this, m_keeper.newest(m_key, keptFirst),
             [this](const Result<KeptCandles> &kept) { takeKept(kept); });
    QTimer::singleShot(diskPatience, this, [this] {
        if (m_kept == Kept::Reading)
            ask(CandleFetch::pageSize);
    });
}

void CandleStream::takeKept(const Result<KeptCandles> &kept)
{
    m_kept = Kept::Read;
    if (!kept) {
        m_keeper.note(kept.error());
    } else if (m_series.isEmpty()) { // else the exchange was faster, and they are found when they are wanted
        if (m_series.merge(kept->candles) > 0) {
            m_known = kept->complete;
            m_hasOldest = kept->hasOldest;
            setState(LoadState::Stale);
            Q_EMIT seriesChanged();
        }
    }
    ask(neededSize());
    if (!m_isExtending)
        extend();
}

int CandleStream::neededSize() const
{
    if (m_series.isEmpty())
        return CandleFetch::pageSize;
    const qint64 missing = (m_clock.nowMs() / 1000 - m_known.to) / htx::seconds(m_key.period) + 2;
    return static_cast<int>(std::clamp<qint64>(missing, updateSize, CandleFetch::pageSize));
}

void CandleStream::ask(int size)
{
    if (m_isAsking)
        return;
    m_isAsking = true;
    whenDone(
        this, m_fetch.newest(m_key, size, m_inBackground),
        [this, size](const Result<QList<htx::Candle>> &page) {
            m_isAsking = false;
            if (page) {
                takePage(size, *page);
                return;
            }
            const bool isNews = !m_error;
            m_error = page.error();
            setState(LoadState::Failed);
            if (isNews)
                Q_EMIT failed(*m_error);
        },
        [this] {
            m_isAsking = false;
            setState(m_series.isEmpty() ? LoadState::Idle : LoadState::Stale);
        });
}

/// True when candles would be missing between what is known and these.
bool CandleStream::leavesHole(const QList<htx::Candle> &candles) const
{
    return !m_series.isEmpty() && !candles.isEmpty() && candles.first().time > m_known.to;
}

void CandleStream::takePage(int size, const QList<htx::Candle> &page)
{
    const QList<htx::Candle> candles = notOlder(usable(page));
    const bool isWhole = page.size() < size; // the exchange has no more than these
    if (leavesHole(candles) && !isWhole) {
        if (size < CandleFetch::pageSize) {
            ask(CandleFetch::pageSize);
            return;
        }
        forget(); // was away for longer than this reply reaches back: nothing stands before a hole
    }
    qsizetype changed = 0;
    if (!candles.isEmpty()) {
        const CandleSpan told{candles.first().time, candles.last().time};
        if (m_series.isEmpty())
            m_known = told;
        if (told.from <= m_known.from)
            m_pageWasShort = isWhole;
        m_known = {std::min(m_known.from, told.from), std::max(m_known.to, told.to)};
        changed = m_series.merge(candles);
        m_keeper.keep(m_key, {candles, told});
    }
    m_updatedAt = m_clock.nowMs();
    if (changed > 0)
        Q_EMIT seriesChanged();
    clear(m_error);
    setState(LoadState::Ready);
    if (!m_isExtending)
        extend();
}

/// Without what was made before the feed's last word on the newest candles, and came after it.
QList<htx::Candle> CandleStream::notOlder(QList<htx::Candle> candles) const
{
    if (m_series.isEmpty())
        return candles;
    const qint64 newest = m_series.times().back();
    candles.removeIf([&](const htx::Candle &candle) {
        if (candle.time + 2 * htx::seconds(m_key.period) < newest)
            return false;
        const qsizetype known = m_series.lowerBound(candle.time);
        return known < m_series.size() && m_series.at(known).time == candle.time &&
               m_series.at(known).count > candle.count;
    });
    return candles;
}

void CandleStream::takeLive(const QList<htx::Candle> &candles)
{
    if (m_series.isEmpty()) // what came before it is under way
        return;
    QList<htx::Candle> live = usable(candles);
    const qint64 newest = m_series.times().back();
    qint64 expected = next(m_key.period, newest); // the latest that may follow
    bool hasHole = false;
    live.removeIf([&](const htx::Candle &candle) {
        hasHole = hasHole || candle.time > expected;
        expected = std::max(expected, next(m_key.period, candle.time));
        return hasHole || candle.time < m_known.from;
    });
    if (hasHole)
        mend();
    if (m_series.merge(live) == 0)
        return;
    m_updatedAt = m_clock.nowMs();
    m_keeper.keep(m_key, {live});
    if (m_series.times().back() > newest && !m_confirm.isActive())
        m_confirm.start();
    Q_EMIT seriesChanged();
}

void CandleStream::mend()
{
    const Clock::Steady now = m_clock.steady();
    if (m_mended && now - *m_mended < mendPause)
        return;
    m_mended = now;
    renew();
}

void CandleStream::rest()
{
    m_wanted.reset();
    m_confirm.stop();
    m_retry.stop();
    if (m_series.size() > restingSize) {
        QList<htx::Candle> newest;
        for (qsizetype i = m_series.size() - restingSize; i < m_series.size(); ++i)
            newest.append(m_series.at(i));
        const qint64 end = m_known.to;
        forget();
        m_series = CandleSeries(m_key.period); // gives the memory back; nobody watches it
        m_series.merge(newest);
        m_known = {newest.first().time, std::max(end, newest.first().time)};
    }
    if (m_state == LoadState::Ready)
        setState(LoadState::Stale);
}

/// What is older is on the disk, and is read again when it is wanted.
void CandleStream::forget()
{
    m_series.clear(); // not a new one: its revision goes on
    m_known = {};
    m_hasOldest = false;
    m_pageWasShort = false;
    m_notKept = 0;
    m_emptyChunks = 0;
}

void CandleStream::clear(std::optional<Error> &mended)
{
    const bool hadFailed = error().has_value();
    mended.reset();
    if (hadFailed && !error())
        Q_EMIT recovered();
}

void CandleStream::setState(LoadState state)
{
    if (m_state == state)
        return;
    m_state = state;
    Q_EMIT stateChanged(state);
}

QList<htx::Candle> CandleStream::usable(const QList<htx::Candle> &candles) const
{
    CandleSeries sorted(m_key.period);
    sorted.merge(candles);
    const qint64 latest = m_clock.nowMs() / 1000 + farFuture;
    QList<htx::Candle> result;
    result.reserve(sorted.size());
    for (qsizetype i = 0; i < sorted.size() && sorted.times()[static_cast<std::size_t>(i)] <= latest; ++i)
        result.append(sorted.at(i));
    return result;
}

void CandleStream::reach(qint64 time)
{
    m_wanted = std::max(time, firstEver);
    if (!m_isExtending)
        extend();
}

bool CandleStream::wantsOlder() const
{
    return m_wanted && !m_series.isEmpty() && !m_hasOldest && !m_retry.isActive() &&
           *m_wanted < m_known.from && m_series.size() < mostCandles;
}

/// The next step back, if there is to be one.
void CandleStream::extend()
{
    const bool mayBeKept = m_keeper.hasTable() && m_notKept != m_known.from;
    const bool goesOn = wantsOlder() && (mayBeKept || m_fetch.canReachBack());
    setExtending(goesOn);
    if (!goesOn)
        return;
    if (mayBeKept)
        extendFromKept();
    else
        extendFromExchange();
}

void CandleStream::extendFromKept()
{
    const qint64 end = m_known.from;
    whenDone(this, m_keeper.before(m_key, end, keptStep), [this, end](const Result<KeptCandles> &kept) {
        if (kept && !kept->complete.isEmpty()) {
            if (end == m_known.from)
                m_hasOldest = kept->hasOldest;
            takeOlder(kept->candles, kept->complete);
        } else {
            m_notKept = end;
            if (!kept)
                m_keeper.note(kept.error());
        }
        extend();
    });
}

void CandleStream::extendFromExchange()
{
    const CandleSpan span{std::max(stepBack(m_key.period, m_known.from, CandleFetch::chunkSize), firstEver),
                          m_known.from};
    whenDone(this, m_fetch.between(m_key, span), [this, span](const Result<QList<htx::Candle>> &candles) {
        if (candles)
            takeChunk(usable(*candles), span);
        else
            backOff(candles.error());
    });
}

void CandleStream::takeChunk(const QList<htx::Candle> &candles, const CandleSpan &span)
{
    m_delay = 0ms;
    clear(m_olderError);
    QList<htx::Candle> inside;
    std::copy_if(candles.begin(), candles.end(), std::back_inserter(inside), [&](const htx::Candle &candle) {
        return candle.time >= span.from && candle.time < span.to;
    });
    if (span.to != m_known.from) { // everything was forgotten meanwhile
        m_keeper.keep(m_key, {inside, span});
        extend();
        return;
    }
    m_emptyChunks = inside.isEmpty() ? m_emptyChunks + 1 : 0;
    if (m_emptyChunks == 1 && !m_pageWasShort && !m_opening) {
        askOpening(); // and then this chunk is judged
        m_keeper.keep(m_key, {inside, span});
        takeOlder(inside, span);
        return;
    }
    takeOlder(inside, span);
    m_hasOldest = isBeginning();
    m_keeper.keep(m_key,
                  {inside, span, m_hasOldest && knowsBeginning() ? std::optional(span.from) : std::nullopt});
    extend();
}

void CandleStream::takeOlder(const QList<htx::Candle> &candles, const CandleSpan &span)
{
    if (span.to != m_known.from)
        return;
    m_known.from = span.from;
    if (m_series.merge(candles) > 0)
        Q_EMIT seriesChanged();
}

/// Weeks reach back over everything in one page, so they tell since when there are candles at all.
void CandleStream::askOpening()
{
    const CandleKey weeks{m_key.symbol, htx::Period::Week1};
    const auto goOn = [this](qint64 opening) {
        m_opening = opening;
        if (isBeginning()) {
            m_hasOldest = true;
            if (knowsBeginning())
                m_keeper.keep(m_key, {{}, {}, m_known.from});
        }
        extend();
    };
    whenDone(
        this, m_fetch.newest(weeks, CandleFetch::pageSize, true),
        [this, goOn](const Result<QList<htx::Candle>> &page) {
            const QList<htx::Candle> candles = page ? usable(*page) : QList<htx::Candle>();
            goOn(candles.isEmpty() ? 0 : candles.first().time);
        },
        [goOn] { goOn(0); });
}

/// Judged after a chunk: an empty one alone may be a time in which the market was halted.
bool CandleStream::isBeginning() const
{
    const qint64 from = m_known.from;
    const qint64 opening = m_opening.value_or(0);
    if (from <= firstEver || from <= opening)
        return true;
    if (m_emptyChunks == 0)
        return false;
    return m_pageWasShort || (m_emptyChunks >= emptyLimit && (opening == 0 || from < opening + week));
}

/// Told by the exchange, and not concluded from empty chunks while the question failed: only that is kept.
bool CandleStream::knowsBeginning() const
{
    return m_pageWasShort || m_opening.value_or(0) > 0 || m_known.from <= firstEver;
}

void CandleStream::backOff(const Error &error)
{
    m_delay = error.retryAfter.value_or(std::clamp(2 * m_delay, firstDelay, longestDelay));
    m_retry.start(m_delay);
    setExtending(false);
    // A feed that is interrupted goes on by itself, and the status bar says so.
    const bool isNews = !m_olderError && error.kind != ErrorKind::Offline;
    if (error.kind != ErrorKind::Offline)
        m_olderError = error;
    if (isNews)
        Q_EMIT failed(error);
}

void CandleStream::setExtending(bool extending)
{
    if (m_isExtending == extending)
        return;
    m_isExtending = extending;
    Q_EMIT loadingOlderChanged();
}

} // namespace coffer::market
