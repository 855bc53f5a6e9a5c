// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/decimal.h"

#include <QString>

namespace coffer::ui {

class Format;

// Public amounts of a market in narrow columns. They are nobody's holdings, so privacy mode leaves them.

/// Decimals that a column of amounts can have so that its largest takes at most so many characters; -1 when
/// not even the whole number does. At most decimals of them; unknown (-1) counts as four.
int fittingDecimals(const Format &format, const Decimal &largest, int decimals, int characters);

/// An amount with that many decimals (see fittingDecimals), cut and not rounded up; "<0.01" for what is less
/// than they show; "1.23 M" where whole numbers don't fit.
QString columnAmount(const Format &format, const Decimal &amount, int decimals, int characters);

/// "1.23 M": two decimals and a magnitude.
QString compactAmount(const Format &format, const Decimal &amount);

/// An amount in full, with all the decimals that it has.
QString wholeAmount(const Format &format, const Decimal &amount);

} // namespace coffer::ui
