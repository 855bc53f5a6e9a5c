// SPDX-License-Identifier: GPL-3.0-or-later
#include "market/sparklines.h"

#include "htx/endpoints/market.h"

#include <algorithm>
#include <cmath>

namespace coffer::market {

namespace {

constexpr qint64 goodMs = 5 * 60 * 1000;
constexpr qint64 failedMs = 15 * 60 * 1000; ///< a market that was refused
constexpr qint64 pauseMs = 60 * 1000;       ///< the exchange can't be reached, or not now
constexpr auto lookInterval = std::chrono::seconds(10);
constexpr qint64 daySeconds = 24 * 3600;
constexpr auto period = htx::Period::Min30;

QList<double> closesOf(const QList<htx::Candle> &candles, qint64 nowSeconds)
{
    QList<double> points;
    for (const htx::Candle &candle : candles) {
        // A halted market sends the candles of its last day, whenever that was.
        const bool isOfToday = candle.time > nowSeconds - daySeconds - htx::seconds(period);
        if (isOfToday && std::isfinite(candle.close) && candle.close > 0)
            points.append(candle.close);
    }
    if (points.size() > Sparklines::pointCount)
        points.remove(0, points.size() - Sparklines::pointCount);
    return points;
}

/// The refusal is about this one market, and says nothing of the others.
bool isOfTheMarket(const Error &error)
{
    return error.kind == ErrorKind::Rejected || error.kind == ErrorKind::NotFound ||
           error.kind == ErrorKind::MalformedReply || error.kind == ErrorKind::TooLarge;
}

} // namespace

Sparklines::Sparklines(htx::Gateway &gateway, Clock &clock, QObject *parent)
    : QObject(parent), m_gateway(gateway), m_clock(clock)
{
    m_again.setInterval(lookInterval);
    connect(&m_again, &QTimer::timeout, this, &Sparklines::askForMore);
}

void Sparklines::setWanted(const QString &owner, const QList<Symbol> &symbols)
{
    if (symbols.isEmpty())
        m_wanted.remove(owner);
    else
        m_wanted.insert(owner, symbols);
    if (m_wanted.isEmpty())
        m_again.stop();
    else if (!m_again.isActive())
        m_again.start();
    askForMore();
}

QList<double> Sparklines::points(const Symbol &symbol) const
{
    const Line *line = m_lines.object(symbol);
    return line ? line->points : QList<double>();
}

bool Sparklines::isDue(const Symbol &symbol) const
{
    if (symbol.value.isEmpty() || m_underWay.contains(symbol))
        return false;
    const Line *line = m_lines.object(symbol);
    const qint64 now = m_clock.nowMs();
    return !line || line->dueAt <= now || line->dueAt > now + failedMs; // the clock was put back
}

std::optional<Symbol> Sparklines::next() const
{
    for (const QList<Symbol> &symbols : m_wanted) {
        // No more than are kept: the others would push these out again and again.
        const auto end = symbols.begin() + std::min<qsizetype>(symbols.size(), mostKept / 2);
        const auto due =
            std::find_if(symbols.begin(), end, [this](const Symbol &symbol) { return isDue(symbol); });
        if (due != end)
            return *due;
    }
    return std::nullopt;
}

void Sparklines::askForMore()
{
    const qint64 now = m_clock.nowMs();
    if (now < m_pausedUntil && m_pausedUntil <= now + 10 * pauseMs)
        return;
    while (m_underWay.size() < mostAtOnce) {
        const std::optional<Symbol> symbol = next();
        if (!symbol)
            return;
        ask(*symbol);
    }
}

void Sparklines::ask(const Symbol &symbol)
{
    m_underWay.insert(symbol);
    const auto call = htx::endpoints::market::candles(symbol, period, pointCount);
    whenDone(
        this, m_gateway.send(htx::inBackground(call)),
        [this, symbol](const Result<QList<htx::Candle>> &candles) { take(symbol, candles); },
        [this, symbol] { m_underWay.remove(symbol); }); // called off: the timer looks again
}

void Sparklines::take(const Symbol &symbol, const Result<QList<htx::Candle>> &candles)
{
    m_underWay.remove(symbol);
    if (candles) {
        keep(symbol, closesOf(*candles, m_clock.nowMs() / 1000), goodMs);
    } else if (isOfTheMarket(candles.error())) {
        keep(symbol, points(symbol), failedMs);
    } else {
        const qint64 asked = candles.error().retryAfter.value_or(std::chrono::milliseconds(0)).count();
        m_pausedUntil = m_clock.nowMs() + std::clamp(asked, pauseMs, 10 * pauseMs);
        return;
    }
    askForMore();
}

void Sparklines::keep(const Symbol &symbol, const QList<double> &points, qint64 good)
{
    const bool isNew = points != this->points(symbol);
    m_lines.insert(symbol, new Line{points, m_clock.nowMs() + good}); // the cache owns it
    if (isNew)
        Q_EMIT changed(symbol);
}

} // namespace coffer::market
