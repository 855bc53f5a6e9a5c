// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QChartView;
class QWidget;

namespace coffer::ui {

/// A chart on a card: no background, margins, legend or animation of its own, and out of the tab order.
QChartView *newChartView(QWidget *parent);

} // namespace coffer::ui
