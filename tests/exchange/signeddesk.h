// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "localexchange.h"

namespace coffer::test {

/// A local exchange for those who trade on it: asked by label, with more to spend and prices at hand.
class SignedDesk
{
public:
    static constexpr qint64 startMs = 1'790'000'023'456;

    exchange::World &world() { return m_exchange.world(); }
    exchange::Ledger &ledger() { return world().ledger(); }
    void moveOn(qint64 ms) { m_exchange.moveOn(ms); }
    /// The place of that user's account in the ledger, and its id as text.
    int account(const QByteArray &label, const QByteArray &type = "spot");
    QByteArray accountId(const QByteArray &label, const QByteArray &type = "spot");
    /// More to spend.
    void give(const QByteArray &label, const QByteArray &currency, const char *amount);
    /// A price of that market as text: that fraction of the first one, cut to the market's decimals.
    QByteArray price(const QByteArray &symbol, const char *fraction = "1");

    QJsonObject get(const QByteArray &label, const QByteArray &path, const Parameters &parameters = {});
    QJsonObject post(const QByteArray &label, const QByteArray &path, const QJsonObject &body);
    QJsonObject post(const QByteArray &label, const QByteArray &path, const QJsonArray &body);

private:
    LocalExchange m_exchange;
};

} // namespace coffer::test
