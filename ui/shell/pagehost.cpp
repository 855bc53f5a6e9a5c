// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/pagehost.h"

#include "history/historysync.h"
#include "keys/keyinventory.h"
#include "keys/keyring.h"
#include "portfolio/portfolioservice.h"
#include "ui/activity/activitypage.h"
#include "ui/balances/balancespage.h"
#include "ui/charts/chartspage.h"
#include "ui/history/historypage.h"
#include "ui/keys/keyspage.h"
#include "ui/keys/stores/storescard.h"
#include "ui/overview/overviewpage.h"
#include "ui/settings/settingspage.h"
#include "ui/shell/evidence.h"

namespace coffer::ui {

PageHost::PageHost(const Services &services, const Run &run, const Context &context, QWidget *parent)
    : QStackedWidget(parent), m_services(services), m_run(run), m_context(context)
{
    setObjectName(QStringLiteral("pages"));
    rememberFailures(PageId::Balances, services.portfolio);
    rememberFailures(PageId::History, services.history);
    rememberFailures(PageId::Keys, services.inventory);
}

template<class Service>
void PageHost::rememberFailures(PageId id, const Service &service)
{
    std::optional<Error> &failure = m_failures[static_cast<std::size_t>(id)];
    connect(&service, &Service::failed, this, [&failure](const Error &error) { failure = error; });
    connect(&service, &Service::stateChanged, this, [&failure](LoadState state) {
        if (state == LoadState::Ready)
            failure.reset();
    });
}

QString PageHost::title(PageId id)
{
    switch (id) {
    case PageId::Overview:
        return tr("Overview");
    case PageId::Balances:
        return tr("Balances");
    case PageId::History:
        return tr("History");
    case PageId::Keys:
        return tr("Keys");
    case PageId::Charts:
        return tr("Charts");
    case PageId::Activity:
        return tr("Activity");
    case PageId::Settings:
        return tr("Settings");
    case PageId::Count:
        break;
    }
    return {};
}

QString PageHost::iconName(PageId id)
{
    switch (id) {
    case PageId::Overview:
        return QStringLiteral("overview");
    case PageId::Balances:
        return QStringLiteral("balances");
    case PageId::History:
        return QStringLiteral("history");
    case PageId::Keys:
        return QStringLiteral("keys");
    case PageId::Charts:
        return QStringLiteral("charts");
    case PageId::Activity:
        return QStringLiteral("activity");
    case PageId::Settings:
        return QStringLiteral("settings");
    case PageId::Count:
        break;
    }
    return {};
}

void PageHost::show(PageId id)
{
    Page *wanted = page(id);
    m_current = id;
    setCurrentWidget(wanted);
    wanted->activate();
    Q_EMIT shown(id);
}

Page *PageHost::currentPage() const
{
    return built(m_current);
}

bool PageHost::isReady() const
{
    const bool isOfAccount =
        m_current == PageId::Overview || m_current == PageId::Balances || m_current == PageId::History;
    const bool hasNoAccount =
        m_services.inventory.state() == LoadState::Ready && m_services.inventory.accounts().isEmpty();
    return (isOfAccount && hasNoAccount) || currentPage()->isReady();
}

Page *PageHost::page(PageId id)
{
    Page *&slot = m_pages[static_cast<std::size_t>(id)];
    if (!slot) {
        slot = build(id);
        addWidget(slot);
        connect(slot, &Page::goTo, this, &PageHost::show);
        connect(slot, &Page::chartRequested, this, &PageHost::showMarket);
        connect(slot, &Page::remedyRequested, this, &PageHost::remedyRequested);
        if (const std::optional<Error> &failure = m_failures[static_cast<std::size_t>(id)])
            slot->showError(*failure);
    }
    return slot;
}

Page *PageHost::build(PageId id)
{
    const Services &s = m_services;
    switch (id) {
    case PageId::Overview:
        return new OverviewPage(s.portfolio, s.history, s.inventory, s.board, m_context, this);
    case PageId::Balances:
        return new BalancesPage(s.portfolio, m_context, this);
    case PageId::History:
        m_history = new HistoryPage(s.history, s.historyTable, s.board, m_context, this);
        m_history->setAccount(m_account);
        return m_history;
    case PageId::Keys:
        m_keys = new KeysPage(keyServices(), m_context, this);
        connect(m_keys, &KeysPage::currentChanged, this, &PageHost::currentKeyChanged);
        return m_keys;
    case PageId::Charts:
        m_charts = new ChartsPage({s.board, s.candles, s.watchlist, s.recentMarkets, s.sparklines, s.depth,
                                   s.alerts, s.drawings, s.history, s.historyTable},
                                  m_context, this);
        m_charts->setAccount(m_account);
        m_charts->setLocked(s.keyring.isLocked());
        connect(&s.keyring, &keys::Keyring::lockedChanged, m_charts,
                [this] { m_charts->setLocked(m_services.keyring.isLocked()); });
        return m_charts;
    case PageId::Activity:
        return new ActivityPage(s.activity, s.activityTable, s.inventory, m_context, this);
    case PageId::Settings:
    case PageId::Count:
        break;
    }
    return new SettingsPage(s.client, new StoresCard(s.inventory, s.stores, m_context),
                            {m_run.isDemo, m_run.profileFolder}, m_context, this);
}

void PageHost::showMarket(const QString &symbol)
{
    show(PageId::Charts);
    m_charts->showMarket(symbol);
}

void PageHost::addKey()
{
    show(PageId::Keys);
    m_keys->addKey();
}

void PageHost::pasteKey()
{
    show(PageId::Keys);
    m_keys->pasteKey();
}

void PageHost::verifyKeys()
{
    show(PageId::Keys);
    m_keys->verifyAll();
}

void PageHost::takeKeyAction(KeyAction action)
{
    show(PageId::Keys);
    m_keys->take(action);
}

bool PageHost::canTakeKeyAction(KeyAction action) const
{
    return m_keys && m_keys->canTake(action);
}

KeyServices PageHost::keyServices() const
{
    const Services &s = m_services;
    KeyServices services{s.inventory, s.keyring, s.stores,   s.pending,
                         s.client,    s.facts,   s.activity, s.activityTable};
    services.response.isDemo = m_run.isDemo;
    services.response.evidence = [&history = s.historyTable, &activity = s.activityTable](Uid uid,
                                                                                          qint64 since) {
        return localEvidence(history, activity, uid, since);
    };
    return services;
}

void PageHost::saveKeyReport()
{
    show(PageId::Keys);
    m_keys->saveReport();
}

void PageHost::setAccount(Uid account)
{
    m_account = account;
    for (const PageId id : {PageId::Balances, PageId::History})
        m_failures[static_cast<std::size_t>(id)].reset();
    if (m_history)
        m_history->setAccount(account);
    if (m_charts)
        m_charts->setAccount(account);
}

} // namespace coffer::ui
