// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/balances/holdingsmodel.h"

#include "ui/common/accountname.h"
#include "ui/common/format.h"

#include <compare>

namespace coffer::ui {

using portfolio::Holding;
using portfolio::HoldingPart;

namespace {

constexpr int placeholderRows = 8;

} // namespace

HoldingsModel::HoldingsModel(const Format &format, QObject *parent) : KeyedRowsModel(parent), m_format(format)
{
    connect(&format, &Format::changed, this, &HoldingsModel::repaintAll);
}

void HoldingsModel::setHoldings(const QList<Holding> &holdings)
{
    std::vector<Holding> next(holdings.cbegin(), holdings.cend());
    std::sort(next.begin(), next.end(),
              [](const Holding &left, const Holding &right) { return left.currency < right.currency; });
    QSet<Currency> changed;
    auto old = m_holdings.cbegin();
    for (const Holding &holding : next) {
        while (old != m_holdings.cend() && old->currency < holding.currency)
            ++old;
        if (old != m_holdings.cend() && old->currency == holding.currency && !(*old == holding))
            changed.insert(holding.currency);
    }
    m_holdings = std::move(next);
    arrange();
    announceChanges(changed);
}

void HoldingsModel::setDenomination(const Denomination &denomination)
{
    if (m_denomination == denomination)
        return;
    m_denomination = denomination;
    repaintAll();
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
    Q_EMIT totalsChanged();
}

void HoldingsModel::setAmountDecimals(int decimals)
{
    if (m_decimals == decimals)
        return;
    m_decimals = decimals;
    repaintAll();
}

void HoldingsModel::setSearch(const QString &text)
{
    const QString search = text.trimmed();
    if (m_search == search)
        return;
    m_search = search;
    arrange();
}

void HoldingsModel::setHideDust(bool hide)
{
    if (m_hideDust == hide)
        return;
    m_hideDust = hide;
    arrange();
}

void HoldingsModel::setLoading(bool loading)
{
    if (m_loading == loading)
        return;
    m_loading = loading;
    arrange();
}

void HoldingsModel::setExpanded(const Currency &currency, bool expanded)
{
    if (expanded == isExpanded(currency))
        return;
    if (expanded)
        m_expanded.insert(currency);
    else
        m_expanded.remove(currency);
    arrange();
    announceChanges({currency});
}

const Holding *HoldingsModel::holding(int row) const
{
    return row >= 0 && row < rowCount() ? find(rowKey(row).currency) : nullptr;
}

bool HoldingsModel::isPart(int row) const
{
    return row >= 0 && row < rowCount() && rowKey(row).isPart();
}

int HoldingsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(Column::Count);
}

bool HoldingsModel::isDust(const Holding &holding)
{
    if (!holding.price)
        return false;
    const Decimal gross =
        holding.available.abs() + holding.frozen.abs() + holding.borrowed.abs() + holding.locked.abs();
    return gross * *holding.price < Decimal(1);
}

void HoldingsModel::arrange()
{
    std::vector<Sorted> shown;
    shown.reserve(m_holdings.size());
    Totals totals;
    for (const Holding &holding : m_holdings) {
        if (!matches(holding)) {
            ++totals.filtered;
            continue;
        }
        if (!holding.value)
            ++totals.unpriced;
        ++totals.assets;
        totals.value += holding.value.value_or(0);
        totals.share += holding.share.value_or(0);
        if (m_hideDust && isDust(holding))
            ++totals.dust;
        else
            shown.push_back({&holding, sortKey(holding)});
    }
    std::sort(shown.begin(), shown.end(),
              [this](const Sorted &left, const Sorted &right) { return lessThan(left, right); });

    std::vector<HoldingRow> target;
    target.reserve(shown.size());
    for (const auto &[holding, key] : shown) {
        target.push_back({holding->currency, {}});
        if (!m_expanded.contains(holding->currency))
            continue;
        for (const HoldingPart &part : holding->parts)
            target.push_back({holding->currency, part.account});
    }
    if (m_holdings.empty() && m_loading) {
        for (int i = 0; i < placeholderRows; ++i)
            target.push_back({{}, {-1 - i}});
    }
    morphTo(target);
    m_totals = totals;
    Q_EMIT totalsChanged();
}

void HoldingsModel::announceChanges(const QSet<Currency> &changed)
{
    if (changed.isEmpty())
        return;
    const int rows = rowCount();
    for (int first = 0; first < rows; ++first) {
        if (!changed.contains(rowKey(first).currency))
            continue;
        int last = first;
        while (last + 1 < rows && changed.contains(rowKey(last + 1).currency))
            ++last;
        Q_EMIT dataChanged(index(first, 0), index(last, columnCount() - 1));
        first = last;
    }
}

void HoldingsModel::repaintAll()
{
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

const Holding *HoldingsModel::find(const Currency &currency) const
{
    const auto found = std::lower_bound(
        m_holdings.cbegin(), m_holdings.cend(), currency,
        [](const Holding &holding, const Currency &wanted) { return holding.currency < wanted; });
    return found != m_holdings.cend() && found->currency == currency ? &*found : nullptr;
}

const HoldingPart *HoldingsModel::findPart(const Holding &holding, AccountId account)
{
    const auto found = std::find_if(holding.parts.cbegin(), holding.parts.cend(),
                                    [&](const HoldingPart &part) { return part.account == account; });
    return found != holding.parts.cend() ? &*found : nullptr;
}

HoldingsModel::Cells HoldingsModel::cells(const Holding &holding, const HoldingPart *part)
{
    if (!part) {
        return {holding.available, holding.frozen,    holding.borrowed, holding.total,
                holding.price,     holding.change24h, holding.value,    holding.share};
    }
    Cells cells{part->available, part->frozen, part->borrowed, part->total(), {}, {}, {}, {}};
    if (holding.price)
        cells.value = cells.total * *holding.price;
    // The asset's share in proportion: value and share of an asset relate as those of its parts.
    if (holding.share && cells.value && holding.value && !holding.value->isZero())
        cells.share = *holding.share * *cells.value / *holding.value;
    return cells;
}

std::optional<Decimal> HoldingsModel::number(const Cells &cells, Column column)
{
    switch (column) {
    case Column::Available:
        return cells.available;
    case Column::Frozen:
        return cells.frozen;
    case Column::Borrowed:
        return cells.borrowed;
    case Column::Total:
        return cells.total;
    case Column::Price:
        return cells.price;
    case Column::Change24h:
        return cells.change24h;
    case Column::Value:
        return cells.value;
    case Column::Share:
        return cells.share;
    case Column::Asset:
    case Column::Count:
        break;
    }
    return std::nullopt;
}

std::optional<Decimal> HoldingsModel::sortKey(const Holding &holding) const
{
    switch (m_sortColumn) {
    case Column::Available:
        return holding.available;
    case Column::Frozen:
        return holding.frozen;
    case Column::Borrowed:
        return holding.borrowed;
    case Column::Total:
        return holding.total;
    case Column::Price:
        return holding.price;
    case Column::Change24h:
        return holding.change24h;
    case Column::Value:
    case Column::Share: // in proportion, and quicker to compare
        return holding.value;
    case Column::Asset:
    case Column::Count:
        break;
    }
    return std::nullopt;
}

bool HoldingsModel::lessThan(const Sorted &left, const Sorted &right) const
{
    const bool descending = m_sortOrder == Qt::DescendingOrder;
    if (left.key.has_value() != right.key.has_value())
        return left.key.has_value();
    if (left.key) {
        if (const std::strong_ordering order = *left.key <=> *right.key; std::is_neq(order))
            return descending ? std::is_gt(order) : std::is_lt(order);
    }
    const bool byName = m_sortColumn == Column::Asset && descending;
    return byName ? right.holding->currency < left.holding->currency
                  : left.holding->currency < right.holding->currency;
}

bool HoldingsModel::matches(const Holding &holding) const
{
    return m_search.isEmpty() || holding.displayName.contains(m_search, Qt::CaseInsensitive) ||
           holding.currency.value.contains(m_search, Qt::CaseInsensitive);
}

void HoldingsModel::sort(int column, Qt::SortOrder order)
{
    if (column < 0 || column >= columnCount())
        return;
    m_sortColumn = static_cast<Column>(column);
    m_sortOrder = order;
    arrange();
}

int HoldingsModel::decimalsFor(const Decimal &amount) const
{
    int decimals = m_decimals;
    for (Decimal limit = 1'000'000; decimals > 0 && amount.abs() >= limit; limit *= 10)
        decimals = std::max(0, decimals - 2);
    return decimals;
}

QString HoldingsModel::text(const Cells &cells, Column column) const
{
    const std::optional<Decimal> value = number(cells, column);
    switch (column) {
    case Column::Available:
    case Column::Frozen:
    case Column::Borrowed:
    case Column::Total: {
        const int decimals = decimalsFor(*value);
        const Decimal cut = value->truncated(decimals);
        if (cut.isZero() && !value->isZero()) // all its digits rather than a 0 that is none
            return m_format.amount(value, value->decimals());
        return m_format.alignedAmount(cut, decimals);
    }
    case Column::Price:
        return m_format.price(m_denomination.convert(value));
    case Column::Change24h:
        return m_format.percent(value);
    case Column::Value:
        return m_format.money(m_denomination.convert(value), m_denomination.decimals);
    case Column::Share: {
        const QString percent = m_format.percent(value);
        return percent.startsWith(QLatin1Char('+')) ? percent.mid(1) : percent;
    }
    case Column::Asset:
    case Column::Count:
        break;
    }
    return {};
}

QString HoldingsModel::tooltip(const Holding &holding, const Cells &cells, Column column) const
{
    const std::optional<Decimal> value = number(cells, column);
    if (!value) {
        if (column == Column::Change24h && holding.price)
            return tr("Its change over 24 hours isn't known");
        return holding.price ? QString()
                             : tr("No market prices %1, so its value isn't known").arg(holding.displayName);
    }
    switch (column) {
    case Column::Available:
    case Column::Frozen:
    case Column::Borrowed:
        return tr("%1 %2").arg(m_format.amount(value, 18), holding.displayName);
    case Column::Total:
        return holding.locked.isZero() ? tr("%1 %2").arg(m_format.amount(value, 18), holding.displayName)
                                       : tr("%1 %2, and %3 locked, which isn't counted")
                                             .arg(m_format.amount(value, 18), holding.displayName,
                                                  m_format.amount(holding.locked, 18));
    case Column::Value:
    case Column::Price:
        return column == Column::Value ? m_format.money(value, QStringLiteral("USDT"))
                                       : tr("%1 USDT").arg(m_format.price(value));
    case Column::Asset:
    case Column::Change24h:
    case Column::Share:
    case Column::Count:
        break;
    }
    return {};
}

QVariant HoldingsModel::assetData(const Holding &holding, const HoldingPart *part, int role) const
{
    const QString name = part ? accountName(part->accountType, part->accountSubtype) : holding.displayName;
    switch (role) {
    case Qt::DisplayRole:
        return part ? QStringLiteral("\u2003\u2002") + name : name;
    case Qt::AccessibleTextRole:
        if (part)
            return tr("%1 in %2").arg(holding.displayName, name);
        return isExpanded(holding.currency) ? tr("%1, expanded").arg(name) : tr("%1, collapsed").arg(name);
    case Qt::ToolTipRole:
        return part ? tr("Account %1").arg(part->account.value) : QVariant();
    case SortRole:
        return holding.currency.value;
    case CoinRole:
        return part ? QVariant() : QVariant(holding.displayName);
    case MutedRole:
        return part != nullptr;
    default:
        return {};
    }
}

QVariant HoldingsModel::numberData(const Holding &holding, const Cells &cells, Column column, int role) const
{
    const std::optional<Decimal> value = number(cells, column);
    switch (role) {
    case Qt::DisplayRole:
        return text(cells, column);
    case Qt::AccessibleTextRole:
        return tr("%1: %2").arg(headerData(static_cast<int>(column), Qt::Horizontal).toString(),
                                value ? text(cells, column) : tr("unknown"));
    case Qt::ToolTipRole:
        return tooltip(holding, cells, column);
    case Qt::TextAlignmentRole:
        return static_cast<int>(Qt::AlignRight | Qt::AlignVCenter);
    case SortRole:
        return value ? QVariant::fromValue(*value) : QVariant();
    case SignRole:
        if (column == Column::Change24h)
            return value ? value->sign() : 0;
        return value && value->isNegative() ? QVariant(-1) : QVariant();
    case MutedRole:
        return !value || value->isZero();
    case FractionRole:
        if (column == Column::Share && value)
            return std::clamp(value->toDouble(), 0.0, 1.0);
        return {};
    default:
        return {};
    }
}

QVariant HoldingsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const HoldingRow &row = rowKey(index.row());
    const Holding *holding = find(row.currency);
    if (!holding)
        return role == PlaceholderRole && row.isPart() ? QVariant(true) : QVariant();
    const HoldingPart *part = row.isPart() ? findPart(*holding, row.account) : nullptr;
    if (row.isPart() && !part)
        return {};
    switch (role) {
    case ExpandableRole:
        return !part && !holding->parts.isEmpty();
    case ExpandedRole:
        return !part && isExpanded(row.currency);
    case PartRole:
        return part != nullptr;
    case PlaceholderRole:
        return false;
    default:
        break;
    }
    const auto column = static_cast<Column>(index.column());
    if (column == Column::Asset)
        return assetData(*holding, part, role);
    return numberData(*holding, cells(*holding, part), column, role);
}

QVariant HoldingsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const auto column = static_cast<Column>(section);
    if (role == Qt::TextAlignmentRole) {
        const Qt::Alignment side = column == Column::Asset ? Qt::AlignLeft : Qt::AlignRight;
        return static_cast<int>(side | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case Column::Asset:
        return tr("Asset");
    case Column::Available:
        return tr("Available");
    case Column::Frozen:
        return tr("Frozen");
    case Column::Borrowed:
        return tr("Borrowed");
    case Column::Total:
        return tr("Total");
    case Column::Price:
        return tr("Price, %1").arg(m_denomination.currency);
    case Column::Change24h:
        return tr("24 h");
    case Column::Value:
        return tr("Value, %1").arg(m_denomination.currency);
    case Column::Share:
        return tr("Share");
    case Column::Count:
        break;
    }
    return {};
}

} // namespace coffer::ui
