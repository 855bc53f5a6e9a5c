// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/trades/tradewords.h"

#include "ui/charts/plot/chartcontent.h"
#include "ui/common/format.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

namespace coffer::ui {

namespace {

struct TradeWords
{
    Q_DECLARE_TR_FUNCTIONS(TradeWords)
};

/// The currency that is traded: "BTC" of "BTC/USDT".
QString baseName(const ChartContent &content)
{
    return content.market.section(QLatin1Char('/'), 0, 0).trimmed();
}

QString amountText(const Decimal &amount, const ChartContent &content)
{
    return QStringLiteral("%1 %2").arg(content.format.amount(amount), baseName(content)).trimmed();
}

QString priceText(const Decimal &price, const ChartContent &content)
{
    return content.format.price(price, content.priceDecimals);
}

QString moment(qint64 ms)
{
    const QDateTime local = QDateTime::fromMSecsSinceEpoch(ms);
    const bool isThisYear = local.date().year() == QDate::currentDate().year();
    return QLocale().toString(local, isThisYear ? QStringLiteral("d MMM HH:mm")
                                                : QStringLiteral("d MMM yyyy HH:mm"));
}

QString feeText(const QMap<Currency, Decimal> &fees, const ChartContent &content)
{
    QStringList paid, received;
    for (auto fee = fees.cbegin(); fee != fees.cend(); ++fee) {
        if (fee.value().isZero())
            continue;
        const QString text = QStringLiteral("%1 %2").arg(content.format.amount(fee.value().abs()),
                                                         Format::plain(fee.key().value.toUpper(), 16));
        (fee.value().isNegative() ? received : paid).append(text.trimmed());
    }
    QStringList parts;
    if (!paid.isEmpty())
        parts.append(TradeWords::tr("fee %1").arg(paid.join(QStringLiteral(" + "))));
    if (!received.isEmpty())
        parts.append(TradeWords::tr("rebate %1").arg(received.join(QStringLiteral(" + "))));
    return parts.join(QStringLiteral(", "));
}

bool isBuy(htx::Side side)
{
    return side == htx::Side::Buy;
}

} // namespace

QString fillWords(const history::FillSum &fills, const ChartContent &content)
{
    const QString amount = amountText(fills.amount, content);
    const QString price = priceText(fills.price(), content);
    QStringList parts;
    if (fills.count == 1) {
        parts.append(isBuy(fills.side) ? TradeWords::tr("Bought %1 at %2").arg(amount, price)
                                       : TradeWords::tr("Sold %1 at %2").arg(amount, price));
    } else {
        parts.append(isBuy(fills.side)
                         ? TradeWords::tr("Bought %1 in %n fills", nullptr, fills.count).arg(amount)
                         : TradeWords::tr("Sold %1 in %n fills", nullptr, fills.count).arg(amount));
        parts.append(TradeWords::tr("at %1 on average").arg(price));
    }
    const QString first = moment(fills.first);
    const QString last = moment(fills.last);
    parts.append(first == last ? first : TradeWords::tr("%1 to %2").arg(first, last));
    if (const QString fee = feeText(fills.fees, content); !fee.isEmpty())
        parts.append(fee);
    return parts.join(QStringLiteral(", "));
}

QString orderTag(const htx::Order &order, const ChartContent &content)
{
    const QString side = isBuy(order.side) ? TradeWords::tr("Buy") : TradeWords::tr("Sell");
    if (order.isMarketBuy()) // its amount is money
        return side;
    return QStringLiteral("%1 %2").arg(side, content.format.amount(order.amount - order.filledAmount));
}

QString orderWords(const htx::Order &order, const ChartContent &content)
{
    const QString price = priceText(orderPrice(order), content);
    const QString amount = amountText(order.amount, content);
    QStringList parts{isBuy(order.side) ? TradeWords::tr("Buy %1 at %2").arg(amount, price)
                                        : TradeWords::tr("Sell %1 at %2").arg(amount, price)};
    if (order.price.sign() > 0 && order.stopPrice && order.stopPrice->sign() > 0)
        parts.append(TradeWords::tr("from %1 on").arg(priceText(*order.stopPrice, content)));
    parts.append(TradeWords::tr("since %1").arg(moment(order.createdAt)));
    if (order.filledAmount.sign() > 0)
        parts.append(TradeWords::tr("%1 filled").arg(content.format.amount(order.filledAmount)));
    return parts.join(QStringLiteral(", "));
}

Decimal orderPrice(const htx::Order &order)
{
    if (order.price.sign() > 0)
        return order.price;
    return order.stopPrice && order.stopPrice->sign() > 0 ? *order.stopPrice : Decimal();
}

} // namespace coffer::ui
