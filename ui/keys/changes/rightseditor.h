// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keys/changes/keywish.h"
#include "ui/common/page.h"

#include <QWidget>

class QCheckBox;
class QLineEdit;

namespace coffer::ui {

class IpListEditor;

/// What a key shall be allowed: its permissions, each with what it lets the holder do, the addresses it is
/// bound to, and its note on the exchange where that can be changed.
class RightsEditor : public QWidget
{
    Q_OBJECT

public:
    /// Of a sub-user's key: Read and Trade only. withNote: the note can be changed.
    RightsEditor(bool isSubUser, bool withNote, const Context &context, QWidget *parent = nullptr);

    void setWish(const keys::KeyWish &wish);
    /// What is chosen. Words that nobody documented can't be kept: they are no longer in it.
    keys::KeyWish wish() const;
    /// False while an entry of the list of addresses can't be used.
    bool isValid() const;
    /// The address that the exchange saw, offered to be added; empty: unknown.
    void setSeenAddress(const QString &address);
    /// Takes what still stands in an entry field.
    void commit();

Q_SIGNALS:
    void changed();

private:
    QWidget *makePermissions(bool isSubUser);
    QWidget *makeNote();

    QList<std::pair<htx::Permission, QCheckBox *>> m_boxes;
    QLineEdit *m_note;
    IpListEditor *m_ips;
    QString m_keptNote; ///< where the note can't be changed
};

} // namespace coffer::ui
