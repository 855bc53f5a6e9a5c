// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "activity/activityexport.h"

#include <QFutureWatcher>
#include <QWidget>

class QProgressBar;
class QPushButton;

namespace coffer::ui {

class Label;

/// One export at a time: its progress with *Cancel*, then what came of it.
class ExportRow : public QWidget
{
    Q_OBJECT

public:
    explicit ExportRow(activity::ActivityTable &table, QWidget *parent = nullptr);
    /// Cancels what is under way and waits for the page that is being written.
    ~ExportRow() override;

    void start(const activity::ExportOrder &order);
    bool isRunning() const { return m_running; }

Q_SIGNALS:
    void runningChanged();

private:
    void finish();
    QString result() const;

    activity::ActivityTable &m_table;
    Label *m_text;
    QProgressBar *m_bar;
    QPushButton *m_cancel;
    QFutureWatcher<Result<int>> m_watcher;
    QString m_file;
    bool m_running = false;
};

} // namespace coffer::ui
