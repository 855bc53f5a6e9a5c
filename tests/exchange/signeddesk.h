// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/service.h"

#include <QJsonArray>
#include <QJsonObject>

namespace coffer::test {

/// A world whose clock stands still, asked with signed requests and without HTTP in between.
class SignedDesk
{
public:
    using Parameters = QList<std::pair<QByteArray, QByteArray>>;

    explicit SignedDesk(quint64 seed = 1);

    static constexpr qint64 startMs = 1'790'000'023'456;

    exchange::World &world() { return m_world; }
    exchange::Ledger &ledger() { return m_world.ledger(); }
    /// The place of that user's account in the ledger, and its id as text.
    int account(const QByteArray &label, const QByteArray &type = "spot") const;
    QByteArray accountId(const QByteArray &label, const QByteArray &type = "spot") const;
    /// More to spend.
    void give(const QByteArray &label, const QByteArray &currency, const char *amount);
    /// A price of that market as text: that fraction of the last one, cut to the market's decimals.
    QByteArray price(const QByteArray &symbol, const char *fraction = "1") const;

    QJsonObject get(const QByteArray &label, const QByteArray &path, const Parameters &parameters = {});
    QJsonObject post(const QByteArray &label, const QByteArray &path, const QJsonObject &body);
    QJsonObject post(const QByteArray &label, const QByteArray &path, const QJsonArray &body);

private:
    const exchange::DemoKey &key(const QByteArray &label) const;
    int userOf(const QByteArray &label) const;
    QJsonObject send(const QByteArray &label, const QByteArray &path, const Parameters &parameters,
                     const QByteArray &body);

    exchange::World m_world;
    exchange::Service m_service;
};

/// A member of an answer as text, whatever its type.
QString textOf(const QJsonValue &row, const char *name);

} // namespace coffer::test
