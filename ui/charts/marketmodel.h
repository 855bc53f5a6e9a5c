// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/decimal.h"
#include "core/ids.h"
#include "ui/common/keyedrowsmodel.h"

#include <QList>

#include <optional>

namespace coffer::market {
class TickerBoard;
class Watchlist;
} // namespace coffer::market

namespace coffer::ui {

class Format;

/// All markets as rows, in the exchange's order, told apart by their symbol. Follows the board and the
/// favourites with granular signals: only rows whose figures changed are said to have.
class MarketModel : public KeyedRowsModel<Symbol>
{
    Q_OBJECT

public:
    enum class Column { Favourite, Market, Price, Change, Volume, Count };

    MarketModel(const market::TickerBoard &board, const market::Watchlist &watchlist, const Format &format,
                QObject *parent = nullptr);

    Symbol symbol(int row) const { return rowKey(row); }
    /// -1 when the market is not listed.
    int rowOf(const Symbol &symbol) const;
    bool isFavourite(int row) const { return facts(row).favourite; }
    /// Open for orders, as the exchange says.
    bool isOnline(int row) const { return facts(row).online; }
    /// The currency that prices are in.
    Currency quoteCurrency(int row) const { return facts(row).quote; }

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row
    {
        Currency quote;
        QString name;
        int decimals = -1;
        bool online = true;
        bool favourite = false;
        bool wholeDay = false; ///< the change is over 24 h, not since 00:00 UTC+8
        std::optional<Decimal> price, change, volume;
        std::optional<Decimal> worth; ///< the volume in USDT, to sort markets of different quotes

        friend bool operator==(const Row &, const Row &) = default;
    };

    const Row &facts(int row) const { return *m_facts.constFind(rowKey(row)); }
    Row makeRow(const Symbol &symbol) const;
    void updateList();
    void updateRows();
    void announce(const QList<int> &changed);
    QVariant text(const Row &row, Column column) const;
    QVariant sortValue(const Row &row, Column column) const;
    QString tip(const Row &row, Column column) const;

    const market::TickerBoard &m_board;
    const market::Watchlist &m_watchlist;
    const Format &m_format;
    QHash<Symbol, Row> m_facts;
};

} // namespace coffer::ui
