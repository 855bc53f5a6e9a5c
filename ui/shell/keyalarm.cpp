// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/keyalarm.h"

#include "ui/keys/findingtext.h"
#include "ui/keys/keytext.h"

#include <QCoreApplication>

namespace coffer::ui {

namespace {

struct KeyAlarmWords
{
    Q_DECLARE_TR_FUNCTIONS(coffer::ui::KeyAlarm)

public:
    static QString count(keys::Severity severity, int count)
    {
        switch (severity) {
        case keys::Severity::Critical:
            return count == 1 ? tr("1 critical finding") : tr("%n critical findings", nullptr, count);
        case keys::Severity::Warning:
            return count == 1 ? tr("1 warning") : tr("%n warnings", nullptr, count);
        case keys::Severity::Info:
            return count == 1 ? tr("1 note") : tr("%n notes", nullptr, count);
        }
        return {};
    }

    static QString line(const keys::InventoryEntry &entry, const keys::Finding &finding)
    {
        return tr("%1: %2").arg(labelText(entry), findingText(finding).title);
    }
};

} // namespace

KeyAlarm keyAlarm(const QList<keys::InventoryEntry> &entries)
{
    KeyAlarm alarm;
    const keys::InventoryEntry *owner = nullptr;
    for (const keys::InventoryEntry &entry : entries) {
        for (const keys::Finding &finding : entry.findings) {
            if (alarm.worst && finding.severity < *alarm.worst)
                continue;
            if (!alarm.worst || finding.severity > *alarm.worst) {
                alarm.worst = finding.severity;
                alarm.count = 0;
                owner = &entry;
            }
            ++alarm.count;
        }
    }
    if (!owner)
        return alarm;
    alarm.words = KeyAlarmWords::count(*alarm.worst, alarm.count);
    alarm.example = KeyAlarmWords::line(*owner, owner->findings.first());
    return alarm;
}

QStringList CriticalNews::take(const QList<keys::InventoryEntry> &entries, bool isReading)
{
    QStringList news;
    QSet<QString> now;
    for (const keys::InventoryEntry &entry : entries) {
        for (const keys::Finding &finding : entry.findings) {
            if (finding.severity != keys::Severity::Critical)
                continue;
            const QString id = entry.accessKey() + QLatin1Char(' ') + keys::evidenceOf(finding);
            now.insert(id);
            if (m_hasRead && !m_known.contains(id))
                news << KeyAlarmWords::line(entry, finding);
        }
    }
    m_known = now;
    m_hasRead = m_hasRead || isReading;
    return news;
}

} // namespace coffer::ui
