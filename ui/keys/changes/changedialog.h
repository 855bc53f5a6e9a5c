// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/page.h"

#include <QDialog>

class QHBoxLayout;
class QPushButton;
class QVBoxLayout;

namespace coffer::ui {

/// The frame that the windows about a change of a key share: a title, what the window is about, buttons at
/// the bottom. Esc closes; what is under way is in the journal and goes on when it is continued. Open it with
/// open().
class ChangeDialog : public QDialog
{
    Q_OBJECT

protected:
    /// name: "revoke" gives the object names "revokeDialog", "revokeCloseButton" …
    ChangeDialog(const QString &name, const QString &title, const Context &context, QWidget *parent);

    QVBoxLayout *body() const { return m_body; }
    /// Adds one at the right end; "Revoke" gives the object name "<name>RevokeButton".
    QPushButton *addButton(const QString &name, const QString &text);
    /// A paragraph of the body.
    Label *addText(const QString &text);
    /// Wrapped lines need their height, which a dialog does not ask for by itself. It only ever grows.
    void fitHeight();

    const Context &context() const { return m_context; }

private:
    QString m_name;
    Context m_context;
    QVBoxLayout *m_body;
    QHBoxLayout *m_buttons;
};

} // namespace coffer::ui
