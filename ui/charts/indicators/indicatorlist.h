// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QListView;
class QToolButton;

namespace coffer::ui {

class IndicatorSetModel;
class Label;
class Theme;

/// What is on the chart, in its order: shown or not by its check mark, moved and removed by buttons or keys
/// (Alt+Up, Alt+Down, Del).
class IndicatorList : public QWidget
{
    Q_OBJECT

public:
    IndicatorList(IndicatorSetModel &model, const Theme &theme, QWidget *parent = nullptr);

    int currentRow() const; ///< -1: none
    void setCurrentRow(int row);

Q_SIGNALS:
    void currentRowChanged();

private:
    QToolButton *makeButton(const char *name, const QString &iconName, const QString &text,
                            const QKeySequence &key);
    void remove();
    void showState();

    IndicatorSetModel &m_model;
    const Theme &m_theme;
    QListView *m_view;
    Label *m_empty;
    QToolButton *m_up;
    QToolButton *m_down;
    QToolButton *m_remove;
};

} // namespace coffer::ui
