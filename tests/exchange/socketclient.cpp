// SPDX-License-Identifier: GPL-3.0-or-later
#include "socketclient.h"

#include "htx/feed/inflater.h"

#include <QJsonDocument>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

namespace coffer::test {

namespace {

constexpr int patienceMs = 10'000;

QString textOf(const QJsonObject &message, const char *member)
{
    return message.value(QLatin1String(member)).toVariant().toString();
}

} // namespace

SocketClient::SocketClient(const QUrl &url) : m_url(url)
{
    connect(&m_socket, &QWebSocket::textMessageReceived, this, [this](const QString &text) {
        ++m_textFrames;
        take(text.toUtf8());
    });
    connect(&m_socket, &QWebSocket::binaryMessageReceived, this, [this](const QByteArray &packed) {
        htx::feed::Inflater inflater;
        const auto json = inflater.inflate(packed);
        if (json)
            take(*json);
        else
            ++m_brokenFrames;
    });
}

bool SocketClient::open()
{
    QSignalSpy connected(&m_socket, &QWebSocket::connected);
    m_socket.open(m_url);
    return connected.wait(patienceMs);
}

void SocketClient::take(const QByteArray &json)
{
    const QJsonObject message = QJsonDocument::fromJson(json).object();
    if (m_answersPings && message.contains(QLatin1String("ping")))
        send(QJsonDocument(QJsonObject{{QStringLiteral("pong"), message.value(QLatin1String("ping"))}})
                 .toJson(QJsonDocument::Compact));
    m_messages.append(message);
}

QJsonObject SocketClient::next(const char *member, const QString &text)
{
    QJsonObject found;
    const auto take = [&] {
        const auto place =
            std::find_if(m_messages.cbegin(), m_messages.cend(), [&](const QJsonObject &message) {
                return message.contains(QLatin1String(member)) &&
                       (text.isEmpty() || textOf(message, member) == text);
            });
        if (place == m_messages.cend())
            return false;
        found = *place;
        m_messages.erase(m_messages.cbegin(), place + 1);
        return true;
    };
    return QTest::qWaitFor(take, patienceMs) ? found : QJsonObject();
}

} // namespace coffer::test
