// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/exchange.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkRequest>

#include <chrono>

namespace coffer::test {

using Parameters = QList<std::pair<QByteArray, QByteArray>>;

struct HttpAnswer
{
    int status = 0;
    QByteArray body;
    QByteArray remaining, expires; ///< of the rate limit headers

    QJsonObject json() const;
};

/// The list in an answer, and what a row of it says.
QJsonArray dataOf(const HttpAnswer &answer);
qint64 idOf(const QJsonValue &row, const char *member = "id");

/// Starts an exchange and asks it over HTTP, waiting for each answer.
class ExchangeClient
{
public:
    explicit ExchangeClient(exchange::Options options);

    /// False when the exchange did not come up.
    bool start();
    const exchange::Served &served() const { return m_served; }
    const exchange::DemoKey &key(const QByteArray &label) const;
    /// The exchange's own time, as far as it can be told from here.
    qint64 nowMs() const;

    HttpAnswer get(const QByteArray &path, const Parameters &parameters = {});
    /// Signed with that key; asks again in the next window when the limit of this one is used up.
    HttpAnswer getSigned(const QByteArray &label, const QByteArray &path, const Parameters &parameters = {});
    /// One signed request, whatever the answer.
    HttpAnswer getOnce(const QByteArray &label, const QByteArray &path, const Parameters &parameters = {});
    HttpAnswer send(const QByteArray &verb, const QByteArray &target, const QByteArray &body = {});

private:
    exchange::Options m_options;
    std::chrono::steady_clock::time_point m_started;
    exchange::Exchange m_exchange;
    exchange::Served m_served;
    QNetworkAccessManager m_network;
};

} // namespace coffer::test
