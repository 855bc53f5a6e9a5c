// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/pagedrows.h"

#include <QCache>

namespace coffer::ui {

/// A table of any length that holds the few thousand rows that were looked at last, by row id. Entry: what a
/// row is; its default stands for a row that the store no longer has. Cells ask with look(), which yields
/// nothing until the row is there: they answer PlaceholderRole then.
template<class Entry>
class PagedModel : public PagedRows
{
public:
    /// The row's record where it has been fetched, else nullptr.
    const Entry *entry(int row) const
    {
        const Cached *cached = m_cache.object(idAt(row));
        return cached ? &cached->entry : nullptr;
    }

protected:
    explicit PagedModel(QObject *parent) : PagedRows(parent), m_cache(cachedRows) {}

    /// The same for a cell on screen: a row that is missing or out of date is asked for.
    const Entry *look(int row) const
    {
        const Cached *cached = m_cache.object(idAt(row));
        if (!cached || cached->version != version())
            request(row);
        return cached ? &cached->entry : nullptr;
    }

    /// Takes the answer to fetchRows(). Row: what the store's rows are; becomes an Entry.
    template<class Row>
    void receive(const Future<QList<Row>> &future, int page, const RowIds &ids)
    {
        whenDone(this, future, [this, page, ids, asked = version()](const Result<QList<Row>> &rows) {
            if (asked == version()) {
                if (rows)
                    store(page, ids, *rows);
                else if (page != singleRow)
                    Q_EMIT failed(rows.error()); // stays requested: reload() asks again, painting does not
            }
            endFetch(page);
        });
    }

private:
    static constexpr int cachedRows = 4000;

    struct Cached
    {
        Entry entry;
        quint64 version = 0; ///< the table's when it was fetched
    };

    template<class Row>
    void store(int page, const RowIds &ids, const QList<Row> &rows)
    {
        if (page == singleRow) {
            keep(ids.front(), rows.isEmpty() ? Entry() : Entry(rows.constFirst()));
            const int row = rowOf(ids.front());
            announce(row, row);
            return;
        }
        if (static_cast<std::size_t>(rows.size()) != ids.size()) {
            for (const qint64 id : ids) // some are gone, and the answer doesn't say which
                fetchRows(singleRow, {id});
            return;
        }
        for (std::size_t i = 0; i < ids.size(); ++i)
            keep(ids[i], Entry(rows.at(static_cast<qsizetype>(i))));
        noteFetched(page);
    }

    void keep(qint64 id, Entry entry) { m_cache.insert(id, new Cached{std::move(entry), version()}); }

    QCache<qint64, Cached> m_cache;
};

} // namespace coffer::ui
