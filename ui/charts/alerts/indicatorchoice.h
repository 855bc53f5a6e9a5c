// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "market/indicators/indicatorspec.h"

#include <QWidget>

class QComboBox;
class QGridLayout;

namespace coffer::ui {

class Label;
class NumberField;

/// Chooses an indicator, its numbers, and which of its lines.
class IndicatorChoice : public QWidget
{
    Q_OBJECT

public:
    explicit IndicatorChoice(QWidget *parent = nullptr);

    void setChoice(const market::IndicatorSpec &indicator, int output);
    market::IndicatorSpec indicator() const;
    int output() const;

Q_SIGNALS:
    void changed();

private:
    void kindChosen();
    void showNumbers();
    void fillOutputs();

    QComboBox *m_kind;
    QComboBox *m_output;
    QGridLayout *m_numbers;
    QList<Label *> m_names;
    QList<NumberField *> m_fields;
    market::IndicatorSpec m_indicator;
};

} // namespace coffer::ui
