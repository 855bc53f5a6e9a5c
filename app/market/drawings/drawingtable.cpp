// SPDX-License-Identifier: GPL-3.0-or-later
#include "market/drawings/drawingtable.h"

#include "store/statement.h"

#include <QVariant>

namespace coffer::market {

namespace {

struct Row
{
    qint64 id = 0;
    Drawing drawing;
};

std::optional<double> number(const QSqlQuery &row, int column)
{
    const QVariant value = row.value(column);
    bool isNumber = false;
    const double result = value.toDouble(&isNumber);
    return isNumber && !value.isNull() ? std::optional(result) : std::nullopt;
}

std::optional<DrawingPoint> point(const QSqlQuery &row, int column)
{
    const std::optional<double> time = number(row, column);
    const std::optional<double> price = number(row, column + 1);
    if (!time || !price)
        return std::nullopt;
    return DrawingPoint{*time, *price};
}

/// nullopt: nothing that can be drawn.
std::optional<Drawing> drawingFrom(const QSqlQuery &row)
{
    const std::optional<DrawingKind> kind = drawingKindNamed(row.value(1).toString());
    const std::optional<double> width = number(row, 8);
    if (!kind || *kind == DrawingKind::Measure || !width)
        return std::nullopt;
    Drawing drawing;
    drawing.kind = *kind;
    for (int i = 0; i < static_cast<int>(pointCount(*kind)); ++i) {
        const std::optional<DrawingPoint> each = point(row, 2 + 2 * i);
        if (!each)
            return std::nullopt;
        drawing.points.append(*each);
    }
    drawing.text = row.value(6).toString();
    drawing.color = row.value(7).toString();
    drawing.width = *width >= 1 && *width <= Drawing::widest ? static_cast<int>(*width) : 0;
    drawing.locked = row.value(9).toInt() != 0;
    drawing.visible = row.value(10).toInt() != 0;
    return isSound(drawing) && drawingText(drawing.text) == drawing.text ? std::optional(drawing)
                                                                         : std::nullopt;
}

QString keyOf(const Symbol &market)
{
    const QString key = market.value.toLower();
    return key.isNull() ? QStringLiteral("") : key;
}

Result<QList<Row>> readRows(QSqlDatabase &database, const QString &market)
{
    Result<QSqlQuery> found = store::execute(
        database,
        QStringLiteral("SELECT row, kind, time1, price1, time2, price2, text, color, width, locked, visible"
                       " FROM drawing WHERE market = ? ORDER BY place, row LIMIT ?"),
        {market, DrawingTable::mostRows});
    if (!found)
        return fail(std::move(found.error()));
    QList<Row> rows;
    while (found->next()) {
        if (const std::optional<Drawing> drawing = drawingFrom(*found))
            rows.append({found->value(0).toLongLong(), *drawing});
    }
    if (found->lastError().isValid()) // it looks like an end
        return fail(store::errorFrom(found->lastError()));
    return rows;
}

QVariant text(const QString &value)
{
    return value.isNull() ? QStringLiteral("") : value;
}

QVariantList valuesOf(const QString &market, qint64 place, const Drawing &drawing)
{
    const DrawingPoint &first = drawing.points.constFirst();
    const bool hasTwo = drawing.points.size() > 1;
    return {market,
            place,
            wireName(drawing.kind),
            first.time,
            first.price,
            hasTwo ? QVariant(drawing.points.at(1).time) : QVariant(),
            hasTwo ? QVariant(drawing.points.at(1).price) : QVariant(),
            text(drawing.text),
            text(drawing.color),
            drawing.width,
            drawing.locked ? 1 : 0,
            drawing.visible ? 1 : 0};
}

Result<void> removeReadable(QSqlDatabase &database, const QString &market)
{
    const Result<QList<Row>> rows = readRows(database, market);
    if (!rows)
        return fail(rows.error());
    for (const Row &row : *rows) {
        if (const auto done =
                store::execute(database, QStringLiteral("DELETE FROM drawing WHERE row = ?"), {row.id});
            !done)
            return fail(done.error());
    }
    return {};
}

Result<qint64> nextPlace(QSqlDatabase &database, const QString &market)
{
    Result<QSqlQuery> last =
        store::execute(database, QStringLiteral("SELECT max(place) FROM drawing WHERE market = ?"), {market});
    if (!last)
        return fail(std::move(last.error()));
    return last->next() && !last->isNull(0) ? last->value(0).toLongLong() + 1 : 0;
}

Result<void> insert(QSqlDatabase &database, const QString &market, qint64 place,
                    const QList<Drawing> &drawings)
{
    for (const Drawing &drawing : drawings) {
        if (!isSound(drawing))
            continue;
        const auto done = store::execute(
            database,
            QStringLiteral("INSERT INTO drawing (market, place, kind, time1, price1, time2, price2, text,"
                           " color, width, locked, visible) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)"),
            valuesOf(market, place++, drawing));
        if (!done)
            return fail(done.error());
    }
    return {};
}

} // namespace

QStringList DrawingTable::tables()
{
    return {QStringLiteral("CREATE TABLE drawing ("
                           " row INTEGER PRIMARY KEY,"
                           " market TEXT NOT NULL,"   // in lower case
                           " place INTEGER NOT NULL," // in the market's order
                           " kind TEXT NOT NULL,"
                           " time1 REAL NOT NULL, price1 REAL NOT NULL," // seconds UTC
                           " time2 REAL, price2 REAL,"
                           " text TEXT NOT NULL, color TEXT NOT NULL,"
                           " width INTEGER NOT NULL, locked INTEGER NOT NULL, visible INTEGER NOT NULL)"),
            QStringLiteral("CREATE INDEX drawing_by_market ON drawing (market, place)")};
}

DrawingTable::DrawingTable(store::Database &database) : m_database(database) {}

Future<QList<Drawing>> DrawingTable::load(const Symbol &market)
{
    return m_database.run<QList<Drawing>>(
        [key = keyOf(market)](QSqlDatabase &database) -> Result<QList<Drawing>> {
            const Result<QList<Row>> rows = readRows(database, key);
            if (!rows)
                return fail(rows.error());
            QList<Drawing> drawings;
            for (const Row &row : *rows)
                drawings.append(row.drawing);
            return drawings;
        });
}

Future<void> DrawingTable::save(const Symbol &market, const QList<Drawing> &drawings, Mode mode)
{
    return m_database.run<void>(
        [key = keyOf(market), drawings, mode](QSqlDatabase &database) -> Result<void> {
            qint64 place = 0;
            if (mode == Mode::Append) {
                const Result<qint64> next = nextPlace(database, key);
                if (!next)
                    return fail(next.error());
                place = *next;
            } else if (Result<void> done = removeReadable(database, key); !done) {
                return done;
            }
            return insert(database, key, place, drawings);
        });
}

} // namespace coffer::market
