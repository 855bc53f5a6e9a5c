// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace coffer::ui {

class Label;
class Theme;

/// The middle of a page or table with nothing in it: an icon, a sentence, and the next step as a button.
class EmptyState : public QWidget
{
    Q_OBJECT

public:
    EmptyState(const QString &iconName, const Theme &theme, QWidget *parent = nullptr);

    void setText(const QString &title, const QString &advice);
    /// An empty label hides the button.
    void setButton(const QString &label);

Q_SIGNALS:
    void buttonClicked();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    const Theme &m_theme;
    QString m_iconName;
    QLabel *m_icon;
    Label *m_title;
    Label *m_advice;
    QPushButton *m_button;
};

} // namespace coffer::ui
