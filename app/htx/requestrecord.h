// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"
#include "core/ids.h"
#include "htx/request.h"

#include <QByteArray>
#include <QMetaType>

#include <optional>

namespace coffer::htx {

/// What a finished request looked like, for Activity and the status bar. Nothing in it is secret: no query,
/// no body, no access key, no signature.
struct RequestRecord
{
    qint64 startedAt = 0; ///< ms UTC, exchange time
    Method method = Method::Get;
    QByteArray endpoint; ///< the path as the limits count it: ids are written "{id}"
    KeyId key;           ///< the key that signed; empty: unsigned
    Permission permission = Permission::None;
    qint64 durationMs = 0;
    int attempt = 1;                  ///< which try of a GET this was; a POST has one only
    int httpStatus = 0;               ///< 0: no reply
    std::optional<ErrorKind> failure; ///< of the way, or the exchange's refusal; nullopt: it was answered
    QString code;                     ///< the exchange's own code of a refusal
    std::optional<int> remaining;     ///< budget left in the window, from the reply header
    int limit = 0;                    ///< of that budget: the requests that two seconds allow
};

} // namespace coffer::htx

Q_DECLARE_METATYPE(coffer::htx::RequestRecord)
