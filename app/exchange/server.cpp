// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/server.h"

#include <QMetaEnum>
#include <QTcpServer>

namespace coffer::exchange {

namespace {

QByteArray methodName(QHttpServerRequest::Method method)
{
    return QByteArray(QMetaEnum::fromType<QHttpServerRequest::Method>().valueToKey(int(method))).toUpper();
}

} // namespace

Server::Server(World &world) : m_service(world)
{
    // No routes of Qt's own: the exchange decides about paths, methods and bodies in its own order.
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    m_http.setMissingHandler(&m_http,
                             [this](const QHttpServerRequest &request, QHttpServerResponder &responder) {
                                 answer(request, responder);
                             });
#else
    m_http.setMissingHandler([this](const QHttpServerRequest &request, QHttpServerResponder &&responder) {
        answer(request, responder);
    });
#endif
}

quint16 Server::listen(quint16 port)
{
    auto server = std::make_unique<QTcpServer>();
    if (!server->listen(QHostAddress::LocalHost, port))
        return 0;
    const quint16 taken = server->serverPort();
    m_http.bind(server.release()); // which takes it over
    return taken;
}

void Server::answer(const QHttpServerRequest &request, QHttpServerResponder &responder)
{
    const QUrl url = request.url();
    const HttpReply result = m_service.handle(
        {methodName(request.method()), request.value("host"), url.path(QUrl::FullyEncoded).toLatin1(),
         url.query(QUrl::FullyEncoded).toLatin1(), request.body(), request.remoteAddress()});
    const auto status = static_cast<QHttpServerResponder::StatusCode>(result.reply.status);
    const QByteArray type = QByteArrayLiteral("application/json;charset=UTF-8");
    if (!result.limits) {
        responder.write(result.reply.body, {{"Content-Type", type}}, status);
        return;
    }
    responder.write(result.reply.body,
                    {{"Content-Type", type},
                     {"X-HB-RateLimit-Requests-Remain", QByteArray::number(result.limits->remaining)},
                     {"X-HB-RateLimit-Requests-Expire", QByteArray::number(result.limits->expiresMs)}},
                    status);
}

} // namespace coffer::exchange
