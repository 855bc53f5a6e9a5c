// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "htx/types/market.h"
#include "market/indicators/indicatorspec.h"

#include <QObject>

#include <functional>
#include <memory>
#include <optional>

namespace coffer::market {

/// One line of an indicator over the candles of a market, as they come. Lives as long as it is wanted.
class LevelReading : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    struct Value
    {
        qint64 time = 0; ///< start of the candle, seconds UTC
        double value = 0;
    };
    /// At the newest candle that is over, and at the newest of all. nullopt: not known (yet).
    virtual std::optional<Value> closed() const = 0;
    virtual std::optional<Value> newest() const = 0;

Q_SIGNALS:
    void changed();
};

/// Begins to read one output of an indicator; never null.
using LevelOpener = std::function<std::unique_ptr<LevelReading>(const Symbol &symbol, htx::Period period,
                                                                const IndicatorSpec &indicator, int output)>;

} // namespace coffer::market
