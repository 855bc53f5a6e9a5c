// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace coffer {

/// Where a crash would hurt: ends the process at once, as a kill would, when the environment variable
/// COFFER_STOP_AT names this point. Tests show with it that the next start has everything. The name is
/// "<what>.<step just done>", e.g. "rotation.stored".
void faultPoint(const char *name);

} // namespace coffer
