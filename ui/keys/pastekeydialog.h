// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keys/keycheck.h"
#include "keys/keyrecord.h"
#include "ui/common/errortext.h"
#include "ui/common/page.h"

#include <QDialog>

class QButtonGroup;
class QComboBox;
class QLineEdit;
class QPushButton;

namespace coffer::keys {
class KeyInventory;
}

namespace coffer::ui {

class CheckList;
class ErrorBar;
class Label;
class SecretField;

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

    /// For a key that the exchange lists: only its secret is missing.
    void setAccessKey(const QString &accessKey, const QString &label);

    void done(int result) override;

Q_SIGNALS:
    void saved(const coffer::keys::KeyRecord &record);

private:
    enum class Phase { Entry, Checking, Checked, Saving };
    /// Lines of the list after those of keys::CheckStep.
    enum class Fact { Permissions = int(keys::CheckStep::Count), Binding, Expiry, Storage };

    QWidget *makeFields();
    QWidget *makePurposes();
    QWidget *makeChecks();
    QWidget *makeButtons();
    void connectFields();
    void fitHeight();
    void setPhase(Phase phase);
    void secretEdited();
    void invalidate();
    htx::PermissionSet planned() const;
    void startCheck();
    Result<htx::Credentials> readFields() const;
    void stepStarted(keys::CheckStep step);
    void stepPassed(keys::CheckStep step);
    void checkDone(const Result<keys::CheckedKey> &result);
    void showFailure(const Error &error);
    void showFacts();
    void answerRemedy();
    void save();
    void saveDone(const Result<keys::KeyRecord> &result);

    keys::KeyInventory &m_inventory;
    htx::Client &m_client;
    QString m_place;
    Context m_context;
    Phase m_phase = Phase::Entry;
    quint64 m_generation = 0; ///< counts checks, so that a late answer to an earlier one is dropped
    keys::KeyCheck *m_check = nullptr;
    std::optional<keys::CheckedKey> m_checked;
    SharedSecret m_secret; ///< of the key that was checked
    keys::CheckStep m_step = keys::CheckStep::Input;
    Remedy m_remedy = Remedy::None;
    QString m_address; ///< that the exchange saw

    ErrorBar *m_error;
    QLineEdit *m_label;
    QLineEdit *m_accessKey;
    SecretField *m_secretKey;
    QComboBox *m_method;
    QButtonGroup *m_purposes;
    CheckList *m_checks;
    QPushButton *m_remedyButton = nullptr;
    QPushButton *m_checkButton = nullptr;
    QPushButton *m_saveButton = nullptr;
    QPushButton *m_cancelButton = nullptr;
};

} // namespace coffer::ui
