// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchangeclient.h"

#include "htx/signer.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QNetworkReply>
#include <QSignalSpy>
#include <QTest>

namespace coffer::test {

QJsonObject HttpAnswer::json() const
{
    return QJsonDocument::fromJson(body).object();
}

QJsonArray dataOf(const HttpAnswer &answer)
{
    return answer.json().value(QLatin1String("data")).toArray();
}

qint64 idOf(const QJsonValue &row, const char *member)
{
    return row.toObject().value(QLatin1String(member)).toInteger();
}

ExchangeClient::ExchangeClient(exchange::Options options)
    : m_options(options), m_started(std::chrono::steady_clock::now()), m_exchange(options)
{
}

bool ExchangeClient::start()
{
    m_started = std::chrono::steady_clock::now();
    Future<exchange::Served> coming = m_exchange.start();
    const Result<exchange::Served> result = coming.result();
    if (result)
        m_served = *result;
    return result.has_value();
}

const exchange::DemoKey &ExchangeClient::key(const QByteArray &label) const
{
    const auto found =
        std::find_if(m_served.keys.begin(), m_served.keys.end(), [&label](const exchange::DemoKey &key) {
            return key.label == QString::fromUtf8(label);
        });
    Q_ASSERT(found != m_served.keys.end());
    return *found;
}

qint64 ExchangeClient::nowMs() const
{
    if (!m_options.nowMs)
        return QDateTime::currentMSecsSinceEpoch();
    const std::chrono::duration<double, std::milli> passed = std::chrono::steady_clock::now() - m_started;
    return *m_options.nowMs + static_cast<qint64>(passed.count() * m_options.speed);
}

HttpAnswer ExchangeClient::send(const QByteArray &verb, const QByteArray &target, const QByteArray &body)
{
    QNetworkRequest request(QUrl::fromEncoded(m_served.url.toEncoded() + target, QUrl::StrictMode));
    if (!body.isEmpty())
        request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
    const std::unique_ptr<QNetworkReply> reply(m_network.sendCustomRequest(request, verb, body));
    QSignalSpy finished(reply.get(), &QNetworkReply::finished);
    if (!reply->isFinished() && !finished.wait(20'000))
        qWarning("no answer to %s", target.left(60).constData());
    if (reply->error() != QNetworkReply::NoError)
        qInfo("%s: %s", target.left(60).constData(), qPrintable(reply->errorString()));
    return {reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), reply->readAll(),
            reply->rawHeader("X-HB-RateLimit-Requests-Remain"),
            reply->rawHeader("X-HB-RateLimit-Requests-Expire")};
}

HttpAnswer ExchangeClient::get(const QByteArray &path, const Parameters &parameters)
{
    return send("GET", parameters.isEmpty() ? path : path + '?' + htx::canonicalQuery(parameters));
}

HttpAnswer ExchangeClient::getOnce(const QByteArray &label, const QByteArray &path,
                                   const Parameters &parameters)
{
    htx::Request request;
    request.path = path;
    request.query = parameters;
    const exchange::DemoKey &demo = key(label);
    const htx::Credentials credentials{demo.accessKey, std::make_shared<Secret>(demo.secretKey)};
    const auto query = htx::signedQuery(request, credentials, nowMs(), htx::signedHost(m_served.url));
    return send("GET", path + '?' + query.value_or(QByteArray()));
}

HttpAnswer ExchangeClient::getSigned(const QByteArray &label, const QByteArray &path,
                                     const Parameters &parameters)
{
    HttpAnswer answer = getOnce(label, path, parameters);
    while (answer.status == 429)
        answer = getOnce(label, path, parameters);
    return answer;
}

} // namespace coffer::test
