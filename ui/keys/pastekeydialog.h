// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/secret.h"
#include "htx/types/permission.h"
#include "keys/keyrecord.h"
#include "ui/common/page.h"

#include <QDialog>

class QButtonGroup;
class QLineEdit;
class QPushButton;

namespace coffer::htx {
class Client;
}
namespace coffer::keys {
class KeyInventory;
class SecretStores;
} // namespace coffer::keys

namespace coffer::ui {

class ErrorBar;
class KeyCheckPanel;
class KeyEntry;
class StoreChoice;

/// "Paste a key…": fields, a check against the exchange that is shown line by line, and only then the saving.
/// Nothing is stored before; on a failure the fields stay and the line says why. Open it with open().
class PasteKeyDialog : public QDialog
{
    Q_OBJECT

public:
    /// place: the SecretStore::place() that the inventory writes to.
    PasteKeyDialog(keys::KeyInventory &inventory, htx::Client &client, const QString &place,
                   const Context &context, QWidget *parent = nullptr);

    ~PasteKeyDialog() override;

    /// Lets the user keep the secret elsewhere, as soon as its place is known to take none.
    void offerPlaces(keys::SecretStores &stores);
    /// For a key that the exchange lists: only its secret is missing.
    void setAccessKey(const QString &accessKey, const QString &label);

    void done(int result) override;

Q_SIGNALS:
    void saved(const coffer::keys::KeyRecord &record);

private:
    enum class Phase { Entry, Checking, Checked, Saving };

    QWidget *makeFields();
    QWidget *makePurposes();
    QWidget *makeChecks();
    QWidget *makeButtons();
    void connectParts();
    void fitHeight();
    void setPhase(Phase phase);
    void invalidate();
    void showPlan();
    htx::PermissionSet planned() const;
    void startCheck();
    void checkDone();
    void save();
    void saveDone(const Result<keys::KeyRecord> &result);

    keys::KeyInventory &m_inventory;
    QString m_place;
    QWidget *m_places = nullptr; ///< with the choice, shown once it is needed
    StoreChoice *m_choice = nullptr;
    Context m_context;
    Phase m_phase = Phase::Entry;
    SharedSecret m_secret; ///< of the key that was checked

    ErrorBar *m_error;
    QLineEdit *m_label;
    KeyEntry *m_entry;
    QButtonGroup *m_purposes;
    KeyCheckPanel *m_panel;
    QPushButton *m_checkButton = nullptr;
    QPushButton *m_saveButton = nullptr;
    QPushButton *m_cancelButton = nullptr;
};

} // namespace coffer::ui
