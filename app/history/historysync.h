// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/loadstate.h"
#include "history/historytable.h"
#include "history/syncprogress.h"
#include "htx/feed/accountevents.h"
#include "htx/gateway.h"

#include <QObject>

#include <memory>

namespace coffer::history {

class Backfill;
class Coverage;
class EndedOrders;
class RecentRead;

/// Fetches open orders and the last 48 hours on every refresh, and in the background walks back through the
/// windows the exchange allows (htx-api.md 5.3): fills of all markets, then orders of every market that was
/// traded, then deposits and withdrawals. Resumes where it was. GUI thread.
///
/// state() is that of the refresh: Ready when all parts were read, Stale when some were or only stored data
/// is shown, Failed when none was. A failure of the background walk is reported with failed() and leaves the
/// state alone.
class HistorySync : public QObject
{
    Q_OBJECT

public:
    HistorySync(htx::Gateway &gateway, HistoryTable &table, Clock &clock, QObject *parent = nullptr);
    ~HistorySync() override;

    /// Another user: the open orders stored for that user at once, then refresh(). The gateway must answer
    /// for that user by now. Uid 0: nobody; everything is empty and idle.
    void setAccount(Uid uid);
    /// Does nothing while a refresh is under way. The background walk waits for it.
    void refresh();
    /// Takes what the account feed says of the account that is shown: open orders change at once, and orders
    /// that ended are read with their fills.
    void apply(const QList<htx::feed::OrderUpdate> &orders, const QList<htx::Fill> &fills);
    /// Stops the background walk; refresh() starts it again.
    void stop();

    /// Newest first.
    const QList<htx::Order> &openOrders() const { return m_open; }
    LoadState state() const { return m_state; }
    const SyncProgress &progress() const { return m_progress; }
    /// A refresh or the background walk is under way.
    bool isBusy() const;

Q_SIGNALS:
    void openOrdersChanged();
    /// Rows of this kind were added or changed.
    void tableChanged(coffer::history::Record record);
    void progressChanged();
    void stateChanged(coffer::LoadState state);
    void failed(const coffer::Error &error);

private:
    void setState(LoadState state);
    void setOpenOrders(const QList<htx::Order> &orders);
    void applyToOpen(const QList<htx::feed::OrderUpdate> &updates);
    void setProgress(const SyncProgress &progress);
    void loadCoverage();
    void loadStoredOpenOrders();
    void startRound();
    void finishRound(int partsRead, const std::optional<Error> &error);
    void startBackfill();
    void endBackfill();
    void finishBackfill(const std::optional<Error> &error);

    htx::Gateway &m_gateway;
    HistoryTable &m_table;
    Clock &m_clock;
    Uid m_uid;
    std::shared_ptr<Coverage> m_coverage; ///< null until the cursors of m_uid are loaded
    RecentRead *m_round = nullptr;
    EndedOrders *m_ended;
    QList<htx::feed::OrderUpdate> m_sinceRound; ///< came while it was under way, which may not know of them
    Backfill *m_backfill = nullptr;
    bool m_openRead = false; ///< m_open is the exchange's, not the table's
    bool m_everRead = false;
    bool m_walkWanted = true;
    QList<htx::Order> m_open;
    SyncProgress m_progress;
    LoadState m_state = LoadState::Idle;
};

} // namespace coffer::history
