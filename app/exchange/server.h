// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/accountendpoints.h"
#include "exchange/marketendpoints.h"
#include "exchange/orderendpoints.h"
#include "exchange/referenceendpoints.h"
#include "exchange/router.h"
#include "exchange/userendpoints.h"
#include "exchange/walletendpoints.h"

#include <QHttpServer>

namespace coffer::exchange {

/// The exchange's door: HTTP on the loopback interface. Lives on the thread that makes it.
class Server
{
public:
    explicit Server(const World &world);

    /// The port that it listens on, 0 when it can't have the one asked for.
    quint16 listen(quint16 port);

private:
    void answer(const QHttpServerRequest &request, QHttpServerResponder &responder);

    ReferenceEndpoints m_reference;
    MarketEndpoints m_market;
    AccountEndpoints m_account;
    OrderEndpoints m_order;
    UserEndpoints m_user;
    WalletEndpoints m_wallet;
    Router m_router;
    QHttpServer m_http;
};

} // namespace coffer::exchange
