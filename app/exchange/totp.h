// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <optional>

namespace coffer::exchange {

/// The bytes of a base32 text as authenticator apps take it: any case, blanks and padding ignored. nullopt
/// when another character is in it.
std::optional<QByteArray> fromBase32(QStringView text);

/// The one-time password of that moment (RFC 6238: SHA-1, steps of 30 seconds), with so many digits.
QByteArray oneTimePassword(QByteArrayView secret, qint64 ms, int digits = 6);

/// True for the six digits of this step or of one of its neighbours, since clocks differ and people are slow.
bool acceptsOneTimePassword(QStringView base32Secret, QByteArrayView code, qint64 nowMs);

} // namespace coffer::exchange
