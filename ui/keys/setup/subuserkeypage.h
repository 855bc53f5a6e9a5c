// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/keys/setup/setuppage.h"

class QLineEdit;

namespace coffer::ui {

class ErrorBar;

/// "Create it" for a sub-user: the 2FA code, and what became of the key. The secret is never shown.
class SubUserKeyPage : public SetupPage
{
    Q_OBJECT

public:
    SubUserKeyPage(keys::SetupSession &session, const Context &context, QWidget *parent = nullptr);

    void enter() override;
    /// The holder's name, for the words.
    void setHolder(const QString &name) { m_holder = name; }
    /// Six digits, or empty.
    QString code() const;
    /// True when the code is six digits or there is none.
    bool isCodeGood() const;
    /// What became of asking the exchange.
    void showOutcome(const Error &error);
    void setBusy(bool isBusy);

Q_SIGNALS:
    /// The key that exists without its secret, or that was made, is to be deleted on the exchange.
    void deleteRequested();

private:
    void showState();

    QString m_holder;
    std::optional<Error> m_failure;
    bool m_isBusy = false;
    Label *m_plan;
    Label *m_codeLabel;
    QLineEdit *m_code;
    Label *m_codeHint;
    Label *m_state;
    QPushButton *m_deleteButton;
};

} // namespace coffer::ui
