// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSortFilterProxyModel>

namespace coffer::ui {

/// -1, 0 or 1 for two raw values of the same kind: Decimal, whole number, double, bool, QString (by locale).
/// An unknown value (invalid QVariant) comes after every known one.
int compareRaw(const QVariant &left, const QVariant &right);

/// Sorts by SortRole's raw values. Unknown values stay at the end in both directions; equal ones keep their
/// order. Its text filter (setFilterFixedString) looks into every column unless setFilterKeyColumn() says
/// otherwise.
class RawSort : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    explicit RawSort(QObject *parent = nullptr);

protected:
    bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;
};

} // namespace coffer::ui
