// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/decimal.h"

#include <QMap>
#include <QString>

#include <optional>

namespace coffer::ui {

/// The currency that values are shown in, and how values in USDT become it.
struct Denomination
{
    QString currency = QStringLiteral("USDT"); ///< what is shown
    Decimal rate = 1;                          ///< units of it for one USDT
    int decimals = 2;                          ///< of money in it
    QString unavailable; ///< what was asked for when its rate isn't known, and USDT is shown; else empty

    std::optional<Decimal> convert(const std::optional<Decimal> &usdt) const
    {
        return usdt ? std::optional<Decimal>(*usdt * rate) : std::nullopt;
    }

    friend bool operator==(const Denomination &, const Denomination &) = default;

    /// The wanted currency where rates (units for one USDT) know it, else USDT.
    static Denomination choose(const QString &wanted, const QMap<QString, Decimal> &rates)
    {
        Denomination denomination;
        if (wanted.isEmpty() || wanted == denomination.currency)
            return denomination;
        const auto rate = rates.constFind(wanted);
        if (rate == rates.cend()) {
            denomination.unavailable = wanted;
            return denomination;
        }
        denomination.currency = wanted;
        denomination.rate = *rate;
        if (wanted == QLatin1String("BTC"))
            denomination.decimals = 8;
        else if (wanted == QLatin1String("JPY") || wanted == QLatin1String("KRW") ||
                 wanted == QLatin1String("VND"))
            denomination.decimals = 0;
        return denomination;
    }
};

} // namespace coffer::ui
