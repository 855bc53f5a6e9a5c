// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keys/finding.h"
#include "ui/common/chip.h"

#include <QColor>
#include <QString>

namespace coffer::ui {

/// What a finding can be answered with here; findings that only the exchange's web page can settle have None.
enum class FindingAction { None, Verify, Pause, Forget, Paste };

/// A finding in the user's words. Plain text.
struct FindingText
{
    QString chip;   ///< two or three words for the table
    QString title;  ///< what is so, one sentence
    QString reason; ///< why it matters and what to do
    FindingAction action = FindingAction::None;
};

FindingText findingText(const keys::Finding &finding);

/// The label of an action's button; empty for None.
QString actionLabel(FindingAction action);

/// "Critical", "Warning", "Note": said beside the colour.
QString severityName(keys::Severity severity);
Chip::Tone severityTone(keys::Severity severity);
QColor severityColor(keys::Severity severity, const Colors &colors);

} // namespace coffer::ui
