// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/future.h"
#include "htx/credentials.h"
#include "htx/feed/accountsession.h"

#include <functional>

class QThread;

namespace coffer::htx::feed {

/// The account feed for the GUI thread: balances, orders and fills of one account as they change, through
/// every loss of the connection (htx-api.md 7.3). Credentials are asked for at each login, used for one
/// signature on the GUI thread and let go. After a refusal of the key nothing is tried again until open()
/// (security.md 8b, 43). Sockets and decoding are on the given thread, which runs for as long as this lives.
class AccountFeed : public QObject
{
    Q_OBJECT

public:
    /// Gives the credentials of the account that is followed; the weakest that may read.
    using Source = std::function<Future<Credentials>()>;

    AccountFeed(const Clock &clock, QThread &thread, const FeedRules &rules = accountRules(),
                QObject *parent = nullptr);
    ~AccountFeed() override;

    /// Follows the account whose credentials the source gives. Ends what was followed before.
    void open(const QUrl &exchange, Source source);
    void close();
    /// Rests, e.g. while nobody looks.
    void setPaused(bool paused);
    /// Doesn't wait any longer for the next attempt. A refusal stays one.
    void hurry();

    const ConnectionStatus &status() const { return m_status; }

Q_SIGNALS:
    /// At most one in a frame of the screen (16 ms).
    void arrived(const coffer::htx::feed::AccountBatch &batch);
    void statusChanged();
    /// Live again: what happened meanwhile is to be asked for over REST. The balances come by themselves.
    void resumed();
    /// The key may not follow this.
    void refused(const QString &topic, const coffer::Error &error);

private:
    void answerLogin(quint64 connection);
    Result<QByteArray> loginCommand(const Credentials &credentials) const;
    void takeStatus(const ConnectionStatus &status);

    const Clock &m_clock;
    AccountSession *m_session; ///< on the feed thread
    QUrl m_exchange;
    Source m_source;
    quint64 m_openings = 0;
    ConnectionStatus m_status;
};

} // namespace coffer::htx::feed
