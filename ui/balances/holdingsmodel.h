// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "portfolio/portfolio.h"
#include "ui/common/denomination.h"
#include "ui/common/keyedrowsmodel.h"
#include "ui/common/tableview.h"

#include <QSet>

namespace coffer::ui {

class Format;

/// A row: an asset, or the part of it that is in one account.
struct HoldingRow
{
    Currency currency;
    AccountId account; ///< 0 for the asset itself

    bool isPart() const { return account.value != 0; }
    friend bool operator==(const HoldingRow &, const HoldingRow &) = default;
    friend size_t qHash(const HoldingRow &row, size_t seed = 0)
    {
        return qHashMulti(seed, row.currency.value, row.account.value);
    }
};

/// Assets as table rows, each followed by its account parts while it is expanded. Sorts and filters by
/// itself; every change reaches the view as the rows that were really inserted, removed, moved or changed.
/// Unknown values sort last in both directions.
class HoldingsModel : public KeyedRowsModel<HoldingRow>
{
    Q_OBJECT

public:
    enum class Column { Asset, Available, Frozen, Borrowed, Total, Price, Change24h, Value, Share, Count };

    enum Role {
        ExpandableRole = FractionRole + 100, ///< bool: has account parts to show
        ExpandedRole,                        ///< bool
        PartRole,                            ///< bool: is one account's part
    };

    /// What the shown rows come to.
    struct Totals
    {
        Decimal value;          ///< USDT
        Decimal share;          ///< fraction of the whole
        qsizetype assets = 0;   ///< asset rows counted
        qsizetype dust = 0;     ///< small holdings that are not shown
        qsizetype filtered = 0; ///< not shown because of the search
        qsizetype unpriced = 0; ///< counted assets without a value
    };

    explicit HoldingsModel(const Format &format, QObject *parent = nullptr);

    void setHoldings(const QList<portfolio::Holding> &holdings);
    void setDenomination(const Denomination &denomination);
    /// Amounts are cut to this many decimals; the tooltip has all digits.
    void setAmountDecimals(int decimals);
    void setSearch(const QString &text);
    void setHideDust(bool hide);
    /// Shows placeholder rows while there is nothing else.
    void setLoading(bool loading);
    void setExpanded(const Currency &currency, bool expanded);
    bool isExpanded(const Currency &currency) const { return m_expanded.contains(currency); }

    bool hasHoldings() const { return !m_holdings.empty(); }
    const Denomination &denomination() const { return m_denomination; }
    const Totals &totals() const { return m_totals; }
    /// The asset of a row; nullptr for placeholders.
    const portfolio::Holding *holding(int row) const;
    bool isPart(int row) const;

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

    /// Below 1 USDT whichever way it is counted. Never true without a price: unknown is not small.
    static bool isDust(const portfolio::Holding &holding);

Q_SIGNALS:
    void totalsChanged();

private:
    /// The numbers of a row, of an asset or of a part.
    struct Cells
    {
        Decimal available, frozen, borrowed, total;
        std::optional<Decimal> price, change24h, value, share;
    };

    /// An asset on its way to its place.
    struct Sorted
    {
        const portfolio::Holding *holding;
        std::optional<Decimal> key;
    };

    void arrange();
    void announceChanges(const QSet<Currency> &changed);
    void repaintAll();
    const portfolio::Holding *find(const Currency &currency) const;
    static const portfolio::HoldingPart *findPart(const portfolio::Holding &holding, AccountId account);
    static Cells cells(const portfolio::Holding &holding, const portfolio::HoldingPart *part);
    static std::optional<Decimal> number(const Cells &cells, Column column);
    std::optional<Decimal> sortKey(const portfolio::Holding &holding) const;
    bool lessThan(const Sorted &left, const Sorted &right) const;
    bool matches(const portfolio::Holding &holding) const;
    /// Millions need no millionths, and would not fit.
    int decimalsFor(const Decimal &amount) const;
    QString text(const Cells &cells, Column column) const;
    QString tooltip(const portfolio::Holding &holding, const Cells &cells, Column column) const;
    QVariant assetData(const portfolio::Holding &holding, const portfolio::HoldingPart *part, int role) const;
    QVariant numberData(const portfolio::Holding &holding, const Cells &cells, Column column, int role) const;

    const Format &m_format;
    std::vector<portfolio::Holding> m_holdings; ///< by currency
    QSet<Currency> m_expanded;
    Denomination m_denomination;
    Totals m_totals;
    QString m_search;
    int m_decimals = 8;
    bool m_hideDust = true;
    bool m_loading = false;
    Column m_sortColumn = Column::Value;
    Qt::SortOrder m_sortOrder = Qt::DescendingOrder;
};

} // namespace coffer::ui
