// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "htx/credentials.h"

#include <QWidget>

class QComboBox;
class QLineEdit;

namespace coffer::ui {

class SecretField;

/// Where access key and secret of a key are pasted: used by the short way and by the guided set-up.
class KeyEntry : public QWidget
{
    Q_OBJECT

public:
    explicit KeyEntry(QWidget *parent = nullptr);
    ~KeyEntry() override;

    void setAccessKey(const QString &accessKey);
    /// True when both fields hold something.
    bool isFilled() const;
    /// What stands in the fields, trimmed and checked for what can't be part of a key (htx-api.md 2.2). On
    /// InvalidInput code names the field ("accessKey", "secretKey") and detail says what is wrong with it.
    Result<htx::Credentials> read() const;
    /// Puts the cursor into the field that an error's code names; the secret's otherwise.
    void focusField(const QString &code);
    void wipe();

    QLineEdit *accessKey() const { return m_accessKey; }
    SecretField *secretKey() const { return m_secretKey; }

Q_SIGNALS:
    void edited();
    /// The secret went by itself.
    void expired();

private:
    void addField(const QString &title, QWidget *field);
    void secretEdited();

    QLineEdit *m_accessKey;
    SecretField *m_secretKey;
    QComboBox *m_method;
};

} // namespace coffer::ui
