// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/keyuse.h"

#include "activity/activitylog.h"
#include "core/clock.h"
#include "ui/common/errortext.h"
#include "ui/common/format.h"
#include "ui/common/label.h"
#include "ui/keys/dailybars.h"

#include <QDateTime>
#include <QGridLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace coffer::ui {

namespace {

constexpr int days = 30;
constexpr std::size_t mostTroubles = 3;

QDate localDay(qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms).date();
}

} // namespace

KeyUse::KeyUse(activity::ActivityLog &log, activity::ActivityTable &table, const Context &context,
               QWidget *parent)
    : QWidget(parent),
      m_table(table),
      m_context(context),
      m_bars(new DailyBars(context.theme, this)),
      m_total(new Label(Label::Role::Muted, this)),
      m_troubles(new QGridLayout)
{
    setObjectName(QStringLiteral("keyUse"));
    m_bars->setAccessibleName(tr("Calls per day"));
    m_total->setObjectName(QStringLiteral("keyUseTotal"));
    m_total->setWordWrap(true);
    m_troubles->setHorizontalSpacing(12);
    m_troubles->setVerticalSpacing(6);
    m_troubles->setColumnMinimumWidth(0, 88);
    m_troubles->setColumnStretch(1, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(6);
    layout->addWidget(m_bars);
    layout->addWidget(m_total);
    layout->addLayout(m_troubles);
    connect(&log, &activity::ActivityLog::changed, this, &KeyUse::load);
}

void KeyUse::setKey(const KeyId &key)
{
    if (key == m_key)
        return;
    m_key = key;
    load();
}

void KeyUse::load()
{
    if (m_key.value.isEmpty())
        return;
    const QDateTime first = localDay(m_context.clock.nowMs()).addDays(1 - days).startOfDay();
    const qint64 from = first.toMSecsSinceEpoch();
    whenDone(this, m_table.hourlyUse(m_key, from),
             [this, key = m_key](const Result<QList<activity::HourlyUse>> &hours) {
                 if (key != m_key)
                     return;
                 if (hours)
                     showUse(*hours);
                 else
                     m_total->setText(errorText(hours.error()).title);
             });
    activity::Query query;
    query.key = m_key;
    query.from = from;
    query.onlyTrouble = true;
    whenDone(this, m_table.find(query), [this, key = m_key](const Result<activity::RowIds> &ids) {
        if (!ids || key != m_key)
            return;
        activity::RowIds newest(*ids);
        newest.resize(std::min(newest.size(), mostTroubles));
        whenDone(this, m_table.rows(newest), [this, key](const Result<QList<htx::RequestRecord>> &records) {
            if (records && key == m_key)
                showTroubles(*records);
        });
    });
}

void KeyUse::showUse(const QList<activity::HourlyUse> &hours)
{
    const QDate today = localDay(m_context.clock.nowMs());
    QList<DayCount> counts;
    for (int i = 0; i < days; ++i)
        counts.append({today.addDays(i + 1 - days), 0, 0});
    qint64 calls = 0;
    qint64 troubles = 0;
    for (const activity::HourlyUse &hour : hours) {
        const qint64 ago = localDay(hour.startMs).daysTo(today);
        DayCount &day = counts[std::clamp<qint64>(days - 1 - ago, 0, days - 1)];
        day.count += hour.requests;
        day.troubles += hour.troubles;
        calls += hour.requests;
        troubles += hour.troubles;
    }
    m_bars->setDays(counts);
    const QString all = calls == 0 ? tr("Not used in the last 30 days.")
                                   : tr("%n calls in the last 30 days", nullptr, static_cast<int>(calls));
    m_total->setText(
        calls == 0 ? all
        : troubles == 0
            ? tr("%1, all of them answered.").arg(all)
            : tr("%1, %n of them refused or failed.", nullptr, static_cast<int>(troubles)).arg(all));
}

void KeyUse::showTroubles(const QList<htx::RequestRecord> &records)
{
    while (QLayoutItem *item = m_troubles->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    int row = 0;
    for (const htx::RequestRecord &record : records) {
        auto *when = new Label(Label::Role::Muted, m_context.format.time(record.startedAt), this);
        const Error error{record.failure.value_or(ErrorKind::Rejected), record.code, {}, std::nullopt};
        auto *what = new Label(
            Label::Role::Body,
            tr("%1 (%2)").arg(errorText(error).title, Format::plain(QString::fromLatin1(record.endpoint))),
            this);
        what->setWordWrap(true);
        when->setToolTip(m_context.format.timeWithZone(record.startedAt));
        m_troubles->addWidget(when, row, 0, Qt::AlignTop);
        m_troubles->addWidget(what, row++, 1);
    }
}

} // namespace coffer::ui
