// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/setup/setuppage.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace coffer::ui {

SetupPage::SetupPage(keys::SetupSession &session, const Context &context, QWidget *parent)
    : QWidget(parent), m_session(session), m_context(context), m_content(new QVBoxLayout(this))
{
    m_content->setContentsMargins(0, 0, 12, 0);
    m_content->setSpacing(8);
}

Label *SetupPage::addText(Label::Role role, const QString &text, QLayout *into)
{
    auto *label = new Label(role, text, this);
    label->setWordWrap(true);
    if (into)
        into->addWidget(label);
    else
        m_content->addWidget(label);
    return label;
}

QPushButton *SetupPage::makeButton(const QString &name, const QString &text, QWidget *parent)
{
    auto *button = new QPushButton(text, parent);
    button->setObjectName(name);
    button->setAutoDefault(false);
    return button;
}

} // namespace coffer::ui
