// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lock/lockkeeper.h"

#include "core/settings.h"
#include "ui/lock/locksettings.h"
#include "ui/lock/sleepwatch.h"

namespace coffer::ui {

namespace {

constexpr int longestMinutes = 24 * 60;

} // namespace

LockKeeper::LockKeeper(keys::Keyring &keyring, const Context &context, QObject *parent)
    : QObject(parent),
      m_keyring(keyring),
      m_settings(context.settings),
      m_idle(context.clock),
      m_wake(context.clock),
      m_state(keyring.isLocked() ? State::Locked : State::Open)
{
    connect(&keyring, &keys::Keyring::lockedChanged, this, &LockKeeper::keyringLocked);
    connect(&m_idle, &IdleWatch::idle, this, [this] { lock(Reason::Idle); });
    connect(&m_wake, &WakeWatch::resumed, this, [this] {
        if (!m_sleep || !m_sleep->hearsOfSleep()) // better late than never
            lockWithComputer(Reason::Sleep);
    });
    connect(&m_settings, &Settings::changed, this, [this](const QString &key) {
        if (key == lockMinutesSetting.key)
            readSettings();
    });
    readSettings();
}

LockKeeper::~LockKeeper() = default;

void LockKeeper::watchComputer()
{
    if (m_sleep)
        return;
    m_sleep = new SleepWatch(this);
    connect(m_sleep, &SleepWatch::aboutToSleep, this, [this] { lockWithComputer(Reason::Sleep); });
    connect(m_sleep, &SleepWatch::screenLocked, this, [this] { lockWithComputer(Reason::Screen); });
}

void LockKeeper::readSettings()
{
    const int minutes = std::clamp(m_settings.value(lockMinutesSetting), 0, longestMinutes);
    m_idle.setLimit(minutes > 0 ? std::optional<std::chrono::milliseconds>(std::chrono::minutes(minutes))
                                : std::nullopt);
}

void LockKeeper::lockWithComputer(Reason reason)
{
    if (m_settings.value(lockWithComputerSetting))
        lock(reason);
}

void LockKeeper::lock(Reason reason)
{
    if (m_state != State::Open) {
        m_keyring.lock(); // takes back an unlocking that is under way
        return;
    }
    m_reason = reason;
    m_keyring.lock();
}

void LockKeeper::unlock()
{
    if (m_state != State::Locked)
        return;
    m_state = State::Opening;
    m_trouble.reset();
    Q_EMIT changed();
    whenDone(this, m_keyring.unlock(), [this](const Result<void> &unlocked) {
        if (unlocked)
            return; // see keyringLocked()
        m_state = State::Locked;
        if (unlocked.error().kind != ErrorKind::Locked) // it was taken back
            m_trouble = unlocked.error();
        Q_EMIT changed();
    });
}

void LockKeeper::keyringLocked(bool locked)
{
    m_state = locked ? State::Locked : State::Open;
    m_trouble.reset();
    if (!locked) {
        m_reason = Reason::Asked;
        m_idle.restart();
    }
    Q_EMIT changed();
}

} // namespace coffer::ui
