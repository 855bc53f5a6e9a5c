// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/stores/vaultdialog.h"

#include "core/sealed.h"
#include "keys/stores/vaultstore.h"
#include "ui/common/errorbar.h"
#include "ui/common/label.h"
#include "ui/common/theme.h"
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
        m_current = addField(layout, QStringLiteral("vaultCurrent"), tr("&Passphrase"));
        break;
    case Mode::ChangePassphrase:
        about->setText(tr("The whole vault is encrypted anew in one step. Until that is done the current "
                          "passphrase opens it, afterwards the new one."));
        m_accept->setText(tr("Change passphrase"));
        m_current = addField(layout, QStringLiteral("vaultCurrent"), tr("&Current passphrase"));
        break;
    }
    if (mode != Mode::Unlock) {
        m_next = addField(layout, QStringLiteral("vaultNext"), tr("&New passphrase"));
        m_again = addField(layout, QStringLiteral("vaultAgain"), tr("New passphrase, &again"));
    }
    m_hint->setObjectName(QStringLiteral("vaultHint"));
    m_hint->setWordWrap(true);
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
    (m_current ? m_current : m_next)->setFocus();
}

VaultDialog::~VaultDialog() = default;

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

SecretField *VaultDialog::addField(QVBoxLayout *layout, const QString &name, const QString &title)
{
    auto *field = new SecretField(this);
    field->setObjectName(name);
    field->setMinimumHeight(fieldHeight);
    field->setAccessibleName(QString(title).remove(QLatin1Char('&')));
    auto *label = new Label(Label::Role::Body, title, this);
    label->setBuddy(field);
    layout->addWidget(label);
    layout->addWidget(field);
    connect(field, &QLineEdit::textChanged, this, &VaultDialog::updateButton);
    connect(field, &SecretField::expired, this, [this] {
        m_hint->setText(
            tr("The passphrase was wiped because this window was left alone. Type it once more."));
    });
    return field;
}

/// What keeps the passphrases from being used; empty when nothing does.
QString VaultDialog::problem() const
{
    if (!m_next)
        return {};
    const qsizetype missing = sealed::shortestPassphrase - sealed::lengthOf(m_next->secret());
    if (missing > 0) {
        return m_next->text().isEmpty()
                   ? tr("At least %1 characters. Several words that nobody would guess are easy to remember.")
                         .arg(sealed::shortestPassphrase)
               : missing == 1 ? tr("1 character more.")
                              : tr("%n characters more.", nullptr, static_cast<int>(missing));
    }
    if (m_again->text().isEmpty())
        return tr("Type it a second time: a slip would lock you out.");
    return m_next->secret() == m_again->secret() ? QString() : tr("The two are not the same.");
}

void VaultDialog::updateButton()
{
    const QString words = problem();
    m_hint->setText(words);
    m_hint->setVisible(m_next != nullptr || !words.isEmpty());
    const bool isEmpty = m_current && m_current->text().isEmpty();
    m_accept->setEnabled(!m_isWorking && !isEmpty && words.isEmpty());
}

void VaultDialog::submit()
{
    if (m_isWorking || !m_accept->isEnabled())
        return;
    m_error->clear();
    const auto shared = [](const SecretField *field) -> Result<SharedSecret> {
        if (!field)
            return SharedSecret();
        return sealed::passphrase(field->secret()).map([](Secret &&secret) {
            return std::make_shared<const Secret>(std::move(secret));
        });
    };
    const Result<SharedSecret> current = shared(m_current);
    const Result<SharedSecret> next = shared(m_next);
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
    for (SecretField *field : {m_current, m_next, m_again}) {
        if (field)
            field->setEnabled(!working);
    }
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
    for (SecretField *field : {m_current, m_next, m_again}) {
        if (field)
            field->wipe();
    }
    QDialog::done(result);
}

} // namespace coffer::ui
