// SPDX-License-Identifier: GPL-3.0-or-later
#include "activity/activityexport.h"

#include "core/csv.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

namespace coffer::activity {

namespace {

constexpr std::size_t pageSize = 500;

QString timeText(qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(Qt::ISODateWithMs);
}

QString methodWord(htx::Method method)
{
    return method == htx::Method::Post ? QStringLiteral("POST") : QStringLiteral("GET");
}

QByteArray number(std::optional<qint64> value)
{
    return value ? QByteArray::number(*value) : QByteArray();
}

QByteArray csvHead()
{
    return "time_utc,key,key_id,permission,method,endpoint,attempt,duration_ms,http_status,outcome,failure,"
           "code,"
           "budget_left,budget_limit\r\n";
}

QByteArray csvRow(const htx::RequestRecord &record, const QHash<KeyId, QString> &labels)
{
    return csv::line({csv::cell(timeText(record.startedAt)), csv::cell(labels.value(record.key)),
                      csv::cell(record.key.value), csv::cell(htx::wireName(record.permission)),
                      csv::cell(methodWord(record.method)), csv::cell(QString::fromUtf8(record.endpoint)),
                      number(record.attempt), number(record.durationMs),
                      record.httpStatus > 0 ? number(record.httpStatus) : QByteArray(),
                      csv::cell(outcomeWord(outcomeOf(record))),
                      csv::cell(record.failure ? failureWord(*record.failure) : QString()),
                      csv::cell(record.code), number(record.remaining), number(record.limit)});
}

QJsonValue orNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

QByteArray jsonRow(const htx::RequestRecord &record, const QHash<KeyId, QString> &labels)
{
    const QJsonObject object{
        {QStringLiteral("time"), timeText(record.startedAt)},
        {QStringLiteral("key"), orNull(labels.value(record.key))},
        {QStringLiteral("keyId"), orNull(record.key.value)},
        {QStringLiteral("permission"), orNull(htx::wireName(record.permission))},
        {QStringLiteral("method"), methodWord(record.method)},
        {QStringLiteral("endpoint"), QString::fromUtf8(record.endpoint)},
        {QStringLiteral("attempt"), record.attempt},
        {QStringLiteral("durationMs"), record.durationMs},
        {QStringLiteral("httpStatus"), record.httpStatus > 0 ? QJsonValue(record.httpStatus) : QJsonValue()},
        {QStringLiteral("outcome"), outcomeWord(outcomeOf(record))},
        {QStringLiteral("failure"), orNull(record.failure ? failureWord(*record.failure) : QString())},
        {QStringLiteral("code"), orNull(record.code)},
        {QStringLiteral("budgetLeft"), record.remaining ? QJsonValue(*record.remaining) : QJsonValue()},
        {QStringLiteral("budgetLimit"), record.limit}};
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

/// The file while it grows, in one of the two formats.
class Writer
{
public:
    explicit Writer(const ExportOrder &order) : m_order(order), m_file(order.file) {}

    Result<void> open()
    {
        // The mode before the first byte.
        if (!m_file.open(QIODevice::WriteOnly) ||
            !m_file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner))
            return failure();
        return put(isCsv() ? csvHead() : QByteArrayLiteral("["));
    }

    Result<void> add(const htx::RequestRecord &record)
    {
        if (isCsv())
            return put(csvRow(record, m_order.labels));
        const QByteArray separator = std::exchange(m_hasRows, true) ? ",\n" : "\n";
        return put(separator + jsonRow(record, m_order.labels));
    }

    Result<void> finish()
    {
        if (!isCsv()) {
            if (Result<void> done = put(QByteArrayLiteral("\n]\n")); !done)
                return done;
        }
        return m_file.commit() ? Result<void>() : failure();
    }

private:
    bool isCsv() const { return m_order.format == ExportOrder::Format::Csv; }

    Result<void> put(const QByteArray &bytes)
    {
        return m_file.write(bytes) == bytes.size() ? Result<void>() : failure();
    }

    Result<void> failure() const
    {
        return fail(m_file.error() == QFileDevice::ResourceError ? ErrorKind::StorageFull
                                                                 : ErrorKind::StorageUnavailable,
                    m_file.errorString());
    }

    const ExportOrder &m_order;
    QSaveFile m_file; ///< goes without a trace unless it is committed
    bool m_hasRows = false;
};

/// On the worker, which may wait for the database's thread.
template<class T>
Result<T> waited(Future<T> future)
{
    future.waitForFinished();
    return future.result();
}

Result<int> write(ActivityTable &table, const ExportOrder &order, QPromise<Result<int>> &promise)
{
    const Result<RowIds> ids = waited(table.find(order.query));
    if (!ids)
        return fail(ids.error());
    Writer writer(order);
    if (Result<void> opened = writer.open(); !opened)
        return fail(std::move(opened.error()));
    promise.setProgressRange(0, static_cast<int>(ids->size()));
    int written = 0;
    for (std::size_t first = 0; first < ids->size() && !promise.isCanceled(); first += pageSize) {
        const auto begin = ids->cbegin() + static_cast<std::ptrdiff_t>(first);
        const auto count = std::min(pageSize, ids->size() - first);
        const auto page = waited(table.rows(RowIds(begin, begin + static_cast<std::ptrdiff_t>(count))));
        if (!page)
            return fail(page.error());
        for (const htx::RequestRecord &record : *page) {
            if (Result<void> done = writer.add(record); !done)
                return fail(std::move(done.error()));
            ++written;
        }
        promise.setProgressValue(static_cast<int>(first + count));
    }
    if (promise.isCanceled())
        return written;
    if (Result<void> done = writer.finish(); !done)
        return fail(std::move(done.error()));
    return written;
}

} // namespace

Future<int> exportActivity(ActivityTable &table, const ExportOrder &order)
{
    return QtConcurrent::run(
        [&table, order](QPromise<Result<int>> &promise) { promise.addResult(write(table, order, promise)); });
}

} // namespace coffer::activity
