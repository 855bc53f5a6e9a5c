// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/marketfilter.h"

#include "ui/charts/marketmodel.h"

namespace coffer::ui {

MarketFilter::MarketFilter(MarketModel &markets, QObject *parent) : RawSort(parent), m_markets(markets)
{
    setSourceModel(&markets);
}

void MarketFilter::setKind(Kind kind)
{
    m_kind = kind;
    invalidateFilter();
    const int name = int(MarketModel::Column::Market);
    if (rowCount() > 0) // see data()
        Q_EMIT dataChanged(index(0, name), index(rowCount() - 1, name), {Qt::DisplayRole});
}

void MarketFilter::setWords(const QString &words)
{
    // "btc/usdt", "BTC usdt" and "btcusdt" look for the same.
    m_words.clear();
    for (const QChar letter : words) {
        if (letter.isLetterOrNumber())
            m_words.append(letter.toLower());
    }
    invalidateFilter();
}

QVariant MarketFilter::data(const QModelIndex &index, int role) const
{
    QVariant value = RawSort::data(index, role);
    const bool isName = role == Qt::DisplayRole && index.column() == int(MarketModel::Column::Market);
    if (!isName || (m_kind != Kind::Usdt && m_kind != Kind::Btc))
        return value;
    const QString name = value.toString();
    const qsizetype slash = name.lastIndexOf(QLatin1Char('/'));
    return slash > 0 ? name.left(slash) : name;
}

bool MarketFilter::filterAcceptsRow(int row, const QModelIndex &) const
{
    if (!m_words.isEmpty() && !m_markets.symbol(row).value.contains(m_words))
        return false;
    if (m_words.isEmpty() && !m_markets.isOnline(row) && !m_markets.isFavourite(row))
        return false;
    switch (m_kind) {
    case Kind::All:
        return true;
    case Kind::Usdt:
        return m_markets.quoteCurrency(row).value == QLatin1String("usdt");
    case Kind::Btc:
        return m_markets.quoteCurrency(row).value == QLatin1String("btc");
    case Kind::Favourites:
        return m_markets.isFavourite(row);
    }
    return true;
}

} // namespace coffer::ui
