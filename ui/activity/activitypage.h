// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "activity/activityexport.h"
#include "ui/activity/activitywords.h"
#include "ui/common/page.h"

class QPushButton;

namespace coffer::activity {
class ActivityLog;
}

namespace coffer::ui {

class ActivityDetails;
class ActivityFilter;
class ActivityModel;
class EmptyState;
class ExportRow;
class TableView;

/// Every request that Coffer made, newest first: filtered, in figures, one by one, and as a file. Rows appear
/// as they are recorded, while the page is on screen.
class ActivityPage : public Page
{
    Q_OBJECT

public:
    ActivityPage(activity::ActivityLog &log, activity::ActivityTable &table,
                 const keys::KeyInventory &inventory, const Context &context, QWidget *parent = nullptr);

    void activate() override;
    void refresh() override;
    bool isReady() const override;

    /// Writes what the filters leave.
    void exportTo(const QString &file, activity::ExportOrder::Format format);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void buildHead();
    void buildTable();
    void connectLog();
    void readLog();
    void showProblem();
    void keysChanged();
    void loadKeys();
    void query();
    void rowsLoaded();
    void loadFigures();
    void showTotals(const activity::Summary &summary);
    void showSince(const activity::Summary &all);
    void showDetails();
    void showEmptyState();
    void askForFile(activity::ExportOrder::Format format);

    activity::ActivityLog &m_log;
    activity::ActivityTable &m_table;
    const keys::KeyInventory &m_inventory;
    KeyNames m_names;
    ActivityModel *m_model;
    ActivityFilter *m_filter;
    TableView *m_view;
    EmptyState *m_empty;
    ActivityDetails *m_details;
    Label *m_totals;
    ExportRow *m_export;
    QPushButton *m_exportButton;
    QList<KeyId> m_usedKeys; ///< keys that the log knows, held or not
    bool m_isBehind = false; ///< the log went on while the page was hidden
};

} // namespace coffer::ui
