// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/plot/chartlayout.h"

#include "ui/charts/plot/chartcontent.h"

#include <QFontMetrics>

#include <algorithm>
#include <cmath>

namespace coffer::ui {

namespace {

constexpr double timeAxisPadding = 10;
constexpr double legendPadding = 10; // around the legend, above the highest candle
constexpr int legendDigits = 82;     // as wide as the legend in one line usually is
constexpr double volumeShare = 0.18;
constexpr double narrowestAxis = 64;
constexpr double mostOfPanes = 0.66; // of the height
constexpr double leastShare = 0.06;
constexpr double dividerReach = 4; // pixels

double legendHeight(const ChartContent &content, double width)
{
    const QFontMetrics metrics(content.font);
    const double digit = content.textWidth(QStringLiteral("0"));
    const bool needsTwo = width < legendDigits * digit && width > legendDigits / 2 * digit;
    const int lines = needsTwo ? 2 : 1;
    return lines * (metrics.height() + 2) + legendPadding;
}

double shareOfPanes(const ChartContent &content)
{
    double sum = 0;
    for (const ChartPane &pane : content.panes)
        sum += pane.share;
    return sum;
}

} // namespace

void placePlots(ChartContent &content, double axisWidth)
{
    const QRectF area = content.area;
    const double bottom = area.bottom() - QFontMetrics(content.font).height() - timeAxisPadding;
    const double right = area.right() - std::max(axisWidth, narrowestAxis);
    const double height = bottom - area.top();
    const double sum = shareOfPanes(content);
    const double scale = sum > mostOfPanes ? mostOfPanes / sum : 1;
    const double priceBottom = std::floor(bottom - height * sum * scale);
    double top = priceBottom;
    for (ChartPane &pane : content.panes) {
        const double end =
            &pane == &content.panes.back() ? bottom : std::floor(top + height * pane.share * scale);
        pane.rect = QRectF(QPointF(area.left(), top + 4), QPointF(right, std::max(end, top + 5)));
        top = end;
    }
    const double volumeTop = content.showsVolume
                                 ? priceBottom - std::floor((priceBottom - area.top()) * volumeShare)
                                 : priceBottom;
    const double legend = legendHeight(content, right - area.left());
    content.scale.setPlot(QRectF(QPointF(area.left(), area.top() + legend),
                                 QPointF(right, content.showsVolume ? volumeTop - 4 : priceBottom - 2)),
                          QRectF(QPointF(area.left(), volumeTop), QPointF(right, priceBottom)));
}

double neededAxisWidth(const ChartContent &content)
{
    double widest = 0;
    const auto widen = [&](QString text) {
        for (QChar &each :
             text) { // digits of a script are as wide as each other: most texts are known already
            if (each.isDigit())
                each = QChar(each.unicode() - each.digitValue());
        }
        widest = std::max<double>(widest, content.textWidth(text));
    };
    for (const double price : {content.scale.low(), content.scale.high(), content.series->closes().back()})
        widen(content.axisText(price));
    for (const ChartPane &pane : content.panes) {
        for (const double value : {pane.range.low, pane.range.high})
            widen(indicatorNumber(content, value, false));
    }
    return std::min(std::ceil((widest + 18) / 8) * 8, std::max(content.area.width() / 3, narrowestAxis));
}

std::optional<int> dividerAt(const ChartContent &content, const QPointF &point)
{
    for (std::size_t i = 0; i < content.panes.size(); ++i) {
        const QRectF &rect = content.panes[i].rect;
        if (point.x() < rect.right() && std::abs(point.y() - (rect.top() - 2)) <= dividerReach)
            return static_cast<int>(i);
    }
    return std::nullopt;
}

ChartPart partAt(const ChartContent &content, const QPointF &point)
{
    const QRectF plot = content.plot();
    if (point.y() > plot.bottom())
        return ChartPart::TimeAxis;
    if (point.x() > plot.right())
        return ChartPart::PriceAxis;
    return dividerAt(content, point) ? ChartPart::Divider : ChartPart::Plot;
}

int paneAt(const ChartContent &content, double y)
{
    for (std::size_t i = 0; i < content.panes.size(); ++i) {
        if (y >= content.panes[i].rect.top() && y <= content.panes[i].rect.bottom())
            return static_cast<int>(i);
    }
    return -1;
}

void moveDivider(ChartContent &content, int pane, double y)
{
    ChartPane &moved = content.panes[static_cast<std::size_t>(pane)];
    const double height = content.plot().bottom() - content.area.top();
    if (!(height > 0))
        return;
    const double wanted = (moved.rect.bottom() - y) / height;
    if (pane == 0) {
        const double others = shareOfPanes(content) - moved.share;
        moved.share = std::clamp(wanted, leastShare, std::max(mostOfPanes - others, leastShare));
        return;
    }
    ChartPane &above = content.panes[static_cast<std::size_t>(pane) - 1]; // what one gets the other gives
    const double both = moved.share + above.share;
    moved.share = std::clamp(wanted, leastShare, std::max(both - leastShare, leastShare));
    above.share = std::max(both - moved.share, leastShare);
}

} // namespace coffer::ui
