// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/pastekeydialog.h"

#include "keys/keyinventory.h"
#include "keys/refusal.h"
#include "keys/stores/secretstores.h"
#include "ui/common/errorbar.h"
#include "ui/common/label.h"
#include "ui/keys/keycheckpanel.h"
#include "ui/keys/keyentry.h"
#include "ui/keys/stores/storechoice.h"

#include <QButtonGroup>
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
      m_place(place),
      m_context(context),
      m_error(new ErrorBar(context.theme, this)),
      m_label(new QLineEdit(this)),
      m_entry(new KeyEntry(this)),
      m_purposes(new QButtonGroup(this)),
      m_panel(new KeyCheckPanel(client, context, this))
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

    connectParts();
    showPlan();
    setPhase(Phase::Entry);
    m_label->setFocus();
    resize(sizeHint());
    fitHeight();
}

PasteKeyDialog::~PasteKeyDialog()
{
    m_entry->disconnect(this); // it wipes itself while the base class goes, when nobody is left to hear of it
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
    m_label->setMinimumHeight(fieldHeight);
    m_label->setAccessibleName(tr("Label"));

    auto *box = new QWidget(this);
    box->setMinimumWidth(fieldsWidth);
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins({});
    layout->setSpacing(4);
    auto *title = new Label(Label::Role::Body, tr("&Label"), box);
    title->setBuddy(m_label);
    layout->addWidget(title);
    layout->addWidget(m_label);
    layout->addSpacing(6);
    layout->addWidget(m_entry);
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
    auto *box = new QWidget(this);
    box->setMinimumWidth(checksWidth);
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins({});
    layout->setSpacing(12);
    layout->addWidget(new Label(Label::Role::Strong, tr("The check"), box));
    layout->addWidget(m_panel, 1);
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

void PasteKeyDialog::connectParts()
{
    connect(m_entry, &KeyEntry::edited, this, &PasteKeyDialog::invalidate);
    connect(m_entry, &KeyEntry::expired, this, [this] {
        m_error->show(inputError(
            {}, tr("The secret was wiped because this window was left alone. Paste it once more.")));
    });
    connect(m_purposes, &QButtonGroup::idClicked, this, &PasteKeyDialog::showPlan);
    connect(m_panel, &KeyCheckPanel::finished, this, &PasteKeyDialog::checkDone);
    connect(m_panel, &KeyCheckPanel::retryRequested, this, &PasteKeyDialog::startCheck);
    connect(m_panel, &KeyCheckPanel::entryRequested, m_entry, &KeyEntry::focusField);
    connect(m_panel, &KeyCheckPanel::grown, this, &PasteKeyDialog::fitHeight);
    connect(m_error, &ErrorBar::remedyRequested, this, [this](Remedy remedy) {
        if (remedy == Remedy::UnlockVault && m_choice)
            m_choice->openVault();
        else
            save();
    });
}

void PasteKeyDialog::offerPlaces(keys::SecretStores &stores)
{
    m_places = new QWidget(this);
    m_choice = new StoreChoice(stores, m_context, m_places);
    auto *inner = new QVBoxLayout(m_places);
    inner->setContentsMargins({});
    inner->setSpacing(4);
    inner->addWidget(new Label(Label::Role::Strong, tr("Where to keep its secret"), m_places));
    inner->addWidget(m_choice);
    auto *outer = static_cast<QVBoxLayout *>(layout());
    outer->insertWidget(outer->count() - 1, m_places); // over the buttons
    m_places->setVisible(stores.preferred().trouble().has_value());
    connect(m_choice, &StoreChoice::changed, this, [this] {
        m_place = m_choice->place();
        showPlan();
        setPhase(m_phase);
    });
    fitHeight();
}

void PasteKeyDialog::setAccessKey(const QString &accessKey, const QString &label)
{
    m_label->setText(label);
    m_entry->setAccessKey(accessKey);
}

void PasteKeyDialog::setPhase(Phase phase)
{
    m_phase = phase;
    const bool isIdle = phase == Phase::Entry || phase == Phase::Checked;
    m_checkButton->setEnabled(isIdle && m_entry->isFilled());
    m_checkButton->setText(phase == Phase::Checking ? tr("Checking…") : tr("Check key"));
    m_saveButton->setEnabled(phase == Phase::Checked && (!m_choice || m_choice->isUsable()));
    m_cancelButton->setEnabled(phase != Phase::Saving); // see done()
    m_saveButton->setText(phase == Phase::Saving ? tr("Saving…") : tr("Save key"));
    m_saveButton->setDefault(phase == Phase::Checked || phase == Phase::Saving);
    m_checkButton->setDefault(phase == Phase::Entry || phase == Phase::Checking);
    m_entry->setEnabled(phase != Phase::Saving);
}

/// What was checked is no longer what stands in the fields.
void PasteKeyDialog::invalidate()
{
    m_panel->reset();
    m_secret.reset();
    if (m_phase == Phase::Saving) // the secret was wiped while the keychain asks: what is under way goes on
        return;
    m_error->clear();
    setPhase(Phase::Entry);
}

htx::PermissionSet PasteKeyDialog::planned() const
{
    htx::PermissionSet plan;
    plan.known = {Permission::Read, static_cast<Permission>(m_purposes->checkedId())};
    return plan;
}

void PasteKeyDialog::showPlan()
{
    m_panel->setPlan({planned(), std::nullopt, m_place});
}

void PasteKeyDialog::startCheck()
{
    if (m_phase == Phase::Checking || m_phase == Phase::Saving)
        return;
    invalidate();
    const Result<htx::Credentials> credentials = m_entry->read();
    if (!credentials) {
        m_panel->refuse(credentials.error());
        m_entry->focusField(credentials.error().code);
        return;
    }
    m_secret = credentials->secret;
    setPhase(Phase::Checking);
    m_panel->start(*credentials);
}

void PasteKeyDialog::checkDone()
{
    if (m_panel->checked()) {
        setPhase(Phase::Checked);
        m_saveButton->setFocus();
    } else {
        m_secret.reset();
        setPhase(Phase::Entry);
    }
}

void PasteKeyDialog::save()
{
    if (m_phase != Phase::Checked || !m_panel->checked())
        return;
    const keys::CheckedKey checked = *m_panel->checked();
    QString label = m_label->text().trimmed();
    if (label.isEmpty() && checked.record)
        label = checked.record->note.left(longestLabel).trimmed();
    if (label.isEmpty())
        label = keys::masked(checked.accessKey);
    setPhase(Phase::Saving);
    m_error->clear();
    whenDone(this,
             m_inventory.add(
                 checked, {label, {}, planned(), std::nullopt, {}, m_choice ? m_place : QString()}, m_secret),
             [this](const Result<keys::KeyRecord> &result) { saveDone(result); });
}

void PasteKeyDialog::saveDone(const Result<keys::KeyRecord> &result)
{
    if (result) {
        Q_EMIT saved(*result);
        accept();
        return;
    }
    setPhase(m_panel->checked() ? Phase::Checked : Phase::Entry);
    if (result.error().code == QLatin1String("duplicate"))
        m_error->show(
            inputError({}, tr("This key is already held here. Forget it first, if you want to replace it.")));
    else
        m_error->show(result.error());
    if (m_places && keys::isSecretMissing(result.error().kind))
        m_places->show();
    fitHeight();
}

void PasteKeyDialog::done(int result)
{
    if (m_phase == Phase::Saving && result == QDialog::Rejected)
        return; // a moment more, and it is known whether it was stored
    m_panel->reset();
    m_secret.reset();
    m_entry->wipe();
    QDialog::done(result);
}

} // namespace coffer::ui
