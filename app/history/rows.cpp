// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/rows.h"

#include <array>

namespace coffer::history::rows {

namespace {

using htx::OrderState;

/// Words of our own, so that neither the order of the enum nor the wire's vocabulary is in the file.
constexpr std::array<std::pair<OrderState, QLatin1String>, 9> stateWords{{
    {OrderState::Created, QLatin1String("created")},
    {OrderState::Submitted, QLatin1String("submitted")},
    {OrderState::PartiallyFilled, QLatin1String("partially-filled")},
    {OrderState::Filled, QLatin1String("filled")},
    {OrderState::PartiallyCanceled, QLatin1String("partially-canceled")},
    {OrderState::Canceling, QLatin1String("canceling")},
    {OrderState::Canceled, QLatin1String("canceled")},
    {OrderState::Rejected, QLatin1String("rejected")},
    {OrderState::Unknown, QLatin1String("unknown")},
}};

QString wordOf(OrderState state)
{
    for (const auto &[each, word] : stateWords) {
        if (each == state)
            return word;
    }
    return {};
}

OrderState stateOf(const QString &word)
{
    for (const auto &[state, each] : stateWords) {
        if (each == word)
            return state;
    }
    return OrderState::Unknown;
}

QString text(const Decimal &value)
{
    return QString::fromLatin1(value.toString());
}

/// For columns that are NOT NULL: Qt binds a null string as NULL.
QString present(const QString &text)
{
    return text.isNull() ? QLatin1String("") : text;
}

int number(htx::Side side)
{
    return side == htx::Side::Buy ? 0 : 1;
}

htx::Side sideOf(int number)
{
    return number == 0 ? htx::Side::Buy : htx::Side::Sell;
}

int number(htx::TransferDirection direction)
{
    return direction == htx::TransferDirection::Deposit ? 0 : 1;
}

/// Steps through the columns of one row, and remembers whether every amount in it could be read.
class RowReader
{
public:
    RowReader(const QSqlQuery &query, int first) : m_query(query), m_column(first) {}

    QString text() { return m_query.value(m_column++).toString(); }
    qint64 number() { return m_query.value(m_column++).toLongLong(); }
    Decimal decimal()
    {
        const std::optional<Decimal> value = Decimal::parse(text());
        m_sound = m_sound && value;
        return value.value_or(Decimal());
    }
    std::optional<Decimal> optionalDecimal()
    {
        if (m_query.isNull(m_column)) {
            ++m_column;
            return std::nullopt;
        }
        return decimal();
    }

    template<class T>
    Result<T> result(T row) const
    {
        if (!m_sound)
            return fail(ErrorKind::StorageCorrupt, QStringLiteral("A stored amount is not a number."));
        return row;
    }

private:
    const QSqlQuery &m_query;
    int m_column;
    bool m_sound = true;
};

/// What the price column shows: the limit, or what was paid when there was none.
Decimal shownPrice(const htx::Order &order)
{
    return order.price.isZero() ? order.averagePrice().value_or(Decimal()) : order.price;
}

/// What was traded, or, while nothing was, what the order is worth.
Decimal shownValue(const htx::Order &order)
{
    if (!order.filledCash.isZero())
        return order.filledCash;
    return order.isMarketBuy() ? order.amount : order.amount * order.price;
}

QStringList indexes(const QString &table, const QStringList &sorted, const QString &tail)
{
    QStringList statements;
    for (const QString &column : sorted)
        statements.append(
            QStringLiteral("CREATE INDEX %1_by_%2 ON %1 (uid, %2, created_at%3)").arg(table, column, tail));
    statements.append(QStringLiteral("CREATE INDEX %1_by_time ON %1 (uid, created_at%2)").arg(table, tail));
    return statements;
}

} // namespace

QStringList Layout<htx::Order>::columns()
{
    return QStringLiteral(
               "id symbol account client_id side kind amount price filled_amount filled_cash filled_fees"
               " state raw_state source created_at finished_at canceled_at stop_price"
               " is_open sort_price sort_amount sort_value")
        .split(QLatin1Char(' '));
}

QVariantList Layout<htx::Order>::identityOf(const htx::Order &order)
{
    return {present(order.id.value)};
}

QVariantList Layout<htx::Order>::values(const htx::Order &order)
{
    return {present(order.id.value),
            present(order.symbol.value),
            order.account.value,
            order.clientOrderId,
            number(order.side),
            order.kind,
            text(order.amount),
            text(order.price),
            text(order.filledAmount),
            text(order.filledCash),
            text(order.filledFees),
            wordOf(order.state),
            order.rawState,
            order.source,
            order.createdAt,
            order.finishedAt,
            order.canceledAt,
            order.stopPrice ? QVariant(text(*order.stopPrice)) : QVariant(QMetaType(QMetaType::QString)),
            order.isOpen() ? 1 : 0,
            shownPrice(order).toDouble(),
            order.amount.toDouble(),
            shownValue(order).toDouble()};
}

Result<htx::Order> Layout<htx::Order>::read(const QSqlQuery &query, int first)
{
    RowReader row(query, first);
    htx::Order order;
    order.id = OrderId{row.text()};
    order.symbol = Symbol{row.text()};
    order.account = AccountId{row.number()};
    order.clientOrderId = row.text();
    order.side = sideOf(static_cast<int>(row.number()));
    order.kind = row.text();
    order.amount = row.decimal();
    order.price = row.decimal();
    order.filledAmount = row.decimal();
    order.filledCash = row.decimal();
    order.filledFees = row.decimal();
    order.state = stateOf(row.text());
    order.rawState = row.text();
    order.source = row.text();
    order.createdAt = row.number();
    order.finishedAt = row.number();
    order.canceledAt = row.number();
    order.stopPrice = row.optionalDecimal();
    return row.result(order);
}

QStringList Layout<htx::Order>::sql()
{
    // is_open closes every index, so that "finished only" is answered from the index alone.
    return QStringList{QStringLiteral(
               "CREATE TABLE history_order (row INTEGER PRIMARY KEY, uid INTEGER NOT NULL, id TEXT NOT NULL,"
               " symbol TEXT NOT NULL, account INTEGER NOT NULL, client_id TEXT, side INTEGER NOT NULL, kind "
               "TEXT,"
               " amount TEXT NOT NULL, price TEXT NOT NULL, filled_amount TEXT NOT NULL, filled_cash TEXT "
               "NOT NULL,"
               " filled_fees TEXT NOT NULL, state TEXT NOT NULL, raw_state TEXT, source TEXT,"
               " created_at INTEGER NOT NULL, finished_at INTEGER NOT NULL, canceled_at INTEGER NOT NULL,"
               " stop_price TEXT, is_open INTEGER NOT NULL, sort_price REAL NOT NULL, sort_amount REAL NOT "
               "NULL,"
               " sort_value REAL NOT NULL, UNIQUE (uid, id))")} +
           indexes(table(),
                   {QStringLiteral("symbol"), QStringLiteral("side"), QStringLiteral("sort_price"),
                    QStringLiteral("sort_amount"), QStringLiteral("sort_value"), QStringLiteral("state")},
                   QStringLiteral(", is_open")) +
           QStringList{QStringLiteral("CREATE INDEX history_order_open ON history_order (uid, created_at)"
                                      " WHERE is_open = 1")};
}

QStringList Layout<htx::Fill>::columns()
{
    return QStringLiteral(
               "id order_id match_id trade_id symbol side kind source is_maker price amount fee"
               " fee_currency deducted deduct_currency created_at sort_price sort_amount sort_value")
        .split(QLatin1Char(' '));
}

QVariantList Layout<htx::Fill>::identityOf(const htx::Fill &fill)
{
    return {present(fill.id.value)};
}

QVariantList Layout<htx::Fill>::values(const htx::Fill &fill)
{
    return {present(fill.id.value),
            fill.order.value,
            fill.matchId,
            fill.tradeId,
            present(fill.symbol.value),
            number(fill.side),
            fill.kind,
            fill.source,
            fill.isMaker ? 1 : 0,
            text(fill.price),
            text(fill.amount),
            text(fill.fee),
            fill.feeCurrency.value,
            text(fill.deducted),
            fill.deductCurrency.value,
            fill.createdAt,
            fill.price.toDouble(),
            fill.amount.toDouble(),
            (fill.price * fill.amount).toDouble()};
}

Result<htx::Fill> Layout<htx::Fill>::read(const QSqlQuery &query, int first)
{
    RowReader row(query, first);
    htx::Fill fill;
    fill.id = FillId{row.text()};
    fill.order = OrderId{row.text()};
    fill.matchId = row.text();
    fill.tradeId = row.text();
    fill.symbol = Symbol{row.text()};
    fill.side = sideOf(static_cast<int>(row.number()));
    fill.kind = row.text();
    fill.source = row.text();
    fill.isMaker = row.number() != 0;
    fill.price = row.decimal();
    fill.amount = row.decimal();
    fill.fee = row.decimal();
    fill.feeCurrency = Currency{row.text()};
    fill.deducted = row.decimal();
    fill.deductCurrency = Currency{row.text()};
    fill.createdAt = row.number();
    return row.result(fill);
}

QStringList Layout<htx::Fill>::sql()
{
    return QStringList{QStringLiteral(
               "CREATE TABLE history_fill (row INTEGER PRIMARY KEY, uid INTEGER NOT NULL, id TEXT NOT NULL,"
               " order_id TEXT, match_id TEXT, trade_id TEXT, symbol TEXT NOT NULL, side INTEGER NOT NULL, "
               "kind TEXT,"
               " source TEXT, is_maker INTEGER NOT NULL, price TEXT NOT NULL, amount TEXT NOT NULL, fee TEXT "
               "NOT NULL,"
               " fee_currency TEXT, deducted TEXT NOT NULL, deduct_currency TEXT, created_at INTEGER NOT "
               "NULL,"
               " sort_price REAL NOT NULL, sort_amount REAL NOT NULL, sort_value REAL NOT NULL, UNIQUE (uid, "
               "id))")} +
           indexes(table(),
                   {QStringLiteral("symbol"), QStringLiteral("side"), QStringLiteral("sort_price"),
                    QStringLiteral("sort_amount"), QStringLiteral("sort_value")},
                   {});
}

QStringList Layout<htx::Transfer>::columns()
{
    return QStringLiteral("id direction sub_type currency chain tx_hash amount fee address address_tag state"
                          " error_code error_message created_at updated_at sort_amount")
        .split(QLatin1Char(' '));
}

QVariantList Layout<htx::Transfer>::identityOf(const htx::Transfer &transfer)
{
    return {number(transfer.direction), present(transfer.id.value)};
}

QVariantList Layout<htx::Transfer>::values(const htx::Transfer &transfer)
{
    return {present(transfer.id.value),
            number(transfer.direction),
            transfer.subType,
            present(transfer.currency.value),
            transfer.chain,
            transfer.txHash,
            text(transfer.amount),
            text(transfer.fee),
            transfer.address,
            transfer.addressTag,
            transfer.state,
            transfer.errorCode,
            transfer.errorMessage,
            transfer.createdAt,
            transfer.updatedAt,
            transfer.amount.toDouble()};
}

Result<htx::Transfer> Layout<htx::Transfer>::read(const QSqlQuery &query, int first)
{
    RowReader row(query, first);
    htx::Transfer transfer;
    transfer.id = TransferId{row.text()};
    transfer.direction =
        row.number() == 0 ? htx::TransferDirection::Deposit : htx::TransferDirection::Withdrawal;
    transfer.subType = row.text();
    transfer.currency = Currency{row.text()};
    transfer.chain = row.text();
    transfer.txHash = row.text();
    transfer.amount = row.decimal();
    transfer.fee = row.decimal();
    transfer.address = row.text();
    transfer.addressTag = row.text();
    transfer.state = row.text();
    transfer.errorCode = row.text();
    transfer.errorMessage = row.text();
    transfer.createdAt = row.number();
    transfer.updatedAt = row.number();
    return row.result(transfer);
}

QStringList Layout<htx::Transfer>::sql()
{
    return QStringList{QStringLiteral(
               "CREATE TABLE history_transfer (row INTEGER PRIMARY KEY, uid INTEGER NOT NULL, id TEXT NOT "
               "NULL,"
               " direction INTEGER NOT NULL, sub_type TEXT, currency TEXT NOT NULL, chain TEXT, tx_hash TEXT,"
               " amount TEXT NOT NULL, fee TEXT NOT NULL, address TEXT, address_tag TEXT, state TEXT,"
               " error_code TEXT, error_message TEXT, created_at INTEGER NOT NULL, updated_at INTEGER NOT "
               "NULL,"
               " sort_amount REAL NOT NULL, UNIQUE (uid, direction, id))")} +
           indexes(table(),
                   {QStringLiteral("currency"), QStringLiteral("direction"), QStringLiteral("state"),
                    QStringLiteral("sort_amount")},
                   {});
}

} // namespace coffer::history::rows
