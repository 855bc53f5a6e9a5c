// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QTimer>

namespace coffer::ui {

class Label;
class Theme;

/// Says what was just done, with a button that takes it back. Goes by itself after a while, unless somebody
/// is about to press it.
class UndoBar : public QFrame
{
    Q_OBJECT

public:
    explicit UndoBar(const Theme &theme, QWidget *parent = nullptr);

    void offer(const QString &text);
    void withdraw();

Q_SIGNALS:
    void undone();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    Label *m_text;
    QTimer m_timer;
};

} // namespace coffer::ui
