// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/tlsidentity.h"

#include <QByteArray>
#include <QObject>
#include <QUrl>

#include <deque>
#include <memory>
#include <optional>
#include <vector>

class QTcpServer;
class QTcpSocket;

namespace coffer::test {

/// How a FaultServer answers a request.
enum class Fault {
    None,             ///< the body, as it should be
    Empty,            ///< 200 without a body
    TruncatedJson,    ///< half of the body, with a length that says so
    TrailingJunk,     ///< the body and more behind it
    HtmlPage,         ///< a sign-in page
    WrongContentType, ///< the body, called text/html
    CloseBeforeReply, ///< closes when the request has arrived
    CloseMidReply,    ///< closes after half of the promised length
    SlowLoris,        ///< the reply, a byte at a time, for ever
    Stall,            ///< accepts, reads and says nothing
    Redirect,         ///< Behaviour::status to Behaviour::location
    TooManyRequests,  ///< 429, with Behaviour::retryAfter where set
    ServerError,      ///< Behaviour::status with an HTML page
    HugeBody,         ///< Behaviour::size bytes of JSON string
    GzipTruncated,    ///< a compressed body that ends early
    GzipCorrupt,      ///< a compressed body with a wrong checksum
    GzipBomb,         ///< Behaviour::size bytes, compressed
    Garbage,          ///< bytes that are no HTTP
    LoginRequired,    ///< 401, or Behaviour::status, with the challenge Behaviour::challenge
    Abort,            ///< resets the connection when the request has arrived
};

/// A Fault with its details.
struct Behaviour
{
    Fault fault = Fault::None;
    int status = 0; ///< 0: the usual one of the fault (302 for Redirect, 503 for ServerError)
    QByteArray body = "{\"status\":\"ok\",\"data\":[1,2,3,4,5,6,7,8,9,10]}";
    QByteArray retryAfter{};
    QByteArray challenge = "Basic realm=\"proxy\"";
    QUrl location{};
    qint64 size = qint64{64} << 20;
};

/// One request as it came over the wire.
struct ReceivedRequest
{
    QByteArray method;
    QByteArray target;
    QByteArray raw; ///< head and body
    QByteArray body;

    /// The value of a header, any case; empty when it is missing.
    QByteArray header(const QByteArray &name) const;
};

/// A server on 127.0.0.1 that misbehaves on request, and counts and keeps what it received. It lives in the
/// event loop of its thread.
class FaultServer : public QObject
{
    Q_OBJECT

public:
    /// Plain HTTP, or HTTPS with that identity.
    explicit FaultServer(const std::optional<TlsIdentity> &identity = std::nullopt,
                         QObject *parent = nullptr);
    ~FaultServer() override;

    QUrl url() const;
    quint16 port() const;

    /// From now on for every request.
    void setBehaviour(const Behaviour &behaviour) { m_behaviour = behaviour; }
    void setFault(Fault fault) { m_behaviour.fault = fault; }
    /// For the next request only; may be called several times.
    void enqueue(const Behaviour &behaviour) { m_queue.push_back(behaviour); }

    const std::vector<ReceivedRequest> &requests() const { return m_requests; }
    int requestCount() const { return static_cast<int>(m_requests.size()); }
    int connectionCount() const { return m_connections; }
    /// Bytes of HTTP that came in; 0 when TLS failed before.
    qint64 bytesReceived() const { return m_bytesReceived; }

Q_SIGNALS:
    void requestReceived();

private:
    class Connection;
    void accept();
    Behaviour record(ReceivedRequest request);

    std::unique_ptr<QTcpServer> m_server;
    bool m_secure = false;
    Behaviour m_behaviour;
    std::deque<Behaviour> m_queue;
    std::vector<ReceivedRequest> m_requests;
    int m_connections = 0;
    qint64 m_bytesReceived = 0;
};

} // namespace coffer::test
