// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keys/backup/restore.h"
#include "ui/common/page.h"
#include "ui/keys/keyservices.h"

class QPushButton;

namespace coffer::ui {

class Label;

/// A bar that tells of a restore which an earlier session did not end, until the user has read it or restores
/// again. Hidden when there is none.
class RestoreNotice : public QWidget
{
    Q_OBJECT

public:
    RestoreNotice(const KeyServices &services, const Context &context, QWidget *parent = nullptr);

Q_SIGNALS:
    /// The user wants to go on with it.
    void restoreRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void look();
    void dismiss();

    const Theme &m_theme;
    keys::Restore m_restore;
    bool m_looked = false;
    Label *m_text;
};

} // namespace coffer::ui
