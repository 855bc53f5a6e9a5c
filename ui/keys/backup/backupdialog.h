// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keys/backup/backupmaker.h"
#include "ui/common/page.h"

#include <QDialog>
#include <QFutureWatcher>

class QProgressBar;
class QPushButton;
class QRadioButton;

namespace coffer::ui {

class Label;
class PassphraseField;

/// "Back up…": what goes into the file with the consequence beside each choice, a passphrase, the file. Keys
/// whose secret can't be read are named, and the user decides. Until the file is in its place it can be
/// stopped, and then none is written. Open it with open().
class BackupDialog : public QDialog
{
    Q_OBJECT

public:
    BackupDialog(const keys::KeyInventory &inventory, const keys::Keyring &keyring,
                 const keys::SecretStores &stores, keys::FactStore &facts, const Context &context,
                 QWidget *parent = nullptr);
    ~BackupDialog() override;

    void done(int result) override;

private:
    enum class Phase {
        Choosing,
        Gathering, ///< the secrets are being read
        Deciding,  ///< some could not be
        Sealing,
        Finished,
    };

    QWidget *makeChoice();
    QWidget *makeProgress();
    QWidget *makeButtons();
    QString secretsConsequence(const keys::KeyInventory &inventory) const;
    void setPhase(Phase phase);
    void askForFile();
    void start(const QString &file);
    void gathered(const Result<keys::Gathered> &gathered);
    void goOn();
    void save();
    void saved();
    QString resultText() const;
    void fitHeight();

    Context m_context;
    keys::BackupMaker m_maker;
    Phase m_phase = Phase::Choosing;
    QString m_file;
    SharedSecret m_passphrase; ///< from the choice of the file until it is saved
    keys::Gathered m_gathered;
    QFutureWatcher<Result<bool>> m_saving;

    ErrorBar *m_error;
    QRadioButton *m_without = nullptr;
    QRadioButton *m_with = nullptr;
    QWidget *m_choice = nullptr;
    PassphraseField *m_passphraseField = nullptr;
    Label *m_text = nullptr;
    QProgressBar *m_bar = nullptr;
    QPushButton *m_cancelButton = nullptr;
    QPushButton *m_saveButton = nullptr;
};

} // namespace coffer::ui
