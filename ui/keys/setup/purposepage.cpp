// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/setup/purposepage.h"

#include "ui/common/chiplabel.h"
#include "ui/common/permissiontext.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QRadioButton>

namespace coffer::ui {

using htx::Permission;

PurposePage::PurposePage(keys::SetupSession &session, const Context &context, QWidget *parent)
    : SetupPage(session, context, parent),
      m_purposes(new QButtonGroup(this)),
      m_warning(new Label(Label::Role::Strong, this))
{
    addText(Label::Role::Body,
            tr("Choose the least that does. Whoever gets hold of a key can do all that it may do."));
    addPurpose(Permission::Read, tr("View my portfolio"),
               tr("Risk: privacy. What you hold and did can be seen."));
    addPurpose(Permission::Trade, tr("Trade from here"),
               tr("Risk: bad trades can lose value, up to all of it. On the main account this right governs "
                  "sub-users and their keys too."));
    addPurpose(Permission::Withdraw, tr("Withdraw"),
               tr("Risk: everything. Withdrawals to saved addresses go out without a 2FA code."));
    m_warning->setObjectName(QStringLiteral("withdrawWarning"));
    m_warning->setWordWrap(true);
    m_warning->setSign(-1, context.theme);
    m_warning->setText(tr("Coffer needs no key that can withdraw to show your portfolio or to trade. If you "
                          "make one, bind it to your IP address and keep the address book short."));
    content()->addWidget(m_warning);
    content()->addStretch(1);
    addText(Label::Role::Meta,
            tr("“Account” is no permission that the exchange documents. Guides describe it as changes to the "
               "account itself, such as its password or 2FA. If the exchange ever reports it for a key, "
               "Coffer shows it as a fourth permission of the highest risk. Never tick it."));
    connect(m_purposes, &QButtonGroup::idClicked, this, [this](int id) { choose(Permission(id)); });
}

void PurposePage::addPurpose(Permission purpose, const QString &title, const QString &risk)
{
    htx::PermissionSet permissions;
    permissions.known = {Permission::Read, purpose};
    auto *button = new QRadioButton(title, this);
    button->setObjectName(QStringLiteral("purpose_%1").arg(htx::wireName(purpose)));
    button->setFont(Label::font(Label::Role::Strong));
    m_purposes->addButton(button, int(purpose));
    auto *chips = new ChipLabel(context().theme, this);
    chips->setChips(permissionChips(permissions, nullptr));
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(button);
    row->addWidget(chips);
    row->addStretch(1);
    content()->addSpacing(4);
    content()->addLayout(row);
    const QString can = powers(permissions, false).join(u' ');
    Label *words = addText(Label::Role::Muted, QStringLiteral("%1\n%2").arg(can, risk));
    words->setIndent(24);
    button->setAccessibleDescription(words->text());
}

void PurposePage::enter()
{
    m_purposes->button(int(flow().plan().purpose))->setChecked(true);
    for (QAbstractButton *button : m_purposes->buttons())
        button->setEnabled(!flow().isPlanFixed());
    m_purposes->checkedButton()->setFocus();
    showWarning();
}

void PurposePage::choose(Permission purpose)
{
    changePlan([purpose](keys::SetupPlan &plan) {
        plan.purpose = purpose;
        plan.isUnboundAccepted = false;
    });
    showWarning();
}

void PurposePage::showWarning()
{
    m_warning->setVisible(flow().plan().purpose == Permission::Withdraw);
}

} // namespace coffer::ui
