// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keys/stores/secretstore.h"

#include <chrono>
#include <memory>

namespace coffer::keys {

/// How long a keychain may take. An unlock window that the user has not answered looks like silence.
struct KeychainPatience
{
    std::chrono::milliseconds notice = std::chrono::seconds(15); ///< then the state is Waiting
    std::chrono::milliseconds giveUp =
        std::chrono::seconds(60); ///< then it is Hanging and the answer KeychainTimeout
};

/// The keychain of the operating system, through QtKeychain: one binary item a key under "coffer/v1/<id>".
/// One operation runs at a time. One that takes too long is abandoned, never deleted (that would crash
/// QtKeychain), and until it ends every other one is answered KeychainTimeout at once, since QtKeychain would
/// only queue it behind. A write that ends late stays: whoever asked for it noted it before (ItemJournal).
/// GUI thread. May be destroyed at any time; unanswered futures are then cancelled.
///
/// A missing item is SecretGone only where the keychain is known to be open. Else it is KeychainLocked: the
/// Secret Service answers "no such entry" also when it is locked and the prompt was refused, and only known
/// keys are asked for.
class KeychainStore final : public SecretStore
{
    Q_OBJECT

public:
    explicit KeychainStore(KeychainPatience patience = {}, QObject *parent = nullptr);
    ~KeychainStore() override;

    QString place() const override;
    Future<SharedSecret> read(const KeyId &key) override;
    Future<void> write(const KeyId &key, SharedSecret secret) override;
    /// Overwrites the item before deleting it, since a locked keychain reports a deletion that did not
    /// happen.
    Future<void> remove(const KeyId &key) override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace coffer::keys
