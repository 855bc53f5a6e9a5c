// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "core/sealed.h"

#include <QHash>

/// The vault: one sealed file (core/sealed.h) with the secrets of keys, for computers without a keychain and
/// for those who want a passphrase of their own. Everything here blocks: on the pool.
namespace coffer::keys::vaultfile {

using Items = QHash<KeyId, SharedSecret>;

/// A vault that was opened.
struct Contents
{
    sealed::SharedKey key;
    Items items;
    QByteArray digest; ///< SHA-256 of the file that this was read from or written to
};

/// True when something has the vault's name, whatever it is.
bool exists(const QString &path);

/// A new, empty vault. StorageUnavailable with code "exists" when something has its name already.
Result<Contents> create(const QString &path, const Secret &passphrase);

/// VaultAbsent, WrongPassphrase (or a changed byte), VaultDamaged (not a vault), StorageTooNew.
Result<Contents> open(const QString &path, const Secret &passphrase);

/// Puts these items in the place of before's, under the same key with a fresh nonce. VaultChanged when the
/// file is no longer the one that before was read from, which is then left as it is.
Result<Contents> replace(const QString &path, const Contents &before, const Items &items);

/// Seals the same items under another passphrase with a fresh salt, in one step: until it is done the file
/// opens with the current passphrase, afterwards with the next. Errors as open().
Result<Contents> changePassphrase(const QString &path, const Secret &current, const Secret &next);

} // namespace coffer::keys::vaultfile
