// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/backup/restoredialog.h"

#include "core/sealed.h"
#include "keys/backup/backupmaker.h"
#include "keys/backup/facttables.h"
#include "keys/keyinventory.h"
#include "keys/keyring.h"
#include "ui/common/errorbar.h"
#include "ui/common/format.h"
#include "ui/common/label.h"
#include "ui/common/tableview.h"
#include "ui/keys/backup/restorechoice.h"
#include "ui/keys/backup/restoremodel.h"
#include "ui/keys/backup/restoretext.h"
#include "ui/keys/secretfield.h"

#include <QCheckBox>
#include <QFileDialog>
#include <QHeaderView>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QStandardPaths>
#include <QVBoxLayout>

namespace coffer::ui {

namespace {

using Column = RestoreModel::Column;

constexpr int fieldHeight = 30;
constexpr QSize entrySize(560, 320);
constexpr QSize previewSize(860, 560);
constexpr int tableHeight = 180;

} // namespace

RestoreDialog::RestoreDialog(keys::KeyInventory &inventory, const keys::Keyring &keyring,
                             keys::SecretStores &stores, keys::PendingTable &pending, keys::FactStore &facts,
                             const Context &context, QWidget *parent)
    : QDialog(parent),
      m_context(context),
      m_restore(inventory, keyring, stores, pending, facts, context.clock),
      m_error(new ErrorBar(context.theme, this))
{
    setObjectName(QStringLiteral("restoreDialog"));
    setWindowTitle(tr("Restore keys"));
    setModal(true);
    setAttribute(Qt::WA_DeleteOnClose);
    m_entry = makeEntry();
    m_preview = makePreview();
    m_result = new Label(Label::Role::Body, this);
    m_result->setObjectName(QStringLiteral("restoreResult"));
    m_result->setWordWrap(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 16, 24, 16);
    layout->setSpacing(16);
    layout->addWidget(new Label(Label::Role::Title, tr("Restore keys"), this));
    layout->addWidget(m_error);
    layout->addWidget(m_entry);
    layout->addWidget(m_bar);
    layout->addWidget(m_preview, 1);
    layout->addWidget(m_result);
    layout->addStretch();
    layout->addWidget(makeButtons());
    connect(&keyring, &keys::Keyring::lockedChanged, this, [this](bool locked) {
        if (locked) // secrets leave memory
            reject();
    });
    connect(m_error, &ErrorBar::remedyRequested, this,
            [this] { m_phase == Phase::Choosing ? restore() : openFile(); });
    resize(entrySize);
    setPhase(Phase::Entry);
}

RestoreDialog::~RestoreDialog()
{
    m_passphrase->disconnect(this); // it wipes itself while the base class goes
}

QWidget *RestoreDialog::makeEntry()
{
    auto *box = new QWidget(this);
    m_file = new QLineEdit(box);
    m_file->setObjectName(QStringLiteral("restoreFileField"));
    m_file->setPlaceholderText(tr("The file that Coffer saved"));
    auto *choose = new QPushButton(tr("&Choose…"), box);
    choose->setObjectName(QStringLiteral("chooseFileButton"));
    choose->setAccessibleName(tr("Choose a file"));
    choose->setAutoDefault(false);
    m_passphrase = new SecretField(box);
    m_passphrase->setObjectName(QStringLiteral("restorePassphraseField"));
    m_bar = new QProgressBar(this);
    m_bar->setTextVisible(false);
    m_bar->setRange(0, 0);
    m_bar->setAccessibleName(tr("Restoring"));

    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins({});
    layout->setSpacing(4);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_file, 1);
    row->addWidget(choose);
    const auto addLabel = [&](const QString &title, QLineEdit *field) {
        auto *label = new Label(Label::Role::Body, title, box);
        label->setBuddy(field);
        field->setMinimumHeight(fieldHeight);
        field->setAccessibleName(QString(title).remove(QLatin1Char('&')));
        layout->addWidget(label);
        connect(field, &QLineEdit::textChanged, this, &RestoreDialog::updateButtons);
    };
    addLabel(tr("Backup &file"), m_file);
    layout->addLayout(row);
    layout->addSpacing(6);
    addLabel(tr("&Passphrase"), m_passphrase);
    layout->addWidget(m_passphrase);
    connect(choose, &QPushButton::clicked, this, &RestoreDialog::askForFile);
    connect(m_passphrase, &SecretField::expired, this, [this] {
        if (m_phase == Phase::Entry)
            showFailure(
                {ErrorKind::InvalidInput,
                 {},
                 tr("The passphrase was wiped because this window was left alone. Enter it once more."),
                 std::nullopt});
    });
    return box;
}

QWidget *RestoreDialog::makePreview()
{
    auto *box = new QWidget(this);
    m_summary = new Label(Label::Role::Strong, box);
    m_summary->setObjectName(QStringLiteral("restoreSummary"));
    m_summary->setWordWrap(true);
    m_model = new RestoreModel(box);
    m_table = new TableView(QStringLiteral("restoreTable"), m_context.theme, box);
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("Keys in the backup"));
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setSortingEnabled(false); // in the order of the backup
    m_table->setMinimumHeight(tableHeight);
    for (const auto &[column, width] :
         {std::pair(Column::Label, 150), std::pair(Column::AccessKey, 110),
          std::pair(Column::Permissions, 130), std::pair(Column::Standing, 230)})
        m_table->setColumnWidth(int(column), width);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_choice = new RestoreChoice(box);
    m_withFacts = new QCheckBox(box);
    m_withFacts->setObjectName(QStringLiteral("withFacts"));
    m_withFacts->setChecked(true);

    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins({});
    layout->setSpacing(12);
    layout->addWidget(m_summary);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_choice);
    layout->addWidget(m_withFacts);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &current) { showChoice(current.row()); });
    connect(m_choice, &RestoreChoice::chosen, this, &RestoreDialog::takeChoice);
    connect(m_withFacts, &QCheckBox::toggled, this, &RestoreDialog::updateButtons);
    return box;
}

QWidget *RestoreDialog::makeButtons()
{
    auto *box = new QWidget(this);
    auto *layout = new QHBoxLayout(box);
    layout->setContentsMargins({});
    layout->setSpacing(8);
    m_hint = new Label(Label::Role::Meta, tr("Nothing is changed before you restore."), box);
    m_cancelButton = new QPushButton(box);
    m_cancelButton->setObjectName(QStringLiteral("cancelButton"));
    m_cancelButton->setAutoDefault(false);
    m_goButton = new QPushButton(box);
    m_goButton->setObjectName(QStringLiteral("restoreButton"));
    m_goButton->setDefault(true);
    layout->addWidget(m_hint, 1);
    layout->addWidget(m_cancelButton);
    layout->addWidget(m_goButton);
    connect(m_cancelButton, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_goButton, &QPushButton::clicked, this,
            [this] { m_phase == Phase::Choosing ? restore() : openFile(); });
    return box;
}

void RestoreDialog::setPhase(Phase phase)
{
    m_phase = phase;
    m_entry->setVisible(phase == Phase::Entry || phase == Phase::Opening);
    m_entry->setEnabled(phase == Phase::Entry);
    m_bar->setVisible(phase == Phase::Opening || phase == Phase::Restoring);
    m_preview->setVisible(phase == Phase::Choosing || phase == Phase::Restoring);
    m_preview->setEnabled(phase == Phase::Choosing);
    m_result->setVisible(phase == Phase::Finished);
    m_hint->setVisible(phase != Phase::Finished && phase != Phase::Restoring);
    m_cancelButton->setText(phase == Phase::Finished ? tr("Close") : tr("Cancel"));
    m_cancelButton->setEnabled(phase != Phase::Restoring);
    m_goButton->setVisible(phase != Phase::Finished);
    m_goButton->setText(phase == Phase::Choosing || phase == Phase::Restoring ? tr("Restore") : tr("Open"));
    updateButtons();
    fitHeight();
}

/// Wrapped lines need their height, which a dialog does not ask for by itself. It only ever grows.
void RestoreDialog::fitHeight()
{
    layout()->activate();
    const int needed = layout()->totalHeightForWidth(width());
    if (needed > height())
        resize(width(), needed);
}

void RestoreDialog::updateButtons()
{
    const bool canOpen =
        m_phase == Phase::Entry && !m_file->text().isEmpty() && !m_passphrase->text().isEmpty();
    m_goButton->setEnabled(canOpen || (m_phase == Phase::Choosing && isAnythingWanted()));
}

bool RestoreDialog::isAnythingWanted() const
{
    const QList<keys::RestoreItem> &items = m_model->items();
    return (m_content.factCount() > 0 && m_withFacts->isChecked()) ||
           std::any_of(items.cbegin(), items.cend(),
                       [](const keys::RestoreItem &item) { return item.isWanted(); });
}

void RestoreDialog::askForFile()
{
    auto *dialog = new QFileDialog(this, tr("Open a backup"));
    dialog->setObjectName(QStringLiteral("restoreFileDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Backups of Coffer (*.cofferbackup)"), tr("All files (*)")});
    dialog->setDirectory(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &file) {
        m_file->setText(file);
        m_passphrase->setFocus();
    });
    dialog->open();
}

void RestoreDialog::openFile()
{
    if (m_phase != Phase::Entry || !m_goButton->isEnabled())
        return;
    Result<Secret> passphrase = sealed::passphrase(m_passphrase->secret());
    if (!passphrase) {
        // Too long for any backup: to be told apart from a wrong one would help nobody.
        showFailure({ErrorKind::WrongPassphrase, {}, {}, std::nullopt});
        return;
    }
    m_error->clear();
    setPhase(Phase::Opening);
    const auto work = [passphrase = std::make_shared<const Secret>(std::move(*passphrase)),
                       file = m_file->text()] { return keys::openBackup(*passphrase, file); };
    whenDone(this, QtConcurrent::run(work),
             [this](const Result<keys::BackupContent> &content) { opened(content); });
}

void RestoreDialog::opened(const Result<keys::BackupContent> &content)
{
    if (!content) {
        showFailure(content.error());
        return;
    }
    m_content = *content;
    whenDone(this, m_restore.preview(std::exchange(m_content.keys, {})),
             [this](const Result<QList<keys::RestoreItem>> &items) { compared(items); });
}

void RestoreDialog::compared(const Result<QList<keys::RestoreItem>> &items)
{
    if (!items) {
        showFailure(items.error());
        return;
    }
    m_passphrase->wipe();
    m_model->setItems(*items);
    const int facts = m_content.factCount();
    m_summary->setText(planText(*items) + QStringLiteral(" · ") +
                       tr("made %1").arg(m_context.format.time(m_content.madeAt)));
    m_withFacts->setVisible(facts > 0);
    m_withFacts->setText(
        tr("Also take what was &accepted: findings, and the state of the accounts (%n)", nullptr, facts));
    setPhase(Phase::Choosing);
    resize(size().expandedTo(previewSize));
    // Where there is something to choose.
    int first = 0;
    while (first < items->size() && items->at(first).standing != keys::RestoreItem::Standing::Differs)
        ++first;
    m_choice->setVisible(!items->isEmpty());
    if (!items->isEmpty())
        m_table->setCurrentIndex(m_model->index(first < items->size() ? first : 0, 0));
    m_table->setFocus();
}

void RestoreDialog::showChoice(int row)
{
    if (row >= 0)
        m_choice->setItem(m_model->items().at(row));
}

void RestoreDialog::takeChoice()
{
    m_model->setItem(m_table->currentIndex().row(), m_choice->item());
    updateButtons();
}

void RestoreDialog::restore()
{
    if (m_phase != Phase::Choosing || !isAnythingWanted())
        return;
    m_error->clear();
    setPhase(Phase::Restoring);
    whenDone(this,
             m_restore.run(m_model->items(), m_withFacts->isChecked() ? m_content.facts : keys::Facts()),
             [this](const Result<keys::RestoreOutcome> &outcome) { restoreDone(outcome); });
}

void RestoreDialog::restoreDone(const Result<keys::RestoreOutcome> &outcome)
{
    if (!outcome) {
        setPhase(Phase::Choosing);
        m_error->show(outcome.error());
        fitHeight();
        return;
    }
    m_result->setText(outcomeText(*outcome));
    setPhase(Phase::Finished);
    m_cancelButton->setFocus();
    Q_EMIT restored();
}

void RestoreDialog::showFailure(const Error &error)
{
    setPhase(Phase::Entry);
    m_error->show(error);
    fitHeight();
    if (error.kind == ErrorKind::WrongPassphrase) {
        m_passphrase->setFocus();
        m_passphrase->selectAll();
    }
}

/// While keys are being stored there is no way out: what becomes of them must be told.
void RestoreDialog::done(int result)
{
    if (m_phase != Phase::Restoring)
        QDialog::done(result);
}

} // namespace coffer::ui
