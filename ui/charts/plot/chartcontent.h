// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "market/candles/candleseries.h"
#include "ui/charts/plot/axisticks.h"
#include "ui/charts/plot/candlebuckets.h"
#include "ui/charts/plot/chartlayer.h"
#include "ui/charts/plot/chartoptions.h"
#include "ui/charts/plot/chartscale.h"
#include "ui/charts/plot/charttext.h"
#include "ui/charts/plot/indicatorview.h"

#include <QFont>
#include <QString>
#include <QTimeZone>

#include <vector>

namespace coffer::ui {

class Canvas;
class Format;
class Theme;

/// A stretch of the chart below the prices with indicators of their own scale.
struct ChartPane
{
    QRectF rect;
    ValueRange range;
    QList<double> ticks;
    double share = 0.2; ///< of the height of the chart, as the user set it

    double yOf(double value) const
    {
        return rect.bottom() - (value - range.low) / (range.high - range.low) * rect.height();
    }
    double valueAt(double y) const
    {
        return range.low + (rect.bottom() - y) / rect.height() * (range.high - range.low);
    }
};

/// What the chart is painted from; CandleChart keeps it up to date and outlives the items.
struct ChartContent
{
    const market::CandleSeries *series; ///< never null
    const Theme &theme;
    const Format &format;

    QRectF area{}; ///< all of the chart; the axes are right of and below the scale's plots
    ChartScale scale{};
    CandleBuckets buckets{};        ///< as they are drawn: Heikin-Ashi ones, where these are
    std::vector<qsizetype> lasts{}; ///< of each bucket the last candle; only with indicators
    QList<double> prices{};         ///< marks on the price axis
    QList<TimeTick> times{};        ///< and on the time axis
    /// What the marks on the time axis are of.
    struct TimesOf
    {
        double from = 0, to = 0;
        int count = 0;
        QTimeZone zone{};
        friend bool operator==(const TimesOf &, const TimesOf &) = default;
    };
    TimesOf timesOf{};
    std::vector<IndicatorView> indicators{};
    std::vector<ChartPane> panes{}; ///< from top to bottom
    QList<ChartLayer *> layers{};   ///< in the order of painting
    ChartType type = ChartType::Candles;
    PriceMode priceMode = PriceMode::Linear;
    bool showsVolume = true;
    QTimeZone zone = QTimeZone::systemTimeZone();
    QFont font{};
    mutable ChartText text{}; ///< kept from frame to frame, for textWidth() and paintText()

    QString market{};       ///< "BTC/USDT", plain text
    QString periodName{};   ///< "1h"
    QString quoteName{};    ///< what volumes are counted in, "USDT"
    int priceDecimals = -1; ///< the market's; -1 unknown
    QString message{};      ///< shown in the middle while there are no candles
    QString olderMessage{}; ///< at the left, where older candles are on their way

    bool isEmpty() const { return series->isEmpty(); }
    /// All panes, volume included: where the crosshair is.
    QRectF plot() const;
    /// The first bucket that has to be painted on a canvas.
    std::size_t firstPainted(const Canvas &canvas) const;
    /// The price that percentages are counted from: the first candle's close in sight; 0 when there is none.
    double percentBase() const;
    /// Days and longer ones begin at 00:00 UTC+8 (htx-api.md), so their dates are those of UTC+8.
    QTimeZone dateZone() const;

    /// A price as the market writes it.
    QString priceText(double price) const;
    /// The price as the axis writes it: in percent, where it is so.
    QString axisText(double price) const;
    /// The market's smallest price difference; 0 unknown.
    double priceStep() const;
    /// The date and time at which a candle starts, as long as its period needs: days have no time of day.
    QString candleTime(double time) const;
    /// A label's width in the chart's font.
    int textWidth(const QString &label) const { return text.width(font, label); }
    /// A label of one line with the painter's pen; the chart's font is the painter's.
    void paintText(QPainter &painter, const QRectF &rect, Qt::Alignment alignment, const QString &label) const
    {
        text.paint(painter, font, rect, alignment, label);
    }
    /// 1 when the candle closed at or above its open, else -1.
    static int direction(double open, double close) { return close >= open ? 1 : -1; }
};

/// "1.23 M": three digits and a magnitude, for volumes.
QString compactNumber(double value);

/// An indicator's value: as a price, or with four significant digits and a magnitude.
QString indicatorNumber(const ChartContent &content, double value, bool isPrice);

/// A candle's change as the page writes percentages.
QString changeText(const Format &format, double from, double to);

} // namespace coffer::ui
