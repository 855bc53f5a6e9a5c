// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "htx/throttle.h"

#include <QAbstractButton>

namespace coffer::ui {

class Theme;

/// The request budget in the status bar: a small bar with what is left of the scarcest limit now. Hidden
/// while nothing is known; clicked for more.
class BudgetGauge : public QAbstractButton
{
    Q_OBJECT

public:
    explicit BudgetGauge(const Theme &theme, QWidget *parent = nullptr);

    /// The limits of which something is used, the scarcest first (htx::Client::budgets). Shows itself: none
    /// used is known, too.
    void setBudgets(const QList<htx::Budget> &budgets);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString tip() const;

    const Theme &m_theme;
    QList<htx::Budget> m_budgets;
};

} // namespace coffer::ui
