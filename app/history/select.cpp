// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/select.h"

#include "history/rows.h"

namespace coffer::history {

namespace {

using Sort = Query::Sort;

QString tableOf(Record record)
{
    switch (record) {
    case Record::Order:
        return rows::Layout<htx::Order>::table();
    case Record::Fill:
        return rows::Layout<htx::Fill>::table();
    case Record::Transfer:
        return rows::Layout<htx::Transfer>::table();
    }
    Q_UNREACHABLE();
}

/// The column that comes before time; empty when the record has none such.
QString sortColumn(Record record, Sort sort)
{
    const bool isTransfer = record == Record::Transfer;
    switch (sort) {
    case Sort::Time:
        return {};
    case Sort::Symbol:
        return isTransfer ? QStringLiteral("currency") : QStringLiteral("symbol");
    case Sort::Side:
        return isTransfer ? QStringLiteral("direction") : QStringLiteral("side");
    case Sort::Price:
        return isTransfer ? QString() : QStringLiteral("sort_price");
    case Sort::Amount:
        return QStringLiteral("sort_amount");
    case Sort::Value:
        return isTransfer ? QStringLiteral("sort_amount") : QStringLiteral("sort_value");
    case Sort::State:
        return record == Record::Fill ? QString() : QStringLiteral("state");
    }
    Q_UNREACHABLE();
}

QStringList searchedColumns(Record record)
{
    switch (record) {
    case Record::Order:
        return {QStringLiteral("id"), QStringLiteral("client_id")};
    case Record::Fill:
        return {QStringLiteral("id"), QStringLiteral("order_id"), QStringLiteral("trade_id")};
    case Record::Transfer:
        return {QStringLiteral("id"), QStringLiteral("address"), QStringLiteral("tx_hash")};
    }
    Q_UNREACHABLE();
}

QString likePattern(QString text)
{
    text.replace(QLatin1Char('\\'), QLatin1String("\\\\"));
    text.replace(QLatin1Char('%'), QLatin1String("\\%"));
    text.replace(QLatin1Char('_'), QLatin1String("\\_"));
    return QLatin1Char('%') + text + QLatin1Char('%');
}

void addText(const Query &query, QStringList &conditions, QVariantList &values)
{
    const QString text = query.text.trimmed();
    if (text.isEmpty())
        return;
    QStringList alternatives;
    const auto add = [&](const QString &column, const QString &pattern) {
        alternatives.append(column + QStringLiteral(" LIKE ? ESCAPE '\\'"));
        values.append(pattern);
    };
    // A market may be typed as it is shown: "BTC/USDT".
    QString market = text;
    market.remove(QLatin1Char('/')).remove(QLatin1Char(' '));
    add(sortColumn(query.record, Sort::Symbol), likePattern(market));
    const QStringList columns = searchedColumns(query.record);
    for (const QString &column : columns)
        add(column, likePattern(text));
    conditions.append(QLatin1Char('(') + alternatives.join(QStringLiteral(" OR ")) + QLatin1Char(')'));
}

} // namespace

Select selectFor(const Query &query)
{
    QStringList conditions{QStringLiteral("uid = ?")};
    QVariantList values{query.uid.value};
    if (!query.symbol.value.isEmpty()) {
        conditions.append(sortColumn(query.record, Sort::Symbol) + QStringLiteral(" = ?"));
        values.append(query.symbol.value);
    }
    if (query.side && query.record != Record::Transfer) {
        conditions.append(QStringLiteral("side = ?"));
        values.append(*query.side == htx::Side::Buy ? 0 : 1);
    }
    // Written out, since a bound value would keep the partial index of open orders from being used. With the
    // plus the column is no constant to the planner, which else would take it out of ORDER BY and sort what
    // the index has sorted.
    if (query.open && query.record == Record::Order)
        conditions.append(*query.open ? QStringLiteral("is_open = 1") : QStringLiteral("+is_open = 0"));
    addText(query, conditions, values);

    QStringList order;
    const QString column = sortColumn(query.record, query.sort);
    if (!column.isEmpty())
        order.append(column);
    order.append(QStringLiteral("created_at"));
    if (query.record == Record::Order)
        order.append(QStringLiteral("is_open"));
    order.append(QStringLiteral("row"));
    const QString direction = query.descending ? QStringLiteral(" DESC") : QStringLiteral(" ASC");
    return {QStringLiteral("SELECT row FROM %1 WHERE %2 ORDER BY %3")
                .arg(tableOf(query.record), conditions.join(QStringLiteral(" AND ")),
                     order.join(direction + QLatin1Char(',')) + direction),
            values};
}

} // namespace coffer::history
