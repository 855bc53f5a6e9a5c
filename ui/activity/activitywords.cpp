// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/activity/activitywords.h"

#include "ui/common/errortext.h"
#include "ui/common/format.h"

#include <QCoreApplication>

namespace coffer::ui {

namespace {

const QString unknown = QStringLiteral("\u2013");

struct ActivityWords
{
    Q_DECLARE_TR_FUNCTIONS(coffer::ui::ActivityWords)
};

Chip::Tone toneOf(activity::Outcome outcome)
{
    switch (outcome) {
    case activity::Outcome::Ok:
        return Chip::Tone::Good;
    case activity::Outcome::Refused:
        return Chip::Tone::Warning;
    case activity::Outcome::Failed:
        return Chip::Tone::Danger;
    case activity::Outcome::Unknown:
        return Chip::Tone::DangerOutlined;
    }
    return Chip::Tone::Neutral;
}

} // namespace

QString outcomeName(activity::Outcome outcome)
{
    switch (outcome) {
    case activity::Outcome::Ok:
        return ActivityWords::tr("OK");
    case activity::Outcome::Refused:
        return ActivityWords::tr("Refused");
    case activity::Outcome::Failed:
        return ActivityWords::tr("Failed");
    case activity::Outcome::Unknown:
        return ActivityWords::tr("Not known");
    }
    return {};
}

Chip outcomeChip(activity::Outcome outcome)
{
    return {outcomeName(outcome), toneOf(outcome)};
}

QString reasonText(const htx::RequestRecord &record)
{
    return record.failure ? errorText(Error{*record.failure, record.code, {}, std::nullopt}).title
                          : QString();
}

QString requestText(const htx::RequestRecord &record)
{
    const QString method =
        record.method == htx::Method::Post ? QStringLiteral("POST") : QStringLiteral("GET");
    return method + u' ' + Format::plain(QString::fromUtf8(record.endpoint));
}

QString durationText(qint64 ms)
{
    constexpr qint64 second = 1000;
    if (ms < 1)
        return ActivityWords::tr("< 1 ms");
    if (ms < second)
        return ActivityWords::tr("%1 ms").arg(ms);
    return ActivityWords::tr("%L1 s").arg(static_cast<double>(ms) / second, 0, 'f', 1);
}

QString budgetText(const htx::RequestRecord &record)
{
    if (!record.remaining)
        return unknown;
    if (record.limit <= 0)
        return QString::number(*record.remaining);
    return ActivityWords::tr("%1 of %2", "requests left of the limit")
        .arg(*record.remaining)
        .arg(record.limit);
}

QString KeyNames::name(const KeyId &key) const
{
    if (key.value.isEmpty())
        return unknown;
    for (const keys::InventoryEntry &entry : m_inventory.entries()) {
        if (entry.held && entry.held->id == key)
            return Format::plain(entry.held->label, 80);
    }
    return ActivityWords::tr("Forgotten key");
}

bool KeyNames::isHeld(const KeyId &key) const
{
    const QList<keys::InventoryEntry> &entries = m_inventory.entries();
    return std::any_of(entries.cbegin(), entries.cend(), [&key](const keys::InventoryEntry &entry) {
        return entry.held && entry.held->id == key;
    });
}

QHash<KeyId, QString> KeyNames::labels() const
{
    QHash<KeyId, QString> labels;
    for (const keys::InventoryEntry &entry : m_inventory.entries()) {
        if (entry.held)
            labels.insert(entry.held->id, entry.held->label);
    }
    return labels;
}

} // namespace coffer::ui
