// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QString>
#include <QVariantList>

namespace coffer::store {

/// Runs one statement with its values bound in order. The query that comes back is forward-only and stands
/// before its first row. Errors: those of errorFrom(QSqlError).
Result<QSqlQuery> execute(QSqlDatabase &database, const QString &sql, const QVariantList &values = {});

} // namespace coffer::store
