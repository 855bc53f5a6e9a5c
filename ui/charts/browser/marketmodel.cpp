// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/browser/marketmodel.h"

#include "market/sparklines.h"
#include "market/tickerboard.h"
#include "market/watchlist.h"
#include "ui/charts/plot/chartcontent.h"
#include "ui/common/format.h"
#include "ui/common/tableview.h"

#include <algorithm>

namespace coffer::ui {

namespace {

constexpr int longestName = 64;

QString lettersOf(const QString &text)
{
    QString letters;
    for (const QChar letter : text) {
        if (letter.isLetterOrNumber())
            letters.append(letter.toLower());
    }
    return letters;
}

QVariant number(const std::optional<Decimal> &value)
{
    return value ? QVariant::fromValue(*value) : QVariant();
}

} // namespace

MarketModel::MarketModel(const market::TickerBoard &board, const market::Watchlist &watchlist,
                         const Format &format, QObject *parent)
    : KeyedRowsModel(parent), m_board(board), m_watchlist(watchlist), m_format(format)
{
    connect(&board, &market::TickerBoard::symbolsChanged, this, &MarketModel::updateList);
    connect(&board, &market::TickerBoard::quotesChanged, this, &MarketModel::updateFigures);
    connect(&board, &market::TickerBoard::pricesMoved, this, &MarketModel::update);
    connect(&watchlist, &market::Watchlist::changed, this, &MarketModel::updateFavourites);
    updateList();
}

void MarketModel::setSparklines(const market::Sparklines *sparklines)
{
    if (m_sparklines)
        m_sparklines->disconnect(this);
    m_sparklines = sparklines;
    if (!sparklines)
        return;
    connect(sparklines, &market::Sparklines::changed, this, [this](const Symbol &symbol) {
        if (const int row = rowOf(symbol); row >= 0)
            announce({row});
    });
}

MarketRow::Figures MarketModel::figuresOf(const market::Quote &quote) const
{
    return {quote.price, quote.change(), quote.volume, quote.open24h.has_value()};
}

std::optional<Decimal> MarketModel::worthOf(const MarketRow &row) const
{
    const Currency dollar{QStringLiteral("usdt")};
    if (row.quote == dollar || !row.figures.volume)
        return row.figures.volume;
    const market::Quote *rate = m_board.find(row.quote, dollar);
    return rate && rate->price ? std::optional(*row.figures.volume * *rate->price) : std::nullopt;
}

MarketRow MarketModel::makeRow(const Symbol &symbol) const
{
    MarketRow row;
    const market::Quote *quote = m_board.quote(symbol);
    const bool isNamed = quote && !quote->info.displayName.isEmpty();
    row.name = Format::plain(isNamed ? quote->info.displayName : symbol.value.toUpper(), longestName);
    row.searchName = lettersOf(row.name);
    row.favourite = m_watchlist.contains(symbol);
    if (!quote)
        return row;
    row.base = quote->info.base;
    row.quote = quote->info.quote;
    row.decimals = quote->info.priceDecimals;
    row.online = quote->info.isOnline();
    row.figures = figuresOf(*quote);
    row.worth = worthOf(row);
    return row;
}

void MarketModel::updateList()
{
    const QList<Symbol> &listed = m_board.symbols();
    QHash<Symbol, MarketRow> wanted;
    wanted.reserve(listed.size());
    QList<Symbol> changed;
    for (const Symbol &symbol : listed) {
        MarketRow row = makeRow(symbol);
        const auto known = m_facts.find(symbol);
        if (known == m_facts.end()) {
            m_facts.insert(symbol, row);
        } else if (*known != row) { // old rows are still asked about while they go
            *known = row;
            changed.append(symbol);
        }
        wanted.insert(symbol, std::move(row));
    }
    morphTo(std::vector<Symbol>(listed.begin(), listed.end()));
    m_facts = std::move(wanted);
    m_places.clear();
    for (int row = 0; row < rowCount(); ++row)
        m_places.insert(rowKey(row), row);
    QList<int> changedRows;
    for (const Symbol &symbol : std::as_const(changed))
        changedRows.append(rowOf(symbol));
    announce(std::move(changedRows));
}

/// True when the row shows something else now.
bool MarketModel::updateRow(const Symbol &symbol)
{
    const auto row = m_facts.find(symbol);
    const market::Quote *quote = m_board.quote(symbol);
    if (row == m_facts.end() || !quote)
        return false;
    MarketRow::Figures figures = figuresOf(*quote);
    const bool isNew = figures != row->figures;
    row->figures = std::move(figures);
    row->worth = worthOf(*row);
    return isNew;
}

void MarketModel::updateFigures()
{
    QList<int> changed;
    for (int row = 0; row < rowCount(); ++row) {
        if (updateRow(rowKey(row)))
            changed.append(row);
    }
    announce(std::move(changed));
}

void MarketModel::update(const QSet<Symbol> &moved)
{
    QList<int> changed;
    for (const Symbol &symbol : moved) {
        if (const int row = rowOf(symbol); row >= 0 && updateRow(symbol))
            changed.append(row);
    }
    announce(std::move(changed));
}

void MarketModel::updateFavourites()
{
    const QList<Symbol> &listed = m_watchlist.symbols();
    const QSet<Symbol> favourites(listed.begin(), listed.end());
    QList<int> changed;
    for (int row = 0; row < rowCount(); ++row) {
        MarketRow &facts = m_facts[rowKey(row)];
        const bool isFavourite = favourites.contains(rowKey(row));
        if (isFavourite != std::exchange(facts.favourite, isFavourite))
            changed.append(row);
    }
    announce(std::move(changed));
}

void MarketModel::announce(QList<int> changed)
{
    std::sort(changed.begin(), changed.end());
    const int last = columnCount() - 1;
    for (qsizetype i = 0; i < changed.size();) {
        qsizetype end = i + 1;
        while (end < changed.size() && changed.at(end) == changed.at(end - 1) + 1)
            ++end;
        Q_EMIT dataChanged(index(changed.at(i), 0), index(changed.at(end - 1), last));
        i = end;
    }
}

QList<Currency> MarketModel::quotes() const
{
    QHash<Currency, int> counts;
    for (const MarketRow &row : m_facts) {
        if (row.online && !row.quote.value.isEmpty())
            ++counts[row.quote];
    }
    const QStringList first{QStringLiteral("eth"), QStringLiteral("btc"), QStringLiteral("usdt")};
    const auto weight = [&](const Currency &quote) {
        return std::pair(first.indexOf(quote.value), counts.value(quote));
    };
    QList<Currency> quotes = counts.keys();
    std::sort(quotes.begin(), quotes.end(), [&](const Currency &left, const Currency &right) {
        const auto leftWeight = weight(left);
        const auto rightWeight = weight(right);
        return leftWeight != rightWeight ? leftWeight > rightWeight : left < right;
    });
    return quotes;
}

QList<double> MarketModel::trend(int row) const
{
    QList<double> points = m_sparklines ? m_sparklines->points(rowKey(row)) : QList<double>();
    if (points.isEmpty())
        return points;
    if (const std::optional<Decimal> &price = facts(row).figures.price)
        points.append(price->toDouble());
    return points;
}

int MarketModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(Column::Count);
}

QString MarketModel::volumeText(const MarketRow &row, const Format &format)
{
    if (!row.figures.volume)
        return format.price(std::nullopt);
    return QStringLiteral("%1 %2")
        .arg(compactNumber(row.figures.volume->toDouble()), Format::plain(row.quote.value.toUpper(), 16))
        .trimmed();
}

QString MarketModel::trendText(int row) const
{
    const QList<double> points = trend(row);
    if (points.size() < 2)
        return {};
    const double first = points.first();
    const double last = points.last();
    return last > first   ? tr("Rising over 24 hours")
           : last < first ? tr("Falling over 24 hours")
                          : tr("Unchanged over 24 hours");
}

QString MarketModel::text(int row, Column column) const
{
    const MarketRow &facts = this->facts(row);
    switch (column) {
    case Column::Market:
        return facts.name;
    case Column::Volume:
        return volumeText(facts, m_format);
    case Column::Price:
        return m_format.price(facts.figures.price, facts.decimals);
    case Column::Change:
        return m_format.percent(facts.figures.change);
    case Column::Trend:
        return trendText(row);
    case Column::Count:
        break;
    }
    return {};
}

/// The row in words, for who does not see it.
QString MarketModel::rowText(int row) const
{
    const MarketRow &facts = this->facts(row);
    QStringList parts{facts.name};
    if (facts.favourite)
        parts.append(tr("favourite"));
    if (!facts.online)
        parts.append(tr("not trading"));
    parts.append(tr("price %1").arg(text(row, Column::Price)));
    parts.append(tr("change %1").arg(text(row, Column::Change)));
    parts.append(tr("volume %1").arg(text(row, Column::Volume)));
    if (const QString trend = trendText(row); !trend.isEmpty())
        parts.append(trend);
    return parts.join(QStringLiteral(", "));
}

QVariant MarketModel::sortValue(const MarketRow &row, Column column) const
{
    switch (column) {
    case Column::Market:
        return row.name;
    case Column::Volume:
        return number(row.worth);
    case Column::Price:
        return number(row.figures.price);
    case Column::Change:
        return number(row.figures.change);
    case Column::Trend:
    case Column::Count:
        break;
    }
    return {};
}

QString MarketModel::tip(int row, Column column) const
{
    const MarketRow &facts = this->facts(row);
    switch (column) {
    case Column::Market: {
        QStringList lines{facts.online ? facts.name
                                       : tr("%1: not open for orders at the moment").arg(facts.name)};
        lines.append(
            facts.figures.wholeDay
                ? tr("%1 over the last 24 hours").arg(text(row, Column::Change))
                : tr("%1 since 00:00 UTC+8, where HTX starts its day").arg(text(row, Column::Change)));
        lines.append(tr("%1 traded in the last 24 hours").arg(volumeText(facts, m_format)));
        return lines.join(QLatin1Char('\n'));
    }
    case Column::Volume:
    case Column::Price:
    case Column::Change:
    case Column::Trend:
    case Column::Count:
        break;
    }
    return {};
}

QVariant MarketModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const MarketRow &row = facts(index.row());
    const auto column = static_cast<Column>(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return text(index.row(), column);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(
            Qt::Alignment(Qt::AlignVCenter | (column == Column::Market ? Qt::AlignLeft : Qt::AlignRight)));
    case Qt::ToolTipRole:
        return tip(index.row(), column);
    case Qt::AccessibleTextRole:
        return column == Column::Market ? rowText(index.row()) : text(index.row(), column);
    case SortRole:
        return sortValue(row, column);
    case SignRole:
        return column == Column::Change && row.figures.change ? row.figures.change->rounded(4).sign() : 0;
    case MutedRole:
        return !row.online || column == Column::Volume;
    default:
        return {};
    }
}

QVariant MarketModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (static_cast<Column>(section)) {
    case Column::Market:
        return tr("Market");
    case Column::Volume:
        return tr("Volume");
    case Column::Price:
        return tr("Price");
    case Column::Change:
        return tr("Change");
    case Column::Trend:
        return tr("24 hours");
    case Column::Count:
        break;
    }
    return {};
}

} // namespace coffer::ui
