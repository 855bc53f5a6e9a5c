// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/marketfeed.h"

#include <algorithm>

namespace coffer::exchange {

MarketFeed::MarketFeed(World &world, Faults &faults) : m_world(world), m_faults(faults)
{
    m_world.events().onOrder.emplace_back([this](const OrderEvent &) { m_booksMoved = true; });
}

void MarketFeed::adopt(std::unique_ptr<QWebSocket> socket, Socket which)
{
    MarketSocket *client =
        m_clients.emplace_back(std::make_unique<MarketSocket>(std::move(socket), which, *this, m_faults))
            .get();
    QObject::connect(client, &FeedSocket::ended, client, [this, client] { remove(client); });
}

void MarketFeed::remove(MarketSocket *client)
{
    for (const std::shared_ptr<Channel> &channel : std::as_const(m_channels))
        std::erase(channel->clients, client);
    const auto place = std::find_if(m_clients.begin(), m_clients.end(),
                                    [client](const auto &known) { return known.get() == client; });
    if (place == m_clients.end())
        return;
    place->release()->deleteLater(); // it is the one who tells
    m_clients.erase(place);
}

void MarketFeed::beat(qint64 steadyMs)
{
    m_steadyMs = steadyMs;
    const bool booksMoved = std::exchange(m_booksMoved, false);
    if (m_clients.empty())
        return;
    for (const auto &channel : std::as_const(m_channels)) {
        if (!channel->clients.empty())
            publish(*channel, booksMoved);
    }
    for (const auto &client : m_clients)
        client->beat(moment());
}

void MarketFeed::publish(Channel &channel, bool booksMoved)
{
    for (const QByteArray &json : channel.data.due(moment(), booksMoved)) {
        if (channel.clients.empty())
            continue;
        const FeedFrame frame{json, m_gzip.pack(json)};
        for (MarketSocket *client : channel.clients)
            client->push(frame);
    }
}

MarketFeed::Channel *MarketFeed::channel(MarketSocket &client, const QByteArray &topic, QByteArray &refusal)
{
    const auto parsed = topicOf(topic, client.which(), m_world.markets());
    if (const auto *why = std::get_if<QByteArray>(&parsed)) {
        refusal = *why;
        return nullptr;
    }
    std::shared_ptr<Channel> &channel = m_channels[topic];
    if (!channel)
        channel = std::make_shared<Channel>(
            Channel{MarketChannel(m_world, topic, std::get<MarketTopic>(parsed)), {}});
    return channel.get();
}

QByteArray MarketFeed::subscribe(MarketSocket &client, const QByteArray &topic)
{
    QByteArray refusal;
    if (Channel *found = channel(client, topic, refusal);
        found && std::find(found->clients.begin(), found->clients.end(), &client) == found->clients.end())
        found->clients.push_back(&client);
    return refusal;
}

void MarketFeed::unsubscribe(MarketSocket &client, const QByteArray &topic)
{
    std::erase(m_channels.value(topic)->clients, &client);
}

QByteArray MarketFeed::request(MarketSocket &client, const QByteArray &topic, const Body &message,
                               QByteArray &refusal)
{
    Channel *found = channel(client, topic, refusal);
    if (!found)
        return {};
    if (found->data.topic().kind == MarketTopic::Kind::Changes)
        publish(*found, true); // so that the image is the book of now, and the changes go on from it
    return found->data.requested(moment(), message.number("from"), message.number("to"));
}

} // namespace coffer::exchange
