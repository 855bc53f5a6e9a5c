// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/findingrow.h"

#include "ui/common/chiplabel.h"
#include "ui/common/label.h"
#include "ui/common/theme.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace coffer::ui {

namespace {

constexpr int barWidth = 3;

} // namespace

FindingRow::FindingRow(const keys::Finding &finding, bool allowed, const Theme &theme, QWidget *parent)
    : QWidget(parent), m_severity(finding.severity), m_theme(theme)
{
    const FindingText words = findingText(finding);
    setAccessibleName(QStringLiteral("%1: %2").arg(severityName(finding.severity), words.title));
    setAccessibleDescription(words.reason);

    auto *severity = new ChipLabel(theme, this);
    severity->setChip({severityName(finding.severity), severityTone(finding.severity)});
    auto *title = new Label(Label::Role::Strong, words.title, this);
    title->setWordWrap(true);
    auto *reason = new Label(Label::Role::Muted, words.reason, this);
    reason->setWordWrap(true);
    auto *head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(title, 1);
    head->addWidget(severity, 0, Qt::AlignTop);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(barWidth + 12, 4, 0, 4);
    layout->setSpacing(4);
    layout->addLayout(head);
    layout->addWidget(reason);
    if (words.action != KeyAction::None && allowed) {
        auto *button = new QPushButton(KeyActions::label(words.action), this);
        button->setObjectName(QStringLiteral("findingAction"));
        button->setAccessibleDescription(words.title);
        connect(button, &QPushButton::clicked, this,
                [this, action = words.action] { Q_EMIT requested(action); });
        layout->addWidget(button, 0, Qt::AlignLeft);
    }
}

void FindingRow::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(severityColor(m_severity, m_theme.colors()));
    const QRectF bar(0, 2, barWidth, height() - 4);
    painter.drawRoundedRect(
        layoutDirection() == Qt::RightToLeft ? bar.translated(width() - barWidth, 0) : bar, 1.5, 1.5);
}

} // namespace coffer::ui
