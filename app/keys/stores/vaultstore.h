// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keys/stores/secretstore.h"

#include <memory>

namespace coffer::keys {

/// A file of the profile that a passphrase opens (vaultfile.h). While it is open, the secrets and the derived
/// key are in memory; lock() wipes both. One operation runs at a time, on a thread of its own. GUI thread.
/// May be destroyed at any time: what is being written is finished, unanswered futures are cancelled.
class VaultStore final : public SecretStore
{
    Q_OBJECT

public:
    explicit VaultStore(QString file, QObject *parent = nullptr);
    ~VaultStore() override;

    /// Whether one was set up.
    bool exists() const;
    bool isOpen() const;

    /// Passphrases as sealed::passphrase() makes them. About 0.3 s. Cancelling the future leaves the vault
    /// locked.
    Future<void> create(SharedSecret passphrase);
    Future<void> unlock(SharedSecret passphrase);
    /// An open vault stays open and a locked one locked.
    Future<void> changePassphrase(SharedSecret current, SharedSecret next);

    QString place() const override;
    /// VaultLocked, VaultAbsent, SecretGone.
    Future<SharedSecret> read(const KeyId &key) override;
    /// As read(), VaultChanged, StorageFull, StorageUnavailable.
    Future<void> write(const KeyId &key, SharedSecret secret) override;
    Future<void> remove(const KeyId &key) override;
    void lock() override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace coffer::keys
