// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "market/candles/candlekey.h"
#include "market/candles/candlespans.h"

#include "core/result.h"

#include <QSqlDatabase>

#include <optional>

/// The rows of the candle file (candletable.h), on the database's thread inside a transaction of its own.
namespace coffer::market::rows {

/// One market and period in the file.
struct Series
{
    qint64 id = 0;
    qint64 opened = 0; ///< the exchange has no candles before this second; 0: not known
};

Result<std::optional<Series>> find(QSqlDatabase &database, const CandleKey &key);
Result<Series> findOrMake(QSqlDatabase &database, const CandleKey &key);
Result<void> setOpened(QSqlDatabase &database, qint64 series, qint64 opened);
Result<void> setSeen(QSqlDatabase &database, qint64 series, qint64 nowMs);

Result<void> putCandles(QSqlDatabase &database, qint64 series, const QList<htx::Candle> &candles);
/// The newest so many of a span, oldest first.
Result<QList<htx::Candle>> candles(QSqlDatabase &database, qint64 series, const CandleSpan &span, int most);

Result<void> putSpan(QSqlDatabase &database, qint64 series, CandleSpan span);
Result<CandleSpans> spans(QSqlDatabase &database, qint64 series);

} // namespace coffer::market::rows
