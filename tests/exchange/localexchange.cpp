// SPDX-License-Identifier: GPL-3.0-or-later
#include "localexchange.h"

#include "htx/signer.h"

namespace coffer::test {

namespace {

constexpr qint64 startMs = 1'790'000'023'456;
const QByteArray host = "127.0.0.1:8080";

exchange::Options stoppedClock(quint64 seed)
{
    exchange::Options options;
    options.seed = seed;
    options.nowMs = startMs;
    options.speed = 1e-9;
    return options;
}

} // namespace

LocalExchange::LocalExchange(quint64 seed) : m_world(stoppedClock(seed)), m_service(m_world) {}

const exchange::DemoKey &LocalExchange::key(const char *label) const
{
    const auto &keys = m_world.demoKeys();
    return *std::find_if(keys.begin(), keys.end(), [label](const exchange::DemoKey &demo) {
        return demo.label == QLatin1String(label);
    });
}

int LocalExchange::user(const char *label) const
{
    return m_world.ledger().userOf(key(label).uid);
}

QByteArray LocalExchange::uid(const char *label) const
{
    return QByteArray::number(key(label).uid.value);
}

qint64 LocalExchange::accountId(const char *label, const char *type) const
{
    const int place = m_world.ledger().accountOf(user(label), type);
    return m_world.ledger().accounts()[size_t(place)].id.value;
}

void LocalExchange::moveOn(qint64 ms)
{
    m_world.clock().moveOn(ms);
}

QByteArray LocalExchange::ask(const QByteArray &method, const QByteArray &path, const Parameters &parameters,
                              const QByteArray &body, const QByteArray &accessKey, const QByteArray &secret,
                              const char *peer)
{
    htx::Request request;
    request.path = path;
    request.query = parameters;
    request.method = method == "POST" ? htx::Method::Post : htx::Method::Get;
    while (true) {
        QByteArray query = htx::canonicalQuery(parameters);
        if (!accessKey.isEmpty())
            query = htx::signedQuery(request, {accessKey, std::make_shared<Secret>(secret)}, m_world.nowMs(),
                                     host)
                        .value_or(QByteArray());
        const exchange::HttpReply reply =
            m_service.handle({method, host, path, query, body, QHostAddress(QLatin1String(peer))});
        if (reply.reply.status != 429)
            return reply.reply.body;
        moveOn(exchange::RateLimiter::windowMs);
    }
}

QJsonObject LocalExchange::get(const char *label, const QByteArray &path, const Parameters &parameters)
{
    const exchange::DemoKey demo = label ? key(label) : exchange::DemoKey();
    return QJsonDocument::fromJson(ask("GET", path, parameters, {}, demo.accessKey, demo.secretKey)).object();
}

QJsonObject LocalExchange::post(const char *label, const QByteArray &path, const QJsonObject &body)
{
    const exchange::DemoKey &demo = key(label);
    return QJsonDocument::fromJson(ask("POST", path, {}, QJsonDocument(body).toJson(QJsonDocument::Compact),
                                       demo.accessKey, demo.secretKey))
        .object();
}

QString outcome(const QJsonObject &reply)
{
    const QString status = reply.value(QLatin1String("status")).toString();
    if (status == QLatin1String("error"))
        return reply.value(QLatin1String("err-code"))
            .toString(reply.value(QLatin1String("err_code")).toString());
    const int code = reply.value(QLatin1String("code")).toInt(status == QLatin1String("ok") ? 200 : 0);
    return code == 200 ? QStringLiteral("ok") : QString::number(code);
}

QJsonArray rowsOf(const QJsonObject &reply)
{
    return reply.value(QLatin1String("data")).toArray();
}

QJsonObject objectOf(const QJsonObject &reply)
{
    return reply.value(QLatin1String("data")).toObject();
}

QString textOf(const QJsonValue &row, const char *member)
{
    return row.toObject().value(QLatin1String(member)).toString();
}

qint64 numberOf(const QJsonValue &row, const char *member)
{
    return row.toObject().value(QLatin1String(member)).toInteger(-1);
}

QString membersOf(const QJsonValue &object)
{
    return object.toObject().keys().join(QLatin1Char(' '));
}

} // namespace coffer::test
