// SPDX-License-Identifier: GPL-3.0-or-later
#include "market/candles/candlekeeper.h"

namespace coffer::market {

namespace {

constexpr qsizetype atOnce = 100;        ///< candles of a reply, not of the feed
constexpr qsizetype trimEvery = 200'000; ///< written candles, some 15 MB

} // namespace

CandleKeeper::CandleKeeper(CandleTable *table, const Clock &clock, QObject *parent)
    : QObject(parent), m_table(table), m_clock(clock)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(gathering);
    connect(&m_soon, &QTimer::timeout, this, qOverload<>(&CandleKeeper::write));
}

CandleKeeper::~CandleKeeper()
{
    write(); // the database finishes its queue before it goes
}

void CandleKeeper::keep(const CandleKey &key, const NewCandles &candles)
{
    if (!m_table)
        return;
    Waiting &waiting = m_waiting[key];
    for (const htx::Candle &candle : candles.candles)
        waiting.candles.insert(candle.time, candle);
    for (const CandleSpan &span : candles.complete.list())
        waiting.complete.add(span);
    if (candles.opened)
        waiting.opened = candles.opened;
    if (candles.candles.size() >= atOnce)
        write();
    else if (!m_soon.isActive())
        m_soon.start();
}

void CandleKeeper::look(const CandleKey &key)
{
    if (!m_table)
        return;
    whenDone(this, m_table->look(key, m_clock.nowMs()), [this](const Result<void> &done) {
        if (!done)
            note(done.error());
    });
}

Future<KeptCandles> CandleKeeper::newest(const CandleKey &key, int most)
{
    if (!m_table)
        return readyFuture<KeptCandles>(KeptCandles());
    write(); // it may be what is derived from
    return m_table->newest(key, most);
}

Future<KeptCandles> CandleKeeper::before(const CandleKey &key, qint64 time, int most)
{
    if (!m_table)
        return readyFuture<KeptCandles>(KeptCandles());
    write();
    return m_table->before(key, time, most);
}

void CandleKeeper::write()
{
    m_soon.stop();
    const QHash<CandleKey, Waiting> waiting = std::exchange(m_waiting, {});
    for (auto each = waiting.begin(); each != waiting.end(); ++each)
        write(each.key(), {each->candles.values(), each->complete, each->opened});
}

void CandleKeeper::write(const CandleKey &key, const NewCandles &candles)
{
    const qsizetype count = candles.candles.size();
    if (m_onTheWay + count > mostWaiting)
        return;
    m_onTheWay += count;
    whenDone(this, m_table->add(key, candles), [this, count](const Result<void> &done) {
        m_onTheWay -= count;
        if (!done) {
            note(done.error());
            return;
        }
        trimIfDue(count);
    });
}

void CandleKeeper::trimIfDue(qsizetype written)
{
    m_sinceTrim += written;
    if (m_trimmed && m_sinceTrim < trimEvery)
        return;
    m_trimmed = true;
    m_sinceTrim = 0;
    whenDone(this, m_table->trim(mostBytes), [this](const Result<int> &dropped) {
        if (!dropped)
            note(dropped.error());
    });
}

void CandleKeeper::note(const Error &error)
{
    if (!std::exchange(m_noted, true))
        qWarning("Candles are not kept: %s", qPrintable(error.detail));
}

} // namespace coffer::market
