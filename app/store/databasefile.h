// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "store/database.h"

#include <QString>

#include <optional>

namespace coffer::store {

/// The file under a Database: what must be true of it before anything is written to it. One thread at a time.
class DatabaseFile
{
public:
    DatabaseFile(QString path, Schema schema, Durability durability);
    ~DatabaseFile();
    DatabaseFile(const DatabaseFile &) = delete;
    DatabaseFile &operator=(const DatabaseFile &) = delete;

    /// Makes the file if there is none, refuses what is not ours, sets a damaged cache aside, migrates an
    /// older one (keeping *.v<n>.backup). A file that is refused is not written to.
    Result<QSqlDatabase *> open();
    void close();

    /// Remembers, past the end of the program, that the file needs a full check when it is next opened.
    static void noteDamage(const QString &path);

private:
    enum class Access { Look, Work };

    struct Identity
    {
        int applicationId = 0;
        int version = 0;
        bool isEmpty = true; ///< no table was ever made in it
    };

    Result<void> openOnce();
    Result<void> refuseStrangeFiles() const;
    Result<void> prepare() const;
    Result<void> inspectUntouched();
    Result<void> connect(Access access);
    Result<Identity> identity();
    Result<void> accept(const Identity &found) const;
    Result<void> configure();
    Result<void> check();
    Result<void> migrate(const Identity &from);
    Result<void> migrateOneStep(int version);
    Result<void> backUp(int version);
    Result<void> setAside() const;
    bool isInMemory() const { return m_path.isEmpty(); }

    QString m_path;
    Schema m_schema;
    Durability m_durability;
    QString m_connection; ///< its name in Qt's list; unique
    std::optional<QSqlDatabase> m_database;
    bool m_endedUncleanly = false;
};

} // namespace coffer::store
