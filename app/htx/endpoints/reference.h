// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "htx/call.h"
#include "htx/types/reference.h"

/// Public reference data (htx-api.md 7.1).
namespace coffer::htx::endpoints::reference {

/// The exchange's clock: ms UTC.
Call<qint64> timestamp();
Call<MarketStatus> marketStatus();
/// Markets with limits (/v1/common/symbols).
Call<QList<SymbolInfo>> symbols();
/// Markets with display names (/v2/settings/common/symbols).
Call<QList<SymbolInfo>> symbolSettings();
/// Assets with their networks (/v2/reference/currencies); all when currency is empty.
Call<QList<CurrencyInfo>> currencies(const Currency &currency = {});
/// Assets with names and display decimals (/v2/settings/common/currencies).
Call<QList<CurrencyInfo>> currencySettings();

} // namespace coffer::htx::endpoints::reference
