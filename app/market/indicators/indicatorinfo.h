// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLatin1String>

#include <optional>
#include <span>

namespace coffer::market {

/// What Coffer can calculate from candles. docs/indicators.md has the formulas.
enum class IndicatorKind {
    Sma,
    Ema,
    Wma,
    Bollinger,
    Vwap,
    Ichimoku,
    ParabolicSar,
    Rsi,
    Macd,
    Stochastic,
    Atr,
    Obv,
    Adx,
    Count
};

/// A number that the user can set.
struct IndicatorParameter
{
    QLatin1String name; ///< never shown
    double initial = 0, least = 0, most = 0;
    bool whole = true; ///< a number of candles, else a decimal number
};

/// How an output is drawn.
enum class OutputStyle { Line, Histogram, Dots };

struct IndicatorOutput
{
    QLatin1String name; ///< never shown
    OutputStyle style = OutputStyle::Line;
};

/// Two outputs with a wash between them.
struct IndicatorBand
{
    int upper = 0, lower = 0;
};

/// Where all values of an output are, whatever the prices.
struct IndicatorRange
{
    double low = 0, high = 0;
};

/// What is known of a kind without calculating anything.
struct IndicatorInfo
{
    IndicatorKind kind = IndicatorKind::Sma;
    QLatin1String name; ///< in settings and layouts: never changes, never shown
    std::span<const IndicatorParameter> parameters;
    std::span<const IndicatorOutput> outputs;
    std::optional<IndicatorBand> band;
    bool onPrice = false;                ///< drawn over the candles, else in a pane of its own
    std::optional<IndicatorRange> range; ///< the fixed scale of its pane
    std::span<const double> guides;      ///< levels with a line of their own, rising
};

inline constexpr int indicatorKindCount = static_cast<int>(IndicatorKind::Count);

/// The kind must not be Count.
const IndicatorInfo &indicatorInfo(IndicatorKind kind);

/// By IndicatorInfo::name; nullopt when there is none.
std::optional<IndicatorKind> indicatorKind(QStringView name);

} // namespace coffer::market
