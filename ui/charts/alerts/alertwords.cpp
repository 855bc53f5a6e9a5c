// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/alerts/alertwords.h"

#include "market/tickerboard.h"
#include "ui/common/format.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace coffer::ui {

using market::Alert;
using market::AlertDirection;
using market::AlertKind;
using market::AlertState;
using market::IndicatorKind;
using market::IndicatorSpec;

namespace {

struct AlertWords
{
    Q_DECLARE_TR_FUNCTIONS(coffer::ui::Alert)

public:
    static QString crosses(const QString &what, const QString &level, AlertDirection direction)
    {
        switch (direction) {
        case AlertDirection::Up:
            return tr("%1 crosses %2 upwards").arg(what, level);
        case AlertDirection::Down:
            return tr("%1 crosses %2 downwards").arg(what, level);
        case AlertDirection::Either:
            break;
        }
        return tr("%1 crosses %2").arg(what, level);
    }

    static QString crossed(const QString &what, const QString &level, AlertDirection direction)
    {
        return direction == AlertDirection::Up ? tr("%1 crossed %2 upwards").arg(what, level)
                                               : tr("%1 crossed %2 downwards").arg(what, level);
    }

    static QString moves(const QString &what, const QString &percent, const QString &window,
                         AlertDirection direction)
    {
        switch (direction) {
        case AlertDirection::Up:
            return tr("%1 rises by %2 within %3").arg(what, percent, window);
        case AlertDirection::Down:
            return tr("%1 falls by %2 within %3").arg(what, percent, window);
        case AlertDirection::Either:
            break;
        }
        return tr("%1 moves by %2 within %3").arg(what, percent, window);
    }

    static QString moved(const QString &what, const QString &percent, const QString &window,
                         AlertDirection direction)
    {
        return direction == AlertDirection::Up ? tr("%1 rose by %2 within %3").arg(what, percent, window)
                                               : tr("%1 fell by %2 within %3").arg(what, percent, window);
    }

    static QString kind(IndicatorKind kind)
    {
        switch (kind) {
        case IndicatorKind::Sma:
            return tr("SMA");
        case IndicatorKind::Ema:
            return tr("EMA");
        case IndicatorKind::Wma:
            return tr("WMA");
        case IndicatorKind::Bollinger:
            return tr("Bollinger bands");
        case IndicatorKind::Vwap:
            return tr("VWAP");
        case IndicatorKind::Ichimoku:
            return tr("Ichimoku cloud");
        case IndicatorKind::ParabolicSar:
            return tr("Parabolic SAR");
        case IndicatorKind::Rsi:
            return tr("RSI");
        case IndicatorKind::Macd:
            return tr("MACD");
        case IndicatorKind::Stochastic:
            return tr("Stochastic");
        case IndicatorKind::Atr:
            return tr("ATR");
        case IndicatorKind::Obv:
            return tr("OBV");
        case IndicatorKind::Adx:
            return tr("ADX");
        case IndicatorKind::Count:
            break;
        }
        return {};
    }

    struct Name
    {
        const char *name;
        const char *words;
    };

    template<std::size_t count>
    static QString named(QLatin1String name, const std::array<Name, count> &names)
    {
        const auto found = std::ranges::find_if(
            names, [name](const Name &each) { return name == QLatin1String(each.name); });
        return found == names.end() ? QString(name) : tr(found->words);
    }

    static QString output(QLatin1String name)
    {
        static constexpr std::array names{
            Name{"line", QT_TRANSLATE_NOOP("coffer::ui::Alert", "line")},
            Name{"dots", QT_TRANSLATE_NOOP("coffer::ui::Alert", "dots")},
            Name{"middle", QT_TRANSLATE_NOOP("coffer::ui::Alert", "middle")},
            Name{"upper", QT_TRANSLATE_NOOP("coffer::ui::Alert", "upper")},
            Name{"lower", QT_TRANSLATE_NOOP("coffer::ui::Alert", "lower")},
            Name{"conversion", QT_TRANSLATE_NOOP("coffer::ui::Alert", "conversion line")},
            Name{"base", QT_TRANSLATE_NOOP("coffer::ui::Alert", "base line")},
            Name{"spanA", QT_TRANSLATE_NOOP("coffer::ui::Alert", "span A")},
            Name{"spanB", QT_TRANSLATE_NOOP("coffer::ui::Alert", "span B")},
            Name{"lagging", QT_TRANSLATE_NOOP("coffer::ui::Alert", "lagging span")},
            Name{"macd", QT_TRANSLATE_NOOP("coffer::ui::Alert", "MACD line")},
            Name{"signal", QT_TRANSLATE_NOOP("coffer::ui::Alert", "signal line")},
            Name{"histogram", QT_TRANSLATE_NOOP("coffer::ui::Alert", "histogram")},
            Name{"k", QT_TRANSLATE_NOOP("coffer::ui::Alert", "%K")},
            Name{"d", QT_TRANSLATE_NOOP("coffer::ui::Alert", "%D")},
            Name{"adx", QT_TRANSLATE_NOOP("coffer::ui::Alert", "ADX")},
            Name{"plus", QT_TRANSLATE_NOOP("coffer::ui::Alert", "+DI")},
            Name{"minus", QT_TRANSLATE_NOOP("coffer::ui::Alert", "-DI")}};
        return named(name, names);
    }

    static QString parameter(QLatin1String name)
    {
        static constexpr std::array names{
            Name{"period", QT_TRANSLATE_NOOP("coffer::ui::Alert", "Length")},
            Name{"width", QT_TRANSLATE_NOOP("coffer::ui::Alert", "Width")},
            Name{"conversion", QT_TRANSLATE_NOOP("coffer::ui::Alert", "Conversion")},
            Name{"base", QT_TRANSLATE_NOOP("coffer::ui::Alert", "Base")},
            Name{"span", QT_TRANSLATE_NOOP("coffer::ui::Alert", "Span")},
            Name{"shift", QT_TRANSLATE_NOOP("coffer::ui::Alert", "Shift")},
            Name{"step", QT_TRANSLATE_NOOP("coffer::ui::Alert", "Step")},
            Name{"most", QT_TRANSLATE_NOOP("coffer::ui::Alert", "Most")},
            Name{"fast", QT_TRANSLATE_NOOP("coffer::ui::Alert", "Fast")},
            Name{"slow", QT_TRANSLATE_NOOP("coffer::ui::Alert", "Slow")},
            Name{"signal", QT_TRANSLATE_NOOP("coffer::ui::Alert", "Signal")},
            Name{"smoothing", QT_TRANSLATE_NOOP("coffer::ui::Alert", "Smoothing")}};
        return named(name, names);
    }

    static QString refusal(const QString &code)
    {
        if (code == QLatin1String("market"))
            return tr("Choose a market first.");
        if (code == QLatin1String("level"))
            return tr("Enter a level that can be reached, such as 65000. A price is more than 0.");
        if (code == QLatin1String("percent"))
            return tr("Enter a percentage from 0.01 to 1000. Nothing falls by 100 % or more.");
        if (code == QLatin1String("window"))
            return tr("Choose a time from 5 minutes to 24 hours.");
        if (code == QLatin1String("output"))
            return tr("Choose a line of the indicator.");
        if (code == QLatin1String("rest"))
            return tr("Choose how long the alert rests after it has fired, from 1 minute to a week.");
        if (code == QLatin1String("note"))
            return tr("The note is too long: 200 characters fit.");
        if (code == QLatin1String("expiry"))
            return tr("The end is in the past. Choose a later one.");
        if (code == QLatin1String("too-many"))
            return tr("There are as many alerts as Coffer can watch. Delete one first.");
        if (code == QLatin1String("loading"))
            return tr("The alerts are still being read. Try again in a moment.");
        return tr("The alert could not be kept.");
    }

    static QString percent(const Decimal &percent, const Format &format)
    {
        return tr("%1\u00a0%").arg(format.price(percent, percent.decimals()));
    }

    static QString notice(const QString &sentence, market::AlertNotice notice)
    {
        switch (notice) {
        case market::AlertNotice::Live:
            break;
        case market::AlertNotice::NotLooking:
            return tr("%1, while Coffer was not watching").arg(sentence);
        case market::AlertNotice::NotRunning:
            return tr("%1, while Coffer was not running").arg(sentence);
        }
        return sentence;
    }

    static QString subject(const Alert &alert, const AlertMarket &market)
    {
        if (alert.kind != AlertKind::IndicatorLevel)
            return market.name;
        return tr("%1 of %2 (%3)")
            .arg(indicatorWords(alert.indicator, alert.output), market.name, shortPeriod(alert.period));
    }

    static QString shortPeriod(htx::Period period)
    {
        switch (period) {
        case htx::Period::Min1:
            return tr("1m");
        case htx::Period::Min5:
            return tr("5m");
        case htx::Period::Min15:
            return tr("15m");
        case htx::Period::Min30:
            return tr("30m");
        case htx::Period::Hour1:
            return tr("1h");
        case htx::Period::Hour4:
            return tr("4h");
        case htx::Period::Day1:
            return tr("1d");
        case htx::Period::Week1:
            return tr("1w");
        case htx::Period::Month1:
            return tr("1M");
        case htx::Period::Year1:
            return tr("1y");
        case htx::Period::Count:
            break;
        }
        return {};
    }

    static QString distance(const QString &percent) { return tr("%1 to go").arg(percent); }
    static QString above(const QString &percent) { return tr("%1 above the price now").arg(percent); }
    static QString below(const QString &percent) { return tr("%1 below the price now").arg(percent); }
    static QString same() { return tr("The price is there now"); }

    static QString minutes(int count) { return tr("%n minutes", nullptr, count); }
    static QString hours(int count) { return count == 1 ? tr("1 hour") : tr("%n hours", nullptr, count); }
    static QString days(int count) { return count == 1 ? tr("1 day") : tr("%n days", nullptr, count); }
    static QString oneMinute() { return tr("1 minute"); }
    static QString week() { return tr("1 week"); }
    static QString month() { return tr("1 month"); }
    static QString year() { return tr("1 year"); }

    static Chip chip(AlertState state)
    {
        switch (state) {
        case AlertState::Watching:
            return {tr("On"), Chip::Tone::Good};
        case AlertState::Resting:
            return {tr("Rests"), Chip::Tone::Neutral};
        case AlertState::Off:
            return {tr("Off"), Chip::Tone::Hollow};
        case AlertState::Done:
            return {tr("Fired"), Chip::Tone::Warning};
        case AlertState::Expired:
            return {tr("Ended"), Chip::Tone::Hollow};
        }
        return {};
    }
};

/// How far from a price to another, as a fraction of the first, without sign; nullopt without a price.
std::optional<Decimal> gap(const Decimal &level, const AlertMarket &market)
{
    if (!market.price || market.price->sign() <= 0)
        return std::nullopt;
    return ((level - *market.price) / *market.price).abs();
}

/// "2.31 %": a distance has no sign.
QString gapWords(const Decimal &fraction, const Format &format)
{
    return AlertWords::percent((fraction * Decimal(100)).rounded(2), format);
}

} // namespace

AlertMarket alertMarket(const Symbol &symbol, const market::TickerBoard &board)
{
    AlertMarket result;
    const market::Quote *quote = board.quote(symbol);
    const bool isNamed = quote && !quote->info.displayName.isEmpty();
    result.name = Format::plain(isNamed ? quote->info.displayName : symbol.value.toUpper(), 64);
    if (!quote)
        return result;
    result.quoteName = Format::plain(quote->info.quote.value.toUpper(), 16);
    result.priceDecimals = quote->info.priceDecimals;
    result.price = quote->price;
    result.isListed = true;
    return result;
}

QString indicatorName(IndicatorKind kind)
{
    return AlertWords::kind(kind);
}

QString outputWords(QLatin1String name)
{
    return AlertWords::output(name);
}

QString parameterWords(QLatin1String name)
{
    return AlertWords::parameter(name);
}

QString indicatorWords(const IndicatorSpec &indicator, int output)
{
    const market::IndicatorInfo &info = market::indicatorInfo(indicator.kind);
    QStringList numbers;
    for (const double parameter : indicator.parameters)
        numbers += QLocale().toString(parameter, 'g', 6);
    QString words = AlertWords::kind(indicator.kind);
    if (!numbers.isEmpty())
        words += u' ' + numbers.join(QStringLiteral(", "));
    if (info.outputs.size() < 2 || output < 0 || output >= static_cast<int>(info.outputs.size()))
        return words;
    return QStringLiteral("%1: %2").arg(
        words, AlertWords::output(info.outputs[static_cast<std::size_t>(output)].name));
}

QString periodWords(htx::Period period)
{
    switch (period) {
    case htx::Period::Min1:
        return AlertWords::oneMinute();
    case htx::Period::Min5:
        return AlertWords::minutes(5);
    case htx::Period::Min15:
        return AlertWords::minutes(15);
    case htx::Period::Min30:
        return AlertWords::minutes(30);
    case htx::Period::Hour1:
        return AlertWords::hours(1);
    case htx::Period::Hour4:
        return AlertWords::hours(4);
    case htx::Period::Day1:
        return AlertWords::days(1);
    case htx::Period::Week1:
        return AlertWords::week();
    case htx::Period::Month1:
        return AlertWords::month();
    case htx::Period::Year1:
        return AlertWords::year();
    case htx::Period::Count:
        break;
    }
    return {};
}

QString minutesWords(int minutes)
{
    constexpr int hour = 60;
    constexpr int day = 24 * hour;
    if (minutes == 1)
        return AlertWords::oneMinute();
    if (minutes % day == 0)
        return AlertWords::days(minutes / day);
    return minutes % hour == 0 ? AlertWords::hours(minutes / hour) : AlertWords::minutes(minutes);
}

QString levelWords(const Alert &alert, const AlertMarket &market, const Format &format)
{
    if (alert.kind == AlertKind::PercentMove)
        return AlertWords::percent(alert.level, format);
    const bool isPrice =
        alert.kind == AlertKind::Price || market::indicatorInfo(alert.indicator.kind).onPrice;
    const int decimals = alert.level.decimals();
    return format.price(alert.level, isPrice ? std::max(decimals, market.priceDecimals) : decimals);
}

QString alertSentence(const Alert &alert, const AlertMarket &market, const Format &format)
{
    const QString level = levelWords(alert, market, format);
    if (alert.kind == AlertKind::PercentMove)
        return AlertWords::moves(market.name, level, minutesWords(alert.windowMinutes), alert.direction);
    return AlertWords::crosses(AlertWords::subject(alert, market), level, alert.direction);
}

QString eventSentence(const market::AlertEvent &event, const AlertMarket &market, const Format &format)
{
    const Alert &alert = event.alert;
    QString level = levelWords(alert, market, format);
    if (alert.kind != AlertKind::PercentMove)
        return AlertWords::notice(
            AlertWords::crossed(AlertWords::subject(alert, market), level, event.direction), event.notice);
    const auto percent =
        event.value ? Decimal::parse(QByteArrayView(QByteArray::number(*event.value, 'f', 2))) : std::nullopt;
    if (percent)
        level = AlertWords::percent(*percent, format);
    return AlertWords::notice(
        AlertWords::moved(market.name, level, minutesWords(alert.windowMinutes), event.direction),
        event.notice);
}

QString distanceWords(const Alert &alert, const AlertMarket &market, const Format &format)
{
    if (alert.kind != AlertKind::Price)
        return {};
    const std::optional<Decimal> distance = gap(alert.level, market);
    return distance ? AlertWords::distance(gapWords(*distance, format)) : QString();
}

QString levelHint(const Decimal &level, const AlertMarket &market, const Format &format)
{
    const std::optional<Decimal> distance = gap(level, market);
    if (!distance)
        return {};
    if (distance->isZero())
        return AlertWords::same();
    const QString percent = gapWords(*distance, format);
    return level > *market.price ? AlertWords::above(percent) : AlertWords::below(percent);
}

Chip alertChip(AlertState state)
{
    return AlertWords::chip(state);
}

QString refusalWords(const QString &code)
{
    return AlertWords::refusal(code);
}

} // namespace coffer::ui
