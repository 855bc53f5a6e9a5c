// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "market/indicators/indicator.h"

#include <cmath>

namespace coffer::test {

/// Bit for bit, "not defined" included; where the first is that differs.
inline QString difference(const market::Indicator &indicator, const market::Indicator &wanted)
{
    const QString name = wanted.spec().toText();
    for (int output = 0; output < wanted.outputCount(); ++output) {
        const std::vector<double> &a = indicator.values(output), &b = wanted.values(output);
        if (a.size() != b.size())
            return QStringLiteral("%1: %2 values of %3").arg(name).arg(a.size()).arg(b.size());
        for (std::size_t i = 0; i < a.size(); ++i) {
            if (!(a[i] == b[i] || (std::isnan(a[i]) && std::isnan(b[i]))))
                return QStringLiteral("%1, output %2, candle %3").arg(name).arg(output).arg(i);
        }
    }
    return {};
}

} // namespace coffer::test
