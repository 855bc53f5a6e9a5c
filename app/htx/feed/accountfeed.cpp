// SPDX-License-Identifier: GPL-3.0-or-later
#include "htx/feed/accountfeed.h"

#include "htx/feed/onthread.h"
#include "htx/signer.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace coffer::htx::feed {

AccountFeed::AccountFeed(const Clock &clock, QThread &thread, const FeedRules &rules, QObject *parent)
    : QObject(parent), m_clock(clock), m_session(new AccountSession(clock, rules))
{
    qRegisterMetaType<AccountBatchRef>();
    qRegisterMetaType<ConnectionStatus>();
    m_session->moveToThread(&thread);
    connect(m_session, &AccountSession::loginWanted, this, &AccountFeed::answerLogin);
    connect(m_session, &AccountSession::batchReady, this,
            [this](const AccountBatchRef &batch, quint64 opening) {
                if (opening == m_openings) // else it is of an account that is no longer followed
                    Q_EMIT arrived(*batch);
                tell(m_session, [](AccountSession &session) { session.batchTaken(); });
            });
    connect(m_session, &AccountSession::statusChanged, this, &AccountFeed::takeStatus);
    connect(m_session, &AccountSession::refused, this, &AccountFeed::refused);
}

AccountFeed::~AccountFeed()
{
    m_session->disconnect(this);
    destroyOnItsThread(m_session);
}

void AccountFeed::open(const QUrl &exchange, Source source)
{
    ++m_openings;
    m_exchange = exchange;
    m_source = std::move(source);
    tell(m_session,
         [exchange, opening = m_openings](AccountSession &session) { session.open(exchange, opening); });
}

void AccountFeed::close()
{
    ++m_openings;
    m_source = {};
    tell(m_session, [](AccountSession &session) { session.close(); });
}

void AccountFeed::setPaused(bool paused)
{
    tell(m_session, [paused](AccountSession &session) { session.setPaused(paused); });
}

void AccountFeed::hurry()
{
    tell(m_session, [](AccountSession &session) { session.hurry(); });
}

void AccountFeed::answerLogin(quint64 connection)
{
    if (!m_source)
        return;
    const auto answer = [this, connection, opening = m_openings](const Result<Credentials> &credentials) {
        if (opening != m_openings)
            return;
        const Result<QByteArray> command =
            credentials ? loginCommand(*credentials) : fail(credentials.error());
        tell(m_session, [connection, command](AccountSession &session) {
            if (command)
                session.login(connection, *command);
            else
                session.cannotLogin(connection, command.error());
        });
    };
    whenDone(this, m_source(), answer);
}

/// htx-api.md 2.3. Only HMAC is known to work on this socket (2.2).
Result<QByteArray> AccountFeed::loginCommand(const Credentials &credentials) const
{
    if (credentials.method != SignatureMethod::HmacSha256)
        return fail(ErrorKind::NoSuitableKey,
                    QStringLiteral("Live account updates need a key that signs with HMAC."));
    const QByteArray time = timestampText(m_clock.nowMs());
    const QByteArray query = canonicalQuery({{"accessKey", credentials.accessKey},
                                             {"signatureMethod", "HmacSHA256"},
                                             {"signatureVersion", "2.1"},
                                             {"timestamp", time}});
    const Result<QByteArray> signedText =
        signature(canonicalText("GET", signedHost(m_exchange), "/ws/v2", query), credentials);
    if (!signedText)
        return fail(signedText.error());
    const QJsonObject params{
        {QStringLiteral("authType"), QStringLiteral("api")},
        {QStringLiteral("accessKey"), QString::fromUtf8(credentials.accessKey)},
        {QStringLiteral("signatureMethod"), QStringLiteral("HmacSHA256")},
        {QStringLiteral("signatureVersion"), QStringLiteral("2.1")},
        {QStringLiteral("timestamp"), QString::fromLatin1(time)},
        {QStringLiteral("signature"), QString::fromLatin1(*signedText)},
    };
    return QJsonDocument(QJsonObject{{QStringLiteral("action"), QStringLiteral("req")},
                                     {QStringLiteral("ch"), QStringLiteral("auth")},
                                     {QStringLiteral("params"), params}})
        .toJson(QJsonDocument::Compact);
}

void AccountFeed::takeStatus(const ConnectionStatus &status)
{
    const bool isBack = status.isLive() && !m_status.isLive();
    m_status = status;
    Q_EMIT statusChanged();
    if (isBack)
        Q_EMIT resumed();
}

} // namespace coffer::htx::feed
