// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/trades/owntrades.h"

#include "history/historysync.h"
#include "history/historytable.h"

#include <algorithm>
#include <cmath>

namespace coffer::ui {

namespace {

constexpr int waitMs = 120;
constexpr double lastTime = 4e9; // seconds: far beyond any candle, and no overflow in milliseconds

qint64 milliseconds(double seconds)
{
    return std::isfinite(seconds) ? std::llround(std::clamp(seconds, -lastTime, lastTime) * 1000) : 0;
}

} // namespace

OwnTrades::OwnTrades(history::HistoryTable &table, history::HistorySync &sync, QObject *parent)
    : QObject(parent), m_table(table), m_sync(sync)
{
    m_wait.setSingleShot(true);
    m_wait.setInterval(waitMs);
    connect(&m_wait, &QTimer::timeout, this, &OwnTrades::read);
    connect(&sync, &history::HistorySync::openOrdersChanged, this, &OwnTrades::updateOrders);
    connect(&sync, &history::HistorySync::tableChanged, this, [this](history::Record record) {
        if (record != history::Record::Fill || !canRead())
            return;
        m_isStale = true;
        if (!m_wait.isActive()) // while it goes on changing it is read now and then, not at the end only
            m_wait.start();
    });
}

void OwnTrades::setAccount(Uid uid)
{
    if (uid == m_uid)
        return;
    m_uid = uid;
    restart();
}

void OwnTrades::setMarket(const Symbol &symbol)
{
    if (symbol == m_symbol)
        return;
    m_symbol = symbol;
    restart();
}

void OwnTrades::setLocked(bool locked)
{
    if (locked == m_locked)
        return;
    m_locked = locked;
    restart();
}

bool OwnTrades::canRead() const
{
    return !m_locked && m_uid.value != 0 && !m_symbol.value.isEmpty() && m_shown.from < m_shown.to;
}

/// What is held is of another account or market, or is not to be seen.
void OwnTrades::restart()
{
    ++m_asked;
    m_loaded = {};
    m_isStale = false;
    setFills({});
    updateOrders();
    m_wait.stop();
    if (canRead())
        read();
}

void OwnTrades::setTimes(double from, double to, double candle)
{
    const Span shown{milliseconds(from), milliseconds(to), std::max<qint64>(milliseconds(candle), 1)};
    if (shown == m_shown)
        return;
    m_shown = shown;
    if (canRead() && !isCovered())
        m_wait.start();
}

/// What was read reaches over what is in sight, and is not much coarser than it would be read now.
bool OwnTrades::isCovered() const
{
    const bool isWhole = m_loaded.from <= m_shown.from && m_shown.to <= m_loaded.to;
    const qint64 loaded = m_loaded.to - m_loaded.from;
    return !m_isStale && isWhole && m_loaded.from < m_loaded.to &&
           (m_loaded.candle == m_shown.candle && loaded <= 12 * (m_shown.to - m_shown.from));
}

void OwnTrades::read()
{
    if (!canRead() || isCovered())
        return;
    // As much again at both sides, so that panning finds what it comes to.
    const qint64 around = m_shown.to - m_shown.from;
    const Span span{m_shown.from - around, m_shown.to + around, m_shown.candle};
    const quint64 asked = ++m_asked;
    m_isStale = false;
    whenDone(this, m_table.fillSums(m_uid, m_symbol, span.from, span.to, mostFills, span.candle),
             [this, asked, span](const Result<QList<history::FillSum>> &fills) { take(asked, span, fills); });
}

void OwnTrades::take(quint64 asked, const Span &span, const Result<QList<history::FillSum>> &fills)
{
    if (asked != m_asked)
        return;
    if (!fills) // the page of the history says so; what was there stays
        return;
    m_loaded = span;
    setFills(*fills);
    if (!isCovered()) // moved on meanwhile
        m_wait.start();
}

void OwnTrades::setFills(const QList<history::FillSum> &fills)
{
    if (fills == m_fills)
        return;
    m_fills = fills;
    Q_EMIT fillsChanged();
}

void OwnTrades::updateOrders()
{
    QList<htx::Order> orders;
    if (!m_locked && m_uid.value != 0) {
        const QList<htx::Order> &open = m_sync.openOrders();
        std::copy_if(open.begin(), open.end(), std::back_inserter(orders),
                     [this](const htx::Order &order) { return order.symbol == m_symbol; });
    }
    if (orders == m_orders)
        return;
    m_orders = orders;
    Q_EMIT openOrdersChanged();
}

} // namespace coffer::ui
