// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/page.h"

#include <QDialog>
#include <QPointer>

class QHBoxLayout;
class QPushButton;
class QVBoxLayout;

namespace coffer::keys {
class Keyring;
class SecretStores;
} // namespace coffer::keys

namespace coffer::ui {

class ErrorBar;
struct KeyServices;

/// The frame that the windows about a change of a key share: a title, what the window is about, buttons at
/// the bottom. Esc closes; what is under way is in the journal and goes on when it is continued. While Coffer
/// is locked it says so and can unlock it, since it is in the way of the main window's button. Open it with
/// open().
class ChangeDialog : public QDialog
{
    Q_OBJECT

protected:
    /// name: "revoke" gives the object names "revokeDialog", "revokeCloseButton" …
    ChangeDialog(const QString &name, const QString &title, const KeyServices &services,
                 const Context &context, QWidget *parent);

    bool isLocked() const;
    /// Shows what can be done now, also when Coffer was locked or unlocked.
    virtual void showState() = 0;

    QVBoxLayout *body() const { return m_body; }
    /// Adds one at the right end; "Revoke" gives the object name "<name>RevokeButton".
    QPushButton *addButton(const QString &name, const QString &text);
    /// A paragraph of the body.
    Label *addText(const QString &text);
    /// Wrapped lines need their height, which a dialog does not ask for by itself. It only ever grows.
    void fitHeight();

    const Context &context() const { return m_context; }

private:
    void showLock();
    void unlock();
    void openVault();

    QString m_name;
    keys::Keyring &m_keyring;
    keys::SecretStores &m_stores;
    Context m_context;
    ErrorBar *m_lock;
    QPointer<QDialog> m_vault; ///< while it is asked for
    QVBoxLayout *m_body;
    QHBoxLayout *m_buttons;
};

} // namespace coffer::ui
