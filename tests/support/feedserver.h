// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QJsonObject>
#include <QList>
#include <QObject>
#include <QUrl>
#include <QWebSocketProtocol>

#include <functional>

class QWebSocket;
class QWebSocketServer;

namespace coffer::test {

/// A scripted exchange for sockets, on a port of its own of the loopback address, in the thread of its owner.
/// By itself it takes every subscription and login and answers requests that have an answer; everything else
/// happens when the test says so, also what no exchange should do.
class FeedServer : public QObject
{
    Q_OBJECT

public:
    FeedServer();
    ~FeedServer() override;

    /// The REST address beside which the sockets are.
    QUrl url() const;

    /// The data of the answer to a request for this topic.
    void answer(const QString &topic, const QByteArray &data) { m_answers.insert(topic, data); }
    /// The same for requests of any topic, by the whole request; an empty answer: none comes.
    void answerWith(std::function<QByteArray(const QJsonObject &)> answer) { m_script = std::move(answer); }
    /// Subscriptions of this topic fail so.
    void refuse(const QString &topic, const QByteArray &code, const QByteArray &message);
    /// How logins fail; an empty message: they don't.
    void refuseLogin(int code, const QByteArray &message);
    /// Messages are taken and not answered.
    void setSilent(bool silent) { m_silent = silent; }
    /// New connections are closed at once with this code.
    void slam(QWebSocketProtocol::CloseCode code) { m_slam = code; }

    void pushPacked(const QByteArray &json);
    void pushText(const QByteArray &text);
    void pushBytes(const QByteArray &bytes);
    /// Only the head of a frame that announces so many bytes in one piece (RFC 6455, 5.2).
    void pushFrameHead(quint64 length);
    void closeAll(QWebSocketProtocol::CloseCode code);
    void abortAll();

    qsizetype connected() const { return m_sockets.size(); }
    int connections() const { return m_connections; }
    QStringList paths() const { return m_paths; }
    /// Every message that came, oldest first.
    const QList<QJsonObject> &received() const { return m_received; }
    /// How many of them had this member with this value, or any value.
    int count(const QString &member, const QString &value = {}) const;

Q_SIGNALS:
    void messageReceived();

private:
    void accept();
    void take(QWebSocket &socket, const QString &text);
    void takeMarket(QWebSocket &socket, const QJsonObject &message);
    void takeAccount(QWebSocket &socket, const QJsonObject &message);

    QWebSocketServer *m_server;
    QList<QWebSocket *> m_sockets;
    QStringList m_paths;
    QList<QJsonObject> m_received;
    QHash<QString, QByteArray> m_answers;
    std::function<QByteArray(const QJsonObject &)> m_script;
    QHash<QString, std::pair<QByteArray, QByteArray>> m_refusals;
    std::pair<int, QByteArray> m_login{200, {}};
    std::optional<QWebSocketProtocol::CloseCode> m_slam;
    int m_connections = 0;
    bool m_silent = false;
};

} // namespace coffer::test
