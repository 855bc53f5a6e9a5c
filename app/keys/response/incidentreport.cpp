// SPDX-License-Identifier: GPL-3.0-or-later
#include "keys/response/incidentreport.h"

#include "core/errorword.h"
#include "htx/types/order.h"
#include "keys/keyrecord.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace coffer::keys {

namespace {

QJsonValue orNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

QJsonValue orNull(const std::optional<Decimal> &value)
{
    return value ? QJsonValue(QString::fromLatin1(value->toString())) : QJsonValue();
}

QJsonValue jsonOf(const std::optional<Error> &error)
{
    if (!error)
        return {};
    return QJsonObject{{u"kind"_s, failureWord(error->kind)}, {u"code"_s, orNull(error->code)}};
}

QJsonObject keyJson(const Incident &incident)
{
    return {{u"label"_s, incident.label},
            {u"accessKey"_s, masked(incident.accessKey)},
            {u"uid"_s, QString::number(incident.uid.value)},
            {u"isSubUser"_s, incident.isSubUser},
            {u"holder"_s, orNull(incident.holder)},
            {u"permissions"_s, incident.permissions.toWire()},
            {u"wasHeldHere"_s, incident.isHeld()}};
}

QJsonArray stepsJson(const Incident &incident, const QStringList &sentences)
{
    QJsonArray steps;
    for (int i = 0; i < responseSteps; ++i) {
        const StepRecord &record = incident.steps[std::size_t(i)];
        steps << QJsonObject{{u"step"_s, stepWord(ResponseStep(i))},
                             {u"state"_s, stateWord(record.state)},
                             {u"at"_s, orNull(reportTime(record.at))},
                             {u"fact"_s, factWord(record.fact)},
                             {u"text"_s, sentences.value(i)},
                             {u"reason"_s, orNull(record.reason)},
                             {u"found"_s, record.found},
                             {u"done"_s, record.done},
                             {u"left"_s, record.left},
                             {u"error"_s, jsonOf(record.error)},
                             {u"evidence"_s, orNull(record.evidence)},
                             {u"usedKey"_s, orNull(record.usedKey)},
                             {u"usedCompromisedKey"_s, record.usedCompromised},
                             {u"askedToCancel"_s, QJsonArray::fromStringList(record.told)}};
    }
    return steps;
}

QString byCofferWord(ByCoffer by)
{
    switch (by) {
    case ByCoffer::No:
        return {};
    case ByCoffer::Placed:
        return u"placed"_s;
    case ByCoffer::Cancelled:
        return u"cancelled"_s;
    }
    return {};
}

QJsonObject rowJson(const ReviewRow &row)
{
    return {{u"kind"_s, reviewWord(row.kind)},
            {u"time"_s, orNull(reportTime(row.time))},
            {u"id"_s, orNull(row.id)},
            {u"subject"_s, row.subject},
            {u"side"_s, row.side ? QJsonValue(QString::fromLatin1(htx::wireName(*row.side))) : QJsonValue()},
            {u"detail"_s, orNull(row.detail)},
            {u"amount"_s, orNull(row.amount)},
            {u"price"_s, orNull(row.price)},
            {u"state"_s, orNull(row.state)},
            {u"source"_s, orNull(row.source)},
            {u"byCoffer"_s, orNull(byCofferWord(row.byCoffer))},
            {u"onlyInLocalHistory"_s, row.isLocal}};
}

QJsonValue reviewJson(const std::optional<Review> &review)
{
    if (!review)
        return {};
    QJsonArray rows, gaps;
    for (const ReviewRow &row : review->rows)
        rows << rowJson(row);
    for (const ReviewGap &gap : review->gaps) {
        gaps << QJsonObject{{u"kind"_s, reviewWord(gap.kind)},
                            {u"before"_s, orNull(reportTime(gap.before))},
                            {u"error"_s, jsonOf(gap.error)}};
    }
    return QJsonObject{{u"since"_s, reportTime(review->since)},
                       {u"readAt"_s, reportTime(review->readAt)},
                       {u"rows"_s, rows},
                       {u"notKnown"_s, gaps}};
}

} // namespace

QString reportTime(qint64 ms)
{
    return ms > 0 ? QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(Qt::ISODateWithMs) : QString();
}

QByteArray incidentJson(const Incident &incident, const std::optional<Review> &review,
                        const ReportFrame &frame)
{
    const QJsonObject report{{u"report"_s, u"incident"_s},
                             {u"version"_s, 1},
                             {u"program"_s, frame.program},
                             {u"exchange"_s, frame.exchange},
                             {u"rehearsal"_s, frame.isRehearsal},
                             {u"timeZone"_s, u"UTC"_s},
                             {u"writtenAt"_s, reportTime(frame.writtenAt)},
                             {u"incident"_s, incident.id},
                             {u"startedAt"_s, reportTime(incident.startedAt)},
                             {u"key"_s, keyJson(incident)},
                             {u"steps"_s, stepsJson(incident, frame.sentences)},
                             {u"review"_s, reviewJson(review)}};
    return QJsonDocument(report).toJson();
}

} // namespace coffer::keys
