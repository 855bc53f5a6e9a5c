// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/future.h"
#include "core/ids.h"
#include "core/secret.h"

#include <QObject>

namespace coffer::keys {

/// How a place for secrets stands, as its last answer tells (security.md 2). What is wrong with one item
/// alone, which was deleted or damaged there, is no state of the store.
enum class StoreState {
    Unknown, ///< nobody has asked it yet
    Ready,
    Locked,
    Denied,  ///< the user or the system refused
    Absent,  ///< no keychain service; no vault was set up
    Waiting, ///< no answer for some time: perhaps an unlock window is open
    Hanging, ///< given up on, and still without an answer
    Changed, ///< the vault's file is no vault, or another program changed it
};

/// Where API secrets live. One item a key. Reading an item never deletes or overwrites anything, whatever
/// fails. Errors: KeychainLocked, KeychainDenied, KeychainAbsent, KeychainTimeout, KeychainCorrupt,
/// SecretGone (it is open and has none for this key; code is its place), VaultLocked, VaultAbsent. GUI
/// thread.
class SecretStore : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// "keychain", "vault" or "memory": what KeyRecord::place holds, so that a change of place is noticed.
    virtual QString place() const = 0;

    virtual Future<SharedSecret> read(const KeyId &key) = 0;
    /// Writes, reads back and compares.
    virtual Future<void> write(const KeyId &key, SharedSecret secret) = 0;
    /// Success also when there was none.
    virtual Future<void> remove(const KeyId &key) = 0;
    /// Coffer is being locked: forgets what opened it, where it was opened here.
    virtual void lock() {}

    StoreState state() const { return m_state; }
    /// Why it is not ready; missing when it is, or when nobody has asked it.
    const std::optional<Error> &trouble() const { return m_trouble; }

Q_SIGNALS:
    void stateChanged(coffer::keys::StoreState state);

protected:
    void setState(StoreState state, std::optional<Error> trouble = std::nullopt);

private:
    StoreState m_state = StoreState::Unknown;
    std::optional<Error> m_trouble;
};

} // namespace coffer::keys

Q_DECLARE_METATYPE(coffer::keys::StoreState)
