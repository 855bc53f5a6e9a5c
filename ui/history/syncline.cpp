// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/syncline.h"

#include "ui/common/format.h"
#include "ui/common/label.h"

#include <QHBoxLayout>
#include <QProgressBar>
#include <QPushButton>

namespace coffer::ui {

namespace {
constexpr int barWidth = 140;
constexpr int lineHeight = 32;
} // namespace

SyncLine::SyncLine(history::HistorySync &sync, const Context &context, QWidget *parent)
    : QWidget(parent),
      m_sync(sync),
      m_context(context),
      m_text(new Label(Label::Role::Meta)),
      m_bar(new QProgressBar),
      m_stop(new QPushButton(tr("Stop")))
{
    setObjectName(QStringLiteral("syncLine"));
    m_text->setElided(Qt::ElideRight);
    m_bar->setTextVisible(false);
    m_bar->setFixedWidth(barWidth);
    m_bar->setAccessibleName(tr("Synchronisation"));
    m_stop->setObjectName(QStringLiteral("stopSync"));
    m_stop->setToolTip(tr("Stops fetching older records; a refresh goes on where it was"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    row->addWidget(m_text, 1);
    row->addWidget(m_bar);
    row->addWidget(m_stop);
    setMinimumHeight(lineHeight);
    connect(m_stop, &QPushButton::clicked, &sync, &history::HistorySync::stop);
    connect(&sync, &history::HistorySync::progressChanged, this, &SyncLine::showProgress);
    connect(&context.format, &Format::changed, this, &SyncLine::showProgress);
    showProgress();
}

void SyncLine::setCount(const QString &count)
{
    if (m_count == count)
        return;
    m_count = count;
    showProgress();
}

void SyncLine::showProgress()
{
    const history::SyncProgress &progress = m_sync.progress();
    const bool running = progress.total > 0 && progress.done < progress.total;
    QStringList parts;
    if (!m_count.isEmpty())
        parts.append(m_count);
    if (running) {
        const QString what = progress.what == QLatin1String("fills")       ? tr("fills")
                             : progress.what == QLatin1String("orders")    ? tr("orders")
                             : progress.what == QLatin1String("transfers") ? tr("deposits and withdrawals")
                                                                           : Format::plain(progress.what, 40);
        parts.append(tr("fetching older %1, %L2 of %L3").arg(what).arg(progress.done).arg(progress.total));
        m_bar->setRange(0, progress.total);
        m_bar->setValue(progress.done);
    }
    if (progress.coveredFrom > 0)
        parts.append(tr("trades complete since %1").arg(m_context.format.time(progress.coveredFrom)));
    m_text->setText(parts.join(QStringLiteral(" · ")));
    m_bar->setVisible(running);
    m_stop->setVisible(running);
}

} // namespace coffer::ui
