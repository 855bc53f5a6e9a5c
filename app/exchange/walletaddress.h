// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/currencylist.h"
#include "exchange/hash.h"

namespace coffer::exchange {

/// So many hexadecimal digits.
QByteArray hexText(Draw &draw, int digits);
/// An address as that network has them.
QByteArray walletAddress(const Chain &chain, Draw &draw);
/// True where a payment is told apart by a tag and not by its address alone.
bool needsTag(const Chain &chain);
/// Six digits.
QByteArray walletTag(Draw &draw);

} // namespace coffer::exchange
