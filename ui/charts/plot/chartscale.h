// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRectF>

namespace coffer::ui {

/// Where a time and a price fall on the plot, and back. Times are seconds since the epoch as doubles, so that
/// zooming and panning never round. Pure geometry: knows no widget and no candle.
class ChartScale
{
public:
    /// The areas that candles and volume bars are drawn in, in logical pixels; the left and right edges are
    /// the same.
    void setPlot(const QRectF &prices, const QRectF &volumes);
    const QRectF &prices() const { return m_prices; }
    const QRectF &volumes() const { return m_volumes; }
    bool isValid() const { return m_prices.width() >= 1 && m_prices.height() >= 1; }

    /// The data that can be looked at: from the first candle's start to the last one's end, and a candle's
    /// length. Panning stops when no candle would be left in sight, zooming at a few candles and at twice the
    /// whole.
    void setExtent(double first, double last, double candle);
    double candle() const { return m_candle; }

    /// The visible times; a too short or too long span is widened or cut around its middle.
    void setTimes(double from, double to);
    double from() const { return m_from; }
    double to() const { return m_to; }
    double secondsPerPixel() const;
    /// Pixels that one candle has.
    double candleWidth() const { return m_candle / secondsPerPixel(); }

    /// The newest candles at a width at which each can be read, with a little room after the last.
    void showLatest();
    /// All candles.
    void showAll();
    /// factor > 1 shows less time. The time under x stays under x.
    void zoom(double x, double factor);
    /// Moves the contents to the right by that many pixels.
    void pan(double pixels);
    /// Another width: the right edge keeps its time, a candle keeps its pixels.
    void resizeWidth(double oldWidth);

    /// Equal distances stand for equal ratios. Prices are above 0 then.
    void setLogarithmic(bool on) { m_logarithmic = on; }
    bool isLogarithmic() const { return m_logarithmic; }
    /// The visible prices, with room above and below. Equal prices are put in the middle of a range of at
    /// least a few steps (the market's smallest price difference; 0: unknown). A range above 0 never reaches
    /// below 0.
    void fitPrices(double low, double high, double step);
    /// Just these, e.g. by hand. Nothing happens unless both are finite, and low is below high (and above 0
    /// on a logarithmic scale).
    void setPrices(double low, double high);
    /// factor > 1 shows less, around the middle.
    void zoomPrices(double factor);
    /// Moves the contents down by that many pixels.
    void panPrices(double pixels);
    double low() const { return m_low; }
    double high() const { return m_high; }
    /// The greatest volume that fills the volume area.
    void fitVolume(double greatest) { m_volume = greatest > 0 ? greatest : 1; }

    double xOf(double time) const;
    double timeAt(double x) const;
    double yOf(double price) const;
    double priceAt(double y) const;
    /// Height of a volume bar in pixels.
    double volumeHeight(double volume) const;

private:
    double onAxis(double price) const;
    double fromAxis(double value) const;
    void clamp();
    void clampTo(double span);
    double shortestSpan() const;
    double longestSpan() const;

    QRectF m_prices, m_volumes;
    double m_first = 0, m_last = 1, m_candle = 1;
    double m_from = 0, m_to = 1;
    double m_low = 0, m_high = 1;   ///< prices
    double m_bottom = 0, m_top = 1; ///< the same on the axis: their logarithms, or themselves
    double m_volume = 1;
    bool m_logarithmic = false;
};

} // namespace coffer::ui
