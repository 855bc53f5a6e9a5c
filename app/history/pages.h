// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "history/requester.h"
#include "htx/types/order.h"
#include "htx/types/transfer.h"

#include <QSet>

#include <algorithm>
#include <memory>

namespace coffer::history {

/// What reading all pages brought.
template<class Row>
struct Pages
{
    QList<Row> rows;
    int changed = 0; ///< rows that were new or changed in the table
};

/// Reads page after page, saving each, until one is short or brings nothing new (whether a page repeats the
/// record it was asked from is not documented: htx-api.md 5.3). done is called once, in the context's thread.
template<class Row>
class PageReader : public std::enable_shared_from_this<PageReader<Row>>
{
public:
    /// The call for the page after these rows; for the first page there are none.
    using MakeCall = std::function<htx::Call<QList<Row>>(const QList<Row> &page)>;
    using Save = std::function<Future<int>(const QList<Row> &page)>;
    using Done = std::function<void(Result<Pages<Row>>)>;

    static void read(Requester &requester, int pageSize, MakeCall call, Save save, Done done)
    {
        std::shared_ptr<PageReader> reader(
            new PageReader(requester, pageSize, std::move(call), std::move(save), std::move(done)));
        reader->next({});
    }

private:
    /// A page of this size may be full even if more was asked for: the exchange may cap it at its default.
    static constexpr int surelyFull = 100;

    PageReader(Requester &requester, int pageSize, MakeCall call, Save save, Done done)
        : m_requester(requester),
          m_pageSize(pageSize),
          m_call(std::move(call)),
          m_save(std::move(save)),
          m_done(std::move(done))
    {
    }

    void next(const QList<Row> &before)
    {
        auto self = this->shared_from_this();
        m_requester.template send<QList<Row>>(m_call(before), [self](Result<QList<Row>> page) {
            if (page)
                self->take(*page);
            else
                self->m_done(fail(std::move(page.error())));
        });
    }

    void take(const QList<Row> &page)
    {
        QList<Row> fresh;
        for (const Row &row : page) {
            if (const qsizetype known = m_seen.size(); m_seen.insert(row.id), m_seen.size() > known)
                fresh.append(row);
        }
        m_pages.rows += fresh;
        auto self = this->shared_from_this();
        whenDone(&m_requester, m_save(fresh),
                 [self, page, news = !fresh.isEmpty()](const Result<int> &saved) {
                     if (!saved) {
                         self->m_done(fail(saved.error()));
                         return;
                     }
                     self->m_pages.changed += *saved;
                     if (page.size() >= std::min(self->m_pageSize, surelyFull) && news)
                         self->next(page);
                     else
                         self->m_done(std::move(self->m_pages));
                 });
    }

    Requester &m_requester;
    int m_pageSize;
    MakeCall m_call;
    Save m_save;
    Done m_done;
    QSet<decltype(Row::id)> m_seen;
    Pages<Row> m_pages;
};

} // namespace coffer::history
