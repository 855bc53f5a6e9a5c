// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keys/backup/restore.h"

#include <QString>

/// A restore in words. Labels come from a file and are shown with control characters made visible.
namespace coffer::ui {

QString restoreLabel(const keys::RestoreItem &item);
/// "New", "The same", "Another label, secret".
QString standingText(const keys::RestoreItem &item);
/// What would become of it: "Added", "Stays as it is", "Takes label and plan".
QString decisionText(const keys::RestoreItem &item);
/// What differs, mine beside the backup's, a line each; empty when only secrets differ.
QString differenceText(const keys::RestoreItem &item);
/// What is known of the two secrets.
QString secretText(const keys::RestoreItem &item);
/// How many keys are new, the same, and different.
QString planText(const QList<keys::RestoreItem> &items);
/// What a restore did, and what it could not do.
QString outcomeText(const keys::RestoreOutcome &outcome);
/// How far an interrupted restore came.
QString interruptedText(const keys::InterruptedRestore &restore);

} // namespace coffer::ui
