// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/stores/storenotice.h"

#include "ui/common/icons.h"
#include "ui/common/label.h"
#include "ui/common/theme.h"
#include "ui/keys/stores/storetext.h"
#include "ui/keys/stores/vaultdialog.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

namespace coffer::ui {

namespace {

using keys::StoreState;

constexpr int iconSize = 20;

} // namespace

StoreNotice::StoreNotice(keys::KeyInventory &inventory, keys::Keyring &keyring, keys::SecretStores &stores,
                         const Context &context, QWidget *parent)
    : QWidget(parent),
      m_inventory(inventory),
      m_keyring(keyring),
      m_stores(stores),
      m_context(context),
      m_icon(new QLabel(this)),
      m_text(new Label(Label::Role::Body, this)),
      m_button(new QPushButton(this))
{
    setObjectName(QStringLiteral("storeNotice"));
    m_text->setObjectName(QStringLiteral("storeNoticeText"));
    m_text->setWordWrap(true);
    m_button->setObjectName(QStringLiteral("storeNoticeButton"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(16, 6, 16, 6);
    layout->setSpacing(12);
    layout->addWidget(m_icon);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_button);
    connect(m_button, &QPushButton::clicked, this, &StoreNotice::answer);
    connect(&inventory, &keys::KeyInventory::changed, this, &StoreNotice::refresh);
    connect(&keyring, &keys::Keyring::lockedChanged, this, &StoreNotice::refresh);
    connect(&stores, &keys::SecretStores::stateChanged, this, &StoreNotice::refresh);
    connect(&inventory.journal(), &keys::ItemJournal::changed, this, &StoreNotice::refresh);
    connect(&context.theme, &Theme::changed, this, &StoreNotice::refresh);
    refresh();
}

int StoreNotice::heldIn(const QString &place) const
{
    int count = 0;
    for (const keys::InventoryEntry &entry : m_inventory.entries())
        count += entry.held && entry.held->place == place ? 1 : 0;
    return count;
}

void StoreNotice::refresh()
{
    m_icon->setPixmap(
        pixmap(QStringLiteral("key"), m_context.theme.colors().warning, iconSize, devicePixelRatioF()));
    const bool isShown =
        !m_keyring.isLocked() && (showWaiting() || showFound() || showVault() || showKeychain());
    setVisible(isShown);
    QWidget::update();
}

bool StoreNotice::showWaiting()
{
    for (const keys::SecretStore *store : m_stores.all()) {
        if (store->state() != StoreState::Waiting && store->state() != StoreState::Hanging)
            continue;
        say(stateAdvice(*store), tr("Where secrets are kept"), Answer::Settings);
        return true;
    }
    return false;
}

bool StoreNotice::showFound()
{
    QStringList lines;
    for (const keys::ItemNote &note : m_inventory.journal().found())
        lines << interruptedText(note, m_inventory.journal().isOpen(note.key));
    if (!lines.isEmpty())
        say(lines.join(QLatin1Char('\n')), tr("OK"), Answer::Dismiss);
    return !lines.isEmpty();
}

bool StoreNotice::showVault()
{
    const keys::SecretStore *vault = m_stores.at(QStringLiteral("vault"));
    const int count = vault && vault->state() != StoreState::Ready ? heldIn(vault->place()) : 0;
    if (count == 0)
        return false;
    if (vault->state() == StoreState::Locked)
        say(count == 1 ? tr("The vault is locked: the key in it can't be used before it is unlocked.")
                       : tr("The vault is locked: the %n keys in it can't be used before it is unlocked.",
                            nullptr, count),
            VaultDialog::title(VaultDialog::Mode::Unlock), Answer::OpenVault);
    else if (vault->state() == StoreState::Absent)
        say(tr("The vault file is gone from the profile folder. Put it back, or paste its keys again; what "
               "is "
               "known of them is kept."),
            tr("Where secrets are kept"), Answer::Settings);
    else
        say(stateAdvice(*vault), tr("Where secrets are kept"), Answer::Settings);
    return true;
}

bool StoreNotice::showKeychain()
{
    const keys::SecretStore *keychain = m_stores.at(QStringLiteral("keychain"));
    if (!keychain || heldIn(keychain->place()) == 0 || stateAdvice(*keychain).isEmpty())
        return false;
    say(stateAdvice(*keychain), tr("Check again"), Answer::CheckKeychain);
    return true;
}

void StoreNotice::say(const QString &text, const QString &button, Answer answer)
{
    m_text->setText(text);
    m_button->setText(button);
    m_answer = answer;
    setAccessibleName(text);
}

void StoreNotice::answer()
{
    switch (m_answer) {
    case Answer::Settings:
        Q_EMIT settingsRequested();
        break;
    case Answer::Dismiss:
        m_inventory.journal().dismissFound();
        break;
    case Answer::OpenVault:
        openVault();
        break;
    case Answer::CheckKeychain:
        m_stores.check(QStringLiteral("keychain"));
        break;
    }
}

void StoreNotice::openVault()
{
    if (!m_dialog)
        m_dialog = VaultDialog::ask(m_stores, m_context, window());
}

void StoreNotice::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_context.theme.colors().warningWash);
}

} // namespace coffer::ui
