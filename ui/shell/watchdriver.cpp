// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/watchdriver.h"

#include "activity/activitytable.h"
#include "history/historysync.h"
#include "history/historytable.h"
#include "keys/findings/findingbook.h"
#include "keys/keyinventory.h"
#include "keys/keyring.h"
#include "portfolio/portfolioservice.h"
#include "ui/common/appsettings.h"

#include <algorithm>
#include <chrono>

namespace coffer::ui {

using namespace std::chrono_literals;

namespace {

/// How far back use and orders are looked at (product.md, Findings).
constexpr qint64 lookBackMs = qint64(60) * 86'400'000;

} // namespace

WatchDriver::WatchDriver(const Services &services, const Context &context, QObject *parent)
    : QObject(parent), m_services(services), m_context(context)
{
    m_tell.setSingleShot(true);
    m_tell.setInterval(200ms);
    connect(&m_poll, &QTimer::timeout, this, &WatchDriver::poll);
    connect(&m_tell, &QTimer::timeout, this, &WatchDriver::tell);
    connect(&services.inventory, &keys::KeyInventory::changed, this, [this] {
        if (m_accounts != m_services.inventory.accounts())
            tellSoon();
    });
    connect(&services.history, &history::HistorySync::stateChanged, this, [this](LoadState state) {
        if (state == LoadState::Ready)
            tellSoon();
    });
    connect(&services.portfolio, &portfolio::PortfolioService::stateChanged, this,
            &WatchDriver::tellCurrencies);
    connect(&services.keyring, &keys::Keyring::lockedChanged, this, [this](bool locked) {
        if (!locked)
            poll();
    });
    connect(&context.settings, &Settings::changed, this, [this](const QString &key) {
        if (key == keySecondsSetting.key)
            readInterval();
    });
    readInterval();
}

void WatchDriver::readInterval()
{
    m_poll.setInterval(
        std::chrono::seconds(std::clamp(m_context.settings.value(keySecondsSetting), 10, 86'400)));
}

void WatchDriver::start()
{
    m_poll.start();
    tellSoon();
}

void WatchDriver::poll()
{
    m_services.inventory.poll();
    tellSoon();
}

void WatchDriver::tellSoon()
{
    if (!m_tell.isActive())
        m_tell.start();
}

void WatchDriver::tell()
{
    m_accounts = m_services.inventory.accounts();
    const qint64 from = m_context.clock.nowMs() - lookBackMs;
    tellUsage(from);
    tellOrders(from);
    tellCurrencies();
}

void WatchDriver::tellUsage(qint64 from)
{
    whenDone(this, m_services.activityTable.usage(from), [this](const Result<activity::Usage> &usage) {
        if (usage) // what can't be read leaves it unknown
            m_services.inventory.book().setUsage({usage->since, usage->needed});
    });
}

void WatchDriver::tellOrders(qint64 from)
{
    const auto orders = std::make_shared<QList<keys::ForeignOrders>>();
    const auto left = std::make_shared<qsizetype>(m_accounts.size());
    const auto isWhole = std::make_shared<bool>(true);
    for (const Uid &uid : std::as_const(m_accounts)) {
        whenDone(this, m_services.historyTable.apiOrders(uid, from),
                 [this, uid, orders, left, isWhole](const Result<history::ApiOrders> &found) {
                     *isWhole = *isWhole && found.has_value(); // else what was told stays
                     if (found && found->count > 0)
                         *orders << keys::ForeignOrders{uid, found->count, found->lastAt, found->sources,
                                                        found->markets};
                     if (--*left == 0 && *isWhole)
                         m_services.inventory.book().setForeignOrders(*orders);
                 });
    }
}

void WatchDriver::tellCurrencies()
{
    QList<Currency> currencies;
    for (const portfolio::Holding &holding : m_services.portfolio.portfolio().holdings)
        currencies << holding.currency;
    if (!currencies.isEmpty())
        m_services.inventory.setWithdrawable(currencies);
}

} // namespace coffer::ui
