// SPDX-License-Identifier: GPL-3.0-or-later
#include "keys/setup/setupsession.h"

#include <QDate>

using namespace Qt::StringLiterals;

namespace coffer::keys {

SetupSession::SetupSession(Keyring &keyring, KeyInventory &inventory, SecretStores &stores,
                           PendingTable &pending, Clock &clock, QObject *parent)
    : QObject(parent),
      m_keyring(keyring),
      m_inventory(inventory),
      m_clock(clock),
      m_maker(keyring, inventory, stores, pending, clock)
{
}

SetupSession::~SetupSession() = default;

QList<Uid> SetupSession::makersOfKeys() const
{
    QList<Uid> accounts;
    for (const Uid uid : m_inventory.accounts()) {
        const std::optional<KeyRecord> key = m_keyring.keyFor({uid}, htx::Permission::Trade);
        if (key && !key->isSubUser)
            accounts << uid;
    }
    return accounts;
}

/// Without the zone's day the note would differ from what the user's calendar says.
QString SetupSession::note() const
{
    QString purpose = u"Read"_s;
    if (m_flow.plan().purpose == htx::Permission::Trade)
        purpose = u"Trade"_s;
    else if (m_flow.plan().purpose == htx::Permission::Withdraw)
        purpose = u"Withdraw"_s;
    return u"Coffer %1 %2"_s.arg(purpose, m_clock.now().toLocalTime().date().toString(Qt::ISODate));
}

void SetupSession::setPasted(const std::optional<htx::Credentials> &credentials)
{
    m_pasted = credentials;
    m_checked.reset();
    m_flow.setEntered(credentials.has_value());
}

std::optional<htx::Credentials> SetupSession::credentials() const
{
    if (m_keyring.isLocked())
        return std::nullopt;
    if (m_flow.plan().home != KeyHome::SubUser)
        return m_pasted;
    if (!m_maker.made())
        return std::nullopt;
    return htx::Credentials{.accessKey = m_maker.made()->accessKey.toUtf8(), .secret = m_maker.secret()};
}

htx::Gateway *SetupSession::asker() const
{
    return m_flow.plan().home == KeyHome::SubUser ? &m_keyring.accountGateway(m_flow.plan().parent) : nullptr;
}

void SetupSession::setChecked(const std::optional<CheckedKey> &checked)
{
    m_checked = checked;
    m_flow.setChecked(checked.has_value());
}

std::optional<CheckedKey> SetupSession::key() const
{
    return m_checked ? m_checked : m_maker.made();
}

Future<CheckedKey> SetupSession::makeKey(const QString &label, const QString &otp)
{
    const SetupPlan &plan = m_flow.plan();
    SubUserKeyMaker::Wish wish{.parent = plan.parent,
                               .draft = {.uid = plan.subUser,
                                         .note = note(),
                                         .permissions = plan.permissions(),
                                         .ipAddresses = plan.ips},
                               .newSubUser = plan.newSubUser,
                               .label = label};
    // A sub-user that an earlier try made goes on existing.
    if (wish.draft.uid.value == 0 && wish.newSubUser == m_madeSubUser)
        wish.draft.uid = m_maker.subUser();
    Future<CheckedKey> making = m_maker.make(wish, otp);
    whenDone(this, making, [this, name = wish.newSubUser](const Result<CheckedKey> &made) {
        if (m_maker.subUser().value != 0)
            m_madeSubUser = name;
        if (made)
            m_flow.setMade(true);
    });
    return making;
}

Future<void> SetupSession::removeKey()
{
    Future<void> removing = m_maker.remove();
    whenDone(this, removing, [this](const Result<void> &removed) {
        if (!removed)
            return;
        m_checked.reset();
        m_flow.setMade(false);
    });
    return removing;
}

Future<KeyRecord> SetupSession::save(const QString &label, const QString &color, const QString &place)
{
    if (m_keyring.isLocked())
        return readyFuture<KeyRecord>(fail(ErrorKind::Locked));
    const std::optional<CheckedKey> checked = key();
    if (!checked)
        return readyFuture<KeyRecord>(fail(ErrorKind::NotFound));
    const KeyPlan plan{label, color, m_flow.plan().permissions(), m_flow.plan().ips, {}, place};
    Future<KeyRecord> saving = m_flow.plan().home == KeyHome::SubUser
                                   ? m_maker.save(*checked, plan)
                                   : m_inventory.add(*checked, plan, m_pasted->secret);
    whenDone(this, saving, [this](const Result<KeyRecord> &record) {
        if (!record)
            return;
        m_flow.setMade(false);
        setPasted(std::nullopt);
    });
    return saving;
}

} // namespace coffer::keys
