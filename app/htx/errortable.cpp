// SPDX-License-Identifier: GPL-3.0-or-later
#include "htx/errortable.h"

#include <algorithm>
#include <array>

namespace coffer::htx {

namespace {

using Kind = ErrorKind;

constexpr Meaning meaning(const char *code, Kind kind, Reason reason = Reason::None)
{
    return {QLatin1String(code), kind, reason};
}

constexpr Meaning refused(const char *code, Reason reason)
{
    return {QLatin1String(code), Kind::Rejected, reason};
}

/// After a POST with this answer nobody knows what was done.
constexpr Meaning unsettled(const char *code, Kind kind)
{
    return {QLatin1String(code), kind, Reason::None, false};
}

constexpr Meaning seeText(const char *code, Kind kind, Reason reason = Reason::None)
{
    return {QLatin1String(code), kind, reason, true, Meaning::Trust::Text};
}

/// The same for codes that hide the five causes of 9.1.
constexpr Meaning seeKeyText(const char *code, Kind kind)
{
    return {QLatin1String(code), kind, Reason::None, true, Meaning::Trust::Key};
}

/// Of the whole exchange: keys, limits, trouble, and codes that v2 and the feeds use as numbers.
constexpr std::array generalCodes{
    // Signature and key; signatureErrorKind() reads the text before this table is asked (9.1)
    seeKeyText("api-signature-not-valid", Kind::WrongSignature),
    seeKeyText("api-signature-check-failed", Kind::WrongSignature),
    seeKeyText("login-required", Kind::WrongAccessKey),
    seeKeyText("401", Kind::WrongAccessKey),
    seeKeyText("1003", Kind::WrongSignature),
    meaning("invalid.ip", Kind::IpNotAllowed),
    meaning("missing.param.auth", Kind::WrongAccessKey),
    meaning("invalid.auth.state", Kind::WrongAccessKey),
    seeKeyText("auth.fail", Kind::WrongSignature),
    meaning("12004", Kind::KeyExpired),
    meaning("12005", Kind::IpNotAllowed),
    meaning("12006", Kind::ClockOff),
    meaning("12007", Kind::WrongAccessKey),
    meaning("12008", Kind::WrongSignature),
    // Not allowed
    seeKeyText("403", Kind::PermissionMissing),
    seeKeyText("1002", Kind::PermissionMissing),
    meaning("sub-user-auth-required", Kind::PermissionMissing, Reason::SubUserNotAllowed),
    meaning("base-operation-forbidden", Kind::PermissionMissing),
    meaning("banned-by-blacklist", Kind::PermissionMissing, Reason::AccountRestricted),
    meaning("operation-forbidden-for-fl-account-state", Kind::PermissionMissing, Reason::AccountRestricted),
    meaning("operation-forbidden-for-lock-account-state", Kind::PermissionMissing, Reason::AccountRestricted),
    // Too often
    meaning("base-request-exceed-frequency-limit", Kind::RateLimited),
    meaning("base-user-request-exceed-limit", Kind::RateLimited),
    meaning("frequent-invoke", Kind::RateLimited),
    meaning("api-limit", Kind::RateLimited),
    meaning("429", Kind::RateLimited),
    meaning("510", Kind::RateLimited),
    meaning("1006", Kind::RateLimited),
    meaning("4000", Kind::RateLimited),
    meaning("40403", Kind::RateLimited),
    meaning("too.many.request", Kind::RateLimited),
    meaning("too.many.connection", Kind::RateLimited),
    // Not there
    meaning("404", Kind::NotFound),
    meaning("1001", Kind::NotFound),
    meaning("1007", Kind::NotFound),
    meaning("base-not-found", Kind::NotFound),
    meaning("base-record-invalid", Kind::NotFound),
    meaning("method-not-allowed", Kind::NotFound),
    meaning("not-found", Kind::NotFound),
    meaning("order-queryorder-invalid", Kind::NotFound),
    meaning("account-account-id-inexistent", Kind::NotFound, Reason::UnknownAccount),
    meaning("account-get-accounts-inexistent-error", Kind::NotFound, Reason::UnknownAccount),
    // In trouble
    meaning("system-maintenance", Kind::Maintenance),
    unsettled("500", Kind::Maintenance),
    unsettled("502", Kind::Maintenance),
    unsettled("503", Kind::Maintenance),
    unsettled("504", Kind::Maintenance),
    unsettled("base-system-error", Kind::Maintenance),
    unsettled("gateway-internal-error", Kind::Maintenance),
    unsettled("query.account.list.error", Kind::Maintenance),
    unsettled("100", Kind::Timeout),
    unsettled("base-request-timeout", Kind::Timeout),
    unsettled("timeout", Kind::Timeout),
    // What was asked
    seeText("400", Kind::Rejected, Reason::BadParameter),
    seeKeyText("2000", Kind::Rejected),
    seeText("2001", Kind::Rejected, Reason::BadParameter),
    seeText("2002", Kind::Rejected, Reason::BadParameter),
    seeText("2003", Kind::Rejected, Reason::MissingParameter),
    refused("2014", Reason::SubUserLimit),
    refused("2016", Reason::SubUserState),
    refused("invalid.json", Reason::BadParameter),
    refused("invalid.action", Reason::BadParameter),
    refused("invalid.symbol", Reason::UnknownMarket),
    refused("invalid.ch", Reason::BadParameter),
    seeText("base-msg", Kind::Rejected),
    seeText("bad-request", Kind::Rejected, Reason::BadParameter),
    seeText("invalid-parameter", Kind::Rejected, Reason::BadParameter),
    refused("base-argument-unsupported", Reason::BadParameter),
    refused("base-currency-chain-error", Reason::UnknownChain),
    refused("base-currency-error", Reason::UnknownCurrency),
    refused("base-date-limit-error", Reason::DateOutOfRange),
    refused("base-symbol-error", Reason::UnknownMarket),
    refused("symbol-not-support", Reason::UnknownMarket),
    refused("require-symbol", Reason::MissingParameter),
    refused("parameter-required", Reason::MissingParameter),
    refused("validation-constraints-required", Reason::MissingParameter),
    refused("validation-constraints-error", Reason::BadParameter),
    refused("validation-format-error", Reason::BadParameter),
    refused("invalid-interval", Reason::DateOutOfRange),
    refused("invalid_interval", Reason::DateOutOfRange),
    refused("invalid-start-date", Reason::DateOutOfRange),
    refused("invalid_start_date", Reason::DateOutOfRange),
    refused("invalid-end-date", Reason::DateOutOfRange),
    refused("invalid_end_date", Reason::DateOutOfRange),
    refused("invalid-start-time", Reason::DateOutOfRange),
    refused("invalid-end-time", Reason::DateOutOfRange),
    // This program's own, see Client
    meaning("not-sent", Kind::Timeout, Reason::NotSent),
    meaning("clock-not-measured", Kind::ClockOff, Reason::ClockNotMeasured),
};

/// Of orders, withdrawals and transfers.
constexpr std::array tradingCodes{
    // Halted
    meaning("base-symbol-trade-disabled", Kind::Maintenance, Reason::MarketClosed),
    meaning("order-disabled", Kind::Maintenance, Reason::MarketClosed),
    meaning("cancel-disabled", Kind::Maintenance, Reason::MarketClosed),
    meaning("forbidden-trade-for-open-protect", Kind::Maintenance, Reason::MarketClosed),
    // Money
    refused("account-frozen-balance-insufficient-error", Reason::InsufficientBalance),
    refused("order-accountbalance-error", Reason::InsufficientBalance),
    refused("dw-insufficient-balance", Reason::InsufficientBalance),
    refused("order-holding-limit-failed", Reason::HoldingLimit),
    refused("invalid-amount", Reason::AmountInvalid),
    refused("order-amount-over-limit", Reason::AmountTooLarge),
    refused("order-limitorder-amount-max-error", Reason::AmountTooLarge),
    refused("order-marketorder-amount-buy-max-error", Reason::AmountTooLarge),
    refused("order-marketorder-amount-sell-max-error", Reason::AmountTooLarge),
    refused("order-limitorder-amount-min-error", Reason::AmountTooSmall),
    refused("order-marketorder-amount-min-error", Reason::AmountTooSmall),
    refused("order-value-min-error", Reason::AmountTooSmall),
    refused("dw-withdraw-min-limit", Reason::AmountTooSmall),
    refused("order-orderprice-precision-error", Reason::TooPrecise),
    refused("order-orderamount-precision-error", Reason::TooPrecise),
    // Prices
    refused("order-invalid-price", Reason::PriceInvalid),
    refused("order-limitorder-price-min-error", Reason::PriceOutOfRange),
    refused("order-limitorder-price-max-error", Reason::PriceOutOfRange),
    refused("order-price-greater-than-limit", Reason::PriceOutOfRange),
    refused("order-price-less-than-limit", Reason::PriceOutOfRange),
    refused("order-etp-nav-price-min-error", Reason::PriceOutOfRange),
    refused("order-etp-nav-price-max-error", Reason::PriceOutOfRange),
    refused("price-exceeds-the-protective-price-during-limit-price-trading", Reason::PriceOutOfRange),
    refused("market-orders-not-support-during-limit-price-trading", Reason::OnlyLimitOrders),
    refused("3100", Reason::OnlyLimitOrders),
    // Orders
    refused("order-type-invalid", Reason::OrderTypeUnsupported),
    refused("order-source-invalid", Reason::BadParameter),
    refused("order-date-limit-error", Reason::DateOutOfRange),
    refused("order-orderstate-error", Reason::OrderStateForbids),
    refused("order-user-cancel-forbidden", Reason::OrderStateForbids),
    refused("order-stop-order-hit-trigger", Reason::TriggerAlreadyReached),
    refused("invalid-client-order-id", Reason::BadClientOrderId),
    unsettled("order-update-error", Kind::Maintenance),
    // Conditional orders: which of 3002 to 3010 is which is not documented in full, the text says it
    seeText("3002", Kind::Rejected, Reason::AmountInvalid),
    seeText("3003", Kind::Rejected, Reason::AmountInvalid),
    seeText("3004", Kind::Rejected, Reason::AmountInvalid),
    seeText("3005", Kind::Rejected, Reason::AmountInvalid),
    seeText("3006", Kind::Rejected, Reason::AmountInvalid),
    seeText("3007", Kind::Rejected, Reason::AmountInvalid),
    seeText("3008", Kind::Rejected, Reason::AmountInvalid),
    seeText("3009", Kind::Rejected, Reason::AmountInvalid),
    seeText("3010", Kind::Rejected, Reason::AmountInvalid),
    // Withdrawals and transfers
    refused("invalid-address", Reason::AddressNotAllowed),
    refused("api-not-support-temp-addr", Reason::AddressNotAllowed),
    refused("base-withdraw-fee-error", Reason::WithdrawalFee),
};

/// Families of codes that share how they begin.
constexpr std::array families{
    refused("dw-account-transfer-", Reason::TransferRefused),
};

/// For codes that are used for many things, and for the unknown. Those that name a cause come first.
constexpr std::array fragments{
    meaning("request limit", Kind::RateLimited),
    meaning("too many request", Kind::RateLimited),
    meaning("too.many.request", Kind::RateLimited),
    meaning("too.many.connection", Kind::RateLimited),
    unsettled("request timeout", Kind::Timeout),
    meaning("trade not open", Kind::Maintenance, Reason::MarketClosed),
    meaning("trading disabled", Kind::Maintenance, Reason::MarketClosed),
    meaning("maintenance", Kind::Maintenance),
    meaning("missing.param.auth", Kind::WrongAccessKey),
    meaning("invalid.auth.state", Kind::WrongAccessKey),
    meaning("auth.fail", Kind::WrongSignature),
    unsettled("query.account.list.error", Kind::Maintenance),
    refused("otptoken", Reason::WrongTwoFactorCode),
    refused("google", Reason::WrongTwoFactorCode),
    refused("2fa", Reason::WrongTwoFactorCode),
    meaning("forbidden", Kind::PermissionMissing),
    meaning("unauthorized", Kind::PermissionMissing),
    meaning("permission", Kind::PermissionMissing),
    refused("invalid symbol", Reason::UnknownMarket),
    refused("invalid.symbol", Reason::UnknownMarket),
};

template<class Table>
const Meaning *rowOf(const Table &table, const QString &code)
{
    const auto row = std::ranges::find_if(table, [&code](const Meaning &meaning) {
        return code.compare(meaning.code, Qt::CaseInsensitive) == 0;
    });
    return row == table.end() ? nullptr : &*row;
}

} // namespace

const Meaning *meaningOfCode(const QString &code)
{
    if (const Meaning *general = rowOf(generalCodes, code))
        return general;
    if (const Meaning *trading = rowOf(tradingCodes, code))
        return trading;
    const auto family = std::ranges::find_if(families, [&code](const Meaning &meaning) {
        return code.startsWith(meaning.code, Qt::CaseInsensitive);
    });
    return family == families.end() ? nullptr : &*family;
}

const Meaning *meaningOfText(const QString &text)
{
    const auto row = std::ranges::find_if(fragments, [&text](const Meaning &meaning) {
        return text.contains(meaning.code, Qt::CaseInsensitive);
    });
    return row == fragments.end() ? nullptr : &*row;
}

const Meaning *meaningOf(const QString &code, const QString &text)
{
    const Meaning *byCode = meaningOfCode(code);
    if (byCode && byCode->trust == Meaning::Trust::Code)
        return byCode;
    const Meaning *byText = meaningOfText(text);
    if (!byCode || !byText)
        return byCode ? byCode : byText;
    // "1002 forbidden" is what 1002 means; a text is followed only from where the code says little.
    return byCode->kind == ErrorKind::Rejected ? byText : byCode;
}

Reason reasonOf(const Error &error)
{
    const Meaning *known = meaningOf(error.code, error.detail);
    // The text of another failure may happen to use the same words.
    return known && known->kind == error.kind ? known->reason : Reason::None;
}

} // namespace coffer::htx
