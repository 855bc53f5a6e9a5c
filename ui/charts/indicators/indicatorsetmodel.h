// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "market/indicators/indicatorspec.h"

#include <QAbstractListModel>

namespace coffer::ui {

class Theme;

/// The indicators on a chart, in their order; the check mark is whether one is shown.
class IndicatorSetModel : public QAbstractListModel
{
    Q_OBJECT

public:
    explicit IndicatorSetModel(const Theme &theme, QObject *parent = nullptr);

    const QList<market::IndicatorSpec> &specs() const { return m_specs; }
    /// Takes others in their place; at most market::mostIndicators.
    void setSpecs(const QList<market::IndicatorSpec> &specs);
    bool isFull() const { return m_specs.size() >= market::mostIndicators; }
    /// Returns the new row; -1 when it is full.
    int add(market::IndicatorKind kind);
    void setSpec(int row, const market::IndicatorSpec &spec);
    void removeAt(int row);
    /// Swaps it with the one above or below; false at the end of the list.
    bool moveUp(int row);
    bool moveDown(int row);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

Q_SIGNALS:
    /// Whatever changed, once for each change.
    void edited();

private:
    const Theme &m_theme;
    QList<market::IndicatorSpec> m_specs;
};

} // namespace coffer::ui
