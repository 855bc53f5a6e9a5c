// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "core/settings.h"

#include <QList>
#include <QObject>

namespace coffer::market {

/// The user's favourite markets, in the order the user gave them. Kept in the settings. GUI thread.
class Watchlist : public QObject
{
    Q_OBJECT

public:
    explicit Watchlist(Settings &settings, QObject *parent = nullptr);

    const QList<Symbol> &symbols() const { return m_symbols; }
    bool contains(const Symbol &symbol) const { return m_symbols.contains(symbol); }

    /// Adds at the end, or removes.
    void toggle(const Symbol &symbol);
    /// Puts a favourite where another one is now; the ones between move up or down by one. Does nothing when
    /// either is no favourite.
    void moveTo(const Symbol &symbol, const Symbol &place);
    /// Another list or order; doubles and names that can't be a market are left out.
    void setSymbols(const QList<Symbol> &symbols);

Q_SIGNALS:
    void changed();

private:
    Settings &m_settings;
    QList<Symbol> m_symbols;
};

} // namespace coffer::market
