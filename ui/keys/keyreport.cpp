// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/keyreport.h"

#include "ui/common/format.h"
#include "ui/common/permissiontext.h"
#include "ui/keys/findingtext.h"
#include "ui/keys/keytext.h"

#include <QCoreApplication>

namespace coffer::ui {

namespace {

constexpr int mostAddresses = 1000;

/// Writes one report; hides the access keys in all that goes into it.
class Writer
{
    Q_DECLARE_TR_FUNCTIONS(coffer::ui::KeyReport)

public:
    Writer(const QList<keys::InventoryEntry> &entries, const Format &format)
        : m_report(tr("Key report")), m_entries(entries), m_format(format)
    {
    }

    Report write(qint64 at)
    {
        m_report.addNote(tr("Written by Coffer on %1").arg(m_format.timeWithZone(at)));
        addOverview();
        for (const keys::InventoryEntry &entry : m_entries)
            addKey(entry);
        return m_report;
    }

private:
    QString hidden(QString text) const
    {
        for (const keys::InventoryEntry &entry : m_entries) {
            if (!entry.accessKey().isEmpty())
                text.replace(entry.accessKey(), keys::masked(entry.accessKey()));
        }
        return text;
    }

    QString timeText(qint64 ms) const { return ms > 0 ? m_format.timeWithZone(ms) : tr("unknown"); }

    static QString rightsText(const keys::InventoryEntry &entry)
    {
        if (const htx::ApiKeyRecord *record = entry.record())
            return permissionText(record->permissions);
        return entry.held ? tr("unknown; planned: %1").arg(permissionText(entry.held->planned))
                          : tr("unknown");
    }

    static QString addressText(const keys::InventoryEntry &entry)
    {
        const htx::ApiKeyRecord *record = entry.record();
        if (!record)
            return tr("unknown");
        return record->ipAddresses.isEmpty()
                   ? tr("Any address")
                   : Format::plain(record->ipAddresses.join(tr(", ")), mostAddresses);
    }

    void addOverview()
    {
        QList<QStringList> rows;
        for (const keys::InventoryEntry &entry : m_entries) {
            const QString worst =
                entry.findings.isEmpty() ? tr("none") : severityName(entry.findings.first().severity);
            rows << QStringList{hidden(labelText(entry)), keys::masked(entry.accessKey()), holderText(entry),
                                rightsText(entry), worst};
        }
        m_report.addTable({tr("Key"), tr("Access key"), tr("Holder"), tr("Permissions"), tr("Worst finding")},
                          rows);
    }

    void addKey(const keys::InventoryEntry &entry)
    {
        m_report.addHeading(hidden(labelText(entry)));
        QList<std::pair<QString, QString>> facts{
            {tr("Access key"), keys::masked(entry.accessKey())},
            {tr("Holder"), tr("%1, UID %2").arg(holderText(entry)).arg(entry.uid.value)},
            {tr("Permissions"), rightsText(entry)},
            {tr("IP addresses"), addressText(entry)},
            {tr("Expires in"), expiryText(entry.record())}};
        if (const htx::ApiKeyRecord *record = entry.record())
            facts << std::pair(tr("Note"), hidden(record->note))
                  << std::pair(tr("Created"), timeText(record->createdAt));
        if (entry.held) {
            facts << std::pair(tr("Planned"), permissionText(entry.held->planned))
                  << std::pair(tr("Secret"), placeText(entry.held->place))
                  << std::pair(tr("Verified"), timeText(entry.held->verifiedAt))
                  << std::pair(tr("Last used here"), timeText(entry.held->lastUsedAt));
        } else {
            facts << std::pair(tr("Secret"), tr("Not held here"));
        }
        m_report.addFacts(facts);
        addFindings(entry.findings);
        addFindings(entry.accepted);
    }

    void addFindings(const QList<keys::Finding> &findings)
    {
        for (const keys::Finding &finding : findings) {
            const FindingText words = findingText(finding);
            m_report.addText(hidden(tr("%1: %2").arg(
                finding.accepted ? tr("Accepted") : severityName(finding.severity), words.title)));
            if (!words.evidence.isEmpty())
                m_report.addNote(hidden(QString(words.evidence).replace(u'\n', QLatin1String("; "))));
            if (finding.accepted) {
                m_report.addNote(tr("Reason, %1: %2")
                                     .arg(timeText(finding.accepted->at), hidden(finding.accepted->reason)));
            } else if (finding.at > 0) {
                m_report.addNote(tr("As of %1").arg(timeText(finding.at)));
            }
        }
    }

    Report m_report;
    const QList<keys::InventoryEntry> &m_entries;
    const Format &m_format;
};

} // namespace

Report keyReport(const QList<keys::InventoryEntry> &entries, qint64 at, const Format &format)
{
    return Writer(entries, format).write(at);
}

} // namespace coffer::ui
