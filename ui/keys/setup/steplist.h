// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QWidget>

class QToolButton;

namespace coffer::keys {
class SetupFlow;
enum class SetupStep;
} // namespace coffer::keys

namespace coffer::ui {

class Theme;

/// The steps of the guided set-up at the left of its window, each with its state; one that may be entered is
/// a button.
class StepList : public QWidget
{
    Q_OBJECT

public:
    explicit StepList(const Theme &theme, QWidget *parent = nullptr);

    void show(const keys::SetupFlow &flow);
    /// "What is it for?"
    static QString title(keys::SetupStep step);

Q_SIGNALS:
    void chosen(coffer::keys::SetupStep step);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    QList<QToolButton *> m_buttons;
};

} // namespace coffer::ui
