// SPDX-License-Identifier: GPL-3.0-or-later
// What coffer-exchange bears: signed requests a second over keep-alive connections, then a hundred clients of
// its feeds. The exchange is a process of its own on this computer, without limits; everything is bounded in
// count and time. Prints figures; nothing here passes or fails.
//   bench_exchange [REQUESTS] [RUNS] [FEED-SECONDS]
#include "core/clock.h"
#include "htx/signer.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTcpSocket>
#include <QTimer>
#include <QUrl>
#include <QWebSocket>

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <vector>

using namespace coffer;

namespace {

constexpr int connectionCount = 16;
constexpr int feedClients = 100;
constexpr int patienceMs = 30'000;

/// CPU seconds that a process has used.
double cpuSeconds(qint64 pid)
{
    QFile file(QStringLiteral("/proc/%1/stat").arg(pid));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QList<QByteArray> fields = file.readAll().split(')').last().simplified().split(' ');
    return double(fields.value(11).toLongLong() + fields.value(12).toLongLong()) /
           double(sysconf(_SC_CLK_TCK));
}

struct Spread
{
    std::vector<double> values;

    void print(const char *what, const char *unit)
    {
        std::sort(values.begin(), values.end());
        std::printf("%-44s %9.0f / %9.0f / %9.0f %s (min / median / max of %zu)\n", what, values.front(),
                    values[values.size() / 2], values.back(), unit, values.size());
    }
};

/// The exchange under load.
class Target
{
public:
    bool start()
    {
        m_process.setProgram(QCoreApplication::applicationDirPath() + QStringLiteral("/coffer-exchange"));
        m_process.setArguments({QStringLiteral("--unlimited")});
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start();
        if (!m_process.waitForReadyRead(patienceMs))
            return false;
        const QJsonObject served = QJsonDocument::fromJson(m_process.readLine()).object();
        m_url = QUrl(served.value(QLatin1String("url")).toString());
        for (const auto &key : served.value(QLatin1String("keys")).toArray()) {
            const QJsonObject row = key.toObject();
            if (row.value(QLatin1String("label")) != QLatin1String("Portfolio"))
                continue;
            m_credentials.accessKey = row.value(QLatin1String("accessKey")).toString().toLatin1();
            m_credentials.secret =
                std::make_shared<Secret>(row.value(QLatin1String("secretKey")).toString().toLatin1());
        }
        return m_url.isValid() && m_credentials.secret;
    }
    ~Target()
    {
        m_process.closeWriteChannel(); // which ends it
        if (m_process.state() != QProcess::NotRunning && !m_process.waitForFinished(5000))
            m_process.kill();
    }

    QUrl url() const { return m_url; }
    qint64 pid() const { return m_process.processId(); }

    /// A whole HTTP request, signed now.
    QByteArray request(const QByteArray &path, const QList<std::pair<QByteArray, QByteArray>> &query) const
    {
        htx::Request request;
        request.path = path;
        request.query = query;
        const QByteArray host = htx::signedHost(m_url);
        const auto text = htx::signedQuery(request, m_credentials, SystemClock().nowMs(), host);
        return "GET " + path + '?' + text.value_or(QByteArray()) + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
    }

private:
    QProcess m_process;
    QUrl m_url;
    htx::Credentials m_credentials;
};

/// One keep-alive connection that asks again as soon as it is answered.
class Asker : public QObject
{
public:
    Asker(const Target &target, const QByteArray &request, int &left, int &open, int &refused)
        : m_request(request), m_left(left), m_open(open), m_refused(refused)
    {
        ++m_open;
        connect(&m_socket, &QTcpSocket::connected, this, &Asker::ask);
        connect(&m_socket, &QTcpSocket::readyRead, this, &Asker::read);
        connect(&m_socket, &QTcpSocket::disconnected, this, &Asker::end);
        m_socket.connectToHost(target.url().host(), quint16(target.url().port()));
    }

private:
    void ask()
    {
        if (m_left <= 0) {
            end();
            return;
        }
        --m_left;
        m_socket.write(m_request);
    }

    void read()
    {
        m_answer += m_socket.readAll();
        const qsizetype header = m_answer.indexOf("\r\n\r\n");
        if (header < 0)
            return;
        const QByteArray head = m_answer.first(header).toLower();
        const qsizetype at = head.indexOf("content-length:");
        const qsizetype length =
            at < 0 ? 0 : head.mid(at + 15, 12).trimmed().split('\r').first().toLongLong();
        if (m_answer.size() < header + 4 + length)
            return;
        if (!head.startsWith("http/1.1 200") || m_answer.contains("\"status\":\"error\""))
            ++m_refused;
        m_answer.clear();
        ask();
    }

    void end()
    {
        if (std::exchange(m_ended, true))
            return;
        if (--m_open == 0)
            QCoreApplication::quit();
    }

    QTcpSocket m_socket;
    QByteArray m_request, m_answer;
    int &m_left, &m_open, &m_refused;
    bool m_ended = false;
};

/// Requests a second in one run.
double askMany(const Target &target, const QByteArray &request, int count, int &refused)
{
    int left = count, open = 0;
    std::vector<std::unique_ptr<Asker>> askers;
    QElapsedTimer timer;
    timer.start();
    for (int number = 0; number < connectionCount; ++number)
        askers.push_back(std::make_unique<Asker>(target, request, left, open, refused));
    QTimer::singleShot(patienceMs, qApp, &QCoreApplication::quit);
    QCoreApplication::exec();
    return (count - left) * 1e9 / double(timer.nsecsElapsed());
}

void measureRequests(const Target &target, const char *name, const QByteArray &path,
                     const QList<std::pair<QByteArray, QByteArray>> &query, int count, int runs)
{
    Spread rate, share;
    int refused = 0;
    for (int run = 0; run < runs; ++run) {
        const double before = cpuSeconds(target.pid());
        QElapsedTimer timer;
        timer.start();
        rate.values.push_back(askMany(target, target.request(path, query), count, refused));
        share.values.push_back((cpuSeconds(target.pid()) - before) * 1e11 / double(timer.nsecsElapsed()));
    }
    rate.print(name, "requests/s");
    share.print("  the exchange's share of one core", "%");
    if (refused > 0)
        std::printf("  %d requests were refused\n", refused);
}

/// A client of the public feeds that counts what it is sent.
class Listener : public QObject
{
public:
    Listener(const QUrl &base, const QString &path, const QList<QByteArray> &topics)
    {
        QUrl url = base;
        url.setScheme(QStringLiteral("ws"));
        url.setPath(path);
        connect(&m_socket, &QWebSocket::connected, this, [this, topics] {
            for (const QByteArray &topic : topics)
                m_socket.sendTextMessage(
                    QStringLiteral(R"({"sub":"%1","id":"1"})").arg(QString::fromLatin1(topic)));
        });
        connect(&m_socket, &QWebSocket::binaryMessageReceived, this, [this](const QByteArray &message) {
            ++frames;
            bytes += message.size();
        });
        connect(&m_socket, &QWebSocket::disconnected, this, [this] { dropped = true; });
        m_socket.open(url);
    }

    qint64 frames = 0, bytes = 0;
    bool dropped = false;

private:
    QWebSocket m_socket;
};

/// Short enough that no ping has to be answered: the server closes after two without an answer (10 s).
void measureFeeds(const Target &target, int seconds)
{
    const QList<QByteArray> symbols{"btcusdt",  "ethusdt", "solusdt",  "xrpusdt", "trxusdt",
                                    "dogeusdt", "adausdt", "linkusdt", "bnbusdt", "ltcusdt"};
    std::vector<std::unique_ptr<Listener>> listeners;
    for (int number = 0; number < feedClients; ++number) {
        const QByteArray market = "market." + symbols[number % symbols.size()];
        if (number % 2 == 0)
            listeners.push_back(std::make_unique<Listener>(
                target.url(), QStringLiteral("/ws"),
                QList<QByteArray>{"market.tickers", market + ".depth.step0", market + ".bbo",
                                  market + ".kline.1min", market + ".trade.detail"}));
        else
            listeners.push_back(std::make_unique<Listener>(target.url(), QStringLiteral("/feed"),
                                                           QList<QByteArray>{market + ".mbp.150"}));
    }
    const double before = cpuSeconds(target.pid());
    QTimer::singleShot(seconds * 1000, qApp, &QCoreApplication::quit);
    QCoreApplication::exec();
    const double used = cpuSeconds(target.pid()) - before;
    qint64 frames = 0, bytes = 0, dropped = 0, silent = 0;
    for (const auto &listener : listeners) {
        frames += listener->frames;
        bytes += listener->bytes;
        dropped += listener->dropped;
        silent += listener->frames == 0;
    }
    std::printf("%d feed clients for %d s: %.0f frames/s, %.0f KiB/s, exchange %.0f %% of one core, "
                "%lld dropped, %lld without a frame\n",
                feedClients, seconds, double(frames) / seconds, double(bytes) / 1024 / seconds,
                used * 100 / seconds, static_cast<long long>(dropped), static_cast<long long>(silent));
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = application.arguments();
    const auto number = [&arguments](int place, int fallback, int most) {
        const int given = arguments.value(place).toInt();
        return given > 0 ? std::min(given, most) : fallback;
    };
    const int count = number(1, 30'000, 1'000'000), runs = number(2, 5, 50), seconds = number(3, 8, 8);
    Target target;
    if (!target.start()) {
        std::fputs("coffer-exchange did not start.\n", stderr);
        return 1;
    }
    measureRequests(target, "GET /v1/account/accounts", "/v1/account/accounts", {}, count, runs);
    measureRequests(target, "GET /v1/order/openOrders", "/v1/order/openOrders", {}, count, runs);
    measureRequests(target, "GET /v1/order/history (48 h)", "/v1/order/history", {{"size", "100"}},
                    count / 10, runs);
    measureFeeds(target, seconds);
    return 0;
}
