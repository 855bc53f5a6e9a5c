// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;

namespace coffer::ui {

class Label;
class Theme;

/// A sentence with a sign before it: what to mind before going on. Hidden while there is nothing to say.
class NoticeLine : public QWidget
{
    Q_OBJECT

public:
    enum class Kind { Info, Warning, Danger };

    explicit NoticeLine(const Theme &theme, QWidget *parent = nullptr);

    void setNotice(Kind kind, const QString &text);
    void clear() { setNotice(Kind::Info, {}); }
    QString text() const;

private:
    void draw();

    const Theme &m_theme;
    Kind m_kind = Kind::Info;
    QLabel *m_icon;
    Label *m_text;
};

} // namespace coffer::ui
