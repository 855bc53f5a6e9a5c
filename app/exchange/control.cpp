// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/control.h"

#include <cmath>

namespace coffer::exchange {

namespace {

constexpr char noSuchUser[] = "there is no user of that uid", noSuchMarket[] = "there is no such symbol";
constexpr char noSuchCoin[] = "there is no such currency or chain", noSuchKey[] = "nobody has that key";
constexpr qint64 longestAdvance = qint64(400) * 86'400'000;

} // namespace

Control::Control(World &world, Faults &faults, Received &received, std::function<void(bool)> setLimited)
    : m_world(world),
      m_faults(faults),
      m_received(received),
      m_setLimited(std::move(setLimited)),
      m_actions{
          {"/local/time", &Control::moveTime},           {"/local/price", &Control::movePrice},
          {"/local/market", &Control::setMarket},        {"/local/status", &Control::setStatus},
          {"/local/limits", &Control::setLimits},        {"/local/deposit", &Control::deposit},
          {"/local/key/add", &Control::addKey},          {"/local/key/change", &Control::changeKey},
          {"/local/key/delete", &Control::deleteKey},    {"/local/address", &Control::bookAddress},
          {"/local/fault", &Control::injectFault},       {"/local/faults/clear", &Control::clearFaults},
          {"/local/received", &Control::reportReceived}, {"/local/received/clear", &Control::clearReceived}}
{
}

Reply Control::answer(const HttpRequest &request)
{
    const Action action = m_actions.value(request.path);
    const std::optional<Body> body = Body::parse(request.body);
    QByteArray wrong;
    JsonWriter json;
    json.beginObject().boolean("ok", true);
    if (request.method != "POST")
        wrong = "use POST";
    else if (!action)
        wrong = "there is no such path";
    else if (!body || body->isList())
        wrong = "the body must be a JSON object";
    else
        wrong = (this->*action)(*body, json);
    if (wrong.isEmpty())
        return {200, json.endObject().take()};
    return {400, JsonWriter().beginObject().boolean("ok", false).text("error", wrong).endObject().take()};
}

int Control::userOf(const Body &body) const
{
    const std::optional<qint64> uid = body.number("uid");
    return uid ? m_world.ledger().userOf(Uid{*uid}) : 0;
}

int Control::marketOf(const Body &body) const
{
    return m_world.markets().indexOf(body.text("symbol"));
}

/// The chain is the exchange's choice where none is named.
std::pair<int, const Chain *> Control::coinOf(const Body &body) const
{
    const int currency = m_world.currencies().indexOf(body.text("currency"));
    if (currency < 0)
        return {-1, nullptr};
    const Asset &asset = m_world.currencies().at(currency);
    return {currency, body.has("chain") ? chainOf(asset, body.text("chain")) : defaultChain(asset)};
}

QByteArray Control::moveTime(const Body &body, JsonWriter &json)
{
    const qint64 advance = body.number("advance").value_or(0);
    if (advance < 0 || advance > longestAdvance)
        return "advance takes 0 to 400 days in ms";
    if (body.has("speed")) {
        const double speed = body.decimal("speed").value_or(Decimal()).toDouble();
        if (!(speed > 0 && speed <= 100'000))
            return "speed takes a number above 0, at most 100000";
        m_world.clock().setSpeed(speed);
    }
    m_world.clock().moveOn(advance);
    m_world.advance();
    json.number("now", m_world.nowMs());
    return {};
}

QByteArray Control::movePrice(const Body &body, JsonWriter &)
{
    const int market = marketOf(body);
    if (market < 0)
        return noSuchMarket;
    const Decimal price = body.decimal("price").value_or(Decimal());
    double factor = body.decimal("factor").value_or(Decimal()).toDouble();
    if (price > Decimal()) {
        const int decimals = m_world.markets().at(market).priceDecimals;
        factor = price.toDouble() * std::pow(10.0, decimals) /
                 double(m_world.feed().price(market, m_world.nowMs()));
    }
    if (!(factor >= 1e-6 && factor <= 1e6))
        return "give a price or a factor that moves it to a millionth or a million of what it is at most";
    m_world.bendPrice(market, factor);
    m_world.advance();
    return {};
}

QByteArray Control::setMarket(const Body &body, JsonWriter &)
{
    const int market = marketOf(body);
    if (market < 0)
        return noSuchMarket;
    const QByteArray state = body.text("state");
    if (state == "online")
        m_world.setMarketState(market, Market::State::Online);
    else if (state == "suspend")
        m_world.setMarketState(market, Market::State::Suspended);
    else if (state == "offline")
        m_world.setMarketState(market, Market::State::Offline);
    else
        return "state takes online, suspend or offline";
    return {};
}

QByteArray Control::setStatus(const Body &body, JsonWriter &)
{
    const qint64 status = body.number("status").value_or(0), reason = body.number("reason").value_or(2);
    if (status < 1 || status > 3 || reason < 2 || reason > 3)
        return "status takes 1, 2 or 3, reason 2 or 3";
    MarketStatus now;
    now.state = MarketStatus::State(status);
    now.haltStart = m_world.nowMs();
    now.haltEnd = body.number("end").value_or(0);
    now.reason = MarketStatus::Reason(reason);
    if (body.has("symbols"))
        now.affectedSymbols = body.text("symbols");
    m_world.setMarketStatus(now);
    return {};
}

QByteArray Control::setLimits(const Body &body, JsonWriter &)
{
    const std::optional<bool> on = body.flag("on");
    if (!on)
        return "on takes true or false";
    m_setLimited(*on);
    return {};
}

QByteArray Control::deposit(const Body &body, JsonWriter &json)
{
    const int user = userOf(body);
    if (user < 0)
        return noSuchUser;
    const auto [currency, chain] = coinOf(body);
    if (!chain)
        return noSuchCoin;
    const std::optional<Decimal> amount = body.decimal("amount");
    if (!amount || *amount <= Decimal())
        return "amount takes a number above 0";
    const QByteArray state = body.has("state") ? body.text("state") : QByteArray("safe");
    if (state != "safe" && state != "confirming")
        return "state takes safe or confirming";
    const qint64 now = m_world.nowMs();
    const int place = m_world.wallet().receive(user, currency, *chain, *amount, now);
    if (state == "safe")
        m_world.ledger().settleDeposit(place, {state, now, {}, {}, {}});
    json.number("id", m_world.ledger().transfers()[size_t(place)].id);
    return {};
}

/// Permission, addresses and life, as far as they are there.
QByteArray Control::readKey(const Body &body, ApiKey &key) const
{
    if (body.has("permission")) {
        key.permissionText = QString::fromUtf8(body.text("permission"));
        key.permissions = htx::PermissionSet::parse(key.permissionText);
    }
    if (body.has("ipAddresses")) {
        const std::optional<QStringList> addresses =
            parseAddressList(QString::fromUtf8(body.text("ipAddresses")));
        if (!addresses)
            return "ipAddresses takes addresses and networks with commas";
        key.ipAddresses = *addresses;
    }
    if (const std::optional<qint64> lives = body.number("lives")) {
        key.expiresAt = *lives == 0 ? std::nullopt : std::optional(m_world.nowMs() + *lives);
        key.renewedByUse = false;
    }
    key.updatedAt = m_world.nowMs();
    return {};
}

QByteArray Control::addKey(const Body &body, JsonWriter &json)
{
    const int user = userOf(body);
    if (user < 0)
        return noSuchUser;
    if (!body.has("permission"))
        return "permission is missing";
    const auto [accessKey, secretKey] = m_world.drawKeyPair();
    ApiKey key;
    key.accessKey = accessKey;
    key.secret = std::make_shared<Secret>(secretKey);
    key.uid = m_world.ledger().users()[size_t(user)].uid;
    key.isSub = m_world.ledger().users()[size_t(user)].isSub;
    key.note = QString::fromUtf8(body.text("note"));
    key.createdAt = m_world.nowMs();
    if (QByteArray wrong = readKey(body, key); !wrong.isEmpty())
        return wrong;
    json.number("uid", key.uid.value).text("accessKey", accessKey).text("secretKey", secretKey);
    m_world.keys().add(std::move(key));
    return {};
}

QByteArray Control::changeKey(const Body &body, JsonWriter &)
{
    ApiKey *key = m_world.keys().find(body.text("accessKey"));
    return key ? readKey(body, *key) : QByteArray(noSuchKey);
}

QByteArray Control::deleteKey(const Body &body, JsonWriter &)
{
    if (!m_world.keys().find(body.text("accessKey")))
        return noSuchKey;
    m_world.keys().remove(body.text("accessKey"));
    return {};
}

QByteArray Control::bookAddress(const Body &body, JsonWriter &)
{
    const int user = userOf(body);
    if (user < 0)
        return noSuchUser;
    const auto [currency, chain] = coinOf(body);
    if (!chain)
        return noSuchCoin;
    if (!body.has("address"))
        return "address is missing";
    m_world.wallet().book(user, currency, chain->name, body.text("note"), body.text("address"),
                          body.text("tag"));
    return {};
}

QByteArray Control::injectFault(const Body &body, JsonWriter &)
{
    const std::optional<FaultKind> kind = faultKindOf(body.text("fault"));
    if (!kind)
        return "there is no such fault";
    if (!body.has("path"))
        return "path is missing";
    Fault fault;
    fault.kind = *kind;
    fault.path = body.text("path");
    fault.method = body.text("method");
    fault.count = int(std::clamp<qint64>(body.number("count").value_or(1), 1, 1'000'000));
    fault.skip = int(std::clamp<qint64>(body.number("skip").value_or(0), 0, 1'000'000));
    fault.isHandled = body.flag("handled").value_or(true);
    fault.delayMs = body.number("delay").value_or(0);
    fault.status = int(std::clamp<qint64>(body.number("status").value_or(500), 100, 599));
    fault.retryAfter = body.number("retryAfter");
    fault.code = body.text("code");
    fault.text = body.text("text");
    m_faults.inject(std::move(fault));
    return {};
}

QByteArray Control::clearFaults(const Body &, JsonWriter &)
{
    m_faults.clear();
    return {};
}

QByteArray Control::reportReceived(const Body &, JsonWriter &json)
{
    m_received.report(json);
    return {};
}

QByteArray Control::clearReceived(const Body &, JsonWriter &)
{
    m_received.clear();
    return {};
}

} // namespace coffer::exchange
