// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>

#include <utility>

namespace coffer::exchange {

/// Counts requests in fixed windows of two seconds, per caller and endpoint (htx-api.md 8). One thread.
class RateLimiter
{
public:
    static constexpr qint64 windowMs = 2000;

    struct Verdict
    {
        bool admitted = true;
        int remaining = 0;    ///< in this window, after this request
        qint64 expiresMs = 0; ///< when the window ends
    };

    /// Counts a request of the caller (a UID or an address) to an endpoint (its number) that takes so many in
    /// a window.
    Verdict count(const QByteArray &caller, int endpoint, int limit, qint64 nowMs)
    {
        const qint64 window = nowMs / windowMs;
        if (window != m_window) { // everything counted belongs to a window that is over
            m_window = window;
            m_counts.clear();
        }
        int &used = m_counts[{caller, endpoint}];
        const bool admitted = used < limit;
        if (admitted)
            ++used;
        return {admitted, limit - used, (window + 1) * windowMs};
    }

private:
    qint64 m_window = -1;
    QHash<std::pair<QByteArray, int>, int> m_counts;
};

} // namespace coffer::exchange
