// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/future.h"
#include "ui/common/page.h"

#include <QDialog>

class QPushButton;
class QVBoxLayout;

namespace coffer::keys {
class VaultStore;
}

namespace coffer::ui {

class ErrorBar;
class Label;
class SecretField;

/// Sets up the vault, unlocks it, or changes its passphrase. Accepted when that is done. Open it with open().
class VaultDialog : public QDialog
{
    Q_OBJECT

public:
    enum class Mode { Create, Unlock, ChangePassphrase };

    VaultDialog(keys::VaultStore &vault, Mode mode, const Context &context, QWidget *parent = nullptr);
    ~VaultDialog() override;

    /// What the button that opens it says.
    static QString title(Mode mode);

    void done(int result) override;

private:
    SecretField *addField(QVBoxLayout *layout, const QString &name, const QString &title);
    void updateButton();
    void submit();
    void workDone(const Result<void> &result);
    void setWorking(bool working);
    void fitHeight();
    QString problem() const;

    keys::VaultStore &m_vault;
    const Mode m_mode;
    SecretField *m_current = nullptr; ///< Unlock, ChangePassphrase
    SecretField *m_next = nullptr;    ///< Create, ChangePassphrase
    SecretField *m_again = nullptr;
    Label *m_hint;
    ErrorBar *m_error;
    QPushButton *m_accept;
    QPushButton *m_cancel;
    Future<void> m_work;
    bool m_isWorking = false;
};

} // namespace coffer::ui
