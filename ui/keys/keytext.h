// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keys/keyinventory.h"
#include "ui/common/chip.h"

#include <QString>

namespace coffer::ui {

/// What the exchange says about a key: its fresh list, else the record last read; nullptr when it was never
/// told.
const htx::ApiKeyRecord *recordOf(const keys::InventoryEntry &entry);

/// True when nothing of the entry that is shown differs.
bool looksSame(const keys::InventoryEntry &left, const keys::InventoryEntry &right);

QString labelText(const keys::InventoryEntry &entry);
QString holderText(const keys::InventoryEntry &entry);
/// "Never", "12 days", "Expired", "–" for unknown.
QString expiryText(const htx::ApiKeyRecord *record);
/// "Any address", an address, "3 addresses", "–" for unknown.
QString bindingText(const htx::ApiKeyRecord *record);
/// Where a secret is kept, in words, of SecretStore::place().
QString placeText(const QString &place);

/// The effective rights against the plan; a plan alone when the exchange tells nothing.
QList<Chip> permissionChips(const keys::InventoryEntry &entry);
/// What those chips mean: what the holder can do, and what their marks say.
QString permissionTip(const keys::InventoryEntry &entry);
/// The worst finding and how many more there are; "Healthy" when a key that was verified and used has
/// none, "Not used yet" when it was only verified.
QList<Chip> findingChips(const keys::InventoryEntry &entry);
/// What those chips mean, a line each.
QString findingTip(const keys::InventoryEntry &entry);

} // namespace coffer::ui
