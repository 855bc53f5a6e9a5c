// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/feedserver.h"

#include "support/gzip.h"

#include <QJsonDocument>
#include <QTcpSocket>
#include <QWebSocket>
#include <QWebSocketServer>
#include <QtEndian>

namespace coffer::test {

namespace {

QByteArray quoted(const QJsonValue &text)
{
    return '"' + text.toString().toUtf8() + '"';
}

} // namespace

FeedServer::FeedServer()
    : m_server(new QWebSocketServer(QStringLiteral("feed"), QWebSocketServer::NonSecureMode, this))
{
    if (!m_server->listen(QHostAddress::LocalHost))
        qFatal("The feed server can't listen.");
    connect(m_server, &QWebSocketServer::newConnection, this, &FeedServer::accept);
}

FeedServer::~FeedServer()
{
    for (QWebSocket *socket : std::as_const(m_sockets))
        socket->disconnect(this);
}

QUrl FeedServer::url() const
{
    return QUrl(QStringLiteral("http://127.0.0.1:%1").arg(m_server->serverPort()));
}

void FeedServer::refuse(const QString &topic, const QByteArray &code, const QByteArray &message)
{
    m_refusals.insert(topic, {code, message});
}

void FeedServer::refuseLogin(int code, const QByteArray &message)
{
    m_login = {code, message};
}

void FeedServer::accept()
{
    QWebSocket *socket = m_server->nextPendingConnection();
    socket->setParent(this);
    ++m_connections;
    m_paths += socket->requestUrl().path();
    if (m_slam) {
        connect(socket, &QWebSocket::disconnected, socket, &QObject::deleteLater);
        socket->close(*m_slam);
        return;
    }
    m_sockets += socket;
    connect(socket, &QWebSocket::textMessageReceived, this,
            [this, socket](const QString &text) { take(*socket, text); });
    connect(socket, &QWebSocket::disconnected, this, [this, socket] {
        m_sockets.removeOne(socket);
        socket->deleteLater();
    });
}

void FeedServer::take(QWebSocket &socket, const QString &text)
{
    const QJsonObject message = QJsonDocument::fromJson(text.toUtf8()).object();
    m_received += message;
    if (!m_silent) {
        if (message.contains(QStringLiteral("action")))
            takeAccount(socket, message);
        else
            takeMarket(socket, message);
    }
    Q_EMIT messageReceived();
}

void FeedServer::takeMarket(QWebSocket &socket, const QJsonObject &message)
{
    const QByteArray id = R"({"id":)" + quoted(message[QStringLiteral("id")]);
    const QJsonValue topic = message[QStringLiteral("sub")];
    if (m_refusals.contains(topic.toString())) {
        const auto [code, words] = m_refusals.value(topic.toString());
        socket.sendBinaryMessage(gzip(id + R"(,"status":"error","err-code":")" + code + R"(","err-msg":")" +
                                      words + R"(","ts":1})"));
    } else if (topic.isString()) {
        socket.sendBinaryMessage(gzip(id + R"(,"status":"ok","ts":1,"subbed":)" + quoted(topic) + '}'));
    }
    const QJsonValue asked = message[QStringLiteral("req")];
    QByteArray answer = m_answers.value(asked.toString());
    if (m_script && asked.isString())
        answer = m_script(message);
    if (!answer.isEmpty())
        socket.sendBinaryMessage(
            gzip(id + R"(,"status":"ok","ts":1,"rep":)" + quoted(asked) + R"(,"data":)" + answer + '}'));
}

void FeedServer::takeAccount(QWebSocket &socket, const QJsonObject &message)
{
    const QJsonValue topic = message[QStringLiteral("ch")];
    const bool isLogin = message[QStringLiteral("action")] == QLatin1String("req");
    if (!isLogin && message[QStringLiteral("action")] != QLatin1String("sub"))
        return;
    const QByteArray action = isLogin ? "req" : "sub";
    const int code = isLogin ? m_login.first : 200;
    socket.sendTextMessage(QString::fromUtf8(
        R"({"action":")" + action + R"(","code":)" + QByteArray::number(code) + R"(,"ch":)" + quoted(topic) +
        (code == 200 ? QByteArray(R"(,"data":{}})") : R"(,"message":")" + m_login.second + "\"}")));
}

void FeedServer::pushPacked(const QByteArray &json)
{
    pushBytes(gzip(json));
}

void FeedServer::pushText(const QByteArray &text)
{
    for (QWebSocket *socket : std::as_const(m_sockets))
        socket->sendTextMessage(QString::fromUtf8(text));
}

void FeedServer::pushBytes(const QByteArray &bytes)
{
    for (QWebSocket *socket : std::as_const(m_sockets))
        socket->sendBinaryMessage(bytes);
}

void FeedServer::pushFrameHead(quint64 length)
{
    QByteArray head("\x82\x7f"); // the last frame of a binary message, not masked, its length in eight bytes
    head.resize(10);
    qToBigEndian(length, head.data() + 2);
    const auto wires = m_server->findChildren<QTcpSocket *>(); // under the web sockets
    if (wires.size() != m_sockets.size())
        qFatal("The sockets under the web sockets can't be reached.");
    for (QTcpSocket *wire : wires)
        wire->write(head);
}

void FeedServer::closeAll(QWebSocketProtocol::CloseCode code)
{
    const QList<QWebSocket *> sockets = m_sockets;
    for (QWebSocket *socket : sockets)
        socket->close(code);
}

void FeedServer::abortAll()
{
    const QList<QWebSocket *> sockets = m_sockets;
    for (QWebSocket *socket : sockets)
        socket->abort();
}

int FeedServer::count(const QString &member, const QString &value) const
{
    return static_cast<int>(std::count_if(m_received.begin(), m_received.end(), [&](const QJsonObject &each) {
        return each.contains(member) && (value.isEmpty() || each[member].toString() == value);
    }));
}

} // namespace coffer::test
