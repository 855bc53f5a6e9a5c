// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/setup/restrictpage.h"

#include "ui/keys/setup/iplisteditor.h"

#include <QCheckBox>
#include <QVBoxLayout>

namespace coffer::ui {

RestrictPage::RestrictPage(keys::SetupSession &session, const Context &context, QWidget *parent)
    : SetupPage(session, context, parent),
      m_editor(new IpListEditor(context.theme, this)),
      m_accept(new QCheckBox(tr("I want a key that can withdraw from anywhere all the same"), this))
{
    addText(
        Label::Role::Body,
        tr("A key that is bound to addresses is useless to whoever steals it elsewhere. Enter the public "
           "addresses of your computers: up to 20 IPv4 or IPv6 addresses or IPv4 networks. Leave the list "
           "empty if your address changes every day."));
    content()->addWidget(m_editor, 1);
    m_consequence = addText(Label::Role::Muted, {});
    m_consequence->setObjectName(QStringLiteral("unboundWords"));
    m_accept->setObjectName(QStringLiteral("acceptUnbound"));
    content()->addWidget(m_accept);
    connect(m_editor, &IpListEditor::changed, this, &RestrictPage::takeList);
    connect(m_accept, &QCheckBox::toggled, this, [this](bool isOn) {
        changePlan([isOn](keys::SetupPlan &plan) { plan.isUnboundAccepted = isOn; });
    });
}

void RestrictPage::enter()
{
    m_editor->setEnabled(!flow().isPlanFixed());
    m_accept->setEnabled(!flow().isPlanFixed());
    m_accept->setChecked(flow().plan().isUnboundAccepted);
    m_editor->setFocus();
    showConsequence();
}

void RestrictPage::leave()
{
    m_editor->commit();
}

void RestrictPage::setSeenAddress(const QString &address)
{
    m_editor->setSeenAddress(address);
}

void RestrictPage::takeList()
{
    changePlan([this](keys::SetupPlan &plan) {
        plan.ips = m_editor->entries();
        plan.areIpsValid = m_editor->isValid();
    });
    showConsequence();
}

/// htx-api.md 3.1: the rule since June 2022.
void RestrictPage::showConsequence()
{
    const keys::SetupPlan &plan = flow().plan();
    const bool isUnbound = plan.ips.isEmpty();
    const bool canWithdraw = plan.purpose == htx::Permission::Withdraw;
    QString words;
    if (!isUnbound)
        words = tr("Bound to addresses, the key works until you delete it. Some pages of the exchange still "
                   "speak of 90 days; the check shows how many days it really reports.");
    else if (plan.purpose == htx::Permission::Read)
        words = tr("Without an address the key works from anywhere, and for ever, since it can only look.");
    else
        words = tr("Without an address the key works from anywhere, and the exchange switches it off after "
                   "90 days without use.");
    if (isUnbound && canWithdraw)
        words +=
            QLatin1Char(' ') + tr("Whoever copies it can send away everything that the address book allows.");
    m_consequence->setText(words);
    m_accept->setVisible(isUnbound && canWithdraw);
}

} // namespace coffer::ui
