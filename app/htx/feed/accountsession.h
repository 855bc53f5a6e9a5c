// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "htx/feed/accountevents.h"
#include "htx/feed/commandqueue.h"
#include "htx/feed/feedrules.h"
#include "htx/feed/pongpacer.h"
#include "htx/json.h"

#include <QHash>

namespace coffer::htx::feed {

/// The account feed as it lives on the feed thread (htx-api.md 7.3): socket, login, subscriptions, decoding,
/// and one batch that grows until the GUI has taken the one before. It never sees a secret: the login is made
/// where the keys are, and handed in.
class AccountSession : public QObject
{
    Q_OBJECT

public:
    AccountSession(const Clock &clock, const FeedRules &rules);

    /// opening: what batches of this account are marked with.
    void open(const QUrl &exchange, quint64 opening);
    void close();
    void setPaused(bool paused) { m_connection.setPaused(paused); }
    void hurry() { m_connection.hurry(); }
    /// The answer to loginWanted(); dropped when it is for a connection that is gone.
    void login(quint64 connection, const QByteArray &command);
    void cannotLogin(quint64 connection, const Error &error);
    void batchTaken();

Q_SIGNALS:
    void loginWanted(quint64 connection);
    void batchReady(const coffer::htx::feed::AccountBatchRef &batch, quint64 opening);
    void statusChanged(const coffer::htx::feed::ConnectionStatus &status);
    /// The exchange refused a topic to this key.
    void refused(const QString &topic, const coffer::Error &error);

private:
    void beginLogin();
    void takeText(const QString &text);
    Result<void> takeFrame(json::Document &document, const json::Frame &frame);
    void takeLogin(const json::Frame &frame);
    Result<void> takePush(json::Document &document, const json::Frame &frame);
    Result<void> takeBalance(json::Value data);
    template<class Event>
    void append(QList<Event> &events, const Event &event);
    bool isNews(const BalanceUpdate &update);
    void grown();
    void deliver();

    Connection m_connection;
    CommandQueue m_commands;
    PongPacer m_pongs;
    AccountBatch m_batch;
    QHash<std::pair<qint64, QString>, qint64> m_sequences; ///< of account and currency
    QTimer m_frame;
    QTimer m_loginDeadline;
    quint64 m_connections = 0;
    quint64 m_opening = 0;
    bool m_isTaken = true;
};

} // namespace coffer::htx::feed
