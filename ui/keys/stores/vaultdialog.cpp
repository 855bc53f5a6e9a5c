// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/stores/vaultdialog.h"

#include "core/sealed.h"
#include "keys/stores/secretstores.h"
#include "keys/stores/vaultstore.h"
#include "ui/common/errorbar.h"
#include "ui/common/label.h"
#include "ui/common/theme.h"
#include "ui/keys/passphrasefield.h"
#include "ui/keys/secretfield.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace coffer::ui {

namespace {

constexpr int dialogWidth = 460;
constexpr int fieldHeight = 30;

} // namespace

VaultDialog::VaultDialog(keys::VaultStore &vault, Mode mode, const Context &context, QWidget *parent)
    : QDialog(parent),
      m_vault(vault),
      m_mode(mode),
      m_hint(new Label(Label::Role::Meta, this)),
      m_error(new ErrorBar(context.theme, this)),
      m_accept(new QPushButton(this)),
      m_cancel(new QPushButton(tr("Cancel"), this))
{
    setObjectName(QStringLiteral("vaultDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(title(mode).remove(QChar(0x2026)));
    setMinimumWidth(dialogWidth);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(6);
    auto *about = new Label(Label::Role::Body, this);
    about->setWordWrap(true);
    layout->addWidget(about);
    layout->addSpacing(6);
    switch (mode) {
    case Mode::Create:
        about->setText(tr("The vault is one encrypted file in the profile folder. Its passphrase can't be "
                          "recovered: without it the secrets in the vault are lost, and the keys must be "
                          "pasted again."));
        m_accept->setText(tr("Set up the vault"));
        break;
    case Mode::Unlock:
        about->setText(tr("Its secrets stay in memory until Coffer is locked or quits."));
        m_accept->setText(tr("Unlock"));
        addCurrent(layout, tr("&Passphrase"));
        break;
    case Mode::ChangePassphrase:
        about->setText(tr("The whole vault is encrypted anew in one step. Until that is done the current "
                          "passphrase opens it, afterwards the new one."));
        m_accept->setText(tr("Change passphrase"));
        addCurrent(layout, tr("&Current passphrase"));
        break;
    }
    if (mode != Mode::Unlock)
        addNext(layout);
    m_hint->setObjectName(QStringLiteral("vaultHint"));
    m_hint->setWordWrap(true);
    m_hint->hide();
    layout->addWidget(m_hint);
    layout->addWidget(m_error);
    layout->addSpacing(10);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addStretch(1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_accept);
    layout->addLayout(buttons);
    m_accept->setObjectName(QStringLiteral("vaultAccept"));
    m_accept->setDefault(true);
    m_cancel->setObjectName(QStringLiteral("vaultCancel"));
    m_cancel->setAutoDefault(false);
    connect(m_accept, &QPushButton::clicked, this, &VaultDialog::submit);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    updateButton();
    (m_current ? static_cast<QWidget *>(m_current) : m_next)->setFocus();
}

VaultDialog::~VaultDialog()
{
    if (m_next)
        m_next->disconnect(this); // it wipes itself while the base class goes
}

VaultDialog *VaultDialog::ask(const keys::SecretStores &stores, const Context &context, QWidget *over)
{
    auto *vault = qobject_cast<keys::VaultStore *>(stores.at(QStringLiteral("vault")));
    if (!vault || vault->isOpen())
        return nullptr;
    auto *dialog = new VaultDialog(*vault, vault->exists() ? Mode::Unlock : Mode::Create, context, over);
    dialog->open();
    return dialog;
}

QString VaultDialog::title(Mode mode)
{
    switch (mode) {
    case Mode::Create:
        return tr("Set up a vault…");
    case Mode::Unlock:
        return tr("Unlock the vault…");
    case Mode::ChangePassphrase:
        break;
    }
    return tr("Change passphrase…");
}

void VaultDialog::addCurrent(QVBoxLayout *layout, const QString &title)
{
    m_current = new SecretField(this);
    m_current->setObjectName(QStringLiteral("vaultCurrent"));
    m_current->setMinimumHeight(fieldHeight);
    m_current->setAccessibleName(QString(title).remove(QLatin1Char('&')));
    auto *label = new Label(Label::Role::Body, title, this);
    label->setBuddy(m_current);
    layout->addWidget(label);
    layout->addWidget(m_current);
    connect(m_current, &QLineEdit::textChanged, this, &VaultDialog::updateButton);
    connect(m_current, &SecretField::expired, this, [this] {
        m_hint->setText(
            tr("The passphrase was wiped because this window was left alone. Type it once more."));
        m_hint->show();
    });
}

void VaultDialog::addNext(QVBoxLayout *layout)
{
    m_next = new PassphraseField(this);
    layout->addWidget(m_next);
    connect(m_next, &PassphraseField::changed, this, &VaultDialog::updateButton);
}

void VaultDialog::updateButton()
{
    if (!m_isWorking)
        m_hint->hide();
    const bool isEmpty = m_current && m_current->text().isEmpty();
    m_accept->setEnabled(!m_isWorking && !isEmpty && (!m_next || m_next->isAcceptable()));
}

void VaultDialog::submit()
{
    if (m_isWorking || !m_accept->isEnabled())
        return;
    m_error->clear();
    const auto shared = [](Result<Secret> &&chosen) {
        return std::move(chosen).map([](Secret &&secret) -> SharedSecret {
            return std::make_shared<const Secret>(std::move(secret));
        });
    };
    const Result<SharedSecret> current =
        m_current ? shared(sealed::passphrase(m_current->secret())) : SharedSecret();
    const Result<SharedSecret> next = m_next ? shared(m_next->passphrase()) : SharedSecret();
    if (!current || !next) {
        m_error->show(Error{ErrorKind::InvalidInput, QStringLiteral("passphrase"),
                            tr("A passphrase has 1024 bytes at most."), std::nullopt});
        return;
    }
    setWorking(true);
    m_work = m_mode == Mode::Create   ? m_vault.create(*next)
             : m_mode == Mode::Unlock ? m_vault.unlock(*current)
                                      : m_vault.changePassphrase(*current, *next);
    whenDone(this, m_work, [this](const Result<void> &result) { workDone(result); });
}

void VaultDialog::workDone(const Result<void> &result)
{
    setWorking(false);
    if (result) {
        accept();
        return;
    }
    m_error->show(result.error());
    fitHeight();
    if (m_current && result.error().kind == ErrorKind::WrongPassphrase) {
        m_current->wipe();
        m_current->setFocus();
    }
}

void VaultDialog::setWorking(bool working)
{
    m_isWorking = working;
    if (m_current)
        m_current->setEnabled(!working);
    if (m_next)
        m_next->setEnabled(!working);
    m_cancel->setEnabled(!working || m_mode == Mode::Unlock);
    updateButton();
    if (working) {
        m_hint->setText(tr("Making a key from the passphrase…"));
        m_hint->show();
    }
}

/// Wrapped lines need their height, which a dialog does not ask for by itself. It only ever grows.
void VaultDialog::fitHeight()
{
    layout()->activate();
    if (const int needed = layout()->totalHeightForWidth(width()); needed > height())
        resize(width(), needed);
}

void VaultDialog::done(int result)
{
    if (m_isWorking && result == QDialog::Rejected) {
        if (m_mode != Mode::Unlock)
            return; // a moment more, and it is known whether it was done
        m_work.cancel();
    }
    if (m_current)
        m_current->wipe();
    if (m_next)
        m_next->wipe();
    QDialog::done(result);
}

} // namespace coffer::ui
