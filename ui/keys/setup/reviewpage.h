// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/keys/setup/setuppage.h"

class QComboBox;
class QGridLayout;
class QLineEdit;

namespace coffer::keys {
class SecretStores;
}

namespace coffer::ui {

class ChipLabel;
class StoreChoice;

/// "Review and save": what will be kept, under which label and colour.
class ReviewPage : public SetupPage
{
    Q_OBJECT

public:
    ReviewPage(keys::SetupSession &session, keys::SecretStores &stores, const Context &context,
               QWidget *parent = nullptr);

    void enter() override;
    /// Whose key it is, in words, and what it is called unless the user says otherwise.
    void setHolder(const QString &name);
    QString label() const;
    QString color() const;
    /// Where the secret goes: SecretStore::place().
    QString place() const;
    /// That place can take a secret, as far as is known.
    bool isPlaceUsable() const;
    void openVault();
    void setBusy(bool isBusy);

private:
    Label *addLine(QGridLayout &grid, const QString &name, const QString &title);
    void fillColors();
    QString suggestedLabel() const;

    QLineEdit *m_label;
    QComboBox *m_color;
    ChipLabel *m_rights;
    Label *m_holderLine = nullptr;
    Label *m_accessKeyLine = nullptr;
    Label *m_bindingLine = nullptr;
    Label *m_expiryLine = nullptr;
    StoreChoice *m_store;
    QString m_holder;
    QString m_suggested;
};

} // namespace coffer::ui
