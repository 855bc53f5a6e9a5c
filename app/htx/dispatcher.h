// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "htx/clocksync.h"
#include "htx/credentials.h"
#include "htx/fairqueue.h"
#include "htx/gateway.h"
#include "htx/outages.h"
#include "htx/requestrecord.h"
#include "htx/throttle.h"
#include "htx/transmission.h"

#include <QObject>
#include <QTimer>
#include <QUrl>

#include <chrono>
#include <memory>
#include <vector>

class QNetworkAccessManager;

namespace coffer::htx {

/// How long things may take.
struct Timing
{
    std::chrono::milliseconds readDeadline{8'000};   ///< of each try of a GET
    std::chrono::milliseconds writeDeadline{10'000}; ///< of a POST, and of its waiting to leave
    std::chrono::milliseconds retryDelay{400};       ///< before the second try, with jitter; doubles
};

/// The way of each request of a Client: waits in the queue, is signed, sent, and tried again where that is
/// safe. Four are in flight at most, one of them always free for an order and one more for what is on screen.
/// Qt opens six connections to a host, so it never queues by itself and orders need no network of their own.
class Dispatcher : public QObject
{
    Q_OBJECT

public:
    Dispatcher(QNetworkAccessManager &network, Clock &clock, const QUrl &base, QObject *parent = nullptr);
    ~Dispatcher() override;

    void setTiming(const Timing &timing) { m_timing = timing; }
    /// Cancels what is under way; a POST that has left ends as OutcomeUnknown.
    void setBase(const QUrl &base);
    Future<Reply> add(const Request &request, const std::optional<Credentials> &credentials);
    Future<qint64> synchroniseClock() { return m_clockSync.measure(); }
    QList<Budget> budgets() const { return m_throttle.budgets(); }
    /// Endpoints that rest after failures are asked again at once.
    void forgetOutages() { m_outages.forget(); }
    /// See Client::startOver.
    void startOver();

Q_SIGNALS:
    void requestFinished(const coffer::htx::RequestRecord &record);

private:
    struct Job;
    using JobPointer = std::shared_ptr<Job>;
    using Finished = std::pair<JobPointer, Result<Reply>>;

    void pump();
    std::vector<Finished> takeExpired();
    std::optional<Priority> leastUrgentAllowed() const;
    std::chrono::milliseconds delayOf(const Job &job);
    void schedule();
    bool mustWaitForClock(const Job &job) const;
    bool mayBeTheClock(const Error &refusal) const;
    Result<void> start(const JobPointer &job);
    Result<QUrl> urlOf(const Job &job) const;
    void ended(const JobPointer &job);
    RequestRecord recordOf(const Job &job, const Transmission::Outcome &outcome) const;
    void decide(const JobPointer &job, const Transmission::Outcome &outcome);
    bool decideRead(const JobPointer &job, const Transmission::Outcome &outcome,
                    const std::optional<Error> &refusal);
    void giveUp(const JobPointer &job, Result<Reply> result, const Error &failure);
    void again(const JobPointer &job, std::chrono::milliseconds delay);
    void waitForClock(const JobPointer &job);
    void clockMeasured(const Result<qint64> &offset);
    void deliver(const JobPointer &job, Result<Reply> result);
    bool deliverAll(std::vector<Finished> &&finished);
    void withdraw(Job *job);
    void putBack(const JobPointer &job);
    std::vector<Finished> dropAll();

    QNetworkAccessManager &m_network;
    Clock &m_clock;
    QUrl m_base;
    Timing m_timing;
    Throttle m_throttle;
    Outages m_outages;
    ClockSync m_clockSync;
    QTimer m_wake; ///< for the next request that has to wait
    FairQueue<JobPointer, LimitGroup> m_queue;
    std::vector<JobPointer> m_inFlight;
    std::vector<JobPointer> m_waitingForClock;
};

} // namespace coffer::htx
