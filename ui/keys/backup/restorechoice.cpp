// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/backup/restorechoice.h"

#include "ui/common/label.h"
#include "ui/keys/backup/restoretext.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QHBoxLayout>
#include <QRadioButton>

namespace coffer::ui {

namespace {

using Standing = keys::RestoreItem::Standing;

enum Choice { Mine, Backups };

} // namespace

RestoreChoice::RestoreChoice(QWidget *parent)
    : QWidget(parent),
      m_title(new Label(Label::Role::Strong, this)),
      m_add(new QCheckBox(tr("&Add this key here"), this)),
      m_note(new Label(Label::Role::Meta, this))
{
    m_title->setObjectName(QStringLiteral("choiceTitle"));
    m_add->setObjectName(QStringLiteral("addKeyBox"));
    m_note->setObjectName(QStringLiteral("choiceNote"));
    m_note->setWordWrap(true);
    m_details = makePair(QStringLiteral("details"), tr("Keep &mine"), tr("Take the &backup's"));
    m_secret = makePair(QStringLiteral("secret"), tr("Keep m&y secret"), tr("Take the backup's &secret"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(6);
    layout->addWidget(m_title);
    layout->addWidget(m_add);
    layout->addWidget(m_details.box);
    layout->addWidget(m_secret.box);
    layout->addWidget(m_note);
    layout->addStretch(1);
    connect(m_add, &QCheckBox::clicked, this, &RestoreChoice::choose);
}

RestoreChoice::Pair RestoreChoice::makePair(const QString &name, const QString &mine, const QString &backup)
{
    Pair pair;
    pair.box = new QWidget(this);
    pair.buttons = new QButtonGroup(pair.box);
    pair.text = new Label(Label::Role::Body, pair.box);
    pair.text->setObjectName(name + QStringLiteral("Text"));
    pair.text->setWordWrap(true);
    auto *row = new QHBoxLayout;
    row->setSpacing(24);
    for (const auto &[choice, text] : {std::pair(Mine, mine), std::pair(Backups, backup)}) {
        auto *button = new QRadioButton(text, pair.box);
        button->setObjectName(name + (choice == Mine ? QStringLiteral("Mine") : QStringLiteral("Backup")));
        pair.buttons->addButton(button, choice);
        row->addWidget(button);
    }
    row->addStretch(1);
    auto *layout = new QVBoxLayout(pair.box);
    layout->setContentsMargins({});
    layout->setSpacing(4);
    layout->addWidget(pair.text);
    layout->addLayout(row);
    connect(pair.buttons, &QButtonGroup::idClicked, this, &RestoreChoice::choose);
    return pair;
}

void RestoreChoice::setItem(const keys::RestoreItem &item)
{
    m_item = item;
    m_title->setText(restoreLabel(item));
    m_add->setVisible(item.standing == Standing::New);
    m_add->setChecked(item.add);
    m_details.box->setVisible(!item.differences.isEmpty());
    m_details.text->setText(differenceText(item));
    m_details.buttons->button(item.takeDetails ? Backups : Mine)->setChecked(true);
    m_secret.box->setVisible(item.hasSecretChoice());
    m_secret.text->setText(secretText(item));
    m_secret.buttons->button(item.takeSecret ? Backups : Mine)->setChecked(true);
    for (const Pair &pair : {m_details, m_secret}) { // what a screen reader says with the choice
        for (QAbstractButton *button : pair.buttons->buttons())
            button->setAccessibleDescription(pair.text->text());
    }
    m_note->setVisible(!item.hasSecretChoice());
    m_note->setText(secretText(item));
}

void RestoreChoice::choose()
{
    m_item.add = m_add->isChecked();
    m_item.takeDetails = m_details.buttons->checkedId() == Backups;
    m_item.takeSecret = m_secret.buttons->checkedId() == Backups;
    Q_EMIT chosen();
}

} // namespace coffer::ui
