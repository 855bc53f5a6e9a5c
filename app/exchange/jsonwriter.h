// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jsonwriter.h"

namespace coffer::exchange {

using coffer::JsonWriter;

/// units × 10^-decimals as the exchange writes its market numbers: at least one decimal, and an exponent
/// from 1.0E7 up and below 0.001 ("49806.0", "5.985618685709001E8", "1.82E-4").
QByteArray marketNumber(qint64 units, int decimals);
/// The same in plain notation without trailing zeros ("0.0001", "1000").
QByteArray plainNumber(qint64 units, int decimals);

} // namespace coffer::exchange
