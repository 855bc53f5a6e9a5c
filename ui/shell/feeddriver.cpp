// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/feeddriver.h"

#include "history/historysync.h"
#include "htx/client.h"
#include "htx/feed/accountfeed.h"
#include "htx/feed/marketfeed.h"
#include "keys/keyinventory.h"
#include "keys/keyring.h"
#include "market/candleservice.h"
#include "market/tickerboard.h"
#include "portfolio/portfolioservice.h"

namespace coffer::ui {

using htx::feed::AccountFeed;
using htx::feed::ConnectionState;

FeedDriver::FeedDriver(const Services &services, QObject *parent) : QObject(parent), m_services(services)
{
    services.board.follow(services.marketFeed);
    services.candles.follow(services.marketFeed);
    connect(&services.accountFeed, &AccountFeed::arrived, this, &FeedDriver::take);
    connect(&services.accountFeed, &AccountFeed::resumed, this, &FeedDriver::refreshAccount);
    connect(&services.keyring, &keys::Keyring::activeAccountChanged, this, &FeedDriver::openAccount);
    connect(&services.keyring, &keys::Keyring::lockedChanged, this, &FeedDriver::openAccount);
    connect(&services.inventory, &keys::KeyInventory::changed, this, &FeedDriver::noteKeys);
}

void FeedDriver::start()
{
    m_started = true;
    m_services.marketFeed.setExchange(m_services.client.base());
    openAccount();
}

void FeedDriver::setPaused(bool paused)
{
    m_services.marketFeed.setPaused(paused);
    m_services.accountFeed.setPaused(paused);
}

void FeedDriver::retry()
{
    if (!m_started)
        return;
    m_services.marketFeed.setExchange(m_services.client.base());
    m_services.marketFeed.hurry();
    if (m_services.accountFeed.status().state == ConnectionState::Refused)
        openAccount();
    else
        m_services.accountFeed.hurry();
}

void FeedDriver::openAccount()
{
    keys::Keyring &keyring = m_services.keyring;
    const Uid account = keyring.activeAccount();
    if (!m_started || keyring.isLocked() || account.value == 0) {
        m_services.accountFeed.close();
        return;
    }
    m_services.accountFeed.open(m_services.client.base(), [&keyring, account] {
        return keyring.credentialsFor(account, htx::Permission::Read);
    });
}

void FeedDriver::noteKeys()
{
    QStringList keys;
    for (const keys::InventoryEntry &entry : m_services.inventory.entries()) {
        if (entry.held)
            keys += entry.held->id.value + entry.held->accessKey;
    }
    if (keys == m_keys)
        return;
    m_keys = keys;
    if (m_services.accountFeed.status().state == ConnectionState::Refused)
        openAccount();
}

void FeedDriver::take(const htx::feed::AccountBatch &batch)
{
    m_services.history.apply(batch.orders, batch.fills);
    m_services.portfolio.apply(batch.balances);
    if (batch.isIncomplete)
        refreshAccount();
}

void FeedDriver::refreshAccount()
{
    m_services.portfolio.refresh();
    m_services.history.refresh();
}

} // namespace coffer::ui
