// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/decimal.h"
#include "core/ids.h"

#include <QList>

#include <optional>

namespace coffer::htx {

/// A market, from GET /v1/common/symbols or /v2/settings/common/symbols (which lacks the limits).
struct SymbolInfo
{
    Symbol symbol;
    Currency base;
    Currency quote;
    QString displayName; ///< "BTC/USDT"
    int priceDecimals = 8;
    int amountDecimals = 8;
    int valueDecimals = 8;
    QString state;              ///< "online", "offline", "suspend", …
    bool tradingEnabled = true; ///< by API
    std::optional<Decimal> minOrderAmount, maxOrderAmount, minOrderValue;

    bool isOnline() const { return state == QLatin1String("online"); }
};

/// How an asset is moved in and out on one network.
struct ChainInfo
{
    QString chain;
    QString displayName;
    bool depositAllowed = false;
    bool withdrawAllowed = false;
    std::optional<Decimal> minDeposit, minWithdraw, maxWithdraw;
    QString feeType; ///< "fixed", "circulated", "ratio": which of the next are there
    std::optional<Decimal> withdrawFee, minFee, maxFee, feeRate;
    int withdrawDecimals = 8;
    std::optional<bool> needsTag;
    qint64 confirmations = 0; ///< 0 unknown
};

/// A network of one asset, from GET /v1/settings/common/chains.
struct ChainSettings
{
    QString chain;
    Currency currency;
    QString displayName;
    bool depositEnabled = false;
    bool withdrawEnabled = false;
    std::optional<Decimal> minDeposit, minWithdraw;
    int withdrawDecimals = 8;
    std::optional<bool> needsTag;
};

/// What orders of a market must keep to, from GET /v1/settings/common/market-symbols.
struct MarketLimits
{
    Symbol symbol;
    Currency base;
    Currency quote;
    QString state;
    int priceDecimals = 8;
    int amountDecimals = 8;
    int valueDecimals = 8;
    bool apiTrading = true;
    std::optional<Decimal> minValue, maxValue;                ///< quote currency
    std::optional<Decimal> limitMin, limitMax;                ///< base currency
    std::optional<Decimal> limitBuyMax, limitSellMax;         ///< base currency
    std::optional<Decimal> marketSellMin, marketSellMax;      ///< base currency
    std::optional<Decimal> marketBuyMax;                      ///< quote currency
    std::optional<Decimal> buyLimitBelow, sellLimitAbove;     ///< ratios to the last price
    std::optional<Decimal> marketBuyWithin, marketSellWithin; ///< ratios to the last price
    QStringList tags;
};

/// An asset, from GET /v2/reference/currencies (chains) or /v2/settings/common/currencies (names, display
/// decimals).
struct CurrencyInfo
{
    Currency currency;
    QString displayName; ///< "USDT"
    QString fullName;    ///< "Tether USDT"
    int showDecimals = 8;
    bool isFiat = false;
    QString state; ///< "normal", "delisted", "online", …
    QList<ChainInfo> chains;
};

/// GET /v2/market-status.
struct MarketStatus
{
    enum class State { Normal = 1, Halted = 2, CancelOnly = 3, Unknown = 0 };
    State state = State::Unknown;
    qint64 haltStart = 0; ///< ms UTC; 0 unknown
    qint64 haltEnd = 0;
    QString affected; ///< comma list of markets, or "all"
};

} // namespace coffer::htx
