// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace coffer::ui {

class Label;
class LockKeeper;
class Theme;

/// Says that Coffer is locked, why, and what that means; unlocks it, and says when that did not work. Shows
/// itself while it is locked.
class LockBar : public QWidget
{
    Q_OBJECT

public:
    LockBar(LockKeeper &keeper, const Theme &theme, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void showState();
    void drawSymbol();
    QString reasonText() const;

    LockKeeper &m_keeper;
    const Theme &m_theme;
    QLabel *m_symbol;
    Label *m_title;
    Label *m_text;
    QPushButton *m_button;
};

} // namespace coffer::ui
