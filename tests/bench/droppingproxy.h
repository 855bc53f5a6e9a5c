// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>
#include <QRandomGenerator>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

namespace coffer::bench {

/// Hands bytes through between the client and the exchange, and drops connections at random.
class DroppingProxy : public QObject
{
public:
    /// longest: seconds until the next drop, at most.
    DroppingProxy(quint16 exchangePort, int longest) : m_exchangePort(exchangePort), m_longest(longest)
    {
        if (!m_server.listen(QHostAddress::LocalHost))
            qFatal("The proxy can't listen.");
        connect(&m_server, &QTcpServer::newConnection, this, &DroppingProxy::accept);
        m_timer.setSingleShot(true);
        connect(&m_timer, &QTimer::timeout, this, &DroppingProxy::drop);
        arm();
    }

    ~DroppingProxy() override
    {
        for (QTcpSocket *client : std::as_const(m_clients))
            client->disconnect(this); // its end comes after that of the list
    }

    quint16 port() const { return m_server.serverPort(); }
    int drops() const { return m_drops; }

private:
    void accept()
    {
        QTcpSocket *client = m_server.nextPendingConnection();
        auto *exchange = new QTcpSocket(client);
        m_clients += client;
        connect(exchange, &QTcpSocket::readyRead, client,
                [client, exchange] { client->write(exchange->readAll()); });
        connect(client, &QTcpSocket::readyRead, exchange, [client, exchange] {
            if (exchange->state() == QTcpSocket::ConnectedState)
                exchange->write(client->readAll());
        });
        connect(exchange, &QTcpSocket::connected, client,
                [client, exchange] { exchange->write(client->readAll()); });
        connect(exchange, &QTcpSocket::disconnected, client, &QTcpSocket::disconnectFromHost);
        connect(client, &QTcpSocket::disconnected, this, [this, client] {
            m_clients.removeOne(client);
            client->deleteLater();
        });
        exchange->connectToHost(QHostAddress::LocalHost, m_exchangePort);
    }

    void drop()
    {
        if (!m_clients.isEmpty()) {
            ++m_drops;
            m_clients[QRandomGenerator::global()->bounded(m_clients.size())]->abort();
        }
        arm();
    }

    void arm() { m_timer.start(QRandomGenerator::global()->bounded(1'000, m_longest * 1'000)); }

    QTcpServer m_server;
    QTimer m_timer;
    QList<QTcpSocket *> m_clients;
    quint16 m_exchangePort;
    int m_longest;
    int m_drops = 0;
};

} // namespace coffer::bench
