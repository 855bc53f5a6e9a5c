// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keys/keyinventory.h"
#include "ui/common/page.h"
#include "ui/keys/keyservices.h"

#include <optional>

class QMenu;

namespace coffer::ui {

/// What can be done about keys; menus, details and findings offer the same ones.
enum class KeyAction { None, Paste, Verify, Pause, Resume, Forget, BackUp, Restore };

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
    /// All that is possible with this key.
    void fill(QMenu &menu, const Entry &entry);

Q_SIGNALS:
    /// A key is held now that was not before.
    void added(const coffer::keys::KeyRecord &record);
    void failed(const coffer::Error &error);

private:
    void paste(const Entry &entry);
    void setPaused(const keys::KeyRecord &key, bool paused);
    void confirmForget(const keys::InventoryEntry &entry);
    void forget(const KeyId &key);
    void backUp();
    void restore();
    bool isAnyHeld() const;

    KeyServices m_services;
    Context m_context;
    QWidget *m_window;
};

} // namespace coffer::ui
