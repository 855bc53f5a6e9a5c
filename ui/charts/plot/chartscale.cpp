// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/plot/chartscale.h"

#include <algorithm>
#include <cmath>

namespace coffer::ui {

namespace {

constexpr double comfortableCandle = 9; // pixels: body, wick and gap can be told apart
constexpr double roomAfterLast = 5;     // candles
constexpr double fewestCandles = 8;
constexpr double leastInSight = 2; // candles
constexpr double padding = 0.08;   // of the visible prices, above and below

} // namespace

void ChartScale::setPlot(const QRectF &prices, const QRectF &volumes)
{
    m_prices = prices;
    m_volumes = volumes;
}

void ChartScale::setExtent(double first, double last, double candle)
{
    m_candle = candle > 0 ? candle : 1;
    m_first = first;
    m_last = std::max(last, first + m_candle);
}

double ChartScale::shortestSpan() const
{
    return m_candle * fewestCandles;
}

double ChartScale::longestSpan() const
{
    const double latest = m_candle * m_prices.width() / comfortableCandle;
    return std::max({shortestSpan() * 4, (m_last - m_first) * 2, latest});
}

void ChartScale::setTimes(double from, double to)
{
    const double span = std::clamp(to - from, shortestSpan(), longestSpan());
    const double middle = from + (to - from) / 2;
    m_from = middle - span / 2;
    m_to = middle + span / 2;
    clamp();
}

double ChartScale::secondsPerPixel() const
{
    return (m_to - m_from) / std::max(m_prices.width(), 1.0);
}

void ChartScale::showLatest()
{
    const double span = m_candle * std::max(m_prices.width() / comfortableCandle, fewestCandles);
    const double to = m_last + m_candle * std::min(roomAfterLast, span / m_candle / 4);
    setTimes(to - span, to);
}

void ChartScale::showAll()
{
    setTimes(m_first - m_candle, m_last + m_candle * 2);
}

void ChartScale::zoom(double x, double factor)
{
    if (!(factor > 0))
        return;
    const double span = m_to - m_from;
    const double wanted = std::clamp(span / factor, shortestSpan(), longestSpan());
    const double fixed = timeAt(x);
    const double share = (fixed - m_from) / span;
    m_from = fixed - wanted * share;
    m_to = m_from + wanted;
    clamp();
}

void ChartScale::pan(double pixels)
{
    const double span = m_to - m_from;
    m_from -= pixels * secondsPerPixel();
    clampTo(span);
}

void ChartScale::resizeWidth(double oldWidth)
{
    if (oldWidth < 1 || m_prices.width() < 1)
        return;
    const double span = (m_to - m_from) * m_prices.width() / oldWidth;
    m_from = m_to - std::clamp(span, shortestSpan(), longestSpan());
    clamp();
}

void ChartScale::clamp()
{
    clampTo(m_to - m_from);
}

void ChartScale::clampTo(double span)
{
    const double kept = m_candle * leastInSight;
    m_from = std::clamp(m_from, std::min(m_first - span + kept, m_last - kept), m_last - kept);
    m_to = m_from + span;
}

double ChartScale::onAxis(double price) const
{
    constexpr double least = 1e-300;
    return m_logarithmic ? std::log(std::max(price, least)) : price;
}

double ChartScale::fromAxis(double value) const
{
    return m_logarithmic ? std::exp(value) : value;
}

void ChartScale::fitPrices(double low, double high, double step)
{
    const double middle = low + (high - low) / 2;
    const double least = std::max(step * 4, std::abs(middle) * 1e-6);
    const double half = std::max((high - low) / 2, least > 0 ? least : 1);
    if (m_logarithmic && middle - half > 0) {
        const double bottom = std::log(middle - half);
        const double top = std::log(middle + half);
        const double room = (top - bottom) * padding;
        setPrices(std::exp(bottom - room), std::exp(top + room));
        return;
    }
    const double lowest = middle - half * (1 + 2 * padding);
    const double floor = m_logarithmic ? high / 1e6 : 0.0;
    setPrices(low >= 0 ? std::max(lowest, floor) : lowest, middle + half * (1 + 2 * padding));
}

void ChartScale::setPrices(double low, double high)
{
    if (!std::isfinite(low) || !std::isfinite(high) || !(low < high) || (m_logarithmic && !(low > 0)))
        return;
    m_low = low;
    m_high = high;
    m_bottom = onAxis(low);
    m_top = onAxis(high);
}

void ChartScale::zoomPrices(double factor)
{
    if (!(factor > 0))
        return;
    const double middle = (m_bottom + m_top) / 2;
    const double half = (m_top - m_bottom) / 2 / factor;
    setPrices(fromAxis(middle - half), fromAxis(middle + half));
}

void ChartScale::panPrices(double pixels)
{
    const double moved = pixels / std::max(m_prices.height(), 1.0) * (m_top - m_bottom);
    setPrices(fromAxis(m_bottom + moved), fromAxis(m_top + moved));
}

double ChartScale::xOf(double time) const
{
    return m_prices.left() + (time - m_from) / secondsPerPixel();
}

double ChartScale::timeAt(double x) const
{
    return m_from + (x - m_prices.left()) * secondsPerPixel();
}

double ChartScale::yOf(double price) const
{
    return m_prices.bottom() - (onAxis(price) - m_bottom) / (m_top - m_bottom) * m_prices.height();
}

double ChartScale::priceAt(double y) const
{
    return fromAxis(m_bottom + (m_prices.bottom() - y) / m_prices.height() * (m_top - m_bottom));
}

double ChartScale::volumeHeight(double volume) const
{
    return std::clamp(volume / m_volume, 0.0, 1.0) * m_volumes.height();
}

} // namespace coffer::ui
