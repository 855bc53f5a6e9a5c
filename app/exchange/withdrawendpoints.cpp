// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/withdrawendpoints.h"

#include "exchange/jsonwriter.h"
#include "exchange/ordercheck.h"
#include "exchange/pagequery.h"

#include <algorithm>

namespace coffer::exchange {

namespace {

Decimal decimalOf(const QByteArray &plainNumber)
{
    return Decimal::parse(plainNumber).value_or(Decimal());
}

/// The fee of a withdrawal; nullopt when the wished one is not what the chain takes.
std::optional<Decimal> feeOf(const Chain &chain, const Decimal &amount, const std::optional<Decimal> &wished)
{
    if (chain.feeType == Chain::FeeType::Circulated && wished) {
        const bool isWithin = *wished >= decimalOf(chain.minFee) && *wished <= decimalOf(chain.maxFee);
        return isWithin ? wished : std::nullopt;
    }
    const Decimal usual = chain.feeType == Chain::FeeType::Ratio
                              ? (amount * decimalOf(chain.feeRate)).truncated(chain.withdrawDecimals)
                              : decimalOf(chain.withdrawFee);
    return !wished || *wished == usual ? std::optional(usual) : std::nullopt;
}

} // namespace

void WithdrawEndpoints::addTo(Router &router)
{
    using htx::Permission;
    router.add({"/v2/account/withdraw/quota", Envelope::V2, Permission::Read, 20,
                [this](const Call &call) { return quota(call); }, true});
    router.add({"/v2/account/withdraw/address", Envelope::V2, Permission::Read, 20,
                [this](const Call &call) { return addresses(call); }, true});
    router.add({"/v1/dw/withdraw/api/create", Envelope::V1, Permission::Withdraw, 20,
                [this](const Call &call) { return create(call); }, true, htx::Method::Post});
    router.add({"/v1/dw/withdraw-virtual/{id}/cancel", Envelope::V1, Permission::Withdraw, 20,
                [this](const Call &call) { return cancel(call); }, true, htx::Method::Post});
}

Decimal WithdrawEndpoints::remainingQuota(int user, int currency, const Chain &chain, qint64 nowMs) const
{
    const Decimal left = decimalOf(chain.dayQuota) - m_world.wallet().withdrawnToday(user, currency, nowMs);
    return left.isNegative() ? Decimal() : left;
}

/// A day has a quota; a year and a lifetime have none, which is written as -1.
Reply WithdrawEndpoints::quota(const Call &call) const
{
    if (!call.query.has("currency"))
        return v2Missing("currency");
    const int currency = m_world.currencies().indexOf(call.query.value("currency"));
    if (currency < 0)
        return v2Invalid("currency");
    const Asset &asset = m_world.currencies().at(currency);
    JsonWriter json;
    json.beginObject().number("code", 200).key("data").beginObject();
    json.text("currency", asset.code).key("chains").beginArray();
    for (const Chain &chain : asset.chains) {
        json.beginObject().text("chain", chain.name);
        json.text("maxWithdrawAmt", decimalOf(chain.maxWithdraw).toFixed(18));
        json.text("withdrawQuotaPerDay", chain.dayQuota);
        json.text("remainWithdrawQuotaPerDay",
                  remainingQuota(call.user, currency, chain, call.nowMs).toString());
        json.text("withdrawQuotaPerYear", "-1").text("remainWithdrawQuotaPerYear", "-1");
        json.text("withdrawQuotaTotal", "-1").text("remainWithdrawQuotaTotal", "-1").endObject();
    }
    json.endArray().endObject().endObject();
    return {200, json.take()};
}

Reply WithdrawEndpoints::addresses(const Call &call) const
{
    if (!call.query.has("currency"))
        return v2Missing("currency");
    const int currency = m_world.currencies().indexOf(call.query.value("currency"));
    if (currency < 0)
        return v2Invalid("currency");
    const QByteArray chain = call.query.value("chain"), note = call.query.value("note");
    if (!chain.isEmpty() && !chainOf(m_world.currencies().at(currency), chain))
        return v2Invalid("chain");
    PageQuery query(call.query, Envelope::V2);
    query.readPage("limit", "fromId");
    if (query.refused())
        return *query.refused();
    const Page<BookedAddress> page = query.select(
        m_world.wallet().addresses(), [&call](const BookedAddress &) { return call.nowMs; },
        [&](const BookedAddress &entry) {
            return entry.user == call.user && entry.currency == currency &&
                   (chain.isEmpty() || entry.chain == chain) && (note.isEmpty() || entry.note == note);
        });
    JsonWriter json(2048);
    json.beginObject().number("code", 200).key("data").beginArray();
    for (const BookedAddress *entry : page.rows) {
        json.beginObject().text("currency", m_world.currencies().at(entry->currency).code);
        json.text("chain", entry->chain).text("note", entry->note).text("addressTag", entry->tag);
        json.text("address", entry->address).endObject();
    }
    json.endArray();
    if (page.nextId)
        json.number("nextId", *page.nextId);
    json.endObject();
    return {200, json.take()};
}

std::optional<Reply> WithdrawEndpoints::readChain(const Call &call, TransferRecord &record,
                                                  const Chain *&chain) const
{
    record.currency = m_world.currencies().indexOf(call.body.text("currency"));
    if (record.currency < 0)
        return v1Error("base-currency-error", "The currency is invalid.");
    const Asset &asset = m_world.currencies().at(record.currency);
    chain = call.body.has("chain") ? chainOf(asset, call.body.text("chain")) : defaultChain(asset);
    if (!chain)
        return v1Error("base-currency-chain-error", "The chain is invalid.");
    if (!chain->open || asset.isDelisted)
        return v1Error("base-operation-forbidden", "Withdrawals of this currency are suspended.");
    record.chain = chain->name;
    return std::nullopt;
}

std::optional<Reply> WithdrawEndpoints::readAmount(const Call &call, TransferRecord &record,
                                                   const Chain &chain) const
{
    const std::optional<Decimal> amount = call.body.decimal("amount");
    if (!amount || amount->sign() <= 0 || amount->decimals() > chain.withdrawDecimals ||
        *amount > decimalOf(chain.maxWithdraw))
        return v1Error("invalid-amount", "The amount is invalid.");
    if (*amount < decimalOf(chain.minWithdraw))
        return v1Error("dw-withdraw-min-limit",
                       "The amount is below the minimum of " + chain.minWithdraw + '.');
    const std::optional<Decimal> fee = feeOf(chain, *amount, call.body.decimal("fee"));
    if (!fee || (call.body.has("fee") && !call.body.decimal("fee")))
        return v1Error("base-withdraw-fee-error", "The fee is not what the chain takes.");
    record.amount = *amount;
    record.fee = *fee;
    return std::nullopt;
}

/// Only where the user's address book says, with its tag.
std::optional<Reply> WithdrawEndpoints::readAddress(const Call &call, TransferRecord &record) const
{
    record.user = call.user;
    record.address = call.body.text("address");
    record.addressTag = call.body.text("addr-tag");
    const auto &book = m_world.wallet().addresses();
    const bool isBooked = std::any_of(book.begin(), book.end(), [&record](const BookedAddress &entry) {
        return entry.user == record.user && entry.currency == record.currency &&
               entry.chain == record.chain && entry.address == record.address &&
               entry.tag == record.addressTag;
    });
    return isBooked ? std::nullopt
                    : std::optional(v1Error("invalid-address", "The address is not in the address book."));
}

std::optional<Reply> WithdrawEndpoints::readClientOrderId(const Call &call, TransferRecord &record) const
{
    record.clientOrderId = call.body.text("client-order-id");
    if (record.clientOrderId.isEmpty())
        return std::nullopt;
    const auto &records = m_world.ledger().transfers();
    const bool isTaken = std::any_of(records.begin(), records.end(), [&record](const TransferRecord &known) {
        return known.user == record.user && known.clientOrderId == record.clientOrderId;
    });
    return isTaken || !isClientOrderId(record.clientOrderId)
               ? std::optional(v1Error("invalid-client-order-id", "The client order id is invalid or taken."))
               : std::nullopt;
}

Reply WithdrawEndpoints::create(const Call &call)
{
    for (const char *field : {"address", "currency", "amount"}) {
        if (!call.body.has(field))
            return v1Missing(field);
    }
    TransferRecord record;
    const Chain *chain = nullptr;
    if (const auto wrong = readChain(call, record, chain))
        return *wrong;
    if (const auto wrong = readAmount(call, record, *chain))
        return *wrong;
    if (const auto wrong = readAddress(call, record))
        return *wrong;
    if (const auto wrong = readClientOrderId(call, record))
        return *wrong;
    if (record.amount > remainingQuota(call.user, record.currency, *chain, call.nowMs))
        return v1Error("base-msg", "The amount exceeds the withdrawal quota of the day.");
    const Decimal withdrawable =
        m_world.ledger().available(m_world.accountFor(call.user, "spot"), record.currency) -
        m_world.wallet().unsafeDeposits(call.user, record.currency);
    const int place = record.amount + record.fee <= withdrawable
                          ? m_world.wallet().withdraw(std::move(record), call.nowMs)
                          : -1;
    if (place < 0)
        return v1Error("dw-insufficient-balance", "Insufficient balance.");
    JsonWriter json(64);
    json.beginObject().text("status", "ok").number("data", m_world.ledger().transfers()[size_t(place)].id);
    json.endObject();
    return {200, json.take()};
}

Reply WithdrawEndpoints::cancel(const Call &call)
{
    const int place = m_world.ledger().transferOf(call.id);
    const auto &records = m_world.ledger().transfers();
    if (place < 0 || records[size_t(place)].user != call.user || records[size_t(place)].isDeposit)
        return v1Error("base-record-invalid", "record invalid");
    if (!m_world.wallet().cancel(place, call.nowMs))
        return v1Error("base-operation-forbidden", "The withdrawal can't be canceled any more.");
    JsonWriter json(64);
    json.beginObject().text("status", "ok").number("data", call.id).endObject();
    return {200, json.take()};
}

} // namespace coffer::exchange
