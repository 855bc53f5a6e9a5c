// SPDX-License-Identifier: GPL-3.0-or-later
#include "market/recentmarkets.h"

#include "market/symbollist.h"

namespace coffer::market {

namespace {

Setting<QStringList> recent()
{
    return {QStringLiteral("market/recent"), {}};
}

} // namespace

RecentMarkets::RecentMarkets(Settings &settings, QObject *parent)
    : QObject(parent), m_settings(settings), m_symbols(cleanedSymbols(settings.value(recent()), most))
{
    connect(&settings, &Settings::changed, this, [this](const QString &key) {
        if (key == recent().key)
            set(cleanedSymbols(m_settings.value(recent()), most));
    });
}

void RecentMarkets::add(const Symbol &symbol)
{
    QList<Symbol> symbols = m_symbols;
    symbols.prepend(symbol); // of doubles the first stays
    symbols = cleanedSymbols(symbols, most);
    if (symbols != m_symbols)
        m_settings.setValue(recent(), symbolNames(symbols));
}

void RecentMarkets::clear()
{
    if (!m_symbols.isEmpty())
        m_settings.setValue(recent(), QStringList());
}

void RecentMarkets::set(const QList<Symbol> &symbols)
{
    if (symbols == m_symbols)
        return;
    m_symbols = symbols;
    Q_EMIT changed();
}

} // namespace coffer::market
