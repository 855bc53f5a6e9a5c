// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/accountfeed.h"
#include "exchange/control.h"
#include "exchange/httpconnection.h"
#include "exchange/marketfeed.h"
#include "exchange/received.h"
#include "exchange/service.h"

#include <QElapsedTimer>
#include <QTcpServer>
#include <QTimer>
#include <QWebSocketServer>

namespace coffer::exchange {

/// The exchange's door: HTTP and the sockets /ws, /feed and /ws/v2 on one port of the loopback interface, and
/// its control endpoint under /local/. Drives what happens by itself: resting orders, feeds, pings. Lives on
/// the thread that makes it.
class Server : public QObject
{
    Q_OBJECT

public:
    Server(World &world, bool isLimited);
    ~Server() override;

    /// The port that it listens on, 0 when it can't have the one asked for.
    quint16 listen(quint16 port);

private:
    void accept();
    void answer(HttpConnection &connection, const HttpRequest &request);
    void upgrade(QTcpSocket *socket, const HttpHead &head);
    void adopt();
    void beat();
    void setLimited(bool isLimited);

    World &m_world;
    Service m_service;
    Faults m_faults;
    Received m_received;
    QWebSocketServer m_upgrader; ///< only shakes hands: it never listens
    MarketFeed m_marketFeed;
    AccountFeed m_accountFeed;
    Control m_control;
    QTcpServer m_listener;
    QElapsedTimer m_steady;
    QTimer m_timer;
};

} // namespace coffer::exchange
