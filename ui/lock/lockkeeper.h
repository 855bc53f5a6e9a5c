// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/wakewatch.h"
#include "keys/keyring.h"
#include "ui/common/page.h"
#include "ui/lock/idlewatch.h"

namespace coffer::ui {

class SleepWatch;

/// Locks Coffer when it is asked to, when nobody uses it, and with the computer; unlocks it when the stores
/// give the secrets again. Knows why it is locked and why it could not be unlocked.
class LockKeeper : public QObject
{
    Q_OBJECT

public:
    enum class State { Open, Locked, Opening };
    enum class Reason { Asked, Idle, Sleep, Screen };

    LockKeeper(keys::Keyring &keyring, const Context &context, QObject *parent = nullptr);
    ~LockKeeper() override;

    /// Begins to hear of sleep and of the screen lock; not before the first window is there, since a bus may
    /// have to be connected to.
    void watchComputer();

    State state() const { return m_state; }
    Reason reason() const { return m_reason; }
    /// Why the last try to unlock failed.
    const std::optional<Error> &trouble() const { return m_trouble; }

    void lock(Reason reason = Reason::Asked);
    /// Asks the store; stays locked, with trouble(), when it gives nothing.
    void unlock();

    IdleWatch &idleWatch() { return m_idle; }
    /// Looks now whether the computer slept; a timer does so.
    void lookForSleep() { m_wake.look(); }

Q_SIGNALS:
    /// State, reason or trouble.
    void changed();

private:
    void readSettings();
    void lockWithComputer(Reason reason);
    void keyringLocked(bool locked);

    keys::Keyring &m_keyring;
    Settings &m_settings;
    IdleWatch m_idle;
    WakeWatch m_wake;
    SleepWatch *m_sleep = nullptr;
    State m_state = State::Open;
    Reason m_reason = Reason::Asked;
    std::optional<Error> m_trouble;
};

} // namespace coffer::ui
