// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"
#include "ui/common/page.h"
#include "ui/shell/services.h"

#include <QStatusBar>
#include <QTimer>

#include <optional>

class QLabel;
class QToolButton;

namespace coffer::htx {
struct RequestRecord;
}

namespace coffer::ui {

class BudgetGauge;
class Label;

/// The bar at the bottom: connection, age of the data, clock offset, request budget, where secrets are.
class StatusLine : public QStatusBar
{
    Q_OBJECT

public:
    StatusLine(const Services &services, const Run &run, const Context &context, QWidget *parent = nullptr);

    enum class Connection { Unknown, Connected, Trouble, Offline };
    Connection connection() const { return m_connection; }

Q_SIGNALS:
    /// The request budget was clicked.
    void activityRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    QLabel *addIcon();
    Label *addLabel(const QString &name);
    void noteRequest(const htx::RequestRecord &record);
    void updateConnection();
    void updateFeed();
    void updateAge();
    void updateClock();
    void updateBudget();
    void showLogStopped();
    void updateSecrets();
    void updateAll();

    Services m_services;
    Run m_run;
    Context m_context;
    QTimer m_tick;
    Connection m_connection = Connection::Unknown;
    std::optional<ErrorKind> m_failure;
    QLabel *m_connectionIcon;
    Label *m_connectionText;
    Label *m_feed;
    QLabel *m_ageIcon;
    Label *m_age;
    Label *m_clock;
    bool m_knowsBudget = false; ///< a request was made
    BudgetGauge *m_budget;
    QToolButton *m_logStopped;
    QLabel *m_secretsIcon;
    Label *m_secrets;
};

} // namespace coffer::ui
