// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/setup/homepage.h"

#include "ui/keys/setup/subuserpicker.h"

#include <QRadioButton>
#include <QVBoxLayout>

namespace coffer::ui {

using keys::KeyHome;

HomePage::HomePage(keys::SetupSession &session, keys::Keyring &keyring, const Context &context,
                   QWidget *parent)
    : SetupPage(session, context, parent), m_picker(new SubUserPicker(keyring, this))
{
    addText(Label::Role::Body, tr("A key sees and moves only what belongs to its holder."));
    m_main = addChoice(QStringLiteral("homeMain"), tr("The main account"),
                       tr("You make the key on the exchange's web page, step by step with this guide, and "
                          "paste it here. It sees the main account's funds."));
    m_sub =
        addChoice(QStringLiteral("homeSub"), tr("A sub-user"),
                  tr("Coffer makes the key right here. It sees and moves only the sub-user's funds and "
                     "can never withdraw: the safest home for a key that trades. Its secret goes from the "
                     "exchange's answer into the store and is never shown."));
    m_reason = addText(Label::Role::Strong, {});
    m_reason->setObjectName(QStringLiteral("noSubUserReason"));
    m_reason->setIndent(24);
    content()->addWidget(m_picker);
    content()->addStretch(1);
    for (const QRadioButton *button : {m_main, m_sub})
        connect(button, &QRadioButton::toggled, this, &HomePage::takeChoice);
    connect(m_picker, &SubUserPicker::changed, this, &HomePage::takeChoice);
}

QRadioButton *HomePage::addChoice(const QString &name, const QString &title, const QString &words)
{
    auto *button = new QRadioButton(title, this);
    button->setObjectName(name);
    button->setFont(Label::font(Label::Role::Strong));
    button->setAccessibleDescription(words);
    content()->addSpacing(8);
    content()->addWidget(button);
    addText(Label::Role::Muted, words)->setIndent(24);
    return button;
}

void HomePage::enter()
{
    m_makers = session().makersOfKeys();
    const bool canWithdraw = flow().plan().purpose == htx::Permission::Withdraw;
    const bool isFixed = flow().isPlanFixed();
    if (!flow().plan().home && m_sub->isChecked()) { // the purpose took it back
        m_sub->setAutoExclusive(false);
        m_sub->setChecked(false);
        m_sub->setAutoExclusive(true);
    }
    m_main->setEnabled(!isFixed);
    m_sub->setEnabled(!isFixed && !canWithdraw && !m_makers.isEmpty());
    m_picker->setEnabled(!isFixed);
    showReason();
    (m_sub->isChecked() ? m_sub : m_main)->setFocus();
    takeChoice();
}

void HomePage::showReason()
{
    QString reason;
    if (flow().plan().purpose == htx::Permission::Withdraw)
        reason = tr("A sub-user's key can't withdraw, so this one has to live on the main account.");
    else if (m_makers.isEmpty())
        reason = tr("This takes a key of the main account with Trade that is held here. Set up that one "
                    "first, or make the sub-user's key on the web page.");
    m_reason->setText(reason);
    m_reason->setVisible(!reason.isEmpty());
}

void HomePage::takeChoice()
{
    const bool isSub = m_sub->isChecked();
    m_picker->setVisible(isSub);
    if (isSub)
        m_picker->setMainAccounts(m_makers);
    if (!isSub && !m_main->isChecked())
        return;
    changePlan([&](keys::SetupPlan &plan) {
        plan.home = isSub ? KeyHome::SubUser : KeyHome::MainAccount;
        plan.parent = isSub ? m_picker->mainAccount() : Uid{};
        plan.subUser = isSub ? m_picker->subUser() : Uid{};
        plan.newSubUser = isSub ? m_picker->newName() : QString();
    });
}

QString HomePage::holder() const
{
    return m_sub->isChecked() ? m_picker->name() : QString();
}

} // namespace coffer::ui
