// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/setup/steplist.h"

#include "keys/setup/setupflow.h"
#include "ui/common/icons.h"
#include "ui/common/label.h"
#include "ui/common/theme.h"

#include <QPainter>
#include <QToolButton>
#include <QVBoxLayout>

namespace coffer::ui {

using keys::SetupStep;

namespace {

constexpr int listWidth = 220;
constexpr int rowHeight = 32;
constexpr int iconSize = 16;

} // namespace

StepList::StepList(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    setObjectName(QStringLiteral("stepList"));
    setAccessibleName(tr("Steps"));
    setFixedWidth(listWidth);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 16, 12, 16);
    layout->setSpacing(4);
    for (int step = 0; step < int(SetupStep::Count); ++step) {
        auto *button = new QToolButton(this);
        button->setObjectName(QStringLiteral("step%1").arg(step + 1));
        button->setAutoRaise(true);
        button->setCheckable(true);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setIconSize({iconSize, iconSize});
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        button->setFixedHeight(rowHeight);
        button->setText(QStringLiteral("%1. %2").arg(step + 1).arg(title(SetupStep(step))));
        connect(button, &QToolButton::clicked, this, [this, step] { Q_EMIT chosen(SetupStep(step)); });
        layout->addWidget(button);
        m_buttons << button;
    }
    layout->addStretch(1);
}

QString StepList::title(SetupStep step)
{
    switch (step) {
    case SetupStep::Before:
        return tr("Before you start");
    case SetupStep::Purpose:
        return tr("What is it for?");
    case SetupStep::Home:
        return tr("Where does it live?");
    case SetupStep::Restrict:
        return tr("Restrict it");
    case SetupStep::Create:
        return tr("Create it");
    case SetupStep::Check:
        return tr("Check it");
    case SetupStep::Review:
        return tr("Review and save");
    case SetupStep::Count:
        break;
    }
    return {};
}

void StepList::show(const keys::SetupFlow &flow)
{
    for (int i = 0; i < m_buttons.size(); ++i) {
        const auto step = SetupStep(i);
        const bool isCurrent = flow.step() == step;
        const bool isDone = flow.isDone(step);
        QToolButton *button = m_buttons[i];
        button->setChecked(isCurrent);
        button->setEnabled(flow.mayEnter(step));
        button->setIcon(icon(isCurrent ? QStringLiteral("chevron-right")
                             : isDone  ? QStringLiteral("check")
                                       : QStringLiteral("more"),
                             m_theme));
        button->setFont(Label::font(isCurrent ? Label::Role::Strong : Label::Role::Body));
        button->setAccessibleName(QStringLiteral("%1: %2").arg(button->text(), isCurrent ? tr("this page")
                                                                               : isDone  ? tr("done")
                                                                                         : tr("to do")));
    }
}

void StepList::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.colors().window);
    painter.setPen(m_theme.colors().line);
    const int edge = layoutDirection() == Qt::LeftToRight ? width() - 1 : 0;
    painter.drawLine(edge, 0, edge, height());
}

} // namespace coffer::ui
