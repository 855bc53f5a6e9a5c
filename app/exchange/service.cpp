// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/service.h"

namespace coffer::exchange {

Service::Service(World &world)
    : m_reference(world),
      m_market(world),
      m_account(world),
      m_order(world),
      m_user(world),
      m_wallet(world),
      m_router(world)
{
    m_reference.addTo(m_router);
    m_market.addTo(m_router);
    m_account.addTo(m_router);
    m_order.addTo(m_router);
    m_user.addTo(m_router);
    m_wallet.addTo(m_router);
}

} // namespace coffer::exchange
