// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keys/findings/finding.h"
#include "ui/common/chip.h"
#include "ui/keys/keyactions.h"

#include <QColor>
#include <QString>

namespace coffer::ui {

/// A finding in the user's words. Plain text.
struct FindingText
{
    QString chip;                       ///< two or three words for the table
    QString title;                      ///< what is so, one sentence
    QString reason;                     ///< why it matters and what to do
    QString evidence;                   ///< what was seen: "Was: …" and "Now: …" lines; may be empty
    KeyAction action = KeyAction::None; ///< what answers it here
};

FindingText findingText(const keys::Finding &finding);

/// The label of the button that answers a finding: short, since there is little room beside it.
QString answerLabel(KeyAction action);

/// "Critical", "Warning", "Note": said beside the colour.
QString severityName(keys::Severity severity);
Chip::Tone severityTone(keys::Severity severity);
QColor severityColor(keys::Severity severity, const Colors &colors);

} // namespace coffer::ui
