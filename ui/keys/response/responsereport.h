// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keys/response/incidentreport.h"
#include "keys/response/review.h"
#include "ui/common/report.h"

namespace coffer::ui {

class Format;

/// The incident for paper: the same as keys::incidentJson(), in words. Times are local with zone and UTC;
/// amounts are whole even in privacy mode, since a report without them proves nothing.
Report responseReport(const keys::Incident &incident, const std::optional<keys::Review> &review,
                      const keys::ReportFrame &frame, const Format &format);

} // namespace coffer::ui
