// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/errors.h"
#include "exchange/query.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <vector>

namespace coffer::exchange {

/// One page of rows, and where the next one starts.
template<class Row>
struct Page
{
    std::vector<const Row *> rows;
    std::optional<qint64> nextId;
};

/// A window of time, an order and a page, as the account endpoints take them. Each step that fails leaves its
/// error reply in refused().
class PageQuery
{
public:
    PageQuery(const Query &query, Envelope envelope) : m_query(query), m_isV2(envelope == Envelope::V2) {}

    /// By default the newest widest ms. reach: how far back a window may start; 0 for any.
    PageQuery &readWindow(const char *start, const char *end, qint64 nowMs, qint64 widest, qint64 reach);
    PageQuery &readSort(bool ascendingByDefault);
    /// A size of 1 to 500, by default 100, and the first id of the page.
    PageQuery &readPage(const char *size, const char *from);

    const std::optional<Reply> &refused() const { return m_refused; }

    /// The page of those rows that are admitted and lie in the window. rows ascend by id and have the members
    /// id and the time that timeOf tells.
    template<class Row, class TimeOf, class Admits>
    Page<Row> select(const std::vector<Row> &rows, TimeOf timeOf, Admits admits) const
    {
        Page<Row> page;
        for (size_t step = 0; step < rows.size(); ++step) {
            const Row &row = rows[m_ascending ? step : rows.size() - 1 - step];
            const bool isBehind = !m_from || (m_ascending ? row.id >= *m_from : row.id <= *m_from);
            const qint64 at = timeOf(row);
            if (!isBehind || at < m_startMs || at > m_endMs || !admits(row))
                continue;
            if (qint64(page.rows.size()) == m_size) {
                page.nextId = row.id;
                break;
            }
            page.rows.push_back(&row);
        }
        return page;
    }

private:
    PageQuery &refuse(const char *field, QByteArrayView v1Code, QByteArrayView v2Message);

    const Query &m_query;
    bool m_isV2;
    std::optional<Reply> m_refused;
    qint64 m_startMs = 0, m_endMs = std::numeric_limits<qint64>::max();
    bool m_ascending = true;
    qint64 m_size = 100;
    std::optional<qint64> m_from;
};

} // namespace coffer::exchange
