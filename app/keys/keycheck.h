// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/future.h"
#include "core/ids.h"
#include "htx/client.h"
#include "htx/credentials.h"
#include "htx/types/apikeyrecord.h"

#include <QObject>

#include <memory>

namespace coffer::keys {

/// The steps of a check, in order; each is shown as a line.
enum class CheckStep { Input, Clock, Signature, Account, Record, Count };

/// What the exchange said about a pasted key.
struct CheckedKey
{
    QString accessKey;
    htx::SignatureMethod method = htx::SignatureMethod::HmacSha256;
    Uid uid;
    std::optional<htx::ApiKeyRecord>
        record; ///< missing when the exchange does not tell this key (unknown, never green)
    std::optional<bool> isSubUser; ///< by whether it may list sub-users; unknown when that could not be asked
};

/// Checks one key against the exchange without storing anything: clock, signature and address (by asking for
/// the uid), then the exchange's own record of it (htx-api.md 3.2). Steps are reported as they pass. GUI
/// thread.
class KeyCheck : public QObject
{
    Q_OBJECT

public:
    KeyCheck(htx::Client &client, Clock &clock, QObject *parent = nullptr);

    /// Trims blanks and line ends; checks the characters only (no length or hex rule: htx-api.md 2.2).
    /// InvalidInput with code "accessKey" or "secretKey".
    static Result<htx::Credentials> parse(const QString &accessKey, SharedSecret secret);

    /// The result, or the Error that stopped it (WrongAccessKey, WrongSignature, IpNotAllowed, KeyExpired,
    /// ClockOff, …). asker: of the main account, which may ask for the record of its sub-user's key while
    /// that key may not (htx-api.md 3.2).
    Future<CheckedKey> run(const htx::Credentials &credentials, htx::Gateway *asker = nullptr);

Q_SIGNALS:
    void stepStarted(coffer::keys::CheckStep step);
    void stepPassed(coffer::keys::CheckStep step);

private:
    struct Run;
    void askUid(const std::shared_ptr<Run> &check);
    void askRecord(const std::shared_ptr<Run> &check);
    void askSubUsers(const std::shared_ptr<Run> &check);

    htx::Client &m_client;
    Clock &m_clock;
};

} // namespace coffer::keys
