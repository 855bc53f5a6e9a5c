// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>

namespace coffer {

/// Where a service's data stands. Stale: shown from the cache or older than it should be. Failed: the last
/// try failed (whatever was there before stays).
enum class LoadState { Idle, Loading, Ready, Stale, Failed };

} // namespace coffer

Q_DECLARE_METATYPE(coffer::LoadState)
