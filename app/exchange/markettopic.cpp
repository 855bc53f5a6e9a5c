// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/markettopic.h"

#include "exchange/candles.h"

#include <algorithm>
#include <optional>

namespace coffer::exchange {

namespace {

/// The number that text is, when it is one of those.
std::optional<int> oneOf(const QByteArray &text, std::initializer_list<int> allowed)
{
    const auto found = std::find_if(allowed.begin(), allowed.end(),
                                    [&](int number) { return QByteArray::number(number) == text; });
    return found == allowed.end() ? std::nullopt : std::optional(*found);
}

std::optional<MarketTopic> withLevel(MarketTopic::Kind kind, std::optional<int> level)
{
    if (!level)
        return std::nullopt;
    return MarketTopic{.kind = kind, .level = *level};
}

/// What follows "market.$symbol.".
std::optional<MarketTopic> subjectOf(const QList<QByteArray> &parts, Socket socket)
{
    const QByteArray &subject = parts[0];
    if (parts.size() == 1) {
        if (subject == "bbo")
            return MarketTopic{.kind = MarketTopic::Kind::Top};
        if (subject == "detail")
            return MarketTopic{.kind = MarketTopic::Kind::Detail};
        if (subject == "ticker")
            return MarketTopic{.kind = MarketTopic::Kind::Ticker};
        return std::nullopt;
    }
    if (parts.size() == 3)
        return subject == "mbp" && parts[1] == "refresh"
                   ? withLevel(MarketTopic::Kind::BookImage, oneOf(parts[2], {5, 10, 20}))
                   : std::nullopt;
    if (parts.size() != 2)
        return std::nullopt;
    if (subject == "trade" && parts[1] == "detail")
        return MarketTopic{.kind = MarketTopic::Kind::Trades};
    if (subject == "depth" && parts[1].startsWith("step"))
        return withLevel(MarketTopic::Kind::Depth, oneOf(parts[1].mid(4), {0, 1, 2, 3, 4, 5}));
    if (subject == "mbp" && socket == Socket::Feed)
        return withLevel(MarketTopic::Kind::Changes, oneOf(parts[1], {5, 20, 150, 400}));
    if (subject == "kline") {
        if (const std::optional<htx::Period> period = periodOf(parts[1]))
            return MarketTopic{.kind = MarketTopic::Kind::Candle, .period = *period};
    }
    return std::nullopt;
}

} // namespace

std::variant<MarketTopic, QByteArray> topicOf(const QByteArray &name, Socket socket,
                                              const MarketList &markets)
{
    if (name == "market.tickers")
        return MarketTopic{.kind = MarketTopic::Kind::Tickers};
    QList<QByteArray> parts = name.split('.');
    if (parts.size() < 3 || parts[0] != "market")
        return "invalid topic " + name;
    const int market = markets.indexOf(parts[1]);
    std::optional<MarketTopic> topic = subjectOf(parts.mid(2), socket);
    if (!topic)
        return "invalid topic " + name;
    if (market < 0 || markets.at(market).state == Market::State::Offline)
        return QByteArrayLiteral("invalid symbol");
    topic->market = market;
    return *topic;
}

} // namespace coffer::exchange
