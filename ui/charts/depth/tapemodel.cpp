// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/depth/tapemodel.h"

#include "core/clock.h"
#include "ui/charts/depth/depthfigures.h"
#include "ui/common/format.h"
#include "ui/common/tableview.h"

namespace coffer::ui {

namespace {

constexpr int amountRoom = 11; ///< characters

} // namespace

TapeModel::TapeModel(const Format &format, const Clock &clock, QObject *parent)
    : KeyedRowsModel(parent), m_format(format), m_clock(clock)
{
}

void TapeModel::setMarket(const DepthMarket &market)
{
    if (market == m_market)
        return;
    m_market = market;
    rewrite();
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
}

void TapeModel::setTrades(const QList<htx::Trade> &trades)
{
    std::vector<TapeRow> rows;
    rows.reserve(static_cast<std::size_t>(trades.size()));
    for (const htx::Trade &trade : trades)
        rows.push_back({trade});
    updateFullBar(trades);
    morphTo(rows);
}

void TapeModel::updateFullBar(const QList<htx::Trade> &trades)
{
    std::vector<Decimal> amounts;
    amounts.reserve(static_cast<std::size_t>(trades.size()));
    for (const htx::Trade &trade : trades)
        amounts.push_back(trade.amount);
    Decimal full;
    if (!amounts.empty()) {
        const auto large = amounts.begin() + static_cast<std::ptrdiff_t>((amounts.size() - 1) * 95 / 100);
        std::nth_element(amounts.begin(), large, amounts.end());
        full = *large;
    }
    if (full == m_fullBar)
        return;
    m_fullBar = full;
    if (rowCount() > 0) {
        const int column = static_cast<int>(Column::Amount);
        Q_EMIT dataChanged(index(0, column), index(rowCount() - 1, column));
    }
}

void TapeModel::rewrite()
{
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

int TapeModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(Column::Count);
}

QString TapeModel::text(const htx::Trade &trade, Column column) const
{
    switch (column) {
    case Column::Time: {
        // "2026-01-15 12:00:00": of today the time alone, else the day and the minute.
        const QString whole = m_format.time(trade.timestamp);
        return whole.left(10) == m_format.time(m_clock.nowMs()).left(10) || whole.size() < 19
                   ? whole.right(8)
                   : whole.mid(5, 11);
    }
    case Column::Price:
        return QStringLiteral("%1 %2").arg(Format::arrow(Decimal(trade.side == htx::Side::Buy ? 1 : -1)),
                                           m_format.price(trade.price, m_market.priceDecimals));
    case Column::Amount:
        return columnAmount(m_format, trade.amount,
                            fittingDecimals(m_format, trade.amount, m_market.amountDecimals, amountRoom),
                            amountRoom);
    case Column::Count:
        break;
    }
    return {};
}

QString TapeModel::tip(const htx::Trade &trade, Column column) const
{
    switch (column) {
    case Column::Time:
        return m_format.timeWithZone(trade.timestamp);
    case Column::Price:
        return trade.side == htx::Side::Buy
                   ? tr("A buyer took the offer at %1 %2")
                         .arg(m_format.price(trade.price, m_market.priceDecimals), m_market.quote)
                   : tr("A seller took the bid at %1 %2")
                         .arg(m_format.price(trade.price, m_market.priceDecimals), m_market.quote);
    case Column::Amount:
        return QStringLiteral("%1 %2").arg(wholeAmount(m_format, trade.amount), m_market.base);
    case Column::Count:
        break;
    }
    return {};
}

QVariant TapeModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const htx::Trade &row = trade(index.row());
    const auto column = static_cast<Column>(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column);
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return tip(row, column);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(
            Qt::Alignment(Qt::AlignVCenter | (column == Column::Time ? Qt::AlignLeft : Qt::AlignRight)));
    case SortRole:
        return column == Column::Time    ? QVariant(row.timestamp)
               : column == Column::Price ? QVariant::fromValue(row.price)
                                         : QVariant::fromValue(row.amount);
    case SignRole:
        return column == Column::Price ? QVariant(row.side == htx::Side::Buy ? 1 : -1) : QVariant();
    case MutedRole:
        return column == Column::Time;
    case FractionRole:
        return column == Column::Amount && !m_fullBar.isZero()
                   ? QVariant(std::min(1.0, row.amount.toDouble() / m_fullBar.toDouble()))
                   : QVariant();
    default:
        return {};
    }
}

QVariant TapeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    const auto column = static_cast<Column>(section);
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(
            Qt::Alignment(Qt::AlignVCenter | (column == Column::Time ? Qt::AlignLeft : Qt::AlignRight)));
    switch (column) {
    case Column::Time:
        return role == Qt::DisplayRole ? QVariant(tr("Time")) : QVariant();
    case Column::Price:
        return role == Qt::DisplayRole   ? QVariant(tr("Price"))
               : role == Qt::ToolTipRole ? QVariant(tr("In %1. An arrow up: a buyer took an offer; down: a "
                                                       "seller took a bid.")
                                                        .arg(m_market.quote))
                                         : QVariant();
    case Column::Amount:
        return role == Qt::DisplayRole   ? QVariant(tr("Amount"))
               : role == Qt::ToolTipRole ? QVariant(tr("In %1. One trade in twenty is larger than what fills "
                                                       "the bar.")
                                                        .arg(m_market.base))
                                         : QVariant();
    case Column::Count:
        break;
    }
    return {};
}

} // namespace coffer::ui
