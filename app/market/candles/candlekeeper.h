// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "market/candles/candletable.h"

#include <QHash>
#include <QMap>
#include <QObject>
#include <QTimer>

namespace coffer::market {

/// Keeps candles in the table, if there is one: gathers what comes and writes in batches. What it can't
/// write or read is fetched again some day, so it never fails: it says so in the log, once. GUI thread; table
/// and clock outlive it.
class CandleKeeper : public QObject
{
    Q_OBJECT

public:
    /// So much may the file hold: some 13 million candles, all minutes of one market for 25 years.
    static constexpr qint64 mostBytes = 1024LL * 1024 * 1024;
    /// Candles that wait for the disk at most; beyond them they are not kept.
    static constexpr qsizetype mostWaiting = 100'000;
    static constexpr std::chrono::seconds gathering{5};

    /// table: nullptr keeps nothing.
    CandleKeeper(CandleTable *table, const Clock &clock, QObject *parent = nullptr);
    ~CandleKeeper() override;

    /// Writes them within a few seconds, a large batch at once.
    void keep(const CandleKey &key, const NewCandles &candles);
    /// Somebody looks at these.
    void look(const CandleKey &key);
    bool hasTable() const { return m_table != nullptr; }

    /// As the table's; nothing when there is none or it can't be read.
    Future<KeptCandles> newest(const CandleKey &key, int most);
    Future<KeptCandles> before(const CandleKey &key, qint64 time, int most);
    /// Says in the log, once, that the table failed.
    void note(const Error &error);

private:
    struct Waiting
    {
        QMap<qint64, htx::Candle> candles; ///< by time: of many states of a live one the last
        CandleSpans complete;
        std::optional<qint64> opened; ///< the exchange has none before
    };

    void write();
    void write(const CandleKey &key, const NewCandles &candles);
    void trimIfDue(qsizetype written);

    CandleTable *m_table;
    const Clock &m_clock;
    QTimer m_soon;
    QHash<CandleKey, Waiting> m_waiting;
    qsizetype m_onTheWay = 0;  ///< candles given to the table that it has not written yet
    qsizetype m_sinceTrim = 0; ///< candles written since
    bool m_trimmed = false;
    bool m_noted = false;
};

} // namespace coffer::market
