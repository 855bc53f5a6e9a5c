// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chartsetup.h"

#include "ui/charts/periodchoices.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace coffer::ui {

namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype longestSymbol = 64;

} // namespace

QString ChartSetup::toText() const
{
    QJsonArray shares;
    for (const double share : paneShares)
        shares.append(share);
    QJsonArray others;
    for (const Symbol &other : compared)
        others.append(other.value);
    const QJsonObject object{{u"market"_s, symbol.value},
                             {u"period"_s, htx::wireName(period)},
                             {u"type"_s, wireName(type)},
                             {u"scale"_s, wireName(priceMode)},
                             {u"volume"_s, volume},
                             {u"fills"_s, fills},
                             {u"orders"_s, orders},
                             {u"indicators"_s, QJsonArray::fromStringList(market::toTexts(indicators))},
                             {u"panes"_s, shares},
                             {u"compared"_s, others}};
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

ChartSetup ChartSetup::fromText(const QString &text)
{
    ChartSetup setup;
    const QJsonObject object = QJsonDocument::fromJson(text.toUtf8()).object();
    const QString market = object.value(u"market"_s).toString().toLower();
    if (!market.isEmpty() && market.size() <= longestSymbol)
        setup.symbol = Symbol{market};
    setup.period = PeriodChoices::named(object.value(u"period"_s).toString());
    setup.type = chartTypeNamed(object.value(u"type"_s).toString());
    setup.priceMode = priceModeNamed(object.value(u"scale"_s).toString());
    setup.volume = object.value(u"volume"_s).toBool(true);
    setup.fills = object.value(u"fills"_s).toBool(true);
    setup.orders = object.value(u"orders"_s).toBool(true);
    QStringList lines;
    for (const QJsonValue &line : object.value(u"indicators"_s).toArray())
        lines.append(line.toString());
    setup.indicators = market::indicatorsFromTexts(lines);
    for (const QJsonValue &share : object.value(u"panes"_s).toArray())
        setup.paneShares.append(share.toDouble());
    for (const QJsonValue &other : object.value(u"compared"_s).toArray()) {
        const QString name = other.toString().toLower();
        if (!name.isEmpty() && name.size() <= longestSymbol)
            setup.compared.append(Symbol{name});
    }
    return setup;
}

} // namespace coffer::ui
