// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/jsonwriter.h"
#include "exchange/router.h"

#include <QHash>

#include <deque>

namespace coffer::exchange {

/// What came in, for who wants to know how often something was sent: counts by method and path, and the last
/// bodies. Queries are not kept, since they carry access keys and signatures.
class Received
{
public:
    void note(const HttpRequest &request);
    void clear();
    /// Members of the object that is open: "requests":[{"target":"GET
    /// /path","count":2},…],"orders":1,"bodies":[{"target":"POST /path","body":…}, …], the oldest body first.
    /// orders: requests that place orders, a batch counted as one.
    void report(JsonWriter &json) const;

private:
    struct Post
    {
        QByteArray target, body;
    };

    QHash<QByteArray, qint64> m_counts;
    std::deque<Post> m_bodies;
};

} // namespace coffer::exchange
