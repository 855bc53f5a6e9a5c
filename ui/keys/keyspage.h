// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keys/keyinventory.h"
#include "keys/keyring.h"
#include "ui/common/page.h"
#include "ui/common/rawsort.h"
#include "ui/keys/keyservices.h"

class QPushButton;
class QSplitter;

namespace coffer::ui {

class EmptyState;
class KeyActions;
enum class KeyAction;
class KeyDetails;
class KeyModel;
class RestoreNotice;
class TableView;

/// Every key of the accounts, held here or not: the table at the left, the chosen key's details at the right.
class KeysPage : public Page
{
    Q_OBJECT

public:
    KeysPage(const KeyServices &services, const Context &context, QWidget *parent = nullptr);

    void activate() override;
    void refresh() override;
    bool isReady() const override;

public Q_SLOTS:
    /// Opens the dialog for a key made on the exchange's web page.
    void pasteKey();
    /// Carries out what is wanted of the current key, or of all.
    void take(KeyAction action);
    /// Asks the exchange about every account that a key is held of.
    void verifyAll();

private:
    void makeTable();
    void inventoryChanged();
    void stateChanged(LoadState state);
    void showCurrent();
    void selectKey(const QString &accessKey);
    void updateSubtitle();
    void updateEmptyState();
    void showMenu(const QPoint &position);

    keys::KeyInventory &m_inventory;
    keys::Keyring &m_keyring;
    KeyActions *m_keyActions;
    bool m_asked = false; ///< the exchange was asked about the keys
    KeyModel *m_model;
    RawSort *m_sort;
    QSplitter *m_splitter;
    TableView *m_table;
    EmptyState *m_empty;
    KeyDetails *m_details;
    RestoreNotice *m_restoreNotice;
    QPushButton *m_restoreButton;
    QPushButton *m_verifyButton;
    QPushButton *m_pasteButton;
    QString m_current; ///< access key of the chosen row
};

} // namespace coffer::ui
