// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "htx/walker.h"
#include "keys/findings/findingbook.h"
#include "keys/keyring.h"

#include <QObject>
#include <QTimer>

#include <deque>

namespace coffer::keys {

/// Reads the address book for withdrawals of main accounts, which the exchange tells by asset only
/// (htx-api.md 6): one asset after the other, in the background, letting all else go first. What could be
/// read goes into the book; what could not stays as it was. GUI thread.
class AddressReading : public QObject
{
    Q_OBJECT

public:
    AddressReading(Keyring &keyring, Clock &clock, FindingBook &book, QObject *parent = nullptr);
    ~AddressReading() override;

    /// Assets to ask for beside those that were read before: what can be withdrawn at all.
    void setCurrencies(const QList<Currency> &currencies) { m_currencies = currencies; }
    /// Begins a round over these users, unless one is under way.
    void read(const QList<Uid> &users);
    void stop();
    bool isReading() const { return m_walker || m_pause.isActive(); }

private:
    struct Step
    {
        Uid uid;
        Currency currency;
    };

    void next();
    void ended(const Step &step, const htx::WalkOutcome &outcome);

    Keyring &m_keyring;
    Clock &m_clock;
    FindingBook &m_book;
    QList<Currency> m_currencies;
    std::deque<Step> m_steps;
    QList<htx::WithdrawAddress> m_rows;
    htx::WalkerBase *m_walker = nullptr;
    QTimer m_pause; ///< between two assets, so that others have most of the exchange's limit
};

} // namespace coffer::keys
