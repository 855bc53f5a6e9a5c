// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace coffer::exchange {

// Spans of time in milliseconds.
inline constexpr qint64 hourMs = 3'600'000;
inline constexpr qint64 dayMs = 24 * hourMs;
inline constexpr qint64 zoneMs = 8 * hourMs;        ///< the exchange's days and dates are those of UTC+8
inline constexpr qint64 clockToleranceMs = 300'000; ///< how far an asker's clock may be off, either way

} // namespace coffer::exchange
