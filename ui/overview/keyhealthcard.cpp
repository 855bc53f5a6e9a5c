// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/overview/keyhealthcard.h"

#include "ui/common/format.h"
#include "ui/common/label.h"
#include "ui/overview/rowlist.h"

#include <QVBoxLayout>

namespace coffer::ui {

using keys::Finding;
using keys::FindingKind;
using keys::InventoryEntry;
using keys::Severity;

namespace {

constexpr qsizetype shownKeys = 4;

/// A finding in a few words; the Keys page has the whole story.
QString shortText(const Finding &finding)
{
    switch (finding.kind) {
    case FindingKind::WithdrawWithoutIpBinding:
        return KeyHealthCard::tr("can withdraw from any address");
    case FindingKind::UnplannedPermission:
        return KeyHealthCard::tr("has a right that was not planned");
    case FindingKind::UnknownPermission:
        return KeyHealthCard::tr("has a right nobody documented");
    case FindingKind::UnusedPermission:
        return KeyHealthCard::tr("has a right that was not used");
    case FindingKind::NoIpBinding:
        return KeyHealthCard::tr("not bound to an IP address");
    case FindingKind::Expired:
        return KeyHealthCard::tr("has expired");
    case FindingKind::ExpiresSoon:
        if (!finding.days)
            return KeyHealthCard::tr("expires soon");
        return *finding.days == 1 ? KeyHealthCard::tr("expires in 1 day")
                                  : KeyHealthCard::tr("expires in %1 days").arg(*finding.days);
    case FindingKind::ExpiresUnused:
        return KeyHealthCard::tr("ends soon unless it is used");
    case FindingKind::UnknownKey:
        return KeyHealthCard::tr("appeared on the account");
    case FindingKind::PermissionsChanged:
        return KeyHealthCard::tr("its permissions were changed");
    case FindingKind::AddressesLooser:
        return KeyHealthCard::tr("more addresses may use it");
    case FindingKind::AddressesChanged:
        return KeyHealthCard::tr("its IP list was changed");
    case FindingKind::NoteChanged:
        return KeyHealthCard::tr("its note was changed");
    case FindingKind::Idle:
        return KeyHealthCard::tr("not used for a long time");
    case FindingKind::NewAddress:
        return KeyHealthCard::tr("can withdraw to a new address");
    case FindingKind::ForeignOrders:
        return KeyHealthCard::tr("another client placed orders");
    case FindingKind::NotHeldHere:
        return KeyHealthCard::tr("on the account, not held here");
    case FindingKind::Refused:
        return KeyHealthCard::tr("refused by the exchange");
    case FindingKind::SecretMissing:
        return KeyHealthCard::tr("its secret could not be read");
    case FindingKind::NotVerifiable:
        return KeyHealthCard::tr("could not be verified");
    }
    return {};
}

QString nameOf(const InventoryEntry &entry)
{
    if (entry.held && !entry.held->label.isEmpty())
        return Format::plain(entry.held->label, 40);
    if (entry.listed && !entry.listed->note.isEmpty())
        return Format::plain(entry.listed->note, 40);
    return keys::masked(entry.accessKey());
}

} // namespace

KeyHealthCard::KeyHealthCard(const Theme &theme, QWidget *parent)
    : Card(tr("Key health"), theme, parent), m_list(new RowList(theme)), m_note(new Label(Label::Role::Muted))
{
    setObjectName(QStringLiteral("keyHealthCard"));
    m_note->setWordWrap(true);
    body()->addWidget(m_list);
    body()->addWidget(m_note);
    body()->addStretch(1);
    setLink(tr("Keys"));
    connect(m_list, &RowList::activated, this, &Card::linkActivated);
}

void KeyHealthCard::show(const QList<InventoryEntry> &entries, LoadState state)
{
    QList<const InventoryEntry *> ailing;
    for (const InventoryEntry &entry : entries) {
        if (!entry.findings.isEmpty())
            ailing.append(&entry);
    }
    std::stable_sort(ailing.begin(), ailing.end(),
                     [](const InventoryEntry *left, const InventoryEntry *right) {
                         return left->findings.constFirst().severity > right->findings.constFirst().severity;
                     });
    QList<ListRow> rows;
    for (const InventoryEntry *entry : std::as_const(ailing).mid(0, shownKeys)) {
        const Finding &worst = entry->findings.constFirst();
        ListRow row;
        row.mark = ListRow::Mark::Severity;
        row.index = static_cast<int>(worst.severity);
        row.text = nameOf(*entry);
        row.note = shortText(worst);
        if (entry->findings.size() > 1)
            row.extra = tr("+%1", "more findings").arg(entry->findings.size() - 1);
        row.tooltip = tr("%1: %2").arg(row.text, row.note);
        row.clickable = true;
        rows.append(row);
    }
    m_list->setRows(rows);
    setTitle(ailing.isEmpty() ? tr("Key health")
                              : tr("Key health · %1 of %2").arg(ailing.size()).arg(entries.size()));

    QString note;
    if (ailing.size() > shownKeys)
        note = tr("and %1 more").arg(ailing.size() - shownKeys);
    else if (state == LoadState::Failed)
        note = tr("The exchange's own records of the keys could not be read.");
    else if (state == LoadState::Loading || state == LoadState::Idle)
        note = ailing.isEmpty() ? tr("Checking the keys…") : QString();
    else if (ailing.isEmpty())
        note = entries.size() == 1 ? tr("1 key, nothing to report.")
                                   : tr("%1 keys, nothing to report.").arg(entries.size());
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
}

} // namespace coffer::ui
