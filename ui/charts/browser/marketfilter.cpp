// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/browser/marketfilter.h"

#include "market/recentmarkets.h"
#include "market/watchlist.h"
#include "ui/charts/browser/marketmodel.h"

#include <algorithm>
#include <limits>

namespace coffer::ui {

namespace {

template<class T>
int order(const T &left, const T &right)
{
    return left < right ? -1 : right < left ? 1 : 0;
}

/// Known values by themselves, unknown ones last whichever way the known ones are sorted.
int compareKnown(const std::optional<Decimal> &left, const std::optional<Decimal> &right, bool descending)
{
    if (!left || !right)
        return left ? -1 : right ? 1 : 0;
    return descending ? order(*right, *left) : order(*left, *right);
}

} // namespace

MarketFilter::MarketFilter(MarketModel &markets, market::Watchlist &watchlist, QObject *parent)
    : QSortFilterProxyModel(parent), m_markets(markets), m_watchlist(watchlist)
{
    setDynamicSortFilter(false);
    setSourceModel(&markets);
    sort(0, Qt::DescendingOrder);
}

void MarketFilter::setRecent(const market::RecentMarkets *recent)
{
    m_recent = recent;
    renew();
}

void MarketFilter::setScope(const MarketScope &scope)
{
    if (scope == m_scope)
        return;
    const bool hidQuote = hidesQuote();
    m_scope = scope;
    renew();
    if (hidQuote != hidesQuote() && rowCount() > 0) // names are written another way
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, 0), {Qt::DisplayRole});
}

void MarketFilter::setWords(const QString &words)
{
    m_search = MarketSearch(words);
    renew();
}

void MarketFilter::setSort(Sort sort, Qt::SortOrder order)
{
    if (m_sort == sort && order == sortOrder())
        return;
    m_sort = sort;
    updatePlaces();
    this->sort(0, order);
}

void MarketFilter::renew()
{
    m_ranks.clear();
    updatePlaces();
    invalidateRowsFilter();
    if (!isInOrder())
        sort(0, sortOrder());
}

bool MarketFilter::isInOrder() const
{
    for (int row = 1; row < rowCount(); ++row) {
        if (compare(mapToSource(index(row, 0)).row(), mapToSource(index(row - 1, 0)).row()) < 0)
            return false;
    }
    return true;
}

void MarketFilter::updatePlaces()
{
    m_places.clear();
    QList<Symbol> symbols;
    if (m_scope.kind == MarketScope::Kind::Favourites)
        symbols = m_watchlist.symbols();
    else if (m_scope.kind == MarketScope::Kind::Recent && m_recent)
        symbols = m_recent->symbols();
    for (int place = 0; place < symbols.size(); ++place)
        m_places.insert(symbols.at(place), place);
}

const MarketRow &MarketFilter::facts(int row) const
{
    return m_markets.facts(mapToSource(index(row, 0)).row());
}

Symbol MarketFilter::symbol(int row) const
{
    return m_markets.symbol(mapToSource(index(row, 0)).row());
}

int MarketFilter::rowOf(const Symbol &symbol) const
{
    const int row = m_markets.rowOf(symbol);
    return row < 0 ? -1 : mapFromSource(m_markets.index(row, 0)).row();
}

QList<double> MarketFilter::trend(int row) const
{
    return m_markets.trend(mapToSource(index(row, 0)).row());
}

std::optional<int> MarketFilter::rank(int sourceRow) const
{
    const Symbol symbol = m_markets.symbol(sourceRow);
    const auto known = m_ranks.constFind(symbol);
    if (known != m_ranks.constEnd())
        return *known;
    const std::optional<int> found = m_search.rank(symbol.value, m_markets.facts(sourceRow));
    m_ranks.insert(symbol, found);
    return found;
}

bool MarketFilter::isInScope(const Symbol &symbol, const MarketRow &row) const
{
    switch (m_scope.kind) {
    case MarketScope::Kind::All:
        return row.online || row.favourite;
    case MarketScope::Kind::Favourites:
    case MarketScope::Kind::Recent:
        return m_places.contains(symbol);
    case MarketScope::Kind::Quote:
        return row.quote == m_scope.quote && (row.online || row.favourite);
    }
    return true;
}

bool MarketFilter::filterAcceptsRow(int row, const QModelIndex & /*parent*/) const
{
    if (isSearching())
        return rank(row).has_value();
    return isInScope(m_markets.symbol(row), m_markets.facts(row));
}

bool MarketFilter::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    // The proxy turns the answer round for a descending sort, but only figures have a direction: see
    // compareFigures().
    const int compared = compare(left.row(), right.row());
    return sortOrder() == Qt::AscendingOrder ? compared < 0 : compared > 0;
}

/// Negative: the left row comes before the right one. Total: no two rows are equal.
int MarketFilter::compare(int left, int right) const
{
    if (isSearching()) {
        constexpr int worst = std::numeric_limits<int>::max();
        if (const int ranks = order(rank(left).value_or(worst), rank(right).value_or(worst)))
            return ranks;
        const auto isOutside = [this](int row) {
            return !isInScope(m_markets.symbol(row), m_markets.facts(row));
        };
        if (const int scopes = order(isOutside(left), isOutside(right)))
            return scopes;
    }
    if (const int figures = compareFigures(left, right))
        return figures;
    if (const int names = order(m_markets.facts(left).name, m_markets.facts(right).name))
        return names;
    return order(left, right);
}

int MarketFilter::compareFigures(int left, int right) const
{
    const MarketRow &first = m_markets.facts(left);
    const MarketRow &second = m_markets.facts(right);
    const bool descending = sortOrder() == Qt::DescendingOrder;
    switch (m_sort) {
    case Sort::Own:
        if (m_scope.hasOwnOrder()) {
            const int after = static_cast<int>(m_places.size());
            return order(m_places.value(m_markets.symbol(left), after),
                         m_places.value(m_markets.symbol(right), after));
        }
        return compareKnown(first.worth, second.worth, true);
    case Sort::Name: {
        const int names = QString::localeAwareCompare(first.name, second.name);
        return descending ? -names : names;
    }
    case Sort::Volume:
        return compareKnown(first.worth, second.worth, descending);
    case Sort::Price:
        return compareKnown(first.figures.price, second.figures.price, descending);
    case Sort::Change:
        return compareKnown(first.figures.change, second.figures.change, descending);
    }
    return 0;
}

bool MarketFilter::canMoveRows() const
{
    return m_scope.kind == MarketScope::Kind::Favourites && m_sort == Sort::Own && !isSearching();
}

bool MarketFilter::moveRows(const QModelIndex &sourceParent, int sourceRow, int count,
                            const QModelIndex &destinationParent, int destinationChild)
{
    const bool isNowhere = destinationChild == sourceRow || destinationChild == sourceRow + 1;
    if (!canMoveRows() || count != 1 || sourceParent.isValid() || destinationParent.isValid() || isNowhere ||
        sourceRow < 0 || sourceRow >= rowCount() || destinationChild < 0 || destinationChild > rowCount())
        return false;
    const int place = destinationChild > sourceRow ? destinationChild - 1 : destinationChild;
    m_watchlist.moveTo(symbol(sourceRow), symbol(place));
    renew();
    return true;
}

Qt::ItemFlags MarketFilter::flags(const QModelIndex &index) const
{
    if (!canMoveRows())
        return QSortFilterProxyModel::flags(index);
    // Between rows, never onto one.
    return index.isValid() ? QSortFilterProxyModel::flags(index) | Qt::ItemIsDragEnabled
                           : Qt::ItemFlags(Qt::ItemIsDropEnabled);
}

bool MarketFilter::canDropMimeData(const QMimeData *, Qt::DropAction, int, int, const QModelIndex &) const
{
    return canMoveRows();
}

} // namespace coffer::ui
