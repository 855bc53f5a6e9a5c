// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/keyentry.h"

#include "keys/keycheck.h"
#include "ui/common/label.h"
#include "ui/keys/secretfield.h"

#include <QComboBox>
#include <QLineEdit>
#include <QVBoxLayout>

namespace coffer::ui {

namespace {

constexpr int fieldHeight = 30;

tl::unexpected<Error> inputFault(const QString &field, const QString &words)
{
    return fail(ErrorKind::InvalidInput, words, field);
}

} // namespace

KeyEntry::KeyEntry(QWidget *parent)
    : QWidget(parent),
      m_accessKey(new QLineEdit(this)),
      m_secretKey(new SecretField(this)),
      m_method(new QComboBox(this))
{
    m_accessKey->setObjectName(QStringLiteral("accessKeyField"));
    m_accessKey->setInputMethodHints(Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase | Qt::ImhLatinOnly);
    m_accessKey->setPlaceholderText(tr("As the exchange shows it"));
    m_secretKey->setObjectName(QStringLiteral("secretKeyField"));
    m_secretKey->setPlaceholderText(tr("Secret key, or a private key in PEM form"));
    m_method->setObjectName(QStringLiteral("methodField"));
    m_method->addItem(tr("HMAC SHA-256 (a secret key)"), int(htx::SignatureMethod::HmacSha256));
    m_method->addItem(tr("Ed25519 (a private key, PEM)"), int(htx::SignatureMethod::Ed25519));

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(4);
    addField(tr("&Access key"), m_accessKey);
    addField(tr("&Secret key"), m_secretKey);
    addField(tr("Signature &method"), m_method);
    connect(m_accessKey, &QLineEdit::textChanged, this, &KeyEntry::edited);
    connect(m_secretKey, &QLineEdit::textChanged, this, &KeyEntry::secretEdited);
    connect(m_method, &QComboBox::currentIndexChanged, this, &KeyEntry::edited);
    connect(m_secretKey, &SecretField::expired, this, &KeyEntry::expired);
}

KeyEntry::~KeyEntry()
{
    m_secretKey->disconnect(
        this); // it wipes itself while the base class goes, when nobody is left to hear of it
}

void KeyEntry::addField(const QString &title, QWidget *field)
{
    auto *label = new Label(Label::Role::Body, title, this);
    label->setBuddy(field);
    field->setMinimumHeight(fieldHeight);
    field->setAccessibleName(QString(title).remove(QLatin1Char('&')));
    auto *column = static_cast<QVBoxLayout *>(layout());
    if (column->count() > 0)
        column->addSpacing(6);
    column->addWidget(label);
    column->addWidget(field);
}

void KeyEntry::secretEdited()
{
    if (m_secretKey->looksLikePem())
        m_method->setCurrentIndex(m_method->findData(int(htx::SignatureMethod::Ed25519)));
    Q_EMIT edited();
}

void KeyEntry::setAccessKey(const QString &accessKey)
{
    m_accessKey->setText(accessKey);
    m_secretKey->setFocus();
}

bool KeyEntry::isFilled() const
{
    return !m_accessKey->text().isEmpty() && !m_secretKey->text().isEmpty();
}

Result<htx::Credentials> KeyEntry::read() const
{
    Result<htx::Credentials> credentials =
        keys::KeyCheck::parse(m_accessKey->text(), std::make_shared<const Secret>(m_secretKey->secret()));
    if (!credentials) {
        const bool isAccessKey = credentials.error().code == QLatin1String("accessKey");
        return inputFault(
            credentials.error().code,
            isAccessKey ? tr("An access key has letters, digits and dashes only, without blanks inside.")
                        : tr("The secret has characters that can't be part of one. Copy it once more."));
    }
    const bool wantsPem = m_method->currentData().toInt() == int(htx::SignatureMethod::Ed25519);
    if (wantsPem != (credentials->method == htx::SignatureMethod::Ed25519)) {
        return inputFault(
            QStringLiteral("secretKey"),
            wantsPem ? tr("An Ed25519 key is a PEM text that begins with -----BEGIN PRIVATE KEY-----.")
                     : tr("This is a private key in PEM form: choose Ed25519 as its method."));
    }
    return credentials;
}

void KeyEntry::focusField(const QString &code)
{
    if (code == QLatin1String("accessKey"))
        m_accessKey->setFocus();
    else
        m_secretKey->setFocus();
}

void KeyEntry::wipe()
{
    m_secretKey->wipe();
}

} // namespace coffer::ui
