// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "activity/outcome.h"
#include "keys/keyinventory.h"
#include "ui/common/chip.h"

namespace coffer::ui {

/// "OK", "Refused", "Failed", "Not known".
QString outcomeName(activity::Outcome outcome);
Chip outcomeChip(activity::Outcome outcome);

/// Why it did not go well, in one sentence; empty when it did.
QString reasonText(const htx::RequestRecord &record);

/// "GET /v1/order/orders/{id}", safe to show.
QString requestText(const htx::RequestRecord &record);
/// "87 ms", "1.2 s"
QString durationText(qint64 ms);
/// "17 of 20"; "–" when the reply did not say.
QString budgetText(const htx::RequestRecord &record);

/// The user's names of keys, by Coffer's ids: what the log knows is the id alone.
class KeyNames
{
public:
    explicit KeyNames(const keys::KeyInventory &inventory) : m_inventory(inventory) {}

    /// Its label; "Forgotten key" when it is not held any more; "–" for a request that no key signed.
    QString name(const KeyId &key) const;
    bool isHeld(const KeyId &key) const;
    /// Of the keys that are held.
    QHash<KeyId, QString> labels() const;

private:
    const keys::KeyInventory &m_inventory;
};

} // namespace coffer::ui
