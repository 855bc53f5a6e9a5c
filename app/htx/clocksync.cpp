// SPDX-License-Identifier: GPL-3.0-or-later
#include "htx/clocksync.h"

#include "htx/endpoints/reference.h"

#include <QPointer>

#include <algorithm>
#include <cstdlib>

namespace coffer::htx {

using namespace std::chrono_literals;

namespace {

constexpr std::size_t mostSamples = 3;
/// Half of it is the largest error there can be: no more samples are needed.
constexpr qint64 shortRoundTripMs = 150;
/// A reply that took longer, or came before it was asked for: the local clock was set meanwhile.
constexpr qint64 longestRoundTripMs = 30'000;

constexpr qint64 untrustedOffsetMs = 4 * 60'000;
constexpr auto untrustedAge = 15min;

} // namespace

ClockSync::ClockSync(Clock &clock, Ask ask, QObject *parent)
    : QObject(parent), m_clock(clock), m_ask(std::move(ask))
{
}

ClockSync::~ClockSync() = default;

Future<qint64> ClockSync::measure()
{
    QPromise<Result<qint64>> promise;
    promise.start();
    Future<qint64> future = promise.future();
    m_promises.push_back(std::move(promise));
    if (m_promises.size() == 1)
        askOnce();
    return future;
}

void ClockSync::drop()
{
    ++m_round;
    m_samples.clear();
    const auto dropped = std::exchange(m_promises, {});
}

bool ClockSync::isNeededToOrder() const
{
    if (!m_clock.isSynchronised())
        return true;
    return std::abs(m_clock.offsetMs()) > untrustedOffsetMs &&
           m_clock.steady() - *m_clock.measuredAt() > untrustedAge;
}

void ClockSync::askOnce()
{
    const auto ifCurrent = [this, round = m_round](const auto &act) {
        if (round == m_round)
            act();
    };
    whenDone(
        this, m_ask(),
        [this, ifCurrent](const Result<Reply> &reply) { ifCurrent([this, &reply] { take(reply); }); },
        [this, ifCurrent] { ifCurrent([this] { drop(); }); });
}

void ClockSync::take(const Result<Reply> &reply)
{
    const Result<Sample> sample = sampleFrom(reply);
    if (sample) {
        m_samples.push_back(*sample);
        if (sample->roundTripMs > shortRoundTripMs && m_samples.size() < mostSamples) {
            askOnce();
            return;
        }
    } else if (m_samples.empty()) {
        conclude(fail(sample.error()));
        return;
    }
    const auto best = std::ranges::min_element(m_samples, {}, &Sample::roundTripMs);
    m_clock.setOffsetMs(best->offsetMs);
    conclude(best->offsetMs);
}

void ClockSync::conclude(const Result<qint64> &offset)
{
    ++m_round;
    m_samples.clear();
    auto promises = std::exchange(m_promises, {});
    const QPointer<ClockSync> alive(this);
    Q_EMIT measured(offset);
    if (!alive)
        return;
    for (auto &promise : promises) {
        promise.addResult(offset);
        promise.finish();
    }
}

Result<ClockSync::Sample> ClockSync::sampleFrom(const Result<Reply> &reply)
{
    if (!reply)
        return fail(reply.error());
    const Result<qint64> exchangeMs =
        decodeEnvelope(reply->httpStatus, reply->body, endpoints::reference::timestamp().parse);
    if (!exchangeMs)
        return fail(exchangeMs.error());
    constexpr qint64 year2017 = 1'483'228'800'000;
    constexpr qint64 year2100 = 4'102'444'800'000;
    if (*exchangeMs < year2017 || *exchangeMs >= year2100)
        return fail(ErrorKind::MalformedReply,
                    QStringLiteral("The exchange's clock shows %1.").arg(*exchangeMs));
    const qint64 roundTrip = reply->receivedLocalMs - reply->sentLocalMs;
    if (roundTrip < 0 || roundTrip > longestRoundTripMs)
        return fail(ErrorKind::MalformedReply, QStringLiteral("This computer's clock was set meanwhile."));
    // The exchange looked at its clock somewhere between sending and receiving.
    return Sample{*exchangeMs - (reply->sentLocalMs + roundTrip / 2), roundTrip};
}

} // namespace coffer::htx
