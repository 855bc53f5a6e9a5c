// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lock/lockbar.h"

#include "ui/common/errortext.h"
#include "ui/common/icons.h"
#include "ui/common/label.h"
#include "ui/common/theme.h"
#include "ui/lock/lockkeeper.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace coffer::ui {

using State = LockKeeper::State;
using Reason = LockKeeper::Reason;

LockBar::LockBar(LockKeeper &keeper, const Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_keeper(keeper),
      m_theme(theme),
      m_symbol(new QLabel(this)),
      m_title(new Label(Label::Role::Strong, this)),
      m_text(new Label(Label::Role::Body, this)),
      m_button(new QPushButton(this))
{
    setObjectName(QStringLiteral("lockBar"));
    m_title->setObjectName(QStringLiteral("lockTitle"));
    m_text->setObjectName(QStringLiteral("lockText"));
    m_text->setWordWrap(true);
    m_button->setObjectName(QStringLiteral("unlockButton"));
    connect(m_button, &QPushButton::clicked, &keeper, &LockKeeper::unlock);
    connect(&keeper, &LockKeeper::changed, this, &LockBar::showState);
    connect(&theme, &Theme::changed, this, &LockBar::drawSymbol);

    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_title);
    words->addWidget(m_text);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(16, 8, 16, 8);
    layout->setSpacing(12);
    layout->addWidget(m_symbol);
    layout->addLayout(words, 1);
    layout->addWidget(m_button);
    showState();
}

QString LockBar::reasonText() const
{
    switch (m_keeper.reason()) {
    case Reason::Idle:
        return tr("Locked, since nobody used Coffer for a while");
    case Reason::Sleep:
        return tr("Locked, since the computer slept");
    case Reason::Screen:
        return tr("Locked, since the screen was locked");
    case Reason::Asked:
        break;
    }
    return tr("Locked");
}

void LockBar::showState()
{
    const State state = m_keeper.state();
    m_title->setText(reasonText());
    if (state == State::Opening) {
        m_text->setText(tr("Asking for the secrets. An unlock window of the system may be waiting behind "
                           "this one."));
    } else if (m_keeper.trouble()) {
        const ErrorText words = errorText(*m_keeper.trouble());
        m_text->setText(tr("Could not unlock. %1 %2").arg(words.title, words.advice));
    } else {
        m_text->setText(tr("Nothing is requested, amounts are hidden, and secrets have left memory (those of "
                           "keys that are kept in memory only stay, since they are nowhere else)."));
    }
    m_button->setText(state == State::Opening ? tr("Unlocking…") : tr("Unlock"));
    m_button->setEnabled(state != State::Opening);
    m_button->setAccessibleDescription(m_text->text());
    setAccessibleName(m_title->text());
    setVisible(state != State::Open);
    drawSymbol();
    QAccessibleEvent told(this, QAccessible::Alert);
    if (state != State::Open)
        QAccessible::updateAccessibility(&told);
}

void LockBar::drawSymbol()
{
    m_symbol->setPixmap(pixmap(QStringLiteral("lock"), m_theme.colors().warning, 20, devicePixelRatioF()));
    update();
}

void LockBar::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.colors().warningWash);
}

} // namespace coffer::ui
