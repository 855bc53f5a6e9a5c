// SPDX-License-Identifier: GPL-3.0-or-later
#include "portfolio/balancecache.h"

#include "store/statement.h"

#include <QHash>

#include <array>

namespace coffer::portfolio {

namespace {

using htx::BalanceKind;

/// Words of our own, so that neither the order of the enum nor the wire's vocabulary is in the file.
constexpr std::array<std::pair<BalanceKind, QLatin1String>, 7> kindWords{{
    {BalanceKind::Trade, QLatin1String("trade")},
    {BalanceKind::Frozen, QLatin1String("frozen")},
    {BalanceKind::Loan, QLatin1String("loan")},
    {BalanceKind::Interest, QLatin1String("interest")},
    {BalanceKind::Lock, QLatin1String("lock")},
    {BalanceKind::Limit, QLatin1String("limit")},
    {BalanceKind::Unknown, QLatin1String("unknown")},
}};

QString wordOf(BalanceKind kind)
{
    for (const auto &[each, word] : kindWords) {
        if (each == kind)
            return word;
    }
    return {};
}

BalanceKind kindOf(const QString &word)
{
    for (const auto &[kind, each] : kindWords) {
        if (each == word)
            return kind;
    }
    return BalanceKind::Unknown;
}

Result<void> run(QSqlDatabase &database, const QString &sql, const QVariantList &values)
{
    const Result<QSqlQuery> query = store::execute(database, sql, values);
    if (!query)
        return fail(query.error());
    return {};
}

Result<void> prepare(QSqlQuery &query, const QString &sql)
{
    query.setForwardOnly(true);
    if (!query.prepare(sql))
        return fail(store::errorFrom(query.lastError()));
    return {};
}

Result<void> insert(QSqlQuery &query, const QVariantList &values)
{
    for (qsizetype i = 0; i < values.size(); ++i)
        query.bindValue(static_cast<int>(i), values[i]);
    if (!query.exec())
        return fail(store::errorFrom(query.lastError()));
    return {};
}

Result<void> clear(QSqlDatabase &database, Uid uid)
{
    for (const QString &table : {QStringLiteral("balance_read"), QStringLiteral("balance_account"),
                                 QStringLiteral("balance"), QStringLiteral("balance_row")}) {
        const QString sql = QStringLiteral("DELETE FROM %1 WHERE uid = ?").arg(table);
        if (Result<void> done = run(database, sql, {uid.value}); !done)
            return done;
    }
    return {};
}

Result<void> writeAccounts(QSqlDatabase &database, Uid uid, const QList<htx::Account> &accounts)
{
    QSqlQuery query(database);
    const QString sql = QStringLiteral("INSERT INTO balance_account (uid, place, id, type, subtype, state)"
                                       " VALUES (?, ?, ?, ?, ?, ?)");
    if (Result<void> done = prepare(query, sql); !done)
        return done;
    for (qsizetype i = 0; i < accounts.size(); ++i) {
        const htx::Account &account = accounts[i];
        const QVariantList values{uid.value,    i, account.id.value, account.type, account.subtype,
                                  account.state};
        if (Result<void> done = insert(query, values); !done)
            return done;
    }
    return {};
}

Result<void> writeBalances(QSqlDatabase &database, Uid uid, const QList<htx::Balance> &balances)
{
    QSqlQuery head(database);
    QSqlQuery row(database);
    const QString headSql =
        QStringLiteral("INSERT INTO balance (uid, place, id, type, state, rows_read, rows_rejected)"
                       " VALUES (?, ?, ?, ?, ?, ?, ?)");
    const QString rowSql =
        QStringLiteral("INSERT INTO balance_row (uid, balance, place, currency, kind, raw_kind, amount)"
                       " VALUES (?, ?, ?, ?, ?, ?, ?)");
    if (Result<void> done = prepare(head, headSql).and_then([&] { return prepare(row, rowSql); }); !done)
        return done;
    for (qsizetype i = 0; i < balances.size(); ++i) {
        const htx::Balance &balance = balances[i];
        const QVariantList values{
            uid.value,           i, balance.id.value, balance.type, balance.state, balance.rowsRead,
            balance.rowsRejected};
        if (Result<void> done = insert(head, values); !done)
            return done;
        for (qsizetype j = 0; j < balance.rows.size(); ++j) {
            const htx::BalanceRow &each = balance.rows[j];
            const QVariantList rowValues{uid.value,
                                         i,
                                         j,
                                         each.currency.value,
                                         wordOf(each.kind),
                                         each.rawKind,
                                         QString::fromLatin1(each.amount.toString())};
            if (Result<void> done = insert(row, rowValues); !done)
                return done;
        }
    }
    return {};
}

Result<QList<htx::Account>> readAccounts(QSqlDatabase &database, Uid uid)
{
    const QString sql =
        QStringLiteral("SELECT id, type, subtype, state FROM balance_account WHERE uid = ? ORDER BY place");
    Result<QSqlQuery> query = store::execute(database, sql, {uid.value});
    if (!query)
        return fail(std::move(query.error()));
    QList<htx::Account> accounts;
    while (query->next())
        accounts.append({AccountId{query->value(0).toLongLong()}, query->value(1).toString(),
                         query->value(2).toString(), query->value(3).toString()});
    return accounts;
}

Result<QList<htx::Balance>> readBalances(QSqlDatabase &database, Uid uid)
{
    const QString headSql = QStringLiteral(
        "SELECT place, id, type, state, rows_read, rows_rejected FROM balance WHERE uid = ? ORDER BY place");
    Result<QSqlQuery> head = store::execute(database, headSql, {uid.value});
    if (!head)
        return fail(std::move(head.error()));
    QList<htx::Balance> balances;
    QHash<qint64, qsizetype> places;
    while (head->next()) {
        places.insert(head->value(0).toLongLong(), balances.size());
        htx::Balance balance;
        balance.id = AccountId{head->value(1).toLongLong()};
        balance.type = head->value(2).toString();
        balance.state = head->value(3).toString();
        balance.rowsRead = head->value(4).toLongLong();
        balance.rowsRejected = head->value(5).toLongLong();
        balances.append(balance);
    }

    const QString rowSql = QStringLiteral("SELECT balance, currency, kind, raw_kind, amount FROM balance_row"
                                          " WHERE uid = ? ORDER BY balance, place");
    Result<QSqlQuery> row = store::execute(database, rowSql, {uid.value});
    if (!row)
        return fail(std::move(row.error()));
    while (row->next()) {
        const auto place = places.constFind(row->value(0).toLongLong());
        if (place == places.constEnd())
            continue;
        htx::Balance &balance = balances[*place];
        const std::optional<Decimal> amount = Decimal::parse(row->value(4).toString());
        if (!amount) { // never a guess in place of an amount
            ++balance.rowsRejected;
            continue;
        }
        balance.rows.append({Currency{row->value(1).toString()}, kindOf(row->value(2).toString()),
                             row->value(3).toString(), *amount});
    }
    return balances;
}

} // namespace

QStringList BalanceCache::tables()
{
    return {
        QStringLiteral("CREATE TABLE balance_read (uid INTEGER PRIMARY KEY, read_at INTEGER NOT NULL)"),
        QStringLiteral(
            "CREATE TABLE balance_account ("
            " uid INTEGER NOT NULL, place INTEGER NOT NULL, id INTEGER NOT NULL, type TEXT NOT NULL,"
            " subtype TEXT, state TEXT, PRIMARY KEY (uid, place)) WITHOUT ROWID"),
        QStringLiteral(
            "CREATE TABLE balance ("
            " uid INTEGER NOT NULL, place INTEGER NOT NULL, id INTEGER NOT NULL, type TEXT NOT NULL,"
            " state TEXT, rows_read INTEGER NOT NULL, rows_rejected INTEGER NOT NULL,"
            " PRIMARY KEY (uid, place)) WITHOUT ROWID"),
        QStringLiteral("CREATE TABLE balance_row ("
                       " uid INTEGER NOT NULL, balance INTEGER NOT NULL, place INTEGER NOT NULL,"
                       " currency TEXT NOT NULL, kind TEXT NOT NULL, raw_kind TEXT, amount TEXT NOT NULL,"
                       " PRIMARY KEY (uid, balance, place)) WITHOUT ROWID"),
    };
}

BalanceCache::BalanceCache(store::Database &database) : m_database(database) {}

Future<CachedBalances> BalanceCache::load(Uid uid)
{
    return m_database.run<CachedBalances>([uid](QSqlDatabase &database) -> Result<CachedBalances> {
        Result<QSqlQuery> read = store::execute(
            database, QStringLiteral("SELECT read_at FROM balance_read WHERE uid = ?"), {uid.value});
        if (!read)
            return fail(std::move(read.error()));
        CachedBalances cached;
        if (!read->next())
            return cached;
        cached.readAt = read->value(0).toLongLong();
        Result<QList<htx::Account>> accounts = readAccounts(database, uid);
        if (!accounts)
            return fail(std::move(accounts.error()));
        cached.accounts = *std::move(accounts);
        Result<QList<htx::Balance>> balances = readBalances(database, uid);
        if (!balances)
            return fail(std::move(balances.error()));
        cached.balances = *std::move(balances);
        return cached;
    });
}

Future<void> BalanceCache::save(Uid uid, const CachedBalances &balances)
{
    return m_database.run<void>([uid, balances](QSqlDatabase &database) -> Result<void> {
        const auto stamp = [&] {
            return run(database, QStringLiteral("INSERT INTO balance_read (uid, read_at) VALUES (?, ?)"),
                       {uid.value, balances.readAt});
        };
        return clear(database, uid)
            .and_then(stamp)
            .and_then([&] { return writeAccounts(database, uid, balances.accounts); })
            .and_then([&] { return writeBalances(database, uid, balances.balances); });
    });
}

} // namespace coffer::portfolio
