// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/transferendpoints.h"

#include "exchange/balancerows.h"
#include "exchange/jsonwriter.h"
#include "exchange/margin.h"
#include "exchange/subusers.h"

#include <algorithm>

namespace coffer::exchange {

namespace {

constexpr const char *spotSideTypes[] = {"spot", "margin", "super-margin", "otc"};
constexpr const char *contractSideTypes[] = {"spot", "linear-swap", "otc", "futures", "swap"};

template<size_t Count>
bool isOneOf(const QByteArray &text, const char *const (&words)[Count])
{
    return std::find(std::begin(words), std::end(words), text) != std::end(words);
}

Reply moved(qint64 id)
{
    JsonWriter json(64);
    json.beginObject().text("status", "ok").number("data", id).endObject();
    return {200, json.take()};
}

Reply notEnough()
{
    return v1Error("dw-insufficient-balance", "Insufficient balance.");
}

} // namespace

void TransferEndpoints::addTo(Router &router)
{
    const auto post = [&router](const char *path, Envelope envelope, int perWindow,
                                std::function<Reply(const Call &)> answer, bool parentOnly) {
        router.add({path, envelope, htx::Permission::Trade, perWindow, std::move(answer), parentOnly,
                    htx::Method::Post});
    };
    post(
        "/v1/account/transfer", Envelope::V1, 20, [this](const Call &call) { return transfer(call); }, false);
    post(
        "/v2/account/transfer", Envelope::V2, 20, [this](const Call &call) { return contractTransfer(call); },
        true);
    post(
        "/v1/futures/transfer", Envelope::V1, 10, [this](const Call &call) { return futuresTransfer(call); },
        false);
    post(
        "/v1/subuser/transfer", Envelope::V1, 2, [this](const Call &call) { return subUserTransfer(call); },
        true);
    const auto margin = [this, &post](const char *path, bool isCross, bool isInto) {
        post(
            path, Envelope::V1, 20,
            [this, isCross, isInto](const Call &call) { return marginTransfer(call, isCross, isInto); },
            false);
    };
    margin("/v1/dw/transfer-in/margin", false, true);
    margin("/v1/dw/transfer-out/margin", false, false);
    margin("/v1/cross-margin/transfer-in", true, true);
    margin("/v1/cross-margin/transfer-out", true, false);
}

std::optional<Reply> TransferEndpoints::readWish(const Body &body, Envelope envelope, Wish &wish) const
{
    const bool isV2 = envelope == Envelope::V2;
    for (const char *field : {"currency", "amount"}) {
        if (!body.has(field))
            return isV2 ? v2Missing(field) : v1Missing(field);
    }
    wish.currency = m_world.currencies().indexOf(body.text("currency").toLower());
    if (wish.currency < 0)
        return isV2 ? v2Invalid("currency") : v1Error("base-currency-error", "The currency is invalid.");
    const std::optional<Decimal> amount = body.decimal("amount");
    if (!amount || amount->sign() <= 0 || amount->decimals() > 18)
        return isV2 ? v2Invalid("amount") : v1Error("invalid-amount", "The amount is invalid.");
    wish.amount = *amount;
    return std::nullopt;
}

TransferEndpoints::End TransferEndpoints::endOf(int user, const QByteArray &type,
                                                const QByteArray &subtype) const
{
    return {user, type, subtype, m_world.accountOf(user, type, subtype)};
}

bool TransferEndpoints::takes(const End &end, int currency) const
{
    if (end.subtype.isEmpty())
        return true;
    const Market &market = m_world.markets().at(m_world.markets().indexOf(end.subtype));
    const QByteArray &code = m_world.currencies().at(currency).code;
    return code == market.base || code == market.quote;
}

int TransferEndpoints::move(const End &from, const End &to, const Wish &wish, qint64 nowMs)
{
    if (from.account < 0)
        return -1;
    const Account &source = m_world.ledger().accounts()[size_t(from.account)];
    if (leavable(m_world, source, wish.currency, nowMs) < wish.amount)
        return -1;
    const int target = to.account >= 0 ? to.account : m_world.accountFor(to.user, to.type, to.subtype);
    return m_world.ledger().move(from.account, target, wish.currency, wish.amount, nowMs);
}

/// The account is named by its id; one that a user does not have yet is made by the first transfer into it,
/// whose id is then 0 or missing.
std::optional<Reply> TransferEndpoints::readEnd(const Call &call, const QByteArray &side, End &end) const
{
    for (const char *field : {"-user", "-account-type"}) {
        if (!call.body.has(side + field))
            return v1Missing(side + field);
    }
    const std::optional<qint64> uid = call.body.number(side + "-user");
    end.user = uid ? m_world.ledger().userOf(Uid{*uid}) : -1;
    if (end.user < 0)
        return v1Invalid(side + "-user");
    end.type = call.body.text(side + "-account-type");
    if (end.type == "cross-margin")
        end.type = "super-margin";
    if (!isOneOf(end.type, spotSideTypes))
        return v1Invalid(side + "-account-type");
    const qint64 id = call.body.number(side + "-account").value_or(0);
    if (id == 0 && end.type != "margin") {
        end.account = m_world.accountOf(end.user, end.type);
        return std::nullopt;
    }
    end.account = m_world.ledger().accountOf(AccountId{id});
    const auto &accounts = m_world.ledger().accounts();
    if (end.account < 0 || accounts[size_t(end.account)].user != end.user ||
        accounts[size_t(end.account)].type != end.type)
        return v1Error("account-account-id-inexistent", "The account id doesn't exist.");
    end.subtype = accounts[size_t(end.account)].subtype;
    return std::nullopt;
}

/// Among one's own accounts anything; between users from spot to spot: the parent as it likes, a sub-user
/// away from itself, and only where the parent lets it.
bool TransferEndpoints::isAllowed(const Call &call, const End &from, const End &to) const
{
    if (from.user == to.user)
        return from.user == call.user && (from.type != to.type || from.account != to.account);
    if (from.type != "spot" || to.type != "spot")
        return false;
    if (!call.key->isSub)
        return true;
    return from.user == call.user && m_world.settings(from.user).isTransferable;
}

Reply TransferEndpoints::transfer(const Call &call)
{
    Wish wish;
    End from, to;
    if (const auto wrong = readWish(call.body, Envelope::V1, wish))
        return *wrong;
    if (const auto wrong = readEnd(call, "from", from))
        return *wrong;
    if (const auto wrong = readEnd(call, "to", to))
        return *wrong;
    if (!isAllowed(call, from, to))
        return v1Error("base-operation-forbidden", "The operation is forbidden.");
    if (!takes(from, wish.currency) || !takes(to, wish.currency))
        return v1Error("base-currency-error", "currency is invalid");
    const int place = move(from, to, wish, call.nowMs);
    if (place < 0)
        return notEnough();
    JsonWriter json(128);
    json.beginObject().text("status", "ok").key("data").beginObject();
    json.number("transact-id", m_world.ledger().moves()[size_t(place)].id);
    json.number("transact-time", call.nowMs).endObject().endObject();
    return {200, json.take()};
}

/// To and from the contract accounts of another interface, which are kept here so that nothing gets lost.
Reply TransferEndpoints::contractTransfer(const Call &call)
{
    for (const char *field : {"from", "to"}) {
        if (!call.body.has(field))
            return v2Missing(field);
        if (!isOneOf(call.body.text(field), contractSideTypes))
            return v2Invalid(field);
    }
    const QByteArray from = call.body.text("from"), to = call.body.text("to");
    if (from == to)
        return v2Invalid("to");
    const bool isLinear = from == "linear-swap" || to == "linear-swap";
    if (isLinear && !call.body.has("margin-account"))
        return v2Missing("margin-account");
    Wish wish;
    if (const auto wrong = readWish(call.body, Envelope::V2, wish))
        return *wrong;
    if (isLinear && m_world.currencies().at(wish.currency).code != "usdt")
        return v2Invalid("currency");
    const int place = move(endOf(call.user, from), endOf(call.user, to), wish, call.nowMs);
    if (place < 0)
        return v2Error(2002, "value in `amount` exceeds the available balance");
    JsonWriter json(128);
    json.beginObject().number("code", 200).number("data", m_world.ledger().moves()[size_t(place)].id);
    json.text("message", "Succeed").boolean("success", true).endObject();
    return {200, json.take()};
}

Reply TransferEndpoints::futuresTransfer(const Call &call)
{
    Wish wish;
    if (const auto wrong = readWish(call.body, Envelope::V1, wish))
        return *wrong;
    if (!call.body.has("type"))
        return v1Missing("type");
    const QByteArray type = call.body.text("type");
    if (type != "pro-to-futures" && type != "futures-to-pro")
        return v1Invalid("type");
    const End spot = endOf(call.user, "spot"), futures = endOf(call.user, "futures");
    const bool isInto = type == "pro-to-futures";
    const int place = move(isInto ? spot : futures, isInto ? futures : spot, wish, call.nowMs);
    if (place < 0)
        return v1Error("base-msg", "Insufficient amount available.");
    return moved(m_world.ledger().moves()[size_t(place)].id);
}

/// A sub-user needs what the parent activates for it.
Reply TransferEndpoints::marginTransfer(const Call &call, bool isCross, bool isInto)
{
    Wish wish;
    if (const auto wrong = readWish(call.body, Envelope::V1, wish))
        return *wrong;
    const UserSettings &settings = m_world.settings(call.user);
    if (call.key->isSub && !(isCross ? settings.hasCrossMargin : settings.hasIsolatedMargin))
        return v1Error("sub-user-auth-required", "Sub user is not authorized.");
    const QByteArray symbol = isCross ? QByteArray() : call.body.text("symbol");
    if (!isCross && m_world.markets().indexOf(symbol) < 0)
        return v1Error("base-symbol-error", "symbol is invalid");
    const End spot = endOf(call.user, "spot"),
              margin = endOf(call.user, isCross ? "super-margin" : "margin", symbol);
    if (!takes(margin, wish.currency))
        return v1Error("base-currency-error", "currency is invalid");
    const int place = move(isInto ? spot : margin, isInto ? margin : spot, wish, call.nowMs);
    return place < 0 ? notEnough() : moved(m_world.ledger().moves()[size_t(place)].id);
}

/// "in" and "out" are seen from the parent.
Reply TransferEndpoints::subUserTransfer(const Call &call)
{
    if (!call.body.has("sub-uid"))
        return v1Missing("sub-uid");
    const int sub = subUserOf(m_world.ledger(), call.body.text("sub-uid"));
    if (sub < 0)
        return v1Invalid("sub-uid");
    if (!call.body.has("type"))
        return v1Missing("type");
    const QByteArray type = call.body.text("type");
    const bool isPoints = type.startsWith("master-point-");
    const bool isIn = type.endsWith("transfer-in");
    if (type != (isPoints ? "master-point-transfer-" : "master-transfer-") + QByteArray(isIn ? "in" : "out"))
        return v1Invalid("type");
    Wish wish;
    if (const auto wrong = readWish(call.body, Envelope::V1, wish))
        return *wrong;
    if (isPoints != (m_world.currencies().at(wish.currency).code == "hbpoint"))
        return v1Error("base-currency-error", "The currency is invalid.");
    if (isIn && !isPoints && !m_world.settings(sub).isTransferable)
        return v1Error("base-operation-forbidden", "The sub-user's assets are not transferable.");
    const QByteArray account = isPoints ? "point" : "spot";
    const End parent = endOf(call.user, account), child = endOf(sub, account);
    const int place = move(isIn ? child : parent, isIn ? parent : child, wish, call.nowMs);
    return place < 0 ? notEnough() : moved(m_world.ledger().moves()[size_t(place)].id);
}

} // namespace coffer::exchange
