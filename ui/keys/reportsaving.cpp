// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/reportsaving.h"

#include "keys/findings/keyreport.h"
#include "keys/keyinventory.h"
#include "ui/common/format.h"
#include "ui/keys/keyreport.h"

#include <QFileDialog>
#include <QStandardPaths>

namespace coffer::ui {

ReportSaving::ReportSaving(const keys::KeyInventory &inventory, const Context &context, QWidget *window)
    : QObject(window), m_inventory(inventory), m_context(context), m_window(window)
{
}

void ReportSaving::ask()
{
    auto *dialog = new QFileDialog(m_window, tr("Key report"));
    dialog->setObjectName(QStringLiteral("keyReportDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({tr("Pages to print (*.pdf)"), tr("For other programs (*.json)")});
    dialog->setDefaultSuffix(QStringLiteral("pdf"));
    dialog->setDirectory(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    const QString day = QDateTime::fromMSecsSinceEpoch(m_context.clock.nowMs()).toString(u"yyyy-MM-dd");
    dialog->selectFile(QStringLiteral("coffer-keys-%1").arg(day));
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString &filter) {
        dialog->setDefaultSuffix(filter.contains(QLatin1String("*.json")) ? QStringLiteral("json")
                                                                          : QStringLiteral("pdf"));
    });
    connect(dialog, &QFileDialog::fileSelected, this, &ReportSaving::save);
    dialog->open();
}

void ReportSaving::save(const QString &file)
{
    const QList<keys::InventoryEntry> &entries = m_inventory.entries();
    const qint64 now = m_context.clock.nowMs();
    const bool isJson = file.endsWith(QLatin1String(".json"), Qt::CaseInsensitive);
    const Future<void> written = isJson ? saveFile(keys::keyReportJson(entries, now), file)
                                        : savePdf(keyReport(entries, now, m_context.format), file);
    whenDone(this, written, [this, file](const Result<void> &done) {
        if (done)
            Q_EMIT saved(file);
        else
            Q_EMIT failed(done.error());
    });
}

} // namespace coffer::ui
