// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QList>
#include <QUrl>
#include <QWebSocket>

namespace coffer::test {

/// A client of the exchange's sockets that keeps what comes.
class SocketClient : public QObject
{
    Q_OBJECT

public:
    explicit SocketClient(const QUrl &url);

    /// False when it did not come up in time.
    bool open();
    QWebSocket &socket() { return m_socket; }
    void send(const QByteArray &json) { m_socket.sendTextMessage(QString::fromUtf8(json)); }
    /// The first message since the last call with that member (with that text, when one is given), or an
    /// empty object when none came in time. Waits.
    QJsonObject next(const char *member, const QString &text = {});
    /// Everything that came and was not taken, binary frames unpacked.
    const QList<QJsonObject> &messages() const { return m_messages; }
    int textFrames() const { return m_textFrames; }
    int brokenFrames() const { return m_brokenFrames; }
    /// Whether pings are answered, as a good client does.
    void answerPings(bool answers) { m_answersPings = answers; }

private:
    void take(const QByteArray &json);

    QUrl m_url;
    QWebSocket m_socket;
    QList<QJsonObject> m_messages;
    int m_textFrames = 0, m_brokenFrames = 0;
    bool m_answersPings = true;
};

} // namespace coffer::test
