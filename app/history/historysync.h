// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/loadstate.h"
#include "history/historytable.h"
#include "htx/gateway.h"
#include "market/tickerboard.h"

#include <QObject>

namespace coffer::history {

/// How far the background synchronisation is.
struct SyncProgress
{
    int done = 0;
    int total = 0;          ///< windows known to remain plus done; 0 when idle
    QString what;           ///< "fills", "orders", "transfers": for the status line
    qint64 coveredFrom = 0; ///< ms UTC; fills are complete from here to now
};

/// Fetches open orders and the last 48 hours on every refresh, and in the background walks back through the
/// windows the exchange allows (htx-api.md 5.3): fills of all markets, then orders of every market that was
/// traded, then deposits and withdrawals. Resumes where it was. GUI thread.
class HistorySync : public QObject
{
    Q_OBJECT

public:
    HistorySync(htx::Gateway &gateway, HistoryTable &table, Clock &clock, QObject *parent = nullptr);

    void setAccount(Uid uid);
    void refresh();
    /// Stops the background walk; refresh() starts it again.
    void stop();

    const QList<htx::Order> &openOrders() const { return m_open; }
    LoadState state() const { return m_state; }
    const SyncProgress &progress() const { return m_progress; }

Q_SIGNALS:
    void openOrdersChanged();
    /// Rows of this kind were added or changed.
    void tableChanged(coffer::history::Record record);
    void progressChanged();
    void stateChanged(coffer::LoadState state);
    void failed(const coffer::Error &error);

private:
    struct Private;
    std::shared_ptr<Private> d;
    QList<htx::Order> m_open;
    SyncProgress m_progress;
    LoadState m_state = LoadState::Idle;
};

} // namespace coffer::history
