// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keys/response/incident.h"
#include "keys/response/review.h"

#include <QByteArray>
#include <QStringList>

namespace coffer::keys {

/// What stands around an incident in its report.
struct ReportFrame
{
    QString program;          ///< "Coffer 0.1.0"
    QString exchange;         ///< host that was asked
    bool isRehearsal = false; ///< on the demo account
    qint64 writtenAt = 0;     ///< ms UTC
    QStringList sentences;    ///< what is known of each step, in the user's words, in order
};

/// "2026-11-24T18:30:00.000Z": every time in the report is UTC and says so; empty for 0.
QString reportTime(qint64 ms);

/// The incident as JSON, to be kept or handed on. Access keys are masked; there is no secret and no signature
/// in it. Amounts are texts, digit for digit. review is null where nothing was read in this session.
QByteArray incidentJson(const Incident &incident, const std::optional<Review> &review,
                        const ReportFrame &frame);

} // namespace coffer::keys
