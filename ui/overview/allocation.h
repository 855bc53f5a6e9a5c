// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "portfolio/holding.h"

namespace coffer::ui {

/// A slice of the allocation: an asset, or all the small ones together.
struct Slice
{
    QString name;  ///< the asset; empty for the rest
    Decimal value; ///< USDT
    Decimal share; ///< fraction of everything above zero
    qsizetype assets = 1;

    bool isOther() const { return name.isEmpty(); }
    friend bool operator==(const Slice &, const Slice &) = default;
};

/// The largest assets by value as slices, the rest as one more at the end. Only assets worth more than
/// nothing have a slice: a debt has no angle. A rest of a single asset is named. Pure.
QList<Slice> allocate(const QList<portfolio::Holding> &holdings, qsizetype most);

} // namespace coffer::ui
