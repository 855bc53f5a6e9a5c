// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/accountsocket.h"

#include "exchange/accountfeed.h"
#include "exchange/jsonwriter.h"
#include "htx/signer.h"

#include <QJsonDocument>

namespace coffer::exchange {

namespace {

constexpr FeedSocket::Heartbeat heartbeat{20'000, 2};
constexpr int mostRequestsPerSecond = 50, mostConnections = 10;

QByteArray textOf(const QJsonObject &object, const char *name)
{
    return object.value(QLatin1String(name)).toString().toUtf8();
}

bool refusesAuth(FaultKind kind)
{
    return kind == FaultKind::RefuseAuth;
}

} // namespace

AccountSocket::AccountSocket(std::unique_ptr<QWebSocket> socket, AccountFeed &feed, Faults &faults)
    : FeedSocket(std::move(socket), "/ws/v2", heartbeat, faults),
      m_feed(feed),
      m_host(this->socket().request().rawHeader("Host"))
{
}

void AccountSocket::sendPing(qint64 nowMs)
{
    JsonWriter json;
    json.beginObject().text("action", "ping").key("data").beginObject().number("ts", nowMs);
    sendText(json.endObject().endObject().take());
}

void AccountSocket::refuse(const QString &action, const QByteArray &channel, int code, const char *message)
{
    JsonWriter json;
    json.beginObject().text("action", action.toUtf8()).number("code", code);
    if (!channel.isEmpty())
        json.text("ch", channel);
    sendText(json.text("message", message).endObject().take());
}

void AccountSocket::acknowledge(const QString &action, const QByteArray &channel)
{
    JsonWriter json;
    json.beginObject().text("action", action.toUtf8()).number("code", 200).text("ch", channel);
    sendText(json.key("data").beginObject().endObject().endObject().take());
}

bool AccountSocket::isTooOften()
{
    const qint64 window = m_feed.moment().steadyMs / 1000;
    if (window != m_window) {
        m_window = window;
        m_requests = 0;
    }
    return ++m_requests > mostRequestsPerSecond && m_feed.isLimited();
}

void AccountSocket::receive(const QString &text)
{
    const QJsonDocument document = QJsonDocument::fromJson(text.toUtf8());
    const QJsonObject message = document.object();
    const QString action = message.value(QLatin1String("action")).toString();
    const QByteArray channel = textOf(message, "ch");
    if (!document.isObject()) {
        refuse(QStringLiteral("req"), {}, 2001, "invalid.json");
    } else if (action == QLatin1String("pong")) {
        answered();
    } else if (isTooOften()) {
        refuse(action, channel, 4000, "too.many.request");
    } else if (action == QLatin1String("req") && channel == "auth") {
        authenticate(message.value(QLatin1String("params")).toObject());
    } else if (action == QLatin1String("sub") || action == QLatin1String("unsub")) {
        subscribe(action, channel);
    } else if (action == QLatin1String("req")) {
        refuse(action, channel, 2001, "invalid.ch");
    } else {
        refuse(action, channel, 2001, "invalid.action");
    }
}

void AccountSocket::authenticate(const QJsonObject &parameters)
{
    const QString action = QStringLiteral("req");
    const QByteArray version = textOf(parameters, "signatureVersion");
    QList<std::pair<QByteArray, QByteArray>> covered;
    for (const char *name : {"accessKey", "signatureMethod", "signatureVersion", "timestamp", "signature"}) {
        if (textOf(parameters, name).isEmpty()) {
            refuse(action, "auth", 2001, "missing.param.auth");
            return;
        }
        if (QByteArrayView(name) != "signature")
            covered.append({name, textOf(parameters, name)});
    }
    const ApiKey *key = nullptr;
    // A client that knows only wss:// leaves a plain address whole where it takes the path from it, and signs
    // that (ccxt).
    for (const QByteArray &signedPath : {QByteArrayLiteral("/ws/v2"), "ws://" + m_host + "/ws/v2"}) {
        if (version == "2.1" && !key)
            key = m_feed
                      .check({textOf(parameters, "accessKey"), textOf(parameters, "timestamp"),
                              textOf(parameters, "signatureMethod"), textOf(parameters, "signature"), "GET",
                              m_host, signedPath, htx::canonicalQuery(covered), socket().peerAddress()})
                      .first;
    }
    if (!key || faults().strikeSocket(path(), refusesAuth)) {
        refuse(action, "auth", 2002, "auth.fail");
        return;
    }
    if (m_feed.isLimited() && m_accessKey != key->accessKey &&
        m_feed.connectionsOf(key->accessKey) >= mostConnections) {
        refuse(action, "auth", 4000, "too.many.connection");
        return;
    }
    m_accessKey = key->accessKey;
    m_user = m_feed.userOf(*key);
    acknowledge(action, "auth");
}

void AccountSocket::subscribe(const QString &action, const QByteArray &name)
{
    const char *refusal = nullptr;
    const QByteArray channel = m_feed.channelOf(name, refusal);
    if (m_user < 0) {
        refuse(action, name, 2002, "invalid.auth.state");
    } else if (channel.isEmpty()) {
        refuse(action, name, 2001, refusal);
    } else if (action == QLatin1String("unsub")) {
        m_channels.remove(channel);
        acknowledge(action, channel);
    } else {
        m_channels.insert(channel);
        acknowledge(action, channel);
        if (channel.startsWith("accounts.update"))
            m_feed.sendSnapshot(*this, channel);
    }
}

} // namespace coffer::exchange
