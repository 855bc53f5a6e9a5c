// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/page.h"

#include <QList>

class QAction;
class QActionGroup;
class QMenu;
class QMenuBar;

namespace coffer::ui {

/// Everything the window can do, as actions with names and shortcuts: the menu bar shows them, the palette
/// finds them.
class Actions : public QObject
{
    Q_OBJECT

public:
    Actions(const Context &context, QWidget *window);

    /// Fills the menu bar.
    void addTo(QMenuBar &bar);
    /// All of them, for the palette. Disabled and hidden ones are in it too.
    QList<QAction *> all() const;

    QList<QAction *> pages; ///< by PageId
    QAction *refresh;
    QAction *quit;
    QAction *addKey;
    QAction *pasteKey;
    QAction *verifyKeys;
    QAction *respondToKey;
    QAction *backUpKeys;
    QAction *restoreKeys;
    QList<QAction *> currentKey; ///< about the current key; data: KeyAction
    QAction *keyReport;
    QAction *lock;
    QAction *privacy;
    QAction *narrowNavigation;
    QAction *fullScreen;
    QAction *find;
    QAction *shortcuts;
    QAction *about;
    QActionGroup *themes;   ///< data: the word of schemeSetting
    QActionGroup *accounts; ///< data: the user's id
    QActionGroup *unlocked; ///< what asks the exchange or for a secret, and rests while Coffer is locked

    /// The accounts in the Account menu; plain text.
    void setAccounts(const QList<std::pair<qint64, QString>> &names, qint64 current);

private:
    QAction *make(const char *name, const QString &text, const QString &iconName,
                  const QKeySequence &keys = {});

    Context m_context;
    QWidget *m_window;
    QMenu *m_accountMenu = nullptr;
};

} // namespace coffer::ui
