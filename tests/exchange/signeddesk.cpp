// SPDX-License-Identifier: GPL-3.0-or-later
#include "signeddesk.h"

namespace coffer::test {

int SignedDesk::account(const QByteArray &label, const QByteArray &type)
{
    return ledger().accountOf(m_exchange.user(label.constData()), type);
}

QByteArray SignedDesk::accountId(const QByteArray &label, const QByteArray &type)
{
    return QByteArray::number(m_exchange.accountId(label.constData(), type.constData()));
}

void SignedDesk::give(const QByteArray &label, const QByteArray &currency, const char *amount)
{
    exchange::TransferRecord record;
    record.id = ledger().nextTransferId(startMs);
    record.user = m_exchange.user(label.constData());
    record.currency = world().currencies().indexOf(currency);
    record.amount = *Decimal::parse(QByteArrayView(amount));
    record.state = "safe";
    ledger().deposit(std::move(record), startMs);
}

QByteArray SignedDesk::price(const QByteArray &symbol, const char *fraction)
{
    const int market = world().markets().indexOf(symbol);
    const int decimals = world().markets().at(market).priceDecimals;
    const Decimal first = Decimal::scaled(world().feed().price(market, startMs), -decimals);
    return (first * *Decimal::parse(QByteArrayView(fraction))).truncated(decimals).toString();
}

QJsonObject SignedDesk::get(const QByteArray &label, const QByteArray &path, const Parameters &parameters)
{
    return m_exchange.get(label.constData(), path, parameters);
}

QJsonObject SignedDesk::post(const QByteArray &label, const QByteArray &path, const QJsonObject &body)
{
    return m_exchange.post(label.constData(), path, body);
}

QJsonObject SignedDesk::post(const QByteArray &label, const QByteArray &path, const QJsonArray &body)
{
    const exchange::DemoKey &key = m_exchange.key(label.constData());
    const QByteArray json = QJsonDocument(body).toJson(QJsonDocument::Compact);
    return QJsonDocument::fromJson(m_exchange.ask("POST", path, {}, json, key.accessKey, key.secretKey))
        .object();
}

} // namespace coffer::test
