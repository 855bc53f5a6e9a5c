// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keys/stores/secretstore.h"

#include <QHash>

namespace coffer::keys {

/// Keeps secrets in memory until the program ends: the demo, and computers without a keychain. Answers at
/// once.
class MemoryStore final : public SecretStore
{
public:
    explicit MemoryStore(QObject *parent = nullptr);

    QString place() const override;
    /// SecretGone when there is none.
    Future<SharedSecret> read(const KeyId &key) override;
    Future<void> write(const KeyId &key, SharedSecret secret) override;
    Future<void> remove(const KeyId &key) override;

private:
    QHash<KeyId, SharedSecret> m_secrets;
};

} // namespace coffer::keys
