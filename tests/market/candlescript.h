// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "htx/feed/feedrules.h"
#include "market/candles/candletable.h"
#include "scriptedgateway.h"
#include "support/waited.h"

#include <QJsonObject>
#include <QLocale>
#include <QProcess>
#include <QStandardPaths>

#include <set>

namespace coffer::test {

inline const QByteArray klinePath = "/market/history/kline";
inline const Symbol btc{QStringLiteral("btcusdt")};
inline const Symbol eth{QStringLiteral("ethusdt")};

inline htx::Candle candleAt(qint64 time, double price, double volume = 1)
{
    return {time, price, price + 1, price / 2, price, volume, volume, 1};
}

inline QByteArray candleJson(const htx::Candle &candle)
{
    const auto number = [](double value) {
        return QByteArray::number(value, 'g', QLocale::FloatingPointShortest);
    };
    return R"({"id":)" + QByteArray::number(candle.time) + R"(,"open":)" + number(candle.open) +
           R"(,"close":)" + number(candle.close) + R"(,"low":)" + number(candle.low) + R"(,"high":)" +
           number(candle.high) + R"(,"amount":)" + number(candle.amount) + R"(,"vol":)" +
           number(candle.volume) + R"(,"count":)" + QByteArray::number(candle.count) + '}';
}

inline QByteArray candlesJson(const QList<htx::Candle> &candles)
{
    QByteArrayList rows;
    for (const htx::Candle &candle : candles)
        rows.append(candleJson(candle));
    return '[' + rows.join(',') + ']';
}

/// A market with a candle every so many seconds, from its opening until now, and what an exchange tells of it
/// by REST and by the socket. Prices follow from the time.
class ScriptedMarket
{
public:
    qint64 opening = 0, now = 0; ///< seconds, of the first candle and of the one that is being made
    qint64 step = 60;
    std::set<qint64> missing; ///< times without a candle

    static htx::Candle candle(qint64 time)
    {
        return candleAt(time, 1 + double(time / 60 % 1'000), double(time / 60 % 7));
    }
    QList<htx::Candle> between(qint64 from, qint64 to) const
    {
        QList<htx::Candle> candles;
        const qint64 first = std::max(opening, now - (now - std::max(from, opening)) / step * step);
        for (qint64 time = first; time <= std::min(now, to); time += step) {
            if (!missing.contains(time))
                candles.append(candle(time));
        }
        return candles;
    }
    /// GET /market/history/kline: newest first.
    Result<QByteArray> rest(const htx::Request &request) const
    {
        if (ScriptedGateway::parameter(request, "period") == "1week")
            return okay(candlesJson({candle(opening - opening % 604'800)}));
        const qint64 size = ScriptedGateway::parameter(request, "size").toLongLong();
        QList<htx::Candle> candles = between(now - (size - 1) * step, now);
        std::reverse(candles.begin(), candles.end());
        return okay(candlesJson(candles));
    }
    /// The data of a request over the socket, oldest first, 300 at most.
    QByteArray socket(const QJsonObject &request) const
    {
        const QList<htx::Candle> candles =
            between(request[QStringLiteral("from")].toInteger(), request[QStringLiteral("to")].toInteger());
        return candlesJson(candles.mid(std::max<qsizetype>(0, candles.size() - 300)));
    }
};

/// What another program reads in the file, by lines; nullopt when there is no such program.
inline std::optional<QStringList> sqliteSays(const QString &file, const QString &sql)
{
    const QString program = QStandardPaths::findExecutable(QStringLiteral("sqlite3"));
    if (program.isEmpty())
        return std::nullopt;
    QProcess process;
    process.start(program, {QStringLiteral("-readonly"), file, sql});
    process.waitForFinished();
    return QString::fromUtf8(process.readAllStandardOutput()).split(u'\n', Qt::SkipEmptyParts);
}

inline htx::feed::FeedRules quickRules()
{
    htx::feed::FeedRules rules;
    rules.connection.tick = std::chrono::milliseconds(2);
    rules.pace = std::chrono::milliseconds(0);
    rules.frame = std::chrono::milliseconds(1);
    return rules;
}

} // namespace coffer::test
