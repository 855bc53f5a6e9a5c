// SPDX-License-Identifier: GPL-3.0-or-later
#include "keys/response/compromiseresponse.h"

#include "keys/keyinventory.h"
#include "keys/response/openlist.h"

#include <QUuid>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace coffer::keys {

using htx::Permission;

namespace {

constexpr qint64 reviewedMs = 30 * 86'400'000LL;
constexpr int looksAfterCancelling = 5; ///< an order may be "canceling" for a moment

bool isCancelling(ResponseStep step)
{
    return step == ResponseStep::Orders || step == ResponseStep::Conditionals ||
           step == ResponseStep::Withdrawals;
}

Permission cancelPermission(ResponseStep step)
{
    return step == ResponseStep::Withdrawals ? Permission::Withdraw : Permission::Trade;
}

QStringList cancellable(const QList<OpenItem> &items)
{
    QStringList ids;
    for (const OpenItem &item : items) {
        if (item.canCancel)
            ids << item.id;
    }
    return ids;
}

Incident incidentOf(const InventoryEntry &entry, qint64 nowMs)
{
    Incident incident;
    incident.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    incident.accessKey = entry.accessKey();
    incident.uid = entry.uid;
    incident.isSubUser = entry.isSubUser;
    incident.holder = entry.holder;
    if (entry.held) {
        incident.key = entry.held->id;
        incident.label = entry.held->label;
        incident.permissions = entry.held->permissions();
    }
    if (entry.listed) {
        incident.permissions = entry.listed->permissions;
        if (incident.label.isEmpty())
            incident.label = entry.listed->note;
    }
    incident.startedAt = nowMs;
    // A key does no harm before it is made.
    incident.since = std::max(nowMs - reviewedMs, entry.listed ? entry.listed->createdAt : 0);
    return incident;
}

} // namespace

/// A cancellation from the user's word until the list shows what became of it.
struct CompromiseResponse::Cancelling
{
    ResponseStep step;
    QStringList told; ///< ids
    CancelTally tally;
    int looksLeft = looksAfterCancelling;
};

CompromiseResponse::CompromiseResponse(const ChangeMeans &means, const InventoryEntry &entry, QObject *parent)
    : CompromiseResponse(means, Pending{}, incidentOf(entry, means.clock.nowMs()), parent)
{
}

CompromiseResponse::CompromiseResponse(const ChangeMeans &means, const Pending &pending,
                                       const Incident &incident, QObject *parent)
    : QObject(parent),
      m_means(means),
      m_entry(means.pending, incident.id, QLatin1StringView(kind)),
      m_incident(incident)
{
    if (!pending.id.isEmpty())
        m_entry.adopt(pending);
    connect(&means.inventory, &KeyInventory::changed, this, &CompromiseResponse::checkReplacement);
}

const std::optional<QList<OpenItem>> &CompromiseResponse::openItems(ResponseStep step) const
{
    return m_open[std::size_t(step)];
}

void CompromiseResponse::setPolling(std::chrono::milliseconds interval)
{
    m_polling = interval;
}

// ---- which key

std::optional<KeyRecord> CompromiseResponse::other(Permission permission) const
{
    return m_means.keyring.keyFor({m_incident.uid, {}, m_incident.key}, permission);
}

std::optional<KeyRecord> CompromiseResponse::itself(Permission permission) const
{
    return m_incident.isHeld() ? m_means.keyring.keyFor({m_incident.uid, m_incident.key, {}}, permission)
                               : std::nullopt;
}

CompromiseResponse::Hand CompromiseResponse::handFor(Permission permission) const
{
    if (other(permission))
        return Hand::Another;
    return itself(permission) ? Hand::OnlyThisKey : Hand::Nobody;
}

/// The key in question only where it was allowed and nothing else would do.
KeyChoice CompromiseResponse::choiceFor(ResponseStep step, Permission permission) const
{
    if (isThisKeyAllowed(step) && handFor(permission) == Hand::OnlyThisKey)
        return {m_incident.uid, m_incident.key, {}};
    return {m_incident.uid, {}, m_incident.key};
}

CompromiseResponse::Hand CompromiseResponse::hand(ResponseStep step) const
{
    switch (step) {
    case ResponseStep::Orders:
    case ResponseStep::Conditionals:
    case ResponseStep::Withdrawals: {
        if (step == ResponseStep::Withdrawals && m_incident.isSubUser)
            return Hand::NotNeeded;
        const Hand reading = handFor(Permission::Read);
        const bool isListed = openItems(step) && !openItems(step)->isEmpty();
        return isListed ? std::max(reading, handFor(cancelPermission(step))) : reading;
    }
    case ResponseStep::Delete: {
        const KeyWitness witness(m_means.inventory, m_means.keyring);
        KeyTarget target;
        target.accessKey = m_incident.accessKey;
        target.uid = m_incident.uid;
        target.isSubUser = m_incident.isSubUser;
        target.held = m_incident.key;
        target.mayAskItself = false;
        if (witness.witness(target) != Witness::Nobody)
            return Hand::Another;
        return itself(Permission::Read) ? Hand::OnlyThisKey : Hand::Nobody;
    }
    case ResponseStep::Review:
        return handFor(Permission::Read);
    case ResponseStep::Stop:
    case ResponseStep::Wipe:
    case ResponseStep::Replace:
    case ResponseStep::Report:
    case ResponseStep::Count:
        break;
    }
    return Hand::NotNeeded;
}

QString CompromiseResponse::handLabel(ResponseStep step) const
{
    if (!isCancelling(step) && step != ResponseStep::Review)
        return {};
    const bool isListed = isCancelling(step) && openItems(step) && !openItems(step)->isEmpty();
    const Permission permission = isListed ? cancelPermission(step) : Permission::Read;
    const std::optional<KeyRecord> key = m_means.keyring.keyFor(choiceFor(step, permission), permission);
    return key ? key->label : QString();
}

void CompromiseResponse::allowThisKey(ResponseStep step, bool allowed)
{
    m_allowed[std::size_t(step)] = allowed;
    Q_EMIT changed();
}

bool CompromiseResponse::isThisKeyAllowed(ResponseStep step) const
{
    return m_allowed[std::size_t(step)];
}

// ---- how far it is

void CompromiseResponse::settle(ResponseStep step, StepState state, StepFact fact,
                                const std::optional<Error> &error)
{
    record(step).state = state;
    record(step).fact = fact;
    record(step).error = error;
    write(step);
}

/// Every change is on the disk before the next one is made.
void CompromiseResponse::write(ResponseStep step, const std::function<void(const Result<void> &)> &done)
{
    if (m_isOver)
        return;
    record(step).at = m_means.clock.nowMs();
    m_entry.data() = m_incident.toJson();
    m_entry.write(this, stepWord(step) + u'.' + stateWord(record(step).state), m_incident.startedAt,
                  [this, done](const Result<void> &saved) {
                      if (!saved)
                          Q_EMIT failed(saved.error());
                      if (done)
                          done(saved);
                  });
    Q_EMIT changed();
    checkReplacement(); // which may be there before its turn
}

void CompromiseResponse::skip(ResponseStep step, const QString &reason)
{
    if (record(step).state == StepState::Running || !m_incident.mayRun(step))
        return;
    record(step).reason = reason.trimmed();
    record(step).state = StepState::Skipped; // what was seen before stays told
    write(step);
}

void CompromiseResponse::writeAgain()
{
    if (m_isOver)
        return;
    m_entry.data() = m_incident.toJson();
    m_entry.write(this, m_entry.step(), m_incident.startedAt, [this](const Result<void> &saved) {
        if (!saved)
            Q_EMIT failed(saved.error());
    });
}

void CompromiseResponse::finish()
{
    m_isOver = true;
    m_entry.remove(this, [this](const Result<void> &removed) {
        m_isOver = removed.has_value();
        if (removed)
            Q_EMIT finished();
        else
            Q_EMIT failed(removed.error());
    });
}

// ---- looking

void CompromiseResponse::look(ResponseStep step)
{
    if (!isCancelling(step) || !m_incident.mayRun(step) || record(step).state == StepState::Running)
        return;
    if (step == ResponseStep::Withdrawals && m_incident.isSubUser) {
        settle(step, StepState::Done, StepFact::CannotWithdraw);
        return;
    }
    record(step).state = StepState::Running;
    Q_EMIT changed();
    auto *list =
        new OpenList(m_means.keyring.gateway(choiceFor(step, Permission::Read)), m_means.clock, this);
    whenDone(this, list->run(step), [this, step, list](const Result<QList<OpenItem>> &items) {
        list->deleteLater();
        listed(step, items);
    });
}

void CompromiseResponse::listed(ResponseStep step, const Result<QList<OpenItem>> &items)
{
    if (!items) {
        settle(step, StepState::Unproved, StepFact::Unreadable, items.error());
        return;
    }
    m_open[std::size_t(step)] = *items;
    StepRecord &now = record(step);
    now.left = int(items->size());
    // What an earlier look found and Coffer could not see cancelled is not "nothing".
    if (items->isEmpty() && now.fact == StepFact::GoneUnaccepted) {
        settle(step, StepState::Unproved, StepFact::GoneUnaccepted);
        return;
    }
    now.found = now.left;
    now.done = 0;
    if (items->isEmpty())
        settle(step, StepState::Done, StepFact::NothingOpen);
    else
        settle(step, StepState::ToDo, StepFact::None);
}

// ---- doing

void CompromiseResponse::act(ResponseStep step)
{
    if (!m_incident.mayRun(step) || record(step).state == StepState::Running)
        return;
    switch (step) {
    case ResponseStep::Stop:
        stopUsing();
        break;
    case ResponseStep::Orders:
    case ResponseStep::Conditionals:
    case ResponseStep::Withdrawals:
        cancel(step);
        break;
    case ResponseStep::Delete:
        deleteKey();
        break;
    case ResponseStep::Wipe:
        wipe();
        break;
    case ResponseStep::Replace:
        Q_EMIT replacementWanted();
        break;
    case ResponseStep::Review:
    case ResponseStep::Report:
    case ResponseStep::Count:
        break;
    }
}

void CompromiseResponse::cancel(ResponseStep step)
{
    const std::optional<QList<OpenItem>> &items = openItems(step);
    if (!items || cancellable(*items).isEmpty())
        return;
    const Permission permission = cancelPermission(step);
    const KeyChoice choice = choiceFor(step, permission);
    const std::optional<KeyRecord> key = m_means.keyring.keyFor(choice, permission);
    record(step).usedKey = key ? key->label : QString();
    record(step).usedCompromised = !choice.only.value.isEmpty();
    record(step).told << cancellable(*items);
    record(step).told.removeDuplicates();
    record(step).state = StepState::Running;
    record(step).fact = StepFact::None;
    write(step, [this, step](const Result<void> &saved) {
        if (saved)
            sendCancellation(step);
        else
            settle(step, StepState::Failed, StepFact::Refused, saved.error()); // nothing was sent
    });
}

void CompromiseResponse::sendCancellation(ResponseStep step)
{
    const auto under = std::make_shared<Cancelling>();
    under->step = step;
    under->told = cancellable(*openItems(step));
    auto *cancellation =
        new Cancellation(m_means.keyring.gateway(choiceFor(step, cancelPermission(step))), this);
    whenDone(this, cancellation->run(step, under->told),
             [this, under, cancellation](const CancelTally &tally) {
                 cancellation->deleteLater();
                 under->tally = tally;
                 lookAgain(under);
             });
}

/// Whatever the exchange answered, its list is what counts.
void CompromiseResponse::lookAgain(const std::shared_ptr<Cancelling> &under)
{
    --under->looksLeft;
    auto *list =
        new OpenList(m_means.keyring.gateway(choiceFor(under->step, Permission::Read)), m_means.clock, this);
    whenDone(this, list->run(under->step), [this, under, list](const Result<QList<OpenItem>> &items) {
        list->deleteLater();
        judge(under, items);
    });
}

void CompromiseResponse::judge(const std::shared_ptr<Cancelling> &under, const Result<QList<OpenItem>> &items)
{
    const ResponseStep step = under->step;
    StepRecord &now = record(step);
    now.done = under->tally.accepted;
    if (!items) {
        settle(step, StepState::Unproved, StepFact::Unreadable, items.error());
        return;
    }
    const bool isToldLeft =
        std::ranges::any_of(*items, [&under](const OpenItem &item) { return under->told.contains(item.id); });
    const CancelTally &tally = under->tally;
    if (isToldLeft && tally.accepted + tally.unknown > 0 && under->looksLeft > 0) {
        QTimer::singleShot(m_polling, this, [this, under] { lookAgain(under); });
        return;
    }
    m_open[std::size_t(step)] = *items;
    now.left = int(items->size());
    // What left the list without a confirmation may have been filled or sent instead.
    if (items->isEmpty() && now.done >= now.found)
        settle(step, StepState::Done, StepFact::AllGone);
    else if (items->isEmpty())
        settle(step, StepState::Unproved, StepFact::GoneUnaccepted, tally.error);
    else if (tally.accepted + tally.unknown == 0 && tally.error)
        settle(step, StepState::Failed, StepFact::Refused, tally.error);
    else
        settle(step, StepState::Unproved, StepFact::SomeLeft, tally.error);
}

} // namespace coffer::keys
