// SPDX-License-Identifier: GPL-3.0-or-later
#include "signeddesk.h"

#include "htx/signer.h"

#include <QJsonDocument>
#include <QTest>

namespace coffer::test {

namespace {

const QByteArray host = "127.0.0.1:8080";

exchange::Options stoppedClock(quint64 seed)
{
    exchange::Options options;
    options.seed = seed;
    options.nowMs = SignedDesk::startMs;
    options.speed = 1e-9;
    return options;
}

} // namespace

SignedDesk::SignedDesk(quint64 seed) : m_world(stoppedClock(seed)), m_service(m_world) {}

const exchange::DemoKey &SignedDesk::key(const QByteArray &label) const
{
    const auto &keys = m_world.demoKeys();
    return *std::find_if(keys.begin(), keys.end(), [&label](const exchange::DemoKey &demo) {
        return demo.label == QLatin1String(label);
    });
}

int SignedDesk::userOf(const QByteArray &label) const
{
    return m_world.ledger().userOf(key(label).uid);
}

int SignedDesk::account(const QByteArray &label, const QByteArray &type) const
{
    return m_world.ledger().accountOf(userOf(label), type);
}

QByteArray SignedDesk::accountId(const QByteArray &label, const QByteArray &type) const
{
    return QByteArray::number(m_world.ledger().accounts()[size_t(account(label, type))].id.value);
}

void SignedDesk::give(const QByteArray &label, const QByteArray &currency, const char *amount)
{
    exchange::TransferRecord record;
    record.id = ledger().nextTransferId(startMs);
    record.user = userOf(label);
    record.currency = m_world.currencies().indexOf(currency);
    record.amount = *Decimal::parse(QByteArrayView(amount));
    record.state = "safe";
    ledger().deposit(std::move(record), startMs);
}

QByteArray SignedDesk::price(const QByteArray &symbol, const char *fraction) const
{
    const int market = m_world.markets().indexOf(symbol);
    const int decimals = m_world.markets().at(market).priceDecimals;
    const Decimal last = Decimal::scaled(m_world.feed().price(market, startMs), -decimals);
    return (last * *Decimal::parse(QByteArrayView(fraction))).truncated(decimals).toString();
}

QJsonObject SignedDesk::send(const QByteArray &label, const QByteArray &path, const Parameters &parameters,
                             const QByteArray &body)
{
    htx::Request request;
    request.method = body.isEmpty() ? htx::Method::Get : htx::Method::Post;
    request.path = path;
    request.query = parameters;
    const exchange::DemoKey &demo = key(label);
    const QByteArray query =
        htx::signedQuery(request, {demo.accessKey, std::make_shared<Secret>(demo.secretKey)}, startMs, host)
            .value_or(QByteArray());
    const exchange::HttpReply reply = m_service.handle(
        {body.isEmpty() ? "GET" : "POST", host, path, query, body, QHostAddress(QHostAddress::LocalHost)});
    return QJsonDocument::fromJson(reply.reply.body).object();
}

QJsonObject SignedDesk::get(const QByteArray &label, const QByteArray &path, const Parameters &parameters)
{
    return send(label, path, parameters, {});
}

QJsonObject SignedDesk::post(const QByteArray &label, const QByteArray &path, const QJsonObject &body)
{
    return send(label, path, {}, QJsonDocument(body).toJson(QJsonDocument::Compact));
}

QJsonObject SignedDesk::post(const QByteArray &label, const QByteArray &path, const QJsonArray &body)
{
    return send(label, path, {}, QJsonDocument(body).toJson(QJsonDocument::Compact));
}

QString textOf(const QJsonValue &row, const char *name)
{
    return row.toObject().value(QLatin1String(name)).toVariant().toString();
}

} // namespace coffer::test
