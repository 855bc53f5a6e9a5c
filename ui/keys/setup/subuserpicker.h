// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "htx/types/page.h"
#include "htx/types/subuser.h"
#include "keys/keyring.h"

#include <QWidget>

class QComboBox;
class QLineEdit;
class QPushButton;

namespace coffer::ui {

class Label;

/// Which sub-user, of which main account: one of the exchange's list, or a new one by its name.
class SubUserPicker : public QWidget
{
    Q_OBJECT

public:
    explicit SubUserPicker(keys::Keyring &keyring, QWidget *parent = nullptr);

    /// Main accounts that can make keys for their sub-users. Asks for the sub-users of the first.
    void setMainAccounts(const QList<Uid> &accounts);

    Uid mainAccount() const;
    /// 0: none chosen, or a new one.
    Uid subUser() const;
    /// Its name as typed; empty unless a new one is wanted.
    QString newName() const;
    /// The name of the one that is meant, for a label.
    QString name() const;

Q_SIGNALS:
    void changed();

private:
    enum class Choice { None, New, Existing };

    void ask();
    void askPage(Uid account, const QString &from);
    void addRows(Uid account, const Result<htx::Page<htx::SubUser>> &page);
    void showChoice();
    bool isNew() const;

    keys::Keyring &m_keyring;
    QComboBox *m_accounts;
    QComboBox *m_subUsers;
    QLineEdit *m_name;
    Label *m_nameHint;
    Label *m_state;
    QPushButton *m_retry;
    quint64 m_generation = 0; ///< counts lists asked for: a late one is dropped
};

} // namespace coffer::ui
