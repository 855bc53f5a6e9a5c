// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMenu>

namespace coffer::ui {

class DrawingEditor;
class Theme;

/// What can be done to the selected drawing. Goes when it is closed.
class DrawingMenu final : public QMenu
{
    Q_OBJECT

public:
    /// Something is selected. The editor outlives the menu.
    DrawingMenu(DrawingEditor &editor, const Theme &theme, QWidget *parent);

Q_SIGNALS:
    void textChosen();
    void duplicateChosen();
    void removeChosen();

private:
    void addColors(const QString &current, const Theme &theme);
    void addWidths(int current, const Theme &theme);

    DrawingEditor &m_editor;
};

} // namespace coffer::ui
