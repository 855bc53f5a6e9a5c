// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/response/responsereport.h"

#include "ui/common/format.h"
#include "ui/common/permissiontext.h"
#include "ui/keys/response/responsetext.h"
#include "ui/keys/response/reviewmodel.h"

#include <QCoreApplication>

namespace coffer::ui {

namespace {

using Column = ReviewModel::Column;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(coffer::ui::ResponseReport)
};

QString digits(const std::optional<Decimal> &value)
{
    return value ? QString::fromLatin1(value->toString()) : QString();
}

QStringList cellsOf(const keys::ReviewRow &row, const Format &format)
{
    QStringList cells;
    for (int i = 0; i < int(Column::Count); ++i) {
        const auto column = Column(i);
        if (column == Column::Time)
            cells << (row.time > 0 ? format.timeWithZone(row.time) : Words::tr("not told"));
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
    report.addFacts(
        {{Words::tr("Key"), keyName(incident)},
         {Words::tr("User id"), QString::number(incident.uid.value)},
         {Words::tr("Rights"), permissionText(incident.permissions)},
         {Words::tr("Held by this device"), incident.isHeld() ? Words::tr("yes") : Words::tr("no")},
         {Words::tr("Begun"), format.timeWithZone(incident.startedAt)},
         {Words::tr("Report written"), format.timeWithZone(frame.writtenAt)},
         {Words::tr("Exchange"), frame.exchange},
         {Words::tr("Written by"), frame.program}});
}

void addSteps(Report &report, const keys::Incident &incident, const Format &format)
{
    report.addHeading(Words::tr("Steps"));
    QList<QStringList> rows;
    for (int i = 0; i < keys::responseSteps; ++i) {
        const auto step = keys::ResponseStep(i);
        const keys::StepRecord &record = incident.step(step);
        rows << QStringList{
            QString::number(i + 1), stepText(step, incident, keys::Revocation::Way::Web).title,
            stateName(record.state), record.at > 0 ? format.timeWithZone(record.at) : QString(),
            stepSentence(step, record)};
    }
    report.addTable({Words::tr("No."), Words::tr("Step"), Words::tr("State"), Words::tr("Time"),
                     Words::tr("Proof or reason")},
                    rows);
}

void addReview(Report &report, const std::optional<keys::Review> &review, const Format &format)
{
    report.addHeading(Words::tr("What happened"));
    if (!review) {
        report.addText(Words::tr("Not read in this session."));
        return;
    }
    report.addNote(Words::tr("Since %1, read %2. “Coffer” marks what fits in time to a request that Coffer "
                             "itself made; “not told” is a time that the exchange does not tell.")
                       .arg(format.timeWithZone(review->since), format.timeWithZone(review->readAt)));
    for (const keys::ReviewGap &gap : review->gaps)
        report.addText(gapText(gap, format));
    QStringList header;
    for (int i = 0; i < int(Column::Count); ++i)
        header << ReviewModel::title(Column(i));
    QList<QStringList> rows;
    for (const keys::ReviewRow &row : review->rows)
        rows << cellsOf(row, format);
    if (rows.isEmpty())
        report.addText(Words::tr("Nothing."));
    else
        report.addTable(header, rows);
}

} // namespace

Report responseReport(const keys::Incident &incident, const std::optional<keys::Review> &review,
                      const keys::ReportFrame &frame, const Format &format)
{
    Report report(frame.isRehearsal ? Words::tr("Rehearsal: response to a key that may be compromised")
                                    : Words::tr("Response to a key that may be compromised"));
    if (frame.isRehearsal)
        report.addText(Words::tr("This was rehearsed on the demo account. Nothing real was touched."));
    addKey(report, incident, frame, format);
    addSteps(report, incident, format);
    addReview(report, review, format);
    report.addNote(Words::tr("Access keys are masked. There is no secret and no signature in this report."));
    return report;
}

} // namespace coffer::ui
