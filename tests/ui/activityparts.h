// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "activity/activitylog.h"
#include "store/database.h"

namespace coffer::test {

/// The log of requests with its table in memory: what windows about keys tell of their use.
struct ActivityParts
{
    explicit ActivityParts(const Clock &clock) : log(table, clock) {}

    store::Database file{QString(), activity::ActivityTable::schema(), store::Durability::Record};
    activity::ActivityTable table{file};
    activity::ActivityLog log;
};

} // namespace coffer::test
