// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/database.h"

#include "store/databasefile.h"

#include <QThread>

#include <optional>

using namespace Qt::StringLiterals;

namespace coffer::store {

struct Database::Private
{
    Private(QString path, Schema schema, Durability durability)
        : file(std::move(path), std::move(schema), durability)
    {
    }

    /// On the database's thread. The first call opens; what came of that is the answer for good.
    Result<QSqlDatabase *> opened()
    {
        if (!outcome)
            outcome = file.open();
        return *outcome;
    }

    QThread thread;
    QObject worker; ///< lives in thread; what is posted to it runs there in order
    DatabaseFile file;
    std::optional<Result<QSqlDatabase *>> outcome;
};

Database::Database(QString file, Schema schema, Durability durability)
    : d(std::make_unique<Private>(std::move(file), std::move(schema), durability))
{
    d->thread.setObjectName(u"coffer-store"_s);
    d->worker.moveToThread(&d->thread);
    d->thread.start();
}

Database::~Database()
{
    // Posted last, so it runs after all that is queued; the connection must be closed where it was made.
    QMetaObject::invokeMethod(
        &d->worker,
        [this] {
            d->file.close();
            d->thread.quit();
        },
        Qt::QueuedConnection);
    d->thread.wait();
}

Future<void> Database::open()
{
    auto promise = std::make_shared<QPromise<Result<void>>>();
    promise->start();
    Future<void> future = promise->future();
    enqueue([promise](const Result<QSqlDatabase *> &database) {
        promise->addResult(database ? Result<void>() : fail(database.error()));
        promise->finish();
    });
    return future;
}

void Database::enqueue(Job job)
{
    QMetaObject::invokeMethod(
        &d->worker, [this, job = std::move(job)] { job(d->opened()); }, Qt::QueuedConnection);
}

Result<void> Database::begin(QSqlDatabase &database)
{
    if (!database.transaction())
        return fail(errorFrom(database.lastError()));
    return {};
}

Result<void> Database::commit(QSqlDatabase &database)
{
    if (!database.commit())
        return fail(errorFrom(database.lastError()));
    return {};
}

void Database::rollback(QSqlDatabase &database, const Error &reason)
{
    // Some failures (a full disk) have already ended the transaction, so this may fail without harm.
    database.rollback();
    if (reason.kind == ErrorKind::StorageCorrupt && database.databaseName() != ":memory:"_L1)
        DatabaseFile::noteDamage(database.databaseName());
}

Error errorFrom(const QSqlError &error)
{
    // The primary result codes of SQLite; the extended ones keep them in the low byte.
    enum Code { Busy = 5, Locked = 6, Corrupt = 11, Full = 13, Constraint = 19, NotADatabase = 26 };
    const QString native = error.nativeErrorCode();
    const QString detail = error.databaseText();
    switch (native.toInt() & 0xff) {
    case Busy:
    case Locked:
        return {ErrorKind::StorageUnavailable, u"busy"_s, detail, std::nullopt};
    case Corrupt:
    case NotADatabase:
        return {ErrorKind::StorageCorrupt, native, detail, std::nullopt};
    case Full:
        return {ErrorKind::StorageFull, native, detail, std::nullopt};
    case Constraint:
        return {ErrorKind::StorageUnavailable, u"constraint"_s, detail, std::nullopt};
    default:
        return {ErrorKind::StorageUnavailable, native, detail, std::nullopt};
    }
}

} // namespace coffer::store
