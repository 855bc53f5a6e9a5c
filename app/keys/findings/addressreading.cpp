// SPDX-License-Identifier: GPL-3.0-or-later
#include "keys/findings/addressreading.h"

#include "htx/endpoints/wallet.h"

#include <algorithm>
#include <chrono>

namespace coffer::keys {

namespace {

constexpr std::chrono::milliseconds pauseTime{400}; // five of the twenty that two seconds allow

htx::WalkSource<htx::WithdrawAddress> bookOf(const Currency &currency)
{
    return {.page =
                [currency](htx::Gateway &gateway, const htx::WalkWindow &, const QString &from) {
                    return gateway.send(htx::inBackground(htx::endpoints::wallet::withdrawAddresses(
                        {.currency = currency, .chain = {}, .note = {}, .from = from})));
                },
            .id =
                [](const htx::WithdrawAddress &row) {
                    return QStringList{row.chain, row.address, row.tag}.join(QLatin1Char('\n'));
                }};
}

} // namespace

AddressReading::AddressReading(Keyring &keyring, Clock &clock, FindingBook &book, QObject *parent)
    : QObject(parent), m_keyring(keyring), m_clock(clock), m_book(book)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(pauseTime);
    connect(&m_pause, &QTimer::timeout, this, &AddressReading::next);
    connect(&keyring, &Keyring::lockedChanged, this, [this](bool locked) {
        if (locked)
            stop();
    });
}

AddressReading::~AddressReading() = default;

void AddressReading::read(const QList<Uid> &users)
{
    if (isReading() || m_keyring.isLocked())
        return;
    for (const Uid &uid : users) {
        QList<Currency> wanted = m_book.currencies(uid);
        for (const Currency &currency : std::as_const(m_currencies)) {
            if (!wanted.contains(currency))
                wanted << currency;
        }
        for (const Currency &currency : std::as_const(wanted))
            m_steps.push_back({uid, currency});
    }
    next();
}

void AddressReading::stop()
{
    m_steps.clear();
    m_pause.stop();
    delete std::exchange(m_walker, nullptr);
}

void AddressReading::next()
{
    if (m_steps.empty())
        return;
    const Step step = m_steps.front();
    m_steps.pop_front();
    m_rows.clear();
    auto *walker = new htx::Walker<htx::WithdrawAddress>(
        m_keyring.accountGateway(step.uid), m_clock, bookOf(step.currency), {},
        [this](const QList<htx::WithdrawAddress> &rows, const htx::WalkCursor &) { m_rows << rows; },
        std::nullopt, this);
    m_walker = walker;
    connect(walker, &htx::WalkerBase::finished, this,
            [this, step](const htx::WalkOutcome &outcome) { ended(step, outcome); });
    walker->start();
}

/// A user that may not be asked is left out of this round; when the exchange can't be reached, so is the
/// rest.
void AddressReading::ended(const Step &step, const htx::WalkOutcome &outcome)
{
    std::exchange(m_walker, nullptr)->deleteLater();
    if (outcome.kind == htx::WalkOutcome::Kind::Complete) {
        m_book.noteAddresses(step.uid, step.currency, m_rows);
    } else {
        const bool mayNotAsk = outcome.error && (outcome.error->kind == ErrorKind::PermissionMissing ||
                                                 outcome.error->kind == ErrorKind::NoSuitableKey);
        const bool isOdd = outcome.error && outcome.error->kind == ErrorKind::Rejected; // of this asset
        if (!isOdd) {
            std::erase_if(m_steps, [&step, mayNotAsk](const Step &other) {
                return !mayNotAsk || other.uid == step.uid;
            });
        }
    }
    if (!m_steps.empty())
        m_pause.start();
}

} // namespace coffer::keys
