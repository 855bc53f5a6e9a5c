// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "market/indicators/indicator.h"

#include <QColor>
#include <QString>

namespace coffer::ui {

/// An indicator as a chart shows it.
struct IndicatorView
{
    market::Indicator indicator;
    QString name;         ///< "SMA 20"
    QList<QColor> colors; ///< of each output
    int pane = -1;        ///< -1: on the prices
};

} // namespace coffer::ui
