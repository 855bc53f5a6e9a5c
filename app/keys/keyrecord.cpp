// SPDX-License-Identifier: GPL-3.0-or-later
#include "keys/keyrecord.h"

#include <algorithm>

namespace coffer::keys {

QString masked(const QString &accessKey)
{
    if (accessKey.isEmpty())
        return {};
    // Never more than about a third of the key, however short it is.
    const qsizetype head = std::min<qsizetype>(8, accessKey.size() / 4);
    const qsizetype tail = std::min<qsizetype>(5, accessKey.size() / 6);
    return accessKey.first(head) + QChar(0x2026) + accessKey.last(tail);
}

} // namespace coffer::keys
