// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"

#include <QList>
#include <QStringList>

namespace coffer::market {

/// The markets that these names can be, in their order and in lower case: doubles, what can be no market's
/// code (at most 64 letters and digits) and all after the first most are left out.
QList<Symbol> cleanedSymbols(const QList<Symbol> &symbols, qsizetype most);
/// The same of names as they are kept in the settings.
QList<Symbol> cleanedSymbols(const QStringList &names, qsizetype most);

QStringList symbolNames(const QList<Symbol> &symbols);

} // namespace coffer::market
