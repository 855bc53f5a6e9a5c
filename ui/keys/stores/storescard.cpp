// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/stores/storescard.h"

#include "keys/stores/vaultstore.h"
#include "ui/common/chiplabel.h"
#include "ui/common/label.h"
#include "ui/keys/stores/movekeysdialog.h"
#include "ui/keys/stores/storetext.h"
#include "ui/keys/stores/vaultdialog.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace coffer::ui {

namespace {

constexpr int controlWidth = 180;

/// A name over a sentence at the left, controls at the right, as all rows of the Settings page.
struct RowParts
{
    QWidget *widget;
    QHBoxLayout *controls;
    Label *words;
};

RowParts makeRow(const QString &name, const QString &words, QWidget *parent)
{
    auto *widget = new QWidget(parent);
    auto *title = new Label(Label::Role::Body, name, widget);
    auto *explanation = new Label(Label::Role::Meta, words, widget);
    explanation->setWordWrap(true);
    auto *texts = new QVBoxLayout;
    texts->setSpacing(2);
    texts->addWidget(title);
    texts->addWidget(explanation);
    auto *controls = new QHBoxLayout;
    controls->setSpacing(8);
    auto *row = new QHBoxLayout(widget);
    row->setContentsMargins(0, 4, 0, 4);
    row->setSpacing(24);
    row->addLayout(texts, 1);
    row->addLayout(controls);
    return {widget, controls, explanation};
}

QPushButton *addButton(QHBoxLayout *controls, const QString &objectName, const QString &text)
{
    auto *button = new QPushButton(text);
    button->setObjectName(objectName);
    controls->addWidget(button, 0, Qt::AlignVCenter);
    return button;
}

} // namespace

StoresCard::StoresCard(keys::KeyInventory &inventory, keys::SecretStores &stores, const Context &context,
                       QWidget *parent)
    : Card(tr("Where secrets are kept"), context.theme, parent),
      m_inventory(inventory),
      m_stores(stores),
      m_context(context)
{
    setObjectName(QStringLiteral("storesCard"));
    for (const keys::SecretStore *store : stores.all())
        addRow(*store);
    if (stores.all().size() > 1) {
        body()->addWidget(makeNewKeysRow());
        body()->addWidget(makeMoveRow());
        connect(&inventory, &keys::KeyInventory::changed, this, &StoresCard::showKeys);
        showKeys();
    }
    connect(&stores, &keys::SecretStores::stateChanged, this, &StoresCard::showState);
}

void StoresCard::addRow(const keys::SecretStore &store)
{
    const QString place = store.place();
    const RowParts parts = makeRow(placeName(place), {}, this);
    Row row;
    row.advice = parts.words;
    row.state = new ChipLabel(m_context.theme, this);
    row.state->setObjectName(QStringLiteral("state_") + place);
    parts.controls->addWidget(row.state, 0, Qt::AlignVCenter);
    if (place == QLatin1String("keychain")) {
        QPushButton *check =
            addButton(parts.controls, QStringLiteral("checkKeychainButton"), tr("Check now"));
        check->setToolTip(tr("Write a random value, read it back and remove it"));
        connect(check, &QPushButton::clicked, this, &StoresCard::checkKeychain);
        row.buttons = {check};
    } else if (qobject_cast<const keys::VaultStore *>(&store)) {
        QPushButton *change = addButton(parts.controls, QStringLiteral("changePassphraseButton"),
                                        VaultDialog::title(VaultDialog::Mode::ChangePassphrase));
        QPushButton *open = addButton(parts.controls, QStringLiteral("vaultButton"), QString());
        connect(change, &QPushButton::clicked, this, &StoresCard::changePassphrase);
        connect(open, &QPushButton::clicked, this, &StoresCard::openVaultDialog);
        row.buttons = {open, change};
    }
    m_rows.insert(place, row);
    body()->addWidget(parts.widget);
    showState(store);
}

QWidget *StoresCard::makeNewKeysRow()
{
    const RowParts parts =
        makeRow(tr("New keys"),
                tr("Where the secret of the next key goes, unless another place is chosen with it."), this);
    m_preferred = new QComboBox;
    m_preferred->setObjectName(QStringLiteral("placeChoice"));
    m_preferred->setAccessibleName(tr("New keys"));
    m_preferred->setMinimumWidth(controlWidth);
    for (const keys::SecretStore *store : m_stores.all())
        m_preferred->addItem(placeName(store->place()), store->place());
    m_preferred->setCurrentIndex(m_preferred->findData(m_stores.preferred().place()));
    connect(m_preferred, &QComboBox::activated, this, [this](int index) {
        const QString place = m_preferred->itemData(index).toString();
        m_context.settings.setValue(placeSetting, place);
        m_stores.setPreferred(place);
    });
    parts.controls->addWidget(m_preferred, 0, Qt::AlignVCenter);
    return parts.widget;
}

QWidget *StoresCard::makeMoveRow()
{
    const RowParts parts = makeRow(tr("Keys held here"), {}, this);
    m_counts = parts.words;
    m_counts->setObjectName(QStringLiteral("placeCounts"));
    m_moveButton = addButton(parts.controls, QStringLiteral("moveKeysButton"), tr("Move keys…"));
    connect(m_moveButton, &QPushButton::clicked, this, &StoresCard::moveKeys);
    return parts.widget;
}

void StoresCard::showState(const keys::SecretStore &store)
{
    const auto row = m_rows.constFind(store.place());
    if (row == m_rows.cend())
        return;
    row->state->setChip(stateChip(store));
    const QString advice = stateAdvice(store);
    row->advice->setText(advice.isEmpty() ? placeExplanation(store.place()) : advice);
    if (const auto *vault = qobject_cast<const keys::VaultStore *>(&store)) {
        QPushButton *open = row->buttons.first();
        open->setText(vault->isOpen()   ? tr("Lock")
                      : vault->exists() ? VaultDialog::title(VaultDialog::Mode::Unlock)
                                        : VaultDialog::title(VaultDialog::Mode::Create));
        row->buttons.last()->setVisible(vault->exists());
    }
}

void StoresCard::showKeys()
{
    QStringList counts;
    int all = 0;
    for (const keys::SecretStore *store : m_stores.all()) {
        int count = 0;
        for (const keys::InventoryEntry &entry : m_inventory.entries())
            count += entry.held && entry.held->place == store->place() ? 1 : 0;
        all += count;
        if (count > 0)
            counts << tr("%1 %2").arg(count).arg(placePhrase(store->place()));
    }
    m_counts->setText(counts.isEmpty() ? tr("None yet.") : counts.join(tr(", ")));
    m_moveButton->setEnabled(all > 0);
}

void StoresCard::checkKeychain()
{
    QPushButton *button = m_rows.value(QStringLiteral("keychain")).buttons.first();
    button->setEnabled(false);
    const auto ended = [button] { button->setEnabled(true); };
    whenDone(
        button, m_stores.check(QStringLiteral("keychain")),
        [ended](const Result<void> & /*the row shows the state*/) { ended(); }, ended);
}

void StoresCard::openVaultDialog()
{
    auto *vault = qobject_cast<keys::VaultStore *>(m_stores.at(QStringLiteral("vault")));
    if (vault->isOpen())
        vault->lock();
    else
        VaultDialog::ask(m_stores, m_context, window());
}

void StoresCard::changePassphrase()
{
    auto *vault = qobject_cast<keys::VaultStore *>(m_stores.at(QStringLiteral("vault")));
    auto *dialog = new VaultDialog(*vault, VaultDialog::Mode::ChangePassphrase, m_context, window());
    dialog->open();
}

void StoresCard::moveKeys()
{
    auto *dialog = new MoveKeysDialog(m_inventory, m_stores, m_context, window());
    dialog->open();
}

} // namespace coffer::ui
