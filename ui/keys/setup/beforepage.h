// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/keys/setup/setuppage.h"

class QUrl;

namespace coffer::ui {

/// "Before you start": what is needed, each with a tick and a link. Nothing has to be ticked.
class BeforePage : public SetupPage
{
    Q_OBJECT

public:
    BeforePage(keys::SetupSession &session, const Context &context, QWidget *parent = nullptr);

private:
    void addNeed(const QString &name, const QString &title, const QString &reason, const QString &link,
                 const QUrl &page);
};

} // namespace coffer::ui
