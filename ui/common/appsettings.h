// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings.h"

namespace coffer::ui {

// Settings that more than one part of the window reads.

/// Where the exchange answers.
inline const Setting<QString> hostSetting{QStringLiteral("exchange/host"),
                                          QStringLiteral("https://api.huobi.pro")};
/// Seconds between two readings of the balances and open orders.
inline const Setting<int> balanceSecondsSetting{QStringLiteral("refresh/balanceSeconds"), 30};
/// Seconds between two readings of the prices.
inline const Setting<int> tickerSecondsSetting{QStringLiteral("refresh/tickerSeconds"), 5};
/// Seconds between two readings of the exchange's lists of keys and withdrawal addresses.
inline const Setting<int> keySecondsSetting{QStringLiteral("refresh/keySeconds"), 300};
/// An icon in the system's tray, where there is one.
inline const Setting<bool> traySetting{QStringLiteral("window/tray"), true};

} // namespace coffer::ui
