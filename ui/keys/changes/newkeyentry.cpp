// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/changes/newkeyentry.h"

#include "ui/keys/keycheckpanel.h"
#include "ui/keys/keyentry.h"
#include "ui/keys/secretfield.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace coffer::ui {

NewKeyEntry::NewKeyEntry(htx::Client &client, const Context &context, QWidget *parent)
    : QWidget(parent),
      m_entry(new KeyEntry(this)),
      m_panel(new KeyCheckPanel(client, context, this)),
      m_button(new QPushButton(tr("Check key"), this))
{
    m_button->setObjectName(QStringLiteral("newKeyCheckButton"));
    m_button->setAutoDefault(false);
    auto *left = new QVBoxLayout;
    left->setSpacing(12);
    left->addWidget(m_entry);
    left->addWidget(m_button, 0, Qt::AlignLeft);
    left->addStretch(1);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(24);
    layout->addLayout(left, 1);
    layout->addWidget(m_panel, 1);
    connect(m_entry, &KeyEntry::edited, this, &NewKeyEntry::invalidate);
    connect(m_button, &QPushButton::clicked, this, &NewKeyEntry::check);
    connect(m_panel, &KeyCheckPanel::retryRequested, this, &NewKeyEntry::check);
    connect(m_panel, &KeyCheckPanel::entryRequested, m_entry, &KeyEntry::focusField);
    connect(m_panel, &KeyCheckPanel::grown, this, &NewKeyEntry::changed);
    connect(m_panel, &KeyCheckPanel::finished, this, [this] {
        m_button->setEnabled(m_entry->isFilled());
        Q_EMIT changed();
    });
    invalidate();
}

NewKeyEntry::~NewKeyEntry()
{
    m_entry->disconnect(this); // its secret wipes itself while the base class goes
}

void NewKeyEntry::setPlan(const CheckPlan &plan)
{
    m_panel->setPlan(plan);
}

const std::optional<keys::CheckedKey> &NewKeyEntry::checked() const
{
    return m_panel->checked();
}

void NewKeyEntry::wipe()
{
    m_entry->wipe();
    invalidate(); // also when nothing stood in the field any more
}

/// What was checked is no longer what stands in the fields.
void NewKeyEntry::invalidate()
{
    m_secret.reset();
    m_panel->reset();
    m_button->setEnabled(m_entry->isFilled());
    Q_EMIT changed();
}

void NewKeyEntry::check()
{
    const Result<htx::Credentials> credentials = m_entry->read();
    if (!credentials) {
        m_panel->refuse(credentials.error());
        m_entry->focusField(credentials.error().code);
        return;
    }
    m_secret = credentials->secret;
    m_button->setEnabled(false);
    m_panel->start(*credentials);
}

} // namespace coffer::ui
