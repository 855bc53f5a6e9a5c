// SPDX-License-Identifier: GPL-3.0-or-later
#include "keys/changes/keywitness.h"

#include "htx/endpoints/subuser.h"
#include "htx/endpoints/user.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace coffer::keys {

namespace {

using htx::Permission;

/// Main accounts that a key is held of: any of them may be the parent of a sub-user.
QList<Uid> mainAccounts(const KeyInventory &inventory)
{
    QList<Uid> accounts;
    for (const InventoryEntry &entry : inventory.entries()) {
        if (entry.held && !entry.isSubUser && !accounts.contains(entry.uid))
            accounts << entry.uid;
    }
    return accounts;
}

/// The exchange refused this key since it does not know it.
bool isUnknownThere(const KeyInventory &inventory, const KeyId &key)
{
    return std::ranges::any_of(inventory.entries(), [&key](const InventoryEntry &entry) {
        return entry.held && entry.held->id == key && entry.held->lastError &&
               entry.held->lastError->kind == ErrorKind::WrongAccessKey;
    });
}

/// Of an account that may not ask, or may not be asked about; no failure of the way to the exchange.
bool isUnable(const Error &error)
{
    return error.kind == ErrorKind::PermissionMissing || error.kind == ErrorKind::NoSuitableKey;
}

} // namespace

/// One look on its way, kept alive by the continuation that waits.
struct KeyWitness::Question
{
    KeyTarget target;
    QList<Asker> left;
    std::optional<Error> error; ///< why nobody has answered so far
    QPromise<Result<Sighting>> promise;

    /// The first reason stays, unless a later one is about the way to the exchange.
    void cannotTell(const Error &why)
    {
        if (!error || (isUnable(*error) && !isUnable(why)))
            error = why;
    }
    void end(Result<Sighting> result)
    {
        promise.addResult(std::move(result));
        promise.finish();
    }
};

KeyWitness::KeyWitness(const KeyInventory &inventory, Keyring &keyring, QObject *parent)
    : QObject(parent), m_inventory(inventory), m_keyring(keyring)
{
}

QList<KeyWitness::Asker> KeyWitness::askers(const KeyTarget &target) const
{
    QList<Asker> askers;
    const auto consider = [this, &askers](const KeyChoice &choice, Witness witness) {
        if (m_keyring.keyFor(choice, Permission::Read))
            askers << Asker{choice, witness};
    };
    if (target.isSubUser) {
        for (const Uid &main : mainAccounts(m_inventory))
            consider({main}, Witness::Parent);
    }
    consider({target.uid, {}, target.held}, Witness::OtherKey);
    if (!target.isHeld() || !target.mayAskItself)
        return askers;
    // One that was refused as unknown is not asked again, but that refusal is what counts.
    if (isUnknownThere(m_inventory, target.held))
        askers << Asker{{target.uid, target.held, {}}, Witness::Itself};
    else
        consider({target.uid, target.held, {}}, Witness::Itself);
    return askers;
}

Witness KeyWitness::witness(const KeyTarget &target) const
{
    const QList<Asker> able = askers(target);
    return able.isEmpty() ? Witness::Nobody : able.first().witness;
}

std::optional<WhyNotHere> KeyWitness::whyNotHere(const KeyTarget &target) const
{
    if (!target.isSubUser)
        return WhyNotHere::MainAccount;
    QList<Uid> parents = mainAccounts(m_inventory);
    const bool isAnyMain = !parents.isEmpty();
    const auto isKnown = [this, &target](const Uid &main, bool has) {
        return m_inventory.hasSubUser(main, target.uid) == has;
    };
    const auto parent =
        std::ranges::find_if(parents, [&isKnown](const Uid &main) { return isKnown(main, true); });
    if (parent != parents.end())
        parents = {*parent};
    else
        parents.removeIf([&isKnown](const Uid &main) { return isKnown(main, false); });
    if (isAnyMain && parents.isEmpty())
        return WhyNotHere::NotItsParent;
    const bool canTrade = std::ranges::any_of(
        parents, [this](const Uid &main) { return m_keyring.keyFor({main}, Permission::Trade).has_value(); });
    return canTrade ? std::nullopt : std::optional(WhyNotHere::NoTradeKey);
}

Future<Sighting> KeyWitness::look(const KeyTarget &target)
{
    const auto question = std::make_shared<Question>();
    question->target = target;
    question->left = askers(target);
    question->promise.start();
    Future<Sighting> future = question->promise.future();
    askNext(question);
    return future;
}

void KeyWitness::askNext(const std::shared_ptr<Question> &question)
{
    if (question->left.isEmpty()) {
        question->end(fail(question->error.value_or(
            Error{ErrorKind::NoSuitableKey, htx::wireName(Permission::Read), {}, std::nullopt})));
        return;
    }
    const Asker asker = question->left.takeFirst();
    whenDone(
        this, m_keyring.gateway(asker.choice).send(htx::endpoints::user::apiKeys(question->target.uid)),
        [this, question, asker](const Result<QList<htx::ApiKeyRecord>> &keys) {
            answered(question, asker, keys);
        },
        [this, question, asker] { answered(question, asker, fail(ErrorKind::Offline)); });
}

void KeyWitness::answered(const std::shared_ptr<Question> &question, const Asker &asker,
                          const Result<QList<htx::ApiKeyRecord>> &keys)
{
    Sighting sighting{{}, asker.witness, asker.choice.account};
    if (!keys) {
        // The exchange tells a key that it does not know from one that it refuses for another reason.
        if (asker.witness == Witness::Itself && keys.error().kind == ErrorKind::WrongAccessKey) {
            question->end(sighting);
            return;
        }
        question->cannotTell(keys.error());
        askNext(question);
        return;
    }
    const auto listed = std::ranges::find(*keys, question->target.accessKey, &htx::ApiKeyRecord::accessKey);
    if (listed != keys->end()) {
        sighting.record = *listed;
    } else if (asker.witness == Witness::Parent) {
        askForSubUser(question, asker, {}, {});
        return;
    } else if (asker.witness == Witness::Itself || keys->isEmpty()) {
        // The key that asked must be on its own account's list: this answer proves nothing.
        question->error = Error{ErrorKind::MalformedReply, {}, u"key list without the asker"_s, std::nullopt};
        askNext(question);
        return;
    }
    question->end(sighting);
}

/// What an account that is not the parent is told of a sub-user's keys is documented nowhere; it may be an
/// empty list. So the key is gone only if the same account says that it has the sub-user.
void KeyWitness::askForSubUser(const std::shared_ptr<Question> &question, const Asker &asker,
                               const QString &from, Uid after)
{
    whenDone(
        this, m_keyring.gateway(asker.choice).send(htx::endpoints::subuser::list(from)),
        [this, question, asker, after](const Result<htx::Page<htx::SubUser>> &page) {
            subUsersListed(question, asker, page, after);
        },
        [this, question, asker, after] { subUsersListed(question, asker, fail(ErrorKind::Offline), after); });
}

/// after: the highest uid of the pages before. They ascend; one that does not was seen already.
void KeyWitness::subUsersListed(const std::shared_ptr<Question> &question, const Asker &asker,
                                const Result<htx::Page<htx::SubUser>> &page, Uid after)
{
    if (!page) {
        question->cannotTell(page.error());
        askNext(question);
        return;
    }
    Uid highest = after;
    for (const htx::SubUser &subUser : page->rows) {
        if (subUser.uid == question->target.uid) {
            question->end(Sighting{{}, asker.witness, asker.choice.account});
            return;
        }
        highest = std::max(highest, subUser.uid);
    }
    if (highest > after && !page->next.isEmpty()) {
        askForSubUser(question, asker, page->next, highest);
        return;
    }
    question->cannotTell({ErrorKind::PermissionMissing, QLatin1StringView(notItsParent), {}, std::nullopt});
    askNext(question);
}

} // namespace coffer::keys
