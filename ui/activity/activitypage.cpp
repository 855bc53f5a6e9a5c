// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/activity/activitypage.h"

#include "activity/activitylog.h"
#include "core/clock.h"
#include "ui/activity/activitydetails.h"
#include "ui/activity/activityfilter.h"
#include "ui/activity/activitymodel.h"
#include "ui/activity/exportrow.h"
#include "ui/common/emptystate.h"
#include "ui/common/format.h"
#include "ui/common/label.h"
#include "ui/common/narrowcolumns.h"
#include "ui/common/scrollanchor.h"
#include "ui/common/tableview.h"

#include <QDir>
#include <QFileDialog>
#include <QHeaderView>
#include <QMenu>
#include <QPushButton>
#include <QShortcut>
#include <QStandardPaths>
#include <QVBoxLayout>

namespace coffer::ui {

using Column = ActivityModel::Column;
using FileFormat = activity::ExportOrder::Format;

namespace {

constexpr int cellPadding = 18;

/// A text as wide as the column usually gets.
QLatin1String sample(Column column)
{
    switch (column) {
    case Column::Time:
        return QLatin1String("2026-11-22 22:48:48");
    case Column::Key:
        return QLatin1String("Portfolio viewer");
    case Column::Permission:
        return QLatin1String("Permission ");
    case Column::Request:
        return QLatin1String("GET /v1/order/matchresults");
    case Column::Duration:
        return QLatin1String("88,888 ms");
    case Column::Outcome:
        return QLatin1String("Not known   ");
    case Column::Budget:
        return QLatin1String("Budget left ");
    case Column::Reason:
    case Column::Count:
        break;
    }
    return QLatin1String("Too many requests");
}

} // namespace

ActivityPage::ActivityPage(activity::ActivityLog &log, activity::ActivityTable &table,
                           const keys::KeyInventory &inventory, const Context &context, QWidget *parent)
    : Page(tr("Activity"), context, parent),
      m_log(log),
      m_table(table),
      m_inventory(inventory),
      m_names(inventory),
      m_model(new ActivityModel(table, m_names, context.format, this)),
      m_filter(new ActivityFilter(context)),
      m_view(new TableView(QStringLiteral("activityTable"), context.theme)),
      m_empty(new EmptyState(QStringLiteral("activity"), context.theme)),
      m_details(new ActivityDetails(m_names, context)),
      m_totals(new Label(Label::Role::Meta)),
      m_export(new ExportRow(table)),
      m_exportButton(new QPushButton(tr("Export")))
{
    setObjectName(QStringLiteral("activityPage"));
    buildHead();
    buildTable();
    m_totals->setObjectName(QStringLiteral("activityTotals"));
    m_totals->setElided(Qt::ElideRight);
    content()->setSpacing(8);
    content()->addWidget(m_filter);
    content()->addWidget(m_view, 1);
    content()->addWidget(m_details);
    content()->addWidget(m_totals);
    content()->addWidget(m_export);
    setFocusProxy(m_filter);

    auto *find = new QShortcut(QKeySequence::Find, this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
    connect(find, &QShortcut::activated, m_filter, &ActivityFilter::focusSearch);
    connect(m_filter, &ActivityFilter::changed, this, &ActivityPage::query);
    connect(&inventory, &keys::KeyInventory::changed, this, &ActivityPage::keysChanged);
    connect(&context.format, &Format::changed, m_model, &ActivityModel::repaintAll);
    connectLog();
    keysChanged();
    loadKeys();
    query();
}

void ActivityPage::buildHead()
{
    setSubtitle(tr("Every request to the exchange; nothing secret is kept"));
    m_exportButton->setObjectName(QStringLiteral("exportButton"));
    m_exportButton->setToolTip(tr("Writes the requests that the filters leave to a file"));
    auto *menu = new QMenu(m_exportButton);
    const auto add = [this, menu](const QString &text, const QString &name, FileFormat format) {
        QAction *action = menu->addAction(text);
        action->setObjectName(name);
        connect(action, &QAction::triggered, this, [this, format] { askForFile(format); });
    };
    add(tr("As a table for spreadsheets (CSV)…"), QStringLiteral("exportCsv"), FileFormat::Csv);
    add(tr("For programs (JSON)…"), QStringLiteral("exportJson"), FileFormat::Json);
    m_exportButton->setMenu(menu);
    addAction(m_exportButton);
    connect(m_export, &ExportRow::runningChanged, this,
            [this] { m_exportButton->setEnabled(!m_export->isRunning()); });
}

void ActivityPage::buildTable()
{
    m_view->setAccessibleName(tr("Requests"));
    m_view->setModel(m_model);
    m_view->setEmptyState(m_empty);
    m_view->setSortingEnabled(false); // newest first, always
    connect(m_empty, &EmptyState::buttonClicked, m_filter, &ActivityFilter::clear);
    QHeaderView *header = m_view->horizontalHeader();
    header->setSectionsClickable(false);
    QList<int> widths;
    for (int section = 0; section < m_model->columnCount(); ++section) {
        widths.append(m_view->fontMetrics().horizontalAdvance(sample(static_cast<Column>(section))) +
                      cellPadding);
        header->resizeSection(section, widths.constLast());
    }
    header->setStretchLastSection(false);
    header->setSectionResizeMode(static_cast<int>(Column::Request), QHeaderView::Stretch);
    m_view->rememberColumns(context().settings);
    new NarrowColumns(*m_view, {static_cast<int>(Column::Reason), static_cast<int>(Column::Permission)},
                      widths, context().settings);
    new ScrollAnchor(*m_view);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &ActivityPage::showDetails);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &ActivityPage::showDetails);
    connect(m_model, &QAbstractItemModel::modelReset, this, &ActivityPage::showDetails);
    connect(m_model, &ActivityModel::loaded, this, &ActivityPage::rowsLoaded);
    connect(m_model, &ActivityModel::failed, this, &ActivityPage::showError);
}

void ActivityPage::connectLog()
{
    connect(&m_log, &activity::ActivityLog::changed, this, [this] {
        clearError();
        if (isVisible())
            readLog();
        else
            m_isBehind = true;
    });
    connect(&m_log, &activity::ActivityLog::stopped, this, &ActivityPage::showProblem);
    showProblem();
}

void ActivityPage::readLog()
{
    m_isBehind = false;
    m_model->reload();
    loadKeys();
}

void ActivityPage::showProblem()
{
    if (m_log.problem())
        showError(*m_log.problem());
}

void ActivityPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    if (m_isBehind)
        readLog();
}

void ActivityPage::activate()
{
    if (!m_filter->isEmpty())
        query(); // a span counts back from now
}

void ActivityPage::refresh()
{
    m_log.resume();
    query();
    readLog();
}

bool ActivityPage::isReady() const
{
    if (!m_model->isLoaded())
        return false;
    // The first rows have been decoded too. Without a row there is one to come, unless none can.
    return m_model->rowCount() > 0 ? m_model->entry(0) != nullptr
                                   : !m_filter->isEmpty() || m_log.problem().has_value();
}

void ActivityPage::loadKeys()
{
    whenDone(this, m_table.keys(), [this](const Result<QList<KeyId>> &keys) {
        if (!keys || *keys == m_usedKeys)
            return;
        m_usedKeys = *keys;
        keysChanged();
    });
}

void ActivityPage::keysChanged()
{
    constexpr qsizetype enoughToTell = 8;
    QList<std::pair<KeyId, QString>> choices;
    for (const keys::InventoryEntry &entry : m_inventory.entries()) {
        if (entry.held)
            choices.append({entry.held->id, m_names.name(entry.held->id)});
    }
    for (const KeyId &key : std::as_const(m_usedKeys)) {
        if (!m_names.isHeld(key))
            choices.append({key, tr("Forgotten key %1").arg(Format::plain(key.value.left(enoughToTell)))});
    }
    m_filter->setKeys(choices);
    m_model->repaintAll();
}

void ActivityPage::query()
{
    m_model->setQuery(m_filter->query());
    showEmptyState();
}

void ActivityPage::rowsLoaded()
{
    if (!m_view->currentIndex().isValid() && m_model->rowCount() > 0 && m_filter->isEmpty())
        m_view->setCurrentIndex(m_model->index(0, 0));
    showEmptyState();
    showDetails();
    loadFigures();
}

void ActivityPage::loadFigures()
{
    const activity::Query asked = m_model->query();
    whenDone(this, m_table.summary(asked), [this, asked](const Result<activity::Summary> &summary) {
        if (!summary || asked != m_model->query())
            return;
        showTotals(*summary);
        if (asked == activity::Query())
            showSince(*summary);
    });
    if (asked == activity::Query())
        return;
    whenDone(this, m_table.summary({}), [this](const Result<activity::Summary> &all) {
        if (all)
            showSince(*all);
    });
}

void ActivityPage::showTotals(const activity::Summary &summary)
{
    QStringList parts{summary.requests == 1 ? tr("1 request") : tr("%L1 requests").arg(summary.requests)};
    if (summary.requests > 0) {
        parts.append(tr("%L1 refused").arg(summary.refused));
        parts.append(tr("%L1 failed").arg(summary.failed));
        if (summary.unknown > 0)
            parts.append(tr("%L1 whose outcome is not known").arg(summary.unknown));
        if (summary.slowestMs)
            parts.append(tr("slowest %1").arg(durationText(*summary.slowestMs)));
    }
    m_totals->setText(parts.join(QStringLiteral(" · ")));
}

void ActivityPage::showSince(const activity::Summary &all)
{
    QString text = all.since > 0 ? tr("Every request to the exchange since %1; nothing secret is kept")
                                       .arg(context().format.time(all.since))
                                 : tr("Every request to the exchange; nothing secret is kept");
    if (m_log.lost() > 0)
        text += tr(". %L1 are missing, since they could not be written").arg(m_log.lost());
    setSubtitle(text);
}

void ActivityPage::showDetails()
{
    m_details->setRecord(m_model->entry(m_view->currentIndex().row()));
}

void ActivityPage::showEmptyState()
{
    m_empty->setButton({});
    if (!m_filter->isEmpty()) {
        m_empty->setText(tr("Nothing matches the filters"), tr("Other requests are hidden by them."));
        m_empty->setButton(tr("Clear filters"));
    } else if (!m_model->isLoaded()) {
        m_empty->setText(tr("Reading…"), tr("Requests appear here as they are made."));
    } else {
        m_empty->setText(tr("No requests yet"),
                         tr("Each request to the exchange is listed here: when, with which key, and how it "
                            "went."));
    }
}

void ActivityPage::askForFile(FileFormat format)
{
    const QString suffix = format == FileFormat::Csv ? QStringLiteral("csv") : QStringLiteral("json");
    auto *dialog = new QFileDialog(this, tr("Export requests"));
    dialog->setObjectName(QStringLiteral("exportDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(suffix);
    dialog->setNameFilter(format == FileFormat::Csv ? tr("CSV files (*.csv)") : tr("JSON files (*.json)"));
    dialog->setDirectory(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    const QString day = QDateTime::fromMSecsSinceEpoch(context().clock.nowMs()).toString(u"yyyy-MM-dd");
    dialog->selectFile(QStringLiteral("coffer-activity-%1.%2").arg(day, suffix));
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, format](const QString &file) { exportTo(file, format); });
    dialog->open();
}

void ActivityPage::exportTo(const QString &file, FileFormat format)
{
    m_export->start({file, format, m_model->query(), m_names.labels()});
}

} // namespace coffer::ui
