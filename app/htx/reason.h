// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"

namespace coffer::htx {

/// Why a request was refused, where the exchange's code says more than the ErrorKind: what the user can do
/// about it differs. The words are in ui/common/refusaltext.
enum class Reason {
    None, ///< the kind says all there is to say
    // Amounts and prices
    InsufficientBalance,
    AmountInvalid,
    AmountTooSmall,
    AmountTooLarge,
    PriceInvalid,
    PriceOutOfRange,
    TooPrecise,
    HoldingLimit,
    // Markets and orders
    MarketClosed,
    OnlyLimitOrders,
    UnknownMarket,
    OrderTypeUnsupported,
    TriggerAlreadyReached,
    OrderStateForbids,
    BadClientOrderId,
    // What was asked for
    UnknownCurrency,
    UnknownChain,
    UnknownAccount,
    DateOutOfRange,
    BadParameter,
    MissingParameter,
    // Withdrawals and transfers
    AddressNotAllowed,
    WithdrawalFee,
    TransferRefused,
    // Users
    WrongTwoFactorCode,
    SubUserLimit,
    SubUserState,
    SubUserNotAllowed,
    AccountRestricted,
    // This program did not send it
    NotSent,          ///< it could not leave within its deadline
    ClockNotMeasured, ///< the exchange's time is not known
    Count
};

/// Of an Error that came from the exchange or from Client.
Reason reasonOf(const Error &error);

} // namespace coffer::htx
