// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "activity/activitytable.h"
#include "history/historytable.h"
#include "keys/response/review.h"

namespace coffer::ui {

/// What this computer knows of a user since a time (ms UTC): the orders, fills and transfers of its history
/// and Coffer's own requests that changed something. Read on a worker; the tables outlive it.
Future<keys::LocalEvidence> localEvidence(history::HistoryTable &history, activity::ActivityTable &activity,
                                          Uid uid, qint64 since);

} // namespace coffer::ui
