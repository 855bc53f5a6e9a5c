// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "market/indicators/indicatorspec.h"

#include <QCoreApplication>

namespace coffer::ui {

/// What indicators are called, in the user's language.
struct IndicatorWords
{
    Q_DECLARE_TR_FUNCTIONS(IndicatorWords)

public:
    static QString name(market::IndicatorKind kind);
    /// One sentence on what it tells.
    static QString summary(market::IndicatorKind kind);
    /// "SMA 20", "MACD 12, 26, 9".
    static QString shortName(const market::IndicatorSpec &spec);
    static QString parameter(market::IndicatorKind kind, int index);
    static QString output(market::IndicatorKind kind, int index);
};

} // namespace coffer::ui
