// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keys/stores/secretstore.h"

#include <QHash>
#include <QStringList>

#include <functional>

namespace coffer::test {

/// A secret store that behaves as it is told. Late: the answer comes with release(). Hanging: it never comes.
class FakeSecretStore final : public keys::SecretStore
{
public:
    enum class Mode { Ok, Locked, Denied, Absent, Corrupt, Late, Hanging };

    explicit FakeSecretStore(QString place = QStringLiteral("keychain")) : m_place(std::move(place)) {}

    Mode mode = Mode::Ok;
    QHash<QString, Mode> modeOf; ///< of "read", "write" or "remove" alone
    QHash<KeyId, SharedSecret> secrets;
    QStringList log; ///< "read <id>", "write <id>", "remove <id>", in order

    QString place() const override { return m_place; }

    Future<SharedSecret> read(const KeyId &key) override
    {
        log << QStringLiteral("read ") + key.value;
        return answer<SharedSecret>(QStringLiteral("read"), [this, key]() -> Result<SharedSecret> {
            if (const auto found = secrets.constFind(key); found != secrets.cend())
                return *found;
            return fail(ErrorKind::KeychainLocked);
        });
    }

    Future<void> write(const KeyId &key, SharedSecret secret) override
    {
        log << QStringLiteral("write ") + key.value;
        return answer<void>(QStringLiteral("write"), [this, key, secret]() -> Result<void> {
            secrets.insert(key, secret);
            return {};
        });
    }

    Future<void> remove(const KeyId &key) override
    {
        log << QStringLiteral("remove ") + key.value;
        return answer<void>(QStringLiteral("remove"), [this, key]() -> Result<void> {
            secrets.remove(key);
            return {};
        });
    }

    /// Gives the late answers.
    void release()
    {
        const QList<std::function<void()>> late = std::exchange(m_late, {});
        for (const auto &give : late)
            give();
    }

private:
    template<class T>
    Future<T> trouble(keys::StoreState state, ErrorKind kind)
    {
        setState(state, Error{kind, {}, {}, std::nullopt});
        return readyFuture<T>(fail(kind));
    }

    template<class T>
    Future<T> answer(const QString &operation, std::function<Result<T>()> work)
    {
        const Mode now = modeOf.value(operation, mode);
        switch (now) {
        case Mode::Ok:
            setState(keys::StoreState::Ready);
            return readyFuture<T>(work());
        case Mode::Locked:
            return trouble<T>(keys::StoreState::Locked, ErrorKind::KeychainLocked);
        case Mode::Denied:
            return trouble<T>(keys::StoreState::Denied, ErrorKind::KeychainDenied);
        case Mode::Absent:
            return trouble<T>(keys::StoreState::Absent, ErrorKind::KeychainAbsent);
        case Mode::Corrupt:
            return readyFuture<T>(fail(ErrorKind::KeychainCorrupt));
        case Mode::Late:
        case Mode::Hanging:
            break;
        }
        const auto promise = std::make_shared<QPromise<Result<T>>>();
        promise->start();
        Future<T> future = promise->future();
        auto give = [promise, work = std::move(work)] {
            promise->addResult(work());
            promise->finish();
        };
        (now == Mode::Late ? m_late : m_hanging) << std::move(give);
        return future;
    }

    QString m_place;
    QList<std::function<void()>> m_late;
    QList<std::function<void()>> m_hanging;
};

} // namespace coffer::test
