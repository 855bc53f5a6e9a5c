// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace coffer::history {

/// How far the background synchronisation is.
struct SyncProgress
{
    int done = 0;
    int total = 0;          ///< windows known to remain plus done; 0 when idle
    QString what;           ///< "fills", "orders", "transfers": for the status line
    qint64 coveredFrom = 0; ///< ms UTC; fills are complete from here to now

    friend bool operator==(const SyncProgress &, const SyncProgress &) = default;
};

} // namespace coffer::history
