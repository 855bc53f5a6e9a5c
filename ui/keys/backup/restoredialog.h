// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keys/backup/restore.h"
#include "ui/common/page.h"

#include <QDialog>

class QCheckBox;
class QLineEdit;
class QProgressBar;
class QPushButton;

namespace coffer::ui {

class Label;
class RestoreChoice;
class RestoreModel;
class SecretField;
class TableView;

/// "Restore…": a file and its passphrase, what would become of each key in it, the choices, and only then the
/// restoring. Nothing is written before. Open it with open().
class RestoreDialog : public QDialog
{
    Q_OBJECT

public:
    RestoreDialog(keys::KeyInventory &inventory, const keys::Keyring &keyring, keys::SecretStores &stores,
                  keys::PendingTable &pending, keys::FactStore &facts, const Context &context,
                  QWidget *parent = nullptr);
    ~RestoreDialog() override;

    void done(int result) override;

Q_SIGNALS:
    /// Something was restored.
    void restored();

private:
    enum class Phase {
        Entry,
        Opening, ///< the file is being opened, and compared with what is here
        Choosing,
        Restoring,
        Finished,
    };

    QWidget *makeEntry();
    QWidget *makePreview();
    QWidget *makeButtons();
    void setPhase(Phase phase);
    void updateButtons();
    void fitHeight();
    void askForFile();
    void openFile();
    void opened(const Result<keys::BackupContent> &content);
    void compared(const Result<QList<keys::RestoreItem>> &items);
    void showChoice(int row);
    void takeChoice();
    void restore();
    void restoreDone(const Result<keys::RestoreOutcome> &outcome);
    void showFailure(const Error &error);
    bool isAnythingWanted() const;

    Context m_context;
    keys::Restore m_restore;
    Phase m_phase = Phase::Entry;
    keys::BackupContent m_content; ///< its keys are in the model

    ErrorBar *m_error;
    QWidget *m_entry = nullptr;
    QLineEdit *m_file = nullptr;
    SecretField *m_passphrase = nullptr;
    QProgressBar *m_bar = nullptr;
    QWidget *m_preview = nullptr;
    Label *m_summary = nullptr;
    RestoreModel *m_model = nullptr;
    TableView *m_table = nullptr;
    RestoreChoice *m_choice = nullptr;
    QCheckBox *m_withFacts = nullptr;
    Label *m_result = nullptr;
    Label *m_hint = nullptr;
    QPushButton *m_cancelButton = nullptr;
    QPushButton *m_goButton = nullptr;
};

} // namespace coffer::ui
