// SPDX-License-Identifier: GPL-3.0-or-later
#include "htx/feed/topic.h"

namespace coffer::htx::feed {

Topic Topic::candles(const Symbol &symbol, Period period)
{
    return {Kind::Candles, symbol, static_cast<int>(period)};
}

QString Topic::wireName() const
{
    const auto of = [this](QLatin1String rest) {
        return QLatin1String("market.") + symbol.value + QLatin1Char('.') + rest;
    };
    const QString number = QString::number(detail);
    switch (kind) {
    case Kind::Tickers:
        return QStringLiteral("market.tickers");
    case Kind::Ticker:
        return of(QLatin1String("ticker"));
    case Kind::Candles:
        return of(QLatin1String("kline.")) + htx::wireName(static_cast<Period>(detail));
    case Kind::Depth:
        return of(QLatin1String("depth.step")) + number;
    case Kind::Book:
        return of(QLatin1String("mbp.")) + number;
    case Kind::BookRefresh:
        return of(QLatin1String("mbp.refresh.")) + number;
    case Kind::Bbo:
        return of(QLatin1String("bbo"));
    case Kind::Trades:
        return of(QLatin1String("trade.detail"));
    case Kind::Detail:
        return of(QLatin1String("detail"));
    }
    Q_UNREACHABLE();
}

} // namespace coffer::htx::feed
