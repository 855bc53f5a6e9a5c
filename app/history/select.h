// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "history/historytable.h"

#include <QVariantList>

namespace coffer::history {

/// The statement that answers a query with row ids.
struct Select
{
    QString sql;
    QVariantList values;
};

/// Pure. The order of its ORDER BY is that of the table's indexes, so that no sorting is needed.
Select selectFor(const Query &query);

} // namespace coffer::history
