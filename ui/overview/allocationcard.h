// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/card.h"
#include "ui/common/denomination.h"
#include "ui/overview/allocation.h"

#include <QPieSeries>

class QChartView;

namespace coffer::ui {

class Format;
class RowList;

/// What the value consists of: a donut with its legend as a list of shares and values.
class AllocationCard : public Card
{
    Q_OBJECT

public:
    AllocationCard(const Theme &theme, const Format &format, QWidget *parent = nullptr);

    void show(const QList<portfolio::Holding> &holdings, const Denomination &denomination);
    /// Makes the chart: late, so that it doesn't hold up the first frame.
    void createChart();

private:
    void showLegend();
    void showSlices();
    void showCentre(const Slice *slice);
    void applyColors();
    QColor sliceColor(qsizetype index) const;
    QString nameOf(const Slice &slice) const;
    QString percent(const Slice &slice) const;

    const Theme &m_theme;
    const Format &m_format;
    QList<Slice> m_slices;
    Denomination m_denomination;
    RowList *m_legend;
    QWidget *m_place; ///< of the chart, with its size from the start
    QChartView *m_view = nullptr;
    QPieSeries *m_series = nullptr;
    Label *m_centreName = nullptr;
    Label *m_centreShare = nullptr;
    Label *m_nothing;
};

} // namespace coffer::ui
