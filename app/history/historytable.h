// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "history/fillsum.h"
#include "htx/types/order.h"
#include "htx/types/transfer.h"
#include "store/database.h"

#include <QHash>
#include <QList>

#include <optional>
#include <vector>

namespace coffer::history {

enum class Record { Order, Fill, Transfer };

/// Which rows, in which order. Empty members do not filter. Rows that are equal in the sorted column are in
/// order of time, and rows of one millisecond in a fixed order, so that the order is total and descending is
/// ascending reversed. A column that the record does not have sorts by time. For transfers symbol names the
/// currency, and side does not apply.
struct Query
{
    enum class Sort { Time, Symbol, Side, Price, Amount, Value, State };

    Record record = Record::Order;
    Uid uid;
    Symbol symbol;
    std::optional<htx::Side> side;
    std::optional<bool> open; ///< orders: only open, or only finished
    QString text; ///< matches market, id or client order id; of transfers currency, id, address or hash
    Sort sort = Sort::Time;
    bool descending = true;

    friend bool operator==(const Query &, const Query &) = default;
};

/// Row ids of a query's answer, in order: what a model of a million rows holds.
using RowIds = std::vector<qint64>;

/// Orders that came in over the API, whoever placed them.
struct ApiOrders
{
    int count = 0;
    qint64 lastAt = 0;   ///< ms UTC; 0: none
    QStringList sources; ///< "api", "spot-api", …, in order
    QStringList markets; ///< their symbols, in order
};

/// Every order, fill, deposit and withdrawal ever seen, kept for ever in the cache database. Identity is the
/// exchange's id; a row is replaced only by a newer state of itself (a final order never becomes open again).
class HistoryTable
{
public:
    /// The tables and indexes it needs, as the first steps of the cache file's schema.
    static QStringList tables();

    explicit HistoryTable(store::Database &database);

    /// Number of rows that were new or changed. One transaction a call.
    Future<int> saveOrders(Uid uid, const QList<htx::Order> &orders);
    Future<int> saveFills(Uid uid, const QList<htx::Fill> &fills);
    Future<int> saveTransfers(Uid uid, const QList<htx::Transfer> &transfers);

    Future<RowIds> find(const Query &query);
    /// In the order of ids; an id that is gone is left out.
    Future<QList<htx::Order>> orders(const RowIds &ids);
    Future<QList<htx::Fill>> fills(const RowIds &ids);
    Future<QList<htx::Transfer>> transfers(const RowIds &ids);

    /// The fills of a market from a time (ms UTC) until before another, oldest first. When there are more
    /// than most, those of one side and one span of joinMs are taken together, in longer spans where that is
    /// needed to have no more than most (at least 4). Amounts and values are exact.
    Future<QList<FillSum>> fillSums(Uid uid, const Symbol &symbol, qint64 from, qint64 to, int most,
                                    qint64 joinMs);

    /// Markets that have orders or fills of this user, by name.
    Future<QList<Symbol>> symbols(Uid uid);

    /// Orders with a source of the API (htx-api.md 5.1), created at that time (ms UTC) or later.
    Future<ApiOrders> apiOrders(Uid uid, qint64 from);

    /// A place in the background synchronisation, by name; 0 when never saved.
    Future<qint64> cursor(Uid uid, const QString &name);
    Future<void> setCursor(Uid uid, const QString &name, qint64 value);
    /// All places of this user by name.
    Future<QHash<QString, qint64>> cursors(Uid uid);

private:
    store::Database &m_database;
};

} // namespace coffer::history
