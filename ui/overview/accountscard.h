// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "portfolio/portfolio.h"
#include "ui/common/card.h"
#include "ui/common/denomination.h"

class QBarSet;
class QBarCategoryAxis;
class QChartView;
class QVBoxLayout;
class QValueAxis;

namespace coffer::ui {

class Format;

/// Value by account type: a bar each, with its name before and its value behind it. What is owed goes to the
/// left.
class AccountsCard : public Card
{
    Q_OBJECT

public:
    AccountsCard(const Theme &theme, const Format &format, QWidget *parent = nullptr);

    void show(const QList<portfolio::AccountValue> &accounts, const Denomination &denomination);
    /// Makes the chart: late, so that it doesn't hold up the first frame.
    void createChart();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void showLabels();
    void showBars();
    void applyColors();

    const Theme &m_theme;
    const Format &m_format;
    QList<portfolio::AccountValue> m_accounts;
    Denomination m_denomination;
    QVBoxLayout *m_names;
    QVBoxLayout *m_values;
    QList<Label *> m_nameLabels;
    QList<Label *> m_valueLabels;
    QWidget *m_place;
    Label *m_nothing;
    QChartView *m_view = nullptr;
    QBarSet *m_owned = nullptr;
    QBarSet *m_owed = nullptr;
    QBarCategoryAxis *m_categories = nullptr;
    QValueAxis *m_axis = nullptr;
};

} // namespace coffer::ui
