// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/feeddriver.h"

#include "history/historysync.h"
#include "htx/client.h"
#include "htx/feed/accountfeed.h"
#include "htx/feed/marketfeed.h"
#include "keys/keyinventory.h"
#include "keys/keyring.h"
#include "market/alerts/alertwatch.h"
#include "market/candles/candleservice.h"
#include "market/depth/marketdepth.h"
#include "market/tickerboard.h"
#include "portfolio/portfolioservice.h"

#include <algorithm>

namespace coffer::ui {

using htx::feed::AccountFeed;
using htx::feed::ConnectionState;

FeedDriver::FeedDriver(const Services &services, QObject *parent) : QObject(parent), m_services(services)
{
    services.board.follow(services.marketFeed);
    services.candles.follow(services.marketFeed);
    services.depth.follow(services.marketFeed);
    connect(&services.accountFeed, &AccountFeed::arrived, this, &FeedDriver::take);
    connect(&services.accountFeed, &AccountFeed::resumed, this, &FeedDriver::refreshAccount);
    connect(&services.keyring, &keys::Keyring::activeAccountChanged, this, &FeedDriver::openAccount);
    connect(&services.keyring, &keys::Keyring::lockedChanged, this, &FeedDriver::updatePause);
    connect(&services.alerts, &market::AlertWatch::changed, this, &FeedDriver::updatePause);
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
    m_paused = paused;
    updatePause();
}

void FeedDriver::updatePause()
{
    const bool isLocked = m_services.keyring.isLocked();
    m_services.marketFeed.setPaused(isLocked || (m_paused && !m_services.alerts.isWatching()));
    m_services.accountFeed.setPaused(isLocked || m_paused);
}

void FeedDriver::retry()
{
    if (!m_started || m_services.keyring.isLocked())
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
    m_services.accountFeed.open(m_services.client.base(), [this, &keyring, account] {
        Future<htx::Credentials> credentials = keyring.credentialsFor(account, htx::Permission::Read);
        whenDone(this, credentials, [this](const Result<htx::Credentials> &found) {
            if (!found)
                return;
            m_feedKey = found->key;
            if (isPaused(m_feedKey)) // since it was chosen
                noteKeys();
        });
        return credentials;
    });
}

void FeedDriver::noteKeys()
{
    if (!isFeedKeyUsable()) {
        m_feedKey = {};
        openAccount();
    }
    QStringList keys;
    for (const keys::InventoryEntry &entry : m_services.inventory.entries()) {
        if (entry.held && !entry.held->paused)
            keys += entry.held->id.value + entry.held->accessKey;
    }
    if (keys == m_keys)
        return;
    m_keys = keys;
    if (m_services.accountFeed.status().state == ConnectionState::Refused)
        openAccount();
}

bool FeedDriver::isPaused(const KeyId &key) const
{
    return std::ranges::any_of(m_services.inventory.entries(), [&key](const keys::InventoryEntry &entry) {
        return entry.held && entry.held->id == key && entry.held->paused;
    });
}

bool FeedDriver::isFeedKeyUsable() const
{
    const QList<keys::InventoryEntry> &entries = m_services.inventory.entries();
    return m_feedKey.value.isEmpty() ||
           std::ranges::any_of(entries, [this](const keys::InventoryEntry &entry) {
               return entry.held && entry.held->id == m_feedKey && !entry.held->paused;
           });
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
