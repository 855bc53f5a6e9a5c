// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QImage>
#include <QPicture>
#include <QSizeF>
#include <QString>

namespace coffer::ui {

struct ChartContent;

/// Pictures of what a chart shows, as it shows it, without the crosshair, under a line that says which
/// market, period and times they are of. What needs the chart is on its thread, and short; the rest is on
/// any. Nothing when it has no candles.

/// That line's text: "BTC/USDT · 1h · Thu 26 Nov 2026 08:00 – Fri 27 Nov 2026 20:00 (UTC)".
QString pictureTitle(const ChartContent &content);

/// Pixels of a picture with ratio of them in a logical one, 1 to 4.
QSize imageSize(const ChartContent &content, double ratio);
/// Null without candles, or when there is not enough memory.
QImage chartImage(const ChartContent &content, double ratio);
/// Any thread. Empty when there is not enough memory.
QByteArray toPng(const QImage &image);

/// The chart at one moment as shapes and texts, for formats in which they stay such. One thread at a time.
struct ChartShapes
{
    QPicture picture; ///< from 0, 0 on
    QSizeF size;      ///< logical pixels; empty: nothing
    QString title;
};
ChartShapes chartShapes(const ChartContent &content);
/// Any thread.
QByteArray toSvg(ChartShapes shapes);
/// One page of A4, landscape. Any thread.
QByteArray toPdf(ChartShapes shapes);

} // namespace coffer::ui
