// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "market/candleseries.h"
#include "ui/charts/candlebuckets.h"
#include "ui/charts/chartscale.h"

#include <QFont>
#include <QString>

namespace coffer::ui {

class Format;
class Theme;

/// What the chart's items paint from; CandleChart keeps it up to date and outlives them.
struct ChartContent
{
    const market::CandleSeries &series;
    const Theme &theme;
    const Format &format;

    QRectF area; ///< all of the chart; the axes are right of and below the scale's plots
    ChartScale scale;
    CandleBuckets buckets;
    QFont font;

    QString market;         ///< "BTC/USDT", plain text
    QString periodName;     ///< "1h"
    QString quoteName;      ///< what volumes are counted in, "USDT"
    int priceDecimals = -1; ///< the market's; -1 unknown
    QString message;        ///< shown in the middle while there are no candles

    /// A price as the market writes it.
    QString priceText(double price) const;
    /// The market's smallest price difference; 0 unknown.
    double priceStep() const;
    /// The date and time at which a candle starts, as long as its period needs: days have no time of day.
    QString candleTime(double time) const;
    /// 1 when the candle closed at or above its open, else -1.
    static int direction(double open, double close) { return close >= open ? 1 : -1; }
};

/// "1.23 M": three digits and a magnitude, for volumes.
QString compactNumber(double value);

/// A candle's change as the page writes percentages.
QString changeText(const Format &format, double from, double to);

} // namespace coffer::ui
