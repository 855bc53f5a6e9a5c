// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "market/indicators/indicatorspec.h"

#include <QColor>
#include <QList>

namespace coffer::ui {

/// An indicator with the words that the legend has for it, and a colour for each of its outputs.
struct NamedIndicator
{
    market::IndicatorSpec spec;
    QString name; ///< "SMA 20"
    QList<QColor> colors;

    bool operator==(const NamedIndicator &) const = default;
};

} // namespace coffer::ui
