// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/service.h"

#include <QHttpServer>

namespace coffer::exchange {

/// The exchange's door: HTTP on the loopback interface. Lives on the thread that makes it.
class Server
{
public:
    explicit Server(World &world);

    /// The port that it listens on, 0 when it can't have the one asked for.
    quint16 listen(quint16 port);

private:
    void answer(const QHttpServerRequest &request, QHttpServerResponder &responder);

    Service m_service;
    QHttpServer m_http;
};

} // namespace coffer::exchange
