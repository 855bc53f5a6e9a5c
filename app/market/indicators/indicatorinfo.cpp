// SPDX-License-Identifier: GPL-3.0-or-later
#include "market/indicators/indicatorinfo.h"

#include <array>

namespace coffer::market {

namespace {

constexpr QLatin1String text(const char *ascii)
{
    return QLatin1String(ascii);
}

constexpr double longest = 1000; ///< candles an average can look back

constexpr std::array<IndicatorParameter, 1> averageParameters{{{text("period"), 20, 1, longest}}};
constexpr std::array<IndicatorParameter, 2> bollingerParameters{
    {{text("period"), 20, 2, longest}, {text("width"), 2, 0.1, 10, false}}};
constexpr std::array<IndicatorParameter, 1> vwapParameters{{{text("period"), 0, 0, longest}}};
constexpr std::array<IndicatorParameter, 4> ichimokuParameters{{{text("conversion"), 9, 1, longest},
                                                                {text("base"), 26, 1, longest},
                                                                {text("span"), 52, 1, longest},
                                                                {text("shift"), 26, 0, 500}}};
constexpr std::array<IndicatorParameter, 2> sarParameters{
    {{text("step"), 0.02, 0.001, 0.5, false}, {text("most"), 0.2, 0.01, 1, false}}};
constexpr std::array<IndicatorParameter, 1> wilderParameters{{{text("period"), 14, 1, longest}}};
constexpr std::array<IndicatorParameter, 1> rsiParameters{{{text("period"), 14, 2, longest}}};
constexpr std::array<IndicatorParameter, 3> macdParameters{
    {{text("fast"), 12, 1, longest}, {text("slow"), 26, 1, longest}, {text("signal"), 9, 1, longest}}};
constexpr std::array<IndicatorParameter, 3> stochasticParameters{
    {{text("period"), 14, 1, longest}, {text("smoothing"), 3, 1, 100}, {text("signal"), 3, 1, 100}}};

constexpr std::array<IndicatorOutput, 1> oneLine{{{text("line")}}};
constexpr std::array<IndicatorOutput, 3> bollingerOutputs{
    {{text("middle")}, {text("upper")}, {text("lower")}}};
constexpr std::array<IndicatorOutput, 5> ichimokuOutputs{
    {{text("conversion")}, {text("base")}, {text("spanA")}, {text("spanB")}, {text("lagging")}}};
constexpr std::array<IndicatorOutput, 1> sarOutputs{{{text("dots"), OutputStyle::Dots}}};
constexpr std::array<IndicatorOutput, 3> macdOutputs{
    {{text("macd")}, {text("signal")}, {text("histogram"), OutputStyle::Histogram}}};
constexpr std::array<IndicatorOutput, 2> stochasticOutputs{{{text("k")}, {text("d")}}};
constexpr std::array<IndicatorOutput, 3> adxOutputs{{{text("adx")}, {text("plus")}, {text("minus")}}};

constexpr std::array<double, 2> rsiGuides{30, 70};
constexpr std::array<double, 2> stochasticGuides{20, 80};
constexpr std::array<double, 1> macdGuides{0};
constexpr std::array<double, 1> adxGuides{25};
constexpr IndicatorRange percent{0, 100};

// In the order of the kinds.
constexpr std::array<IndicatorInfo, indicatorKindCount> table{{
    {IndicatorKind::Sma, text("sma"), averageParameters, oneLine, {}, true, {}, {}},
    {IndicatorKind::Ema, text("ema"), averageParameters, oneLine, {}, true, {}, {}},
    {IndicatorKind::Wma, text("wma"), averageParameters, oneLine, {}, true, {}, {}},
    {IndicatorKind::Bollinger,
     text("bollinger"),
     bollingerParameters,
     bollingerOutputs,
     IndicatorBand{1, 2},
     true,
     {},
     {}},
    {IndicatorKind::Vwap, text("vwap"), vwapParameters, oneLine, {}, true, {}, {}},
    {IndicatorKind::Ichimoku,
     text("ichimoku"),
     ichimokuParameters,
     ichimokuOutputs,
     IndicatorBand{2, 3},
     true,
     {},
     {}},
    {IndicatorKind::ParabolicSar, text("sar"), sarParameters, sarOutputs, {}, true, {}, {}},
    {IndicatorKind::Rsi, text("rsi"), rsiParameters, oneLine, {}, false, percent, rsiGuides},
    {IndicatorKind::Macd, text("macd"), macdParameters, macdOutputs, {}, false, {}, macdGuides},
    {IndicatorKind::Stochastic,
     text("stochastic"),
     stochasticParameters,
     stochasticOutputs,
     {},
     false,
     percent,
     stochasticGuides},
    {IndicatorKind::Atr, text("atr"), wilderParameters, oneLine, {}, false, {}, {}},
    {IndicatorKind::Obv, text("obv"), {}, oneLine, {}, false, {}, {}},
    {IndicatorKind::Adx, text("adx"), wilderParameters, adxOutputs, {}, false, percent, adxGuides},
}};

} // namespace

const IndicatorInfo &indicatorInfo(IndicatorKind kind)
{
    return table[static_cast<std::size_t>(kind)];
}

std::optional<IndicatorKind> indicatorKind(QStringView name)
{
    for (const IndicatorInfo &info : table) {
        if (name == info.name)
            return info.kind;
    }
    return std::nullopt;
}

} // namespace coffer::market
