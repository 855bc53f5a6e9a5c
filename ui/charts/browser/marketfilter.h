// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/browser/marketrow.h"
#include "ui/charts/browser/marketscope.h"
#include "ui/charts/browser/marketsearch.h"

#include <QHash>
#include <QPointer>
#include <QSortFilterProxyModel>

namespace coffer::market {
class RecentMarkets;
class Watchlist;
} // namespace coffer::market

namespace coffer::ui {

class MarketModel;

/// The markets that are looked for, in order. While something is searched for, all markets are looked
/// through, the best match comes first, and of equal matches those of the scope. Markets that are closed show
/// up only when searched for, and among favourites and recent ones.
///
/// Rows stay where they are when figures change until renew() is called: rows that jump away from the pointer
/// are worse than an order that is a moment old.
class MarketFilter : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    /// Own: as the user ordered the favourites, newest first of the recent ones, by volume else.
    enum class Sort { Own, Name, Volume, Price, Change };

    MarketFilter(MarketModel &markets, market::Watchlist &watchlist, QObject *parent = nullptr);

    /// Null: none were kept.
    void setRecent(const market::RecentMarkets *recent);

    void setScope(const MarketScope &scope);
    const MarketScope &scope() const { return m_scope; }
    void setWords(const QString &words);
    bool isSearching() const { return !m_search.isEmpty(); }
    void setSort(Sort sort, Qt::SortOrder order);
    /// Which rows there are and their order, by the figures of now.
    void renew();

    const MarketRow &facts(int row) const;
    Symbol symbol(int row) const;
    /// -1 when the market is not shown.
    int rowOf(const Symbol &symbol) const;
    /// Prices of the last 24 hours, see MarketModel.
    QList<double> trend(int row) const;
    /// Names are shown without the quote currency, which all rows have in common.
    bool hidesQuote() const { return m_scope.kind == MarketScope::Kind::Quote && !isSearching(); }

    /// Rows can be moved, by dragging or moveRow(): favourites in the user's own order.
    bool canMoveRows() const;
    bool moveRows(const QModelIndex &sourceParent, int sourceRow, int count,
                  const QModelIndex &destinationParent, int destinationChild) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }
    bool canDropMimeData(const QMimeData *data, Qt::DropAction action, int row, int column,
                         const QModelIndex &parent) const override;

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;
    bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    std::optional<int> rank(int sourceRow) const;
    bool isInScope(const Symbol &symbol, const MarketRow &row) const;
    int compare(int left, int right) const;
    int compareFigures(int left, int right) const;
    void updatePlaces();
    bool isInOrder() const;

    MarketModel &m_markets;
    market::Watchlist &m_watchlist;
    QPointer<const market::RecentMarkets> m_recent;
    MarketScope m_scope;
    MarketSearch m_search;
    Sort m_sort = Sort::Volume;
    QHash<Symbol, int> m_places; ///< of favourites and recent markets in their own order
    mutable QHash<Symbol, std::optional<int>> m_ranks;
};

} // namespace coffer::ui
