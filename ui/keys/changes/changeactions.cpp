// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/changes/changeactions.h"

#include "ui/keys/changes/changetext.h"
#include "ui/keys/changes/editkeydialog.h"
#include "ui/keys/changes/revokekeydialog.h"
#include "ui/keys/changes/rotatekeydialog.h"

#include <QMessageBox>
#include <QPushButton>

#include <algorithm>

namespace coffer::ui {

namespace {

using keys::KeyEdit;
using keys::KeyTarget;
using keys::KeyWish;
using keys::Revocation;
using keys::Rotation;

bool isKind(const keys::Pending &pending, const char *kind)
{
    return pending.kind == QLatin1String(kind);
}

/// What the key is now, as far as is known.
KeyWish wishNow(const keys::InventoryEntry &entry)
{
    return entry.listed ? KeyWish::of(*entry.listed) : entry.held ? KeyWish::of(*entry.held) : KeyWish();
}

} // namespace

ChangeActions::ChangeActions(const KeyServices &services, const Context &context, QWidget *window)
    : QObject(window),
      m_services(services),
      m_context(context),
      m_window(window),
      m_means{services.inventory, services.keyring, services.stores, services.pending, context.clock}
{
}

void ChangeActions::edit(const keys::InventoryEntry &entry)
{
    unlessUnderWay(entry, [this, entry] {
        auto *dialog =
            new EditKeyDialog(std::make_unique<KeyEdit>(m_means, KeyTarget::of(entry)), wishNow(entry),
                              m_services.inventory.entries(), m_services, m_context, m_window);
        dialog->open();
    });
}

void ChangeActions::rotate(const keys::InventoryEntry &entry)
{
    unlessUnderWay(entry, [this, entry] {
        auto *dialog = new RotateKeyDialog(std::make_unique<Rotation>(m_means, *entry.held), m_services,
                                           m_context, m_window);
        dialog->open();
    });
}

void ChangeActions::revoke(const keys::InventoryEntry &entry)
{
    unlessUnderWay(entry, [this, entry] {
        auto *dialog = new RevokeKeyDialog(std::make_unique<Revocation>(m_means, KeyTarget::of(entry)),
                                           m_services, m_context, m_window);
        dialog->open();
    });
}

/// What can't be read here is found once more when the change is to begin.
void ChangeActions::unlessUnderWay(const keys::InventoryEntry &entry, const std::function<void()> &open)
{
    if (m_isLooking) // a second click
        return;
    m_isLooking = true;
    const QStringList ids = KeyTarget::of(entry).entryIds();
    const auto looked = [this, ids, open](const QList<keys::Pending> &all) {
        m_isLooking = false;
        if (m_services.keyring.isLocked())
            return; // since it was asked for: the window would be in the way of Unlock
        const auto first = std::ranges::find_if(
            all, [&ids](const keys::Pending &pending) { return ids.contains(pending.id); });
        if (first == all.end())
            open();
        else
            tellUnderWay(*first); // a rotation is older than the revocation that is a part of it
    };
    whenDone(
        this, m_services.pending.all(),
        [looked](const Result<QList<keys::Pending>> &all) { looked(all.value_or(QList<keys::Pending>())); },
        [looked] { looked({}); });
}

void ChangeActions::tellUnderWay(const keys::Pending &pending)
{
    auto *box = new QMessageBox(QMessageBox::Information, tr("Already under way"), pendingTitle(pending),
                                QMessageBox::NoButton, m_window);
    box->setObjectName(QStringLiteral("underWayBox"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(
        tr("Only one thing at a time can be done to a key. Continue the first one, or discard "
           "it on the Keys page."));
    QPushButton *goOn = box->addButton(tr("Continue it…"), QMessageBox::AcceptRole);
    goOn->setObjectName(QStringLiteral("underWayContinueButton"));
    QPushButton *close = box->addButton(tr("Close"), QMessageBox::RejectRole);
    close->setObjectName(QStringLiteral("underWayCloseButton"));
    box->setDefaultButton(goOn);
    box->setEscapeButton(close);
    connect(goOn, &QPushButton::clicked, this, [this, pending] { resume(pending); });
    box->open();
}

bool ChangeActions::isChange(const keys::Pending &pending)
{
    return isKind(pending, KeyEdit::kind) || isKind(pending, Rotation::kind) ||
           isKind(pending, Revocation::kind);
}

void ChangeActions::resume(const keys::Pending &pending)
{
    if (isRefusedWhileLocked())
        return;
    const QList<keys::InventoryEntry> &entries = m_services.inventory.entries();
    QDialog *dialog = nullptr;
    if (isKind(pending, KeyEdit::kind)) {
        KeyWish now;
        for (const keys::InventoryEntry &entry : entries) {
            if (entry.accessKey() == KeyTarget::fromJson(pending.data).accessKey)
                now = wishNow(entry);
        }
        dialog = new EditKeyDialog(std::make_unique<KeyEdit>(m_means, pending), now, entries, m_services,
                                   m_context, m_window);
    } else if (isKind(pending, Rotation::kind)) {
        dialog = new RotateKeyDialog(std::make_unique<Rotation>(m_means, pending), m_services, m_context,
                                     m_window);
    } else if (isKind(pending, Revocation::kind)) {
        dialog = new RevokeKeyDialog(std::make_unique<Revocation>(m_means, pending), m_services, m_context,
                                     m_window);
    }
    if (dialog)
        dialog->open();
}

/// A question that was open when Coffer was locked stays open.
bool ChangeActions::isRefusedWhileLocked()
{
    if (!m_services.keyring.isLocked())
        return false;
    Q_EMIT failed({ErrorKind::Locked, {}, {}, std::nullopt});
    return true;
}

void ChangeActions::discard(const keys::Pending &pending)
{
    if (isRefusedWhileLocked())
        return;
    whenDone(this, m_services.pending.remove(pending.id), [this](const Result<void> &removed) {
        if (!removed)
            Q_EMIT failed(removed.error());
    });
}

} // namespace coffer::ui
