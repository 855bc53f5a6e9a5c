// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/changes/changedialog.h"

#include "ui/common/label.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace coffer::ui {

ChangeDialog::ChangeDialog(const QString &name, const QString &title, const Context &context, QWidget *parent)
    : QDialog(parent), m_name(name), m_context(context), m_body(new QVBoxLayout), m_buttons(new QHBoxLayout)
{
    setObjectName(name + QStringLiteral("Dialog"));
    setWindowTitle(title);
    setModal(true);
    setAttribute(Qt::WA_DeleteOnClose);
    m_body->setSpacing(12);
    m_buttons->setSpacing(8);
    m_buttons->addStretch(1);
    auto *heading = new Label(Label::Role::Title, title, this);
    heading->setWordWrap(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 16, 24, 16);
    layout->setSpacing(16);
    layout->addWidget(heading);
    layout->addLayout(m_body, 1);
    layout->addLayout(m_buttons);
}

QPushButton *ChangeDialog::addButton(const QString &name, const QString &text)
{
    auto *button = new QPushButton(text, this);
    button->setObjectName(m_name + name + QStringLiteral("Button"));
    button->setAutoDefault(false);
    m_buttons->addWidget(button);
    return button;
}

Label *ChangeDialog::addText(const QString &text)
{
    auto *label = new Label(Label::Role::Body, text, this);
    label->setWordWrap(true);
    m_body->addWidget(label);
    return label;
}

void ChangeDialog::fitHeight()
{
    layout()->activate();
    const int needed = layout()->totalHeightForWidth(width());
    if (needed > height())
        resize(width(), needed);
}

} // namespace coffer::ui
