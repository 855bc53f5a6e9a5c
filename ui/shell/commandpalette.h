// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QFrame>
#include <QPointer>

#include <functional>

class QLineEdit;
class QListView;

namespace coffer::ui {

class Theme;

/// One thing the palette can find: an action, a page, a market, an asset. text and hint are plain text.
struct Command
{
    QString text;
    QString hint;     ///< what kind of thing it is, or its shortcut
    QString iconName; ///< one of icons.h, or empty
    std::function<void()> run;
};

/// How well text answers what was typed: 0 not at all, greater is better. Letters must occur in order; the
/// beginning of the text or of a word counts more.
int matchScore(const QString &text, const QString &typed);

/// The commands that answer what was typed, best first.
class CommandModel : public QAbstractListModel
{
    Q_OBJECT

public:
    explicit CommandModel(const Theme &theme, QObject *parent = nullptr);

    void setCommands(QList<Command> commands);
    void setTyped(const QString &typed);
    const Command &command(int row) const { return m_commands.at(m_found.at(row)); }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    const Theme &m_theme;
    QList<Command> m_commands;
    QList<qsizetype> m_found;
};

/// Ctrl+K: type a few letters, Enter does it, Escape or a click elsewhere closes it. Lies over the window as
/// a child of it: a window of its own would not get the keyboard everywhere.
class CommandPalette : public QFrame
{
    Q_OBJECT

public:
    CommandPalette(const Theme &theme, QWidget *parent);

    void openWith(QList<Command> commands);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void runCurrent();
    void close(bool restoreFocus);

    const Theme &m_theme;
    CommandModel *m_model;
    QLineEdit *m_input;
    QListView *m_list;
    QPointer<QWidget> m_before; ///< had the focus
};

} // namespace coffer::ui
