// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/browser/marketscope.h"

namespace coffer::ui {

namespace {

constexpr QLatin1String favourites("favourites");
constexpr QLatin1String recent("recent");
constexpr QLatin1String quotePrefix("quote:");

} // namespace

QString MarketScope::toText() const
{
    switch (kind) {
    case Kind::All:
        break;
    case Kind::Favourites:
        return favourites;
    case Kind::Recent:
        return recent;
    case Kind::Quote:
        return quotePrefix + quote.value;
    }
    return QStringLiteral("all");
}

MarketScope MarketScope::fromText(const QString &text)
{
    if (text == favourites)
        return {Kind::Favourites, {}};
    if (text == recent)
        return {Kind::Recent, {}};
    if (text.startsWith(quotePrefix) && text.size() > quotePrefix.size())
        return {Kind::Quote, Currency{text.mid(quotePrefix.size())}};
    return {};
}

} // namespace coffer::ui
