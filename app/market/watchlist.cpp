// SPDX-License-Identifier: GPL-3.0-or-later
#include "market/watchlist.h"

#include <algorithm>

namespace coffer::market {

namespace {

constexpr qsizetype longestName = 64;
constexpr qsizetype mostFavourites = 200;

Setting<QStringList> favourites()
{
    return {QStringLiteral("market/favourites"),
            {QStringLiteral("btcusdt"), QStringLiteral("ethusdt"), QStringLiteral("xrpusdt"),
             QStringLiteral("solusdt"), QStringLiteral("trxusdt"), QStringLiteral("dogeusdt")}};
}

bool canBeMarket(const QString &name)
{
    return !name.isEmpty() && name.size() <= longestName &&
           std::all_of(name.cbegin(), name.cend(), [](QChar c) { return c.isLetterOrNumber(); });
}

QList<Symbol> cleaned(const QList<Symbol> &symbols)
{
    QList<Symbol> result;
    for (const Symbol &symbol : symbols) {
        const Symbol lower{symbol.value.trimmed().toLower()};
        if (canBeMarket(lower.value) && !result.contains(lower) && result.size() < mostFavourites)
            result.append(lower);
    }
    return result;
}

} // namespace

Watchlist::Watchlist(Settings &settings, QObject *parent) : QObject(parent), m_settings(settings)
{
    const QStringList names = m_settings.value(favourites());
    QList<Symbol> symbols;
    for (const QString &name : names)
        symbols.append(Symbol{name});
    m_symbols = cleaned(symbols);
}

void Watchlist::toggle(const Symbol &symbol)
{
    QList<Symbol> symbols = m_symbols;
    if (symbols.removeAll(symbol) == 0)
        symbols.append(symbol);
    setSymbols(symbols);
}

void Watchlist::setSymbols(const QList<Symbol> &symbols)
{
    const QList<Symbol> wanted = cleaned(symbols);
    if (wanted == m_symbols)
        return;
    m_symbols = wanted;
    QStringList names;
    for (const Symbol &symbol : m_symbols)
        names.append(symbol.value);
    m_settings.setValue(favourites(), names);
    Q_EMIT changed();
}

} // namespace coffer::market
