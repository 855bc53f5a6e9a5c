// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/stores/movekeysdialog.h"

#include "ui/common/errortext.h"
#include "ui/common/label.h"
#include "ui/keys/keytext.h"
#include "ui/keys/stores/storechoice.h"
#include "ui/keys/stores/storetext.h"

#include <QHBoxLayout>
#include <QListWidget>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace coffer::ui {

namespace {

constexpr QSize dialogSize(560, 520);
constexpr int idRole = Qt::UserRole;
constexpr int placeRole = Qt::UserRole + 1;
constexpr int nameRole = Qt::UserRole + 2;

void showOutcome(QListWidgetItem &item, const QString &outcome)
{
    item.setText(item.data(nameRole).toString() + QStringLiteral(" – ") + outcome);
    item.setToolTip(item.text().toHtmlEscaped());
}

} // namespace

MoveKeysDialog::MoveKeysDialog(keys::KeyInventory &inventory, keys::SecretStores &stores,
                               const Context &context, QWidget *parent)
    : QDialog(parent),
      m_inventory(inventory),
      m_move(inventory, stores, inventory.journal()),
      m_list(new QListWidget(this)),
      m_choice(new StoreChoice(stores, context, this)),
      m_progress(new QProgressBar(this)),
      m_summary(new Label(Label::Role::Body, this)),
      m_moveButton(new QPushButton(this)),
      m_closeButton(new QPushButton(tr("Close"), this))
{
    setObjectName(QStringLiteral("moveKeysDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Move keys"));
    resize(dialogSize);
    auto *about = new Label(Label::Role::Body,
                            tr("A secret is written to its new place and read back before it is removed from "
                               "the old one. A key that can't be moved stays where it is."),
                            this);
    about->setWordWrap(true);
    m_list->setObjectName(QStringLiteral("moveKeysList"));
    m_list->setAccessibleName(tr("Keys to move"));
    m_list->setWordWrap(true);
    m_progress->setObjectName(QStringLiteral("moveProgress"));
    m_progress->setAccessibleName(tr("Keys moved"));
    m_progress->hide();
    m_summary->setObjectName(QStringLiteral("moveSummary"));
    m_summary->setWordWrap(true);
    m_moveButton->setObjectName(QStringLiteral("moveButton"));
    m_moveButton->setDefault(true);
    m_closeButton->setObjectName(QStringLiteral("moveCloseButton"));
    m_closeButton->setAutoDefault(false);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_summary, 1);
    buttons->addWidget(m_closeButton);
    buttons->addWidget(m_moveButton);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(8);
    layout->addWidget(about);
    layout->addSpacing(4);
    layout->addWidget(new Label(Label::Role::Strong, tr("Which keys"), this));
    layout->addWidget(m_list, 1);
    layout->addSpacing(4);
    layout->addWidget(new Label(Label::Role::Strong, tr("Where to"), this));
    layout->addWidget(m_choice);
    layout->addWidget(m_progress);
    layout->addSpacing(4);
    layout->addLayout(buttons);

    connect(m_list, &QListWidget::itemChanged, this, &MoveKeysDialog::updateButtons);
    connect(m_choice, &StoreChoice::changed, this, &MoveKeysDialog::updateButtons);
    connect(m_moveButton, &QPushButton::clicked, this, &MoveKeysDialog::start);
    connect(m_closeButton, &QPushButton::clicked, this, &QDialog::reject);
    connect(&m_move, &keys::KeyMove::keyStarted, this, [this](const KeyId &key) {
        if (QListWidgetItem *item = itemOf(key))
            showOutcome(*item, tr("moving…"));
    });
    connect(&m_move, &keys::KeyMove::keyMoved, this, [this](const KeyId &key) {
        ++m_moved;
        keyEnded(key, tr("moved, %1").arg(placePhrase(m_choice->place())));
    });
    connect(&m_move, &keys::KeyMove::keyFailed, this,
            [this](const KeyId &key, const Error &error, bool isMoved) {
                ++(isMoved ? m_moved : m_failed);
                const QString why = errorText(error).title;
                keyEnded(key, isMoved ? tr("moved, but its old copy could not be removed yet: %1").arg(why)
                                      : tr("not moved: %1").arg(why));
            });
    connect(&m_move, &keys::KeyMove::finished, this, &MoveKeysDialog::finished);
    fillList();
    updateButtons();
    m_list->setFocus();
}

void MoveKeysDialog::fillList()
{
    for (const keys::InventoryEntry &entry : m_inventory.entries()) {
        if (!entry.held)
            continue;
        auto *item = new QListWidgetItem(m_list);
        item->setData(idRole, entry.held->id.value);
        item->setData(placeRole, entry.held->place);
        item->setData(nameRole, QStringLiteral("%1 · %2").arg(labelText(entry), holderText(entry)));
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(Qt::Checked);
        showOutcome(*item, placePhrase(entry.held->place));
    }
}

void MoveKeysDialog::choose(const KeyId &key)
{
    for (int row = 0; row < m_list->count(); ++row) {
        QListWidgetItem *item = m_list->item(row);
        const bool isMeant = item->data(idRole).toString() == key.value;
        item->setCheckState(isMeant ? Qt::Checked : Qt::Unchecked);
        if (isMeant)
            m_list->setCurrentItem(item);
    }
}

QListWidgetItem *MoveKeysDialog::itemOf(const KeyId &key) const
{
    for (int row = 0; row < m_list->count(); ++row) {
        if (m_list->item(row)->data(idRole).toString() == key.value)
            return m_list->item(row);
    }
    return nullptr;
}

QList<KeyId> MoveKeysDialog::chosen() const
{
    QList<KeyId> keys;
    for (int row = 0; row < m_list->count(); ++row) {
        const QListWidgetItem *item = m_list->item(row);
        if (item->checkState() == Qt::Checked && item->data(placeRole).toString() != m_choice->place())
            keys << KeyId{item->data(idRole).toString()};
    }
    return keys;
}

void MoveKeysDialog::updateButtons()
{
    const int count = static_cast<int>(chosen().size());
    m_moveButton->setText(count == 1 ? tr("Move 1 key") : tr("Move %n keys", nullptr, count));
    m_moveButton->setEnabled(!m_move.isRunning() && count > 0 && m_choice->isUsable());
    m_closeButton->setText(m_move.isRunning() ? tr("Stop") : tr("Close"));
    m_list->setEnabled(!m_move.isRunning());
    m_choice->setEnabled(!m_move.isRunning());
    if (m_move.isRunning() || m_moved + m_failed > 0)
        return;
    m_summary->setText(count == 0 ? tr("The chosen keys are there already.") : QString());
}

void MoveKeysDialog::start()
{
    const QList<KeyId> keys = chosen();
    m_moved = 0;
    m_failed = 0;
    m_progress->setRange(0, static_cast<int>(keys.size()));
    m_progress->setValue(0);
    m_progress->show();
    m_summary->clear();
    m_move.start(keys, m_choice->place());
    updateButtons();
}

void MoveKeysDialog::keyEnded(const KeyId &key, const QString &outcome)
{
    m_progress->setValue(m_moved + m_failed);
    QListWidgetItem *item = itemOf(key);
    if (!item)
        return;
    for (const keys::InventoryEntry &entry : m_inventory.entries()) {
        if (entry.held && entry.held->id == key)
            item->setData(placeRole, entry.held->place);
    }
    showOutcome(*item, outcome);
}

void MoveKeysDialog::finished()
{
    if (m_closes) {
        QDialog::done(QDialog::Rejected);
        return;
    }
    m_summary->setText(m_failed == 0 ? tr("%n moved.", nullptr, m_moved)
                                     : tr("%1 moved, %2 not moved.").arg(m_moved).arg(m_failed));
    updateButtons();
}

void MoveKeysDialog::done(int result)
{
    if (!m_move.isRunning()) {
        QDialog::done(result);
        return;
    }
    m_move.stop();
    m_closes = true;
}

} // namespace coffer::ui
