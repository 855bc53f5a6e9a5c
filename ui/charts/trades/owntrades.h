// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "history/fillsum.h"
#include "htx/types/order.h"

#include <QList>
#include <QObject>
#include <QTimer>

namespace coffer::history {
class HistorySync;
class HistoryTable;
enum class Record;
} // namespace coffer::history

namespace coffer::ui {

/// The fills of one account in one market within the times that a chart shows, and its open orders there.
/// Read anew when the times, the market or the history change, a moment after the last change; fills that are
/// too many are taken together by candle. Holds nothing while Coffer is locked. GUI thread.
class OwnTrades : public QObject
{
    Q_OBJECT

public:
    static constexpr int mostFills = 2000;

    OwnTrades(history::HistoryTable &table, history::HistorySync &sync, QObject *parent = nullptr);

    /// Uid 0: nobody. Tell the history service first: its open orders are taken for this account's.
    void setAccount(Uid uid);
    void setMarket(const Symbol &symbol);
    /// The times in sight in seconds UTC, and how long a candle is. Cheap: may be told in every frame.
    void setTimes(double from, double to, double candle);
    /// Locked: everything is forgotten until it is open again.
    void setLocked(bool locked);

    /// Oldest first; those in sight and around it.
    const QList<history::FillSum> &fills() const { return m_fills; }
    /// Of this market, newest first.
    const QList<htx::Order> &openOrders() const { return m_orders; }

Q_SIGNALS:
    void fillsChanged();
    void openOrdersChanged();

private:
    struct Span
    {
        qint64 from = 0, to = 0; ///< ms UTC
        qint64 candle = 0;       ///< ms

        friend bool operator==(const Span &, const Span &) = default;
    };

    bool canRead() const;
    bool isCovered() const;
    void restart();
    void read();
    void take(quint64 asked, const Span &span, const Result<QList<history::FillSum>> &fills);
    void setFills(const QList<history::FillSum> &fills);
    void updateOrders();

    history::HistoryTable &m_table;
    history::HistorySync &m_sync;
    Uid m_uid;
    Symbol m_symbol;
    Span m_shown;  ///< what the chart shows
    Span m_loaded; ///< what m_fills are of; empty: nothing was read
    bool m_locked = false;
    bool m_isStale = false; ///< the history changed since it was read
    quint64 m_asked = 0;    ///< the newest request: answers to older ones are late
    QTimer m_wait;
    QList<history::FillSum> m_fills;
    QList<htx::Order> m_orders;
};

} // namespace coffer::ui
