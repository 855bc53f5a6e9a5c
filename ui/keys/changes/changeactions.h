// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keys/changes/changemeans.h"
#include "keys/changes/pendingtable.h"
#include "keys/keyinventory.h"
#include "ui/common/page.h"
#include "ui/keys/keyservices.h"

#include <QObject>

#include <functional>

namespace coffer::ui {

/// Opens the windows in which a key is edited, rotated or revoked, also those of what was under way when
/// Coffer ended. While one such change of a key is under way no second one of that key is opened: the first
/// is offered instead.
class ChangeActions : public QObject
{
    Q_OBJECT

public:
    /// Windows open over this one.
    ChangeActions(const KeyServices &services, const Context &context, QWidget *window);

    void edit(const keys::InventoryEntry &entry);
    /// Of a key that is held here.
    void rotate(const keys::InventoryEntry &entry);
    void revoke(const keys::InventoryEntry &entry);

    /// True for the kinds of this class: those that resume() and discard() take.
    static bool isChange(const keys::Pending &pending);
    void resume(const keys::Pending &pending);
    /// Forgets that it was under way; nothing else changes.
    void discard(const keys::Pending &pending);

Q_SIGNALS:
    void failed(const coffer::Error &error);

private:
    void unlessUnderWay(const keys::InventoryEntry &entry, const std::function<void()> &open);
    bool isRefusedWhileLocked();
    void tellUnderWay(const keys::Pending &pending);

    KeyServices m_services;
    Context m_context;
    QWidget *m_window;
    bool m_isLooking = false; ///< into the journal, before a window opens
    keys::ChangeMeans m_means;
};

} // namespace coffer::ui
