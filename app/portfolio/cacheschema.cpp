// SPDX-License-Identifier: GPL-3.0-or-later
#include "portfolio/cacheschema.h"

#include "history/historytable.h"
#include "portfolio/balancecache.h"

namespace coffer::portfolio {

namespace {

constexpr int cacheApplicationId = 0x434f4643; ///< "COFC"

} // namespace

store::Schema cacheSchema()
{
    return {cacheApplicationId, {BalanceCache::tables() + history::HistoryTable::tables()}};
}

} // namespace coffer::portfolio
