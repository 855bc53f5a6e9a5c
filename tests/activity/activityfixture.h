// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "activity/activitytable.h"
#include "support/waited.h"

#include <memory>

namespace coffer::test {

inline const KeyId someKey{QStringLiteral("4a1c0b52-0000-4000-8000-000000000001")};
inline const KeyId otherKey{QStringLiteral("4a1c0b52-0000-4000-8000-000000000002")};
constexpr qint64 firstRequest = 1'768'000'000'000;

/// A database with the table of requests, in memory or in a file.
inline std::unique_ptr<store::Database> activityDatabase(const QString &file = {})
{
    auto database =
        std::make_unique<store::Database>(file, activity::ActivityTable::schema(), store::Durability::Record);
    database->open();
    return database;
}

/// A good signed GET, the n-th second after the first.
inline htx::RequestRecord request(int n, const QByteArray &endpoint = "/v1/account/accounts")
{
    htx::RequestRecord record;
    record.startedAt = firstRequest + n * 1000;
    record.endpoint = endpoint;
    record.key = someKey;
    record.permission = htx::Permission::Read;
    record.durationMs = 100 + n;
    record.httpStatus = 200;
    record.remaining = 17;
    record.limit = 20;
    return record;
}

inline htx::RequestRecord publicRequest(int n, const QByteArray &endpoint = "/market/tickers")
{
    htx::RequestRecord record = request(n, endpoint);
    record.key = {};
    record.permission = htx::Permission::None;
    record.remaining.reset();
    return record;
}

inline htx::RequestRecord failed(htx::RequestRecord record, ErrorKind kind, const QString &code = {})
{
    record.failure = kind;
    record.code = code;
    if (code.isEmpty())
        record.httpStatus = 0;
    return record;
}

inline htx::RequestRecord order(int n)
{
    htx::RequestRecord record = request(n, "/v1/order/orders/place");
    record.method = htx::Method::Post;
    record.permission = htx::Permission::Trade;
    return record;
}

inline QList<htx::RequestRecord> requests(int from, int count)
{
    QList<htx::RequestRecord> all;
    for (int i = 0; i < count; ++i)
        all.append(request(from + i));
    return all;
}

} // namespace coffer::test
