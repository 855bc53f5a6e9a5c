// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/response/responsewindow.h"

#include "ui/common/chiplabel.h"
#include "ui/common/errorbar.h"
#include "ui/common/format.h"
#include "ui/common/icons.h"
#include "ui/common/label.h"
#include "ui/common/theme.h"
#include "ui/keys/apipage.h"
#include "ui/keys/response/responsereport.h"
#include "ui/keys/response/responsetext.h"
#include "ui/keys/response/steppanel.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QListWidget>
#include <QProcess>
#include <QPushButton>
#include <QStandardPaths>
#include <QVBoxLayout>

namespace coffer::ui {

namespace {

using keys::ResponseStep;

constexpr int stepsWidth = 248;
constexpr QSize usualSize(960, 620);
constexpr QSize smallestSize(720, 480);

} // namespace

ResponseWindow::ResponseWindow(std::unique_ptr<keys::CompromiseResponse> response, const ResponseMeans &means,
                               const QString &exchange, const Context &context, QWidget *parent)
    : QDialog(parent),
      m_response(std::move(response)),
      m_means(means),
      m_exchange(exchange),
      m_context(context),
      m_error(new ErrorBar(context.theme, this)),
      m_steps(new QListWidget(this)),
      m_panel(new StepPanel(*m_response, context, this))
{
    setObjectName(QStringLiteral("responseWindow"));
    setWindowTitle(means.isDemo ? tr("Rehearsal: this key may be compromised")
                                : tr("This key may be compromised"));
    setAttribute(Qt::WA_DeleteOnClose);
    setModal(false);
    setSizeGripEnabled(true);
    setMinimumSize(smallestSize);
    resize(usualSize);

    auto *middle = new QHBoxLayout;
    middle->setSpacing(24);
    middle->addWidget(makeSteps());
    middle->addWidget(m_panel, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 16, 24, 16);
    layout->setSpacing(16);
    layout->addWidget(makeHead());
    layout->addWidget(m_error);
    layout->addLayout(middle, 1);
    layout->addWidget(makeButtons());

    connectPanel();
    connect(m_response.get(), &keys::CompromiseResponse::changed, this, &ResponseWindow::refresh);
    connect(m_response.get(), &keys::CompromiseResponse::failed, this,
            [this](const Error &error) { showProblem(error, [this] { m_response->writeAgain(); }); });
    connect(m_error, &ErrorBar::remedyRequested, this, [this] {
        m_error->clear();
        m_again();
    });
    connect(m_response.get(), &keys::CompromiseResponse::replacementWanted, this,
            &ResponseWindow::replacementWanted);
    connect(m_response.get(), &keys::CompromiseResponse::finished, this, [this] {
        Q_EMIT ended();
        close();
    });
    connect(&context.theme, &Theme::changed, this, &ResponseWindow::refresh);
    m_current = m_response->incident().current();
    goTo(m_current);
    refresh();
    m_steps->setFocus();
}

ResponseWindow::~ResponseWindow()
{
    m_steps->disconnect(this);
    delete m_panel; // before the response that it shows
}

/// Enter in a field must not cancel or delete anything: a button is pressed, or nothing happens.
void ResponseWindow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_Return && event->key() != Qt::Key_Enter)
        QDialog::keyPressEvent(event);
}

QWidget *ResponseWindow::makeHead()
{
    auto *box = new QWidget(this);
    auto *title = new Label(Label::Role::Title, tr("This key may be compromised"), box);
    auto *about = new Label(Label::Role::Muted, keyName(m_response->incident()), box);
    about->setObjectName(QStringLiteral("responseKey"));
    about->setElided(Qt::ElideMiddle);
    auto *rehearsal = new ChipLabel(m_context.theme, box);
    rehearsal->setObjectName(QStringLiteral("rehearsalMark"));
    rehearsal->setChip({tr("Rehearsal on the demo account: nothing real is touched"), Chip::Tone::Warning});
    rehearsal->setVisible(m_means.isDemo);
    auto *row = new QHBoxLayout;
    row->addWidget(title);
    row->addStretch(1);
    row->addWidget(rehearsal);
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins({});
    layout->setSpacing(4);
    layout->addLayout(row);
    layout->addWidget(about);
    return box;
}

QWidget *ResponseWindow::makeSteps()
{
    m_steps->setObjectName(QStringLiteral("responseSteps"));
    m_steps->setAccessibleName(tr("Steps"));
    m_steps->setFixedWidth(stepsWidth);
    m_steps->setFrameShape(QFrame::NoFrame);
    m_steps->setIconSize(QSize(16, 16));
    m_steps->setWordWrap(true);
    m_steps->setSpacing(2);
    m_steps->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    for (int i = 0; i < keys::responseSteps; ++i)
        new QListWidgetItem(m_steps);
    connect(m_steps, &QListWidget::currentRowChanged, this, [this](int row) {
        if (row >= 0)
            m_panel->setStep(ResponseStep(row));
    });
    return m_steps;
}

QWidget *ResponseWindow::makeButtons()
{
    auto *box = new QWidget(this);
    m_note = new Label(Label::Role::Meta, box);
    m_note->setObjectName(QStringLiteral("responseNote"));
    m_note->setWordWrap(true);
    m_rehearse = new QPushButton(tr("Rehearse on the demo account"), box);
    m_rehearse->setObjectName(QStringLiteral("rehearseButton"));
    m_rehearse->setToolTip(
        tr("Starts a second Coffer with a made-up account, where all of this can be tried"));
    m_rehearse->setVisible(!m_means.isDemo);
    m_end = new QPushButton(tr("End the response"), box);
    m_end->setObjectName(QStringLiteral("endResponse"));
    auto *later = new QPushButton(tr("Close"), box);
    later->setObjectName(QStringLiteral("closeResponse"));
    for (QPushButton *button : {m_rehearse, m_end, later})
        button->setAutoDefault(false);
    connect(m_rehearse, &QPushButton::clicked, this, &ResponseWindow::rehearse);
    connect(m_end, &QPushButton::clicked, m_response.get(), &keys::CompromiseResponse::finish);
    connect(later, &QPushButton::clicked, this, &QWidget::close);
    auto *row = new QHBoxLayout(box);
    row->setContentsMargins({});
    row->setSpacing(8);
    row->addWidget(m_note, 1);
    row->addWidget(m_rehearse);
    row->addWidget(m_end);
    row->addWidget(later);
    return box;
}

void ResponseWindow::connectPanel()
{
    connect(m_panel, &StepPanel::reviewRequested, this, &ResponseWindow::readReview);
    connect(m_panel, &StepPanel::pdfRequested, this, [this] { chooseFile(true); });
    connect(m_panel, &StepPanel::jsonRequested, this, [this] { chooseFile(false); });
    connect(m_panel, &StepPanel::webPageRequested, this, [this] {
        if (!openInBrowser(apiManagementPage()))
            m_note->setText(
                tr("No browser could be opened. The page is %1").arg(apiManagementPage().toDisplayString()));
    });
}

/// Shows each step's state, and follows to the next step when one was settled.
void ResponseWindow::refresh()
{
    const keys::Incident &incident = m_response->incident();
    for (int i = 0; i < keys::responseSteps; ++i) {
        const auto step = ResponseStep(i);
        const keys::StepRecord &record = incident.step(step);
        const QString title = stepText(step, incident, keys::Revocation::Way::Web).title;
        QListWidgetItem *item = m_steps->item(i);
        item->setText(QStringLiteral("%1. %2\n%3").arg(i + 1).arg(title, stateName(record.state)));
        const Colors &colors = m_context.theme.colors();
        const QColor color = record.state == keys::StepState::Done       ? colors.gain
                             : record.state == keys::StepState::Failed   ? colors.danger
                             : record.state == keys::StepState::Unproved ? colors.warning
                             : record.state == keys::StepState::Running  ? colors.accent
                                                                         : colors.muted;
        QIcon icon(pixmap(stateIcon(record.state), color, 16, devicePixelRatioF()));
        icon.addPixmap(pixmap(stateIcon(record.state), colors.onAccent, 16, devicePixelRatioF()),
                       QIcon::Selected);
        item->setIcon(icon);
        item->setData(Qt::AccessibleDescriptionRole, stepSentence(step, record));
    }
    const ResponseStep now = incident.current();
    const bool isOver = now == ResponseStep::Count;
    m_end->setEnabled(isOver);
    m_note->setText(
        isOver ? tr("Every step is done or skipped. Ending the response takes it off the Keys page.")
               : tr("Nothing is cancelled or deleted before you press its button. You can close this "
                    "window and go on later from the Keys page."));
    if (now != m_current) {
        const bool isFollowing = m_panel->step() == m_current;
        m_current = now;
        if (isFollowing)
            goTo(now);
    }
}

void ResponseWindow::goTo(ResponseStep step)
{
    m_steps->setCurrentRow(std::min(int(step), keys::responseSteps - 1));
}

void ResponseWindow::readReview(qint64 since)
{
    m_response->setSince(since);
    const auto read = [this](const keys::LocalEvidence &local) { m_response->readReview(local); };
    if (!m_means.evidence) {
        read({});
        return;
    }
    whenDone(this, m_means.evidence(m_response->incident().uid, since),
             [this, read, since](const Result<keys::LocalEvidence> &local) {
                 if (!local)
                     showProblem(local.error(),
                                 [this, since] { readReview(since); }); // the exchange may tell
                 read(local.value_or(keys::LocalEvidence{}));
             });
}

keys::ReportFrame ResponseWindow::frame(const keys::Incident &incident) const
{
    keys::ReportFrame frame;
    frame.program = QStringLiteral("Coffer " COFFER_VERSION);
    frame.exchange = m_exchange;
    frame.isRehearsal = m_means.isDemo;
    frame.writtenAt = m_context.clock.nowMs();
    for (int i = 0; i < keys::responseSteps; ++i)
        frame.sentences << stepSentence(ResponseStep(i), incident.step(ResponseStep(i)));
    return frame;
}

void ResponseWindow::chooseFile(bool isPdf)
{
    const QString suffix = isPdf ? QStringLiteral("pdf") : QStringLiteral("json");
    auto *dialog = new QFileDialog(this, tr("Save incident report"));
    dialog->setObjectName(QStringLiteral("reportDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(suffix);
    dialog->setNameFilter(isPdf ? tr("PDF files (*.pdf)") : tr("JSON files (*.json)"));
    dialog->setDirectory(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    const QString day = QDateTime::fromMSecsSinceEpoch(m_context.clock.nowMs()).toString(u"yyyy-MM-dd");
    dialog->selectFile(m_means.isDemo ? QStringLiteral("coffer-rehearsal-%1.%2").arg(day, suffix)
                                      : QStringLiteral("coffer-incident-%1.%2").arg(day, suffix));
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, isPdf](const QString &file) { saveReport(file, isPdf); });
    dialog->open();
}

/// A report that is there was saved: so it says of its own step.
void ResponseWindow::saveReport(const QString &file, bool isPdf)
{
    m_error->clear();
    keys::Incident incident = m_response->incident();
    keys::StepRecord &own = incident.step(ResponseStep::Report);
    own = {keys::StepState::Done, keys::StepFact::Saved, m_context.clock.nowMs()};
    own.evidence = QFileInfo(file).fileName();
    const keys::ReportFrame about = frame(incident);
    const Future<void> saved =
        isPdf ? savePdf(responseReport(incident, m_response->review(), about, m_context.format), file)
              : saveFile(keys::incidentJson(incident, m_response->review(), about), file);
    whenDone(this, saved, [this, file, isPdf](const Result<void> &written) {
        if (written)
            m_response->reportSaved(QFileInfo(file).fileName());
        else
            showProblem(written.error(), [this, isPdf] { chooseFile(isPdf); });
    });
}

/// The demo has a profile of its own that ends with it, so nothing here is touched.
void ResponseWindow::rehearse()
{
    const bool isStarted =
        QProcess::startDetached(QCoreApplication::applicationFilePath(), {QStringLiteral("--demo")});
    m_note->setText(isStarted
                        ? tr("Another Coffer with the demo account is starting. Choose a key on its Keys "
                             "page, then “This key may be compromised…”.")
                        : tr("The demo could not be started. Start Coffer with --demo instead."));
}

void ResponseWindow::showProblem(const Error &error, const std::function<void()> &again)
{
    m_again = again;
    m_error->show(error);
}

} // namespace coffer::ui
