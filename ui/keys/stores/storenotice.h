// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keys/keyinventory.h"
#include "keys/stores/itemjournal.h"
#include "ui/common/page.h"

#include <QPointer>

class QLabel;
class QPushButton;

namespace coffer::ui {

class Label;
class VaultDialog;

/// A bar over the page while secrets can't be had: a keychain that waits for its unlock window, a locked
/// vault, and what was under way when Coffer ended, each with its way out. The most pressing one at a time;
/// hidden when there is none, and while Coffer is locked.
class StoreNotice : public QWidget
{
    Q_OBJECT

public:
    StoreNotice(keys::KeyInventory &inventory, keys::Keyring &keyring, keys::SecretStores &stores,
                const Context &context, QWidget *parent = nullptr);

    /// Opens the dialog that unlocks the vault or sets one up.
    void openVault();

Q_SIGNALS:
    /// To the part of the settings that shows all places.
    void settingsRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    enum class Answer { Settings, Dismiss, OpenVault, CheckKeychain };

    void refresh();
    bool showWaiting();
    bool showFound();
    bool showVault();
    bool showKeychain();
    void say(const QString &text, const QString &button, Answer answer);
    void answer();
    int heldIn(const QString &place) const;

    keys::KeyInventory &m_inventory;
    keys::Keyring &m_keyring;
    keys::SecretStores &m_stores;
    Context m_context;
    Answer m_answer = Answer::Settings;
    QLabel *m_icon;
    Label *m_text;
    QPushButton *m_button;
    QPointer<VaultDialog> m_dialog; ///< while it is open
};

} // namespace coffer::ui
