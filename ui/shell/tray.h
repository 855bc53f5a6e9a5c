// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/page.h"
#include "ui/shell/keyalarm.h"

#include <QMenu>
#include <QSystemTrayIcon>

namespace coffer::keys {
class KeyInventory;
class Keyring;
} // namespace coffer::keys

namespace coffer::ui {

class Actions;

/// The icon in the system's tray, where there is one and the user wants it: says the worst finding and tells
/// of new critical ones, together, and of nothing while Coffer is locked.
class Tray : public QObject
{
    Q_OBJECT

public:
    Tray(keys::KeyInventory &inventory, keys::Keyring &keyring, const Actions &actions,
         const Context &context, QWidget *window);

    QString tooltip() const { return m_icon.toolTip(); }
    const QMenu &menu() const { return m_menu; }

Q_SIGNALS:
    /// A notification: plain text.
    void told(const QString &title, const QString &text);

private:
    void makeMenu(const Actions &actions);
    void showWindow();
    void updateVisible();
    void updateText();
    void tellNews();

    keys::KeyInventory &m_inventory;
    keys::Keyring &m_keyring;
    Context m_context;
    QWidget *m_window;
    QMenu m_menu;
    QSystemTrayIcon m_icon;
    CriticalNews m_news;
};

} // namespace coffer::ui
