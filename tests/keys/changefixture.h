// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/exchangeclient.h"
#include "fakesecretstore.h"
#include "keyfixture.h"
#include "keys/changes/changemeans.h"
#include "keys/changes/keytarget.h"
#include "keys/changes/pendingtable.h"
#include "keys/keyinventory.h"
#include "keys/stores/secretstores.h"

#include <QJsonArray>
#include <QNetworkAccessManager>
#include <QTest>

namespace coffer::test {

/// What changes of keys work with, on an exchange in this process, with a secret store that does as it is
/// told and a database in memory.
struct ChangeFixture
{
    ChangeFixture()
    {
        stores.add(store);
        keysFile.open();
        if (server.start()) {
            const Result<void> pointed = client.setBase(server.served().url);
            Q_ASSERT(pointed);
        }
    }

    const exchange::DemoKey &demo(const char *label) const { return server.key(label); }

    /// Holds this key of the exchange, as if it had been pasted; yields its id.
    KeyId hold(const char *label)
    {
        const exchange::DemoKey &key = demo(label);
        keys::CheckedKey checked;
        checked.accessKey = QString::fromLatin1(key.accessKey);
        checked.uid = key.uid;
        checked.isSubUser = key.uid != demo("Portfolio").uid;
        keys::KeyPlan plan;
        plan.label = key.label;
        plan.permissions = htx::PermissionSet::parse(key.permission);
        auto added = inventory.add(checked, plan, secretOf(key.secretKey));
        const bool isDone = waitedFor([&added] { return added.isFinished(); });
        return isDone && added.result() ? added.result()->id : KeyId{};
    }

    /// Starts with these keys, once the exchange has told about them, or refused to.
    bool begin(std::initializer_list<const char *> labels)
    {
        auto loading = inventory.load();
        if (!waitedFor([&loading] { return loading.isFinished(); }))
            return false;
        for (const char *label : labels) {
            if (hold(label).value.isEmpty())
                return false;
        }
        inventory.verify();
        return QTest::qWaitFor([this] { return inventory.state() != LoadState::Loading; }, 20'000);
    }

    const keys::InventoryEntry *entry(const char *label) const
    {
        return entryOf(QString::fromLatin1(demo(label).accessKey));
    }
    const keys::InventoryEntry *entryOf(const QString &accessKey) const
    {
        for (const keys::InventoryEntry &candidate : inventory.entries()) {
            if (candidate.accessKey() == accessKey)
                return &candidate;
        }
        return nullptr;
    }
    keys::KeyTarget target(const char *label) const { return keys::KeyTarget::of(*entry(label)); }

    /// What the user does on the exchange's web page, and what goes wrong there.
    QJsonObject control(const QByteArray &path, const QJsonObject &body)
    {
        return server.send("POST", "/local/" + path, QJsonDocument(body).toJson()).json();
    }
    void fault(const QByteArray &path, const char *kind, QJsonObject more = {})
    {
        more.insert(QStringLiteral("path"), QString::fromLatin1(path));
        more.insert(QStringLiteral("fault"), QString::fromLatin1(kind));
        QVERIFY(control("fault", more).value(QStringLiteral("ok")).toBool());
    }
    /// How often that came in ("POST /v2/…").
    int received(const QByteArray &target)
    {
        for (const QJsonValue request :
             control("received", {{QStringLiteral("x"), 1}}).value(QStringLiteral("requests")).toArray()) {
            if (request[QStringLiteral("target")].toString() == QLatin1StringView(target))
                return request[QStringLiteral("count")].toInt();
        }
        return 0;
    }
    /// The exchange's own list, as it tells the key "Portfolio".
    QJsonObject listed(const char *label, const QString &accessKey)
    {
        const HttpAnswer answer = server.getSigned("Portfolio", "/v2/user/api-key",
                                                   {{"uid", QByteArray::number(demo(label).uid.value)}});
        for (const QJsonValue key : answer.json().value(QStringLiteral("data")).toArray()) {
            if (key[QStringLiteral("accessKey")].toString() == accessKey)
                return key.toObject();
        }
        return {};
    }
    bool isListed(const char *label)
    {
        return !listed(label, QString::fromLatin1(demo(label).accessKey)).isEmpty();
    }

    /// What the journal has of changes.
    QList<keys::Pending> journal()
    {
        auto all = pending.all();
        all.waitForFinished();
        QList<keys::Pending> changes = *all.result();
        changes.removeIf([](const keys::Pending &entry) {
            return entry.kind != u"edit" && entry.kind != u"revocation" && entry.kind != u"rotation";
        });
        return changes;
    }

    ExchangeClient server{exchange::Options{}};
    SystemClock clock;
    QNetworkAccessManager network;
    htx::Client client{network, clock, QUrl(QStringLiteral("http://127.0.0.1:9"))};
    store::Database keysFile{QString(), keys::KeyTable::schema(), store::Durability::Record};
    keys::KeyTable table{keysFile};
    keys::PendingTable pending{keysFile};
    FakeSecretStore store;
    keys::SecretStores stores;
    keys::Keyring keyring{client, stores, clock};
    keys::KeyInventory inventory{table, stores, keyring, clock};
    keys::ChangeMeans means{inventory, keyring, stores, pending, clock};
};

} // namespace coffer::test
