// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "htx/credentials.h"
#include "htx/dispatcher.h"
#include "htx/gateway.h"
#include "htx/requestrecord.h"
#include "htx/throttle.h"

#include <QNetworkAccessManager>
#include <QObject>
#include <QUrl>

#include <memory>
#include <optional>

namespace coffer::htx {

/// Sends requests to one exchange host. Signs with the credentials it is given, keeps at most four in flight,
/// obeys the limits, enforces an absolute deadline and a body cap, follows no redirect, retries GETs (three
/// tries, jitter) and never a POST: a POST leaves this computer at most once, within the write deadline or
/// not at all, signed by a measured clock; when no answer comes its outcome is OutcomeUnknown (security.md
/// 0). GETs of an endpoint that keeps failing fail at once, with one try after 1 to 60 s. Lives in the GUI
/// thread; the QNetworkAccessManager is injected and must outlive it.
class Client : public QObject
{
    Q_OBJECT

public:
    using Timing = htx::Timing;

    /// With an address that checkBase() refuses, every request fails with InvalidInput.
    Client(QNetworkAccessManager &network, Clock &clock, const QUrl &base, QObject *parent = nullptr);
    ~Client() override;

    QUrl base() const { return m_base; }
    /// https to any host, or http to a loopback address; no path, no user name. InvalidInput otherwise.
    static Result<void> checkBase(const QUrl &base);
    /// Another host: cancels what is under way.
    Result<void> setBase(const QUrl &base);

    void setTiming(const Timing &timing);

    /// The one public door: an unsigned call when credentials is empty.
    template<class T>
    Future<T> send(const Call<T> &call, const std::optional<Credentials> &credentials = std::nullopt)
    {
        return Sender(*this, credentials).send(call);
    }

    /// The raw reply; for Gateway implementations. Cancelling the future withdraws the request, unless it is
    /// a POST that has left: that one runs to its end.
    Future<Reply> execute(const Request &request, const std::optional<Credentials> &credentials);

    /// Measures the clock offset with /v1/common/timestamp (see ClockSync), stores it in the clock and yields
    /// it (ms). Calls while one is under way share its result. A reply that is no sensible time changes
    /// nothing.
    Future<qint64> synchroniseClock();

    /// Endpoints that rest after failures are asked again at once: before a retry that the user asked for.
    void forgetOutages();
    /// After sleep, a set clock or another network: opens new connections, sends GETs that are under way
    /// again and ends POSTs as OutcomeUnknown, measures the clock, and signs nothing before.
    void startOver();

    /// How much of the limits is used, the scarcest endpoint first; what is unused is left out. Changes with
    /// every request, and by itself as time passes.
    QList<Budget> budgets() const;

Q_SIGNALS:
    void requestFinished(const coffer::htx::RequestRecord &record);

private:
    class Sender final : public Gateway
    {
    public:
        Sender(Client &client, std::optional<Credentials> credentials)
            : m_client(client), m_credentials(std::move(credentials))
        {
        }

    protected:
        Future<Reply> execute(const Request &request) override
        {
            return m_client.execute(request, m_credentials);
        }

    private:
        Client &m_client;
        std::optional<Credentials> m_credentials;
    };

    QUrl m_base;
    std::unique_ptr<Dispatcher> m_dispatcher;
};

} // namespace coffer::htx
