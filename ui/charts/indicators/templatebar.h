// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/indicators/indicatortemplates.h"

#include <QWidget>

class QAction;
class QComboBox;
class QLineEdit;
class QPushButton;

namespace coffer::ui {

class Label;
class Theme;

/// Applies, saves, renames and deletes sets of indicators. A deleted one can be taken back right here.
class TemplateBar : public QWidget
{
    Q_OBJECT

public:
    TemplateBar(Settings &settings, const Theme &theme, QWidget *parent = nullptr);

    /// What is on the chart: to be saved, and to tell which template that is.
    void setSpecs(const QList<market::IndicatorSpec> &specs);

Q_SIGNALS:
    void applied(const QList<coffer::market::IndicatorSpec> &specs);

private:
    enum class Naming { None, Save, Rename };

    QWidget *makeChoice(const Theme &theme);
    QWidget *makeNaming();
    QWidget *makeUndo();
    void fill();
    void apply(int index);
    void beginNaming(Naming naming);
    void endNaming();
    void takeName();
    void showNaming();
    void remove();
    void undo();
    QString currentName() const;

    IndicatorTemplates m_templates;
    QList<market::IndicatorSpec> m_specs;
    IndicatorTemplate m_removed;
    Naming m_naming = Naming::None;
    QString m_renamed;
    QComboBox *m_choice;
    QAction *m_rename;
    QAction *m_delete;
    QWidget *m_nameRow;
    QLineEdit *m_name;
    QPushButton *m_take;
    Label *m_hint;
    QWidget *m_undoRow;
    Label *m_undoText;
    QPushButton *m_undo;
};

} // namespace coffer::ui
