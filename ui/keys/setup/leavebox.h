// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keys/setup/setupflow.h"

#include <QMessageBox>

namespace coffer::ui {

/// Asks before something is lost by leaving the guided set-up. A key that was made is saved or deleted, or
/// the user goes back to it: it is never left behind by mistake. Open it with open().
class LeaveBox : public QMessageBox
{
    Q_OBJECT

public:
    LeaveBox(keys::SetupLoss loss, QWidget *parent);

    /// While Coffer is locked a key that was made can neither be saved nor deleted: it is said, and only
    /// going back is possible.
    void setLocked(bool isLocked);

Q_SIGNALS:
    void saveChosen();
    void deleteChosen();
    void leaveChosen();

private:
    bool m_isMade;
    QPushButton *m_stay = nullptr;
    QPushButton *m_keep = nullptr;
    QPushButton *m_remove = nullptr;

    QPushButton *add(const QString &name, const QString &text, ButtonRole role);
};

} // namespace coffer::ui
