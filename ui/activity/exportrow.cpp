// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/activity/exportrow.h"

#include "ui/common/format.h"
#include "ui/common/label.h"

#include <QDir>
#include <QHBoxLayout>
#include <QProgressBar>
#include <QPushButton>

namespace coffer::ui {

namespace {
constexpr int barWidth = 140;
} // namespace

ExportRow::ExportRow(activity::ActivityTable &table, QWidget *parent)
    : QWidget(parent),
      m_table(table),
      m_text(new Label(Label::Role::Meta)),
      m_bar(new QProgressBar),
      m_cancel(new QPushButton(tr("Cancel")))
{
    m_text->setObjectName(QStringLiteral("exportText"));
    m_text->setElided(Qt::ElideMiddle);
    m_bar->setTextVisible(false);
    m_bar->setFixedWidth(barWidth);
    m_bar->setAccessibleName(tr("Export"));
    m_cancel->setObjectName(QStringLiteral("cancelExport"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    row->addWidget(m_text, 1);
    row->addWidget(m_bar);
    row->addWidget(m_cancel);
    connect(m_cancel, &QPushButton::clicked, this, [this] { m_watcher.cancel(); });
    connect(&m_watcher, &QFutureWatcherBase::progressRangeChanged, m_bar, &QProgressBar::setRange);
    connect(&m_watcher, &QFutureWatcherBase::progressValueChanged, this, [this](int rows) {
        m_bar->setValue(rows);
        m_text->setText(tr("Exporting, %L1 of %L2 requests").arg(rows).arg(m_bar->maximum()));
    });
    connect(&m_watcher, &QFutureWatcherBase::finished, this, &ExportRow::finish);
    hide();
}

ExportRow::~ExportRow()
{
    if (!m_running)
        return;
    m_watcher.disconnect(this);
    m_watcher.cancel();
    m_watcher.waitForFinished();
}

void ExportRow::start(const activity::ExportOrder &order)
{
    if (m_running)
        return;
    m_running = true;
    m_file = order.file;
    m_text->setText(tr("Exporting…"));
    m_bar->setRange(0, 0);
    m_bar->show();
    m_cancel->show();
    show();
    m_watcher.setFuture(activity::exportActivity(m_table, order));
    Q_EMIT runningChanged();
}

void ExportRow::finish()
{
    m_running = false;
    m_bar->hide();
    m_cancel->hide();
    m_text->setText(result());
    Q_EMIT runningChanged();
}

QString ExportRow::result() const
{
    const QFuture<Result<int>> future = m_watcher.future();
    if (future.isCanceled() || future.resultCount() == 0)
        return tr("Export cancelled; no file was written.");
    const Result<int> rows = future.result();
    const QString file = Format::plain(QDir::toNativeSeparators(m_file), 400);
    if (rows)
        return *rows == 1 ? tr("1 request exported to %1").arg(file)
                          : tr("%L1 requests exported to %2").arg(*rows).arg(file);
    const QString why = rows.error().kind == ErrorKind::StorageFull ? tr("there is no space left on the disk")
                                                                    : Format::plain(rows.error().detail);
    return tr("Not exported: %1. A file of that name is as it was. (%2)").arg(why, file);
}

} // namespace coffer::ui
