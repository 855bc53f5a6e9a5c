// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/pastekeydialog.h"

#include "keys/keyinventory.h"
#include "ui/common/errorbar.h"
#include "ui/common/format.h"
#include "ui/common/label.h"
#include "ui/keys/checklist.h"
#include "ui/keys/checkresult.h"
#include "ui/keys/secretfield.h"

#include <QButtonGroup>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

#include <array>

namespace coffer::ui {

namespace {

using htx::Permission;

constexpr int longestLabel = 64;
constexpr int fieldsWidth = 380;
constexpr int fieldHeight = 30;
constexpr int checksWidth = 320;

struct Purpose
{
    Permission permission; ///< beyond Read
    const char *name;
    const char *consequence;
};

constexpr std::array<Purpose, 3> purposes{
    {{Permission::Read, QT_TRANSLATE_NOOP("coffer::ui::PasteKeyDialog", "View my portfolio (Read)"),
      QT_TRANSLATE_NOOP("coffer::ui::PasteKeyDialog",
                        "Sees balances, orders and history. Can't move anything.")},
     {Permission::Trade, QT_TRANSLATE_NOOP("coffer::ui::PasteKeyDialog", "Trade from here (Read, Trade)"),
      QT_TRANSLATE_NOOP("coffer::ui::PasteKeyDialog", "Also places and cancels orders and moves funds "
                                                      "between your own accounts. Bad trades lose value.")},
     {Permission::Withdraw, QT_TRANSLATE_NOOP("coffer::ui::PasteKeyDialog", "Withdraw (Read, Withdraw)"),
      QT_TRANSLATE_NOOP(
          "coffer::ui::PasteKeyDialog",
          "Sends funds to your saved addresses without a 2FA code. Whoever has this key can take "
          "everything: bind it to your IP address.")}}};

Error inputError(const QString &field, const QString &words)
{
    return {ErrorKind::InvalidInput, field, words, std::nullopt};
}

} // namespace

PasteKeyDialog::PasteKeyDialog(keys::KeyInventory &inventory, htx::Client &client, const QString &place,
                               const Context &context, QWidget *parent)
    : QDialog(parent),
      m_inventory(inventory),
      m_client(client),
      m_place(place),
      m_context(context),
      m_error(new ErrorBar(context.theme, this)),
      m_label(new QLineEdit(this)),
      m_accessKey(new QLineEdit(this)),
      m_secretKey(new SecretField(this)),
      m_method(new QComboBox(this)),
      m_purposes(new QButtonGroup(this)),
      m_checks(new CheckList(context.theme, this))
{
    setObjectName(QStringLiteral("pasteKeyDialog"));
    setWindowTitle(tr("Paste a key"));
    setModal(true);
    setAttribute(Qt::WA_DeleteOnClose);

    auto *left = new QVBoxLayout;
    left->setSpacing(16);
    left->addWidget(makeFields());
    left->addWidget(makePurposes());
    left->addStretch(1);
    auto *columns = new QHBoxLayout;
    columns->setSpacing(24);
    columns->addLayout(left, 1);
    columns->addWidget(makeChecks(), 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 16, 24, 16);
    layout->setSpacing(16);
    layout->addWidget(new Label(Label::Role::Title, tr("Paste a key"), this));
    layout->addWidget(m_error);
    layout->addLayout(columns, 1);
    layout->addWidget(makeButtons());

    connectFields();
    setPhase(Phase::Entry);
    m_label->setFocus();
    resize(sizeHint());
    fitHeight();
}

PasteKeyDialog::~PasteKeyDialog()
{
    m_secretKey->disconnect(
        this); // it wipes itself while the base class goes, when nobody is left to hear of it
}

/// Wrapped lines need their height, which a dialog does not ask for by itself. It only ever grows.
void PasteKeyDialog::fitHeight()
{
    layout()->activate();
    const int needed = layout()->totalHeightForWidth(width());
    if (needed > height())
        resize(width(), needed);
}

QWidget *PasteKeyDialog::makeFields()
{
    m_label->setObjectName(QStringLiteral("labelField"));
    m_label->setMaxLength(longestLabel);
    m_label->setPlaceholderText(tr("Your name for it, such as “Portfolio, laptop”"));
    m_accessKey->setObjectName(QStringLiteral("accessKeyField"));
    m_accessKey->setInputMethodHints(Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase | Qt::ImhLatinOnly);
    m_accessKey->setPlaceholderText(tr("As the exchange shows it"));
    m_secretKey->setObjectName(QStringLiteral("secretKeyField"));
    m_secretKey->setPlaceholderText(tr("Secret key, or a private key in PEM form"));
    m_method->setObjectName(QStringLiteral("methodField"));
    m_method->addItem(tr("HMAC SHA-256 (a secret key)"), int(htx::SignatureMethod::HmacSha256));
    m_method->addItem(tr("Ed25519 (a private key, PEM)"), int(htx::SignatureMethod::Ed25519));

    auto *box = new QWidget(this);
    box->setMinimumWidth(fieldsWidth);
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins({});
    layout->setSpacing(4);
    const auto addField = [&](const QString &title, QWidget *field) {
        auto *label = new Label(Label::Role::Body, title, box);
        label->setBuddy(field);
        field->setMinimumHeight(fieldHeight);
        field->setAccessibleName(QString(title).remove(QLatin1Char('&')));
        if (layout->count() > 0)
            layout->addSpacing(6);
        layout->addWidget(label);
        layout->addWidget(field);
    };
    addField(tr("&Label"), m_label);
    addField(tr("&Access key"), m_accessKey);
    addField(tr("&Secret key"), m_secretKey);
    addField(tr("Signature &method"), m_method);
    return box;
}

QWidget *PasteKeyDialog::makePurposes()
{
    auto *box = new QWidget(this);
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins({});
    layout->setSpacing(4);
    layout->addWidget(new Label(Label::Role::Strong, tr("What is it for?"), box));
    for (const Purpose &purpose : purposes) {
        auto *button = new QRadioButton(tr(purpose.name), box);
        button->setObjectName(QStringLiteral("purpose_%1").arg(htx::wireName(purpose.permission)));
        button->setAccessibleDescription(tr(purpose.consequence));
        m_purposes->addButton(button, int(purpose.permission));
        auto *words = new Label(Label::Role::Meta, tr(purpose.consequence), box);
        words->setWordWrap(true);
        words->setIndent(24);
        words->setMargin(0);
        layout->addWidget(button);
        layout->addWidget(words);
    }
    m_purposes->button(int(Permission::Read))->setChecked(true); // never more than is asked for
    return box;
}

QWidget *PasteKeyDialog::makeChecks()
{
    const std::array titles{tr("Entered text"),
                            tr("Clock"),
                            tr("Signature and IP address"),
                            tr("Account"),
                            tr("Exchange's record of the key"),
                            tr("Permissions"),
                            tr("IP binding"),
                            tr("Expires"),
                            tr("Where the secret will be kept")};
    for (const QString &title : titles)
        m_checks->addLine(title);
    m_checks->setObjectName(QStringLiteral("checkList"));
    m_remedyButton = new QPushButton(this);
    m_remedyButton->setObjectName(QStringLiteral("remedyButton"));
    m_remedyButton->setAutoDefault(false);
    m_remedyButton->hide();
    connect(m_remedyButton, &QPushButton::clicked, this, &PasteKeyDialog::answerRemedy);

    auto *box = new QWidget(this);
    box->setMinimumWidth(checksWidth);
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins({});
    layout->setSpacing(12);
    layout->addWidget(new Label(Label::Role::Strong, tr("The check"), box));
    layout->addWidget(m_checks);
    layout->addWidget(m_remedyButton, 0, Qt::AlignLeft);
    layout->addStretch(1);
    return box;
}

QWidget *PasteKeyDialog::makeButtons()
{
    auto *box = new QWidget(this);
    auto *layout = new QHBoxLayout(box);
    layout->setContentsMargins({});
    layout->setSpacing(8);
    auto *hint = new Label(Label::Role::Meta, tr("Nothing is stored before you save."), box);
    m_cancelButton = new QPushButton(tr("Cancel"), box);
    m_cancelButton->setObjectName(QStringLiteral("cancelButton"));
    m_cancelButton->setAutoDefault(false);
    m_checkButton = new QPushButton(tr("Check key"), box);
    m_checkButton->setObjectName(QStringLiteral("checkButton"));
    m_saveButton = new QPushButton(tr("Save key"), box);
    m_saveButton->setObjectName(QStringLiteral("saveButton"));
    layout->addWidget(hint, 1);
    layout->addWidget(m_cancelButton);
    layout->addWidget(m_checkButton);
    layout->addWidget(m_saveButton);
    connect(m_cancelButton, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_checkButton, &QPushButton::clicked, this, &PasteKeyDialog::startCheck);
    connect(m_saveButton, &QPushButton::clicked, this, &PasteKeyDialog::save);
    return box;
}

void PasteKeyDialog::connectFields()
{
    connect(m_accessKey, &QLineEdit::textChanged, this, &PasteKeyDialog::invalidate);
    connect(m_secretKey, &QLineEdit::textChanged, this, &PasteKeyDialog::secretEdited);
    connect(m_method, &QComboBox::currentIndexChanged, this, &PasteKeyDialog::invalidate);
    connect(m_purposes, &QButtonGroup::idClicked, this, [this] {
        if (m_checked)
            showFacts();
    });
    connect(m_secretKey, &SecretField::expired, this, [this] {
        m_error->show(inputError(
            {}, tr("The secret was wiped because this window was left alone. Paste it once more.")));
    });
    connect(m_error, &ErrorBar::remedyRequested, this, [this] { save(); });
}

void PasteKeyDialog::setAccessKey(const QString &accessKey, const QString &label)
{
    m_accessKey->setText(accessKey);
    m_label->setText(label);
    m_secretKey->setFocus();
}

void PasteKeyDialog::setPhase(Phase phase)
{
    m_phase = phase;
    const bool isIdle = phase == Phase::Entry || phase == Phase::Checked;
    m_checkButton->setEnabled(isIdle && !m_accessKey->text().isEmpty() && !m_secretKey->text().isEmpty());
    m_checkButton->setText(phase == Phase::Checking ? tr("Checking…") : tr("Check key"));
    m_saveButton->setEnabled(phase == Phase::Checked);
    m_cancelButton->setEnabled(phase != Phase::Saving); // see done()
    m_saveButton->setText(phase == Phase::Saving ? tr("Saving…") : tr("Save key"));
    m_saveButton->setDefault(phase == Phase::Checked || phase == Phase::Saving);
    m_checkButton->setDefault(phase == Phase::Entry || phase == Phase::Checking);
    for (QWidget *field : {static_cast<QWidget *>(m_accessKey), static_cast<QWidget *>(m_secretKey),
                           static_cast<QWidget *>(m_method)})
        field->setEnabled(phase != Phase::Saving);
}

void PasteKeyDialog::secretEdited()
{
    if (m_secretKey->looksLikePem())
        m_method->setCurrentIndex(m_method->findData(int(htx::SignatureMethod::Ed25519)));
    invalidate();
}

/// What was checked is no longer what stands in the fields.
void PasteKeyDialog::invalidate()
{
    ++m_generation;
    m_checked.reset();
    m_secret.reset();
    if (m_phase == Phase::Saving) // the secret was wiped while the keychain asks: what is under way goes on
        return;
    m_checks->reset();
    m_remedyButton->hide();
    m_error->clear();
    setPhase(Phase::Entry);
}

htx::PermissionSet PasteKeyDialog::planned() const
{
    htx::PermissionSet plan;
    plan.known = {Permission::Read, static_cast<Permission>(m_purposes->checkedId())};
    return plan;
}

Result<htx::Credentials> PasteKeyDialog::readFields() const
{
    Result<htx::Credentials> credentials =
        keys::KeyCheck::parse(m_accessKey->text(), std::make_shared<const Secret>(m_secretKey->secret()));
    if (!credentials) {
        const bool isAccessKey = credentials.error().code == QLatin1String("accessKey");
        return fail(inputError(
            credentials.error().code,
            isAccessKey ? tr("An access key has letters, digits and dashes only, without blanks inside.")
                        : tr("The secret has characters that can't be part of one. Copy it once more.")));
    }
    const bool wantsPem = m_method->currentData().toInt() == int(htx::SignatureMethod::Ed25519);
    if (wantsPem != (credentials->method == htx::SignatureMethod::Ed25519)) {
        return fail(inputError(
            QStringLiteral("secretKey"),
            wantsPem ? tr("An Ed25519 key is a PEM text that begins with -----BEGIN PRIVATE KEY-----.")
                     : tr("This is a private key in PEM form: choose Ed25519 as its method.")));
    }
    return credentials;
}

void PasteKeyDialog::startCheck()
{
    if (m_phase == Phase::Checking || m_phase == Phase::Saving)
        return;
    invalidate();
    const Result<htx::Credentials> credentials = readFields();
    m_step = keys::CheckStep::Input;
    if (!credentials) {
        showFailure(credentials.error());
        const bool isAccessKey = credentials.error().code == QLatin1String("accessKey");
        (isAccessKey ? m_accessKey : m_secretKey)->setFocus();
        return;
    }
    m_secret = credentials->secret;
    setPhase(Phase::Checking);
    if (m_check)
        m_check->deleteLater();
    m_check = new keys::KeyCheck(m_client, m_context.clock, this);
    const quint64 generation = m_generation;
    connect(m_check, &keys::KeyCheck::stepStarted, this, [this, generation](keys::CheckStep step) {
        if (generation == m_generation)
            stepStarted(step);
    });
    connect(m_check, &keys::KeyCheck::stepPassed, this, [this, generation](keys::CheckStep step) {
        if (generation == m_generation)
            stepPassed(step);
    });
    whenDone(this, m_check->run(*credentials), [this, generation](const Result<keys::CheckedKey> &result) {
        if (generation == m_generation)
            checkDone(result);
    });
}

void PasteKeyDialog::stepStarted(keys::CheckStep step)
{
    m_step = step;
    m_checks->setLine(int(step), CheckList::State::Running);
}

void PasteKeyDialog::stepPassed(keys::CheckStep step)
{
    const QString detail =
        step == keys::CheckStep::Clock ? offsetText(m_context.clock.offsetMs()) : QString();
    m_checks->setLine(int(step), CheckList::State::Passed, detail);
}

void PasteKeyDialog::checkDone(const Result<keys::CheckedKey> &result)
{
    if (!result) {
        m_secret.reset();
        setPhase(Phase::Entry);
        showFailure(result.error());
        return;
    }
    m_checked = *result;
    showFacts();
    setPhase(Phase::Checked);
    m_saveButton->setFocus();
}

void PasteKeyDialog::showFailure(const Error &error)
{
    // A refused signature may turn out at any signed request; what is meant is the key.
    ErrorText words = errorText(error);
    QString detail = error.kind == ErrorKind::InvalidInput
                         ? words.advice
                         : QStringLiteral("%1 %2").arg(words.title, words.advice);
    if (error.kind == ErrorKind::ClockOff)
        detail.append(QLatin1Char(' ') + offsetText(m_context.clock.offsetMs()) + QLatin1Char('.'));
    m_checks->setLine(int(m_step), CheckList::State::Failed, detail);
    m_remedy = Remedy::None;
    if (words.remedy == Remedy::CopyAddress || words.remedy == Remedy::Retry ||
        words.remedy == Remedy::SynchroniseClock)
        m_remedy = words.remedy;
    m_address = Format::plain(error.detail, 64);
    m_remedyButton->setText(words.button);
    m_remedyButton->setVisible(m_remedy != Remedy::None);
    fitHeight();
}

void PasteKeyDialog::showFacts()
{
    const auto show = [this](int line, const CheckFact &fact) {
        m_checks->setLine(line, fact.state, fact.detail);
    };
    show(int(keys::CheckStep::Account), accountFact(*m_checked));
    show(int(keys::CheckStep::Record), recordFact(*m_checked));
    show(int(Fact::Permissions), permissionFact(*m_checked, planned()));
    show(int(Fact::Binding), bindingFact(*m_checked));
    show(int(Fact::Expiry), expiryFact(*m_checked));
    show(int(Fact::Storage), storageFact(m_place));
    fitHeight();
}

void PasteKeyDialog::answerRemedy()
{
    if (m_remedy == Remedy::CopyAddress) {
        QGuiApplication::clipboard()->setText(m_address);
        m_remedyButton->setText(tr("Copied"));
        return;
    }
    startCheck(); // which begins with measuring the clock
}

void PasteKeyDialog::save()
{
    if (m_phase != Phase::Checked || !m_checked)
        return;
    QString label = m_label->text().trimmed();
    if (label.isEmpty() && m_checked->record)
        label = m_checked->record->note.left(longestLabel).trimmed();
    if (label.isEmpty())
        label = keys::masked(m_checked->accessKey);
    setPhase(Phase::Saving);
    m_error->clear();
    whenDone(this, m_inventory.add(*m_checked, {label, {}, planned(), std::nullopt}, m_secret),
             [this](const Result<keys::KeyRecord> &result) { saveDone(result); });
}

void PasteKeyDialog::saveDone(const Result<keys::KeyRecord> &result)
{
    if (result) {
        Q_EMIT saved(*result);
        accept();
        return;
    }
    setPhase(m_checked ? Phase::Checked : Phase::Entry);
    if (result.error().code == QLatin1String("duplicate"))
        m_error->show(
            inputError({}, tr("This key is already held here. Forget it first, if you want to replace it.")));
    else
        m_error->show(result.error());
    fitHeight();
}

void PasteKeyDialog::done(int result)
{
    if (m_phase == Phase::Saving && result == QDialog::Rejected)
        return; // a moment more, and it is known whether it was stored
    ++m_generation;
    m_secret.reset();
    m_secretKey->wipe();
    QDialog::done(result);
}

} // namespace coffer::ui
