// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "market/alerts/alertevent.h"

#include <QSqlQuery>
#include <QStringList>
#include <QVariantList>

#include <optional>

namespace coffer::market {

/// The columns of an alert, after its id; those of an event have them behind its own.
QStringList alertColumns();
QVariantList alertValues(const Alert &alert);
/// From the columns that begin at first; nullopt when a value is not one that Coffer writes. The id is left
/// open.
std::optional<Alert> alertFrom(const QSqlQuery &row, int first);

/// The columns of what an alert about a move counts from; the log has none.
QStringList referenceColumns();
QVariantList referenceValues(const Alert &alert);
/// nullopt: there is none, or none that can be counted from.
std::optional<MoveReference> referenceFrom(const QSqlQuery &row, int first);

/// The columns of an event before those of its alert.
QStringList eventColumns();
QVariantList eventValues(const AlertEvent &event);
std::optional<AlertEvent> eventFrom(const QSqlQuery &row);

} // namespace coffer::market
