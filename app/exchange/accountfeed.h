// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/accountsocket.h"
#include "exchange/authenticator.h"
#include "exchange/world.h"

#include <map>
#include <memory>
#include <vector>

namespace coffer::exchange {

/// The private socket /ws/v2 (htx-api.md 7.3): who listens to which account, and what happens there. Nothing
/// is written when nobody listens. One thread.
class AccountFeed
{
public:
    AccountFeed(World &world, Faults &faults);
    AccountFeed(const AccountFeed &) = delete;
    AccountFeed &operator=(const AccountFeed &) = delete;

    /// Serves a new connection.
    void adopt(std::unique_ptr<QWebSocket> socket);
    /// Pings; call a few times a second.
    void beat(qint64 steadyMs);
    /// Whether clients are held to the documented number of requests and connections.
    void setLimited(bool isLimited) { m_isLimited = isLimited; }
    bool isLimited() const { return m_isLimited; }

    Moment moment() const { return {m_world.nowMs(), m_steadyMs}; }
    /// The key that signed, or nullptr and why not.
    std::pair<const ApiKey *, Refusal> check(const Claim &claim) const;
    int userOf(const ApiKey &key) const { return m_world.ledger().userOf(key.uid); }
    /// Connections that have said to be of that key.
    int connectionsOf(const QByteArray &accessKey) const;
    /// The channel's full name ("accounts.update" means "accounts.update#0"); empty with the exchange's word
    /// for what is wrong.
    QByteArray channelOf(const QByteArray &name, const char *&refusal) const;
    /// What each account holds now, for who just subscribed to "accounts.update#…".
    void sendSnapshot(AccountSocket &client, const QByteArray &channel) const;

private:
    struct Seen ///< of a holding, when it was told last
    {
        Decimal balance, available, loan, interest;
    };

    void tell(const BalanceEvent &event);
    void tell(const OrderEvent &event);
    void tell(const ConditionalEvent &event);
    void push(int user, const QByteArray &channel, const QByteArray &json) const;
    bool hasListeners(int user) const;
    void remove(AccountSocket *client);

    World &m_world;
    Faults &m_faults;
    Authenticator m_authenticator;
    std::vector<std::unique_ptr<AccountSocket>> m_clients;
    std::map<std::pair<int, int>, Seen> m_seen; ///< by account and currency
    qint64 m_steadyMs = 0;
    bool m_isLimited = true;
};

} // namespace coffer::exchange
