// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/setup/beforepage.h"

#include "ui/keys/apipage.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QPushButton>

namespace coffer::ui {

BeforePage::BeforePage(keys::SetupSession &session, const Context &context, QWidget *parent)
    : SetupPage(session, context, parent)
{
    addText(Label::Role::Body,
            tr("An API key lets a program reach your account at the exchange within limits that you set. In "
               "three minutes you have one that can do what you need and nothing more."));
    content()->addSpacing(8);
    addNeed(QStringLiteral("haveAccount"), tr("I have an account at HTX"),
            tr("Registering and identifying yourself happens there, not in Coffer."), tr("Open HTX"),
            exchangeStartPage());
    addNeed(QStringLiteral("haveTwoFactor"), tr("Two-factor authentication is on"),
            tr("Without it, whoever learns your password can make keys too. It is in the account's security "
               "settings, and the exchange asks for its code when a key is made."),
            tr("Open HTX"), exchangeStartPage());
    addNeed(
        QStringLiteral("knowPermissions"), tr("I know what I need the key for"),
        tr("The next page asks. Start with looking only: you can have a second key for trading later, and "
           "keys with fewer rights are safer."),
        tr("Open API Management"), apiManagementPage());
    content()->addStretch(1);
    addText(Label::Role::Meta, tr("The ticks are for you: Coffer does not check them, and nothing is stored "
                                  "before the last page."));
}

void BeforePage::addNeed(const QString &name, const QString &title, const QString &reason,
                         const QString &link, const QUrl &page)
{
    auto *tick = new QCheckBox(title, this);
    tick->setObjectName(name);
    tick->setAccessibleDescription(reason);
    auto *button = makeButton(name + QStringLiteral("Link"), link, this);
    button->setAccessibleName(tr("%1 in the browser").arg(link));
    connect(button, &QPushButton::clicked, this, [page] { openInBrowser(page); });
    auto *row = new QHBoxLayout;
    row->setSpacing(12);
    row->addWidget(tick, 1);
    row->addWidget(button);
    content()->addLayout(row);
    Label *words = addText(Label::Role::Meta, reason);
    words->setIndent(24);
    content()->addSpacing(8);
}

} // namespace coffer::ui
