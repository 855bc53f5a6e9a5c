// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/error.h"
#include "htx/request.h"
#include "htx/throttle.h"

#include <QNetworkReply>
#include <QObject>
#include <QTimer>
#include <QUrl>

#include <chrono>
#include <memory>
#include <optional>

class QNetworkAccessManager;

namespace coffer::htx {

/// One request on the wire, sent once: with an absolute deadline, a cap on the body, no redirect, no cookie,
/// no cache, verified TLS 1.2 or later. The body of a POST comes from a device that can't be rewound, since
/// Qt would otherwise send it again by itself when the connection closes (security.md 0, 1).
class Transmission final : public QObject
{
    Q_OBJECT

public:
    struct Outcome
    {
        std::optional<Error> failure; ///< of the way: then there is no reply to use
        int httpStatus = 0;           ///< 0: no reply
        QByteArray body;
        std::optional<RateBudget> budget;
        std::optional<std::chrono::milliseconds> retryAfter; ///< 1 to 300 s
        qint64 sentLocalMs = 0;                              ///< this computer's clock
        qint64 receivedLocalMs = 0;
        qint64 durationMs = 0;
        bool bodyLeft = false; ///< some of a POST's body was handed to the network
    };

    Transmission(QNetworkAccessManager &network, const Clock &clock, QObject *parent = nullptr);
    /// Aborts silently when still under way.
    ~Transmission() override;

    /// url holds exactly what was signed.
    void start(const Request &request, const QUrl &url, std::chrono::milliseconds deadline);

    /// Ends it as Offline: the connection is of no use any more.
    void giveUp();

    const Outcome &outcome() const { return m_outcome; }

Q_SIGNALS:
    void finished();

private:
    void read();
    void settle();
    void stop(ErrorKind kind, const QString &detail);
    void conclude();
    void readHeaders();
    std::optional<Error> failureOfReply() const;

    QNetworkAccessManager &m_network;
    const Clock &m_clock;
    QNetworkReply *m_reply = nullptr;
    QTimer m_deadline;
    bool m_isSensitive = false;
    Clock::Steady m_start;
    std::shared_ptr<bool> m_bodyLeft =
        std::make_shared<bool>(false); ///< shared with the body, which may outlive this
    Outcome m_outcome;
};

} // namespace coffer::htx
