// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/backup/restoretext.h"

#include "ui/common/errortext.h"
#include "ui/common/format.h"
#include "ui/common/permissiontext.h"

#include <QCoreApplication>

namespace coffer::ui {

namespace {

using keys::RestoreItem;
using Difference = RestoreItem::Difference;
using SecretState = RestoreItem::SecretState;
using Standing = RestoreItem::Standing;

constexpr int longestName = 60;

struct RestoreTextWords
{
    Q_DECLARE_TR_FUNCTIONS(coffer::ui::RestoreText)

public:
    static QString name(Difference difference)
    {
        switch (difference) {
        case Difference::Label:
            return tr("label");
        case Difference::Color:
            return tr("colour");
        case Difference::Permissions:
            return tr("planned permissions");
        case Difference::Addresses:
            return tr("planned addresses");
        case Difference::Paused:
            return tr("paused or in use");
        }
        return {};
    }

    static QString addresses(const std::optional<QStringList> &list)
    {
        if (!list)
            return tr("no plan");
        return list->isEmpty() ? tr("any address") : Format::plain(list->join(tr(", ")));
    }

    static QString orNone(const QString &text)
    {
        return text.isEmpty() ? tr("none") : Format::plain(text, longestName);
    }

    /// Mine, then the backup's.
    static std::pair<QString, QString> values(Difference difference, const RestoreItem &item)
    {
        const keys::KeyRecord &mine = *item.mine;
        const keys::BackupKey &other = item.key;
        switch (difference) {
        case Difference::Label:
            return {orNone(mine.label), orNone(other.label)};
        case Difference::Color:
            return {orNone(mine.color), orNone(other.color)};
        case Difference::Permissions:
            return {permissionText(mine.planned), permissionText(other.planned)};
        case Difference::Addresses:
            return {addresses(mine.plannedIps), addresses(other.plannedIps)};
        case Difference::Paused:
            return {mine.paused ? tr("paused") : tr("in use"), other.paused ? tr("paused") : tr("in use")};
        }
        return {};
    }

    static QString keys(int count) { return count == 1 ? tr("1 key") : tr("%n keys", nullptr, count); }

    static QString listOf(const QStringList &labels)
    {
        QStringList plain;
        for (const QString &label : labels)
            plain << Format::plain(label, longestName);
        return plain.join(tr(", "));
    }
};

} // namespace

QString restoreLabel(const RestoreItem &item)
{
    return item.key.label.isEmpty() ? keys::masked(item.key.accessKey)
                                    : Format::plain(item.key.label, longestName);
}

QString standingText(const RestoreItem &item)
{
    switch (item.standing) {
    case Standing::New:
        return item.key.secret ? RestoreTextWords::tr("New")
                               : RestoreTextWords::tr("New, without its secret");
    case Standing::Same:
        return RestoreTextWords::tr("Here already, the same");
    case Standing::Differs:
        break;
    }
    QStringList parts;
    for (const Difference difference : item.differences)
        parts << RestoreTextWords::name(difference);
    if (item.secret == SecretState::Differs)
        parts << RestoreTextWords::tr("secret");
    QString text =
        parts.isEmpty()
            ? RestoreTextWords::tr("Here already")
            : RestoreTextWords::tr("Here already, other: %1").arg(parts.join(RestoreTextWords::tr(", ")));
    if (item.secret == SecretState::MineUnread)
        text += RestoreTextWords::tr("; its secret here can't be read");
    return text;
}

QString decisionText(const RestoreItem &item)
{
    if (item.standing == Standing::New)
        return item.add ? RestoreTextWords::tr("Added") : RestoreTextWords::tr("Left out");
    if (!item.isWanted())
        return RestoreTextWords::tr("Stays as it is");
    if (item.takeDetails && item.takeSecret)
        return RestoreTextWords::tr("Takes everything from the backup");
    return item.takeSecret ? RestoreTextWords::tr("Takes the secret from the backup")
                           : RestoreTextWords::tr("Takes all but the secret from the backup");
}

QString differenceText(const RestoreItem &item)
{
    QStringList lines;
    for (const Difference difference : item.differences) {
        const auto [mine, other] = RestoreTextWords::values(difference, item);
        QString name = RestoreTextWords::name(difference);
        name.front() = name.front().toUpper();
        lines << RestoreTextWords::tr("%1: %2 here, %3 in the backup").arg(name, mine, other);
    }
    return lines.join(QLatin1Char('\n'));
}

QString secretText(const RestoreItem &item)
{
    switch (item.secret) {
    case SecretState::NotInBackup:
        return item.standing == Standing::New
                   ? RestoreTextWords::tr(
                         "The backup was made without its secret: it waits here until that is pasted.")
                   : RestoreTextWords::tr("The backup was made without its secret; the one here stays.");
    case SecretState::OnlyInBackup:
        return RestoreTextWords::tr("Its secret comes along.");
    case SecretState::Same:
        return RestoreTextWords::tr("The secret is the same.");
    case SecretState::Differs:
        return RestoreTextWords::tr(
            "The secrets differ. A key has one secret only, so one of the two is wrong: the one here "
            "is overwritten if you take the other.");
    case SecretState::MineUnread:
        return RestoreTextWords::tr(
            "The secret here can't be read, so nobody knows whether it is the same. If you take the "
            "backup's, whatever is stored here is overwritten.");
    }
    return {};
}

QString planText(const QList<RestoreItem> &items)
{
    int count[3] = {};
    for (const RestoreItem &item : items)
        ++count[int(item.standing)];
    QStringList parts;
    parts << RestoreTextWords::tr("%1 in the backup").arg(RestoreTextWords::keys(int(items.size())));
    parts << RestoreTextWords::tr("%n new", nullptr, count[int(Standing::New)]);
    if (const int same = count[int(Standing::Same)])
        parts << RestoreTextWords::tr("%n here already and the same", nullptr, same);
    if (const int differ = count[int(Standing::Differs)])
        parts << RestoreTextWords::tr("%n here already but different: choose", nullptr, differ);
    return parts.join(QStringLiteral(" · "));
}

QString outcomeText(const keys::RestoreOutcome &outcome)
{
    QStringList parts;
    if (outcome.added > 0 || outcome.changed + outcome.facts == 0)
        parts << RestoreTextWords::tr("%1 added").arg(RestoreTextWords::keys(outcome.added));
    if (outcome.changed > 0)
        parts << RestoreTextWords::tr("%1 changed").arg(RestoreTextWords::keys(outcome.changed));
    if (outcome.facts > 0)
        parts << (outcome.facts == 1
                      ? RestoreTextWords::tr("1 accepted entry taken over")
                      : RestoreTextWords::tr("%n accepted entries taken over", nullptr, outcome.facts));
    QStringList lines{parts.join(RestoreTextWords::tr(", ")) + QLatin1Char('.')};
    for (const keys::RestoreOutcome::Failure &failure : outcome.failures) {
        const QString what =
            failure.label.isEmpty()
                ? RestoreTextWords::tr("What was accepted")
                : RestoreTextWords::tr("“%1”").arg(Format::plain(failure.label, longestName));
        lines << RestoreTextWords::tr("%1 was not restored, and nothing of it was stored. %2")
                     .arg(what, errorText(failure.error).title);
    }
    return lines.join(QLatin1Char('\n'));
}

QString interruptedText(const keys::InterruptedRestore &restore)
{
    QString text = RestoreTextWords::tr(
        "Coffer ended in the middle of a restore. Every key that was here before is here.");
    if (!restore.restored.isEmpty())
        text += QLatin1Char(' ') +
                RestoreTextWords::tr("Restored: %1.").arg(RestoreTextWords::listOf(restore.restored));
    text += QLatin1Char(' ');
    return text + (restore.missing.isEmpty()
                       ? RestoreTextWords::tr("Nothing is missing.")
                       : RestoreTextWords::tr("Not restored: %1. Restore the file again to get them.")
                             .arg(RestoreTextWords::listOf(restore.missing)));
}

} // namespace coffer::ui
