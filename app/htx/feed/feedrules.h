// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "htx/feed/connection.h"

namespace coffer::htx::feed {

/// The times and limits of a feed; tests shorten them.
struct FeedRules
{
    Connection::Rules connection;
    std::chrono::milliseconds pace{100};             ///< between two commands (htx-api.md 7.2)
    std::chrono::milliseconds answerDeadline{8'000}; ///< of a request
    std::chrono::milliseconds pongPace{200};         ///< a flood of pings gets no more answers than this
    std::chrono::milliseconds limitRest{10'000}; ///< before a subscription that hit a limit is tried again
    std::chrono::milliseconds frame{16};         ///< between two batches for the GUI
    qsizetype requestLimit = 64;                 ///< waiting for an answer
};

/// Pings come every 5 s on the market feed, every 20 s on the account feed (security.md 3).
inline FeedRules marketRules()
{
    return {};
}

inline FeedRules accountRules()
{
    FeedRules rules;
    rules.connection.silence = std::chrono::seconds(60);
    rules.connection.needsLogin = true;
    return rules;
}

/// The socket at this path beside the exchange's REST address: wss for https, ws for http.
QUrl socketUrl(const QUrl &exchange, const QString &path);

} // namespace coffer::htx::feed
