// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/refresher.h"

#include "core/settings.h"
#include "history/historysync.h"
#include "htx/client.h"
#include "keys/keyring.h"
#include "market/alerts/alertwatch.h"
#include "market/tickerboard.h"
#include "portfolio/portfolioservice.h"
#include "ui/common/appsettings.h"

#include <chrono>

namespace coffer::ui {

using namespace std::chrono_literals;

Refresher::Refresher(const Services &services, const Context &context, QObject *parent)
    : QObject(parent), m_services(services), m_context(context), m_wakeWatch(context.clock)
{
    connect(&m_tickers, &QTimer::timeout, this, [this] { m_services.board.refresh(); });
    connect(&m_balances, &QTimer::timeout, this, &Refresher::refreshPrivate);
    connect(&m_clock, &QTimer::timeout, this, &Refresher::synchroniseClock);
    connect(&services.keyring, &keys::Keyring::lockedChanged, this, &Refresher::updateRest);
    connect(&services.alerts, &market::AlertWatch::changed, this, &Refresher::updateRest);
    connect(&m_wakeWatch, &WakeWatch::resumed, this, &Refresher::startOver);
    m_clock.setInterval(10min);
    readIntervals();
    connect(&context.settings, &Settings::changed, this, [this](const QString &key) {
        if (key == tickerSecondsSetting.key || key == balanceSecondsSetting.key)
            readIntervals();
    });
}

void Refresher::readIntervals()
{
    const auto seconds = [this](const Setting<int> &setting) {
        return std::chrono::seconds(std::clamp(m_context.settings.value(setting), 2, 3600));
    };
    m_tickers.setInterval(seconds(tickerSecondsSetting));
    m_balances.setInterval(seconds(balanceSecondsSetting));
}

void Refresher::start()
{
    m_started = true;
    updateRest();
}

void Refresher::setRunning(QTimer &timer, bool runs)
{
    if (!runs)
        timer.stop();
    else if (!timer.isActive())
        timer.start();
}

void Refresher::setPaused(bool paused)
{
    m_paused = paused;
    updateRest();
}

void Refresher::updateRest()
{
    const bool rests = !m_started || m_paused || m_services.keyring.isLocked();
    const bool wantsPrices = m_started && !m_services.keyring.isLocked() && m_services.alerts.isWatching();
    setRunning(m_tickers, !rests || wantsPrices);
    if (std::exchange(m_isResting, rests) == rests)
        return;
    setRunning(m_balances, !rests);
    setRunning(m_clock, !rests);
    if (!rests)
        refreshAll();
}

void Refresher::refreshAll()
{
    if (!m_started || m_services.keyring.isLocked())
        return;
    m_services.board.refresh();
    synchroniseClock();
    refreshPrivate();
}

/// The computer slept, or its clock was set.
void Refresher::startOver()
{
    if (!m_started)
        return;
    m_services.client.startOver();
    if (!m_isResting)
        refreshAll();
}

void Refresher::synchroniseClock()
{
    // A failure shows in the status line, through the client's own record of the request.
    m_services.client.synchroniseClock();
}

void Refresher::refreshPrivate()
{
    if (!mayAskPrivate())
        return;
    m_services.portfolio.refresh();
    m_services.history.refresh();
}

bool Refresher::mayAskPrivate() const
{
    return m_services.keyring.activeAccount().value != 0;
}

} // namespace coffer::ui
