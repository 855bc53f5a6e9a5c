// SPDX-License-Identifier: GPL-3.0-or-later
#include "htx/walker.h"

#include "htx/signer.h"

#include <algorithm>
#include <array>

namespace coffer::htx {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds unknownWait{5000}; ///< when the exchange does not say how long
constexpr char cursorMark[] = "walk1";

} // namespace

bool isTooOld(const Error &error)
{
    static constexpr std::array codes{
        QLatin1String("invalid-start-date"),    QLatin1String("invalid_start_date"),
        QLatin1String("invalid-start-time"),    QLatin1String("invalid-end-date"),
        QLatin1String("invalid_end_date"),      QLatin1String("base-date-limit-error"),
        QLatin1String("order-date-limit-error")};
    return std::ranges::find(codes, error.code) != codes.end();
}

QByteArray WalkCursor::toText() const
{
    QByteArrayList parts{QByteArray(cursorMark), QByteArray::number(window.start),
                         QByteArray::number(window.end), QByteArray(done ? "1" : "0"),
                         percentEncoded(from.toUtf8())};
    for (const QString &id : edge)
        parts.append(percentEncoded(id.toUtf8()));
    return parts.join(' ');
}

std::optional<WalkCursor> WalkCursor::parse(const QByteArray &text)
{
    const QByteArrayList parts = text.split(' ');
    if (parts.size() < 5 || parts[0] != cursorMark)
        return std::nullopt;
    WalkCursor cursor;
    bool startRead = false;
    bool endRead = false;
    cursor.window = {parts[1].toLongLong(&startRead), parts[2].toLongLong(&endRead)};
    if (!startRead || !endRead || cursor.window.end < cursor.window.start ||
        (parts[3] != "0" && parts[3] != "1"))
        return std::nullopt;
    cursor.done = parts[3] == "1";
    cursor.from = QString::fromUtf8(QByteArray::fromPercentEncoding(parts[4]));
    for (const QByteArray &id : parts.sliced(5))
        cursor.edge.append(QString::fromUtf8(QByteArray::fromPercentEncoding(id)));
    return cursor;
}

WalkerBase::WalkerBase(Clock &clock, const WalkRoute &route, std::optional<WalkCursor> from, QObject *parent)
    : QObject(parent), m_clock(clock), m_route(route)
{
    if (from) {
        m_cursor = *std::move(from);
    } else {
        const qint64 edge = route.forward ? route.oldestMs : route.newestMs;
        if (const std::optional<WalkWindow> first = windowAfter({edge, edge}))
            m_cursor.window = *first;
        else
            m_cursor.window = {route.oldestMs, route.newestMs}; // pages only
    }
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &WalkerBase::askWhenAllowed);
}

WalkerBase::~WalkerBase() = default;

void WalkerBase::start()
{
    m_running = true;
    m_timer.start(0);
}

void WalkerBase::stop()
{
    if (m_running)
        conclude({WalkOutcome::Kind::Stopped, std::nullopt});
}

WalkProgress WalkerBase::progress() const
{
    const WalkWindow &window = m_cursor.window;
    WalkProgress progress;
    const qint64 begin = m_route.forward ? m_route.oldestMs : m_route.newestMs;
    const qint64 end = m_route.forward ? m_route.newestMs : m_route.oldestMs;
    progress.reachedMs = m_route.forward ? window.start : window.end;
    if (m_cursor.done)
        progress.reachedMs = end;
    if (m_cursor.done)
        progress.fraction = 1;
    else if (m_route.windowMs > 0 && begin != end)
        progress.fraction = std::clamp(
            static_cast<double>(progress.reachedMs - begin) / static_cast<double>(end - begin), 0.0, 1.0);
    return progress;
}

void WalkerBase::askWhenAllowed()
{
    if (!m_running)
        return;
    if (m_cursor.done) {
        conclude({WalkOutcome::Kind::Complete, std::nullopt});
        return;
    }
    if (const Clock::Steady now = m_clock.steady(); now < m_notBefore) {
        m_timer.start(std::chrono::ceil<milliseconds>(m_notBefore - now));
        return;
    }
    ask();
}

void WalkerBase::advance(const QString &next)
{
    m_cursor.from = next;
    if (next.isEmpty())
        nextWindow();
    m_timer.start(0);
}

std::optional<WalkWindow> WalkerBase::windowAfter(const WalkWindow &window) const
{
    if (m_route.windowMs <= 0)
        return std::nullopt;
    if (m_route.forward) {
        if (window.end >= m_route.newestMs)
            return std::nullopt;
        return WalkWindow{window.end, std::min(window.end + m_route.windowMs, m_route.newestMs)};
    }
    if (window.start <= m_route.oldestMs)
        return std::nullopt;
    return WalkWindow{std::max(window.start - m_route.windowMs, m_route.oldestMs), window.start};
}

void WalkerBase::nextWindow()
{
    windowRead();
    m_cursor.from.clear();
    if (const std::optional<WalkWindow> next = windowAfter(m_cursor.window))
        m_cursor.window = *next;
    else
        m_cursor.done = true;
}

void WalkerBase::refused(const Error &error)
{
    if (error.kind == ErrorKind::RateLimited) {
        m_notBefore = m_clock.steady() + error.retryAfter.value_or(unknownWait);
        m_timer.start(0);
    } else if (!isTooOld(error)) {
        conclude({WalkOutcome::Kind::Failed, error});
    } else if (m_route.forward) { // too old yet: later windows are served
        nextWindow();
        m_timer.start(0);
        Q_EMIT progressed(progress());
    } else {
        m_cursor.done = true;
        conclude({WalkOutcome::Kind::Horizon, std::nullopt});
    }
}

void WalkerBase::conclude(WalkOutcome outcome)
{
    m_running = false;
    m_timer.stop();
    Q_EMIT finished(outcome);
}

} // namespace coffer::htx
