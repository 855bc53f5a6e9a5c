// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/response/responsetext.h"

#include "keys/keyrecord.h"
#include "ui/common/errortext.h"
#include "ui/common/format.h"
#include "ui/keys/changes/changetext.h"

#include <QCoreApplication>

namespace coffer::ui {

namespace {

using keys::ResponseStep;
using keys::StepFact;
using keys::StepState;
using Hand = keys::CompromiseResponse::Hand;

struct ResponseWords
{
    Q_DECLARE_TR_FUNCTIONS(coffer::ui::Response)

public:
    static StepText ofStep(ResponseStep step, const keys::Incident &incident, bool isByApi);
    static QString ofFact(ResponseStep step, const keys::StepRecord &record);
    static QString counted(ResponseStep step, int count);
    static QString ofError(const std::optional<Error> &error);
    static QString manyOf(keys::ReviewKind kind);
};

StepText ResponseWords::ofStep(ResponseStep step, const keys::Incident &incident, bool isByApi)
{
    switch (step) {
    case ResponseStep::Stop:
        return {
            tr("Stop using the key here"),
            tr("Shall Coffer stop using this key?"),
            tr("The key is paused: it stays stored here, but no request is signed with it. The key itself "
               "goes on working for whoever has it, until it is deleted on the exchange."),
            tr("Pause the key"),
            {}};
    case ResponseStep::Orders:
        return {
            tr("Cancel open orders"), tr("Shall the open orders of this account be cancelled?"),
            tr("First they are listed, which changes nothing. Then exactly those in the list are cancelled, "
               "whoever placed them, and the list is read again as proof. What was filled stays filled."),
            tr("Cancel these orders"), tr("List open orders")};
    case ResponseStep::Conditionals:
        return {
            tr("Cancel conditional orders"), tr("Shall the conditional orders be cancelled?"),
            tr("Conditional and trailing orders wait for a price and are not among the open orders. They are "
               "listed first; then exactly those in the list are cancelled."),
            tr("Cancel these orders"), tr("List conditional orders")};
    case ResponseStep::Withdrawals:
        return {
            tr("Cancel pending withdrawals"), tr("Shall withdrawals that have not left be cancelled?"),
            tr("Withdrawals that the exchange is still checking can be cancelled by a key with the Withdraw "
               "right. One that is on its way can't be called back: tell the exchange's support at once."),
            tr("Cancel these withdrawals"), tr("List pending withdrawals")};
    case ResponseStep::Delete:
        if (isByApi) {
            return {
                tr("Delete the key"),
                tr("Shall the key be deleted on the exchange?"),
                tr("Coffer deletes the sub-user's key through a key of the main account, then asks for the "
                   "list of keys until it is no longer there. This can't be undone: whatever program uses "
                   "the "
                   "key stops working."),
                tr("Delete the key"),
                {}};
        }
        return {
            tr("Delete the key"),
            tr("Delete the key on the exchange's web page."),
            (incident.isSubUser ? tr("No key here may delete this key of a sub-user.")
                                : tr("No program can delete a key of the main account.")) +
                QLatin1Char('\n') +
                tr("1. Open API Management.\n2. Find the access key %1.\n3. Choose Delete and confirm with "
                   "your "
                   "codes.\nCoffer asks for the list of keys every few seconds until it is no longer there.")
                    .arg(keys::masked(incident.accessKey)),
            tr("Wait for the deletion"),
            {}};
    case ResponseStep::Wipe:
        return {tr("Wipe it here"),
                tr("Shall the secret be removed from this device?"),
                tr("The secret and Coffer's record of the key are removed. If the key is not deleted on the "
                   "exchange yet, you can still do that there."),
                tr("Wipe the key here"),
                {}};
    case ResponseStep::Replace:
        return {
            tr("Set up another key"),
            tr("Do you need a key in its place?"),
            tr("Give it no more rights than you use, and bind it to your IP addresses. As soon as a new key "
               "of this account is stored here, this step is done."),
            tr("Set up a key…"),
            {}};
    case ResponseStep::Review:
        return {
            tr("Review what happened"), tr("Since when may the key have been known to others?"),
            tr("Coffer reads orders, fills, deposits, withdrawals, transfers, withdrawal addresses and keys "
               "since that day, and marks what fits in time to its own requests. Look for what you don't "
               "recognise."),
            tr("Read again"), tr("Read what happened")};
    case ResponseStep::Report:
        return {
            tr("Save a report"),
            tr("Save what was done, with its proof."),
            tr("For your records, the exchange's support or the police. It names the key by its first and "
               "last characters only and holds no secret; it does hold your orders and amounts."),
            tr("Save as PDF…"),
            {}};
    case ResponseStep::Count:
        break;
    }
    return {};
}

QString ResponseWords::counted(ResponseStep step, int count)
{
    if (step == ResponseStep::Withdrawals)
        return count == 1 ? tr("1 withdrawal") : tr("%n withdrawals", nullptr, count);
    if (step == ResponseStep::Conditionals)
        return count == 1 ? tr("1 conditional order") : tr("%n conditional orders", nullptr, count);
    return count == 1 ? tr("1 order") : tr("%n orders", nullptr, count);
}

QString ResponseWords::manyOf(keys::ReviewKind kind)
{
    switch (kind) {
    case keys::ReviewKind::Order:
        return tr("Orders");
    case keys::ReviewKind::Fill:
        return tr("Fills");
    case keys::ReviewKind::Withdrawal:
        return tr("Withdrawals");
    case keys::ReviewKind::Deposit:
        return tr("Deposits");
    case keys::ReviewKind::Move:
        return tr("Transfers");
    case keys::ReviewKind::Address:
        return tr("Withdrawal addresses");
    case keys::ReviewKind::Key:
        return tr("Keys");
    case keys::ReviewKind::Count:
        break;
    }
    return {};
}

QString ResponseWords::ofError(const std::optional<Error> &error)
{
    return error ? failureText(*error) : QString();
}

QString ResponseWords::ofFact(ResponseStep step, const keys::StepRecord &record)
{
    switch (record.fact) {
    case StepFact::None:
    case StepFact::Count:
        break;
    case StepFact::NoLongerGiven:
        return tr("The key is paused, and the keyring gives it to no request.");
    case StepFact::StillGiven:
        return tr("The key was paused, and yet a request could still get it. Quit Coffer, start it again and "
                  "look once more.");
    case StepFact::NotHeld:
        return tr("This device does not hold the key, so there was nothing to do here.");
    case StepFact::NothingOpen:
        return tr("The exchange listed nothing: there was nothing to cancel.");
    case StepFact::AllGone:
        return tr("%1 cancelled; the exchange lists none any more.").arg(counted(step, record.found));
    case StepFact::GoneUnaccepted:
        return tr("The exchange lists none any more, but confirmed only %1 of %2 cancellations. The others "
                  "may have "
                  "been carried out instead: look at them in the review.")
            .arg(record.done)
            .arg(record.found);
    case StepFact::SomeLeft:
        return tr("The exchange still lists %1. They may have been placed meanwhile: look at the list, then "
                  "cancel once more.")
            .arg(counted(step, record.left));
    case StepFact::CannotWithdraw:
        return tr("A key of a sub-user can't withdraw, so there is nothing to cancel.");
    case StepFact::NotListed:
        return tr("The exchange no longer knows the key.");
    case StepFact::StillListed:
        return tr("The exchange still knows the key. Delete it on the web page, then try again.");
    case StepFact::Wiped:
        return tr(
            "The store confirmed that the secret was removed, and the key is no longer in Coffer's list.");
    case StepFact::Replaced:
        return tr("%1 was stored here since. It has no right that the old key did not have.")
            .arg(Format::plain(record.evidence));
    case StepFact::ReplacedWider:
        return tr("%1 was stored here since. It has more rights than the old key had: check that you need "
                  "them.")
            .arg(Format::plain(record.evidence));
    case StepFact::Reviewed:
        return tr("%1 read, %2 of them done by Coffer itself.%3")
            .arg(record.found == 1 ? tr("1 entry") : tr("%n entries", nullptr, record.found))
            .arg(record.done)
            .arg(record.left > 0 ? QLatin1Char(' ') + tr("Some of it is not known, see below.") : QString());
    case StepFact::Saved:
        return tr("Saved as %1.").arg(Format::plain(record.evidence));
    case StepFact::Unreadable:
        return tr("The exchange could not be asked, so nobody can say how things are. %1")
            .arg(ofError(record.error));
    case StepFact::Refused:
        return ofError(record.error);
    case StepFact::Interrupted:
        return tr(
            "Coffer ended while this was under way, so it may or may not have happened. Look once more.");
    }
    return {};
}

} // namespace

StepText stepText(ResponseStep step, const keys::Incident &incident, keys::Revocation::Way way)
{
    return ResponseWords::ofStep(step, incident, way == keys::Revocation::Way::Api);
}

QString stateName(StepState state)
{
    switch (state) {
    case StepState::ToDo:
        return ResponseWords::tr("To do");
    case StepState::Running:
        return ResponseWords::tr("Running");
    case StepState::Done:
        return ResponseWords::tr("Done");
    case StepState::Unproved:
        return ResponseWords::tr("Could not be proved");
    case StepState::Failed:
        return ResponseWords::tr("Failed");
    case StepState::Skipped:
        return ResponseWords::tr("Skipped");
    }
    return {};
}

Chip::Tone stateTone(StepState state)
{
    switch (state) {
    case StepState::ToDo:
    case StepState::Running:
        return Chip::Tone::Neutral;
    case StepState::Done:
        return Chip::Tone::Good;
    case StepState::Unproved:
        return Chip::Tone::Warning;
    case StepState::Failed:
        return Chip::Tone::Danger;
    case StepState::Skipped:
        return Chip::Tone::Hollow;
    }
    return Chip::Tone::Neutral;
}

QString stateIcon(StepState state)
{
    switch (state) {
    case StepState::ToDo:
        return QStringLiteral("more");
    case StepState::Running:
        return QStringLiteral("refresh");
    case StepState::Done:
        return QStringLiteral("check");
    case StepState::Unproved:
        return QStringLiteral("warning");
    case StepState::Failed:
        return QStringLiteral("error");
    case StepState::Skipped:
        return QStringLiteral("chevron-right");
    }
    return {};
}

QString stepSentence(ResponseStep step, const keys::StepRecord &record)
{
    QStringList parts;
    if (record.state == StepState::Skipped)
        parts << ResponseWords::tr("Skipped: %1").arg(Format::plain(record.reason));
    if (const QString fact = ResponseWords::ofFact(step, record); !fact.isEmpty())
        parts << fact;
    if (record.usedCompromised)
        parts << ResponseWords::tr("The key in question signed this itself, since no other key here could.");
    else if (!record.usedKey.isEmpty())
        parts << ResponseWords::tr("Signed with “%1”.").arg(Format::plain(record.usedKey, 80));
    return parts.join(QLatin1Char(' '));
}

QString stepSentence(ResponseStep step, const keys::StepRecord &record, const Format &format)
{
    const QString sentence = stepSentence(step, record);
    return sentence.isEmpty() || record.at == 0
               ? sentence
               : QStringLiteral("%1: %2").arg(format.timeWithZone(record.at), sentence);
}

QString handText(Hand hand, const QString &label, ResponseStep step, bool isAllowed)
{
    const bool isDeletion = step == ResponseStep::Delete;
    switch (hand) {
    case Hand::NotNeeded:
        break;
    case Hand::Another:
        return isDeletion || label.isEmpty()
                   ? QString()
                   : ResponseWords::tr("Signed with “%1”, not with the key in question.")
                         .arg(Format::plain(label, 80));
    case Hand::OnlyThisKey:
        if (isDeletion) {
            return ResponseWords::tr(
                "No other key here can see whether it is gone. The key itself could tell: once it is "
                "deleted, the exchange refuses it.");
        }
        return isAllowed ? ResponseWords::tr("Signed with the key in question, for this step only.")
                         : ResponseWords::tr(
                               "Only the key in question could do this from here. Allow it for this step, or "
                               "do it on the exchange's web page and skip the step.");
    case Hand::Nobody:
        if (isDeletion)
            return ResponseWords::tr(
                "No key here can see whether it is gone. Delete it on the web page, check there that "
                "it is no longer listed, and skip this step saying so.");
        return ResponseWords::tr(
            "No key here may do this. Do it on the exchange's web page, then skip the step saying so.");
    }
    return {};
}

QString reviewName(keys::ReviewKind kind)
{
    switch (kind) {
    case keys::ReviewKind::Order:
        return ResponseWords::tr("Order");
    case keys::ReviewKind::Fill:
        return ResponseWords::tr("Fill");
    case keys::ReviewKind::Withdrawal:
        return ResponseWords::tr("Withdrawal");
    case keys::ReviewKind::Deposit:
        return ResponseWords::tr("Deposit");
    case keys::ReviewKind::Move:
        return ResponseWords::tr("Transfer");
    case keys::ReviewKind::Address:
        return ResponseWords::tr("New address");
    case keys::ReviewKind::Key:
        return ResponseWords::tr("Key");
    case keys::ReviewKind::Count:
        break;
    }
    return {};
}

QString byCofferText(keys::ByCoffer by)
{
    switch (by) {
    case keys::ByCoffer::No:
        break;
    case keys::ByCoffer::Placed:
        return ResponseWords::tr("Coffer");
    case keys::ByCoffer::Cancelled:
        return ResponseWords::tr("Cancelled by Coffer");
    }
    return {};
}

QString gapText(const keys::ReviewGap &gap, const Format &format)
{
    if (gap.error)
        return ResponseWords::tr("%1: not read. %2")
            .arg(ResponseWords::manyOf(gap.kind), errorText(*gap.error).title);
    switch (gap.kind) {
    case keys::ReviewKind::Order:
        return ResponseWords::tr(
                   "Orders before %1 come from the history on this computer only; the exchange forgets "
                   "cancelled ones after two hours.")
            .arg(format.time(gap.before));
    case keys::ReviewKind::Address:
        return ResponseWords::tr(
            "Withdrawal addresses: the address book was never read before, so none can be called new. "
            "Look through it on the exchange's web page.");
    case keys::ReviewKind::Key:
        return ResponseWords::tr("Keys: the exchange's list could not be read, so new ones are not known.");
    case keys::ReviewKind::Fill:
    case keys::ReviewKind::Withdrawal:
    case keys::ReviewKind::Deposit:
    case keys::ReviewKind::Move:
    case keys::ReviewKind::Count:
        break;
    }
    return ResponseWords::tr("%1: the exchange does not serve all of that time any more.")
        .arg(ResponseWords::manyOf(gap.kind));
}

QString keyName(const keys::Incident &incident)
{
    const QString label =
        incident.label.isEmpty() ? ResponseWords::tr("no label") : Format::plain(incident.label, 80);
    const QString holder = !incident.isSubUser ? ResponseWords::tr("main account")
                           : incident.holder.isEmpty()
                               ? ResponseWords::tr("sub-user %1").arg(incident.uid.value)
                               : ResponseWords::tr("sub-user %1").arg(Format::plain(incident.holder, 40));
    return ResponseWords::tr("“%1”, %2, %3").arg(label, keys::masked(incident.accessKey), holder);
}

} // namespace coffer::ui
