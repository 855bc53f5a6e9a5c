// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings.h"
#include "ui/charts/browser/marketfilter.h"

#include <utility>

namespace coffer::ui {

/// How the markets of this scope were last sorted; favourites, recent markets and all others each for
/// themselves. What can't be read is the default: the user's own order, or the most traded first.
std::pair<MarketFilter::Sort, Qt::SortOrder> marketSort(const Settings &settings, const MarketScope &scope);
void setMarketSort(Settings &settings, const MarketScope &scope, MarketFilter::Sort sort,
                   Qt::SortOrder order);

} // namespace coffer::ui
