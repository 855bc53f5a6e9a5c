// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "history/historytable.h"
#include "support/waited.h"

#include <memory>

namespace coffer::test {

/// A database with the history tables, in memory or in a file.
inline std::unique_ptr<store::Database> historyDatabase(const QString &file = {})
{
    auto database = std::make_unique<store::Database>(
        file, store::Schema{1, {history::HistoryTable::tables()}}, store::Durability::Cache);
    database->open();
    return database;
}

inline htx::Order order(const QString &id, htx::OrderState state, const char *filled = "0")
{
    htx::Order order;
    order.id = OrderId{id};
    order.symbol = Symbol{QStringLiteral("btcusdt")};
    order.account = AccountId{1};
    order.kind = QStringLiteral("limit");
    order.amount = Decimal(10);
    order.price = Decimal(2);
    order.filledAmount = *Decimal::parse(QByteArrayView(filled));
    order.filledCash = order.filledAmount * order.price;
    order.state = state;
    order.rawState = QStringLiteral("wire");
    order.createdAt = 1000;
    return order;
}

} // namespace coffer::test
