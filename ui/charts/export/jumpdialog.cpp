// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/export/jumpdialog.h"

#include "core/clock.h"
#include "ui/common/label.h"
#include "ui/common/theme.h"

#include <QCalendarWidget>
#include <QDateEdit>
#include <QDateTime>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QPushButton>
#include <QTextCharFormat>
#include <QTimeEdit>
#include <QVBoxLayout>

namespace coffer::ui {

namespace {

constexpr int firstYear = 2013;
constexpr int leastWidth = 380;

} // namespace

JumpDialog::JumpDialog(const JumpRange &range, const Context &context, QWidget *parent)
    : QDialog(parent),
      m_range(range),
      m_context(context),
      m_date(new QDateEdit(this)),
      m_time(new QTimeEdit(this)),
      m_problem(new Label(Label::Role::Body, this))
{
    setObjectName(QStringLiteral("jumpDialog"));
    setWindowTitle(tr("Jump to date"));
    setAttribute(Qt::WA_DeleteOnClose);
    setMinimumWidth(leastWidth);
    const QDateTime now = QDateTime::fromMSecsSinceEpoch(context.clock.nowMs()).toTimeZone(range.zone);
    const QDateTime shown = range.shown > 0 ? QDateTime::fromSecsSinceEpoch(range.shown, range.zone) : now;
    m_date->setObjectName(QStringLiteral("jumpDate"));
    m_date->setDisplayFormat(QStringLiteral("yyyy-MM-dd"));
    m_date->setCalendarPopup(true);
    m_date->setDate(shown.date());
    m_date->setAccessibleName(tr("Date"));
    QCalendarWidget *calendar = m_date->calendarWidget();
    calendar->setVerticalHeaderFormat(QCalendarWidget::NoVerticalHeader);
    calendar->setMaximumDate(now.date()); // which the field is not: it says why instead
    QTextCharFormat weekend;              // days off are no different on an exchange
    weekend.setForeground(context.theme.colors().text);
    calendar->setWeekdayTextFormat(Qt::Saturday, weekend);
    calendar->setWeekdayTextFormat(Qt::Sunday, weekend);
    m_date->setMaximumDate(QDate(9999, 12, 31));
    m_time->setObjectName(QStringLiteral("jumpTime"));
    m_time->setDisplayFormat(QStringLiteral("HH:mm"));
    m_time->setTime(range.hasTimes ? QTime(shown.time().hour(), shown.time().minute()) : QTime(0, 0));
    m_time->setAccessibleName(tr("Time of day"));
    m_problem->setObjectName(QStringLiteral("jumpProblem"));
    m_problem->setSign(-1, context.theme);
    m_problem->setWordWrap(true);
    m_problem->hide();

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 16);
    layout->setSpacing(12);
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(10);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("Date"), m_date);
    if (range.hasTimes)
        form->addRow(tr("Time"), m_time);
    else
        m_time->hide();
    form->addRow(tr("Time zone"),
                 new Label(Label::Role::Muted, range.zone.displayName(shown, QTimeZone::OffsetName)));
    layout->addLayout(form);
    auto *quick = new QHBoxLayout;
    quick->setSpacing(8);
    addQuick(*quick, QStringLiteral("jumpWeek"), tr("1 week ago"), now.addDays(-7).toSecsSinceEpoch());
    addQuick(*quick, QStringLiteral("jumpMonth"), tr("1 month ago"), now.addMonths(-1).toSecsSinceEpoch());
    addQuick(*quick, QStringLiteral("jumpYear"), tr("1 year ago"), now.addYears(-1).toSecsSinceEpoch());
    addQuick(*quick, QStringLiteral("jumpOldest"), tr("Oldest known"), range.oldest);
    quick->addStretch(1);
    layout->addLayout(quick);
    layout->addWidget(m_problem);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    auto *cancel = new QPushButton(tr("Cancel"));
    auto *jump = new QPushButton(tr("Jump"));
    cancel->setObjectName(QStringLiteral("jumpCancel"));
    cancel->setAutoDefault(false);
    jump->setObjectName(QStringLiteral("jumpGo"));
    jump->setDefault(true);
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(jump);
    layout->addLayout(buttons);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(jump, &QPushButton::clicked, this, &JumpDialog::accept);
    m_date->setFocus();
    m_date->setSelectedSection(QDateTimeEdit::YearSection);
}

void JumpDialog::addQuick(QHBoxLayout &row, const QString &name, const QString &text,
                          std::optional<qint64> time)
{
    auto *button = new QPushButton(text);
    button->setObjectName(name);
    button->setAutoDefault(false); // Enter goes to the date
    button->setEnabled(time.has_value());
    if (!time)
        button->setToolTip(tr("No candle is known yet."));
    connect(button, &QPushButton::clicked, this, [this, time] { go(time.value_or(0)); });
    row.addWidget(button);
}

/// nullopt when the clocks are put forward over this time.
std::optional<qint64> JumpDialog::entered() const
{
    const QDateTime at(m_date->date(), m_range.hasTimes ? m_time->time() : QTime(0, 0), m_range.zone);
    return at.isValid() ? std::optional(at.toSecsSinceEpoch()) : std::nullopt;
}

QString JumpDialog::refusal(std::optional<qint64> time) const
{
    if (m_date->date().year() < firstYear)
        return tr("The exchange has no candles from before %1. Choose a later date.").arg(firstYear);
    if (!time)
        return tr("Clocks were put forward over this time. Choose one an hour later.");
    if (*time * 1000 > m_context.clock.nowMs())
        return tr("This time has not come yet. Choose one up to now.");
    return {};
}

void JumpDialog::accept()
{
    const std::optional<qint64> time = entered();
    const QString problem = refusal(time);
    if (problem.isEmpty() && time) {
        go(*time);
        return;
    }
    m_problem->setText(problem);
    m_problem->show();
    m_date->setAccessibleDescription(problem);
    m_date->setFocus();
    m_date->selectAll();
}

void JumpDialog::go(qint64 time)
{
    Q_EMIT chosen(time);
    QDialog::accept();
}

} // namespace coffer::ui
