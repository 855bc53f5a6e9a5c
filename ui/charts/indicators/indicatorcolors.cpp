// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/indicators/indicatorcolors.h"

#include "ui/common/theme.h"

#include <algorithm>
#include <array>

namespace coffer::ui {

using market::IndicatorKind;
using market::IndicatorSpec;

namespace {

QColor usualColor(IndicatorKind kind, int output, const Colors &colors)
{
    const auto series = [&colors](int place) { return colors.series.value(place, colors.text); };
    switch (kind) {
    case IndicatorKind::Ichimoku: {
        const std::array<QColor, 5> all{series(0), series(3), colors.gain, colors.loss, colors.muted};
        return all[static_cast<std::size_t>(output)];
    }
    case IndicatorKind::Macd:
        return output == 0 ? series(0) : output == 1 ? series(1) : colors.other;
    case IndicatorKind::Stochastic:
        return series(output);
    case IndicatorKind::Adx:
        return output == 0 ? series(0) : output == 1 ? colors.gain : colors.loss;
    case IndicatorKind::Ema:
        return series(1);
    case IndicatorKind::Wma:
        return series(2);
    case IndicatorKind::Vwap:
        return series(3);
    case IndicatorKind::Bollinger:
        return series(5);
    case IndicatorKind::Rsi:
        return series(4);
    case IndicatorKind::Sma:
    case IndicatorKind::ParabolicSar:
    case IndicatorKind::Atr:
    case IndicatorKind::Obv:
    case IndicatorKind::Count:
        break;
    }
    return series(0);
}

bool isAverage(IndicatorKind kind)
{
    return kind == IndicatorKind::Sma || kind == IndicatorKind::Ema || kind == IndicatorKind::Wma;
}

/// The one of the series that is first in least use.
QString freeColour(const QList<IndicatorSpec> &present)
{
    std::array<int, 8> uses{};
    for (const IndicatorSpec &spec : present) {
        for (const QString &colour : spec.colours) {
            if (const int place = colour.toInt(); place >= 1 && place <= 8)
                ++uses[static_cast<std::size_t>(place - 1)];
        }
    }
    return QString::number(std::min_element(uses.begin(), uses.end()) - uses.begin() + 1);
}

} // namespace

QColor indicatorColor(const IndicatorSpec &spec, int output, const Colors &colors)
{
    const QString chosen = spec.colours.value(output);
    if (chosen.startsWith(u'#'))
        return QColor(chosen);
    const int place = chosen.toInt();
    return place > 0 ? colors.series.value(place - 1, colors.text) : usualColor(spec.kind, output, colors);
}

IndicatorSpec freshIndicator(IndicatorKind kind, const QList<IndicatorSpec> &present)
{
    constexpr std::array lengths{20, 50, 100, 200};
    IndicatorSpec spec = IndicatorSpec::of(kind);
    if (isAverage(kind)) {
        for (const int length : lengths) {
            spec.parameters = {static_cast<double>(length)};
            if (std::none_of(present.begin(), present.end(),
                             [&spec](const IndicatorSpec &other) { return other.calculatesAs(spec); }))
                break;
        }
    }
    if (spec.colours.size() == 1 && market::indicatorInfo(kind).onPrice)
        spec.colours = {freeColour(present)};
    return spec;
}

} // namespace coffer::ui
