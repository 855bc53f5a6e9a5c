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
    /// Notifies of something else: plain text. A click on it asks for the chart of the market, if it names
    /// one.
    void tell(const QString &title, const QString &text, const QString &market);

Q_SIGNALS:
    /// A notification: plain text.
    void told(const QString &title, const QString &text);
    /// A notification about this market was clicked.
    void marketRequested(const QString &symbol);

private:
    void makeMenu(const Actions &actions);
    void showWindow();
    void updateVisible();
    void updateText();
    void tellNews();
    void answerClick();

    keys::KeyInventory &m_inventory;
    keys::Keyring &m_keyring;
    Context m_context;
    QWidget *m_window;
    QMenu m_menu;
    QSystemTrayIcon m_icon;
    CriticalNews m_news;
    QString m_market; ///< of the last notification
};

} // namespace coffer::ui
