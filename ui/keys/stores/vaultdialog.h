// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/future.h"
#include "ui/common/page.h"

#include <QDialog>

class QPushButton;
class QVBoxLayout;

namespace coffer::keys {
class SecretStores;
class VaultStore;
} // namespace coffer::keys

namespace coffer::ui {

class ErrorBar;
class Label;
class PassphraseField;
class SecretField;

/// Sets up the vault, unlocks it, or changes its passphrase. Accepted when that is done. Open it with open().
class VaultDialog : public QDialog
{
    Q_OBJECT

public:
    enum class Mode { Create, Unlock, ChangePassphrase };

    VaultDialog(keys::VaultStore &vault, Mode mode, const Context &context, QWidget *parent = nullptr);
    ~VaultDialog() override;

    /// Opens one over a window that unlocks the vault, or sets it up where there is none yet. nullptr, and
    /// nothing opens, when it is open, or can't be had in this session.
    static VaultDialog *ask(const keys::SecretStores &stores, const Context &context, QWidget *over);

    /// What the button that opens it says.
    static QString title(Mode mode);

    void done(int result) override;

private:
    void addCurrent(QVBoxLayout *layout, const QString &title);
    void addNext(QVBoxLayout *layout);
    void updateButton();
    void submit();
    void workDone(const Result<void> &result);
    void setWorking(bool working);
    void fitHeight();

    keys::VaultStore &m_vault;
    const Mode m_mode;
    SecretField *m_current = nullptr;  ///< Unlock, ChangePassphrase
    PassphraseField *m_next = nullptr; ///< Create, ChangePassphrase
    Label *m_hint;
    ErrorBar *m_error;
    QPushButton *m_accept;
    QPushButton *m_cancel;
    Future<void> m_work;
    bool m_isWorking = false;
};

} // namespace coffer::ui
