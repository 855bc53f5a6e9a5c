// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/alerts/undobar.h"

#include "ui/common/label.h"
#include "ui/common/theme.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>

namespace coffer::ui {

namespace {

using namespace std::chrono_literals;

constexpr auto shownFor = 15s;
constexpr int radius = 6;

} // namespace

UndoBar::UndoBar(const Theme &theme, QWidget *parent)
    : QFrame(parent), m_theme(theme), m_text(new Label(Label::Role::Body, this))
{
    setObjectName(QStringLiteral("undoBar"));
    m_text->setElided(Qt::ElideRight);
    auto *undo = new QPushButton(tr("Undo"), this);
    undo->setObjectName(QStringLiteral("undoButton"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 6, 6, 6);
    layout->setSpacing(8);
    layout->addWidget(m_text, 1);
    layout->addWidget(undo);
    connect(undo, &QPushButton::clicked, this, [this] {
        withdraw();
        Q_EMIT undone();
    });
    m_timer.setInterval(shownFor);
    connect(&m_timer, &QTimer::timeout, this, [this, undo] {
        if (!underMouse() && !undo->hasFocus())
            withdraw();
    });
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    hide();
}

void UndoBar::offer(const QString &text)
{
    m_text->setText(text);
    setAccessibleName(text);
    show();
    m_timer.start();
}

void UndoBar::withdraw()
{
    m_timer.stop();
    hide();
}

void UndoBar::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.colors().infoWash);
    painter.drawRoundedRect(rect(), radius, radius);
}

} // namespace coffer::ui
