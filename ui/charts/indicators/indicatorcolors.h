// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "market/indicators/indicatorspec.h"

#include <QColor>

namespace coffer::ui {

struct Colors;

/// What an output is painted with: the colour the user chose, else the usual one: gain and loss where it
/// means up and down, quiet for what is secondary, else of the series.
QColor indicatorColor(const market::IndicatorSpec &spec, int output, const Colors &colors);

/// An indicator to add to those present: with the usual parameters, or, where that average is there already,
/// the next usual length; its main line in the colour of the series that is used least.
market::IndicatorSpec freshIndicator(market::IndicatorKind kind, const QList<market::IndicatorSpec> &present);

} // namespace coffer::ui
