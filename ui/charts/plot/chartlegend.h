// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

class QPainter;

namespace coffer::ui {

struct ChartContent;

/// What the candle at this index is, in words and figures: its time, prices, change and volume, the
/// indicators on the prices and what the layers say of it; in each pane its indicators. Lines break where
/// there is no room.
void paintLegend(QPainter &painter, const ChartContent &content, qsizetype index);

} // namespace coffer::ui
