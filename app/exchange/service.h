// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/accountendpoints.h"
#include "exchange/marketendpoints.h"
#include "exchange/orderendpoints.h"
#include "exchange/referenceendpoints.h"
#include "exchange/router.h"
#include "exchange/userendpoints.h"
#include "exchange/walletendpoints.h"

namespace coffer::exchange {

/// Every endpoint over one world: what the exchange answers, without the HTTP around it. One thread.
class Service
{
public:
    explicit Service(World &world);
    Service(const Service &) = delete;
    Service &operator=(const Service &) = delete;

    HttpReply handle(const HttpRequest &request) { return m_router.handle(request); }

private:
    ReferenceEndpoints m_reference;
    MarketEndpoints m_market;
    AccountEndpoints m_account;
    OrderEndpoints m_order;
    UserEndpoints m_user;
    WalletEndpoints m_wallet;
    Router m_router;
};

} // namespace coffer::exchange
