// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/service.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace coffer::test {

using Parameters = QList<std::pair<QByteArray, QByteArray>>;

/// An exchange without its server, whose clock stands still but for moveOn(): asks it with signed requests
/// and reads what it answers.
class LocalExchange
{
public:
    explicit LocalExchange(quint64 seed = 1);

    exchange::World &world() { return m_world; }
    const exchange::DemoKey &key(const char *label) const;
    /// The first user of a demo key's label: place in the ledger.
    int user(const char *label) const;
    QByteArray uid(const char *label) const;
    /// The id of the user's account of that type.
    qint64 accountId(const char *label, const char *type) const;
    void moveOn(qint64 ms);

    /// Signed with the key of that label; unsigned without one. Waits for the next window where a limit is
    /// used up.
    QJsonObject get(const char *label, const QByteArray &path, const Parameters &parameters = {});
    QJsonObject post(const char *label, const QByteArray &path, const QJsonObject &body);
    /// The same with any key, and the words of the answer.
    QByteArray ask(const QByteArray &method, const QByteArray &path, const Parameters &parameters,
                   const QByteArray &body, const QByteArray &accessKey, const QByteArray &secret,
                   const char *peer = "127.0.0.1");

private:
    exchange::World m_world;
    exchange::Service m_service;
};

/// What went wrong: "err-code" of a v1 reply, "code" of a v2 reply as text; "ok" where nothing did.
QString outcome(const QJsonObject &reply);
QJsonArray rowsOf(const QJsonObject &reply);
QJsonObject objectOf(const QJsonObject &reply);
QString textOf(const QJsonValue &row, const char *member);
qint64 numberOf(const QJsonValue &row, const char *member);
/// The names of an object's members, sorted and joined with blanks.
QString membersOf(const QJsonValue &object);

} // namespace coffer::test
