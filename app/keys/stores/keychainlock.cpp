// SPDX-License-Identifier: GPL-3.0-or-later
#include "keys/stores/keychainlock.h"

#include <QPromise>

#if defined(COFFER_HAS_SECRET_SERVICE)
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#endif

#include <memory>

using namespace Qt::StringLiterals;

namespace coffer::keys {

namespace {

QFuture<bool> ready(bool isOpen)
{
    QPromise<bool> promise;
    promise.start();
    promise.addResult(isOpen);
    promise.finish();
    return promise.future();
}

} // namespace

#if defined(COFFER_HAS_SECRET_SERVICE)

QFuture<bool> isKeychainOpen()
{
    constexpr int patienceMs = 1000;
    QDBusMessage question = QDBusMessage::createMethodCall(u"org.freedesktop.secrets"_s,
                                                           u"/org/freedesktop/secrets/aliases/default"_s,
                                                           u"org.freedesktop.DBus.Properties"_s, u"Get"_s);
    question << u"org.freedesktop.Secret.Collection"_s << u"Locked"_s;
    question.setAutoStartService(false);
    const QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return ready(false);
    const auto promise = std::make_shared<QPromise<bool>>();
    promise->start();
    QFuture<bool> future = promise->future();
    auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(question, patienceMs));
    QObject::connect(watcher, &QDBusPendingCallWatcher::finished, watcher, [watcher, promise] {
        const QDBusPendingReply<QDBusVariant> reply = *watcher;
        const bool isLocked = reply.isError() || reply.value().variant() != QVariant(false);
        promise->addResult(!isLocked);
        promise->finish();
        watcher->deleteLater();
    });
    return future;
}

#else

QFuture<bool> isKeychainOpen()
{
    return ready(true);
}

#endif

} // namespace coffer::keys
