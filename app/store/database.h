// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/future.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QString>
#include <QStringList>

#include <functional>
#include <memory>

namespace coffer::store {

/// What a database file must be: whose it is, and how it came to its present shape.
struct Schema
{
    int applicationId = 0;         ///< PRAGMA application_id; a file with another one is refused
    QList<QStringList> migrations; ///< migrations[n] takes user_version n to n+1, in one transaction
};

/// Cache: may be rebuilt, synchronous=NORMAL, a damaged file is set aside as *.corrupt-<time> and begun anew.
/// Record: can't be rebuilt, synchronous=FULL, a damaged file is never touched and opening fails.
enum class Durability { Cache, Record };

/// One SQLite file on a thread of its own: mode 0600, checked and migrated when it is opened
/// (databasefile.h). Work is queued and runs in order; results come back as futures that finish on the
/// database's thread: attach with whenDone(). Destruction finishes the queue first.
class Database
{
public:
    /// An empty file name keeps the database in memory.
    Database(QString file, Schema schema, Durability durability);
    ~Database();
    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;

    /// Queues the opening, which otherwise happens before the first work; every run() yields its error if it
    /// failed. Errors: StorageUnavailable (code "foreign": another program's file; "not-a-file": a link,
    /// folder or device; "busy": held by another process), StorageCorrupt, StorageTooNew, StorageFull.
    Future<void> open();

    /// Runs work on the database's thread inside one transaction: rolled back when work yields an error.
    template<class T>
    Future<T> run(std::function<Result<T>(QSqlDatabase &)> work)
    {
        auto promise = std::make_shared<QPromise<Result<T>>>();
        promise->start();
        QFuture<Result<T>> future = promise->future();
        enqueue([promise, work = std::move(work)](Result<QSqlDatabase *> database) {
            if (!database) {
                promise->addResult(tl::unexpected(std::move(database.error())));
            } else {
                promise->addResult(inTransaction<T>(**database, work));
            }
            promise->finish();
        });
        return future;
    }

private:
    using Job = std::function<void(Result<QSqlDatabase *>)>;

    void enqueue(Job job);
    static Result<void> begin(QSqlDatabase &database);
    static Result<void> commit(QSqlDatabase &database);
    static void rollback(QSqlDatabase &database, const Error &reason);

    template<class T>
    static Result<T> inTransaction(QSqlDatabase &database,
                                   const std::function<Result<T>(QSqlDatabase &)> &work)
    {
        if (Result<void> begun = begin(database); !begun)
            return tl::unexpected(std::move(begun.error()));
        Result<T> result = work(database);
        if (!result) {
            rollback(database, result.error());
            return result;
        }
        if (Result<void> done = commit(database); !done) {
            rollback(database, done.error());
            return tl::unexpected(std::move(done.error()));
        }
        return result;
    }

    struct Private;
    std::unique_ptr<Private> d;
};

/// The error that a failed query stands for: StorageFull, StorageCorrupt, else StorageUnavailable. Code is
/// SQLite's own number, "busy" when another process holds the file, or "constraint" when the data breaks a
/// rule of the schema.
Error errorFrom(const QSqlError &error);

} // namespace coffer::store
