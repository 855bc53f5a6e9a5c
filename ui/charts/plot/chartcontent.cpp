// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/plot/chartcontent.h"

#include "ui/charts/plot/canvas.h"
#include "ui/common/format.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <array>
#include <cmath>

namespace coffer::ui {

namespace {

constexpr int exchangeZone = 8 * 3600; // UTC+8

/// With the sign that all other numbers have.
QString withMinus(QString number)
{
    const QString hyphen = QLocale().negativeSign();
    if (number.startsWith(hyphen))
        number.replace(0, hyphen.size(), QChar(0x2212));
    return number;
}

bool hasDays(const market::CandleSeries &series)
{
    return htx::seconds(series.period()) >= htx::seconds(htx::Period::Day1);
}

} // namespace

QRectF ChartContent::plot() const
{
    QRectF rect = scale.prices().united(scale.volumes());
    for (const ChartPane &pane : panes)
        rect = rect.united(pane.rect);
    return rect;
}

std::size_t ChartContent::firstPainted(const Canvas &canvas) const
{
    constexpr double reach = 4; // pixels of a line's width or a dot
    return buckets.paintedFrom(scale.timeAt(canvas.left() - reach));
}

double ChartContent::percentBase() const
{
    for (const CandleBucket &bucket : buckets.buckets) {
        if (bucket.time + buckets.length > scale.from())
            return bucket.close;
    }
    return 0;
}

QTimeZone ChartContent::dateZone() const
{
    return hasDays(*series) ? QTimeZone(exchangeZone) : zone;
}

QString ChartContent::axisText(double price) const
{
    const double base = percentBase();
    return priceMode == PriceMode::Percent && base > 0 ? changeText(format, base, price) : priceText(price);
}

QString ChartContent::priceText(double price) const
{
    if (!std::isfinite(price))
        return format.price(std::nullopt);
    const QByteArray digits = priceDecimals >= 0 ? QByteArray::number(price, 'f', priceDecimals)
                                                 : QByteArray::number(price, 'g', 12);
    return format.price(Decimal::parse(QByteArrayView(digits)), priceDecimals);
}

double ChartContent::priceStep() const
{
    return priceDecimals >= 0 ? std::pow(10.0, -priceDecimals) : 0;
}

QString ChartContent::candleTime(double time) const
{
    const auto seconds = static_cast<qint64>(std::floor(time));
    const QDateTime local = QDateTime::fromSecsSinceEpoch(seconds, dateZone());
    return QLocale().toString(local, hasDays(*series) ? QStringLiteral("ddd d MMM yyyy")
                                                      : QStringLiteral("ddd d MMM yyyy HH:mm"));
}

QString compactNumber(double value)
{
    struct Magnitude
    {
        double size;
        const char *text;
    };
    static constexpr std::array<Magnitude, 4> magnitudes{{{1e12, QT_TRANSLATE_NOOP("compactNumber", "%1 T")},
                                                          {1e9, QT_TRANSLATE_NOOP("compactNumber", "%1 B")},
                                                          {1e6, QT_TRANSLATE_NOOP("compactNumber", "%1 M")},
                                                          {1e3, QT_TRANSLATE_NOOP("compactNumber", "%1 K")}}};
    const auto digits = [](double number) {
        const double size = std::abs(number);
        return withMinus(QLocale().toString(number, 'f', size >= 100 ? 0 : size >= 10 ? 1 : 2));
    };
    if (!std::isfinite(value))
        return QStringLiteral("–");
    for (const Magnitude &magnitude : magnitudes) {
        if (std::abs(value) >= magnitude.size * 0.9995)
            return QCoreApplication::translate("compactNumber", magnitude.text)
                .arg(digits(value / magnitude.size));
    }
    return digits(value);
}

QString indicatorNumber(const ChartContent &content, double value, bool isPrice)
{
    if (!std::isfinite(value))
        return QStringLiteral("–");
    if (isPrice)
        return content.priceText(value);
    const double size = std::abs(value);
    if (size >= 1e4)
        return compactNumber(value);
    return withMinus(size >= 0.01 || size == 0 ? QLocale().toString(value, 'f', 2)
                                               : QLocale().toString(value, 'g', 3));
}

QString changeText(const Format &format, double from, double to)
{
    if (!(from > 0) || !std::isfinite(to))
        return format.percent(std::nullopt);
    return format.percent(Decimal::parse(QByteArrayView(QByteArray::number(to / from - 1, 'f', 6))));
}

} // namespace coffer::ui
