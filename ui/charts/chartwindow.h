// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/chartcell.h"

namespace coffer::ui {

class ChartControls;
class MarketHead;

/// A chart in a window of its own, with the buttons for it. Deletes itself when it is closed.
class ChartWindow : public QWidget
{
    Q_OBJECT

public:
    /// parent: closes with it.
    ChartWindow(const ChartSetup &setup, const ChartServices &services, AlertDesk &desk,
                const Context &context, QWidget *parent);

    ChartCell &cell() { return *m_cell; }

private:
    void sync();

    MarketHead *m_head;
    ChartControls *m_controls;
    ChartCell *m_cell;
};

} // namespace coffer::ui
