// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "history/historytable.h"
#include "htx/types/reference.h"

#include <QCoreApplication>
#include <QVariant>

#include <variant>

namespace coffer::market {
class TickerBoard;
struct Quote;
} // namespace coffer::market

namespace coffer::ui {

class Format;

/// A decoded row of the history; monostate when the store no longer has it.
using LedgerEntry = std::variant<std::monostate, htx::Order, htx::Fill, htx::Transfer>;

/// Columns of all history tables; each kind of record shows some of them.
enum class LedgerColumn {
    Time,
    Market,
    Side,
    Kind,
    Price,
    Amount,
    Filled,
    Value,
    Fee,
    Role,
    State,
    Source,
    Address,
    Id,
    Count
};

/// How orders, fills and transfers are written in a table: words, decimals of their market, colours and
/// tooltips.
class LedgerFormat
{
    Q_DECLARE_TR_FUNCTIONS(LedgerFormat)

public:
    LedgerFormat(const Format &format, const market::TickerBoard &board);

    /// The columns of a kind of record, in order.
    static const QList<LedgerColumn> &columns(history::Record record);
    static QString header(history::Record record, LedgerColumn column);
    static bool isNumeric(LedgerColumn column);
    /// For TextAlignmentRole.
    static QVariant alignment(LedgerColumn column);
    /// What the store can sort by; nullopt for the rest.
    static std::optional<history::Query::Sort> sortOf(LedgerColumn column);

    /// For the roles of a cell (ui/common/tableview.h and Qt's own).
    QVariant data(const LedgerEntry &entry, history::Record record, LedgerColumn column, int role) const;

    QString marketName(const Symbol &symbol) const;
    const Format &format() const { return m_format; }

private:
    struct Cell;

    Cell cell(const htx::Order &order, LedgerColumn column) const;
    Cell cell(const htx::Fill &fill, LedgerColumn column) const;
    Cell cell(const htx::Transfer &transfer, LedgerColumn column) const;
    Cell cell(std::monostate, LedgerColumn column) const;
    Cell timeCell(qint64 ms) const;
    Cell marketCell(const Symbol &symbol) const;
    Cell sideCell(htx::Side side) const;
    Cell moneyCell(const Decimal &value, const Symbol &symbol) const;
    Cell amountCell(const Decimal &amount, const Symbol &symbol) const;
    Cell priceCell(const htx::Order &order) const;
    Cell orderAmountCell(const htx::Order &order) const;
    Cell orderValueCell(const htx::Order &order) const;
    Cell feeCell(const htx::Fill &fill) const;
    Cell idCell(const QString &id) const;
    /// All digits, with the base or quote currency's code where the market is known.
    QString exact(const Decimal &amount, const Symbol &symbol, Currency htx::SymbolInfo::*currency) const;

    const Format &m_format;
    const market::TickerBoard &m_board;
};

} // namespace coffer::ui
