// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/router.h"

namespace coffer::exchange {

/// How many requests of a reference list an address gets in two seconds.
inline constexpr int referencePerWindow = 400;

/// {"status":"ok","data":…,"ts":…,"full":…} as the settings endpoints answer, with ts as text. A request's ts
/// asks for what changed since, and nothing has since the world started.
Reply settingsReply(const World &world, const Call &call, const QByteArray &data);

/// A list that needs writing once: head, the list, and the bracket that closes the object.
Reply wholeReply(QByteArrayView head, const QByteArray &data);

} // namespace coffer::exchange
