// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chartsschema.h"

#include "market/alerts/alerttable.h"
#include "market/drawings/drawingtable.h"

namespace coffer::ui {

namespace {

constexpr int chartsApplicationId = 0x434f4647; ///< "COFG"

} // namespace

store::Schema chartsSchema()
{
    return {
        chartsApplicationId,
        {market::AlertTable::tables() + market::DrawingTable::tables(), market::AlertTable::references()}};
}

} // namespace coffer::ui
