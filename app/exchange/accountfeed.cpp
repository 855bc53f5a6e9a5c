// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/accountfeed.h"

#include "exchange/accountjson.h"

#include <algorithm>

namespace coffer::exchange {

namespace {

constexpr const char *balanceChannels[] = {"accounts.update#0", "accounts.update#1", "accounts.update#2"};

/// #0 tells balances, #1 balances and what is available of them one after the other, #2 both at once.
std::vector<BalanceMessage> inMode(int mode, BalanceMessage message, bool balanceMoved, bool availableMoved)
{
    message.channel = balanceChannels[mode];
    std::vector<BalanceMessage> messages;
    if (mode == 2) {
        messages.push_back(message);
        return messages;
    }
    BalanceMessage half = message;
    half.available.reset();
    if (balanceMoved)
        messages.push_back(half);
    half = message;
    half.balance.reset();
    if (mode == 1 && availableMoved)
        messages.push_back(half);
    return messages;
}

} // namespace

AccountFeed::AccountFeed(World &world, Faults &faults)
    : m_world(world), m_faults(faults), m_authenticator(world.keys())
{
    const std::vector<Account> &accounts = world.ledger().accounts();
    for (size_t account = 0; account < accounts.size(); ++account) {
        for (const auto &[currency, holding] : accounts[account].holdings)
            m_seen[{int(account), currency}] = {holding.trade + holding.frozen, holding.trade, holding.loan,
                                                holding.interest};
    }
    world.events().onBalance.emplace_back([this](const BalanceEvent &event) { tell(event); });
    world.events().onOrder.emplace_back([this](const OrderEvent &event) { tell(event); });
    world.events().onConditional.emplace_back([this](const ConditionalEvent &event) { tell(event); });
}

void AccountFeed::adopt(std::unique_ptr<QWebSocket> socket)
{
    AccountSocket *client =
        m_clients.emplace_back(std::make_unique<AccountSocket>(std::move(socket), *this, m_faults)).get();
    QObject::connect(client, &FeedSocket::ended, client, [this, client] { remove(client); });
}

void AccountFeed::remove(AccountSocket *client)
{
    const auto place = std::find_if(m_clients.begin(), m_clients.end(),
                                    [client](const auto &known) { return known.get() == client; });
    if (place == m_clients.end())
        return;
    place->release()->deleteLater(); // it is the one who tells
    m_clients.erase(place);
}

void AccountFeed::beat(qint64 steadyMs)
{
    m_steadyMs = steadyMs;
    for (const auto &client : m_clients)
        client->beat(moment());
}

std::pair<const ApiKey *, Refusal> AccountFeed::check(const Claim &claim) const
{
    return m_authenticator.check(claim, m_world.nowMs());
}

int AccountFeed::connectionsOf(const QByteArray &accessKey) const
{
    return int(std::count_if(m_clients.begin(), m_clients.end(),
                             [&](const auto &client) { return client->accessKey() == accessKey; }));
}

QByteArray AccountFeed::channelOf(const QByteArray &name, const char *&refusal) const
{
    const QList<QByteArray> parts = name.split('#');
    const QByteArray subject = parts.value(0), symbol = parts.value(1), mode = parts.value(2, "0");
    const bool isClearing = subject == "trade.clearing";
    refusal = "invalid.ch";
    if (subject == "accounts.update" && parts.size() <= 2) {
        const QByteArray wanted = parts.value(1, "0");
        return wanted == "0" || wanted == "1" || wanted == "2" ? subject + '#' + wanted : QByteArray();
    }
    const bool isKnown = (subject == "orders" && parts.size() == 2) ||
                         (isClearing && (parts.size() == 2 || parts.size() == 3));
    if (!isKnown || (isClearing && mode != "0" && mode != "1"))
        return {};
    if (symbol != "*" && m_world.markets().indexOf(symbol) < 0) {
        refusal = "invalid.symbol";
        return {};
    }
    return isClearing ? subject + '#' + symbol + '#' + mode : name;
}

void AccountFeed::sendSnapshot(AccountSocket &client, const QByteArray &channel) const
{
    const int mode = channel.back() - '0';
    for (const int account : m_world.ledger().users()[size_t(client.user())].accounts) {
        for (const auto &[currency, holding] : m_world.ledger().accounts()[size_t(account)].holdings) {
            BalanceMessage message;
            message.account = account;
            message.currency = currency;
            message.sequence = holding.sequence;
            message.balance = holding.trade + holding.frozen;
            message.available = holding.trade;
            for (const BalanceMessage &part : inMode(mode, message, true, true))
                client.push(balancePush(m_world, part));
        }
    }
}

bool AccountFeed::hasListeners(int user) const
{
    return std::any_of(m_clients.begin(), m_clients.end(),
                       [user](const auto &client) { return client->user() == user; });
}

void AccountFeed::push(int user, const QByteArray &channel, const QByteArray &json) const
{
    for (const auto &client : m_clients) {
        if (client->user() == user && client->isSubscribed(channel))
            client->push(json);
    }
}

void AccountFeed::tell(const BalanceEvent &event)
{
    const Account &account = m_world.ledger().accounts()[size_t(event.account)];
    const auto found = account.holdings.find(event.currency);
    const Holding holding = found == account.holdings.end() ? Holding() : found->second;
    Seen &seen = m_seen[{event.account, event.currency}];
    const Seen before =
        std::exchange(seen, {holding.trade + holding.frozen, holding.trade, holding.loan, holding.interest});
    if (!hasListeners(account.user))
        return;
    BalanceMessage message;
    message.account = event.account;
    message.currency = event.currency;
    message.sequence = holding.sequence;
    message.event = &event;
    for (int mode = 0; mode < 3; ++mode) {
        message.type = "trade";
        message.balance = seen.balance;
        message.available = seen.available;
        const bool balanceMoved = seen.balance != before.balance;
        const bool availableMoved = seen.available != before.available;
        for (const BalanceMessage &part : inMode(mode, message, balanceMoved, availableMoved))
            push(account.user, part.channel, balancePush(m_world, part));
        message.channel = balanceChannels[mode];
        message.available.reset();
        for (const auto &[type, now, then] : {std::tuple("loan", seen.loan, before.loan),
                                              std::tuple("interest", seen.interest, before.interest)}) {
            message.type = type;
            message.balance = now;
            if (now != then)
                push(account.user, message.channel, balancePush(m_world, message));
        }
    }
}

void AccountFeed::tell(const OrderEvent &event)
{
    const OrderRecord &order = m_world.ledger().orders()[size_t(event.order)];
    const int user = m_world.ledger().userOf(order);
    if (!hasListeners(user))
        return;
    for (const QByteArray &symbol : {m_world.markets().at(order.market).symbol, QByteArray("*")}) {
        // What waits for its trigger is not told before (htx-api.md 7.3).
        if (order.status != OrderStatus::Created)
            push(user, "orders#" + symbol, orderPush(m_world, "orders#" + symbol, event));
        if (event.kind == OrderEvent::Kind::Creation)
            continue;
        for (const char *mode : {"#0", "#1"}) {
            const QByteArray channel = "trade.clearing#" + symbol + mode;
            if (event.kind == OrderEvent::Kind::Trade || mode[1] == '1')
                push(user, channel, clearingPush(m_world, channel, event));
        }
    }
}

void AccountFeed::tell(const ConditionalEvent &event)
{
    const OrderRecord &draft = m_world.trading().conditionals().all()[size_t(event.order)].draft;
    const int user = m_world.ledger().userOf(draft);
    for (const QByteArray &symbol : {m_world.markets().at(draft.market).symbol, QByteArray("*")}) {
        const QByteArray channel = "orders#" + symbol;
        if (hasListeners(user))
            push(user, channel, conditionalPush(m_world, channel, event));
    }
}

} // namespace coffer::exchange
