// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keys/response/compromiseresponse.h"
#include "ui/common/chip.h"

#include <QString>

namespace coffer::ui {

class Format;

/// A step in the user's words. Plain text.
struct StepText
{
    QString title;       ///< "Cancel open orders"
    QString question;    ///< what is asked
    QString consequence; ///< what follows from a yes, and from a no
    QString action;      ///< the button that does it
    QString look;        ///< the button that only reads; empty: there is nothing to read
};

/// way: how the key would be deleted.
StepText stepText(keys::ResponseStep step, const keys::Incident &incident, keys::Revocation::Way way);

/// "To do", "Running", "Done", "Could not be proved", "Failed", "Skipped".
QString stateName(keys::StepState state);
Chip::Tone stateTone(keys::StepState state);
QString stateIcon(keys::StepState state);

/// What is known of a step: its proof, why there is none and what to do about it, or why it was skipped;
/// empty while there is nothing to say.
QString stepSentence(keys::ResponseStep step, const keys::StepRecord &record);
/// The same with its time.
QString stepSentence(keys::ResponseStep step, const keys::StepRecord &record, const Format &format);

/// Who signs what the step does next; empty where nothing is signed.
QString handText(keys::CompromiseResponse::Hand hand, const QString &label, keys::ResponseStep step,
                 bool isAllowed);

/// "Open orders", "Orders", "Fills" …
QString reviewName(keys::ReviewKind kind);
QString byCofferText(keys::ByCoffer by);
/// What of that kind is not known, and why.
QString gapText(const keys::ReviewGap &gap, const Format &format);

/// "“Trading desk”, 2b55df29…8aea2, of the main account".
QString keyName(const keys::Incident &incident);

} // namespace coffer::ui
