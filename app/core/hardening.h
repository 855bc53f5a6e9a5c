// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace coffer {

/// Keeps the memory of this process, which secrets are in, to itself (security.md 6): no core dump or crash
/// report is written of it, and on Linux no other process of the user may read it. Called first in main().
/// Best effort: a system that refuses is no reason not to start. Under Snap other processes may still look,
/// since its portals have to (KeePassXC issue 7607).
void hardenProcess();

} // namespace coffer
