// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/activity/endpointwords.h"

#include <QCoreApplication>

#include <array>

namespace coffer::ui {

namespace {

struct Purpose
{
    const char *endpoint; ///< ids as "{}"
    const char *words;
};

/// The endpoints of htx-api.md 3 to 7.
constexpr std::array purposes{
    Purpose{"/v1/common/timestamp",
            QT_TRANSLATE_NOOP("EndpointWords", "Compares this computer's clock with the exchange's.")},
    Purpose{"/v2/market-status",
            QT_TRANSLATE_NOOP("EndpointWords",
                              "Asks whether the exchange is open, halted, or only cancels orders.")},
    Purpose{"/v1/common/symbols",
            QT_TRANSLATE_NOOP("EndpointWords", "Lists all markets with their limits and decimals.")},
    Purpose{"/v2/settings/common/symbols",
            QT_TRANSLATE_NOOP("EndpointWords", "Lists all markets with the names they are shown by.")},
    Purpose{"/v1/settings/common/symbols",
            QT_TRANSLATE_NOOP("EndpointWords", "Lists all markets with their settings.")},
    Purpose{"/v1/settings/common/market-symbols",
            QT_TRANSLATE_NOOP("EndpointWords", "Lists the order limits of markets.")},
    Purpose{"/v2/settings/common/currencies",
            QT_TRANSLATE_NOOP("EndpointWords", "Lists all assets with the names they are shown by.")},
    Purpose{"/v1/settings/common/chains",
            QT_TRANSLATE_NOOP("EndpointWords", "Lists the networks that assets move on.")},
    Purpose{"/v1/common/currencys", QT_TRANSLATE_NOOP("EndpointWords", "Lists the codes of all assets.")},
    Purpose{"/v2/reference/currencies",
            QT_TRANSLATE_NOOP("EndpointWords",
                              "Lists assets with the networks they are deposited and withdrawn on.")},
    Purpose{"/v2/reference/transact-fee-rate",
            QT_TRANSLATE_NOOP("EndpointWords", "Reads the trading fees of this account.")},
    Purpose{"/market/tickers", QT_TRANSLATE_NOOP("EndpointWords", "Reads the prices of all markets.")},
    Purpose{"/market/detail/merged",
            QT_TRANSLATE_NOOP("EndpointWords", "Reads the price of one market with its best bid and offer.")},
    Purpose{"/market/detail", QT_TRANSLATE_NOOP("EndpointWords", "Reads the last 24 hours of one market.")},
    Purpose{"/market/depth", QT_TRANSLATE_NOOP("EndpointWords", "Reads the order book of one market.")},
    Purpose{"/market/trade", QT_TRANSLATE_NOOP("EndpointWords", "Reads the last trade of one market.")},
    Purpose{"/market/history/trade",
            QT_TRANSLATE_NOOP("EndpointWords", "Reads the latest trades of one market.")},
    Purpose{"/market/history/kline", QT_TRANSLATE_NOOP("EndpointWords", "Reads the candles of one market.")},
    Purpose{"/market/fullMbp",
            QT_TRANSLATE_NOOP("EndpointWords", "Reads the whole order book of one market.")},
    Purpose{"/v2/user/uid", QT_TRANSLATE_NOOP("EndpointWords", "Asks whose key this is.")},
    Purpose{"/v2/user/api-key",
            QT_TRANSLATE_NOOP("EndpointWords",
                              "Lists the keys of the account, with their permissions and addresses.")},
    Purpose{"/v2/sub-user/api-key-generation",
            QT_TRANSLATE_NOOP("EndpointWords", "Creates a key for a sub-user.")},
    Purpose{"/v2/sub-user/api-key-modification",
            QT_TRANSLATE_NOOP("EndpointWords", "Changes the key of a sub-user.")},
    Purpose{"/v2/sub-user/api-key-deletion",
            QT_TRANSLATE_NOOP("EndpointWords", "Deletes the key of a sub-user.")},
    Purpose{"/v2/sub-user/creation", QT_TRANSLATE_NOOP("EndpointWords", "Creates sub-users.")},
    Purpose{"/v2/sub-user/user-list", QT_TRANSLATE_NOOP("EndpointWords", "Lists the sub-users.")},
    Purpose{"/v2/sub-user/user-state",
            QT_TRANSLATE_NOOP("EndpointWords", "Asks whether a sub-user is locked.")},
    Purpose{"/v2/sub-user/management", QT_TRANSLATE_NOOP("EndpointWords", "Locks or unlocks a sub-user.")},
    Purpose{"/v2/sub-user/account-list",
            QT_TRANSLATE_NOOP("EndpointWords", "Lists the accounts of a sub-user.")},
    Purpose{"/v2/sub-user/tradable-market",
            QT_TRANSLATE_NOOP("EndpointWords", "Sets which markets sub-users may trade on.")},
    Purpose{"/v2/sub-user/transferability",
            QT_TRANSLATE_NOOP("EndpointWords", "Sets whether sub-users may move assets out.")},
    Purpose{"/v2/sub-user/deduct-mode",
            QT_TRANSLATE_NOOP("EndpointWords", "Sets who pays the fees of sub-users.")},
    Purpose{"/v2/sub-user/deposit-address",
            QT_TRANSLATE_NOOP("EndpointWords", "Reads a sub-user's deposit address.")},
    Purpose{"/v2/sub-user/query-deposit",
            QT_TRANSLATE_NOOP("EndpointWords", "Lists the deposits of a sub-user.")},
    Purpose{"/v1/subuser/transfer",
            QT_TRANSLATE_NOOP("EndpointWords", "Moves assets between the main account and a sub-user.")},
    Purpose{"/v1/subuser/aggregate-balance",
            QT_TRANSLATE_NOOP("EndpointWords", "Reads what all sub-users hold together.")},
    Purpose{"/v1/account/accounts",
            QT_TRANSLATE_NOOP("EndpointWords", "Lists the accounts: spot, margin and others.")},
    Purpose{"/v1/account/accounts/{}/balance",
            QT_TRANSLATE_NOOP("EndpointWords", "Reads what one account holds, asset by asset.")},
    Purpose{"/v1/account/accounts/{}",
            QT_TRANSLATE_NOOP("EndpointWords", "Reads what a sub-user holds, asset by asset.")},
    Purpose{"/v2/account/asset-valuation",
            QT_TRANSLATE_NOOP("EndpointWords", "Reads the exchange's own valuation of an account.")},
    Purpose{"/v2/account/valuation",
            QT_TRANSLATE_NOOP("EndpointWords", "Reads the exchange's own valuation of everything.")},
    Purpose{"/v1/account/history", QT_TRANSLATE_NOOP("EndpointWords", "Reads the movements of one account.")},
    Purpose{"/v2/account/ledger", QT_TRANSLATE_NOOP("EndpointWords", "Reads the ledger of one account.")},
    Purpose{"/v2/point/account", QT_TRANSLATE_NOOP("EndpointWords", "Reads the fee points.")},
    Purpose{"/v2/point/transfer", QT_TRANSLATE_NOOP("EndpointWords", "Moves fee points to another user.")},
    Purpose{"/v1/account/transfer",
            QT_TRANSLATE_NOOP("EndpointWords", "Moves assets between accounts or users.")},
    Purpose{"/v2/account/transfer",
            QT_TRANSLATE_NOOP("EndpointWords", "Moves assets between kinds of account.")},
    Purpose{"/v1/futures/transfer",
            QT_TRANSLATE_NOOP("EndpointWords", "Moves assets between spot and futures.")},
    Purpose{"/v1/cross-margin/accounts/balance",
            QT_TRANSLATE_NOOP("EndpointWords", "Reads the cross margin account with its debts.")},
    Purpose{"/v1/margin/accounts/balance",
            QT_TRANSLATE_NOOP("EndpointWords", "Reads the isolated margin accounts with their debts.")},
    Purpose{"/v1/account/switch/user/info", QT_TRANSLATE_NOOP("EndpointWords", "Reads how fees are paid.")},
    Purpose{"/v1/account/overview/info", QT_TRANSLATE_NOOP("EndpointWords", "Reads how fees are paid.")},
    Purpose{"/v1/account/fee/switch", QT_TRANSLATE_NOOP("EndpointWords", "Sets how fees are paid.")},
    Purpose{"/v1/order/orders/place", QT_TRANSLATE_NOOP("EndpointWords", "Places an order.")},
    Purpose{"/v1/order/batch-orders", QT_TRANSLATE_NOOP("EndpointWords", "Places several orders.")},
    Purpose{"/v1/order/orders/{}/submitcancel",
            QT_TRANSLATE_NOOP("EndpointWords", "Asks to cancel one order.")},
    Purpose{"/v1/order/orders/submitCancelClientOrder",
            QT_TRANSLATE_NOOP("EndpointWords", "Asks to cancel one order by Coffer's own id of it.")},
    Purpose{"/v1/order/orders/batchcancel",
            QT_TRANSLATE_NOOP("EndpointWords", "Asks to cancel several orders.")},
    Purpose{"/v1/order/orders/batchCancelOpenOrders",
            QT_TRANSLATE_NOOP("EndpointWords", "Asks to cancel all open orders of a kind.")},
    Purpose{"/v1/order/openOrders", QT_TRANSLATE_NOOP("EndpointWords", "Lists the open orders.")},
    Purpose{"/v1/order/orders/{}", QT_TRANSLATE_NOOP("EndpointWords", "Reads one order.")},
    Purpose{"/v1/order/orders/getClientOrder",
            QT_TRANSLATE_NOOP("EndpointWords", "Reads one order by Coffer's own id of it.")},
    Purpose{"/v1/order/orders", QT_TRANSLATE_NOOP("EndpointWords", "Searches the orders of a market.")},
    Purpose{"/v1/order/history",
            QT_TRANSLATE_NOOP("EndpointWords", "Lists the orders of the last two days.")},
    Purpose{"/v1/order/orders/{}/matchresults",
            QT_TRANSLATE_NOOP("EndpointWords", "Lists the fills of one order.")},
    Purpose{"/v1/order/matchresults", QT_TRANSLATE_NOOP("EndpointWords", "Lists fills.")},
    Purpose{"/v2/algo-orders", QT_TRANSLATE_NOOP("EndpointWords", "Places a conditional order.")},
    Purpose{"/v2/algo-orders/cancellation",
            QT_TRANSLATE_NOOP("EndpointWords", "Cancels conditional orders.")},
    Purpose{"/v2/algo-orders/opening",
            QT_TRANSLATE_NOOP("EndpointWords", "Lists the conditional orders that wait.")},
    Purpose{"/v2/algo-orders/history",
            QT_TRANSLATE_NOOP("EndpointWords", "Lists the conditional orders that ended.")},
    Purpose{"/v2/algo-orders/specific", QT_TRANSLATE_NOOP("EndpointWords", "Reads one conditional order.")},
    Purpose{"/v2/algo-orders/cancel-all-after",
            QT_TRANSLATE_NOOP("EndpointWords",
                              "Sets the time after which all orders are cancelled unless it is set again.")},
    Purpose{"/v2/account/deposit/address", QT_TRANSLATE_NOOP("EndpointWords", "Reads a deposit address.")},
    Purpose{"/v2/account/withdraw/quota",
            QT_TRANSLATE_NOOP("EndpointWords", "Reads how much may still be withdrawn.")},
    Purpose{
        "/v2/account/withdraw/address",
        QT_TRANSLATE_NOOP("EndpointWords", "Reads the withdrawal addresses that are saved on the account.")},
    Purpose{"/v1/query/deposit-withdraw",
            QT_TRANSLATE_NOOP("EndpointWords", "Lists deposits or withdrawals.")},
    Purpose{"/v1/query/withdraw/client-order-id",
            QT_TRANSLATE_NOOP("EndpointWords", "Reads one withdrawal by Coffer's own id of it.")},
    Purpose{"/v1/dw/withdraw/api/create",
            QT_TRANSLATE_NOOP("EndpointWords", "Sends funds to a saved address.")},
    Purpose{"/v1/dw/withdraw-virtual/{}/cancel",
            QT_TRANSLATE_NOOP("EndpointWords", "Asks to cancel a withdrawal.")},
};

/// "/a/{order-id}/b" → "/a/{}/b"
QByteArray withoutNames(const QByteArray &endpoint)
{
    QByteArray bare;
    bool isInside = false;
    for (const char c : endpoint) {
        isInside = isInside && c != '}';
        if (!isInside)
            bare += c;
        isInside = isInside || c == '{';
    }
    return bare;
}

} // namespace

QString endpointPurpose(const QByteArray &endpoint)
{
    const QByteArray bare = withoutNames(endpoint);
    for (const Purpose &purpose : purposes) {
        if (bare == purpose.endpoint)
            return QCoreApplication::translate("EndpointWords", purpose.words);
    }
    return {};
}

} // namespace coffer::ui
