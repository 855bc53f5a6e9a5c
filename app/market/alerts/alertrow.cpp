// SPDX-License-Identifier: GPL-3.0-or-later
#include "market/alerts/alertrow.h"

#include <array>
#include <cmath>

using namespace Qt::StringLiterals;

namespace coffer::market {

namespace {

// Words rather than numbers, so that the file can be read without the program.
constexpr std::array kindWords{"price"_L1, "move"_L1, "indicator"_L1};
constexpr std::array directionWords{"up"_L1, "down"_L1, "either"_L1};
constexpr std::array sideWords{""_L1, "below"_L1, "at"_L1, "above"_L1};
constexpr std::array noticeWords{"live"_L1, "not-looking"_L1, "not-running"_L1};

template<class Enum, std::size_t count>
QString word(const std::array<QLatin1String, count> &words, Enum value)
{
    return words[static_cast<std::size_t>(value)];
}

template<class Enum, std::size_t count>
std::optional<Enum> valueOf(const std::array<QLatin1String, count> &words, const QVariant &stored)
{
    const QString text = stored.toString();
    for (std::size_t place = 0; place < count; ++place) {
        if (text == words[place])
            return static_cast<Enum>(place);
    }
    return std::nullopt;
}

std::optional<htx::Period> periodOf(const QString &name)
{
    for (int place = 0; place < static_cast<int>(htx::Period::Count); ++place) {
        if (htx::wireName(static_cast<htx::Period>(place)) == name)
            return static_cast<htx::Period>(place);
    }
    return std::nullopt;
}

/// A null text would be bound as NULL.
QString solid(const QString &text)
{
    return text.isNull() ? u""_s : text;
}

QVariant numberOrNothing(const std::optional<qint64> &value)
{
    return value ? QVariant(*value) : QVariant();
}

std::optional<qint64> timeOf(const QVariant &stored)
{
    return stored.isNull() ? std::nullopt : std::optional(stored.toLongLong());
}

} // namespace

QStringList alertColumns()
{
    return {u"symbol"_s, u"kind"_s,    u"direction"_s,  u"level"_s,      u"window"_s, u"indicator"_s,
            u"output"_s, u"period"_s,  u"closed"_s,     u"repeats"_s,    u"rest"_s,   u"sound"_s,
            u"note"_s,   u"enabled"_s, u"created_at"_s, u"expires_at"_s, u"side"_s,   u"fired_at"_s};
}

QVariantList alertValues(const Alert &alert)
{
    return {solid(alert.symbol.value),
            word(kindWords, alert.kind),
            word(directionWords, alert.direction),
            QString::fromLatin1(alert.level.toString()),
            alert.windowMinutes,
            alert.indicator.toText(),
            alert.output,
            htx::wireName(alert.period),
            alert.onClosedCandles,
            alert.repeats,
            alert.restMinutes,
            alert.hasSound,
            solid(alert.note),
            alert.isEnabled,
            alert.createdAt,
            numberOrNothing(alert.expiresAt),
            word(sideWords, alert.side),
            numberOrNothing(alert.firedAt)};
}

std::optional<Alert> alertFrom(const QSqlQuery &row, int first)
{
    const auto at = [&row, first](int column) { return row.value(first + column); };
    const auto kind = valueOf<AlertKind>(kindWords, at(1));
    const auto direction = valueOf<AlertDirection>(directionWords, at(2));
    const auto level = Decimal::parse(QStringView(at(3).toString()));
    const auto indicator = IndicatorSpec::fromText(at(5).toString());
    const auto period = periodOf(at(7).toString());
    const auto side = valueOf<AlertSide>(sideWords, at(16));
    if (!kind || !direction || !level || !indicator || !period || !side)
        return std::nullopt;
    Alert alert;
    alert.symbol = Symbol{at(0).toString()};
    alert.kind = *kind;
    alert.direction = *direction;
    alert.level = *level;
    alert.windowMinutes = at(4).toInt();
    alert.indicator = *indicator;
    alert.output = at(6).toInt();
    alert.period = *period;
    alert.onClosedCandles = at(8).toBool();
    alert.repeats = at(9).toBool();
    alert.restMinutes = at(10).toInt();
    alert.hasSound = at(11).toBool();
    alert.note = at(12).toString();
    alert.isEnabled = at(13).toBool();
    alert.createdAt = at(14).toLongLong();
    alert.expiresAt = timeOf(at(15));
    alert.side = *side;
    alert.firedAt = timeOf(at(17));
    // One that has expired since is not wrong.
    const auto problem = problemOf(alert, alert.expiresAt ? *alert.expiresAt - 1 : 0);
    return problem ? std::nullopt : std::optional(alert);
}

QStringList referenceColumns()
{
    return {u"low"_s, u"low_at"_s, u"high"_s, u"high_at"_s};
}

QVariantList referenceValues(const Alert &alert)
{
    if (!alert.reference)
        return {QVariant(), QVariant(), QVariant(), QVariant()};
    return {QString::fromLatin1(alert.reference->low.toString()), alert.reference->lowAt,
            QString::fromLatin1(alert.reference->high.toString()), alert.reference->highAt};
}

std::optional<MoveReference> referenceFrom(const QSqlQuery &row, int first)
{
    const auto low = Decimal::parse(QStringView(row.value(first).toString()));
    const auto high = Decimal::parse(QStringView(row.value(first + 2).toString()));
    if (!low || !high || low->sign() <= 0 || *high < *low)
        return std::nullopt;
    return MoveReference{*low, *high, row.value(first + 1).toLongLong(), row.value(first + 3).toLongLong()};
}

QStringList eventColumns()
{
    return {u"id"_s, u"alert"_s, u"way"_s, u"at"_s, u"price"_s, u"value"_s, u"notice"_s, u"seen"_s};
}

QVariantList eventValues(const AlertEvent &event)
{
    return {event.id,
            event.alert.id.value,
            word(directionWords, event.direction),
            event.at,
            event.price ? QVariant(QString::fromLatin1(event.price->toString())) : QVariant(),
            event.value ? QVariant(*event.value) : QVariant(),
            word(noticeWords, event.notice),
            event.isSeen};
}

std::optional<AlertEvent> eventFrom(const QSqlQuery &row)
{
    const auto alert = alertFrom(row, static_cast<int>(eventColumns().size()));
    const auto way = valueOf<AlertDirection>(directionWords, row.value(2));
    const auto notice = valueOf<AlertNotice>(noticeWords, row.value(6));
    if (!alert || !way || *way == AlertDirection::Either || !notice)
        return std::nullopt;
    AlertEvent event;
    event.id = row.value(0).toLongLong();
    event.alert = *alert;
    event.alert.id = AlertId{row.value(1).toLongLong()};
    event.direction = *way;
    event.at = row.value(3).toLongLong();
    event.price = Decimal::parse(QStringView(row.value(4).toString()));
    if (!row.isNull(5) && std::isfinite(row.value(5).toDouble()))
        event.value = row.value(5).toDouble();
    event.notice = *notice;
    event.isSeen = row.value(7).toBool();
    return event;
}

} // namespace coffer::market
