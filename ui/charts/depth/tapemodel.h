// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "htx/types/market.h"
#include "ui/charts/depth/depthmarket.h"
#include "ui/common/keyedrowsmodel.h"

namespace coffer {
class Clock;
}

namespace coffer::ui {

class Format;

/// A trade as a row: told apart by its id, or by all of it where the exchange gave none.
struct TapeRow
{
    htx::Trade trade;

    friend bool operator==(const TapeRow &left, const TapeRow &right) { return left.trade == right.trade; }
    friend size_t qHash(const TapeRow &row, size_t seed = 0)
    {
        return qHashMulti(seed, row.trade.timestamp, row.trade.tradeId);
    }
};

/// The latest trades, newest first. Follows with granular signals: new rows come in, old ones go.
class TapeModel : public KeyedRowsModel<TapeRow>
{
    Q_OBJECT

public:
    enum class Column { Time, Price, Amount, Count };

    TapeModel(const Format &format, const Clock &clock, QObject *parent = nullptr);

    void setMarket(const DepthMarket &market);
    /// Newest first, each once.
    void setTrades(const QList<htx::Trade> &trades);
    const htx::Trade &trade(int row) const { return rowKey(row).trade; }
    /// The amount that fills the bar: a twentieth of the trades are larger.
    const Decimal &fullBar() const { return m_fullBar; }

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// Everything is to be written anew.
    void rewrite();

private:
    QString text(const htx::Trade &trade, Column column) const;
    QString tip(const htx::Trade &trade, Column column) const;
    void updateFullBar(const QList<htx::Trade> &trades);

    const Format &m_format;
    const Clock &m_clock;
    DepthMarket m_market;
    Decimal m_fullBar;
};

} // namespace coffer::ui
