// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"

#include <QString>

namespace coffer::htx {

/// The Error for a refusal in the exchange's own words: see errortable.h for err-code strings, numeric
/// codes and text fragments (htx-api.md 9). Unknown codes are Rejected. code and detail keep what was sent.
Error errorFrom(const QString &code, const QString &message);

/// The Error for a reply whose body is no JSON, by its HTTP status. isPage: the body is HTML.
Error errorFromStatus(int httpStatus, bool isPage);

/// What such a failure means after a POST: unless the exchange itself clearly refused, the request may have
/// been carried out, and the outcome is unknown (security.md 4). With a status of 500 and more only what the
/// table knows as settled is a clear refusal. Code and detail stay.
Error afterPost(Error error, int httpStatus = 200);

} // namespace coffer::htx
