// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keys/stores/secretstores.h"
#include "ui/common/page.h"

#include <QHash>
#include <QWidget>

class QButtonGroup;
class QPushButton;
class QRadioButton;
class QVBoxLayout;

namespace coffer::ui {

class ChipLabel;
class Label;

/// Where the secret of a new key goes, or of one that is moved: every place with its state, and the vault
/// with the button that makes it usable right here. A choice of this widget alone: it changes no setting.
class StoreChoice : public QWidget
{
    Q_OBJECT

public:
    /// Begins with the preferred place.
    StoreChoice(keys::SecretStores &stores, const Context &context, QWidget *parent = nullptr);

    QString place() const;
    void setPlace(const QString &place);
    /// Whether the chosen place can take a secret, as far as is known: a vault must be open.
    bool isUsable() const;
    /// Opens the dialog that unlocks the vault or sets one up.
    void openVault();

Q_SIGNALS:
    /// Another place was chosen, or a place is in another state.
    void changed();

private:
    struct Row
    {
        QRadioButton *button = nullptr;
        ChipLabel *state = nullptr;
        QPushButton *open = nullptr; ///< the vault's
        Label *advice = nullptr;
    };

    void addRow(QVBoxLayout *layout, const keys::SecretStore &store);
    void showState(const keys::SecretStore &store);

    keys::SecretStores &m_stores;
    Context m_context;
    QButtonGroup *m_buttons;
    QHash<QString, Row> m_rows;
};

} // namespace coffer::ui
