// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "history/fillsum.h"

namespace coffer::ui {

struct ChartContent;

/// "Bought 0.5 BTC at 64,000.00, 26 Nov 14:03, fee 0.001 BTC", or of several "Bought 1.5 BTC in 3 fills, at
/// 64,000.00 on average, …". Amounts are masked in privacy mode.
QString fillWords(const history::FillSum &fills, const ChartContent &content);

/// "Sell 0.25": what is still to be filled; of a buy at market "Buy".
QString orderTag(const htx::Order &order, const ChartContent &content);

/// "Sell 0.25 BTC at 65,000.00, since 26 Nov 14:03, 0.1 filled".
QString orderWords(const htx::Order &order, const ChartContent &content);

/// The price at which an open order waits: its limit, or its trigger; 0 when it has none.
Decimal orderPrice(const htx::Order &order);

} // namespace coffer::ui
