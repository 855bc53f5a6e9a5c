// SPDX-License-Identifier: GPL-3.0-or-later
#include "market/watchlist.h"

#include "market/symbollist.h"

namespace coffer::market {

namespace {

constexpr qsizetype mostFavourites = 200;

Setting<QStringList> favourites()
{
    return {QStringLiteral("market/favourites"),
            {QStringLiteral("btcusdt"), QStringLiteral("ethusdt"), QStringLiteral("xrpusdt"),
             QStringLiteral("solusdt"), QStringLiteral("trxusdt"), QStringLiteral("dogeusdt")}};
}

} // namespace

Watchlist::Watchlist(Settings &settings, QObject *parent)
    : QObject(parent),
      m_settings(settings),
      m_symbols(cleanedSymbols(settings.value(favourites()), mostFavourites))
{
}

void Watchlist::toggle(const Symbol &symbol)
{
    QList<Symbol> symbols = m_symbols;
    if (symbols.removeAll(symbol) == 0)
        symbols.append(symbol);
    setSymbols(symbols);
}

void Watchlist::moveTo(const Symbol &symbol, const Symbol &place)
{
    const qsizetype from = m_symbols.indexOf(symbol);
    const qsizetype to = m_symbols.indexOf(place);
    if (from < 0 || to < 0)
        return;
    QList<Symbol> symbols = m_symbols;
    symbols.move(from, to);
    setSymbols(symbols);
}

void Watchlist::setSymbols(const QList<Symbol> &symbols)
{
    const QList<Symbol> wanted = cleanedSymbols(symbols, mostFavourites);
    if (wanted == m_symbols)
        return;
    m_symbols = wanted;
    m_settings.setValue(favourites(), symbolNames(m_symbols));
    Q_EMIT changed();
}

} // namespace coffer::market
