// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keys/changes/revocation.h"
#include "ui/keys/changes/changedialog.h"

#include <memory>

namespace coffer::ui {

class CheckList;
class NoticeLine;

/// "Revoke…": what it means, then the deletion and its proof as they happen.
class RevokeKeyDialog : public ChangeDialog
{
    Q_OBJECT

public:
    RevokeKeyDialog(std::unique_ptr<keys::Revocation> revocation, const KeyServices &services,
                    const Context &context, QWidget *parent = nullptr);
    ~RevokeKeyDialog() override;

    void done(int result) override;

private:
    enum Line { Deletion, Proof, Wiping };

    QString consequence() const;
    void makeButtons();
    void start();
    void showState() override;
    void showDeletion();
    void showProof();
    void showWiping();
    void showButtons();
    bool isOnWeb() const;

    std::unique_ptr<keys::Revocation> m_revocation;
    NoticeLine *m_notice;
    CheckList *m_steps;
    QPushButton *m_open = nullptr;
    QPushButton *m_forget = nullptr;
    QPushButton *m_stop = nullptr;
    QPushButton *m_close = nullptr;
    QPushButton *m_revoke = nullptr;
};

} // namespace coffer::ui
