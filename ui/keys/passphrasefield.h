// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/secret.h"

#include <QWidget>

namespace coffer::ui {

class Label;
class SecretField;

/// Where a new passphrase is chosen: entered twice, at least sealed::shortestPassphrase characters, with a
/// hint of how strong it is. (One that exists already is asked for with a SecretField.)
class PassphraseField : public QWidget
{
    Q_OBJECT

public:
    explicit PassphraseField(QWidget *parent = nullptr);
    ~PassphraseField() override;

    /// Long enough, and the same twice.
    bool isAcceptable() const;
    /// The first field's text as sealed::passphrase() gives it; InvalidInput.
    Result<Secret> passphrase() const;
    /// Overwrites and empties both fields.
    void wipe();

Q_SIGNALS:
    /// The text, and with it perhaps isAcceptable(), is another one.
    void changed();

private:
    void textEdited();
    bool isRepeated(const Secret &chosen) const;
    QString hint() const;

    SecretField *m_first;
    SecretField *m_second;
    Label *m_hint;
};

} // namespace coffer::ui
