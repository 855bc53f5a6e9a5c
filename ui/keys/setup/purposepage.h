// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/keys/setup/setuppage.h"

class QButtonGroup;

namespace coffer::ui {

/// "What is it for?": the purpose, and with it the permissions, each with what its holder can and can't do.
class PurposePage : public SetupPage
{
    Q_OBJECT

public:
    PurposePage(keys::SetupSession &session, const Context &context, QWidget *parent = nullptr);

    void enter() override;

private:
    void addPurpose(htx::Permission purpose, const QString &title, const QString &risk);
    void choose(htx::Permission purpose);
    void showWarning();

    QButtonGroup *m_purposes;
    Label *m_warning;
};

} // namespace coffer::ui
