// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "activityparts.h"
#include "keys/keyfixture.h"

#include "keys/backup/facttables.h"
#include "keys/changes/pendingtable.h"
#include "keys/keyinventory.h"
#include "ui/common/format.h"
#include "ui/common/page.h"
#include "ui/common/theme.h"
#include "ui/keys/keyservices.h"

#include <QPushButton>

namespace coffer::test {

/// Everything that the page and the windows about keys need, on a scripted network, with the databases in
/// memory.
struct KeysBench : ClientFixture
{
    KeysBench() { stores.add(store); }

    ui::KeyServices services()
    {
        return {inventory, keyring, stores, pending, client, facts, activity.log, activity.table};
    }

    void expectClock()
    {
        network.expect("GET", "/v1/common/timestamp")
            .always()
            .reply(200, body::timestamp(clock.localMs() + 1'500));
    }
    /// The exchange knows the key "new" of the main account with these rights.
    void expectNewKey(const QByteArray &permissions, const QByteArray &addresses)
    {
        network.expect("GET", "/v2/user/uid").reply(200, body::uid(mainUid));
        network.expect("GET", "/v2/user/api-key")
            .reply(200, body::keys({body::key(QStringLiteral("new"), permissions, addresses)}));
        network.expect("GET", "/v2/sub-user/user-list").reply(200, body::keys({}));
    }

    Settings settings{QString()};
    ui::Theme theme{settings};
    ui::Format format{settings, clock};
    ui::Context context{theme, format, settings, clock};
    store::Database database{QString(), keys::KeyTable::schema(), store::Durability::Record};
    keys::KeyTable table{database};
    keys::PendingTable pending{database};
    keys::FactStore facts{database};
    ActivityParts activity{clock};
    FakeSecretStore store;
    keys::SecretStores stores;
    keys::Keyring keyring{client, stores, clock};
    keys::KeyInventory inventory{table, stores, keyring, clock};
};

template<class T>
T *named(const QWidget &parent, const QString &name)
{
    return parent.findChild<T *>(name);
}

inline void press(const QWidget &parent, const QString &name)
{
    QTest::mouseClick(named<QPushButton>(parent, name), Qt::LeftButton);
}

} // namespace coffer::test
