// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QImage>

namespace coffer::ui {

struct ChartContent;

/// Pictures of what a chart shows, as it shows it, without the crosshair, under a line that says which
/// market, period and times they are of. On the thread of the chart; nothing when it has no candles.

/// That line's text: "BTC/USDT · 1h · Thu 26 Nov 2026 08:00 – Fri 27 Nov 2026 20:00 (UTC)".
QString pictureTitle(const ChartContent &content);

/// ratio: pixels in a logical one, 1 to 4.
QImage chartImage(const ChartContent &content, double ratio);
/// Shapes and texts that stay such.
QByteArray chartSvg(const ChartContent &content);
/// One page of A4, landscape.
QByteArray chartPdf(const ChartContent &content);

/// Any thread. Empty when there is not enough memory.
QByteArray toPng(const QImage &image);

} // namespace coffer::ui
