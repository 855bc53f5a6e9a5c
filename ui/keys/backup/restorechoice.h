// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keys/backup/restoreplan.h"

#include <QWidget>

class QButtonGroup;
class QCheckBox;

namespace coffer::ui {

class Label;

/// What is known of one key of a backup, and the choices that there are about it: whether a new one comes,
/// and for one that differs mine or the backup's, for the secret separately.
class RestoreChoice : public QWidget
{
    Q_OBJECT

public:
    explicit RestoreChoice(QWidget *parent = nullptr);

    void setItem(const keys::RestoreItem &item);
    const keys::RestoreItem &item() const { return m_item; }

Q_SIGNALS:
    /// The user chose; see item().
    void chosen();

private:
    struct Pair
    {
        QWidget *box = nullptr;
        QButtonGroup *buttons = nullptr;
        Label *text = nullptr;
    };

    Pair makePair(const QString &name, const QString &mine, const QString &backup);
    void choose();

    keys::RestoreItem m_item;
    Label *m_title;
    QCheckBox *m_add;
    Pair m_details;
    Pair m_secret;
    Label *m_note;
};

} // namespace coffer::ui
