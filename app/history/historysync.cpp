// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/historysync.h"

#include "history/backfill.h"
#include "history/coverage.h"
#include "history/endedorders.h"
#include "history/recentread.h"

#include <algorithm>

namespace coffer::history {

namespace {

/// Ends a part whose signals may be under way right now.
template<class Part>
void drop(Part *&part)
{
    if (!part)
        return;
    part->stop();
    part->disconnect();
    part->deleteLater();
    part = nullptr;
}

} // namespace

HistorySync::HistorySync(htx::Gateway &gateway, HistoryTable &table, Clock &clock, QObject *parent)
    : QObject(parent),
      m_gateway(gateway),
      m_table(table),
      m_clock(clock),
      m_ended(new EndedOrders(gateway, table, this))
{
    connect(m_ended, &EndedOrders::tableChanged, this, &HistorySync::tableChanged);
}

HistorySync::~HistorySync() = default;

void HistorySync::setAccount(Uid uid)
{
    if (uid == m_uid) {
        refresh();
        return;
    }
    m_uid = uid;
    drop(m_round);
    drop(m_backfill);
    m_ended->setAccount(uid);
    m_sinceRound.clear();
    m_coverage.reset();
    m_openRead = false;
    m_everRead = false;
    m_walkWanted = true;
    setOpenOrders({});
    setProgress({});
    setState(LoadState::Idle);
    if (m_uid.value == 0)
        return;
    setState(LoadState::Loading);
    loadStoredOpenOrders();
    loadCoverage();
}

void HistorySync::loadCoverage()
{
    whenDone(this, m_table.cursors(m_uid),
             [this, uid = m_uid](const Result<QHash<QString, qint64>> &cursors) {
                 if (uid != m_uid)
                     return;
                 if (!cursors) {
                     setState(LoadState::Failed);
                     Q_EMIT failed(cursors.error());
                     return;
                 }
                 if (!m_coverage)
                     m_coverage = std::make_shared<Coverage>(m_table, uid, *cursors);
                 startRound();
             });
}

void HistorySync::loadStoredOpenOrders()
{
    Query query;
    query.uid = m_uid;
    query.open = true;
    whenDone(this, m_table.find(query), [this, uid = m_uid](const Result<RowIds> &rows) {
        if (uid != m_uid || !rows || rows->empty())
            return;
        whenDone(this, m_table.orders(*rows), [this, uid](const Result<QList<htx::Order>> &orders) {
            if (uid != m_uid || !orders || m_openRead)
                return;
            setOpenOrders(*orders);
            if (m_state == LoadState::Loading)
                setState(LoadState::Stale);
        });
    });
}

void HistorySync::refresh()
{
    m_walkWanted = true;
    if (m_uid.value == 0 || m_round)
        return;
    if (m_coverage)
        startRound();
    else if (m_state == LoadState::Failed) // the cursors could not be read: once more
        loadCoverage();
}

bool HistorySync::isBusy() const
{
    const bool starting = m_uid.value != 0 && !m_coverage && m_state != LoadState::Failed;
    return starting || m_round || m_backfill;
}

void HistorySync::startRound()
{
    if (m_round)
        return;
    if (!m_everRead && m_open.isEmpty())
        setState(LoadState::Loading);
    if (m_backfill)
        m_backfill->setPaused(true);
    m_sinceRound.clear();
    m_round = new RecentRead(m_gateway, m_table, m_clock, m_uid, m_coverage, this);
    connect(m_round, &RecentRead::openOrdersRead, this, [this](const QList<htx::Order> &orders) {
        m_openRead = true;
        setOpenOrders(orders);
        applyToOpen(m_sinceRound);
    });
    connect(m_round, &RecentRead::tableChanged, this, &HistorySync::tableChanged);
    connect(m_round, &RecentRead::finished, this, &HistorySync::finishRound);
    m_round->start();
}

void HistorySync::finishRound(int partsRead, const std::optional<Error> &error)
{
    drop(m_round);
    const Uid uid = m_uid;
    m_everRead = m_everRead || partsRead > 0;
    if (!error && partsRead > 0)
        setState(LoadState::Ready);
    else if (!error) // called off
        setState(m_everRead || !m_open.isEmpty() ? LoadState::Stale : LoadState::Idle);
    else
        setState(partsRead > 0 ? LoadState::Stale : LoadState::Failed);
    if (error)
        Q_EMIT failed(*error);
    if (uid != m_uid || partsRead == 0) // a slot chose another account, or there is no way to the exchange
        return;
    if (m_backfill)
        m_backfill->setPaused(false);
    else if (m_walkWanted)
        startBackfill();
}

void HistorySync::apply(const QList<htx::feed::OrderUpdate> &orders, const QList<htx::Fill> &fills)
{
    if (m_uid.value == 0)
        return;
    if (m_round)
        m_sinceRound += orders;
    applyToOpen(orders);
    for (const htx::feed::OrderUpdate &update : orders) {
        if (htx::isFinal(htx::parseOrderState(update.rawState)) && !update.id.value.isEmpty())
            m_ended->read(update.id);
    }
    for (const htx::Fill &fill : fills)
        m_ended->read(fill.order);
}

void HistorySync::applyToOpen(const QList<htx::feed::OrderUpdate> &updates)
{
    QList<htx::Order> open = m_open;
    QList<htx::Order> changed;
    for (const htx::feed::OrderUpdate &update : updates) {
        const auto known = std::ranges::find(open, update.id, &htx::Order::id);
        const bool isKnown = known != open.end();
        const std::optional<htx::Order> after =
            update.appliedTo(isKnown ? std::optional(*known) : std::nullopt);
        if (!after)
            continue;
        if (!after->isOpen()) {
            if (isKnown)
                open.removeAt(std::distance(open.begin(), known));
            continue;
        }
        if (isKnown)
            *known = *after;
        else
            open.prepend(*after);
        changed += *after;
    }
    setOpenOrders(open);
    if (changed.isEmpty())
        return;
    whenDone(this, m_table.saveOrders(m_uid, changed), [this](const Result<int> &saved) {
        if (saved && *saved > 0)
            Q_EMIT tableChanged(Record::Order);
    });
}

void HistorySync::stop()
{
    m_walkWanted = false;
    endBackfill();
}

void HistorySync::endBackfill()
{
    drop(m_backfill);
    setProgress({0, 0, {}, m_coverage ? m_coverage->fillsFrom() : 0});
}

void HistorySync::startBackfill()
{
    m_backfill = new Backfill(m_gateway, m_table, m_clock, m_uid, m_coverage, this);
    connect(m_backfill, &Backfill::tableChanged, this, &HistorySync::tableChanged);
    connect(m_backfill, &Backfill::progressed, this, &HistorySync::setProgress);
    connect(m_backfill, &Backfill::finished, this, &HistorySync::finishBackfill);
    m_backfill->start();
}

void HistorySync::finishBackfill(const std::optional<Error> &error)
{
    endBackfill();
    if (error)
        Q_EMIT failed(*error);
}

void HistorySync::setOpenOrders(const QList<htx::Order> &orders)
{
    if (m_open == orders)
        return;
    m_open = orders;
    Q_EMIT openOrdersChanged();
}

void HistorySync::setProgress(const SyncProgress &progress)
{
    if (m_progress == progress)
        return;
    m_progress = progress;
    Q_EMIT progressChanged();
}

void HistorySync::setState(LoadState state)
{
    if (m_state == state)
        return;
    m_state = state;
    Q_EMIT stateChanged(state);
}

} // namespace coffer::history
