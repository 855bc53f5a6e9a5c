// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keys/keyinventory.h"
#include "keys/setup/setupflow.h"
#include "keys/setup/subuserkeymaker.h"

#include <QObject>

#include <optional>

namespace coffer::keys {

/// One run of the guided set-up: its pages (SetupFlow) and the key that comes of it. Nothing is stored before
/// save(); a sub-user's key is noted in the journal while it exists on the exchange alone. GUI thread.
class SetupSession : public QObject
{
    Q_OBJECT

public:
    SetupSession(Keyring &keyring, KeyInventory &inventory, SecretStores &stores, PendingTable &pending,
                 Clock &clock, QObject *parent = nullptr);
    ~SetupSession() override;

    SetupFlow &flow() { return m_flow; }
    const SetupFlow &flow() const { return m_flow; }
    const SubUserKeyMaker &maker() const { return m_maker; }

    /// Main accounts of which a key that may trade is held here and usable: only they can make keys for their
    /// sub-users (htx-api.md 3.1).
    QList<Uid> makersOfKeys() const;
    /// A note by which the key is recognised on the exchange: "Coffer Read 2026-11-24".
    QString note() const;

    /// The main account's key as it was pasted; nothing takes it out again.
    void setPasted(const std::optional<htx::Credentials> &credentials);
    /// What signs the check: the pasted key, or the one that was made; nothing while Coffer is locked.
    std::optional<htx::Credentials> credentials() const;
    /// Who may ask for the key's record, where it can't itself; nullptr: it can.
    htx::Gateway *asker() const;
    /// What the check found; nothing when it failed.
    void setChecked(const std::optional<CheckedKey> &checked);
    /// The key as far as it is known: what the check found, else the reply that made it.
    std::optional<CheckedKey> key() const;

    /// See SubUserKeyMaker::make(). Afterwards the plan is fixed.
    Future<CheckedKey> makeKey(const QString &label, const QString &otp);
    /// See SubUserKeyMaker::remove().
    Future<void> removeKey();
    /// Stores the key, its secret at a place (SecretStore::place()): secret, then record. On a failure it can
    /// be tried again; Locked, and nothing is written, while Coffer is locked.
    Future<KeyRecord> save(const QString &label, const QString &color, const QString &place);

private:
    Keyring &m_keyring;
    KeyInventory &m_inventory;
    Clock &m_clock;
    SetupFlow m_flow;
    SubUserKeyMaker m_maker;
    std::optional<htx::Credentials> m_pasted;
    std::optional<CheckedKey> m_checked;
    QString m_madeSubUser; ///< name of the one that m_maker made
};

} // namespace coffer::keys
