// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/ledgerformat.h"

#include "market/tickerboard.h"
#include "ui/common/format.h"
#include "ui/common/tableview.h"
#include "ui/history/ledgerwords.h"

#include <functional>

namespace coffer::ui {

using history::Query;
using history::Record;

namespace {
constexpr int otherDecimals = 8;

/// Money in the everyday sense: two decimals are enough to read, the tooltip has the rest.
bool isMoney(const Currency &currency)
{
    static const QSet<QString> fiat{QStringLiteral("eur"), QStringLiteral("gbp"), QStringLiteral("try"),
                                    QStringLiteral("brl"), QStringLiteral("rub"), QStringLiteral("uah")};
    return currency.value.startsWith(QLatin1String("usd")) || currency.value.endsWith(QLatin1String("usd")) ||
           fiat.contains(currency.value);
}

/// As many decimals as make nine digits at most: millions need no millionths.
int amountDecimals(const Decimal &amount, int decimals)
{
    int whole = 1;
    for (Decimal limit = 10; whole < 9 && amount.abs() >= limit; limit *= 10)
        ++whole;
    return std::min(decimals, 9 - whole);
}

} // namespace

/// All that a cell has to say, whichever role is asked for.
struct LedgerFormat::Cell
{
    QString text;
    QVariant sort;
    std::function<QString()> tooltip; ///< only made when it is asked for: painting never does
    QString coin;
    std::optional<int> sign;
    QList<Chip> chips;
    bool muted = false;
};

LedgerFormat::LedgerFormat(const Format &format, const market::TickerBoard &board)
    : m_format(format), m_board(board)
{
}

const QList<LedgerColumn> &LedgerFormat::columns(Record record)
{
    using C = LedgerColumn;
    static const QList<C> orders{C::Time,   C::Market, C::Side,  C::Kind,   C::Price, C::Amount,
                                 C::Filled, C::Value,  C::State, C::Source, C::Id};
    static const QList<C> fills{C::Time,  C::Market, C::Side, C::Price,  C::Amount,
                                C::Value, C::Fee,    C::Role, C::Source, C::Id};
    static const QList<C> transfers{C::Time,  C::Side, C::Market,  C::Amount, C::Fee,
                                    C::State, C::Kind, C::Address, C::Id};
    switch (record) {
    case Record::Order:
        return orders;
    case Record::Fill:
        return fills;
    case Record::Transfer:
        break;
    }
    return transfers;
}

QString LedgerFormat::header(Record record, LedgerColumn column)
{
    const bool transfer = record == Record::Transfer;
    switch (column) {
    case LedgerColumn::Time:
        return tr("Time");
    case LedgerColumn::Market:
        return transfer ? tr("Asset") : tr("Market");
    case LedgerColumn::Side:
        return transfer ? tr("Direction") : tr("Side");
    case LedgerColumn::Kind:
        return transfer ? tr("Network") : tr("Type");
    case LedgerColumn::Price:
        return tr("Price");
    case LedgerColumn::Amount:
        return tr("Amount");
    case LedgerColumn::Filled:
        return tr("Filled");
    case LedgerColumn::Value:
        return tr("Value");
    case LedgerColumn::Fee:
        return tr("Fee");
    case LedgerColumn::Role:
        return tr("Role");
    case LedgerColumn::State:
        return tr("State");
    case LedgerColumn::Source:
        return tr("Source");
    case LedgerColumn::Address:
        return tr("Address");
    case LedgerColumn::Id:
        return transfer ? tr("Transaction") : tr("Order id");
    case LedgerColumn::Count:
        break;
    }
    return {};
}

bool LedgerFormat::isNumeric(LedgerColumn column)
{
    return column == LedgerColumn::Price || column == LedgerColumn::Amount ||
           column == LedgerColumn::Filled || column == LedgerColumn::Value || column == LedgerColumn::Fee;
}

std::optional<Query::Sort> LedgerFormat::sortOf(LedgerColumn column)
{
    switch (column) {
    case LedgerColumn::Time:
        return Query::Sort::Time;
    case LedgerColumn::Market:
        return Query::Sort::Symbol;
    case LedgerColumn::Side:
        return Query::Sort::Side;
    case LedgerColumn::Price:
        return Query::Sort::Price;
    case LedgerColumn::Amount:
        return Query::Sort::Amount;
    case LedgerColumn::Value:
        return Query::Sort::Value;
    case LedgerColumn::State:
        return Query::Sort::State;
    case LedgerColumn::Kind:
    case LedgerColumn::Filled:
    case LedgerColumn::Fee:
    case LedgerColumn::Role:
    case LedgerColumn::Source:
    case LedgerColumn::Address:
    case LedgerColumn::Id:
    case LedgerColumn::Count:
        break;
    }
    return std::nullopt;
}

QString LedgerFormat::marketName(const Symbol &symbol) const
{
    const market::Quote *quote = m_board.quote(symbol);
    return quote ? Format::plain(quote->info.displayName, 24) : Format::plain(symbol.value, 24).toUpper();
}

QVariant LedgerFormat::data(const LedgerEntry &entry, Record record, LedgerColumn column, int role) const
{
    // What can be told without writing the cell goes first: a table asks for a dozen roles a cell and frame.
    switch (role) {
    case Qt::TextAlignmentRole:
        return alignment(column);
    case ElideRole:
        return column == LedgerColumn::Id || column == LedgerColumn::Address
                   ? QVariant(static_cast<int>(Qt::ElideMiddle))
                   : QVariant();
    case PlaceholderRole:
        return false;
    case CoinRole:
    case ChipsRole:
    case SignRole:
        if (column != LedgerColumn::Market && column != LedgerColumn::State && column != LedgerColumn::Side)
            return {};
        break;
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
    case SortRole:
    case MutedRole:
        break;
    default:
        return {};
    }
    const Cell cell = std::visit([&](const auto &row) { return this->cell(row, column); }, entry);
    switch (role) {
    case Qt::DisplayRole:
        return cell.text;
    case Qt::ToolTipRole:
        return cell.tooltip ? QVariant(cell.tooltip()) : QVariant();
    case Qt::AccessibleTextRole:
        return tr("%1: %2").arg(header(record, column), cell.text);
    case SortRole:
        return cell.sort.isValid() ? cell.sort : QVariant(cell.text);
    case SignRole:
        return cell.sign ? QVariant(*cell.sign) : QVariant();
    case ChipsRole:
        return cell.chips.isEmpty() ? QVariant() : QVariant::fromValue(cell.chips);
    case CoinRole:
        return cell.coin.isEmpty() ? QVariant() : QVariant(cell.coin);
    case MutedRole:
        return cell.muted;
    default:
        return {};
    }
}

QVariant LedgerFormat::alignment(LedgerColumn column)
{
    const Qt::Alignment side = isNumeric(column) ? Qt::AlignRight : Qt::AlignLeft;
    return static_cast<int>(side | Qt::AlignVCenter);
}

LedgerFormat::Cell LedgerFormat::timeCell(qint64 ms) const
{
    Cell cell;
    cell.text = m_format.time(ms);
    cell.sort = ms;
    cell.tooltip = [this, ms] { return m_format.timeWithZone(ms); };
    return cell;
}

LedgerFormat::Cell LedgerFormat::marketCell(const Symbol &symbol) const
{
    const market::Quote *quote = m_board.quote(symbol);
    Cell cell;
    cell.text = marketName(symbol);
    cell.coin = quote ? quote->info.base.value.toUpper() : QString();
    return cell;
}

LedgerFormat::Cell LedgerFormat::sideCell(htx::Side side) const
{
    Cell cell;
    cell.text = side == htx::Side::Buy ? tr("Buy") : tr("Sell");
    cell.sign = side == htx::Side::Buy ? 1 : -1;
    return cell;
}

LedgerFormat::Cell LedgerFormat::moneyCell(const Decimal &value, const Symbol &symbol) const
{
    const market::Quote *quote = m_board.quote(symbol);
    Cell cell;
    cell.text = quote && isMoney(quote->info.quote) ? m_format.money(value)
                                                    : m_format.alignedAmount(value, otherDecimals);
    cell.sort = QVariant::fromValue(value);
    cell.tooltip = [this, value, symbol] { return exact(value, symbol, &htx::SymbolInfo::quote); };
    cell.muted = value.isZero();
    return cell;
}

QString LedgerFormat::exact(const Decimal &amount, const Symbol &symbol,
                            Currency htx::SymbolInfo::*currency) const
{
    const market::Quote *quote = m_board.quote(symbol);
    const QString digits = m_format.amount(amount, 18);
    return quote ? digits + QLatin1Char(' ') + Format::plain((quote->info.*currency).value, 16).toUpper()
                 : digits;
}

LedgerFormat::Cell LedgerFormat::amountCell(const Decimal &amount, const Symbol &symbol) const
{
    const market::Quote *quote = m_board.quote(symbol);
    Cell cell;
    // An amount finer than its market's step (old rows) keeps its digits.
    const int decimals =
        quote ? std::max(quote->info.amountDecimals, std::min(amount.decimals(), otherDecimals))
              : otherDecimals;
    cell.text = m_format.alignedAmount(amount, amountDecimals(amount, decimals));
    cell.sort = QVariant::fromValue(amount);
    cell.tooltip = [this, amount, symbol] { return exact(amount, symbol, &htx::SymbolInfo::base); };
    cell.muted = amount.isZero();
    return cell;
}

LedgerFormat::Cell LedgerFormat::priceCell(const htx::Order &order) const
{
    const market::Quote *quote = m_board.quote(order.symbol);
    const int decimals = quote ? quote->info.priceDecimals : -1;
    const std::optional<Decimal> average = order.averagePrice();
    Cell cell;
    if (!order.price.isZero()) {
        cell.text = m_format.price(order.price, decimals);
        cell.sort = QVariant::fromValue(order.price);
        if (average)
            cell.tooltip = [this, average, decimals] {
                return tr("Filled at %1 on average").arg(m_format.price(average, decimals));
            };
    } else if (average) {
        cell.text = m_format.price(average, decimals);
        cell.sort = QVariant::fromValue(*average);
        cell.tooltip = [] { return tr("The average of its fills: a market order has no price of its own"); };
    } else {
        cell.text = tr("market");
        cell.sort = QVariant::fromValue(Decimal(0));
        cell.muted = true;
    }
    return cell;
}

LedgerFormat::Cell LedgerFormat::orderAmountCell(const htx::Order &order) const
{
    if (!order.isMarketBuy())
        return amountCell(order.amount, order.symbol);
    // A buy at market is placed for a value.
    const market::Quote *quote = m_board.quote(order.symbol);
    Cell cell = moneyCell(order.amount, order.symbol);
    if (quote)
        cell.text += QLatin1Char(' ') + quote->info.quote.value.toUpper();
    cell.tooltip = [exact = cell.tooltip] { return tr("Placed for %1").arg(exact()); };
    return cell;
}

LedgerFormat::Cell LedgerFormat::orderValueCell(const htx::Order &order) const
{
    if (!order.isOpen() || order.price.isZero())
        return moneyCell(order.isOpen() && order.isMarketBuy() ? order.amount : order.filledCash,
                         order.symbol);
    return moneyCell(order.amount * order.price, order.symbol);
}

LedgerFormat::Cell LedgerFormat::feeCell(const htx::Fill &fill) const
{
    const bool deducted = fill.fee.isZero() && !fill.deducted.isZero();
    const Decimal &fee = deducted ? fill.deducted : fill.fee;
    const QString currency =
        Format::plain((deducted ? fill.deductCurrency : fill.feeCurrency).value, 12).toUpper();
    Cell cell;
    cell.text = m_format.amount(fee, amountDecimals(fee, otherDecimals)) + QLatin1Char(' ') + currency;
    cell.sort = QVariant::fromValue(fee);
    cell.tooltip = [this, fee, currency] {
        const QString exact = m_format.amount(fee, 18) + QLatin1Char(' ') + currency;
        return fee.isNegative() ? tr("A rebate: %1").arg(exact) : exact;
    };
    cell.muted = fee.isZero();
    return cell;
}

LedgerFormat::Cell LedgerFormat::idCell(const QString &id) const
{
    Cell cell;
    cell.text = Format::plain(id, 120);
    cell.muted = true;
    return cell;
}

LedgerFormat::Cell LedgerFormat::cell(const htx::Order &order, LedgerColumn column) const
{
    Cell cell;
    switch (column) {
    case LedgerColumn::Time:
        return timeCell(order.createdAt);
    case LedgerColumn::Market:
        return marketCell(order.symbol);
    case LedgerColumn::Side:
        return sideCell(order.side);
    case LedgerColumn::Kind:
        cell.text = orderKindText(order.kind);
        if (order.stopPrice && !order.stopPrice->isZero())
            cell.tooltip = [this, stop = order.stopPrice] {
                return tr("Triggers at %1").arg(m_format.price(stop, -1));
            };
        break;
    case LedgerColumn::Price:
        return priceCell(order);
    case LedgerColumn::Amount:
        return orderAmountCell(order);
    case LedgerColumn::Filled:
        return amountCell(order.filledAmount, order.symbol);
    case LedgerColumn::Value:
        return orderValueCell(order);
    case LedgerColumn::State:
        cell.chips = {orderStateChip(order)};
        cell.text = cell.chips.constFirst().text;
        if (order.finishedAt > 0)
            cell.tooltip = [this, ended = order.finishedAt] {
                return tr("Ended %1").arg(m_format.timeWithZone(ended));
            };
        break;
    case LedgerColumn::Source:
        cell.text = sourceText(order.source);
        cell.muted = true;
        break;
    case LedgerColumn::Id:
        cell = idCell(order.id.value);
        if (!order.clientOrderId.isEmpty())
            cell.tooltip = [text = cell.text, client = order.clientOrderId] {
                return tr("%1, placed as %2").arg(text, Format::plain(client, 80));
            };
        break;
    case LedgerColumn::Fee:
    case LedgerColumn::Role:
    case LedgerColumn::Address:
    case LedgerColumn::Count:
        break;
    }
    return cell;
}

LedgerFormat::Cell LedgerFormat::cell(const htx::Fill &fill, LedgerColumn column) const
{
    const market::Quote *quote = m_board.quote(fill.symbol);
    Cell cell;
    switch (column) {
    case LedgerColumn::Time:
        return timeCell(fill.createdAt);
    case LedgerColumn::Market:
        return marketCell(fill.symbol);
    case LedgerColumn::Side:
        return sideCell(fill.side);
    case LedgerColumn::Price:
        cell.text = m_format.price(fill.price, quote ? quote->info.priceDecimals : -1);
        cell.sort = QVariant::fromValue(fill.price);
        break;
    case LedgerColumn::Amount:
        return amountCell(fill.amount, fill.symbol);
    case LedgerColumn::Value:
        return moneyCell(fill.price * fill.amount, fill.symbol);
    case LedgerColumn::Fee:
        return feeCell(fill);
    case LedgerColumn::Role:
        cell.text = fill.isMaker ? tr("Maker") : tr("Taker");
        cell.muted = true;
        break;
    case LedgerColumn::Source:
        cell.text = sourceText(fill.source);
        cell.muted = true;
        break;
    case LedgerColumn::Id:
        return idCell(fill.order.value);
    case LedgerColumn::Kind:
    case LedgerColumn::Filled:
    case LedgerColumn::State:
    case LedgerColumn::Address:
    case LedgerColumn::Count:
        break;
    }
    return cell;
}

LedgerFormat::Cell LedgerFormat::cell(const htx::Transfer &transfer, LedgerColumn column) const
{
    const QString asset = Format::plain(transfer.currency.value, 16).toUpper();
    const bool deposit = transfer.direction == htx::TransferDirection::Deposit;
    const auto money = [&](const Decimal &amount) {
        Cell cell;
        cell.text = m_format.alignedAmount(amount, amountDecimals(amount, otherDecimals));
        cell.sort = QVariant::fromValue(amount);
        cell.tooltip = [this, amount, asset] {
            return m_format.amount(amount, 18) + QLatin1Char(' ') + asset;
        };
        cell.muted = amount.isZero();
        return cell;
    };
    Cell cell;
    switch (column) {
    case LedgerColumn::Time:
        return timeCell(transfer.createdAt);
    case LedgerColumn::Market:
        cell.text = asset;
        cell.coin = asset;
        break;
    case LedgerColumn::Side:
        cell.text = deposit ? tr("Deposit") : tr("Withdrawal");
        cell.sign = deposit ? 1 : -1;
        break;
    case LedgerColumn::Kind:
        cell.text = Format::plain(transfer.chain, 24).toUpper();
        cell.muted = true;
        break;
    case LedgerColumn::Amount:
        return money(transfer.amount);
    case LedgerColumn::Fee:
        return money(transfer.fee);
    case LedgerColumn::State:
        cell.chips = {transferStateChip(transfer)};
        cell.text = cell.chips.constFirst().text;
        if (!transfer.errorMessage.isEmpty())
            cell.tooltip = [message = transfer.errorMessage] { return Format::plain(message); };
        break;
    case LedgerColumn::Address:
        return idCell(transfer.address);
    case LedgerColumn::Id:
        return idCell(transfer.txHash);
    case LedgerColumn::Price:
    case LedgerColumn::Filled:
    case LedgerColumn::Value:
    case LedgerColumn::Role:
    case LedgerColumn::Source:
    case LedgerColumn::Count:
        break;
    }
    return cell;
}

LedgerFormat::Cell LedgerFormat::cell(std::monostate, LedgerColumn column) const
{
    Cell cell;
    cell.muted = true;
    if (column == LedgerColumn::Time)
        cell.text = tr("This row could not be read");
    return cell;
}

} // namespace coffer::ui
