// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QLockFile>
#include <QString>

#include <memory>

namespace coffer::store {

/// The folder that holds everything Coffer keeps on this computer (mode 0700), locked against a second
/// instance.
class Profile
{
public:
    /// The platform's place for application data; empty when there is no home folder.
    static QString defaultFolder();

    /// Makes and locks the folder. StorageUnavailable, with code "in-use" (by another instance),
    /// "not-writable", or "no-home" (the folder is empty). A lock whose process is gone is taken over.
    static Result<std::unique_ptr<Profile>> open(const QString &folder);
    ~Profile();

    QString folder() const { return m_folder; }
    QString settingsFile() const;
    QString keysFile() const;     ///< key metadata: a Record
    QString vaultFile() const;    ///< secrets under a passphrase, where the user set it up
    QString cacheFile() const;    ///< balances, history: a Cache
    QString activityFile() const; ///< every request that was made: a Record
    QString candlesFile() const;  ///< candles of the markets that were charted: a Cache
    QString chartsFile() const;   ///< the user's drawings and alerts: a Record
    QString logFile() const;

private:
    explicit Profile(QString folder);

    QString m_folder;
    std::unique_ptr<QLockFile> m_lock;
};

} // namespace coffer::store
