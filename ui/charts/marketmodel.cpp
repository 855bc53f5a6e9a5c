// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/marketmodel.h"

#include "market/tickerboard.h"
#include "market/watchlist.h"
#include "ui/charts/chartcontent.h"
#include "ui/common/format.h"
#include "ui/common/tableview.h"

#include <algorithm>

namespace coffer::ui {

MarketModel::MarketModel(const market::TickerBoard &board, const market::Watchlist &watchlist,
                         const Format &format, QObject *parent)
    : KeyedRowsModel(parent), m_board(board), m_watchlist(watchlist), m_format(format)
{
    connect(&board, &market::TickerBoard::symbolsChanged, this, &MarketModel::updateList);
    connect(&board, &market::TickerBoard::quotesChanged, this, &MarketModel::updateRows);
    connect(&watchlist, &market::Watchlist::changed, this, &MarketModel::updateRows);
    updateList();
}

MarketModel::Row MarketModel::makeRow(const Symbol &symbol) const
{
    Row row;
    row.favourite = m_watchlist.contains(symbol);
    const market::Quote *quote = m_board.quote(symbol);
    if (!quote) {
        row.name = Format::plain(symbol.value.toUpper(), 64);
        return row;
    }
    row.name = Format::plain(
        quote->info.displayName.isEmpty() ? symbol.value.toUpper() : quote->info.displayName, 64);
    row.quote = quote->info.quote;
    row.decimals = quote->info.priceDecimals;
    row.online = quote->info.isOnline();
    row.price = quote->price;
    row.change = quote->change();
    row.wholeDay = quote->open24h.has_value();
    row.volume = quote->volume;
    const Currency dollar{QStringLiteral("usdt")};
    if (row.quote == dollar) {
        row.worth = row.volume;
    } else if (const market::Quote *rate = m_board.find(row.quote, dollar);
               rate && rate->price && row.volume) {
        row.worth = *row.volume * *rate->price;
    }
    return row;
}

void MarketModel::updateList()
{
    const QList<Symbol> &listed = m_board.symbols();
    QHash<Symbol, Row> wanted;
    wanted.reserve(listed.size());
    for (const Symbol &symbol : listed) {
        wanted.insert(symbol, makeRow(symbol));
        if (!m_facts.contains(symbol)) // old rows are still asked about while they go
            m_facts.insert(symbol, wanted.value(symbol));
    }
    morphTo(std::vector<Symbol>(listed.begin(), listed.end()));
    m_facts.removeIf([&wanted](const auto &fact) { return !wanted.contains(fact.key()); });
    updateRows();
}

void MarketModel::updateRows()
{
    QList<int> changed;
    for (int row = 0; row < rowCount(); ++row) {
        Row now = makeRow(rowKey(row));
        Row &before = m_facts[rowKey(row)];
        if (now == before)
            continue;
        before = std::move(now);
        changed.append(row);
    }
    announce(changed);
}

void MarketModel::announce(const QList<int> &changed)
{
    const int last = columnCount() - 1;
    for (qsizetype i = 0; i < changed.size();) {
        qsizetype end = i + 1;
        while (end < changed.size() && changed.at(end) == changed.at(end - 1) + 1)
            ++end;
        Q_EMIT dataChanged(index(changed.at(i), 0), index(changed.at(end - 1), last));
        i = end;
    }
}

int MarketModel::rowOf(const Symbol &symbol) const
{
    const auto found = std::find(rows().begin(), rows().end(), symbol);
    return found == rows().end() ? -1 : static_cast<int>(found - rows().begin());
}

int MarketModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(Column::Count);
}

QVariant MarketModel::text(const Row &row, Column column) const
{
    switch (column) {
    case Column::Market:
        return row.name;
    case Column::Price:
        return m_format.price(row.price, row.decimals);
    case Column::Change:
        return m_format.percent(row.change);
    case Column::Volume:
        return row.volume ? compactNumber(row.volume->toDouble()) : m_format.price(std::nullopt);
    case Column::Favourite:
        return row.favourite ? QStringLiteral("★") : QStringLiteral("☆");
    case Column::Count:
        break;
    }
    return {};
}

QVariant MarketModel::sortValue(const Row &row, Column column) const
{
    const auto number = [](const std::optional<Decimal> &value) {
        return value ? QVariant::fromValue(*value) : QVariant();
    };
    switch (column) {
    case Column::Favourite:
        return qint64(row.favourite ? 0 : 1);
    case Column::Market:
        return row.name;
    case Column::Price:
        return number(row.price);
    case Column::Change:
        return number(row.change);
    case Column::Volume:
        return number(row.worth);
    case Column::Count:
        break;
    }
    return {};
}

QString MarketModel::tip(const Row &row, Column column) const
{
    switch (column) {
    case Column::Favourite:
        return row.favourite ? tr("Favourite. Click, or press Space, to take it off the list.")
                             : tr("Click, or press Space, to make it a favourite.");
    case Column::Change:
        return row.wholeDay ? tr("Over the last 24 hours")
                            : tr("Since 00:00 UTC+8, where HTX starts its day");
    case Column::Volume:
        return tr("Traded in the last 24 hours, in %1").arg(row.quote.value.toUpper());
    case Column::Market:
        return row.online ? row.name : tr("%1: not open for orders at the moment").arg(row.name);
    case Column::Price:
    case Column::Count:
        break;
    }
    return {};
}

QVariant MarketModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = facts(index.row());
    const auto column = static_cast<Column>(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(
            Qt::Alignment(Qt::AlignVCenter | (column == Column::Market      ? Qt::AlignLeft
                                              : column == Column::Favourite ? Qt::AlignHCenter
                                                                            : Qt::AlignRight)));
    case Qt::ToolTipRole:
        return tip(row, column);
    case Qt::AccessibleTextRole:
        return column == Column::Favourite ? (row.favourite ? tr("Favourite") : tr("Not a favourite"))
                                           : text(row, column).toString();
    case SortRole:
        return sortValue(row, column);
    case SignRole:
        return column == Column::Change && row.change ? row.change->rounded(4).sign() : 0;
    case MutedRole:
        return !row.online || column == Column::Volume || (column == Column::Favourite && !row.favourite);
    default:
        return {};
    }
}

QVariant MarketModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    const auto column = static_cast<Column>(section);
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(
            Qt::Alignment(Qt::AlignVCenter | (column <= Column::Market ? Qt::AlignLeft : Qt::AlignRight)));
    if (role == Qt::ToolTipRole && column == Column::Favourite)
        return tr("Favourite");
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case Column::Favourite:
        return QStringLiteral("★");
    case Column::Market:
        return tr("Market");
    case Column::Price:
        return tr("Price");
    case Column::Change:
        return tr("Change");
    case Column::Volume:
        return tr("Volume");
    case Column::Count:
        break;
    }
    return {};
}

} // namespace coffer::ui
