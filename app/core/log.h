// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace coffer::log {

/// Takes over Qt's messages (qDebug, qWarning, …): each line is redacted, made one line of printable text,
/// and appended to file (rotated at 1 MiB, one old file kept); warnings and worse also go to standard error.
/// With an empty path only standard error is written. Call once, from main, before the first message.
/// Thread-safe.
void install(const QString &file);

/// Gives the messages back to Qt and closes the file.
void uninstall();

/// The text with everything removed that must never be kept: query values of signed URLs (AccessKeyId,
/// Signature …), JSON members and headers that carry secrets, PEM blocks, and every string given to
/// protect(). Control characters and bidi controls are made visible.
QString redact(const QString &text);

/// From now on this exact text (a secret or an access key, at least 8 characters) is replaced in every
/// message. Only a keyed hash of it is kept, so that the list itself tells nothing.
void protect(QByteArrayView secret);

} // namespace coffer::log
