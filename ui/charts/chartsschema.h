// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/database.h"

namespace coffer::ui {

/// The shape of the file of what the user made on charts (store::Profile::chartsFile): alerts and drawings.
/// Open it with store::Durability::Record.
store::Schema chartsSchema();

} // namespace coffer::ui
