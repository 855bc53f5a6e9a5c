// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/keys/setup/setuppage.h"

class QRadioButton;

namespace coffer::ui {

class SubUserPicker;

/// "Where does it live?": the main account or a sub-user, and which one.
class HomePage : public SetupPage
{
    Q_OBJECT

public:
    HomePage(keys::SetupSession &session, keys::Keyring &keyring, const Context &context,
             QWidget *parent = nullptr);

    void enter() override;
    /// The chosen sub-user's name; empty: the main account.
    QString holder() const;

private:
    QRadioButton *addChoice(const QString &name, const QString &title, const QString &words);
    void takeChoice();
    void showReason();

    QRadioButton *m_main;
    QRadioButton *m_sub;
    Label *m_reason;
    SubUserPicker *m_picker;
    QList<Uid> m_makers;
};

} // namespace coffer::ui
