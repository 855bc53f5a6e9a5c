// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sealedfile.h"

#include "core/sealed.h"

#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#if defined(Q_OS_UNIX)
#include <fcntl.h>
#include <unistd.h>
#endif

using namespace Qt::StringLiterals;

namespace coffer::sealed {

namespace {

tl::unexpected<Error> failure(const QFileDevice &file)
{
    if (file.error() == QFileDevice::ResourceError)
        return fail(ErrorKind::StorageFull, file.errorString());
    return fail(ErrorKind::StorageUnavailable, file.errorString(), u"file"_s);
}

/// The new name must survive a loss of power, not only the content. Best effort: not every system has it.
void syncFolder([[maybe_unused]] const QString &file)
{
#if defined(Q_OS_UNIX)
    const QByteArray folder = QFile::encodeName(QFileInfo(file).absolutePath());
    if (const int handle = ::open(folder.constData(), O_RDONLY | O_CLOEXEC); handle >= 0) {
        ::fsync(handle);
        ::close(handle);
    }
#endif
}

} // namespace

Result<QByteArray> readFile(const QString &path)
{
    const QFileInfo info(path);
    if (!info.isFile()) // a device or a pipe may never end
        return fail(ErrorKind::StorageUnavailable, {}, u"file"_s);
    if (info.size() > largestFile)
        return fail(ErrorKind::UnknownFile, {}, u"size"_s);
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(file);
    QByteArray bytes = file.read(largestFile + 1); // it may grow meanwhile; readHeader() measures again
    if (file.error() != QFileDevice::NoError)
        return failure(file);
    return bytes;
}

Result<void> writeFile(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return failure(file);
    // Before the content: QSaveFile would give it the mode of the file that it replaces.
    if (!file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner) ||
        file.write(bytes) != bytes.size() || !file.commit()) {
        return failure(file);
    }
    syncFolder(path);
    const Result<QByteArray> stored = readFile(path);
    if (!stored)
        return fail(stored.error());
    return *stored == bytes ? Result<void>() : fail(ErrorKind::StorageUnavailable, {}, u"file"_s);
}

} // namespace coffer::sealed
