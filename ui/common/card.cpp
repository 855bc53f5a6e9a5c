// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/card.h"

#include "ui/common/label.h"
#include "ui/common/theme.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QToolButton>
#include <QVBoxLayout>

namespace coffer::ui {
namespace {

constexpr int radius = 6;
constexpr int margin = 16;

} // namespace

Card::Card(const QString &title, const Theme &theme, QWidget *parent)
    : QFrame(parent),
      m_theme(theme),
      m_title(new Label(Label::Role::Strong, title, this)),
      m_link(new QToolButton(this)),
      m_head(new QHBoxLayout),
      m_body(new QVBoxLayout)
{
    m_title->setElided(Qt::ElideRight);
    m_link->setToolButtonStyle(Qt::ToolButtonTextOnly);
    m_link->setAutoRaise(true);
    m_link->setCursor(Qt::PointingHandCursor);
    m_link->hide();
    connect(m_link, &QToolButton::clicked, this, &Card::linkActivated);

    m_head->setSpacing(8);
    m_head->addStrut(m_link->sizeHint().height()); // a title stands where it does with a link
    m_head->addWidget(m_title, 1);
    m_head->addWidget(m_link);
    m_body->setSpacing(8);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(margin, 12, margin, margin);
    all->setSpacing(8);
    all->addLayout(m_head);
    all->addLayout(m_body, 1);
    setAccessibleName(title);
    const auto colorLink = [this] {
        QPalette colors;
        colors.setColor(QPalette::ButtonText, m_theme.colors().accent);
        m_link->setPalette(colors);
        update();
    };
    connect(&theme, &Theme::changed, this, colorLink);
    colorLink();
}

void Card::setTitle(const QString &title)
{
    m_title->setText(title);
    setAccessibleName(title);
}

void Card::setLink(const QString &label)
{
    // Which way it leads, in the direction of reading.
    m_link->setText(label + (layoutDirection() == Qt::LeftToRight ? QStringLiteral(" \u203a")
                                                                  : QStringLiteral(" \u2039")));
    m_link->setAccessibleName(tr("%1: %2").arg(m_title->text(), label));
    m_link->setVisible(!label.isEmpty());
}

void Card::addHeadWidget(QWidget *widget)
{
    m_head->insertWidget(m_head->count() - 1, widget);
}

void Card::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(m_theme.colors().line);
    painter.setBrush(m_theme.colors().surface);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
}

} // namespace coffer::ui
