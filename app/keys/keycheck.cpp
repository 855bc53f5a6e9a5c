// SPDX-License-Identifier: GPL-3.0-or-later
#include "keys/keycheck.h"

#include "core/log.h"
#include "htx/endpoints/subuser.h"
#include "htx/endpoints/user.h"
#include "keys/stores/keychainitem.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace coffer::keys {

namespace {

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

bool isPrinted(char c)
{
    return c > ' ' && c <= '~';
}

QByteArrayView trimmed(QByteArrayView text)
{
    while (!text.isEmpty() && isBlank(text.front()))
        text = text.sliced(1);
    while (!text.isEmpty() && isBlank(text.back()))
        text.chop(1);
    return text;
}

bool isPem(QByteArrayView secret)
{
    return secret.startsWith("-----BEGIN ");
}

bool isUsableSecret(QByteArrayView secret)
{
    if (secret.isEmpty() || secret.size() > keychainitem::longestSecret)
        return false;
    const bool pem = isPem(secret);
    return std::ranges::all_of(secret, [pem](char c) { return isPrinted(c) || (pem && isBlank(c)); });
}

/// A key that may not ask is no failure: what it may not ask stays unknown (htx-api.md 3.2).
bool mayNotAsk(const Error &error)
{
    return error.kind == ErrorKind::PermissionMissing;
}

} // namespace

/// One check on its way; kept alive by the continuation that waits.
struct KeyCheck::Run
{
    htx::Credentials credentials;
    htx::Gateway *asker = nullptr;
    CheckedKey found;
    QPromise<Result<CheckedKey>> promise;

    void end(Result<CheckedKey> result)
    {
        promise.addResult(std::move(result));
        promise.finish();
    }
};

KeyCheck::KeyCheck(htx::Client &client, Clock &clock, QObject *parent)
    : QObject(parent), m_client(client), m_clock(clock)
{
}

Result<htx::Credentials> KeyCheck::parse(const QString &accessKey, SharedSecret secret)
{
    const QByteArray key = accessKey.toUtf8().trimmed();
    if (key.isEmpty() || !std::ranges::all_of(key, isPrinted))
        return fail(ErrorKind::InvalidInput, {}, u"accessKey"_s);
    const QByteArrayView text = secret ? trimmed(secret->view()) : QByteArrayView();
    if (!isUsableSecret(text))
        return fail(ErrorKind::InvalidInput, {}, u"secretKey"_s);
    const auto method = isPem(text) ? htx::SignatureMethod::Ed25519 : htx::SignatureMethod::HmacSha256;
    if (text.size() != secret->size())
        secret = std::make_shared<const Secret>(text);
    return htx::Credentials{key, std::move(secret), method};
}

Future<CheckedKey> KeyCheck::run(const htx::Credentials &credentials, htx::Gateway *asker)
{
    if (!credentials.secret)
        return readyFuture<CheckedKey>(fail(ErrorKind::InvalidInput, {}, u"secretKey"_s));
    log::protect(credentials.accessKey);
    log::protect(credentials.secret->view());
    const auto check = std::make_shared<Run>();
    check->credentials = credentials;
    check->asker = asker;
    check->found.accessKey = QString::fromUtf8(credentials.accessKey);
    check->found.method = credentials.method;
    check->promise.start();
    Future<CheckedKey> future = check->promise.future();

    Q_EMIT stepStarted(CheckStep::Input);
    Q_EMIT stepPassed(CheckStep::Input);
    Q_EMIT stepStarted(CheckStep::Clock);
    whenDone(this, m_client.synchroniseClock(), [this, check](const Result<qint64> &offset) {
        if (!offset) {
            check->end(fail(offset.error()));
            return;
        }
        Q_ASSERT(m_clock.isSynchronised()); // the client signs by this same clock
        Q_EMIT stepPassed(CheckStep::Clock);
        askUid(check);
    });
    return future;
}

/// The first signed request: it proves access key, secret and address at once, and tells whose key it is.
void KeyCheck::askUid(const std::shared_ptr<Run> &check)
{
    Q_EMIT stepStarted(CheckStep::Signature);
    whenDone(this, m_client.send(htx::endpoints::user::uid(), check->credentials),
             [this, check](const Result<Uid> &uid) {
                 if (!uid) {
                     check->end(fail(uid.error()));
                     return;
                 }
                 check->found.uid = *uid;
                 Q_EMIT stepPassed(CheckStep::Signature);
                 Q_EMIT stepStarted(CheckStep::Account);
                 Q_EMIT stepPassed(CheckStep::Account);
                 askRecord(check);
             });
}

void KeyCheck::askRecord(const std::shared_ptr<Run> &check)
{
    Q_EMIT stepStarted(CheckStep::Record);
    const auto call = htx::endpoints::user::apiKeys(check->found.uid, check->found.accessKey);
    whenDone(this, check->asker ? check->asker->send(call) : m_client.send(call, check->credentials),
             [this, check](const Result<QList<htx::ApiKeyRecord>> &records) {
                 if (!records && !mayNotAsk(records.error())) {
                     check->end(fail(records.error()));
                     return;
                 }
                 if (records) {
                     const auto own =
                         std::ranges::find(*records, check->found.accessKey, &htx::ApiKeyRecord::accessKey);
                     if (own != records->end())
                         check->found.record = *own;
                 }
                 askSubUsers(check);
             });
}

/// Only a main account may list sub-users, so the answer tells which kind of account it is.
void KeyCheck::askSubUsers(const std::shared_ptr<Run> &check)
{
    whenDone(this, m_client.send(htx::endpoints::subuser::list(), check->credentials),
             [this, check](const Result<htx::Page<htx::SubUser>> &subUsers) {
                 if (subUsers)
                     check->found.isSubUser = false;
                 else if (mayNotAsk(subUsers.error()))
                     check->found.isSubUser = true;
                 Q_EMIT stepPassed(CheckStep::Record);
                 check->end(std::move(check->found));
             });
}

} // namespace coffer::keys
