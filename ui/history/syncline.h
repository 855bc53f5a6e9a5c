// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "history/historysync.h"
#include "ui/common/page.h"

class QProgressBar;
class QPushButton;

namespace coffer::ui {

/// The line under the history: what is held, from when on, and how far the background synchronisation is.
class SyncLine : public QWidget
{
    Q_OBJECT

public:
    SyncLine(history::HistorySync &sync, const Context &context, QWidget *parent = nullptr);

    /// "1,234 orders", in front.
    void setCount(const QString &count);

private:
    void showProgress();

    history::HistorySync &m_sync;
    Context m_context;
    QString m_count;
    Label *m_text;
    QProgressBar *m_bar;
    QPushButton *m_stop;
};

} // namespace coffer::ui
