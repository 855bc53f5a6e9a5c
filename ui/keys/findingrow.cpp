// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/findingrow.h"

#include "ui/common/chiplabel.h"
#include "ui/common/format.h"
#include "ui/common/label.h"
#include "ui/common/theme.h"
#include "ui/keys/findingtext.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace coffer::ui {

namespace {

constexpr int barWidth = 3;
constexpr int mostReason = 300;

} // namespace

FindingRow::FindingRow(const keys::Finding &finding, bool allowed, const Context &context, QWidget *parent)
    : QWidget(parent), m_finding(finding), m_context(context)
{
    setObjectName(finding.accepted ? QStringLiteral("acceptedFinding") : QStringLiteral("finding"));
    const FindingText words = findingText(finding);
    setAccessibleName(QStringLiteral("%1: %2").arg(severityName(finding.severity), words.title));
    setAccessibleDescription(words.reason);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(barWidth + 12, 4, 0, 4);
    layout->setSpacing(4);
    addTexts(*layout);
    addButtons(*layout, allowed);
}

void FindingRow::addTexts(QBoxLayout &layout)
{
    const FindingText words = findingText(m_finding);
    const auto addLabel = [this, &layout](Label::Role role, const QString &text) {
        if (text.isEmpty())
            return;
        auto *label = new Label(role, text, this);
        label->setWordWrap(true);
        layout.addWidget(label);
    };
    auto *severity = new ChipLabel(m_context.theme, this);
    severity->setChip(m_finding.accepted
                          ? Chip{tr("Accepted"), Chip::Tone::Hollow}
                          : Chip{severityName(m_finding.severity), severityTone(m_finding.severity)});
    auto *title = new Label(m_finding.accepted ? Label::Role::Body : Label::Role::Strong, words.title, this);
    title->setWordWrap(true);
    auto *head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(title, 1);
    head->addWidget(severity, 0, Qt::AlignTop);
    layout.addLayout(head);
    if (m_finding.accepted) {
        addLabel(Label::Role::Muted, tr("Accepted %1: %2")
                                         .arg(m_context.format.time(m_finding.accepted->at),
                                              Format::plain(m_finding.accepted->reason, mostReason)));
    } else {
        addLabel(Label::Role::Muted, words.reason);
    }
    addLabel(Label::Role::Meta, words.evidence);
    addLabel(Label::Role::Meta, timeText());
}

void FindingRow::addButtons(QBoxLayout &layout, bool allowed)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    const KeyAction action = findingText(m_finding).action;
    if (m_finding.accepted) {
        connect(addButton(*row, tr("Undo"), "undoAccept"), &QPushButton::clicked, this,
                [this] { Q_EMIT undoRequested(m_finding); });
    } else {
        if (action != KeyAction::None && allowed) {
            QPushButton *answer = addButton(*row, answerLabel(action), "findingAction");
            answer->setAccessibleName(KeyActions::label(action));
            answer->setToolTip(KeyActions::label(action));
            connect(answer, &QPushButton::clicked, this, [this, action] { Q_EMIT requested(action); });
        }
        connect(addButton(*row, tr("Accept…"), "acceptFinding"), &QPushButton::clicked, this,
                [this] { Q_EMIT acceptRequested(m_finding); });
    }
    row->addStretch(1);
    layout.addLayout(row);
}

QPushButton *FindingRow::addButton(QBoxLayout &row, const QString &text, const char *name)
{
    auto *button = new QPushButton(text, this);
    button->setObjectName(QString::fromLatin1(name));
    button->setAccessibleDescription(findingText(m_finding).title);
    row.addWidget(button);
    return button;
}

QString FindingRow::timeText() const
{
    return m_finding.at > 0 ? tr("As of %1").arg(m_context.format.time(m_finding.at)) : QString();
}

void FindingRow::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const Colors &colors = m_context.theme.colors();
    painter.setBrush(m_finding.accepted ? colors.line : severityColor(m_finding.severity, colors));
    const QRectF bar(0, 2, barWidth, height() - 4);
    painter.drawRoundedRect(
        layoutDirection() == Qt::RightToLeft ? bar.translated(width() - barWidth, 0) : bar, 1.5, 1.5);
}

} // namespace coffer::ui
