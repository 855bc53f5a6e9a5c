// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/settingrow.h"

#include "ui/common/label.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace coffer::ui {

SettingRow::SettingRow(const QString &name, const QString &explanation, const Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_theme(theme),
      m_name(new Label(Label::Role::Body, name, this)),
      m_explanation(new Label(Label::Role::Meta, explanation, this)),
      m_error(new Label(Label::Role::Meta, this)),
      m_controls(new QHBoxLayout)
{
    m_explanation->setWordWrap(true);
    m_error->setWordWrap(true);
    m_error->setSign(-1, theme);
    m_error->hide();
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_name);
    words->addWidget(m_explanation);
    words->addWidget(m_error);
    m_controls->setSpacing(8);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 4, 0, 4);
    row->setSpacing(24);
    row->addLayout(words, 1);
    row->addLayout(m_controls);
}

void SettingRow::addControl(QWidget *control)
{
    m_controls->addWidget(control, 0, Qt::AlignVCenter);
    if (control->accessibleName().isEmpty())
        control->setAccessibleName(m_name->text());
    control->setAccessibleDescription(m_explanation->text());
    if (m_controls->count() == 1)
        m_name->setBuddy(control);
}

void SettingRow::setError(const QString &text)
{
    m_error->setText(text);
    m_error->setVisible(!text.isEmpty());
}

} // namespace coffer::ui
