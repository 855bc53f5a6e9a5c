// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "htx/types/market.h"
#include "market/indicators/indicatorspec.h"
#include "ui/charts/plot/chartoptions.h"

namespace coffer::ui {

/// All that a chart remembers.
struct ChartSetup
{
    Symbol symbol{QStringLiteral("btcusdt")};
    htx::Period period = htx::Period::Hour1;
    ChartType type = ChartType::Candles;
    PriceMode priceMode = PriceMode::Linear;
    bool volume = true;
    bool fills = true;  ///< own trades are marked
    bool orders = true; ///< own open orders have a line
    QList<market::IndicatorSpec> indicators;
    QList<double> paneShares;
    QList<Symbol> compared; ///< other markets, in percent

    /// One line of JSON.
    QString toText() const;
    /// What is damaged or unknown is as in a new chart.
    static ChartSetup fromText(const QString &text);

    bool operator==(const ChartSetup &) const = default;
};

} // namespace coffer::ui
