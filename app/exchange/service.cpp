// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/service.h"

namespace coffer::exchange {

Service::Service(World &world)
    : m_reference(world),
      m_symbol(world),
      m_currency(world),
      m_market(world),
      m_account(world),
      m_valuation(world),
      m_history(world),
      m_transfer(world),
      m_fee(world),
      m_order(world),
      m_orderCommands(world),
      m_conditional(world),
      m_user(world),
      m_subUser(world),
      m_subUserKey(world),
      m_wallet(world),
      m_deposit(world),
      m_withdraw(world),
      m_router(world)
{
    m_reference.addTo(m_router);
    m_symbol.addTo(m_router);
    m_currency.addTo(m_router);
    m_market.addTo(m_router);
    m_account.addTo(m_router);
    m_valuation.addTo(m_router);
    m_history.addTo(m_router);
    m_transfer.addTo(m_router);
    m_fee.addTo(m_router);
    m_order.addTo(m_router);
    m_orderCommands.addTo(m_router);
    m_conditional.addTo(m_router);
    m_user.addTo(m_router);
    m_subUser.addTo(m_router);
    m_subUserKey.addTo(m_router);
    m_wallet.addTo(m_router);
    m_deposit.addTo(m_router);
    m_withdraw.addTo(m_router);
}

} // namespace coffer::exchange
