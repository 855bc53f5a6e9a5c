// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/future.h"
#include "core/ids.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QUrl>

#include <memory>
#include <optional>

namespace coffer::exchange {

/// How a local exchange is set up. The same seed and time give the same world, to the last digit.
struct Options
{
    quint16 port = 0;            ///< 0: any free port of the loopback interface
    quint64 seed = 1;            ///< of everything that is drawn by lot
    std::optional<qint64> nowMs; ///< the exchange's time when it starts, ms UTC; nullopt: this computer's
    double speed = 1.0;          ///< exchange seconds in one real second; above 0
    bool limited = true;         ///< whether rate limits count
};

/// One of the exchange's own keys, with its secret: for the demo's keyring and for those who test against it.
struct DemoKey
{
    QString label;
    QByteArray accessKey;
    QByteArray secretKey;
    QString permission; ///< in its wire form, e.g. "readOnly,trade"
    Uid uid;
    bool heldByDemo = false; ///< false: known to the demo only from the exchange's list
};

/// Where the exchange answers and who may ask.
struct Served
{
    QUrl url;                         ///< http://127.0.0.1:port
    QUrl marketWs, feedWs, privateWs; ///< ws://127.0.0.1:port with /ws, /feed and /ws/v2
    QString otpSecret;                ///< base32 seed of the main user's one-time passwords
    QList<DemoKey> keys;
};

/// The local exchange: speaks the protocol of htx-api.md over HTTP and WebSocket on one port of the
/// loopback interface, with a deterministic world behind it. Signatures cover the host as it was called, with
/// or without the port. Runs on a thread of its own. All functions from the thread that made it.
class Exchange
{
public:
    explicit Exchange(const Options &options = {});
    /// Stops serving and joins the thread.
    ~Exchange();
    Exchange(const Exchange &) = delete;
    Exchange &operator=(const Exchange &) = delete;

    /// Makes the world and listens; call once. InvalidInput (code "port") when the port can't be had.
    Future<Served> start();

private:
    class Thread;
    std::unique_ptr<Thread> m_thread;
};

} // namespace coffer::exchange
