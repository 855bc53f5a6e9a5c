// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/body.h"
#include "exchange/errors.h"
#include "exchange/world.h"

#include <optional>

namespace coffer::exchange {

/// Which open orders the body of batchCancelOpenOrders means (htx-api.md 5.2).
class OpenFilter
{
public:
    OpenFilter(const Body &body, const World &world, int user);

    const std::optional<Reply> &refused() const { return m_refused; }
    bool admits(const OrderRecord &order) const;
    qint64 size() const { return m_size; }

private:
    void readSymbols(const Body &body, const MarketList &markets);

    std::optional<Reply> m_refused;
    int m_account = -1; ///< -1: any
    QList<int> m_markets;
    QByteArrayList m_types;
    QByteArray m_side;
    qint64 m_size = 100;
};

} // namespace coffer::exchange
