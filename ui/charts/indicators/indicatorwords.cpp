// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/indicators/indicatorwords.h"

#include <QLocale>

namespace coffer::ui {

using market::IndicatorKind;
using market::IndicatorSpec;

QString IndicatorWords::name(IndicatorKind kind)
{
    switch (kind) {
    case IndicatorKind::Sma:
        return tr("Simple moving average");
    case IndicatorKind::Ema:
        return tr("Exponential moving average");
    case IndicatorKind::Wma:
        return tr("Weighted moving average");
    case IndicatorKind::Bollinger:
        return tr("Bollinger bands");
    case IndicatorKind::Vwap:
        return tr("Volume weighted average price");
    case IndicatorKind::Ichimoku:
        return tr("Ichimoku cloud");
    case IndicatorKind::ParabolicSar:
        return tr("Parabolic stop and reverse");
    case IndicatorKind::Rsi:
        return tr("Relative strength index");
    case IndicatorKind::Macd:
        return tr("Moving average convergence divergence");
    case IndicatorKind::Stochastic:
        return tr("Stochastic oscillator");
    case IndicatorKind::Atr:
        return tr("Average true range");
    case IndicatorKind::Obv:
        return tr("On-balance volume");
    case IndicatorKind::Adx:
        return tr("Average directional index");
    case IndicatorKind::Count:
        break;
    }
    return {};
}

QString IndicatorWords::summary(IndicatorKind kind)
{
    switch (kind) {
    case IndicatorKind::Sma:
        return tr("The mean of the last closes.");
    case IndicatorKind::Ema:
        return tr("A mean of closes that follows new prices sooner.");
    case IndicatorKind::Wma:
        return tr("A mean of closes, the newest weighing most.");
    case IndicatorKind::Bollinger:
        return tr("How far the price usually strays from its mean.");
    case IndicatorKind::Vwap:
        return tr("What was paid on average since 00:00 UTC+8.");
    case IndicatorKind::Ichimoku:
        return tr("Trend and support, drawn ahead as a cloud.");
    case IndicatorKind::ParabolicSar:
        return tr("A stop that follows the trend until it is hit.");
    case IndicatorKind::Rsi:
        return tr("How much of the movement went up, 0 to 100.");
    case IndicatorKind::Macd:
        return tr("A fast mean less a slow one: momentum.");
    case IndicatorKind::Stochastic:
        return tr("Where the close is between high and low.");
    case IndicatorKind::Atr:
        return tr("How far the price moves in a candle.");
    case IndicatorKind::Obv:
        return tr("Amounts traded on rises, less those on falls.");
    case IndicatorKind::Adx:
        return tr("How strong the trend is, and whether up leads.");
    case IndicatorKind::Count:
        break;
    }
    return {};
}

QString IndicatorWords::shortName(const IndicatorSpec &spec)
{
    QString name;
    switch (spec.kind) {
    case IndicatorKind::Sma:
        name = tr("SMA");
        break;
    case IndicatorKind::Ema:
        name = tr("EMA");
        break;
    case IndicatorKind::Wma:
        name = tr("WMA");
        break;
    case IndicatorKind::Bollinger:
        name = tr("Bollinger");
        break;
    case IndicatorKind::Vwap:
        name = tr("VWAP");
        break;
    case IndicatorKind::Ichimoku:
        name = tr("Ichimoku");
        break;
    case IndicatorKind::ParabolicSar:
        name = tr("SAR");
        break;
    case IndicatorKind::Rsi:
        name = tr("RSI");
        break;
    case IndicatorKind::Macd:
        name = tr("MACD");
        break;
    case IndicatorKind::Stochastic:
        name = tr("Stochastic");
        break;
    case IndicatorKind::Atr:
        name = tr("ATR");
        break;
    case IndicatorKind::Obv:
        name = tr("OBV");
        break;
    case IndicatorKind::Adx:
        name = tr("ADX");
        break;
    case IndicatorKind::Count:
        break;
    }
    if (spec.kind == IndicatorKind::Vwap && spec.whole(0) == 0)
        return tr("%1 day", "%1: VWAP, since the day began").arg(name);
    QStringList numbers;
    for (const double value : spec.parameters)
        numbers += QLocale().toString(value, 'g', 6);
    return numbers.isEmpty() ? name
                             : name + u' ' + numbers.join(tr(", ", "between the numbers of an indicator"));
}

QString IndicatorWords::parameter(IndicatorKind kind, int index)
{
    switch (kind) {
    case IndicatorKind::Bollinger:
        return index == 0 ? tr("Candles") : tr("Deviations");
    case IndicatorKind::Vwap:
        return tr("Candles");
    case IndicatorKind::Ichimoku:
        return index == 0   ? tr("Conversion line")
               : index == 1 ? tr("Base line")
               : index == 2 ? tr("Leading span B")
                            : tr("Shift");
    case IndicatorKind::ParabolicSar:
        return index == 0 ? tr("Step") : tr("Greatest step");
    case IndicatorKind::Macd:
        return index == 0 ? tr("Fast average") : index == 1 ? tr("Slow average") : tr("Signal");
    case IndicatorKind::Stochastic:
        return index == 0 ? tr("Candles") : index == 1 ? tr("Smoothing of %K") : tr("Average %D");
    case IndicatorKind::Sma:
    case IndicatorKind::Ema:
    case IndicatorKind::Wma:
    case IndicatorKind::Rsi:
    case IndicatorKind::Atr:
    case IndicatorKind::Adx:
        return tr("Candles");
    case IndicatorKind::Obv:
    case IndicatorKind::Count:
        break;
    }
    return {};
}

QString IndicatorWords::output(IndicatorKind kind, int index)
{
    switch (kind) {
    case IndicatorKind::Bollinger:
        return index == 0 ? tr("Middle") : index == 1 ? tr("Upper band") : tr("Lower band");
    case IndicatorKind::Ichimoku:
        return index == 0   ? tr("Conversion line")
               : index == 1 ? tr("Base line")
               : index == 2 ? tr("Leading span A")
               : index == 3 ? tr("Leading span B")
                            : tr("Lagging span");
    case IndicatorKind::ParabolicSar:
        return tr("Dots");
    case IndicatorKind::Macd:
        return index == 0 ? tr("MACD") : index == 1 ? tr("Signal") : tr("Histogram");
    case IndicatorKind::Stochastic:
        return index == 0 ? tr("%K") : tr("%D");
    case IndicatorKind::Adx:
        return index == 0 ? tr("ADX") : index == 1 ? tr("+DI, up") : tr("−DI, down");
    case IndicatorKind::Sma:
    case IndicatorKind::Ema:
    case IndicatorKind::Wma:
    case IndicatorKind::Vwap:
    case IndicatorKind::Rsi:
    case IndicatorKind::Atr:
    case IndicatorKind::Obv:
        return tr("Line");
    case IndicatorKind::Count:
        break;
    }
    return {};
}

} // namespace coffer::ui
