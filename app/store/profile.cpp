// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/profile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace coffer::store {

namespace {

constexpr QFileDevice::Permissions ownFolder =
    QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner;

Result<void> makeFolder(const QString &folder)
{
    if (QFileInfo(folder).isDir())
        return {};
    // Only the last part is ours; the parents get the system's usual mode.
    const QString parent = QFileInfo(folder).absolutePath();
    if (!QDir().mkpath(parent) || !QDir().mkdir(folder, ownFolder))
        return fail(ErrorKind::StorageUnavailable, folder, u"not-writable"_s);
    return {};
}

} // namespace

QString Profile::defaultFolder()
{
#ifdef Q_OS_UNIX
    // Without a home folder Qt falls back to the root of the file system, which is nobody's profile.
    if (qEnvironmentVariableIsEmpty("HOME") && qEnvironmentVariableIsEmpty("XDG_DATA_HOME"))
        return {};
#endif
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
}

Result<std::unique_ptr<Profile>> Profile::open(const QString &folder)
{
    if (folder.isEmpty())
        return fail(ErrorKind::StorageUnavailable, {}, u"no-home"_s);
    const QString path = QFileInfo(folder).absoluteFilePath();
    if (Result<void> made = makeFolder(path); !made)
        return fail(std::move(made.error()));
    if (!QFile::setPermissions(path, ownFolder))
        return fail(ErrorKind::StorageUnavailable, path, u"not-writable"_s);

    std::unique_ptr<Profile> profile(new Profile(path));
    // No age makes a lock stale, since Coffer runs for days; that its process is gone does.
    profile->m_lock->setStaleLockTime(0);
    if (profile->m_lock->tryLock())
        return profile;
    if (profile->m_lock->error() == QLockFile::LockFailedError)
        return fail(ErrorKind::StorageUnavailable, path, u"in-use"_s);
    return fail(ErrorKind::StorageUnavailable, path, u"not-writable"_s);
}

Profile::Profile(QString folder)
    : m_folder(std::move(folder)), m_lock(std::make_unique<QLockFile>(QDir(m_folder).filePath(u"lock"_s)))
{
}

Profile::~Profile() = default;

QString Profile::settingsFile() const
{
    return QDir(m_folder).filePath(u"settings.ini"_s);
}

QString Profile::keysFile() const
{
    return QDir(m_folder).filePath(u"keys.sqlite"_s);
}

QString Profile::vaultFile() const
{
    return QDir(m_folder).filePath(u"vault"_s);
}

QString Profile::cacheFile() const
{
    return QDir(m_folder).filePath(u"cache.sqlite"_s);
}

QString Profile::activityFile() const
{
    return QDir(m_folder).filePath(u"activity.sqlite"_s);
}

QString Profile::candlesFile() const
{
    return QDir(m_folder).filePath(u"candles.sqlite"_s);
}

QString Profile::chartsFile() const
{
    return QDir(m_folder).filePath(u"charts.sqlite"_s);
}

QString Profile::logFile() const
{
    return QDir(m_folder).filePath(u"coffer.log"_s);
}

} // namespace coffer::store
