// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/rawsort.h"

#include "core/decimal.h"
#include "ui/common/tableview.h"

namespace coffer::ui {
namespace {

template<class T>
int order(const T &left, const T &right)
{
    return left < right ? -1 : right < left ? 1 : 0;
}

} // namespace

int compareRaw(const QVariant &left, const QVariant &right)
{
    if (!left.isValid() || !right.isValid())
        return left.isValid() ? -1 : right.isValid() ? 1 : 0;
    const int decimal = qMetaTypeId<Decimal>();
    if (left.userType() == decimal && right.userType() == decimal)
        return order(*static_cast<const Decimal *>(left.constData()),
                     *static_cast<const Decimal *>(right.constData()));
    if (left.userType() == QMetaType::QString || right.userType() == QMetaType::QString)
        return QString::localeAwareCompare(left.toString(), right.toString());
    if (left.userType() == QMetaType::Double || right.userType() == QMetaType::Double)
        return order(left.toDouble(), right.toDouble());
    return order(left.toLongLong(), right.toLongLong());
}

RawSort::RawSort(QObject *parent) : QSortFilterProxyModel(parent)
{
    setSortRole(SortRole);
    setFilterKeyColumn(-1);
    setFilterCaseSensitivity(Qt::CaseInsensitive);
    setDynamicSortFilter(true);
}

bool RawSort::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    const QVariant first = left.data(sortRole());
    const QVariant second = right.data(sortRole());
    const int compared = compareRaw(first, second);
    // The proxy turns the answer round for a descending sort; unknown values are to stay at the end all the
    // same.
    if (first.isValid() != second.isValid() && sortOrder() == Qt::DescendingOrder)
        return compared > 0;
    return compared < 0;
}

} // namespace coffer::ui
