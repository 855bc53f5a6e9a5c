// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/backup/restorenotice.h"

#include "keys/keyinventory.h"
#include "ui/common/label.h"
#include "ui/common/theme.h"
#include "ui/keys/backup/restoretext.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>

namespace coffer::ui {

RestoreNotice::RestoreNotice(const KeyServices &services, const Context &context, QWidget *parent)
    : QWidget(parent),
      m_theme(context.theme),
      m_restore(services.inventory, services.keyring, services.stores, services.pending, services.facts,
                context.clock),
      m_text(new Label(Label::Role::Body, this))
{
    setObjectName(QStringLiteral("restoreNotice"));
    m_text->setObjectName(QStringLiteral("restoreNoticeText"));
    m_text->setWordWrap(true);
    auto *again = new QPushButton(tr("Restore…"), this);
    again->setObjectName(QStringLiteral("restoreAgainButton"));
    auto *dismiss = new QPushButton(tr("OK"), this);
    dismiss->setObjectName(QStringLiteral("dismissRestoreButton"));
    dismiss->setAccessibleName(tr("Don't show this again"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 8, 8, 8);
    layout->setSpacing(12);
    layout->addWidget(m_text, 1);
    layout->addWidget(again);
    layout->addWidget(dismiss);
    setVisible(false);
    connect(again, &QPushButton::clicked, this, &RestoreNotice::restoreRequested);
    connect(dismiss, &QPushButton::clicked, this, &RestoreNotice::dismiss);
    connect(&services.inventory, &keys::KeyInventory::stateChanged, this, [this](LoadState state) {
        if (state == LoadState::Ready && (!m_looked || !isHidden()))
            look();
    });
    connect(&context.theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    if (services.inventory.state() == LoadState::Ready)
        look();
}

/// Only what an earlier session left counts: a restore of this one is told of by its dialog, which is still
/// open while it runs.
void RestoreNotice::look()
{
    m_looked = true;
    whenDone(this, m_restore.interrupted(),
             [this](const Result<std::optional<keys::InterruptedRestore>> &found) {
                 if (found && *found)
                     m_text->setText(interruptedText(**found));
                 setAccessibleName(m_text->text());
                 setVisible(found && *found);
             });
}

void RestoreNotice::dismiss()
{
    whenDone(this, m_restore.dismissInterrupted(), [this](const Result<void> &) { look(); });
}

void RestoreNotice::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.colors().warningWash);
    painter.drawRoundedRect(rect(), 6, 6);
}

} // namespace coffer::ui
