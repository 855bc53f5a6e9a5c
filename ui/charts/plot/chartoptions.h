// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace coffer::ui {

/// How candles are drawn.
enum class ChartType { Candles, Hollow, Bars, Line, Area, HeikinAshi, Count };

/// What equal distances on the price axis stand for. Percent is counted from the first candle in sight.
enum class PriceMode { Linear, Logarithmic, Percent, Count };

/// "candles" … as settings keep it.
QString wireName(ChartType type);
QString wireName(PriceMode mode);
/// An unknown name: Candles, Linear.
ChartType chartTypeNamed(const QString &name);
PriceMode priceModeNamed(const QString &name);

} // namespace coffer::ui
