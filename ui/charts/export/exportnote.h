// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QTimer>

class QPushButton;

namespace coffer::ui {

class Label;
class Theme;

/// Says quietly what was saved, with a button that shows its folder, and goes by itself after a while unless
/// somebody is about to press it.
class ExportNote : public QFrame
{
    Q_OBJECT

public:
    explicit ExportNote(const Theme &theme, QWidget *parent = nullptr);

    /// As ExportActions::said().
    void say(const QString &text, const QString &file = {});

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void showFolder();

    const Theme &m_theme;
    Label *m_text;
    QPushButton *m_show;
    QString m_file;
    QTimer m_timer;
};

} // namespace coffer::ui
