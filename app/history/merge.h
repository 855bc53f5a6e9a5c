// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "htx/types/order.h"
#include "htx/types/transfer.h"

/// What is kept when a record that is already stored is seen again. Pure.
namespace coffer::history {

/// The further one of two states of one order: a final order never becomes open again, filled amounts never
/// shrink, and what only one of them knows is kept.
htx::Order merged(const htx::Order &stored, const htx::Order &seen);

/// The one seen last, with what only the stored one knows.
htx::Fill merged(const htx::Fill &stored, const htx::Fill &seen);

/// The one updated last, with what only the other one knows.
htx::Transfer merged(const htx::Transfer &stored, const htx::Transfer &seen);

} // namespace coffer::history
