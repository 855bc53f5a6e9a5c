// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "../market/candlescript.h"
#include "support/fakeclock.h"
#include "ui/charts/plot/candlechart.h"
#include "ui/common/format.h"
#include "ui/common/theme.h"

#include <QApplication>
#include <QTest>

namespace coffer::test {

constexpr qint64 hour = 3600;
constexpr qint64 benchNow = 1'768'478'400; ///< the clock's, a full hour
constexpr int benchCandles = 40;

/// Candles of an hour up to now whose closes are these.
inline QList<htx::Candle> hours(const QList<double> &closes)
{
    QList<htx::Candle> candles;
    double open = closes.value(0);
    for (qsizetype i = 0; i < closes.size(); ++i) {
        const double close = closes[i];
        candles.append({benchNow - (closes.size() - 1 - i) * hour, open, std::max(open, close),
                        std::min(open, close), close, 2 + 0.5 * double(i), close * 2, 3});
        open = close;
    }
    return candles;
}

/// So many closes that grow evenly.
inline QList<double> growing(double from, double to, int count = benchCandles)
{
    QList<double> closes;
    for (int i = 0; i < count; ++i)
        closes.append(from + (to - from) * i / (count - 1));
    return closes;
}

/// A chart of btcusdt, whose closes grow by 39 %.
struct ChartBench
{
    ChartBench()
    {
        theme.apply(*qApp);
        own.merge(hours(growing(100, 139)));
        chart.resize(900, 480);
        chart.setMarket(QStringLiteral("BTC/USDT"), QStringLiteral("USDT"), 2);
        chart.setPeriodName(QStringLiteral("1h"));
        chart.setPriceMode(ui::PriceMode::Percent);
        chart.reset();
    }
    /// All candles of the chart are in sight, the first one whole.
    void showAll() { showFrom(0); }
    /// From the start of this candle to the end of the last one. The axis may become wider the first time.
    void showFrom(int candle)
    {
        for (int time = 0; time < 2; ++time)
            chart.showTimes(double(first() + candle * hour), double(benchNow + hour));
    }
    qint64 first() const { return own.times().front(); }

    /// For looking at, when COFFER_PICTURES names a folder.
    static void picture(QWidget &widget, const QString &name)
    {
        const QString folder = qEnvironmentVariable("COFFER_PICTURES");
        if (!folder.isEmpty())
            widget.grab().save(folder + u'/' + name + QStringLiteral(".png"));
    }

    Settings settings{QString()};
    FakeClock clock;
    ui::Theme theme{settings};
    ui::Format format{settings, clock};
    ui::Context context{theme, format, settings, clock};
    market::CandleSeries own{htx::Period::Hour1};
    ui::CandleChart chart{own, context};
};

} // namespace coffer::test
