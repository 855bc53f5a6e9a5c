// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keys/inventoryentry.h"

#include <QSet>
#include <QString>

#include <optional>

namespace coffer::ui {

/// How the keys stand, in a few words for the navigation bar and the tray. No amounts.
struct KeyAlarm
{
    std::optional<keys::Severity> worst; ///< nullopt: nothing was found
    int count = 0;                       ///< findings as bad as that
    QString words;                       ///< "2 critical findings"; empty when nothing was found
    QString example; ///< the worst: "Trading bot: Can send funds away from …"; plain text
};

KeyAlarm keyAlarm(const QList<keys::InventoryEntry> &entries);

/// Which critical findings are new: those of the first reading are no news.
class CriticalNews
{
public:
    /// One line a finding that was not there before; plain text. isReading: the entries are those of a first
    /// reading, from which on what comes is new.
    QStringList take(const QList<keys::InventoryEntry> &entries, bool isReading);

private:
    QSet<QString> m_known;
    bool m_hasRead = false;
};

} // namespace coffer::ui
