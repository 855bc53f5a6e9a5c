// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDate>
#include <QString>

namespace coffer::ui {

/// "BTC-USDT 1h 2026-11-27.png": a name that every file system takes, whatever the market is called.
QString exportName(const QString &market, const QString &period, const QDate &day, const QString &suffix);

} // namespace coffer::ui
