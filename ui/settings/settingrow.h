// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QHBoxLayout;

namespace coffer::ui {

class Label;
class Theme;

/// One setting: its name and a sentence about it at the left, its control at the right, and room for an error
/// below.
class SettingRow : public QWidget
{
    Q_OBJECT

public:
    SettingRow(const QString &name, const QString &explanation, const Theme &theme,
               QWidget *parent = nullptr);

    /// Takes ownership; named and described for screen readers by the row's texts.
    void addControl(QWidget *control);
    /// Why the entry can't be used; empty hides it.
    void setError(const QString &text);

private:
    const Theme &m_theme;
    Label *m_name;
    Label *m_explanation;
    Label *m_error;
    QHBoxLayout *m_controls;
};

} // namespace coffer::ui
