// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "htx/call.h"
#include "htx/types/page.h"
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
/// Assets with their networks (/v2/reference/currencies); all when currency is empty. authorisedUser: also
/// those that only verified users see.
Call<QList<CurrencyInfo>> currencies(const Currency &currency = {}, bool authorisedUser = true);
/// The names of all assets (/v1/common/currencys).
Call<QList<Currency>> currencyNames();
/// Assets with names and display decimals (/v2/settings/common/currencies).
Call<QList<CurrencyInfo>> currencySettings();

// What changed since that time (ms UTC); 0: everything. Rows go into those that are known, by their name,
// unless the answer is full.

/// /v2/settings/common/symbols.
Call<Changes<SymbolInfo>> symbolChanges(qint64 since = 0);
/// /v1/settings/common/symbols.
Call<Changes<SymbolInfo>> oldSymbolChanges(qint64 since = 0);
/// /v1/settings/common/market-symbols; all markets when the list is empty.
Call<Changes<MarketLimits>> marketLimits(const QList<Symbol> &symbols = {}, qint64 since = 0);
/// /v2/settings/common/currencies.
Call<Changes<CurrencyInfo>> currencyChanges(qint64 since = 0);
/// /v1/settings/common/chains; of all assets when currency is empty.
Call<Changes<ChainSettings>> chains(const Currency &currency = {}, qint64 since = 0);

} // namespace coffer::htx::endpoints::reference
