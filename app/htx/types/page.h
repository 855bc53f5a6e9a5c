// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace coffer::htx {

/// One page of a longer list.
template<class Row>
struct Page
{
    QList<Row> rows;
    QString next; ///< the from id of the next page; empty: this was the last
};

/// A list that is asked for again later: what changed since then, or all of it (settings endpoints,
/// htx-api.md 7.1).
template<class Row>
struct Changes
{
    QList<Row> rows;
    bool isFull = true;   ///< all rows; else merge them into those that are known
    qint64 timestamp = 0; ///< ms UTC: what to ask from next time; 0 unknown
};

/// The answer to a request that says no more than that it was carried out.
struct Done
{
};

} // namespace coffer::htx
