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
    KeyAction action = KeyAction::None; ///< what answers it here; None when only the exchange's web page can
};

FindingText findingText(const keys::Finding &finding);

/// "Critical", "Warning", "Note": said beside the colour.
QString severityName(keys::Severity severity);
Chip::Tone severityTone(keys::Severity severity);
QColor severityColor(keys::Severity severity, const Colors &colors);

} // namespace coffer::ui
