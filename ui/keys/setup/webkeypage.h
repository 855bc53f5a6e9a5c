// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/keys/setup/setuppage.h"

class QLineEdit;

namespace coffer::ui {

class ChipLabel;
class KeyEntry;

/// "Create it" for the main account: a numbered walk through the exchange's web page, and the fields into
/// which its outcome is pasted.
class WebKeyPage : public SetupPage
{
    Q_OBJECT

public:
    WebKeyPage(keys::SetupSession &session, const Context &context, QWidget *parent = nullptr);

    void enter() override;
    void leave() override;
    /// What there is to be checked: what stands in the fields, else what was pasted before. InvalidInput as
    /// KeyEntry::read().
    Result<htx::Credentials> read() const;
    void focusField(const QString &code);
    void wipe();

private:
    QWidget *makeWalk();
    void showEntered();

    QLineEdit *m_note;
    QLineEdit *m_addresses;
    Label *m_addressWords;
    ChipLabel *m_chips;
    Label *m_forbidden;
    KeyEntry *m_entry;
    Label *m_kept;
};

} // namespace coffer::ui
