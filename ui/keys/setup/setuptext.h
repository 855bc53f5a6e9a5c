// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keys/setup/setupflow.h"

#include <QString>

namespace coffer::ui {

/// What is to be done before the next page can be had; empty when nothing is.
QString obstacleText(keys::SetupObstacle obstacle);

} // namespace coffer::ui
