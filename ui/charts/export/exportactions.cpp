// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/export/exportactions.h"

#include "core/clock.h"
#include "ui/charts/export/candlesheet.h"
#include "ui/charts/export/chartexport.h"
#include "ui/charts/export/exportname.h"
#include "ui/charts/plot/candlechart.h"
#include "ui/common/icons.h"
#include "ui/common/report.h"

#include <QAction>
#include <QClipboard>
#include <QDateTime>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMenu>
#include <QStandardPaths>

#include <array>

namespace coffer::ui {

namespace {

struct Choice
{
    ExportFormat format;
    const char *name; ///< of the action
    const char *text;
    const char *filter;
    const char *suffix;
};

constexpr std::array<Choice, 4> choices{
    {{ExportFormat::Png, "exportPng", QT_TRANSLATE_NOOP("coffer::ui::ExportActions", "Picture (PNG)…"),
      QT_TRANSLATE_NOOP("coffer::ui::ExportActions", "PNG pictures (*.png)"), "png"},
     {ExportFormat::Svg, "exportSvg",
      QT_TRANSLATE_NOOP("coffer::ui::ExportActions", "Scalable picture (SVG)…"),
      QT_TRANSLATE_NOOP("coffer::ui::ExportActions", "SVG pictures (*.svg)"), "svg"},
     {ExportFormat::Pdf, "exportPdf", QT_TRANSLATE_NOOP("coffer::ui::ExportActions", "Page (PDF)…"),
      QT_TRANSLATE_NOOP("coffer::ui::ExportActions", "PDF files (*.pdf)"), "pdf"},
     {ExportFormat::Csv, "exportCsv", QT_TRANSLATE_NOOP("coffer::ui::ExportActions", "Candles (CSV)…"),
      QT_TRANSLATE_NOOP("coffer::ui::ExportActions", "CSV files (*.csv)"), "csv"}}};

const Choice &choiceOf(ExportFormat format)
{
    return choices[static_cast<std::size_t>(format)];
}

Result<QByteArray> encoded(const QImage &image)
{
    const QByteArray bytes = toPng(image);
    if (bytes.isEmpty())
        return fail(ErrorKind::OutOfMemory);
    return bytes;
}

Result<QByteArray> svg(const ChartShapes &shapes)
{
    return toSvg(shapes);
}

Result<QByteArray> pdf(const ChartShapes &shapes)
{
    return toPdf(shapes);
}

Result<QByteArray> written(const CandleSheet &sheet)
{
    return toCsv(sheet);
}

} // namespace

ExportActions::ExportActions(CandleChart &chart, const Context &context, QWidget &window, QObject *parent)
    : QObject(parent),
      m_chart(chart),
      m_context(context),
      m_window(window),
      m_menu(std::make_unique<QMenu>(tr("Export")))
{
    m_menu->setObjectName(QStringLiteral("exportMenu"));
    m_menu->setToolTipsVisible(true);
    QAction *copy = m_menu->addAction(tr("Copy as picture"), this, &ExportActions::copyPicture);
    copy->setObjectName(QStringLiteral("exportCopy"));
    m_actions.append(copy);
    m_menu->addSeparator();
    for (const Choice &choice : choices) {
        QAction *action =
            m_menu->addAction(tr(choice.text), this, [this, format = choice.format] { ask(format); });
        action->setObjectName(QLatin1String(choice.name));
        m_actions.append(action);
    }
    m_menu->addSeparator();
    m_double = m_menu->addAction(tr("PNG and copy in double size"));
    m_double->setObjectName(QStringLiteral("exportDouble"));
    m_double->setCheckable(true);
    m_double->setChecked(context.settings.value(exportDoubleSetting));
    connect(m_double, &QAction::toggled, this,
            [this](bool on) { m_context.settings.setValue(exportDoubleSetting, on); });
    connect(m_menu.get(), &QMenu::aboutToShow, this, &ExportActions::update);
    update();
}

ExportActions::~ExportActions() = default;

void ExportActions::update()
{
    const bool isPossible = !m_chart.content().isEmpty();
    for (QAction *action : std::as_const(m_actions)) {
        action->setEnabled(isPossible);
        action->setToolTip(isPossible ? QString() : tr("There are no candles to export yet."));
    }
}

double ExportActions::ratio() const
{
    return m_double->isChecked() ? 2 : 1;
}

void ExportActions::ask(ExportFormat format)
{
    const Choice &choice = choiceOf(format);
    const QString suffix = QLatin1String(choice.suffix);
    auto *dialog = new QFileDialog(&m_window, tr("Export the chart"));
    dialog->setObjectName(QStringLiteral("exportDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(suffix);
    dialog->setNameFilter(tr(choice.filter));
    const QString folder = m_context.settings.value(exportFolderSetting);
    dialog->setDirectory(!folder.isEmpty() && QDir(folder).exists()
                             ? folder
                             : QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    const ChartContent &content = m_chart.content();
    const QDate day = QDateTime::fromMSecsSinceEpoch(m_context.clock.nowMs()).date();
    dialog->selectFile(exportName(content.market, content.periodName, day, suffix));
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, format](const QString &file) { save(format, file); });
    dialog->open();
}

void ExportActions::save(ExportFormat format, const QString &file)
{
    const ChartContent &content = m_chart.content();
    if (content.isEmpty()) {
        Q_EMIT said(tr("There are no candles to export yet."), QString());
        return;
    }
    switch (format) {
    case ExportFormat::Png:
        if (const QImage image = chartImage(content, ratio()); !image.isNull())
            write(QtConcurrent::run(encoded, image), file);
        else
            finish(fail(ErrorKind::OutOfMemory), file);
        break;
    case ExportFormat::Svg:
        write(QtConcurrent::run(svg, chartShapes(content)), file);
        break;
    case ExportFormat::Pdf:
        write(QtConcurrent::run(pdf, chartShapes(content)), file);
        break;
    case ExportFormat::Csv:
        write(QtConcurrent::run(written, sheetInSight(content)), file);
        break;
    }
}

void ExportActions::write(Future<QByteArray> bytes, const QString &file)
{
    whenDone(this, std::move(bytes), [this, file](Result<QByteArray> result) {
        if (!result) {
            finish(fail(result.error()), file);
            return;
        }
        whenDone(this, saveFile(*result, file), [this, file](Result<void> saved) { finish(saved, file); });
    });
}

void ExportActions::finish(const Result<void> &result, const QString &file)
{
    const QString shown = QDir::toNativeSeparators(file);
    if (result) {
        m_context.settings.setValue(exportFolderSetting, QFileInfo(file).absolutePath());
        Q_EMIT said(tr("Saved to %1").arg(shown), file);
    } else if (result.error().kind == ErrorKind::StorageFull) {
        Q_EMIT said(tr("There is no space left on that disk. Nothing was saved."), QString());
    } else if (result.error().kind == ErrorKind::OutOfMemory) {
        Q_EMIT said(tr("There is not enough memory for this picture. Nothing was saved."), QString());
    } else {
        Q_EMIT said(tr("%1 can't be written (%2). Nothing was saved; choose another folder.")
                        .arg(shown, result.error().detail),
                    QString());
    }
}

void ExportActions::copyPicture()
{
    if (m_chart.content().isEmpty()) {
        Q_EMIT said(tr("There are no candles to export yet."), QString());
        return;
    }
    const QImage image = chartImage(m_chart.content(), ratio());
    if (image.isNull()) {
        Q_EMIT said(tr("There is not enough memory for this picture. Nothing was copied."), QString());
        return;
    }
    QGuiApplication::clipboard()->setImage(image);
    Q_EMIT said(tr("The chart is on the clipboard as a picture."), QString());
}

} // namespace coffer::ui
