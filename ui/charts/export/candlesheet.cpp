// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/export/candlesheet.h"

#include "core/csv.h"
#include "market/candles/periods.h"
#include "ui/charts/plot/chartcontent.h"

#include <QDateTime>
#include <QLocale>

#include <cmath>

namespace coffer::ui {

namespace {

struct Rows
{
    qsizetype first = 0, last = 0; ///< [first, last)
};

Rows rowsInSight(const ChartContent &content)
{
    const market::CandleSeries &series = *content.series;
    if (series.isEmpty() || !content.scale.isValid())
        return {};
    const auto from = static_cast<qint64>(std::floor(content.scale.from()));
    const auto to = static_cast<qint64>(std::ceil(content.scale.to()));
    qsizetype first = series.lowerBound(from + 1);
    if (first > 0 &&
        market::next(series.period(), series.times()[static_cast<std::size_t>(first - 1)]) > from)
        --first;
    return {first, std::max(first, series.lowerBound(to))};
}

QByteArray number(double value)
{
    return std::isfinite(value) ? QByteArray::number(value, 'f', QLocale::FloatingPointShortest)
                                : QByteArray();
}

} // namespace

CandleSheet sheetInSight(const ChartContent &content)
{
    const Rows rows = rowsInSight(content);
    const auto count = static_cast<std::size_t>(rows.last - rows.first);
    CandleSheet sheet;
    sheet.candles.reserve(count);
    for (qsizetype row = rows.first; row < rows.last; ++row)
        sheet.candles.push_back(content.series->at(row));
    for (const IndicatorView &view : content.indicators) {
        if (!view.indicator.spec().visible)
            continue;
        const market::IndicatorInfo &info = market::indicatorInfo(view.indicator.spec().kind);
        for (int output = 0; output < view.indicator.outputCount(); ++output) {
            CandleSheet::Column column;
            column.name = view.name;
            if (view.indicator.outputCount() > 1)
                column.name += u' ' + QString(info.outputs[static_cast<std::size_t>(output)].name);
            column.values.reserve(count);
            for (qsizetype row = rows.first; row < rows.last; ++row)
                column.values.push_back(view.indicator.valueAt(output, row));
            sheet.columns.push_back(std::move(column));
        }
    }
    return sheet;
}

QByteArray toCsv(const CandleSheet &sheet)
{
    QByteArrayList cells{"time", "open", "high", "low", "close", "amount", "volume"};
    for (const CandleSheet::Column &column : sheet.columns)
        cells.append(csv::cell(column.name));
    QByteArray text = csv::line(cells);
    for (std::size_t row = 0; row < sheet.candles.size(); ++row) {
        const htx::Candle &candle = sheet.candles[row];
        cells = {QDateTime::fromSecsSinceEpoch(candle.time, Qt::UTC).toString(Qt::ISODate).toLatin1()};
        for (const double value :
             {candle.open, candle.high, candle.low, candle.close, candle.amount, candle.volume})
            cells.append(number(value));
        for (const CandleSheet::Column &column : sheet.columns)
            cells.append(number(column.values[row]));
        text += csv::line(cells);
    }
    return text;
}

} // namespace coffer::ui
