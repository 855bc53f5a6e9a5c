// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fakereply.h"

#include <algorithm>
#include <cstring>

namespace coffer::test {

namespace {

/// As Qt maps an HTTP status to an error.
std::optional<QNetworkReply::NetworkError> errorOfStatus(int status)
{
    switch (status) {
    case 400:
        return QNetworkReply::ProtocolInvalidOperationError;
    case 401:
        return QNetworkReply::AuthenticationRequiredError;
    case 403:
        return QNetworkReply::ContentAccessDenied;
    case 404:
        return QNetworkReply::ContentNotFoundError;
    case 405:
        return QNetworkReply::ContentOperationNotPermittedError;
    case 407:
        return QNetworkReply::ProxyAuthenticationRequiredError;
    case 409:
        return QNetworkReply::ContentConflictError;
    case 410:
        return QNetworkReply::ContentGoneError;
    case 500:
        return QNetworkReply::InternalServerError;
    case 501:
        return QNetworkReply::OperationNotImplementedError;
    case 503:
        return QNetworkReply::ServiceUnavailableError;
    default:
        break;
    }
    if (status >= 500)
        return QNetworkReply::UnknownServerError;
    if (status >= 400)
        return QNetworkReply::UnknownContentError;
    return std::nullopt;
}

} // namespace

FakeReply::FakeReply(QNetworkAccessManager::Operation operation, const QNetworkRequest &request,
                     ReplyScript script, QObject *parent)
    : QNetworkReply(parent), m_script(std::move(script))
{
    setOperation(operation);
    setRequest(request);
    setUrl(request.url());
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

void FakeReply::start()
{
    if (m_started || isFinished())
        return;
    m_started = true;
    if (m_script.error && !m_script.failAfter) {
        QMetaObject::invokeMethod(
            this, [this] { end(m_script.error); }, Qt::QueuedConnection);
        return;
    }
    QMetaObject::invokeMethod(this, &FakeReply::deliverHead, Qt::QueuedConnection);
}

void FakeReply::deliverHead()
{
    if (isFinished())
        return;
    setAttribute(QNetworkRequest::HttpStatusCodeAttribute, m_script.status);
    setAttribute(QNetworkRequest::HttpReasonPhraseAttribute, m_script.reason);
    for (const auto &[name, value] : m_script.headers)
        setRawHeader(name, value);
    Q_EMIT metaDataChanged();
    QMetaObject::invokeMethod(this, &FakeReply::deliverPiece, Qt::QueuedConnection);
}

void FakeReply::deliverPiece()
{
    if (isFinished())
        return;
    const qsizetype total = std::min(m_script.failAfter.value_or(m_script.body.size()), m_script.body.size());
    const qsizetype step =
        std::max<qsizetype>(1, (total + m_script.pieces - 1) / std::max(1, m_script.pieces));
    const qsizetype piece = std::min(step, total - m_sent);
    if (piece > 0) {
        m_arrived.append(m_script.body.mid(m_sent, piece));
        m_sent += piece;
        Q_EMIT downloadProgress(m_sent, m_script.body.size());
        Q_EMIT readyRead();
    }
    if (isFinished()) // a slot may have aborted
        return;
    if (m_sent < total) {
        QMetaObject::invokeMethod(this, &FakeReply::deliverPiece, Qt::QueuedConnection);
        return;
    }
    end(m_script.failAfter ? m_script.error.value_or(RemoteHostClosedError) : errorOfStatus(m_script.status));
}

void FakeReply::end(std::optional<NetworkError> failure)
{
    if (isFinished())
        return;
    setFinished(true);
    if (failure) {
        setError(*failure, QStringLiteral("Error transferring %1 - server replied: %2")
                               .arg(url().toString(), QString::fromLatin1(m_script.reason)));
        Q_EMIT errorOccurred(*failure);
    }
    Q_EMIT finished();
}

void FakeReply::abort()
{
    if (isFinished())
        return;
    setFinished(true);
    setError(OperationCanceledError, QStringLiteral("Operation canceled"));
    Q_EMIT errorOccurred(OperationCanceledError);
    Q_EMIT finished();
}

qint64 FakeReply::bytesAvailable() const
{
    return m_arrived.size() + QNetworkReply::bytesAvailable();
}

qint64 FakeReply::readData(char *data, qint64 maxSize)
{
    const qint64 count = std::min<qint64>(maxSize, m_arrived.size());
    if (count == 0)
        return isFinished() ? -1 : 0;
    std::memcpy(data, m_arrived.constData(), static_cast<std::size_t>(count));
    m_arrived.remove(0, count);
    return count;
}

} // namespace coffer::test
