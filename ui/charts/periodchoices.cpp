// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/periodchoices.h"

#include <algorithm>
#include <array>

namespace coffer::ui {

namespace {

struct Choice
{
    htx::Period period;
    const char *label;
    const char *name;
};

constexpr std::array<Choice, 9> choices{{{htx::Period::Min1, QT_TRANSLATE_NOOP("PeriodChoices", "1m"),
                                          QT_TRANSLATE_NOOP("PeriodChoices", "1 minute")},
                                         {htx::Period::Min5, QT_TRANSLATE_NOOP("PeriodChoices", "5m"),
                                          QT_TRANSLATE_NOOP("PeriodChoices", "5 minutes")},
                                         {htx::Period::Min15, QT_TRANSLATE_NOOP("PeriodChoices", "15m"),
                                          QT_TRANSLATE_NOOP("PeriodChoices", "15 minutes")},
                                         {htx::Period::Min30, QT_TRANSLATE_NOOP("PeriodChoices", "30m"),
                                          QT_TRANSLATE_NOOP("PeriodChoices", "30 minutes")},
                                         {htx::Period::Hour1, QT_TRANSLATE_NOOP("PeriodChoices", "1h"),
                                          QT_TRANSLATE_NOOP("PeriodChoices", "1 hour")},
                                         {htx::Period::Hour4, QT_TRANSLATE_NOOP("PeriodChoices", "4h"),
                                          QT_TRANSLATE_NOOP("PeriodChoices", "4 hours")},
                                         {htx::Period::Day1, QT_TRANSLATE_NOOP("PeriodChoices", "1d"),
                                          QT_TRANSLATE_NOOP("PeriodChoices", "1 day")},
                                         {htx::Period::Week1, QT_TRANSLATE_NOOP("PeriodChoices", "1w"),
                                          QT_TRANSLATE_NOOP("PeriodChoices", "1 week")},
                                         {htx::Period::Month1, QT_TRANSLATE_NOOP("PeriodChoices", "1M"),
                                          QT_TRANSLATE_NOOP("PeriodChoices", "1 month")}}};

const Choice &choiceOf(htx::Period period)
{
    const auto *found = std::ranges::find(choices, period, &Choice::period);
    return found == choices.end() ? choices[4] : *found;
}

} // namespace

QList<htx::Period> PeriodChoices::all()
{
    QList<htx::Period> periods;
    for (const Choice &choice : choices)
        periods.append(choice.period);
    return periods;
}

QString PeriodChoices::label(htx::Period period)
{
    return tr(choiceOf(period).label);
}

QString PeriodChoices::name(htx::Period period)
{
    return tr(choiceOf(period).name);
}

htx::Period PeriodChoices::named(const QString &wireName)
{
    const auto *found = std::ranges::find_if(
        choices, [&](const Choice &each) { return htx::wireName(each.period) == wireName; });
    return found == choices.end() ? htx::Period::Hour1 : found->period;
}

} // namespace coffer::ui
