// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keys/stores/itemjournal.h"
#include "keys/stores/secretstore.h"
#include "ui/common/chip.h"

#include <QString>

namespace coffer::ui {

/// "System keychain", "Vault file", "Memory only", of SecretStore::place().
QString placeName(const QString &place);
/// "in the system keychain", to go into a sentence.
QString placePhrase(const QString &place);
/// What keeping secrets there means, one sentence.
QString placeExplanation(const QString &place);

/// How a store stands, one or two words.
Chip stateChip(const keys::SecretStore &store);
/// What is wrong and what to do about it; empty when there is nothing to do.
QString stateAdvice(const keys::SecretStore &store);

/// What was under way when Coffer ended, and where the key is now. isOpen: something is left to remove.
QString interruptedText(const keys::ItemNote &note, bool isOpen);

} // namespace coffer::ui
