// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "htx/types/permission.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <utility>

namespace coffer::htx {

enum class Method { Get, Post };

/// Who goes first when requests have to wait: orders, then what is on screen, then what nobody waits for.
enum class Priority { Order, Visible, Background };

/// One call to the exchange before it is signed: what to ask, and what asking it takes.
struct Request
{
    Method method = Method::Get;
    QByteArray path{};                                ///< "/v1/account/accounts"
    QList<std::pair<QByteArray, QByteArray>> query{}; ///< GET only; UTF-8, not yet percent-encoded
    QByteArray body{};                                ///< POST only; JSON
    Permission permission = Permission::None;         ///< None: sent unsigned
    QByteArray rateGroup{}; ///< the endpoint as the limits count it, e.g. "/v1/account/accounts/{id}/balance"
    int perTwoSeconds = 20; ///< documented limit of that group (htx-api.md 8)
    Priority priority = Priority::Visible;
    /// The reply holds a secret: whoever holds the bytes of it overwrites them once they were read.
    bool sensitive = false;
};

} // namespace coffer::htx
