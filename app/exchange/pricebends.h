// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QtGlobal>

#include <algorithm>
#include <vector>

namespace coffer::exchange {

/// Where markets were moved away from their own path: from a moment on, by a factor. One thread.
class PriceBends
{
public:
    /// Multiplies what the market's price is from that moment on; it must not lie before earlier ones.
    void add(int market, qint64 fromMs, double factor)
    {
        std::vector<Bend> &bends = m_bends[market];
        bends.push_back({fromMs, factor * (bends.empty() ? 1.0 : bends.back().factor)});
    }

    bool isEmpty() const { return m_bends.isEmpty(); }

    /// What the path is multiplied by at that moment.
    double at(int market, qint64 ms) const
    {
        const auto bends = m_bends.constFind(market);
        if (bends == m_bends.cend())
            return 1.0;
        const auto last = std::find_if(bends->rbegin(), bends->rend(),
                                       [ms](const Bend &bend) { return bend.fromMs <= ms; });
        return last == bends->rend() ? 1.0 : last->factor;
    }

private:
    struct Bend
    {
        qint64 fromMs = 0;
        double factor = 1.0; ///< of all bends up to this one
    };

    QHash<int, std::vector<Bend>> m_bends;
};

} // namespace coffer::exchange
