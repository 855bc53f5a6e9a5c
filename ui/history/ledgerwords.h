// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "htx/types/order.h"
#include "htx/types/transfer.h"
#include "ui/common/chip.h"

namespace coffer::ui {

/// The exchange's wire words in the user's; words nobody documented stay as they are, made safe to show.
QString orderKindText(const QString &kind);
QString sourceText(const QString &source);
Chip orderStateChip(const htx::Order &order);
Chip transferStateChip(const htx::Transfer &transfer);

} // namespace coffer::ui
