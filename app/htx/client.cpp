// SPDX-License-Identifier: GPL-3.0-or-later
#include "htx/client.h"

#include <QHostAddress>

namespace coffer::htx {

namespace {

bool isLoopback(const QString &host)
{
    return host == QLatin1String("localhost") || QHostAddress(host).isLoopback();
}

} // namespace

Client::Client(QNetworkAccessManager &network, Clock &clock, const QUrl &base, QObject *parent)
    : QObject(parent), m_base(base), m_dispatcher(std::make_unique<Dispatcher>(network, clock, base))
{
    connect(m_dispatcher.get(), &Dispatcher::requestFinished, this, &Client::requestFinished);
}

Client::~Client() = default;

Result<void> Client::checkBase(const QUrl &base)
{
    const auto refuse = [](const QString &why) {
        return fail(ErrorKind::InvalidInput, why, QStringLiteral("host"));
    };
    if (!base.isValid() || base.host().isEmpty())
        return refuse(QStringLiteral("This is not an address."));
    if (!base.userInfo().isEmpty() || base.hasQuery() || base.hasFragment() ||
        (!base.path().isEmpty() && base.path() != QLatin1String("/")))
        return refuse(QStringLiteral("Only a scheme, a host and a port can be used."));
    const bool isPlain = base.scheme() == QLatin1String("http");
    if (base.scheme() != QLatin1String("https") && !(isPlain && isLoopback(base.host())))
        return refuse(QStringLiteral("Only https is safe; http is for this computer itself."));
    return {};
}

Result<void> Client::setBase(const QUrl &base)
{
    if (Result<void> checked = checkBase(base); !checked)
        return checked;
    m_base = base;
    m_dispatcher->setBase(base);
    return {};
}

void Client::setTiming(const Timing &timing)
{
    m_dispatcher->setTiming(timing);
}

Future<Reply> Client::execute(const Request &request, const std::optional<Credentials> &credentials)
{
    if (Result<void> checked = checkBase(m_base); !checked)
        return readyFuture<Reply>(fail(std::move(checked.error())));
    if (request.permission != Permission::None && !credentials)
        return readyFuture<Reply>(fail(ErrorKind::NoSuitableKey));
    return m_dispatcher->add(request, credentials);
}

Future<qint64> Client::synchroniseClock()
{
    if (Result<void> checked = checkBase(m_base); !checked)
        return readyFuture<qint64>(fail(std::move(checked.error())));
    return m_dispatcher->synchroniseClock();
}

void Client::forgetOutages()
{
    m_dispatcher->forgetOutages();
}

void Client::startOver()
{
    m_dispatcher->startOver();
}

QList<Budget> Client::budgets() const
{
    return m_dispatcher->budgets();
}

} // namespace coffer::htx
