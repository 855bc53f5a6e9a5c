// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "market/indicators/indicatorspec.h"

#include <QWidget>

#include <optional>

class QDoubleSpinBox;
class QGridLayout;
class QPushButton;

namespace coffer::ui {

class IndicatorSwatch;
class Label;
class Theme;

/// The numbers and colours of one indicator.
class IndicatorEditor : public QWidget
{
    Q_OBJECT

public:
    explicit IndicatorEditor(const Theme &theme, QWidget *parent = nullptr);

    /// nullopt: nothing is chosen, and it says so.
    void setSpec(const std::optional<market::IndicatorSpec> &spec);

Q_SIGNALS:
    void edited(const coffer::market::IndicatorSpec &spec);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void build();
    void addNumbers();
    void addColours();
    QColor usualColor(int output) const;
    void addRow(const QString &text, QWidget *field);
    void showValues();
    void numberChanged(int index, double value);
    void colourChosen(int output, const QString &colour);
    void reset();
    void put(const market::IndicatorSpec &spec);

    const Theme &m_theme;
    std::optional<market::IndicatorSpec> m_spec;
    Label *m_name;
    Label *m_summary;
    QWidget *m_fields;
    QPushButton *m_reset;
    QGridLayout *m_grid = nullptr;
    QList<QDoubleSpinBox *> m_numbers;
    QList<IndicatorSwatch *> m_swatches;
};

} // namespace coffer::ui
