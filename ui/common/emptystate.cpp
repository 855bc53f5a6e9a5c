// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/emptystate.h"

#include "ui/common/icons.h"
#include "ui/common/label.h"
#include "ui/common/theme.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace coffer::ui {
namespace {

constexpr int iconSize = 32;
constexpr int textWidth = 420;
constexpr int leastMargin = 16;

} // namespace

EmptyState::EmptyState(const QString &iconName, const Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_theme(theme),
      m_iconName(iconName),
      m_icon(new QLabel(this)),
      m_title(new Label(Label::Role::Section, this)),
      m_advice(new Label(Label::Role::Muted, this)),
      m_button(new QPushButton(this))
{
    for (Label *label : {m_title, m_advice}) {
        label->setAlignment(Qt::AlignCenter);
        label->setWordWrap(true);
    }
    m_icon->setAlignment(Qt::AlignCenter);
    m_button->setObjectName(QStringLiteral("emptyStateButton"));
    m_button->setDefault(true);
    m_button->hide();
    connect(m_button, &QPushButton::clicked, this, &EmptyState::buttonClicked);

    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(8);
    layout->addStretch(2);
    layout->addWidget(m_icon, 0, Qt::AlignHCenter);
    layout->addWidget(m_title);
    layout->addWidget(m_advice);
    layout->addSpacing(4);
    layout->addWidget(m_button, 0, Qt::AlignHCenter);
    layout->addStretch(3);

    const auto drawIcon = [this] {
        m_icon->setPixmap(pixmap(m_iconName, m_theme.colors().disabled, iconSize, devicePixelRatioF()));
    };
    connect(&theme, &Theme::changed, this, drawIcon);
    drawIcon();
}

// A column of readable width in the middle. An alignment in the layout would do, but wraps lines at a wrong
// height.
void EmptyState::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const int side = std::max(leastMargin, (width() - textWidth) / 2);
    layout()->setContentsMargins(side, leastMargin, side, leastMargin);
}

void EmptyState::setText(const QString &title, const QString &advice)
{
    m_title->setText(title);
    m_advice->setText(advice);
    m_advice->setVisible(!advice.isEmpty());
    setAccessibleName(title);
    setAccessibleDescription(advice);
}

void EmptyState::setButton(const QString &label)
{
    m_button->setText(label);
    m_button->setVisible(!label.isEmpty());
}

} // namespace coffer::ui
