// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/keys/setup/setuppage.h"

class QCheckBox;

namespace coffer::ui {

class IpListEditor;

/// "Restrict it": the addresses from which the key works, and what happens without them.
class RestrictPage : public SetupPage
{
    Q_OBJECT

public:
    RestrictPage(keys::SetupSession &session, const Context &context, QWidget *parent = nullptr);

    void enter() override;
    void leave() override;
    /// This computer's address as the exchange saw it; empty: unknown.
    void setSeenAddress(const QString &address);

private:
    void takeList();
    void showConsequence();

    IpListEditor *m_editor;
    Label *m_consequence;
    QCheckBox *m_accept;
};

} // namespace coffer::ui
