// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace coffer::exchange {

/// What GET /v2/market-status tells (htx-api.md 7.1).
struct MarketStatus
{
    enum class State { Normal = 1, Halted = 2, CancelOnly = 3 };
    enum class Reason { Emergency = 2, Scheduled = 3 };

    State state = State::Normal;
    qint64 haltStart = 0, haltEnd = 0;  ///< ms UTC; haltEnd 0: nobody can tell yet
    Reason reason = Reason::Emergency;  ///< of a halt
    QByteArray affectedSymbols = "all"; ///< of a halt: symbols with commas, or "all"
};

} // namespace coffer::exchange
