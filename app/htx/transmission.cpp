// SPDX-License-Identifier: GPL-3.0-or-later
#include "htx/transmission.h"

#include "core/secret.h"
#include "htx/json.h"

#include <QMetaEnum>
#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QSslConfiguration>

#include <algorithm>
#include <cstring>

namespace coffer::htx {

using namespace std::chrono_literals;

namespace {

/// A request body that can be read once. Qt keeps the right to repeat what it can rewind.
class OneShotBody final : public QIODevice
{
public:
    OneShotBody(QByteArray bytes, std::shared_ptr<bool> wasRead)
        : m_bytes(std::move(bytes)), m_wasRead(std::move(wasRead))
    {
        open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    }

    bool isSequential() const override { return true; }
    qint64 bytesAvailable() const override { return m_bytes.size() - m_read + QIODevice::bytesAvailable(); }
    bool atEnd() const override { return m_read >= m_bytes.size(); }

protected:
    qint64 readData(char *data, qint64 maxSize) override
    {
        const qsizetype size = std::min<qsizetype>(maxSize, m_bytes.size() - m_read);
        if (size <= 0)
            return atEnd() ? -1 : 0;
        *m_wasRead = true;
        std::memcpy(data, m_bytes.constData() + m_read, std::size_t(size));
        m_read += size;
        return size;
    }
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    QByteArray m_bytes;
    qsizetype m_read = 0;
    std::shared_ptr<bool> m_wasRead;
};

QNetworkRequest networkRequest(const Request &request, const QUrl &url)
{
    QNetworkRequest network(url);
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setProtocol(QSsl::TlsV1_2OrLater);
    tls.setPeerVerifyMode(QSslSocket::VerifyPeer);
    network.setSslConfiguration(tls);
    network.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    network.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    network.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    network.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    network.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    network.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    // One connection that multiplexes would put orders behind market data, and its resending is unexplored.
    network.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    network.setDecompressedSafetyCheckThreshold(json::Document::sizeLimit);
    network.setHeader(QNetworkRequest::UserAgentHeader, QStringLiteral("Coffer"));
    network.setRawHeader("Accept", "application/json");
    if (request.method == Method::Post) {
        network.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
        network.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
        // The answer to an order is small, and must not be lost to a decompression fault.
        network.setRawHeader("Accept-Encoding", "identity");
    }
    return network;
}

/// Qt's error strings quote the signed URL, so only the name of the error is kept.
QString nameOf(QNetworkReply::NetworkError error)
{
    const char *name = QMetaEnum::fromType<QNetworkReply::NetworkError>().valueToKey(error);
    return name ? QString::fromLatin1(name) : QString::number(error);
}

/// What a failure of the way is to the caller; nullopt for errors that only repeat an HTTP status.
std::optional<ErrorKind> kindOf(QNetworkReply::NetworkError error)
{
    switch (error) {
    case QNetworkReply::NoError:
        return std::nullopt;
    case QNetworkReply::TimeoutError:
    case QNetworkReply::OperationCanceledError:
        return ErrorKind::Timeout;
    case QNetworkReply::SslHandshakeFailedError:
        return ErrorKind::InsecureConnection;
    case QNetworkReply::TooManyRedirectsError:
    case QNetworkReply::InsecureRedirectError:
        return ErrorKind::Redirected;
    case QNetworkReply::ContentReSendError:
        return ErrorKind::Offline;
    case QNetworkReply::ProtocolUnknownError:
    case QNetworkReply::ProtocolInvalidOperationError:
    case QNetworkReply::ProtocolFailure:
        return ErrorKind::MalformedReply;
    default:
        break;
    }
    if (error > QNetworkReply::UnknownNetworkError && error <= QNetworkReply::UnknownProxyError)
        return ErrorKind::Proxy;
    if (error > QNetworkReply::UnknownProxyError)
        return std::nullopt;
    return ErrorKind::Offline;
}

constexpr qint64 readStep = 64 * 1024;

/// The proxy that Qt takes for this address, if any.
bool goesThroughProxy(const QNetworkAccessManager &network, const QUrl &url)
{
    const QNetworkProxyQuery query(url);
    QNetworkProxy proxy = network.proxy();
    if (QNetworkProxyFactory *factory = network.proxyFactory())
        proxy = factory->queryProxy(query).value(0);
    else if (proxy.type() == QNetworkProxy::DefaultProxy)
        proxy = QNetworkProxyFactory::proxyForQuery(query).value(0);
    return proxy.type() != QNetworkProxy::NoProxy && proxy.type() != QNetworkProxy::DefaultProxy;
}

} // namespace

Transmission::Transmission(QNetworkAccessManager &network, const Clock &clock, QObject *parent)
    : QObject(parent), m_network(network), m_clock(clock)
{
    m_deadline.setSingleShot(true);
    m_deadline.setTimerType(Qt::PreciseTimer);
    connect(&m_deadline, &QTimer::timeout, this,
            [this] { stop(ErrorKind::Timeout, QStringLiteral("The deadline of the request passed.")); });
}

Transmission::~Transmission()
{
    if (!m_reply)
        return;
    m_reply->disconnect(this);
    m_reply->abort();
    m_reply->deleteLater();
}

void Transmission::start(const Request &request, const QUrl &url, std::chrono::milliseconds deadline)
{
    QNetworkRequest network = networkRequest(request, url);
    m_start = m_clock.steady();
    m_isSensitive = request.sensitive;
    if (m_isSensitive)
        m_outcome.body.reserve(readStep); // so that growing leaves no copies behind
    m_outcome.sentLocalMs = m_clock.localMs();
    switch (request.method) {
    case Method::Get:
        m_reply = m_network.get(network);
        break;
    case Method::Post: {
        const QByteArray bytes = request.body.isEmpty() ? QByteArrayLiteral("{}") : request.body;
        network.setHeader(QNetworkRequest::ContentLengthHeader, bytes.size());
        auto body = std::make_unique<OneShotBody>(bytes, m_bodyLeft);
        m_reply = m_network.post(network, body.get());
        body.release()->setParent(m_reply);
        break;
    }
    }
    connect(m_reply, &QIODevice::readyRead, this, &Transmission::read);
    connect(m_reply, &QNetworkReply::finished, this, &Transmission::settle);
    m_deadline.start(deadline);
}

void Transmission::giveUp()
{
    if (m_reply)
        stop(ErrorKind::Offline, QStringLiteral("The connection was given up."));
}

void Transmission::read()
{
    while (m_reply && m_reply->bytesAvailable() > 0) {
        QByteArray piece = m_reply->read(readStep);
        if (piece.isEmpty())
            return;
        if (m_outcome.body.size() + piece.size() > json::Document::sizeLimit) {
            stop(ErrorKind::TooLarge, QStringLiteral("The reply has more than 8 MiB."));
            return;
        }
        if (m_isSensitive) {
            m_outcome.body.append(QByteArrayView(piece));
            Secret::wipe(piece);
        } else {
            m_outcome.body += piece;
        }
    }
}

void Transmission::settle()
{
    read();
    if (!m_reply) // it was too much to read
        return;
    readHeaders();
    m_outcome.failure = failureOfReply();
    conclude();
}

void Transmission::stop(ErrorKind kind, const QString &detail)
{
    m_outcome.failure = Error{kind, {}, detail, std::nullopt};
    conclude();
}

void Transmission::conclude()
{
    m_deadline.stop();
    QNetworkReply *reply = std::exchange(m_reply, nullptr);
    reply->disconnect(this);
    // abort() would emit finished() at once; nobody listens any more.
    reply->abort();
    reply->deleteLater();
    if (m_outcome.failure)
        m_outcome.body.clear();
    m_outcome.bodyLeft = *m_bodyLeft;
    m_outcome.receivedLocalMs = m_clock.localMs();
    m_outcome.durationMs =
        std::chrono::duration_cast<std::chrono::milliseconds>(m_clock.steady() - m_start).count();
    Q_EMIT finished();
}

void Transmission::readHeaders()
{
    m_outcome.httpStatus = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    bool hasRemaining = false;
    const int remaining = m_reply->rawHeader("X-HB-RateLimit-Requests-Remain").toInt(&hasRemaining);
    if (hasRemaining)
        m_outcome.budget =
            RateBudget{remaining, m_reply->rawHeader("X-HB-RateLimit-Requests-Expire").toLongLong()};
    bool hasSeconds = false;
    const qint64 seconds = m_reply->rawHeader("Retry-After").toLongLong(&hasSeconds);
    if (hasSeconds)
        m_outcome.retryAfter = std::chrono::seconds(std::clamp<qint64>(seconds, 1, 300));
}

std::optional<Error> Transmission::failureOfReply() const
{
    const auto error = m_reply->error();
    const auto failed = [error](ErrorKind kind) { return Error{kind, {}, nameOf(error), std::nullopt}; };
    const int status = m_outcome.httpStatus;
    // Most statuses come with an error of their own, which adds nothing to the reply.
    if (status >= 400 && error > QNetworkReply::UnknownProxyError &&
        error != QNetworkReply::ContentReSendError)
        return std::nullopt;
    if (const auto kind = kindOf(error)) {
        // With a proxy nobody else is connected to.
        const bool nobodyThere =
            error == QNetworkReply::ConnectionRefusedError || error == QNetworkReply::HostNotFoundError;
        if (nobodyThere && goesThroughProxy(m_network, m_reply->url()))
            return failed(ErrorKind::Proxy);
        return failed(*kind);
    }
    if (status >= 300 && status < 400)
        return Error{ErrorKind::Redirected, {}, QStringLiteral("HTTP %1").arg(status), std::nullopt};
    // An error although the status is good: the body could not be decompressed.
    if (status < 300 && (error != QNetworkReply::NoError || status == 0))
        return failed(ErrorKind::MalformedReply);
    return std::nullopt;
}

} // namespace coffer::htx
