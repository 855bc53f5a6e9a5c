// SPDX-License-Identifier: GPL-3.0-or-later
#include "market/symbollist.h"

#include <algorithm>

namespace coffer::market {

namespace {

constexpr qsizetype longestName = 64;

bool canBeMarket(const QString &name)
{
    return !name.isEmpty() && name.size() <= longestName &&
           std::all_of(name.cbegin(), name.cend(), [](QChar c) { return c.isLetterOrNumber(); });
}

} // namespace

QList<Symbol> cleanedSymbols(const QList<Symbol> &symbols, qsizetype most)
{
    QList<Symbol> result;
    for (const Symbol &symbol : symbols) {
        const Symbol lower{symbol.value.trimmed().toLower()};
        if (canBeMarket(lower.value) && !result.contains(lower) && result.size() < most)
            result.append(lower);
    }
    return result;
}

QList<Symbol> cleanedSymbols(const QStringList &names, qsizetype most)
{
    QList<Symbol> symbols;
    for (const QString &name : names)
        symbols.append(Symbol{name});
    return cleanedSymbols(symbols, most);
}

QStringList symbolNames(const QList<Symbol> &symbols)
{
    QStringList names;
    for (const Symbol &symbol : symbols)
        names.append(symbol.value);
    return names;
}

} // namespace coffer::market
