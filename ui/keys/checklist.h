// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QWidget>

class QLabel;

namespace coffer::ui {

class Label;
class Theme;

/// Lines that are worked through one after another, each with its state as an icon and a word, and its
/// result.
class CheckList : public QWidget
{
    Q_OBJECT

public:
    enum class State { Waiting, Running, Passed, Notice, Unknown, Failed };

    explicit CheckList(const Theme &theme, QWidget *parent = nullptr);

    /// Adds a line in state Waiting and returns its number.
    int addLine(const QString &title);
    void setLine(int line, State state, const QString &detail = {});
    State state(int line) const { return m_lines.at(line).state; }
    QString detail(int line) const;
    /// All Waiting, without details.
    void reset();

private:
    struct Line
    {
        QWidget *widget = nullptr;
        QLabel *icon = nullptr;
        Label *title = nullptr;
        Label *detail = nullptr;
        State state = State::Waiting;
    };

    void draw(const Line &line) const;
    static QString stateName(State state);

    const Theme &m_theme;
    QList<Line> m_lines;
};

} // namespace coffer::ui
