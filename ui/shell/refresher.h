// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/wakewatch.h"
#include "ui/common/page.h"
#include "ui/shell/services.h"

#include <QTimer>

namespace coffer::ui {

/// Asks the services for news: prices every few seconds, balances and orders less often, the clock seldom
/// (the keys are WatchDriver's). Rests while the window is minimised and while Coffer is locked; what is
/// overdue then is asked for at once on return, and after this computer slept. Alerts want prices while it is
/// minimised, too.
class Refresher : public QObject
{
    Q_OBJECT

public:
    Refresher(const Services &services, const Context &context, QObject *parent = nullptr);

    /// From now on, and once at once. Called when the exchange can be asked.
    void start();
    bool isStarted() const { return m_started; }
    void setPaused(bool paused);
    /// Not started, paused, or locked: no timer runs but that of the prices, for alerts.
    bool isResting() const { return m_isResting; }
    /// F5, a new account, another host. Not while locked.
    void refreshAll();
    void synchroniseClock();

private:
    void startOver();
    void updateRest();
    static void setRunning(QTimer &timer, bool runs);
    void readIntervals();
    void refreshPrivate();
    bool mayAskPrivate() const;

    Services m_services;
    Context m_context;
    QTimer m_tickers;
    QTimer m_balances;
    QTimer m_clock;
    WakeWatch m_wakeWatch;
    bool m_started = false;
    bool m_paused = false;
    bool m_isResting = true;
};

} // namespace coffer::ui
