// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/database.h"

namespace coffer::portfolio {

/// The shape of the profile's cache file (store::Profile::cacheFile): last balances and history. Open it with
/// store::Durability::Cache.
store::Schema cacheSchema();

} // namespace coffer::portfolio
