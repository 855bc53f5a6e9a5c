// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/browser/marketsort.h"

#include <array>

namespace coffer::ui {

namespace {

using Kind = MarketScope::Kind;
using Sort = MarketFilter::Sort;

constexpr std::array<const char *, 5> sortNames{"own", "name", "volume", "price", "change"};

Setting<QString> sortSetting(const MarketScope &scope)
{
    switch (scope.kind) {
    case Kind::Favourites:
        return {QStringLiteral("charts/sort-favourites"), QStringLiteral("own down")};
    case Kind::Recent:
        return {QStringLiteral("charts/sort-recent"), QStringLiteral("own down")};
    case Kind::All:
    case Kind::Quote:
        break;
    }
    return {QStringLiteral("charts/sort"), QStringLiteral("volume down")};
}

} // namespace

std::pair<Sort, Qt::SortOrder> marketSort(const Settings &settings, const MarketScope &scope)
{
    const Setting<QString> setting = sortSetting(scope);
    for (const QString &text : {settings.value(setting), setting.fallback}) {
        const QString name = text.section(QLatin1Char(' '), 0, 0);
        const bool isUp = text.endsWith(QLatin1String(" up"));
        for (std::size_t i = 0; i < sortNames.size(); ++i) {
            if (name == QLatin1String(sortNames[i]))
                return {static_cast<Sort>(i), isUp ? Qt::AscendingOrder : Qt::DescendingOrder};
        }
    }
    return {Sort::Volume, Qt::DescendingOrder};
}

void setMarketSort(Settings &settings, const MarketScope &scope, Sort sort, Qt::SortOrder order)
{
    const QString name = QLatin1String(sortNames[static_cast<std::size_t>(sort)]);
    settings.setValue(sortSetting(scope),
                      name + (order == Qt::AscendingOrder ? QLatin1String(" up") : QLatin1String(" down")));
}

} // namespace coffer::ui
