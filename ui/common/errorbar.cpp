// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/errorbar.h"

#include "ui/common/clipboard.h"
#include "ui/common/icons.h"
#include "ui/common/label.h"
#include "ui/common/theme.h"

#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

namespace coffer::ui {
namespace {

constexpr int barIconSize = 20;

} // namespace

ErrorBar::ErrorBar(const Theme &theme, QWidget *parent)
    : QFrame(parent),
      m_theme(theme),
      m_icon(new QLabel(this)),
      m_title(new Label(Label::Role::Strong, this)),
      m_advice(new Label(Label::Role::Body, this)),
      m_details(new Label(Label::Role::Meta, this)),
      m_button(new QPushButton(this)),
      m_more(new QToolButton(this)),
      m_close(new QToolButton(this))
{
    setObjectName(QStringLiteral("errorBar"));
    for (Label *label : {m_title, m_advice, m_details}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    m_details->hide();
    m_button->hide();
    m_more->hide();
    m_button->setObjectName(QStringLiteral("errorRemedy"));
    connect(m_button, &QPushButton::clicked, this, &ErrorBar::answer);
    m_more->setText(tr("Details"));
    m_more->setCheckable(true);
    m_more->setAutoRaise(true);
    connect(m_more, &QToolButton::toggled, m_details, &QWidget::setVisible);
    m_close->setIcon(icon(QStringLiteral("close"), theme));
    m_close->setAutoRaise(true);
    m_close->setToolTip(tr("Close"));
    m_close->setAccessibleName(tr("Close this message"));
    connect(m_close, &QToolButton::clicked, this, &ErrorBar::clear);

    auto *texts = new QVBoxLayout;
    texts->setSpacing(2);
    texts->addWidget(m_title);
    texts->addWidget(m_advice);
    texts->addWidget(m_details);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 8, 8, 8);
    row->setSpacing(12);
    row->addWidget(m_icon, 0, Qt::AlignTop);
    row->addLayout(texts, 1);
    row->addWidget(m_more, 0, Qt::AlignVCenter);
    row->addWidget(m_button, 0, Qt::AlignVCenter);
    row->addWidget(m_close, 0, Qt::AlignVCenter);
    setVisible(false);
    connect(&theme, &Theme::changed, this, &ErrorBar::updateIcon);
    updateIcon();
}

void ErrorBar::setClosable(bool isClosable)
{
    m_close->setVisible(isClosable);
}

void ErrorBar::show(const Error &error)
{
    if (m_error == error && isVisibleTo(parentWidget()))
        return;
    m_error = error;
    const ErrorText words = errorText(error);
    m_remedy = words.remedy;
    m_title->setText(words.title);
    m_advice->setText(words.advice);
    m_advice->setVisible(!words.advice.isEmpty());
    m_details->setText(words.details);
    m_more->setChecked(false);
    m_more->setVisible(!words.details.isEmpty());
    m_button->setText(words.button);
    m_button->setVisible(!words.button.isEmpty());
    setAccessibleName(words.title);
    setAccessibleDescription(words.advice);
    setVisible(true);
}

void ErrorBar::clear()
{
    m_error.reset();
    setVisible(false);
}

void ErrorBar::answer()
{
    if (m_remedy != Remedy::CopyAddress) {
        Q_EMIT remedyRequested(m_remedy);
        return;
    }
    // Only the bar knows the address, and nobody has to go anywhere for it.
    copyConcealed(m_error ? m_error->detail : QString());
    m_button->setText(tr("Copied"));
}

void ErrorBar::updateIcon()
{
    m_icon->setPixmap(
        pixmap(QStringLiteral("warning"), m_theme.colors().danger, barIconSize, devicePixelRatioF()));
    update();
}

void ErrorBar::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.colors().dangerWash);
    painter.drawRoundedRect(rect(), 6, 6);
    const QRect edge = QStyle::visualRect(layoutDirection(), rect(), QRect(0, 0, 3, height()));
    painter.fillRect(edge.adjusted(0, 4, 0, -4), m_theme.colors().danger);
}

} // namespace coffer::ui
