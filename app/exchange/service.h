// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/accountendpoints.h"
#include "exchange/conditionalendpoints.h"
#include "exchange/currencyendpoints.h"
#include "exchange/depositendpoints.h"
#include "exchange/feeendpoints.h"
#include "exchange/historyendpoints.h"
#include "exchange/marketendpoints.h"
#include "exchange/ordercommands.h"
#include "exchange/orderendpoints.h"
#include "exchange/referenceendpoints.h"
#include "exchange/router.h"
#include "exchange/subuserendpoints.h"
#include "exchange/subuserkeyendpoints.h"
#include "exchange/symbolendpoints.h"
#include "exchange/transferendpoints.h"
#include "exchange/userendpoints.h"
#include "exchange/valuationendpoints.h"
#include "exchange/walletendpoints.h"
#include "exchange/withdrawendpoints.h"

namespace coffer::exchange {

/// Every endpoint over one world: what the exchange answers, without the HTTP around it. One thread.
class Service
{
public:
    explicit Service(World &world);
    Service(const Service &) = delete;
    Service &operator=(const Service &) = delete;

    HttpReply handle(const HttpRequest &request) { return m_router.handle(request); }
    void setLimited(bool isLimited) { m_router.setLimited(isLimited); }

private:
    ReferenceEndpoints m_reference;
    SymbolEndpoints m_symbol;
    CurrencyEndpoints m_currency;
    MarketEndpoints m_market;
    AccountEndpoints m_account;
    ValuationEndpoints m_valuation;
    HistoryEndpoints m_history;
    TransferEndpoints m_transfer;
    FeeEndpoints m_fee;
    OrderEndpoints m_order;
    OrderCommands m_orderCommands;
    ConditionalEndpoints m_conditional;
    UserEndpoints m_user;
    SubUserEndpoints m_subUser;
    SubUserKeyEndpoints m_subUserKey;
    WalletEndpoints m_wallet;
    DepositEndpoints m_deposit;
    WithdrawEndpoints m_withdraw;
    Router m_router;
};

} // namespace coffer::exchange
