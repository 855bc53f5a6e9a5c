// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/keys/setup/setuppage.h"

namespace coffer::htx {
class Client;
}

namespace coffer::ui {

class KeyCheckPanel;

/// "Check it": the live list, each line with its result and its remedy.
class CheckPage : public SetupPage
{
    Q_OBJECT

public:
    CheckPage(keys::SetupSession &session, htx::Client &client, const Context &context,
              QWidget *parent = nullptr);

    /// Checks what the session holds, if it is not known yet.
    void enter() override;
    void check();
    /// Where the secret will be kept: SecretStore::place().
    void setPlace(const QString &place);
    bool isRunning() const;

Q_SIGNALS:
    /// It is known how the check went.
    void finished();
    /// See KeyCheckPanel.
    void entryRequested(const QString &code);
    /// The address that the exchange saw when it refused it.
    void addressSeen(const QString &address);

private:
    void done();

    KeyCheckPanel *m_panel;
    Label *m_words;
    QString m_place;
};

} // namespace coffer::ui
