// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keys/keyinventory.h"
#include "ui/common/page.h"
#include "ui/keys/keyservices.h"

#include <optional>

class QMenu;

namespace coffer::ui {

class ChangeActions;
class Responses;

/// What can be done about keys; menus, details and findings offer the same ones.
enum class KeyAction {
    None,
    Add,
    Paste,
    Verify,
    Edit,
    Rotate,
    Pause,
    Resume,
    Move,
    Forget,
    Revoke,
    Respond,
    BackUp,
    Restore,
};

/// The one place that carries out what a user wants of a key: opens its dialog or asks the inventory.
class KeyActions : public QObject
{
    Q_OBJECT

public:
    using Entry = std::optional<keys::InventoryEntry>;

    /// Dialogs open over the window.
    KeyActions(const KeyServices &services, const Context &context, QWidget *window);

    /// Whether it can be done with this key; without a key, whether it can be done at all.
    bool isPossible(KeyAction action, const Entry &entry) const;
    void take(KeyAction action, const Entry &entry);
    /// As a button or a menu says it; empty for None.
    static QString label(KeyAction action);
    /// The responses to keys that may be compromised.
    Responses &responses() { return *m_responses; }
    /// Asks why a finding of this key is all right, and keeps that.
    void acceptFinding(const keys::Finding &finding, const Entry &entry);
    /// It is a finding again.
    void undoAccept(const keys::Finding &finding, const Entry &entry);
    /// All that is possible with this key.
    void fill(QMenu &menu, const Entry &entry);
    /// Goes on with a change that is under way, and forgets that it was.
    ChangeActions &changes() { return *m_changes; }

Q_SIGNALS:
    /// A key is held now that was not before.
    void added(const coffer::keys::KeyRecord &record);
    void failed(const coffer::Error &error);

private:
    void addKey();
    void paste(const Entry &entry);
    void move(const keys::KeyRecord &key);
    void setPaused(const keys::KeyRecord &key, bool paused);
    void confirmForget(const keys::InventoryEntry &entry);
    void forget(const KeyId &key);
    void backUp();
    void restore();
    bool isAnyHeld() const;

    KeyServices m_services;
    Context m_context;
    QWidget *m_window;
    ChangeActions *m_changes;
    Responses *m_responses;
};

} // namespace coffer::ui
