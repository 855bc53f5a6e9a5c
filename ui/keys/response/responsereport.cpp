// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/response/responsereport.h"

#include "ui/common/format.h"
#include "ui/common/permissiontext.h"
#include "ui/keys/response/responsetext.h"
#include "ui/keys/response/reviewmodel.h"

#include <QCoreApplication>
#include <QDateTime>

namespace coffer::ui {

namespace {

using Column = ReviewModel::Column;

struct ResponseReportWords
{
    Q_DECLARE_TR_FUNCTIONS(coffer::ui::ResponseReport)
};

QString digits(const std::optional<Decimal> &value)
{
    return value ? QString::fromLatin1(value->toString()) : QString();
}

/// In tables, whose headers name the zone: whoever reads the report may be elsewhere.
QString utcText(qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(u"yyyy-MM-dd HH:mm:ss");
}

QStringList cellsOf(const keys::ReviewRow &row, const Format &format)
{
    QStringList cells;
    for (int i = 0; i < int(Column::Count); ++i) {
        const auto column = Column(i);
        if (column == Column::Time)
            cells << (row.time > 0 ? utcText(row.time) : ResponseReportWords::tr("not told"));
        else if (column == Column::Amount)
            cells << digits(row.amount);
        else if (column == Column::Price)
            cells << digits(row.price);
        else
            cells << ReviewModel::text(row, column, format);
    }
    return cells;
}

void addKey(Report &report, const keys::Incident &incident, const keys::ReportFrame &frame,
            const Format &format)
{
    report.addFacts({{ResponseReportWords::tr("Key"), keyName(incident)},
                     {ResponseReportWords::tr("UID"), QString::number(incident.uid.value)},
                     {ResponseReportWords::tr("Rights"), permissionText(incident.permissions)},
                     {ResponseReportWords::tr("Held by this device"),
                      incident.isHeld() ? ResponseReportWords::tr("yes") : ResponseReportWords::tr("no")},
                     {ResponseReportWords::tr("Begun"), format.timeWithZone(incident.startedAt)},
                     {ResponseReportWords::tr("Report written"), format.timeWithZone(frame.writtenAt)},
                     {ResponseReportWords::tr("Exchange"), frame.exchange},
                     {ResponseReportWords::tr("Written by"), frame.program}});
}

void addSteps(Report &report, const keys::Incident &incident)
{
    report.addHeading(ResponseReportWords::tr("Steps"));
    QList<QStringList> rows;
    for (int i = 0; i < keys::responseSteps; ++i) {
        const auto step = keys::ResponseStep(i);
        const keys::StepRecord &record = incident.step(step);
        rows << QStringList{QString::number(i + 1),
                            stepText(step, incident, keys::Revocation::Way::Web).title,
                            stateName(record.state), record.at > 0 ? utcText(record.at) : QString(),
                            stepSentence(step, record)};
    }
    report.addTable({ResponseReportWords::tr("No."), ResponseReportWords::tr("Step"),
                     ResponseReportWords::tr("State"), ResponseReportWords::tr("Time (UTC)"),
                     ResponseReportWords::tr("Proof or reason")},
                    rows);
}

void addReview(Report &report, const std::optional<keys::Review> &review, const Format &format)
{
    report.addHeading(ResponseReportWords::tr("What happened"));
    if (!review) {
        report.addText(ResponseReportWords::tr("Not read in this session."));
        return;
    }
    report.addNote(ResponseReportWords::tr(
                       "Since %1, read %2. “Coffer” marks what fits in time to a request that Coffer "
                       "itself made; “not told” is a time that the exchange does not tell.")
                       .arg(format.timeWithZone(review->since), format.timeWithZone(review->readAt)));
    for (const keys::ReviewGap &gap : review->gaps)
        report.addText(gapText(gap, format));
    QStringList header;
    for (int i = 0; i < int(Column::Count); ++i)
        header << (Column(i) == Column::Time ? ResponseReportWords::tr("Time (UTC)")
                                             : ReviewModel::title(Column(i)));
    QList<QStringList> rows;
    for (const keys::ReviewRow &row : review->rows)
        rows << cellsOf(row, format);
    if (rows.isEmpty())
        report.addText(ResponseReportWords::tr("Nothing."));
    else
        report.addTable(header, rows);
}

} // namespace

Report responseReport(const keys::Incident &incident, const std::optional<keys::Review> &review,
                      const keys::ReportFrame &frame, const Format &format)
{
    Report report(frame.isRehearsal
                      ? ResponseReportWords::tr("Rehearsal: response to a key that may be compromised")
                      : ResponseReportWords::tr("Response to a key that may be compromised"));
    if (frame.isRehearsal)
        report.addText(
            ResponseReportWords::tr("This was rehearsed on the demo account. Nothing real was touched."));
    addKey(report, incident, frame, format);
    addSteps(report, incident);
    addReview(report, review, format);
    report.addNote(ResponseReportWords::tr(
        "Access keys are masked. There is no secret and no signature in this report."));
    return report;
}

} // namespace coffer::ui
