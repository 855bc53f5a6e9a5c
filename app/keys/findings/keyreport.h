// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keys/inventoryentry.h"

#include <QByteArray>
#include <QList>

namespace coffer::keys {

/// All keys with what they may do and what was found, as JSON for other programs. Access keys are masked,
/// also where they appear in other texts; nothing secret is in it. at: ms UTC.
QByteArray keyReportJson(const QList<InventoryEntry> &entries, qint64 at);

} // namespace coffer::keys
