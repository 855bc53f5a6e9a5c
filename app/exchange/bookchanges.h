// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/orderbook.h"

namespace coffer::exchange {

/// What turns one book into another: levels with their new size, 0 where a level went.
Book changesBetween(const Book &from, const Book &to);

} // namespace coffer::exchange
