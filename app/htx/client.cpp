// SPDX-License-Identifier: GPL-3.0-or-later
#include "htx/client.h"

#include "htx/endpoints/reference.h"
#include "htx/signer.h"
#include "htx/transmission.h"

#include <QHostAddress>
#include <QPointer>
#include <QRandomGenerator>

#include <algorithm>
#include <deque>
#include <vector>

namespace coffer::htx {

using namespace std::chrono_literals;

namespace {

constexpr std::size_t mostInFlight = 4;
constexpr int mostTries = 3;
/// How long a group rests after a refusal that names no time.
constexpr auto defaultPause = 3s;

bool isLoopback(const QString &host)
{
    return host == QLatin1String("localhost") || QHostAddress(host).isLoopback();
}

/// Whether another try of a GET may go better.
bool isPassing(const Transmission::Outcome &outcome)
{
    if (outcome.failure)
        return outcome.failure->kind == ErrorKind::Offline || outcome.failure->kind == ErrorKind::Timeout;
    return outcome.httpStatus >= 500;
}

/// The refusal in a reply; nullopt for good ones. Refusals are small, so large bodies need no look.
std::optional<Error> refusalIn(const Transmission::Outcome &outcome)
{
    constexpr qsizetype largestRefusal = 4096;
    if (outcome.failure || outcome.body.size() > largestRefusal)
        return std::nullopt;
    json::Document document(outcome.body, true);
    const Result<json::Value> payload = openEnvelope(outcome.httpStatus, document);
    return payload ? std::nullopt : std::optional(payload.error());
}

/// A POST that failed on the way: known not to have happened only while none of its body was handed over.
Error failureOfPost(const Transmission::Outcome &outcome)
{
    Error failure = *outcome.failure;
    if (outcome.bodyLeft)
        failure.kind = ErrorKind::OutcomeUnknown;
    return failure;
}

/// Half to all of the delay, doubled with each try, so that clients don't return in step.
std::chrono::milliseconds jittered(std::chrono::milliseconds delay, int triesMade)
{
    const int longest = static_cast<int>(delay.count()) << (triesMade - 1);
    return std::chrono::milliseconds(longest / 2 + QRandomGenerator::global()->bounded(longest / 2 + 1));
}

} // namespace

struct Client::Private
{
    /// A request on its way through queue, tries and clock correction.
    struct Job
    {
        Request request;
        std::optional<Credentials> credentials;
        LimitOwner owner;
        QPromise<Result<Reply>> promise;
        QFutureWatcher<Result<Reply>> watcher; ///< tells when the caller cancels
        int tries = 0;
        bool clockCorrected = false;
        Clock::Steady notBefore{};
        std::unique_ptr<Transmission> transmission; ///< set while in flight
        std::optional<Reply> refusal;               ///< set while the clock is being corrected
    };
    using JobPointer = std::shared_ptr<Job>;
    using Finished = std::pair<JobPointer, Result<Reply>>;

    explicit Private(Client &client) : q(client), throttle(client.m_clock)
    {
        wake.setSingleShot(true);
        QObject::connect(&wake, &QTimer::timeout, &q, [this] { pump(); });
    }

    Future<Reply> add(const Request &request, const std::optional<Credentials> &credentials);
    void pump();
    std::chrono::milliseconds delayOf(Job &job);
    Result<void> start(const JobPointer &job);
    Result<QUrl> urlOf(const Job &job) const;
    void ended(const JobPointer &job);
    RequestRecord recordOf(const Job &job, const Transmission::Outcome &outcome) const;
    void decide(const JobPointer &job, const Transmission::Outcome &outcome);
    void again(const JobPointer &job, std::chrono::milliseconds delay);
    void correctClock(const JobPointer &job, Reply refusal);
    void clockCorrected(const Result<qint64> &offset);
    void deliver(const JobPointer &job, Result<Reply> result);
    void withdraw(Job *job);
    void dropAll();
    Result<qint64> offsetFrom(const Result<Reply> &reply) const;

    Client &q;
    Throttle throttle;
    Timing timing;
    QTimer wake; ///< for the next request that has to wait
    std::deque<JobPointer> queue;
    std::vector<JobPointer> inFlight;
    std::vector<JobPointer> waitingForClock;
    std::vector<QPromise<Result<qint64>>> clockPromises;
    bool clockUnderWay = false;
};

Future<Reply> Client::Private::add(const Request &request, const std::optional<Credentials> &credentials)
{
    auto job = std::make_shared<Job>();
    job->request = request;
    job->credentials = request.permission == Permission::None ? std::nullopt : credentials;
    job->owner = LimitOwner::of(job->credentials);
    job->promise.start();
    Future<Reply> future = job->promise.future();
    QObject::connect(&job->watcher, &QFutureWatcherBase::canceled, &q,
                     [this, raw = job.get()] { withdraw(raw); });
    job->watcher.setFuture(future);
    queue.push_back(std::move(job));
    pump();
    return future;
}

/// Lets as many requests leave as may, and sets the timer for the next.
void Client::Private::pump()
{
    std::vector<Finished> unsendable;
    std::optional<std::chrono::milliseconds> wait;
    for (auto it = queue.begin(); it != queue.end() && inFlight.size() < mostInFlight;) {
        const JobPointer job = *it;
        if (const auto delay = delayOf(*job); delay > 0ms) {
            wait = wait ? std::min(*wait, delay) : delay;
            ++it;
            continue;
        }
        it = queue.erase(it);
        if (Result<void> started = start(job); !started)
            unsendable.emplace_back(job, fail(std::move(started.error())));
    }
    if (wait)
        wake.start(*wait);
    else
        wake.stop();
    // Last, since whoever hears of it may do anything to this object.
    const QPointer<Client> alive(&q);
    for (auto &[job, result] : unsendable) {
        if (!alive)
            return;
        deliver(job, std::move(result));
    }
}

std::chrono::milliseconds Client::Private::delayOf(Job &job)
{
    const auto untilRetry = std::chrono::ceil<std::chrono::milliseconds>(job.notBefore - q.m_clock.steady());
    if (untilRetry > 0ms)
        return untilRetry;
    return throttle.admit(job.owner, job.request);
}

Result<QUrl> Client::Private::urlOf(const Job &job) const
{
    QByteArray query;
    if (job.credentials) {
        Result<QByteArray> signedOne =
            signedQuery(job.request, *job.credentials, q.m_clock.nowMs(), signedHost(q.m_base));
        if (!signedOne)
            return fail(std::move(signedOne.error()));
        query = std::move(*signedOne);
    } else {
        query = canonicalQuery(job.request.query);
    }
    QByteArray address = q.m_base.toEncoded(QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment);
    address += job.request.path;
    if (!query.isEmpty())
        address += '?' + query;
    // Strict, so that Qt keeps every byte of what was signed.
    QUrl url = QUrl::fromEncoded(address, QUrl::StrictMode);
    if (!url.isValid())
        return fail(ErrorKind::InvalidInput, QStringLiteral("The request has no valid address."));
    return url;
}

Result<void> Client::Private::start(const JobPointer &job)
{
    const Result<QUrl> url = urlOf(*job);
    if (!url) {
        throttle.finished(job->owner, job->request, std::nullopt);
        return fail(url.error());
    }
    ++job->tries;
    job->transmission = std::make_unique<Transmission>(q.m_network, q.m_clock);
    // Queued: a transmission must not be deleted while it tells that it ended.
    QObject::connect(
        job->transmission.get(), &Transmission::finished, &q, [this, job] { ended(job); },
        Qt::QueuedConnection);
    inFlight.push_back(job);
    job->transmission->start(
        job->request, *url, job->request.method == Method::Post ? timing.writeDeadline : timing.readDeadline);
    return {};
}

void Client::Private::ended(const JobPointer &job)
{
    // Withdrawn meanwhile.
    if (std::erase(inFlight, job) == 0)
        return;
    const Transmission::Outcome outcome = job->transmission->outcome();
    job->transmission.reset();
    throttle.finished(job->owner, job->request, outcome.budget);

    const RequestRecord record = recordOf(*job, outcome);
    const QPointer<Client> alive(&q);
    Q_EMIT q.requestFinished(record);
    if (!alive)
        return;
    decide(job, outcome);
    if (alive)
        pump();
}

RequestRecord Client::Private::recordOf(const Job &job, const Transmission::Outcome &outcome) const
{
    RequestRecord record;
    record.startedAt = outcome.sentLocalMs + q.m_clock.offsetMs();
    record.method = job.request.method;
    record.endpoint = job.request.rateGroup;
    record.permission = job.request.permission;
    record.durationMs = outcome.durationMs;
    record.attempt = job.tries;
    record.httpStatus = outcome.httpStatus;
    record.limit = job.request.perTwoSeconds;
    if (job.credentials)
        record.key = job.credentials->key;
    const bool isPost = job.request.method == Method::Post;
    if (outcome.failure) {
        record.failure = isPost ? failureOfPost(outcome).kind : outcome.failure->kind;
    } else if (const std::optional<Error> refusal = refusalIn(outcome)) {
        record.failure = isPost ? afterPost(*refusal).kind : refusal->kind;
        record.code = refusal->code;
    }
    if (outcome.budget)
        record.remaining = outcome.budget->remaining;
    return record;
}

/// What becomes of a request that ended: another try, a corrected clock, or its result.
void Client::Private::decide(const JobPointer &job, const Transmission::Outcome &outcome)
{
    const bool isPost = job->request.method == Method::Post;
    if (!isPost && isPassing(outcome) && job->tries < mostTries) {
        again(job, jittered(timing.retryDelay, job->tries));
        return;
    }
    if (outcome.failure) {
        deliver(job, fail(isPost ? failureOfPost(outcome) : *outcome.failure));
        return;
    }
    Reply reply{outcome.httpStatus, outcome.body, outcome.retryAfter, outcome.sentLocalMs,
                outcome.receivedLocalMs};
    const std::optional<Error> refusal = refusalIn(outcome);
    if (outcome.httpStatus == 429 || (refusal && refusal->kind == ErrorKind::RateLimited))
        throttle.pause(job->owner, job->request, outcome.retryAfter.value_or(defaultPause));
    if (refusal && refusal->kind == ErrorKind::ClockOff) {
        if (!isPost && !job->clockCorrected) {
            correctClock(job, std::move(reply));
            return;
        }
        if (isPost)
            q.synchroniseClock();
    }
    deliver(job, std::move(reply));
}

void Client::Private::again(const JobPointer &job, std::chrono::milliseconds delay)
{
    job->notBefore = q.m_clock.steady() + delay;
    queue.push_front(job);
}

void Client::Private::correctClock(const JobPointer &job, Reply refusal)
{
    job->clockCorrected = true;
    job->refusal = std::move(refusal);
    waitingForClock.push_back(job);
    q.synchroniseClock();
}

void Client::Private::clockCorrected(const Result<qint64> &offset)
{
    clockUnderWay = false;
    const auto promises = std::make_shared<std::vector<QPromise<Result<qint64>>>>(std::move(clockPromises));
    clockPromises.clear();
    const std::vector<JobPointer> jobs = std::exchange(waitingForClock, {});
    const QPointer<Client> alive(&q);
    for (const JobPointer &job : jobs) {
        if (!alive)
            return;
        if (offset)
            again(job, 0ms);
        else
            deliver(job, std::move(*job->refusal));
    }
    if (alive)
        pump();
    for (auto &promise : *promises) {
        promise.addResult(offset);
        promise.finish();
    }
}

void Client::Private::deliver(const JobPointer &job, Result<Reply> result)
{
    job->watcher.disconnect(&q);
    job->promise.addResult(std::move(result));
    job->promise.finish();
}

/// The caller cancelled. A POST that has left is not aborted: that would only lose its answer.
void Client::Private::withdraw(Job *job)
{
    const auto isIt = [job](const JobPointer &other) { return other.get() == job; };
    std::erase_if(queue, isIt);
    std::erase_if(waitingForClock, isIt);
    const auto flying = std::find_if(inFlight.begin(), inFlight.end(), isIt);
    if (flying == inFlight.end() || (*flying)->request.method == Method::Post) {
        pump();
        return;
    }
    const JobPointer keep = *flying;
    inFlight.erase(flying);
    throttle.finished(keep->owner, keep->request, std::nullopt);
    keep->transmission.reset();
    pump();
}

/// Futures of what is dropped are cancelled; their continuations don't run.
void Client::Private::dropAll()
{
    wake.stop();
    clockUnderWay = false;
    const auto clocks = std::exchange(clockPromises, {});
    const auto waiting = std::exchange(waitingForClock, {});
    const auto queued = std::exchange(queue, {});
    const auto flying = std::exchange(inFlight, {});
    for (const JobPointer &job : flying) {
        throttle.finished(job->owner, job->request, std::nullopt);
        // The connection to finished() holds the job: without this it would keep itself alive.
        job->transmission.reset();
    }
}

Result<qint64> Client::Private::offsetFrom(const Result<Reply> &reply) const
{
    if (!reply)
        return fail(reply.error());
    Result<qint64> exchangeMs =
        decodeEnvelope(reply->httpStatus, reply->body, endpoints::reference::timestamp().parse);
    if (!exchangeMs)
        return exchangeMs;
    constexpr qint64 year2017 = 1'483'228'800'000;
    constexpr qint64 year2100 = 4'102'444'800'000;
    if (*exchangeMs < year2017 || *exchangeMs >= year2100)
        return fail(ErrorKind::MalformedReply,
                    QStringLiteral("The exchange's clock shows %1.").arg(*exchangeMs));
    // The exchange looked at its clock somewhere between sending and receiving.
    const qint64 middle = reply->sentLocalMs + (reply->receivedLocalMs - reply->sentLocalMs) / 2;
    return *exchangeMs - middle;
}

Client::Client(QNetworkAccessManager &network, Clock &clock, const QUrl &base, QObject *parent)
    : QObject(parent), m_network(network), m_clock(clock), m_base(base), d(std::make_unique<Private>(*this))
{
}

Client::~Client()
{
    d->dropAll();
}

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
    d->dropAll();
    return {};
}

void Client::setTiming(const Timing &timing)
{
    d->timing = timing;
}

QList<Budget> Client::budgets() const
{
    return d->throttle.budgets();
}

Future<Reply> Client::execute(const Request &request, const std::optional<Credentials> &credentials)
{
    if (Result<void> checked = checkBase(m_base); !checked)
        return readyFuture<Reply>(fail(std::move(checked.error())));
    if (request.permission != Permission::None && !credentials)
        return readyFuture<Reply>(fail(ErrorKind::NoSuitableKey));
    return d->add(request, credentials);
}

Future<qint64> Client::synchroniseClock()
{
    QPromise<Result<qint64>> promise;
    promise.start();
    Future<qint64> future = promise.future();
    d->clockPromises.push_back(std::move(promise));
    if (d->clockUnderWay)
        return future;
    d->clockUnderWay = true;
    whenDone(this, execute(endpoints::reference::timestamp().request, std::nullopt),
             [this](const Result<Reply> &reply) {
                 const Result<qint64> offset = d->offsetFrom(reply);
                 if (offset)
                     m_clock.setOffsetMs(*offset);
                 d->clockCorrected(offset);
             });
    return future;
}

} // namespace coffer::htx
