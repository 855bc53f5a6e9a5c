// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/plot/chartoptions.h"

#include <algorithm>
#include <array>

namespace coffer::ui {

namespace {

constexpr std::array<const char *, int(ChartType::Count)> typeNames{"candles", "hollow", "bars",
                                                                    "line",    "area",   "heikin-ashi"};
constexpr std::array<const char *, int(PriceMode::Count)> modeNames{"linear", "log", "percent"};

template<std::size_t Size>
int indexOf(const std::array<const char *, Size> &names, const QString &name)
{
    const auto found =
        std::ranges::find_if(names, [&](const char *each) { return name == QLatin1String(each); });
    return found == names.end() ? 0 : static_cast<int>(found - names.begin());
}

} // namespace

QString wireName(ChartType type)
{
    return QString::fromLatin1(typeNames[static_cast<std::size_t>(type)]);
}

QString wireName(PriceMode mode)
{
    return QString::fromLatin1(modeNames[static_cast<std::size_t>(mode)]);
}

ChartType chartTypeNamed(const QString &name)
{
    return static_cast<ChartType>(indexOf(typeNames, name));
}

PriceMode priceModeNamed(const QString &name)
{
    return static_cast<PriceMode>(indexOf(modeNames, name));
}

} // namespace coffer::ui
