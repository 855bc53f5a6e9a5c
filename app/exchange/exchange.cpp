// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/exchange.h"

#include "exchange/server.h"
#include "exchange/world.h"

#include <QThread>

namespace coffer::exchange {

/// World and server live on this thread's stack, so they are made and destroyed where they are used.
class Exchange::Thread final : public QThread
{
public:
    explicit Thread(const Options &options) : m_options(options)
    {
        setObjectName(QStringLiteral("exchange"));
    }

    Future<Served> begin()
    {
        m_promise.start();
        Future<Served> served = m_promise.future();
        start();
        return served;
    }

protected:
    void run() override
    {
        World world(m_options);
        Server server(world, m_options.limited);
        const quint16 port = server.listen(m_options.port);
        if (port == 0) {
            m_promise.addResult(
                fail(ErrorKind::InvalidInput,
                     QStringLiteral("Port %1 can't be used on this computer.").arg(m_options.port),
                     QStringLiteral("port")));
            m_promise.finish();
            return;
        }
        Served served;
        served.url = QUrl(QStringLiteral("http://127.0.0.1:%1").arg(port));
        const QString sockets = QStringLiteral("ws://127.0.0.1:%1").arg(port);
        served.marketWs = QUrl(sockets + QStringLiteral("/ws"));
        served.feedWs = QUrl(sockets + QStringLiteral("/feed"));
        served.privateWs = QUrl(sockets + QStringLiteral("/ws/v2"));
        served.otpSecret = world.otpSecret();
        served.keys = world.demoKeys();
        m_promise.addResult(std::move(served));
        m_promise.finish();
        exec();
    }

private:
    Options m_options;
    QPromise<Result<Served>> m_promise;
};

Exchange::Exchange(const Options &options) : m_thread(std::make_unique<Thread>(options)) {}

Exchange::~Exchange()
{
    m_thread->quit();
    m_thread->wait();
}

Future<Served> Exchange::start()
{
    return m_thread->begin();
}

} // namespace coffer::exchange
