// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/plot/candlechart.h"
#include "ui/common/theme.h"

#include <QImage>

namespace coffer::test {

inline QImage painted(ui::CandleChart &chart, const QSize &size = {640, 400})
{
    chart.resize(size);
    return chart.grab().toImage().convertToFormat(QImage::Format_RGB32);
}

/// Pixels in the colours of candles.
inline int candlePixels(const QImage &image, const ui::Colors &colors)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const QRgb pixel = image.pixel(x, y);
            count += pixel == colors.gain.rgb() || pixel == colors.loss.rgb();
        }
    }
    return count;
}

} // namespace coffer::test
