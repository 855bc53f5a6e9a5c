// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/evidence.h"

namespace coffer::ui {

namespace {

constexpr std::size_t pageSize = 500;

/// On the worker, which may wait for the database's thread.
template<class T>
Result<T> waited(Future<T> future)
{
    future.waitForFinished();
    return future.result();
}

/// The rows of these ids, which are newest first, up to the first that is older.
template<class Row, class Ids, class Rows, class TimeOf>
Result<void> readSince(const Ids &ids, qint64 since, Rows rows, TimeOf timeOf, QList<Row> &into)
{
    for (std::size_t first = 0; first < ids.size(); first += pageSize) {
        const auto begin = ids.cbegin() + static_cast<std::ptrdiff_t>(first);
        const auto count = static_cast<std::ptrdiff_t>(std::min(pageSize, ids.size() - first));
        const Result<QList<Row>> page = waited(rows(Ids(begin, begin + count)));
        if (!page)
            return fail(page.error());
        for (const Row &row : *page) {
            if (timeOf(row) < since)
                return {};
            into << row;
        }
    }
    return {};
}

template<class Row, class Rows>
Result<void> readHistory(history::HistoryTable &table, history::Record record, Uid uid, qint64 since,
                         Rows rows, QList<Row> &into)
{
    history::Query query;
    query.record = record;
    query.uid = uid;
    const Result<history::RowIds> ids = waited(table.find(query));
    if (!ids)
        return fail(ids.error());
    return readSince<Row>(
        *ids, since, rows, [](const Row &row) { return row.createdAt; }, into);
}

Result<void> readRequests(activity::ActivityTable &table, qint64 since, QList<htx::RequestRecord> &into)
{
    activity::Query query;
    query.method = htx::Method::Post;
    query.from = since;
    const Result<activity::RowIds> ids = waited(table.find(query));
    if (!ids)
        return fail(ids.error());
    return readSince<htx::RequestRecord>(
        *ids, since, [&table](const activity::RowIds &page) { return table.rows(page); },
        [](const htx::RequestRecord &request) { return request.startedAt; }, into);
}

Result<keys::LocalEvidence> read(history::HistoryTable &history, activity::ActivityTable &activity, Uid uid,
                                 qint64 since)
{
    using history::Record;
    using history::RowIds;
    keys::LocalEvidence evidence;
    Result<void> done = readHistory<htx::Order>(
        history, Record::Order, uid, since, [&history](const RowIds &ids) { return history.orders(ids); },
        evidence.orders);
    if (done) {
        done = readHistory<htx::Fill>(
            history, Record::Fill, uid, since, [&history](const RowIds &ids) { return history.fills(ids); },
            evidence.fills);
    }
    if (done) {
        done = readHistory<htx::Transfer>(
            history, Record::Transfer, uid, since,
            [&history](const RowIds &ids) { return history.transfers(ids); }, evidence.transfers);
    }
    if (done)
        done = readRequests(activity, since, evidence.requests);
    return done ? Result<keys::LocalEvidence>(std::move(evidence)) : fail(std::move(done.error()));
}

} // namespace

Future<keys::LocalEvidence> localEvidence(history::HistoryTable &history, activity::ActivityTable &activity,
                                          Uid uid, qint64 since)
{
    return QtConcurrent::run(
        [&history, &activity, uid, since] { return read(history, activity, uid, since); });
}

} // namespace coffer::ui
