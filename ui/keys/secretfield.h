// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/secret.h"

#include <QLineEdit>
#include <QTimer>

#include <chrono>

namespace coffer::ui {

/// Where a secret is typed or pasted. Shows dots; gives nothing back to undo, copy, drag, input methods or
/// screen readers; empties itself when it is hidden and some time after its window lost the focus.
class SecretField : public QLineEdit
{
    Q_OBJECT

public:
    explicit SecretField(QWidget *parent = nullptr);
    ~SecretField() override;

    /// A copy of what was entered. The field keeps its own, so that a mistake elsewhere does not mean
    /// entering it again.
    Secret secret() const;
    /// Overwrites and empties, the undo history included.
    void wipe();
    /// When Coffer is locked: closes every dialog that has such a field, and empties those of dialogs that
    /// stay.
    static void wipeAll();
    /// A private key in PEM form was pasted, with or without its line ends.
    bool looksLikePem() const;

    /// How long after the window was deactivated the text goes; 30 s unless told.
    void setWipeDelay(std::chrono::milliseconds delay) { m_timer.setInterval(delay); }

    QVariant inputMethodQuery(Qt::InputMethodQuery query) const override;

Q_SIGNALS:
    /// The text went by itself.
    void expired();

protected:
    bool event(QEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    QTimer m_timer;
};

} // namespace coffer::ui
