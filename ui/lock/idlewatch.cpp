// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lock/idlewatch.h"

#include <QCoreApplication>
#include <QEvent>

namespace coffer::ui {

using namespace std::chrono_literals;

namespace {

constexpr auto interval = 5s;

/// What only a person does. Events that a widget sends itself, or gets because it moved below the pointer,
/// are none of these or are not spontaneous.
bool isInput(const QEvent &event)
{
    switch (event.type()) {
    case QEvent::KeyPress:
    case QEvent::MouseButtonPress:
    case QEvent::MouseMove:
    case QEvent::NonClientAreaMouseButtonPress:
    case QEvent::TabletMove:
    case QEvent::TabletPress:
    case QEvent::TouchBegin:
    case QEvent::TouchUpdate:
    case QEvent::Wheel:
        return event.spontaneous();
    default:
        return false;
    }
}

} // namespace

IdleWatch::IdleWatch(const Clock &clock, QObject *parent)
    : QObject(parent), m_clock(clock), m_localMs(clock.localMs()), m_steady(clock.steady())
{
    m_timer.setInterval(interval);
    connect(&m_timer, &QTimer::timeout, this, &IdleWatch::look);
}

void IdleWatch::setLimit(std::optional<std::chrono::milliseconds> limit)
{
    m_limit = limit;
    restart();
    if (m_limit) {
        QCoreApplication::instance()->installEventFilter(this);
        m_timer.start();
    } else {
        QCoreApplication::instance()->removeEventFilter(this);
        m_timer.stop();
    }
}

void IdleWatch::restart()
{
    m_localMs = m_clock.localMs();
    m_steady = m_clock.steady();
    m_isTold = false;
}

void IdleWatch::look()
{
    if (!m_limit || m_isTold)
        return;
    // The steady time may stand still while the computer sleeps, the wall time may be set: the longer one
    // counts, since to lock without need does no harm.
    const auto steady = std::chrono::duration_cast<std::chrono::milliseconds>(m_clock.steady() - m_steady);
    const std::chrono::milliseconds wall(m_clock.localMs() - m_localMs);
    if (std::max(steady, wall) < *m_limit)
        return;
    m_isTold = true;
    Q_EMIT idle();
}

bool IdleWatch::eventFilter(QObject *watched, QEvent *event)
{
    if (isInput(*event)) {
        look(); // the timer may not have run since, above all after sleep
        restart();
    }
    return QObject::eventFilter(watched, event);
}

} // namespace coffer::ui
