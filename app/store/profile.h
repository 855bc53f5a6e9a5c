// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QLockFile>
#include <QString>

#include <memory>

namespace coffer::store {

/// The folder that holds everything Coffer keeps on this computer (mode 0700), locked against a second instance.
class Profile
{
public:
    /// The platform's place for application data.
    static QString defaultFolder();

    /// Makes and locks the folder. StorageUnavailable when it can't be made or written, or is in use (code "in-use").
    static Result<std::unique_ptr<Profile>> open(const QString &folder);
    ~Profile();

    QString folder() const { return m_folder; }
    QString settingsFile() const;
    QString keysFile() const;    ///< key metadata: a Record
    QString cacheFile() const;   ///< balances, history: a Cache
    QString logFile() const;

private:
    explicit Profile(QString folder);

    QString m_folder;
    std::unique_ptr<QLockFile> m_lock;
};

} // namespace coffer::store
