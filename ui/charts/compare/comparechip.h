// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QToolButton;

namespace coffer::ui {

class Label;
class Theme;

/// One compared market: how its line looks, its name, its change, and a button that ends the comparison.
/// Delete and Backspace do what the button does.
class CompareChip : public QFrame
{
    Q_OBJECT

public:
    /// place: as ComparedMarket has it.
    CompareChip(int place, const Theme &theme, QWidget *parent = nullptr);

    void setName(const QString &name);
    /// The change or what is there instead of one; sign as Label::setSign() takes it, tip may be empty.
    void setState(const QString &text, int sign, const QString &tip);
    QString state() const;
    QToolButton *closeButton() const { return m_close; }

Q_SIGNALS:
    void removeRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void applyTheme();
    void describe();

    int m_place;
    const Theme &m_theme;
    Label *m_name;
    Label *m_state;
    QToolButton *m_close;
};

} // namespace coffer::ui
