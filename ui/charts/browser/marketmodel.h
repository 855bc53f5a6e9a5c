// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/browser/marketrow.h"
#include "ui/common/keyedrowsmodel.h"

#include <QList>
#include <QPointer>
#include <QSet>

namespace coffer::market {
class Sparklines;
class TickerBoard;
class Watchlist;
struct Quote;
} // namespace coffer::market

namespace coffer::ui {

class Format;

/// All markets as rows, in the exchange's order, told apart by their symbol. Follows the board, the
/// favourites and the courses of the day with granular signals: only rows that show something else are said
/// to have changed, and a price that moved costs only its own row.
class MarketModel : public KeyedRowsModel<Symbol>
{
    Q_OBJECT

public:
    enum class Column { Market, Volume, Price, Change, Trend, Count };

    MarketModel(const market::TickerBoard &board, const market::Watchlist &watchlist, const Format &format,
                QObject *parent = nullptr);

    /// Where the courses of the day come from; null: there are none.
    void setSparklines(const market::Sparklines *sparklines);

    Symbol symbol(int row) const { return rowKey(row); }
    /// -1 when the market is not listed.
    int rowOf(const Symbol &symbol) const { return m_places.value(symbol, -1); }
    const MarketRow &facts(int row) const { return *m_facts.constFind(rowKey(row)); }
    /// The currencies that prices are in: USDT, BTC and ETH first, then those with the most open markets.
    QList<Currency> quotes() const;
    /// Prices of the last 24 hours, oldest first, the last one now; fewer than two: not known.
    QList<double> trend(int row) const;

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// "1.23 B USDT", what was traded in 24 hours.
    static QString volumeText(const MarketRow &row, const Format &format);

private:
    MarketRow makeRow(const Symbol &symbol) const;
    MarketRow::Figures figuresOf(const market::Quote &quote) const;
    std::optional<Decimal> worthOf(const MarketRow &row) const;
    void updateList();
    void updateFigures();
    void updateFavourites();
    void update(const QSet<Symbol> &moved);
    bool updateRow(const Symbol &symbol);
    void announce(QList<int> changed);
    QString text(int row, Column column) const;
    QString trendText(int row) const;
    QString rowText(int row) const;
    QVariant sortValue(const MarketRow &row, Column column) const;
    QString tip(int row, Column column) const;

    const market::TickerBoard &m_board;
    const market::Watchlist &m_watchlist;
    const Format &m_format;
    QPointer<const market::Sparklines> m_sparklines;
    QHash<Symbol, MarketRow> m_facts;
    QHash<Symbol, int> m_places;
};

} // namespace coffer::ui
