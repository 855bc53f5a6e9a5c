// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QString>

/// Reading and writing sealed files (sealed.h). Both block: on the pool.
namespace coffer::sealed {

/// The bytes of a regular file. Errors with code "file": StorageUnavailable; UnknownFile with code "size"
/// when it is larger than any sealed file, before a byte of it is read.
Result<QByteArray> readFile(const QString &path);

/// Replaces the file or leaves it as it was: written beside it, made readable by its owner alone, put in its
/// place at once, and read again. Errors: StorageFull, StorageUnavailable (code "file").
Result<void> writeFile(const QString &path, const QByteArray &bytes);

} // namespace coffer::sealed
