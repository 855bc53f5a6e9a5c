// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keys/changes/keyedit.h"
#include "ui/keys/changes/changedialog.h"

#include <memory>

namespace coffer::ui {

class CheckList;
class NoticeLine;
class RightsEditor;

/// "Edit permissions and IP addresses…": what the key shall be, what that changes, then the change and its
/// proof as they happen.
class EditKeyDialog : public ChangeDialog
{
    Q_OBJECT

public:
    /// now: what the key is, as far as is known; entries: to judge whether this computer would be shut out.
    EditKeyDialog(std::unique_ptr<keys::KeyEdit> edit, const keys::KeyWish &now,
                  const QList<keys::InventoryEntry> &entries, const KeyServices &services,
                  const Context &context, QWidget *parent = nullptr);
    ~EditKeyDialog() override;

private:
    enum Line { Change, Proof };

    void makeParts();
    void makeButtons();
    void wishChanged();
    void showNotices();
    void start();
    void showState() override;
    void showSteps();
    void showButtons();
    QString webAdvice() const;
    bool isOnWeb() const;
    bool mayStart() const;

    std::unique_ptr<keys::KeyEdit> m_edit;
    keys::KeyWish m_now;
    QList<keys::InventoryEntry> m_entries;
    RightsEditor *m_rights;
    Label *m_summary = nullptr;
    NoticeLine *m_fault;
    NoticeLine *m_own;
    CheckList *m_steps;
    QPushButton *m_open = nullptr;
    QPushButton *m_copy = nullptr;
    QPushButton *m_stop = nullptr;
    QPushButton *m_close = nullptr;
    QPushButton *m_change = nullptr;
};

} // namespace coffer::ui
