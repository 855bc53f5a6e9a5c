// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"

namespace coffer::htx::feed {

enum class ConnectionState {
    Off,        ///< nothing is wanted of it, or it rests
    Connecting, ///< on the way, up to the answer to a login
    Live,
    Waiting, ///< for the next attempt
    Refused, ///< the exchange does not take the key: no further attempt by itself
};

/// How a feed is doing.
struct ConnectionStatus
{
    ConnectionState state = ConnectionState::Off;
    qint64 sinceMs = 0;         ///< this computer's wall time, UTC
    std::optional<Error> error; ///< why it waits or was refused

    bool isLive() const { return state == ConnectionState::Live; }
    friend bool operator==(const ConnectionStatus &, const ConnectionStatus &) = default;
};

} // namespace coffer::htx::feed

Q_DECLARE_METATYPE(coffer::htx::feed::ConnectionStatus)
