// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings.h"
#include "keys/keyinventory.h"
#include "keys/stores/itemjournal.h"
#include "ui/common/card.h"
#include "ui/common/page.h"

#include <QHash>

class QComboBox;
class QPushButton;

namespace coffer::ui {

class ChipLabel;
class Label;

/// The place for the secrets of new keys: SecretStore::place().
inline const Setting<QString> placeSetting{QStringLiteral("keys/place"), QStringLiteral("keychain")};

/// "Where secrets are kept", a part of the Settings page: each place with its state and what can be done
/// about it, the one for new keys, and the way to move keys from one to another.
class StoresCard : public Card
{
    Q_OBJECT

public:
    StoresCard(keys::KeyInventory &inventory, keys::SecretStores &stores, const Context &context,
               QWidget *parent = nullptr);

private:
    struct Row
    {
        ChipLabel *state = nullptr;
        Label *advice = nullptr;
        QList<QPushButton *> buttons;
    };

    void addRow(const keys::SecretStore &store);
    void addVaultButtons(Row &row);
    QWidget *makeNewKeysRow();
    QWidget *makeMoveRow();
    void showState(const keys::SecretStore &store);
    void showKeys();
    void checkKeychain();
    void openVaultDialog();
    void changePassphrase();
    void moveKeys();

    keys::KeyInventory &m_inventory;
    keys::SecretStores &m_stores;
    Context m_context;
    QHash<QString, Row> m_rows;
    QComboBox *m_preferred = nullptr;
    Label *m_counts = nullptr;
    QPushButton *m_moveButton = nullptr;
};

} // namespace coffer::ui
