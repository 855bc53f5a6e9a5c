// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "market/indicators/indicatorspec.h"

#include <QDialog>

namespace coffer {
class Settings;
}

namespace coffer::ui {

class IndicatorCatalog;
class IndicatorEditor;
class IndicatorList;
class IndicatorSetModel;
class TemplateBar;
class Theme;

/// Chooses and changes the indicators of a chart. The chart follows as they change: changed() at each step,
/// and once more with the first ones when the user cancels. Opened with open(); deletes itself.
class IndicatorsDialog : public QDialog
{
    Q_OBJECT

public:
    IndicatorsDialog(const QList<market::IndicatorSpec> &specs, Settings &settings, const Theme &theme,
                     QWidget *parent = nullptr);

    const QList<market::IndicatorSpec> &specs() const;
    /// The row of one on the chart, to begin with it.
    void edit(int row);

    void reject() override;

Q_SIGNALS:
    void changed(const QList<coffer::market::IndicatorSpec> &specs);

private:
    QWidget *makeLeft(const Theme &theme);
    QLayout *makeButtons();
    void showCurrent();
    void tell();

    QList<market::IndicatorSpec> m_first;
    IndicatorSetModel *m_model;
    TemplateBar *m_templates;
    IndicatorList *m_list = nullptr;
    IndicatorCatalog *m_catalog = nullptr;
    IndicatorEditor *m_editor;
};

} // namespace coffer::ui
