// SPDX-License-Identifier: GPL-3.0-or-later
#include "htx/dispatcher.h"

#include "htx/endpoints/reference.h"
#include "htx/signer.h"
#include "htx/verdict.h"

#include <QNetworkAccessManager>
#include <QPointer>
#include <QRandomGenerator>

#include <algorithm>

namespace coffer::htx {

using namespace std::chrono_literals;

namespace {

constexpr std::ptrdiff_t mostInFlight = 4;
constexpr std::ptrdiff_t mostReads = 3;
constexpr std::ptrdiff_t mostInBackground = 2;
constexpr int mostTries = 3;
/// How long a group rests after a refusal that names no time.
constexpr auto defaultPause = 3s;
/// While something else is asked whether the group works again; its end is told anyway.
constexpr auto untilProbed = 1s;
constexpr auto freshClock = 15min;

bool isSigned(const Request &request)
{
    return request.permission != Permission::None;
}

/// Half to all of the delay, doubled with each try, so that clients don't return in step.
std::chrono::milliseconds jittered(std::chrono::milliseconds delay, int triesMade)
{
    const int longest = static_cast<int>(delay.count()) << (triesMade - 1);
    return std::chrono::milliseconds(longest / 2 + QRandomGenerator::global()->bounded(longest / 2 + 1));
}

Request timestampRequest()
{
    Request request = endpoints::reference::timestamp().request;
    request.priority = Priority::Order; // orders may wait for it
    return request;
}

} // namespace

/// A request on its way through queue, tries and clock correction.
struct Dispatcher::Job : std::enable_shared_from_this<Job>
{
    Request request;
    std::optional<Credentials> credentials;
    LimitGroup group;
    QPromise<Result<Reply>> promise;
    QFutureWatcher<Result<Reply>> watcher; ///< tells when the caller cancels
    int tries = 0;
    int sends = 0; ///< also those that a fresh start took back
    bool clockAwaited = false;
    Clock::Steady notBefore{};
    Clock::Steady leaveBy{};                    ///< of a POST
    std::unique_ptr<Transmission> transmission; ///< set while in flight
    std::optional<Reply> refusal;               ///< set while the clock is being corrected

    bool isPost() const { return request.method == Method::Post; }
};

Dispatcher::Dispatcher(QNetworkAccessManager &network, Clock &clock, const QUrl &base, QObject *parent)
    : QObject(parent),
      m_network(network),
      m_clock(clock),
      m_base(base),
      m_throttle(clock),
      m_outages(clock),
      m_clockSync(clock, [this] { return add(timestampRequest(), std::nullopt); })
{
    m_wake.setSingleShot(true);
    connect(&m_wake, &QTimer::timeout, this, &Dispatcher::pump);
    connect(&m_clockSync, &ClockSync::measured, this, &Dispatcher::clockMeasured);
}

Dispatcher::~Dispatcher()
{
    dropAll();
}

void Dispatcher::setBase(const QUrl &base)
{
    m_base = base;
    m_outages.forget();
    deliverAll(dropAll());
}

Future<Reply> Dispatcher::add(const Request &request, const std::optional<Credentials> &credentials)
{
    auto job = std::make_shared<Job>();
    job->request = request;
    job->credentials = isSigned(request) ? credentials : std::nullopt;
    job->group = {LimitOwner::of(job->credentials), request.rateGroup};
    job->leaveBy = m_clock.steady() + m_timing.writeDeadline;
    if (!job->isPost()) {
        if (std::optional<Error> standing = m_outages.standing(job->group))
            return readyFuture<Reply>(fail(*std::move(standing)));
    }
    job->promise.start();
    Future<Reply> future = job->promise.future();
    connect(&job->watcher, &QFutureWatcherBase::canceled, this, [this, raw = job.get()] { withdraw(raw); });
    job->watcher.setFuture(future);
    m_queue.push(request.priority, job->group, job);
    pump();
    return future;
}

/// Lets as many requests leave as may, and sets the timer for the next.
void Dispatcher::pump()
{
    std::vector<Finished> over = takeExpired();
    while (const std::optional<Priority> lowest = leastUrgentAllowed()) {
        const auto job = m_queue.take(*lowest, [this](const JobPointer &next) { return delayOf(*next); });
        if (!job)
            break;
        if (Result<void> started = start(*job); !started)
            over.emplace_back(*job, fail(std::move(started.error())));
    }
    schedule();
    deliverAll(std::move(over));
}

/// An order that comes late is another order: what could not leave in time is not sent.
std::vector<Dispatcher::Finished> Dispatcher::takeExpired()
{
    const auto isExpired = [now = m_clock.steady()](const JobPointer &job) {
        return job->isPost() && now >= job->leaveBy;
    };
    std::vector<Finished> expired;
    for (JobPointer &job : m_queue.removeIf(isExpired))
        expired.emplace_back(std::move(job), fail(ErrorKind::Timeout, {}, QStringLiteral("not-sent")));
    std::erase_if(m_waitingForClock, [&](const JobPointer &job) {
        if (!isExpired(job))
            return false;
        expired.emplace_back(job, fail(ErrorKind::Timeout, {}, QStringLiteral("not-sent")));
        return true;
    });
    return expired;
}

std::optional<Priority> Dispatcher::leastUrgentAllowed() const
{
    const auto inFlight = [this](Priority most) {
        return std::ranges::count_if(m_inFlight,
                                     [most](const JobPointer &job) { return job->request.priority >= most; });
    };
    if (inFlight(Priority::Order) >= mostInFlight)
        return std::nullopt;
    if (inFlight(Priority::Visible) >= mostReads)
        return Priority::Order;
    if (inFlight(Priority::Background) >= mostInBackground)
        return Priority::Visible;
    return Priority::Background;
}

std::chrono::milliseconds Dispatcher::delayOf(const Job &job)
{
    const auto untilRetry = std::chrono::ceil<std::chrono::milliseconds>(job.notBefore - m_clock.steady());
    if (untilRetry > 0ms)
        return untilRetry;
    if (mustWaitForClock(job))
        return 0ms; // taken out of the queue by start()
    if (!job.isPost() && m_outages.isProbing(job.group))
        return untilProbed;
    return m_throttle.admit(job.group.first, job.request);
}

void Dispatcher::schedule()
{
    std::optional<std::chrono::milliseconds> wait = m_queue.wait();
    const auto expire = [this, &wait](const JobPointer &job) {
        if (!job->isPost())
            return;
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(job->leaveBy - m_clock.steady());
        wait = std::max(0ms, wait ? std::min(*wait, left) : left);
    };
    m_queue.forEach(expire);
    std::ranges::for_each(m_waitingForClock, expire);
    if (wait)
        m_wake.start(*wait);
    else
        m_wake.stop();
}

/// What is signed with a time that nobody measured is refused at best: an order is not sent before, and after
/// the local clock was set nothing is.
bool Dispatcher::mustWaitForClock(const Job &job) const
{
    if (!isSigned(job.request) || job.clockAwaited)
        return false;
    return job.isPost() ? m_clockSync.isNeededToOrder() : m_clock.isDoubted();
}

/// A wrong signature can hide a wrong time, unless that was measured a short while ago (security.md 8b, 68).
bool Dispatcher::mayBeTheClock(const Error &refusal) const
{
    if (refusal.kind == ErrorKind::WrongSignature)
        return !m_clock.isSynchronised() || m_clock.steady() - *m_clock.measuredAt() > freshClock;
    return refusal.kind == ErrorKind::ClockOff;
}

Result<QUrl> Dispatcher::urlOf(const Job &job) const
{
    QByteArray query;
    if (job.credentials) {
        Result<QByteArray> signedOne =
            signedQuery(job.request, *job.credentials, m_clock.nowMs(), signedHost(m_base));
        if (!signedOne)
            return fail(std::move(signedOne.error()));
        query = std::move(*signedOne);
    } else {
        query = canonicalQuery(job.request.query);
    }
    QByteArray address = m_base.toEncoded(QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment);
    address += job.request.path;
    if (!query.isEmpty())
        address += '?' + query;
    // Strict, so that Qt keeps every byte of what was signed.
    QUrl url = QUrl::fromEncoded(address, QUrl::StrictMode);
    if (!url.isValid())
        return fail(ErrorKind::InvalidInput, QStringLiteral("The request has no valid address."));
    return url;
}

Result<void> Dispatcher::start(const JobPointer &job)
{
    if (mustWaitForClock(*job)) {
        waitForClock(job);
        return {};
    }
    const Result<QUrl> url = urlOf(*job);
    if (!url) {
        m_throttle.finished(job->group.first, job->request, std::nullopt);
        return fail(url.error());
    }
    ++job->tries;
    if (!job->isPost())
        m_outages.began(job->group);
    job->transmission = std::make_unique<Transmission>(m_network, m_clock);
    // Queued: a transmission must not be deleted while it tells that it ended. What an earlier one told may
    // come after a fresh start has sent the request again.
    connect(
        job->transmission.get(), &Transmission::finished, this,
        [this, job, send = ++job->sends] {
            if (send == job->sends)
                ended(job);
        },
        Qt::QueuedConnection);
    m_inFlight.push_back(job);
    job->transmission->start(job->request, *url,
                             job->isPost() ? m_timing.writeDeadline : m_timing.readDeadline);
    return {};
}

void Dispatcher::ended(const JobPointer &job)
{
    // Withdrawn meanwhile.
    if (std::erase(m_inFlight, job) == 0)
        return;
    const Transmission::Outcome outcome = job->transmission->outcome();
    job->transmission.reset();
    m_throttle.finished(job->group.first, job->request, outcome.budget);

    const RequestRecord record = recordOf(*job, outcome);
    const QPointer<Dispatcher> alive(this);
    Q_EMIT requestFinished(record);
    if (!alive)
        return;
    decide(job, outcome);
    if (alive)
        pump();
}

RequestRecord Dispatcher::recordOf(const Job &job, const Transmission::Outcome &outcome) const
{
    RequestRecord record;
    record.startedAt = outcome.sentLocalMs + m_clock.offsetMs();
    record.method = job.request.method;
    record.endpoint = job.request.rateGroup;
    record.permission = job.request.permission;
    record.durationMs = outcome.durationMs;
    record.attempt = job.tries;
    record.httpStatus = outcome.httpStatus;
    record.limit = job.request.perTwoSeconds;
    if (job.credentials)
        record.key = job.credentials->key;
    if (outcome.failure) {
        record.failure = job.isPost() ? failureOfPost(outcome).kind : outcome.failure->kind;
    } else if (const std::optional<Error> refusal = refusalIn(outcome)) {
        record.failure = job.isPost() ? afterPost(*refusal, outcome.httpStatus).kind : refusal->kind;
        record.code = refusal->code;
    }
    if (outcome.budget)
        record.remaining = outcome.budget->remaining;
    return record;
}

/// What becomes of a request that ended: another try, a corrected clock, or its result.
void Dispatcher::decide(const JobPointer &job, const Transmission::Outcome &outcome)
{
    const std::optional<Error> refusal = refusalIn(outcome);
    if (outcome.httpStatus == 429 || (refusal && refusal->kind == ErrorKind::RateLimited))
        m_throttle.pause(job->group.first, job->request, outcome.retryAfter.value_or(defaultPause));
    if (!job->isPost() && decideRead(job, outcome, refusal))
        return;
    if (outcome.failure) {
        deliver(job, fail(job->isPost() ? failureOfPost(outcome) : *outcome.failure));
        return;
    }
    Reply reply{outcome.httpStatus, outcome.body, outcome.retryAfter, outcome.sentLocalMs,
                outcome.receivedLocalMs};
    if (refusal && mayBeTheClock(*refusal)) {
        if (!job->isPost() && !job->clockAwaited) {
            job->refusal = std::move(reply);
            waitForClock(job);
            return;
        }
        if (job->isPost())
            m_clockSync.measure();
    }
    deliver(job, std::move(reply));
}

/// Another try of a GET, or the end of trying; false: there is an answer to look at.
bool Dispatcher::decideRead(const JobPointer &job, const Transmission::Outcome &outcome,
                            const std::optional<Error> &refusal)
{
    const std::optional<Error> failure = passingFailure(outcome, refusal);
    if (!failure) {
        m_outages.succeeded(job->group);
        return false;
    }
    if (job->tries < mostTries && !m_outages.hasFailed(job->group)) {
        again(job, jittered(m_timing.retryDelay, job->tries));
        return true;
    }
    Result<Reply> result = outcome.failure ? Result<Reply>(fail(*failure))
                                           : Result<Reply>(Reply{outcome.httpStatus, outcome.body});
    giveUp(job, std::move(result), *failure);
    return true;
}

/// The endpoint rests: what waits for it learns so now.
void Dispatcher::giveUp(const JobPointer &job, Result<Reply> result, const Error &failure)
{
    m_outages.failed(job->group, failure);
    std::vector<Finished> over;
    over.emplace_back(job, std::move(result));
    for (JobPointer &other : m_queue.removeIf([&job](const JobPointer &waiting) {
             return !waiting->isPost() && waiting->group == job->group;
         }))
        over.emplace_back(std::move(other), fail(failure));
    deliverAll(std::move(over));
}

void Dispatcher::again(const JobPointer &job, std::chrono::milliseconds delay)
{
    job->notBefore = m_clock.steady() + delay;
    m_queue.pushFirst(job->request.priority, job->group, job);
}

void Dispatcher::waitForClock(const JobPointer &job)
{
    job->clockAwaited = true;
    m_waitingForClock.push_back(job);
    m_clockSync.measure();
}

void Dispatcher::clockMeasured(const Result<qint64> &offset)
{
    std::vector<Finished> over;
    // Each goes to the front: the last one first, so that they leave in the order in which they came.
    const auto waiting = std::exchange(m_waitingForClock, {});
    for (auto place = waiting.rbegin(); place != waiting.rend(); ++place) {
        const JobPointer &job = *place;
        const bool mayGo = offset || (!job->refusal && !job->isPost());
        if (mayGo)
            again(job, 0ms);
        else if (job->refusal)
            over.emplace_back(job, std::move(*job->refusal));
        else
            over.emplace_back(
                job, fail(ErrorKind::ClockOff, offset.error().detail, QStringLiteral("clock-not-measured")));
    }
    if (deliverAll(std::move(over)))
        pump();
}

void Dispatcher::deliver(const JobPointer &job, Result<Reply> result)
{
    job->watcher.disconnect(this);
    job->promise.addResult(std::move(result));
    job->promise.finish();
}

/// Whoever hears of a result may do anything to this object; false: it is gone.
bool Dispatcher::deliverAll(std::vector<Finished> &&finished)
{
    const QPointer<Dispatcher> alive(this);
    for (auto &[job, result] : finished) {
        if (!alive)
            return false;
        deliver(job, std::move(result));
    }
    return !alive.isNull();
}

/// The caller cancelled. A POST that has left is not aborted: that would only lose its answer.
void Dispatcher::withdraw(Job *job)
{
    const auto isIt = [job](const JobPointer &other) { return other.get() == job; };
    // Its watcher is the sender: it has to outlive the signal.
    QMetaObject::invokeMethod(
        this, [held = job->shared_from_this()] {}, Qt::QueuedConnection);
    m_queue.removeIf(isIt);
    std::erase_if(m_waitingForClock, isIt);
    const auto flying = std::ranges::find_if(m_inFlight, isIt);
    if (flying != m_inFlight.end() && !(*flying)->isPost())
        putBack(*flying);
    pump();
}

/// Takes a GET off the wire.
void Dispatcher::putBack(const JobPointer &job)
{
    const auto place = std::ranges::find(m_inFlight, job);
    const JobPointer taken = std::move(*place); // job may be that very place
    m_inFlight.erase(place);
    m_throttle.finished(taken->group.first, taken->request, std::nullopt);
    m_outages.withdrawn(taken->group);
    taken->transmission.reset();
}

void Dispatcher::startOver()
{
    m_clock.doubt();
    m_clockSync.distrust();
    m_outages.forget();
    const std::vector<JobPointer> flying = m_inFlight;
    for (const JobPointer &job : flying) {
        if (job->isPost()) {
            job->transmission->giveUp(); // heard of as any other end
            continue;
        }
        putBack(job);
        --job->tries;
        again(job, 0ms);
    }
    // Connections from before are dead more often than not, and only say so when something was sent.
    m_network.clearConnectionCache();
    m_clockSync.measure();
    pump();
}

/// Futures of what is dropped are cancelled and their continuations don't run, except those of POSTs that
/// have left: their results are returned.
std::vector<Dispatcher::Finished> Dispatcher::dropAll()
{
    m_wake.stop();
    m_clockSync.drop();
    const auto waiting = std::exchange(m_waitingForClock, {});
    const auto queued = m_queue.removeIf([](const JobPointer &) { return true; });
    std::vector<Finished> left;
    for (const JobPointer &job : std::exchange(m_inFlight, {})) {
        m_throttle.finished(job->group.first, job->request, std::nullopt);
        // The connection to finished() holds the job: without this it would keep itself alive.
        job->transmission.reset();
        if (job->isPost())
            left.emplace_back(job, fail(ErrorKind::OutcomeUnknown));
    }
    return left;
}

} // namespace coffer::htx
