// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/refusaltext.h"

#include <QCoreApplication>

namespace coffer::ui {
namespace {

using htx::Reason;

struct RefusalTextWords
{
    Q_DECLARE_TR_FUNCTIONS(coffer::ui::RefusalText)

public:
    static RefusalText ofAmount(Reason reason);
    static RefusalText ofOrder(Reason reason);
    static RefusalText ofQuestion(Reason reason);
    static RefusalText ofWithdrawal(Reason reason);
    static RefusalText ofUser(Reason reason);
    static RefusalText ofSending(Reason reason);
    static RefusalText of(Reason reason);
};

RefusalText RefusalTextWords::ofAmount(Reason reason)
{
    switch (reason) {
    case Reason::InsufficientBalance:
        return {tr("There is not enough available balance."),
                tr("Nothing was changed. Part of the balance may be held by open orders: lower the amount, "
                   "cancel an order, or transfer the asset to this account.")};
    case Reason::AmountInvalid:
        return {tr("The exchange does not take this amount."),
                tr("Nothing was changed. Check the amount, the price and the trigger against the market's "
                   "limits; the details hold the exchange's own words.")};
    case Reason::AmountTooSmall:
        return {tr("The amount is below the exchange's minimum."),
                tr("Nothing was changed. Raise the amount, or for a limit order its total value.")};
    case Reason::AmountTooLarge:
        return {tr("The amount is above the exchange's maximum."),
                tr("Nothing was changed. Lower the amount, or split it into several orders.")};
    case Reason::PriceInvalid:
        return {tr("The exchange does not take this price."),
                tr("Nothing was changed. Enter a price above zero.")};
    case Reason::PriceOutOfRange:
        return {tr("The price is too far from the market."),
                tr("Nothing was changed. Choose a price closer to the current one.")};
    case Reason::TooPrecise:
        return {tr("The number has too many decimals for this market."),
                tr("Nothing was changed. Round the price or the amount to the steps of the market.")};
    default:
        return {tr("This would pass the most that may be held of the asset."),
                tr("Nothing was changed. Buy less, or sell some first.")};
    }
}

RefusalText RefusalTextWords::ofOrder(Reason reason)
{
    switch (reason) {
    case Reason::MarketClosed:
        return {tr("This market is not open for that now."),
                tr("Nothing was changed. Trading in it is halted or has not begun; try again later.")};
    case Reason::OnlyLimitOrders:
        return {tr("This market takes only limit orders now."),
                tr("Nothing was changed. Use a limit order with a price.")};
    case Reason::UnknownMarket:
        return {tr("The exchange has no such market."),
                tr("Nothing was changed. It may have been renamed or delisted: choose another.")};
    case Reason::OrderTypeUnsupported:
        return {tr("This market does not take orders of this kind."),
                tr("Nothing was changed. Choose another kind of order.")};
    case Reason::TriggerAlreadyReached:
        return {tr("The trigger price is already reached."),
                tr("Nothing was changed. Choose another trigger, or place the order without one.")};
    case Reason::OrderStateForbids:
        return {tr("The order can't be changed any more."),
                tr("It was filled, cancelled or is being cancelled. Refresh the orders to see its state.")};
    default:
        return {tr("The exchange does not take the order's own id."),
                tr("Nothing was changed. Place the order again: it gets a new id.")};
    }
}

RefusalText RefusalTextWords::ofQuestion(Reason reason)
{
    switch (reason) {
    case Reason::UnknownCurrency:
        return {tr("The exchange does not know this asset."),
                tr("Nothing was changed. It may have been renamed or delisted.")};
    case Reason::UnknownChain:
        return {tr("The exchange does not know this network of the asset."),
                tr("Nothing was changed. Choose one of the networks that the exchange lists.")};
    case Reason::UnknownAccount:
        return {tr("The exchange has no such account."),
                tr("It may have been closed. Refresh the accounts, and check that the key belongs to this "
                   "user.")};
    case Reason::DateOutOfRange:
        return {tr("The exchange does not look that far back at once."),
                tr("Choose a shorter or a later time. What was read before is kept.")};
    case Reason::MissingParameter:
        return {tr("The exchange misses something in the request."),
                tr("Nothing was changed. If every field is filled in, look for a newer Coffer; the details "
                   "hold the exchange's own words.")};
    default:
        return {tr("The exchange does not understand a part of the request."),
                tr("Nothing was changed. Check what was entered; the details name the part.")};
    }
}

RefusalText RefusalTextWords::ofWithdrawal(Reason reason)
{
    switch (reason) {
    case Reason::AddressNotAllowed:
        return {tr("The address is not in the exchange's address book."),
                tr("Nothing was sent. Add the address on the exchange's website and confirm it there, then "
                   "try again.")};
    case Reason::WithdrawalFee:
        return {tr("The fee of the withdrawal is not accepted."),
                tr("Nothing was sent. Load the current fee of the network, then try again.")};
    default:
        return {tr("The exchange does not allow this transfer."),
                tr("Nothing was moved. Check both accounts, the asset and how much of it may be "
                   "transferred.")};
    }
}

RefusalText RefusalTextWords::ofUser(Reason reason)
{
    switch (reason) {
    case Reason::WrongTwoFactorCode:
        return {tr("The two-factor code is wrong or too old."),
                tr("Nothing was changed. Enter the code that the authenticator shows now; if it repeats, "
                   "set the clock of the phone.")};
    case Reason::SubUserLimit:
        return {tr("No more sub-users or keys are allowed."),
                tr("Nothing was changed. Delete one that is not used any more.")};
    case Reason::SubUserState:
        return {tr("The sub-user's state does not allow this."),
                tr("Nothing was changed. It may be locked already or not locked at all: refresh the list.")};
    case Reason::SubUserNotAllowed:
        return {tr("A sub-user may not do this."),
                tr("Use a key of the main user, or give the sub-user the right on the exchange's website.")};
    default:
        return {tr("The exchange restricts this account."),
                tr("Coffer can't lift that. Sign in on the exchange's website to see what it asks for.")};
    }
}

RefusalText RefusalTextWords::ofSending(Reason reason)
{
    if (reason == Reason::NotSent)
        return {tr("The request could not leave in time, so it was not sent."),
                tr("Nothing was changed. The exchange asked for a pause, or the network is slow: try again "
                   "in a moment.")};
    return {tr("The exchange's time is not known, so nothing was signed or sent."),
            tr("Nothing was changed. Check the network, then let Coffer measure the clock again.")};
}

RefusalText RefusalTextWords::of(Reason reason)
{
    switch (reason) {
    case Reason::InsufficientBalance:
    case Reason::AmountInvalid:
    case Reason::AmountTooSmall:
    case Reason::AmountTooLarge:
    case Reason::PriceInvalid:
    case Reason::PriceOutOfRange:
    case Reason::TooPrecise:
    case Reason::HoldingLimit:
        return ofAmount(reason);
    case Reason::MarketClosed:
    case Reason::OnlyLimitOrders:
    case Reason::UnknownMarket:
    case Reason::OrderTypeUnsupported:
    case Reason::TriggerAlreadyReached:
    case Reason::OrderStateForbids:
    case Reason::BadClientOrderId:
        return ofOrder(reason);
    case Reason::UnknownCurrency:
    case Reason::UnknownChain:
    case Reason::UnknownAccount:
    case Reason::DateOutOfRange:
    case Reason::BadParameter:
    case Reason::MissingParameter:
        return ofQuestion(reason);
    case Reason::AddressNotAllowed:
    case Reason::WithdrawalFee:
    case Reason::TransferRefused:
        return ofWithdrawal(reason);
    case Reason::WrongTwoFactorCode:
    case Reason::SubUserLimit:
    case Reason::SubUserState:
    case Reason::SubUserNotAllowed:
    case Reason::AccountRestricted:
        return ofUser(reason);
    case Reason::NotSent:
    case Reason::ClockNotMeasured:
        return ofSending(reason);
    case Reason::None:
    case Reason::Count:
        break;
    }
    return {};
}

} // namespace

RefusalText refusalText(htx::Reason reason)
{
    return RefusalTextWords::of(reason);
}

} // namespace coffer::ui
