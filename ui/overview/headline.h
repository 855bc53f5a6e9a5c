// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "portfolio/portfolio.h"
#include "ui/common/page.h"

class QComboBox;

namespace coffer::ui {

class ChangeChip;
struct Denomination;

/// The number that the program is opened for: what everything is worth, in a currency of choice, and how it
/// changed.
class Headline : public QWidget
{
    Q_OBJECT

public:
    explicit Headline(const Context &context, QWidget *parent = nullptr);

    /// Without balances the total is unknown, and says so.
    void show(const portfolio::Portfolio &portfolio, const Denomination &denomination);

Q_SIGNALS:
    void currencyChosen(const QString &currency);

private:
    void fillCurrencies();
    QString noteText(const portfolio::Portfolio &portfolio, const Denomination &denomination) const;

    Context m_context;
    Label *m_total;
    QComboBox *m_currency;
    ChangeChip *m_change;
    Label *m_note;
};

} // namespace coffer::ui
