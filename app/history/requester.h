// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "htx/gateway.h"

#include <QObject>
#include <QTimer>

#include <deque>
#include <functional>

namespace coffer::history {

/// Sends calls one after the other, within a pace: so many at once, so long between two starts. When the
/// exchange says that it is asked too often, everything waits for as long as it said, and the call is made
/// again. After stop() nothing more is sent and no handler is called. GUI thread.
class Requester : public QObject
{
    Q_OBJECT

public:
    struct Pace
    {
        int atOnce = 1;
        std::chrono::milliseconds between{0};
        htx::Priority priority = htx::Priority::Visible;
    };

    Requester(htx::Gateway &gateway, Clock &clock, Pace pace, QObject *parent = nullptr);

    template<class T>
    void send(htx::Call<T> call, std::function<void(Result<T>)> handler)
    {
        call.request.priority = m_pace.priority;
        m_queue.push_back([this, call, handler = std::move(handler)] { start(call, handler); });
        pump();
    }

    /// Nothing new is started while paused.
    void setPaused(bool paused);
    void stop();

Q_SIGNALS:
    /// A request was cancelled under way (another host, another key): its handler won't be called.
    void calledOff();

private:
    template<class T>
    void start(const htx::Call<T> &call, const std::function<void(Result<T>)> &handler)
    {
        whenDone(
            this, m_gateway.send(call),
            [this, call, handler](Result<T> result) {
                --m_underWay;
                if (m_stopped)
                    return;
                if (!result && result.error().kind == ErrorKind::RateLimited) {
                    m_queue.push_front([this, call, handler] { start(call, handler); });
                    waitFor(result.error().retryAfter);
                } else {
                    handler(std::move(result));
                }
                pump();
            },
            [this] {
                --m_underWay;
                if (!m_stopped)
                    Q_EMIT calledOff();
            });
    }

    void pump();
    void waitFor(const std::optional<std::chrono::milliseconds> &wait);

    htx::Gateway &m_gateway;
    Clock &m_clock;
    Pace m_pace;
    std::deque<std::function<void()>> m_queue;
    Clock::Steady m_notBefore{};
    QTimer m_timer;
    int m_underWay = 0;
    bool m_paused = false;
    bool m_stopped = false;
};

} // namespace coffer::history
