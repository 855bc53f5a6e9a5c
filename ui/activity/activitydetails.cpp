// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/activity/activitydetails.h"

#include "ui/activity/endpointwords.h"
#include "ui/common/chiplabel.h"
#include "ui/common/errortext.h"
#include "ui/common/format.h"
#include "ui/common/label.h"
#include "ui/common/permissiontext.h"
#include "ui/common/theme.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QPainter>

namespace coffer::ui {

namespace {

constexpr int factsInARow = 4;
const QString unknown = QStringLiteral("\u2013");

} // namespace

ActivityDetails::ActivityDetails(const KeyNames &names, const Context &context, QWidget *parent)
    : QFrame(parent),
      m_names(names),
      m_context(context),
      m_title(new Label(Label::Role::Strong)),
      m_outcome(new ChipLabel(context.theme)),
      m_purpose(new Label(Label::Role::Body)),
      m_reason(new Label(Label::Role::Muted)),
      m_facts(new QWidget)
{
    setObjectName(QStringLiteral("activityDetails"));
    setAccessibleName(tr("The selected request"));
    m_title->setObjectName(QStringLiteral("detailsTitle"));
    m_title->setElided(Qt::ElideMiddle);
    m_purpose->setObjectName(QStringLiteral("detailsPurpose"));
    m_purpose->setElided(Qt::ElideRight);
    m_reason->setObjectName(QStringLiteral("detailsReason"));
    m_reason->setElided(Qt::ElideRight);
    auto *grid = new QGridLayout(m_facts);
    grid->setContentsMargins(0, 4, 0, 0);
    grid->setHorizontalSpacing(24);
    grid->setVerticalSpacing(0);
    for (std::size_t i = 0; i < factCount; ++i) {
        const int column = static_cast<int>(i) % factsInARow;
        const int row = static_cast<int>(i) / factsInARow * 2;
        m_values[i] = new Label(Label::Role::Body);
        m_values[i]->setElided(Qt::ElideRight);
        m_values[i]->setAccessibleName(nameOf(static_cast<Fact>(i)));
        m_values[i]->setContentsMargins(0, 0, 0, 4);
        grid->addWidget(new Label(Label::Role::Meta, nameOf(static_cast<Fact>(i))), row, column);
        grid->addWidget(m_values[i], row + 1, column);
        grid->setColumnStretch(column, 1);
    }
    auto *head = new QHBoxLayout;
    head->setSpacing(12);
    head->addWidget(m_title, 1);
    head->addWidget(m_outcome);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(16, 10, 16, 8);
    all->setSpacing(2);
    all->addLayout(head);
    all->addWidget(m_purpose);
    all->addWidget(m_reason);
    all->addWidget(m_facts);
    connect(&context.theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    setRecord(nullptr);
}

void ActivityDetails::setRecord(const htx::RequestRecord *record)
{
    setVisible(record != nullptr);
    if (!record)
        return;
    m_title->setText(requestText(*record));
    m_outcome->setChip(outcomeChip(activity::outcomeOf(*record)));
    const QString purpose = endpointPurpose(record->endpoint);
    m_purpose->setText(purpose.isEmpty() ? tr("Coffer has no description of this endpoint.") : purpose);
    QString reason;
    if (record->failure) {
        const ErrorText words = errorText(Error{*record->failure, record->code, {}, std::nullopt});
        reason = words.title + u' ' + words.advice;
    }
    m_reason->setText(reason);
    m_reason->setVisible(!reason.isEmpty());
    for (std::size_t i = 0; i < factCount; ++i)
        m_values[i]->setText(valueOf(static_cast<Fact>(i), *record));
    m_values[static_cast<std::size_t>(Fact::Time)]->setToolTip(
        m_context.format.timeWithZone(record->startedAt));
}

QString ActivityDetails::nameOf(Fact fact) const
{
    switch (fact) {
    case Fact::Time:
        return tr("Sent at");
    case Fact::Key:
        return tr("Signed with");
    case Fact::Permission:
        return tr("Permission it needs");
    case Fact::Took:
        return tr("Took");
    case Fact::Attempt:
        return tr("Attempt");
    case Fact::Answer:
        return tr("Answer");
    case Fact::Code:
        return tr("Exchange's code");
    case Fact::Budget:
        return tr("Budget left");
    case Fact::Count:
        break;
    }
    return {};
}

QString ActivityDetails::valueOf(Fact fact, const htx::RequestRecord &record) const
{
    switch (fact) {
    case Fact::Time:
        return m_context.format.time(record.startedAt);
    case Fact::Key:
        return record.key.value.isEmpty() ? tr("No key: public") : m_names.name(record.key);
    case Fact::Permission:
        return permissionName(record.permission);
    case Fact::Took:
        return durationText(record.durationMs);
    case Fact::Attempt:
        return record.method == htx::Method::Post ? tr("Sent once, never repeated")
                                                  : tr("%1 of up to 3").arg(record.attempt);
    case Fact::Answer:
        return record.httpStatus > 0 ? tr("HTTP %1").arg(record.httpStatus) : tr("None came");
    case Fact::Code:
        return record.code.isEmpty() ? unknown : Format::plain(record.code, 80);
    case Fact::Budget:
        return record.remaining ? budgetText(record) : tr("The reply did not say");
    case Fact::Count:
        break;
    }
    return {};
}

void ActivityDetails::paintEvent(QPaintEvent * /*event*/)
{
    constexpr int radius = 6;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(m_context.theme.colors().line);
    painter.setBrush(m_context.theme.colors().surface);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
}

} // namespace coffer::ui
