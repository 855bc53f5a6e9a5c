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
class ReportSaving;
class RestoreNotice;
class PendingBar;
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

    /// Carries out what is wanted of the current key, or of all.
    void take(KeyAction action);
    /// Whether that is possible now.
    bool canTake(KeyAction action) const;

Q_SIGNALS:
    /// Another key is the current one, or it has changed.
    void currentChanged();

public Q_SLOTS:
    /// Opens the guided set-up.
    void addKey();
    /// Opens the dialog for a key made on the exchange's web page.
    void pasteKey();
    /// Asks the exchange about every account that a key is held of.
    void verifyAll();
    /// Asks where the key report goes.
    void saveReport();

private:
    void makeTable();
    void connectPending();
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
    ReportSaving *m_report;
    bool m_asked = false; ///< the exchange was asked about the keys
    KeyModel *m_model;
    RawSort *m_sort;
    QSplitter *m_splitter;
    TableView *m_table;
    EmptyState *m_empty;
    KeyDetails *m_details;
    RestoreNotice *m_restoreNotice;
    QPushButton *m_restoreButton;
    PendingBar *m_pending;
    QPushButton *m_verifyButton;
    QPushButton *m_pasteButton;
    QPushButton *m_addButton;
    QString m_current; ///< access key of the chosen row
};

} // namespace coffer::ui
