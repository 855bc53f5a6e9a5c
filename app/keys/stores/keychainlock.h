// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFuture>

namespace coffer::keys {

/// Whether the keychain is surely open, asked without a prompt: on Linux the Secret Service says so of its
/// default collection; elsewhere a locked keychain has an error of its own, so "no such entry" means it is
/// open. False where it can't be told. Answers within a second.
QFuture<bool> isKeychainOpen();

} // namespace coffer::keys
