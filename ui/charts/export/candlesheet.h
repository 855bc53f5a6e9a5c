// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "htx/types/market.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace coffer::ui {

struct ChartContent;

/// The candles in sight as a table of its own, which may go to another thread.
struct CandleSheet
{
    struct Column
    {
        QString name;               ///< "SMA 20", "MACD 12 26 9 signal"
        std::vector<double> values; ///< one a candle; not a number: none
    };
    std::vector<htx::Candle> candles; ///< at their true period, never joined
    std::vector<Column> columns;      ///< of each visible indicator each output, as drawn at the candle
};

/// From the first candle that reaches into sight to the last one that begins in it.
CandleSheet sheetInSight(const ChartContent &content);

/// CSV (RFC 4180, UTF-8): time (UTC, ISO 8601), open, high, low, close, amount, volume and the columns.
/// Numbers are plain decimals with a point, the shortest text that is exactly the number; an empty cell is
/// none.
QByteArray toCsv(const CandleSheet &sheet);

} // namespace coffer::ui
