// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/backup/backupdialog.h"

#include "keys/backup/facttables.h"
#include "keys/keyinventory.h"
#include "ui/common/errorbar.h"
#include "ui/common/format.h"
#include "ui/common/label.h"
#include "ui/keys/passphrasefield.h"

#include <QDir>
#include <QFileDialog>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <QStandardPaths>
#include <QVBoxLayout>

namespace coffer::ui {

namespace {

constexpr int dialogWidth = 560;
constexpr int choiceIndent = 24;
constexpr int longestName = 60;

QString names(const QList<keys::Gathered::Unread> &unread)
{
    QStringList labels;
    for (const keys::Gathered::Unread &each : unread)
        labels << Format::plain(each.key.label, longestName);
    return labels.join(QStringLiteral(", "));
}

} // namespace

BackupDialog::BackupDialog(const keys::KeyInventory &inventory, const keys::Keyring &keyring,
                           const keys::SecretStores &stores, keys::FactStore &facts, const Context &context,
                           QWidget *parent)
    : QDialog(parent),
      m_context(context),
      m_maker(inventory, keyring, stores, facts, context.clock),
      m_error(new ErrorBar(context.theme, this))
{
    setObjectName(QStringLiteral("backupDialog"));
    setWindowTitle(tr("Back up keys"));
    setModal(true);
    setAttribute(Qt::WA_DeleteOnClose);
    m_choice = makeChoice();
    for (const auto &[button, consequence] :
         {std::pair(
              m_without,
              tr("Labels, plans and what you accepted. On another device each key waits until its secret "
                 "is pasted. Whoever opens the file can't use a key with it.")),
          std::pair(m_with, secretsConsequence(inventory))}) {
        auto *words = new Label(Label::Role::Meta, consequence, m_choice);
        words->setWordWrap(true);
        words->setIndent(choiceIndent);
        words->setMargin(0);
        button->setAccessibleDescription(consequence);
        auto *box = qobject_cast<QVBoxLayout *>(m_choice->layout());
        box->insertWidget(box->indexOf(button) + 1, words);
    }

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 16, 24, 16);
    layout->setSpacing(16);
    layout->addWidget(new Label(Label::Role::Title, tr("Back up keys"), this));
    layout->addWidget(m_error);
    layout->addWidget(m_choice);
    layout->addWidget(makeProgress());
    layout->addStretch(1);
    layout->addWidget(makeButtons());
    connect(&keyring, &keys::Keyring::lockedChanged, this, [this](bool locked) {
        if (locked) // secrets leave memory
            reject();
    });
    connect(m_error, &ErrorBar::remedyRequested, this, [this] { askForFile(); });
    connect(&m_saving, &QFutureWatcherBase::finished, this, &BackupDialog::saved);
    setPhase(Phase::Choosing);
    resize(dialogWidth, sizeHint().height());
    fitHeight();
}

BackupDialog::~BackupDialog()
{
    m_passphraseField->disconnect(this); // it wipes itself while the base class goes
    m_saving.disconnect(this);
    m_saving.cancel(); // no file without anybody to hear of it
}

void BackupDialog::fitHeight()
{
    layout()->activate();
    const int needed = layout()->totalHeightForWidth(width());
    if (needed > height())
        resize(width(), needed);
}

QWidget *BackupDialog::makeChoice()
{
    auto *box = new QWidget(this);
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins({});
    layout->setSpacing(4);
    layout->addWidget(new Label(Label::Role::Strong, tr("What goes into the file?"), box));
    m_without = new QRadioButton(tr("The keys &without their secrets"), box);
    m_without->setObjectName(QStringLiteral("withoutSecrets"));
    m_without->setChecked(true); // never more than is asked for
    m_with = new QRadioButton(tr("The keys with their &secrets"), box);
    m_with->setObjectName(QStringLiteral("withSecrets"));
    layout->addWidget(m_without);
    layout->addWidget(m_with);
    layout->addSpacing(12);
    m_passphraseField = new PassphraseField(box);
    layout->addWidget(m_passphraseField);
    connect(m_passphraseField, &PassphraseField::changed, this, [this] { setPhase(m_phase); });
    return box;
}

/// How much harm the file can do in other hands.
QString BackupDialog::secretsConsequence(const keys::KeyInventory &inventory) const
{
    int trading = 0;
    int withdrawing = 0;
    for (const keys::InventoryEntry &entry : inventory.entries()) {
        if (!entry.held)
            continue;
        const htx::PermissionSet &may = entry.held->permissions();
        if (may.has(htx::Permission::Withdraw))
            ++withdrawing;
        else if (may.risk() > 0)
            ++trading;
    }
    QString text =
        tr("Everything works on the other device at once. Whoever has the file and its passphrase can "
           "use every key in it");
    QStringList harm;
    if (trading > 0)
        harm << (trading == 1 ? tr("1 can trade") : tr("%n can trade", nullptr, trading));
    if (withdrawing > 0)
        harm << (withdrawing == 1 ? tr("1 can withdraw") : tr("%n can withdraw", nullptr, withdrawing));
    text += harm.isEmpty() ? tr(".") : tr(": %1.").arg(harm.join(tr(", ")));
    return text;
}

QWidget *BackupDialog::makeProgress()
{
    auto *box = new QWidget(this);
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins({});
    layout->setSpacing(8);
    m_text = new Label(Label::Role::Body, box);
    m_text->setObjectName(QStringLiteral("backupText"));
    m_text->setWordWrap(true);
    m_bar = new QProgressBar(box);
    m_bar->setTextVisible(false);
    m_bar->setRange(0, 0);
    m_bar->setAccessibleName(tr("Backup"));
    layout->addWidget(m_text);
    layout->addWidget(m_bar);
    return box;
}

QWidget *BackupDialog::makeButtons()
{
    auto *box = new QWidget(this);
    auto *layout = new QHBoxLayout(box);
    layout->setContentsMargins({});
    layout->setSpacing(8);
    m_cancelButton = new QPushButton(box);
    m_cancelButton->setObjectName(QStringLiteral("cancelButton"));
    m_cancelButton->setAutoDefault(false);
    m_saveButton = new QPushButton(box);
    m_saveButton->setObjectName(QStringLiteral("saveBackupButton"));
    m_saveButton->setDefault(true);
    layout->addStretch(1);
    layout->addWidget(m_cancelButton);
    layout->addWidget(m_saveButton);
    connect(m_cancelButton, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_saveButton, &QPushButton::clicked, this, &BackupDialog::goOn);
    return box;
}

void BackupDialog::setPhase(Phase phase)
{
    m_phase = phase;
    const bool isWorking = phase == Phase::Gathering || phase == Phase::Sealing;
    m_choice->setVisible(phase != Phase::Finished);
    m_choice->setEnabled(phase == Phase::Choosing);
    m_bar->setVisible(isWorking);
    m_text->setVisible(phase != Phase::Choosing);
    m_cancelButton->setText(phase == Phase::Finished ? tr("Close") : tr("Cancel"));
    m_saveButton->setVisible(phase == Phase::Choosing || phase == Phase::Deciding);
    m_saveButton->setText(phase == Phase::Deciding ? tr("Save without those") : tr("Save backup…"));
    m_saveButton->setEnabled(phase == Phase::Deciding || m_passphraseField->isAcceptable());
    if (phase == Phase::Gathering)
        m_text->setText(tr("Reading the secrets. The keychain may ask for its password."));
    if (phase == Phase::Sealing)
        m_text->setText(tr("Encrypting, and opening the file again to see that it is whole."));
    fitHeight();
}

void BackupDialog::goOn()
{
    if (m_phase == Phase::Deciding)
        save();
    else
        askForFile();
}

void BackupDialog::askForFile()
{
    if (m_phase != Phase::Choosing || !m_passphraseField->isAcceptable())
        return;
    auto *dialog = new QFileDialog(this, tr("Save backup"));
    dialog->setObjectName(QStringLiteral("backupFileDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("cofferbackup"));
    dialog->setNameFilter(tr("Backups of Coffer (*.cofferbackup)"));
    dialog->setDirectory(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    const QString day = QDateTime::fromMSecsSinceEpoch(m_context.clock.nowMs()).toString(u"yyyy-MM-dd");
    dialog->selectFile(QStringLiteral("keys-%1.cofferbackup").arg(day));
    connect(dialog, &QFileDialog::fileSelected, this, &BackupDialog::start);
    dialog->open();
}

void BackupDialog::start(const QString &file)
{
    Result<Secret> passphrase = m_passphraseField->passphrase();
    if (m_phase != Phase::Choosing || !passphrase || !m_passphraseField->isAcceptable())
        return; // wiped while the file was being chosen
    m_error->clear();
    m_file = file;
    m_passphrase = std::make_shared<const Secret>(std::move(*passphrase));
    setPhase(Phase::Gathering);
    whenDone(this, m_maker.gather(m_with->isChecked()),
             [this](const Result<keys::Gathered> &gathered) { this->gathered(gathered); });
}

void BackupDialog::gathered(const Result<keys::Gathered> &gathered)
{
    if (!gathered) {
        setPhase(Phase::Choosing);
        m_error->show(gathered.error());
        fitHeight();
        return;
    }
    m_gathered = *gathered;
    if (m_gathered.unread.isEmpty()) {
        save();
        return;
    }
    const ErrorText why = errorText(m_gathered.unread.first().error);
    m_text->setText(
        tr("These secrets could not be read: %1. %2 The backup can be saved without them, and the "
           "keys are in it all the same; or cancel, and try again when they can be read.")
            .arg(names(m_gathered.unread), why.title));
    setPhase(Phase::Deciding);
    m_saveButton->setFocus();
}

void BackupDialog::save()
{
    setPhase(Phase::Sealing);
    m_saving.setFuture(
        QtConcurrent::run([content = m_gathered.content, passphrase = std::exchange(m_passphrase, nullptr),
                           file = m_file](QPromise<Result<bool>> &promise) {
            promise.addResult(
                keys::saveBackup(content, *passphrase, file, [&promise] { return promise.isCanceled(); }));
        }));
}

void BackupDialog::saved()
{
    const QFuture<Result<bool>> future = m_saving.future();
    if (future.isCanceled() || future.resultCount() == 0)
        return;
    const Result<bool> saved = future.result();
    for (keys::BackupKey &key : m_gathered.content.keys) {
        if (!m_with->isChecked())
            break;
        key.secret.reset(); // the words below need the counts only
    }
    if (saved) {
        m_text->setText(resultText());
        setPhase(Phase::Finished);
        m_cancelButton->setFocus();
        return;
    }
    m_gathered = {};
    setPhase(Phase::Choosing);
    m_error->show(saved.error());
    fitHeight();
}

QString BackupDialog::resultText() const
{
    const int keys = int(m_gathered.content.keys.size());
    const QString file = Format::plain(QDir::toNativeSeparators(m_file), 400);
    QString text = keys == 1 ? tr("1 key was saved to %1.").arg(file)
                             : tr("%n keys were saved to %1.", nullptr, keys).arg(file);
    if (!m_with->isChecked())
        text += QLatin1Char(' ') + tr("Their secrets are not in it.");
    else if (!m_gathered.unread.isEmpty())
        text += QLatin1Char(' ') + tr("Without their secrets: %1.").arg(names(m_gathered.unread));
    else
        text += QLatin1Char(' ') + tr("Their secrets are in it.");
    return text + QLatin1Char(' ') +
           tr("It was opened again and is whole. Without the passphrase nobody can read it, you included.");
}

/// Cancelling before the file is in its place means that there is none.
void BackupDialog::done(int result)
{
    m_saving.cancel();
    QDialog::done(result);
}

} // namespace coffer::ui
