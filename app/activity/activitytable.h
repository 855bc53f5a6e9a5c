// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "activity/outcome.h"
#include "store/database.h"

#include <QHash>
#include <QList>
#include <QSet>

#include <optional>
#include <vector>

namespace coffer::activity {

/// Which requests; empty members do not filter, and all that do combine. The answer is newest first.
struct Query
{
    QString text{};                          ///< in "GET /v1/…" or in the exchange's code
    std::optional<KeyId> key = std::nullopt; ///< the empty id: requests that no key signed
    std::optional<htx::Permission> permission = std::nullopt;
    std::optional<Outcome> outcome = std::nullopt;
    bool onlyTrouble = false; ///< leaves out what ended well
    std::optional<htx::Method> method = std::nullopt;
    qint64 from = 0; ///< ms UTC, the first; 0: no bound
    qint64 to = 0;   ///< ms UTC, the first that does not belong; 0: no bound

    friend bool operator==(const Query &, const Query &) = default;
};

/// Row ids of a query's answer, in order: what a model of many rows holds.
using RowIds = std::vector<qint64>;

/// How often a key was used in one hour of UTC.
struct HourlyUse
{
    qint64 startMs = 0; ///< ms UTC, the full hour
    qint64 requests = 0;
    qint64 troubles = 0; ///< of them those that did not end well

    friend bool operator==(const HourlyUse &, const HourlyUse &) = default;
};

/// A query's answer in figures.
struct Summary
{
    qint64 requests = 0;
    qint64 refused = 0;
    qint64 failed = 0;
    qint64 unknown = 0;
    std::optional<qint64> slowestMs; ///< nullopt: no request
    qint64 since = 0;                ///< when the first of them started, ms UTC; 0: no request

    friend bool operator==(const Summary &, const Summary &) = default;
};

/// What the keys were needed for.
struct Usage
{
    qint64 since = 0; ///< ms UTC: every request since then is counted; 0: there is no record
    QHash<KeyId, QSet<htx::Permission>> needed;
};

/// Every request that was made, as a record: the audit trail of each key.
///
/// It has a file of its own, opened as store::Durability::Record, and is not in the cache: it can't be
/// fetched again, so a damaged one must be kept as it is rather than set aside and begun anew, and whoever
/// clears the cache does not mean it (security.md 7). Nor do its writes then wait behind a long search of the
/// history.
class ActivityTable
{
public:
    static store::Schema schema();

    explicit ActivityTable(store::Database &database);

    /// Adds them in the given order; one transaction.
    Future<void> add(const QList<htx::RequestRecord> &records);
    /// Removes what started before that time, and the oldest beyond so many rows. Yields how many.
    Future<int> trim(qint64 before, qint64 mostRows);

    Future<RowIds> find(const Query &query);
    /// In the order of ids; an id that is gone is left out.
    Future<QList<htx::RequestRecord>> rows(const RowIds &ids);
    Future<Summary> summary(const Query &query);
    /// What this key signed since then, by hour, oldest first; hours without a request are left out.
    Future<QList<HourlyUse>> hourlyUse(const KeyId &key, qint64 from);
    /// Keys that signed any of the requests.
    Future<QList<KeyId>> keys();
    /// What requests that started at that time (ms UTC) or later needed each key for.
    Future<Usage> usage(qint64 from);

private:
    store::Database &m_database;
};

} // namespace coffer::activity
