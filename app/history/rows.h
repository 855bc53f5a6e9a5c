// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "htx/types/order.h"
#include "htx/types/transfer.h"

#include <QSqlQuery>
#include <QStringList>
#include <QVariantList>

/// How history records lie in the cache database: Decimals as text, digit for digit, and beside them the REAL
/// columns that lists are sorted by.
namespace coffer::history::rows {

/// One kind of record. Rows have an INTEGER PRIMARY KEY named "row" and a "uid".
template<class T>
struct Layout;

template<>
struct Layout<htx::Order>
{
    static QString table() { return QStringLiteral("history_order"); }
    static QStringList columns();                                    ///< all but row and uid
    static QStringList identity() { return {QStringLiteral("id")}; } ///< with uid
    static QVariantList identityOf(const htx::Order &order);
    static QVariantList values(const htx::Order &order); ///< in the order of columns()
    /// Reads columns() from the query's column first on.
    static Result<htx::Order> read(const QSqlQuery &query, int first);
    static QStringList sql();
};

template<>
struct Layout<htx::Fill>
{
    static QString table() { return QStringLiteral("history_fill"); }
    static QStringList columns();
    static QStringList identity() { return {QStringLiteral("id")}; }
    static QVariantList identityOf(const htx::Fill &fill);
    static QVariantList values(const htx::Fill &fill);
    static Result<htx::Fill> read(const QSqlQuery &query, int first);
    static QStringList sql();
};

template<>
struct Layout<htx::Transfer>
{
    static QString table() { return QStringLiteral("history_transfer"); }
    static QStringList columns();
    static QStringList identity() { return {QStringLiteral("direction"), QStringLiteral("id")}; }
    static QVariantList identityOf(const htx::Transfer &transfer);
    static QVariantList values(const htx::Transfer &transfer);
    static Result<htx::Transfer> read(const QSqlQuery &query, int first);
    static QStringList sql();
};

} // namespace coffer::history::rows
