// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/chartcell.h"

#include <QPointer>

class QActionGroup;
class QButtonGroup;
class QHBoxLayout;
class QToolButton;

namespace coffer::ui {

/// The row of buttons for one chart at a time: periods, how candles are drawn, the price scale, indicators.
class ChartControls : public QWidget
{
    Q_OBJECT

public:
    explicit ChartControls(const Context &context, QWidget *parent = nullptr);

    void setTarget(ChartCell *cell);
    /// Another button after its own.
    void addButton(QToolButton *button);
    /// One as the others look.
    QToolButton *makeButton(const QString &name, const QString &iconName, const QString &text);
    /// Shows what the target is set to.
    void sync();

private:
    void addPeriods();
    void addTypes();
    void addScales();
    void renewIcons();

    Context m_context;
    QPointer<ChartCell> m_target;
    QHBoxLayout *m_layout;
    QButtonGroup *m_periods;
    QToolButton *m_typeButton = nullptr;
    QActionGroup *m_types = nullptr;
    QActionGroup *m_scales = nullptr;
    QToolButton *m_scaleButton = nullptr;
    QAction *m_volume = nullptr;
    QAction *m_fills = nullptr;
    QAction *m_orders = nullptr;
    QAction *m_fit = nullptr;
    QHash<QToolButton *, QString> m_icons;
};

} // namespace coffer::ui
