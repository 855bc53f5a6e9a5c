// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "history/coverage.h"
#include "history/requester.h"
#include "history/syncprogress.h"

#include <QObject>
#include <QSet>

#include <memory>

namespace coffer::history {

/// The walk back through what the exchange still serves: fills of all markets, then orders of each market
/// that was traded, then older deposits and withdrawals. One request at a time, at most five a second. Used
/// once. GUI thread.
class Backfill : public QObject
{
    Q_OBJECT

public:
    Backfill(htx::Gateway &gateway, HistoryTable &table, Clock &clock, Uid uid,
             std::shared_ptr<Coverage> coverage, QObject *parent = nullptr);

    void start();
    void setPaused(bool paused) { m_requester.setPaused(paused); }
    /// Nothing is sent or reported any more. What was saved counts; the next walk goes on from there.
    void stop();

Q_SIGNALS:
    void tableChanged(coffer::history::Record record);
    void progressed(const coffer::history::SyncProgress &progress);
    /// The end: nothing is left, or a failure that concerns everything.
    void finished(const std::optional<coffer::Error> &error);

private:
    void next();
    void readMarkets();
    bool readFills();
    bool readOrders();
    bool readTransfers();
    void readTransferPage(htx::TransferDirection direction, const QString &kind, qint64 from);
    void windowDone(const QString &walk, const TimeWindow &window, Record record, const Result<int> &changed);
    void stepDone(Record record, int changed);
    void skip(const QString &walk, const Error &error);
    void end(const std::optional<Error> &error);
    void report(const QString &what);
    int left() const;
    qint64 limit() const;
    qint64 reference(const QString &kind) const;

    htx::Gateway &m_gateway;
    HistoryTable &m_table;
    Clock &m_clock;
    Uid m_uid;
    std::shared_ptr<Coverage> m_coverage;
    Requester m_requester;
    QList<Symbol> m_markets;
    bool m_marketsKnown = false;  ///< read after the fills, which tell which markets were traded
    QSet<QString> m_skipped;      ///< walks that the exchange refused this time
    std::optional<Error> m_error; ///< the first refusal
    int m_done = 0;
    qint64 m_startedAt = 0;
    bool m_stopped = false;
};

} // namespace coffer::history
