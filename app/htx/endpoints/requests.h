// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "htx/request.h"

#include <algorithm>

/// How the endpoints put their requests together. Private to htx.
namespace coffer::htx::endpoints {

using Query = QList<std::pair<QByteArray, QByteArray>>;

/// An unsigned GET. Where the exchange documents no figure, ten a second is allowed (htx-api.md 8).
inline Request publicGet(const QByteArray &path, Query query = {}, int perTwoSeconds = 20)
{
    Request request;
    request.path = path;
    request.query = std::move(query);
    request.rateGroup = path;
    request.perTwoSeconds = perTwoSeconds;
    return request;
}

/// A GET that is signed with a key that may read. group: the path as the limits count it, when it holds an
/// id.
inline Request readGet(const QByteArray &path, int perTwoSeconds, Query query = {},
                       const QByteArray &group = {})
{
    Request request = publicGet(path, std::move(query), perTwoSeconds);
    request.permission = Permission::Read;
    if (!group.isEmpty())
        request.rateGroup = group;
    return request;
}

/// A POST that is signed with a key that has this right. body: JSON; group as for readGet().
inline Request post(Permission permission, const QByteArray &path, int perTwoSeconds, QByteArray body,
                    const QByteArray &group = {})
{
    Request request;
    request.method = Method::Post;
    request.path = path;
    request.body = std::move(body);
    request.permission = permission;
    request.rateGroup = group.isEmpty() ? path : group;
    request.perTwoSeconds = perTwoSeconds;
    return request;
}

/// A POST that needs Trade.
inline Request tradePost(const QByteArray &path, int perTwoSeconds, QByteArray body,
                         const QByteArray &group = {})
{
    return post(Permission::Trade, path, perTwoSeconds, std::move(body), group);
}

/// A POST that places or cancels orders: it goes first.
inline Request orderPost(const QByteArray &path, int perTwoSeconds, QByteArray body,
                         const QByteArray &group = {})
{
    Request request = tradePost(path, perTwoSeconds, std::move(body), group);
    request.priority = Priority::Order;
    return request;
}

/// Adds a parameter unless its value is empty.
inline void add(Query &query, const char *name, const QString &value)
{
    if (!value.isEmpty())
        query.emplaceBack(name, value.toUtf8());
}

/// Adds a number, without any locale; zero means not to send it.
inline void add(Query &query, const char *name, qint64 value)
{
    if (value != 0)
        query.emplaceBack(name, QByteArray::number(value));
}

/// Adds a list, joined with commas, unless it is empty.
inline void add(Query &query, const char *name, const QStringList &values)
{
    add(query, name, values.join(u','));
}

/// A page size within what the endpoint takes.
inline void addSize(Query &query, int size, int smallest, int largest, const char *name = "size")
{
    query.emplaceBack(name, QByteArray::number(std::clamp(size, smallest, largest)));
}

} // namespace coffer::htx::endpoints
