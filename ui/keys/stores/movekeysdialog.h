// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keys/keyinventory.h"
#include "keys/stores/keymove.h"
#include "ui/common/page.h"

#include <QDialog>

class QListWidget;
class QListWidgetItem;
class QProgressBar;
class QPushButton;

namespace coffer::ui {

class Label;
class StoreChoice;

/// Moves the secrets of chosen keys to another place, with what became of each. Closing it ends the moving
/// after the key that is under way. Open it with open().
class MoveKeysDialog : public QDialog
{
    Q_OBJECT

public:
    MoveKeysDialog(keys::KeyInventory &inventory, keys::SecretStores &stores, const Context &context,
                   QWidget *parent = nullptr);

    /// This key alone; all are chosen at first.
    void choose(const KeyId &key);

    void done(int result) override;

private:
    void fillList();
    QListWidgetItem *itemOf(const KeyId &key) const;
    QList<KeyId> chosen() const;
    void updateButtons();
    void start();
    void keyEnded(const KeyId &key, const QString &outcome);
    void finished();

    keys::KeyInventory &m_inventory;
    keys::KeyMove m_move;
    QListWidget *m_list;
    StoreChoice *m_choice;
    QProgressBar *m_progress;
    Label *m_summary;
    QPushButton *m_moveButton;
    QPushButton *m_closeButton;
    int m_moved = 0;
    int m_failed = 0;
    bool m_closes = false; ///< as soon as the key under way is in one place
};

} // namespace coffer::ui
