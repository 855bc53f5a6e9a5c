// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/stores/storechoice.h"

#include "keys/stores/vaultstore.h"
#include "ui/common/chiplabel.h"
#include "ui/common/label.h"
#include "ui/keys/stores/storetext.h"
#include "ui/keys/stores/vaultdialog.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

namespace coffer::ui {

namespace {

constexpr int textIndent = 24;

} // namespace

StoreChoice::StoreChoice(keys::SecretStores &stores, const Context &context, QWidget *parent)
    : QWidget(parent), m_stores(stores), m_context(context), m_buttons(new QButtonGroup(this))
{
    setObjectName(QStringLiteral("storeChoice"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(4);
    for (const keys::SecretStore *store : stores.all())
        addRow(layout, *store);
    setPlace(stores.preferred().place());
    connect(m_buttons, &QButtonGroup::buttonToggled, this, [this](QAbstractButton * /*button*/, bool on) {
        if (on)
            Q_EMIT changed();
    });
    connect(&stores, &keys::SecretStores::stateChanged, this, [this](const keys::SecretStore &store) {
        showState(store);
        Q_EMIT changed();
    });
}

void StoreChoice::addRow(QVBoxLayout *layout, const keys::SecretStore &store)
{
    const QString place = store.place();
    Row row;
    row.button = new QRadioButton(
        place == QLatin1String("memory") ? tr("Only until Coffer quits") : placeName(place), this);
    row.button->setObjectName(QStringLiteral("place_") + place);
    row.button->setProperty("place", place);
    row.button->setAccessibleDescription(placeExplanation(place));
    m_buttons->addButton(row.button);
    row.state = new ChipLabel(m_context.theme, this);
    auto *head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(row.button);
    head->addWidget(row.state);
    head->addStretch(1);
    if (qobject_cast<const keys::VaultStore *>(&store)) {
        row.open = new QPushButton(this);
        row.open->setObjectName(QStringLiteral("openVaultButton"));
        row.open->setAutoDefault(false);
        head->addWidget(row.open);
        connect(row.open, &QPushButton::clicked, this, [this, place] {
            setPlace(place);
            openVault();
        });
    }
    row.advice = new Label(Label::Role::Meta, this);
    row.advice->setWordWrap(true);
    row.advice->setIndent(textIndent);
    layout->addLayout(head);
    layout->addWidget(row.advice);
    m_rows.insert(place, row);
    showState(store);
}

void StoreChoice::showState(const keys::SecretStore &store)
{
    const auto row = m_rows.constFind(store.place());
    if (row == m_rows.cend())
        return;
    row->state->setChip(stateChip(store));
    const QString advice = stateAdvice(store);
    row->advice->setText(advice.isEmpty() ? placeExplanation(store.place()) : advice);
    if (row->open) {
        row->open->setVisible(store.state() == keys::StoreState::Locked ||
                              store.state() == keys::StoreState::Absent);
        row->open->setText(VaultDialog::title(store.state() == keys::StoreState::Absent
                                                  ? VaultDialog::Mode::Create
                                                  : VaultDialog::Mode::Unlock));
    }
}

QString StoreChoice::place() const
{
    const QAbstractButton *button = m_buttons->checkedButton();
    return button ? button->property("place").toString() : QString();
}

void StoreChoice::setPlace(const QString &place)
{
    if (const auto row = m_rows.constFind(place); row != m_rows.cend())
        row->button->setChecked(true);
}

void StoreChoice::openVault()
{
    VaultDialog::ask(m_stores, m_context, window());
}

bool StoreChoice::isUsable() const
{
    const auto *vault = qobject_cast<const keys::VaultStore *>(m_stores.at(place()));
    return !place().isEmpty() && (!vault || vault->isOpen());
}

} // namespace coffer::ui
