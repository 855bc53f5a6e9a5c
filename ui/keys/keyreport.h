// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keys/inventoryentry.h"
#include "ui/common/report.h"

namespace coffer::ui {

class Format;

/// All keys for paper: what each may do, how it is bound, when it ends, what was found, and what was accepted
/// with which reason. Access keys are masked, also where a name or a note repeats one. at: ms UTC.
Report keyReport(const QList<keys::InventoryEntry> &entries, qint64 at, const Format &format);

} // namespace coffer::ui
