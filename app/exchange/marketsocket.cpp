// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/marketsocket.h"

#include "exchange/jsonwriter.h"
#include "exchange/marketfeed.h"

namespace coffer::exchange {

namespace {

constexpr FeedSocket::Heartbeat heartbeat{5000, 2};
constexpr int mostTopics = 300;           ///< of one connection
constexpr int mostRequestsPerSecond = 10; ///< on average one in 100 ms

QByteArray pathOf(Socket which)
{
    return which == Socket::Feed ? "/feed" : "/ws";
}

bool strikesFrames(FaultKind kind)
{
    return kind == FaultKind::TruncatedGzip || kind == FaultKind::BadChecksum ||
           kind == FaultKind::WrongSymbol;
}

bool strikesChanges(FaultKind kind)
{
    return strikesFrames(kind) || kind == FaultKind::SequenceGap;
}

/// "market.btcusdt.bbo" becomes "market.ethusdt.bbo" wherever the frame names it.
QByteArray withOtherSymbol(QByteArray json)
{
    const qsizetype start = json.indexOf("market.") + 7;
    const QByteArray symbol = json.mid(start, json.indexOf('.', start) - start);
    return json.replace(symbol, symbol == "ethusdt" ? "btcusdt" : "ethusdt");
}

} // namespace

MarketSocket::MarketSocket(std::unique_ptr<QWebSocket> socket, Socket which, MarketFeed &feed, Faults &faults)
    : FeedSocket(std::move(socket), pathOf(which), heartbeat, faults), m_which(which), m_feed(feed)
{
}

void MarketSocket::send(const QByteArray &json)
{
    sendBinary(m_feed.pack(json));
}

void MarketSocket::sendPing(qint64 nowMs)
{
    send(JsonWriter().beginObject().number("ping", nowMs).endObject().take());
}

void MarketSocket::refuse(const QByteArray &id, const QByteArray &why)
{
    JsonWriter json;
    json.beginObject();
    if (!id.isEmpty())
        json.text("id", id);
    json.text("status", "error").text("err-code", "bad-request").text("err-msg", why);
    send(json.number("ts", m_feed.moment().nowMs).endObject().take());
}

void MarketSocket::receive(const QString &text)
{
    const std::optional<Body> message = Body::parse(text.toUtf8());
    if (!message || message->isList() || text.trimmed().isEmpty()) {
        refuse({}, "not json string");
        return;
    }
    const QByteArray id = message->text("id");
    if (message->number("pong"))
        answered();
    else if (const std::optional<qint64> ping = message->number("ping"))
        send(JsonWriter().beginObject().number("pong", *ping).endObject().take());
    else if (const QByteArray topic = message->text("unsub"); !topic.isEmpty())
        unsubscribe(topic, id);
    else if (isTooOften())
        refuse(id, "429 too many request topics");
    else if (const QByteArray wanted = message->text("sub"); !wanted.isEmpty())
        subscribe(wanted, id);
    else if (const QByteArray asked = message->text("req"); !asked.isEmpty())
        request(asked, id, *message);
    else
        refuse(id, "invalid topic");
}

/// Requests are counted in seconds; subscriptions by how many there are.
bool MarketSocket::isTooOften()
{
    const qint64 window = m_feed.moment().steadyMs / 1000;
    if (window != m_requestWindow) {
        m_requestWindow = window;
        m_requests = 0;
    }
    return m_feed.isLimited() && (m_topics.size() >= mostTopics || m_requests >= mostRequestsPerSecond);
}

void MarketSocket::subscribe(const QByteArray &topic, const QByteArray &id)
{
    if (const QByteArray why = m_feed.subscribe(*this, topic); !why.isEmpty()) {
        refuse(id, why);
        return;
    }
    m_topics.insert(topic);
    JsonWriter json;
    json.beginObject();
    if (!id.isEmpty())
        json.text("id", id);
    json.text("status", "ok").text("subbed", topic).number("ts", m_feed.moment().nowMs);
    send(json.endObject().take());
}

void MarketSocket::unsubscribe(const QByteArray &topic, const QByteArray &id)
{
    if (!m_topics.remove(topic)) {
        refuse(id, "unsub with not subbed topic " + topic);
        return;
    }
    m_feed.unsubscribe(*this, topic);
    JsonWriter json;
    json.beginObject();
    if (!id.isEmpty())
        json.text("id", id);
    json.text("status", "ok").text("unsubbed", topic).number("ts", m_feed.moment().nowMs);
    send(json.endObject().take());
}

void MarketSocket::request(const QByteArray &topic, const QByteArray &id, const Body &message)
{
    ++m_requests;
    QByteArray refusal;
    const QByteArray data = m_feed.request(*this, topic, message, refusal);
    if (data.isEmpty()) {
        refuse(id, refusal);
        return;
    }
    JsonWriter json(data.size() + 256);
    json.beginObject();
    if (!id.isEmpty())
        json.text("id", id);
    json.text("rep", topic).text("status", "ok").number("ts", m_feed.moment().nowMs).token("data", data);
    send(json.endObject().take());
}

void MarketSocket::push(const FeedFrame &frame)
{
    if (!faults().isEmpty() && strike(frame))
        return;
    sendBinary(frame.packed);
}

/// True when a fault took the frame's place.
bool MarketSocket::strike(const FeedFrame &frame)
{
    const std::optional<Fault> fault =
        faults().strikeSocket(path(), frame.json.contains("prevSeqNum") ? strikesChanges : strikesFrames);
    if (!fault)
        return false;
    if (fault->kind == FaultKind::TruncatedGzip) {
        sendBinary(frame.packed.first(frame.packed.size() / 2));
    } else if (fault->kind == FaultKind::BadChecksum) {
        QByteArray spoiled = frame.packed;
        spoiled[spoiled.size() - 8] = char(~spoiled.at(spoiled.size() - 8));
        sendBinary(spoiled);
    } else if (fault->kind == FaultKind::WrongSymbol) {
        send(withOtherSymbol(frame.json));
    }
    return true; // a gap is a frame that is not sent
}

} // namespace coffer::exchange
