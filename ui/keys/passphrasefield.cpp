// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/passphrasefield.h"

#include "core/sealed.h"
#include "ui/common/label.h"
#include "ui/keys/passphrasestrength.h"
#include "ui/keys/secretfield.h"

#include <QVBoxLayout>

namespace coffer::ui {

namespace {
constexpr int fieldHeight = 30;
} // namespace

PassphraseField::PassphraseField(QWidget *parent)
    : QWidget(parent),
      m_first(new SecretField(this)),
      m_second(new SecretField(this)),
      m_hint(new Label(Label::Role::Meta, this))
{
    m_first->setObjectName(QStringLiteral("passphraseField"));
    m_second->setObjectName(QStringLiteral("repeatPassphraseField"));
    m_hint->setObjectName(QStringLiteral("passphraseHint"));
    m_hint->setWordWrap(true);
    m_hint->setMinimumHeight(2 * m_hint->fontMetrics().lineSpacing()); // no jump when the words change
    m_hint->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    setFocusProxy(m_first);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(4);
    const auto addField = [&](const QString &title, SecretField *field) {
        auto *label = new Label(Label::Role::Body, title, this);
        label->setBuddy(field);
        field->setMinimumHeight(fieldHeight);
        field->setAccessibleName(QString(title).remove(QLatin1Char('&')));
        layout->addWidget(label);
        layout->addWidget(field);
        connect(field, &QLineEdit::textChanged, this, &PassphraseField::textEdited);
        connect(field, &SecretField::expired, this, [this] {
            wipe(); // one of the two alone would be no use
            m_hint->setText(tr("Emptied because this window was left alone. Enter it once more."));
            m_first->setAccessibleDescription(m_hint->text());
        });
    };
    addField(tr("&New passphrase"), m_first);
    addField(tr("&The same again"), m_second);
    layout->addWidget(m_hint);
    textEdited();
}

PassphraseField::~PassphraseField()
{
    // They wipe themselves while the base class goes, when nobody is left to hear of it.
    m_first->disconnect(this);
    m_second->disconnect(this);
}

bool PassphraseField::isAcceptable() const
{
    const Result<Secret> chosen = passphrase();
    return chosen && sealed::lengthOf(*chosen) >= sealed::shortestPassphrase && isRepeated(*chosen);
}

Result<Secret> PassphraseField::passphrase() const
{
    return sealed::passphrase(m_first->secret());
}

bool PassphraseField::isRepeated(const Secret &chosen) const
{
    const Result<Secret> again = sealed::passphrase(m_second->secret());
    return again && *again == chosen;
}

void PassphraseField::wipe()
{
    m_first->wipe();
    m_second->wipe();
}

void PassphraseField::textEdited()
{
    m_hint->setText(hint());
    m_first->setAccessibleDescription(m_hint->text());
    Q_EMIT changed();
}

QString PassphraseField::hint() const
{
    const Result<Secret> chosen = passphrase();
    if (m_first->text().isEmpty())
        return tr("At least %n characters; several words that don't belong together are best.", nullptr,
                  int(sealed::shortestPassphrase));
    if (!chosen)
        return tr("This is too long for a passphrase.");
    const int missing = int(sealed::shortestPassphrase - sealed::lengthOf(*chosen));
    if (missing > 0)
        return missing == 1 ? tr("One more character is needed.")
                            : tr("%n more characters are needed.", nullptr, missing);
    if (!m_second->text().isEmpty() && !isRepeated(*chosen))
        return tr("The two are not the same yet.");
    switch (strengthOf(*chosen)) {
    case Strength::TooShort:
        break; // said above
    case Strength::Weak:
        return tr("Weak: it would soon be guessed. Add words, and avoid repetitions and rows like 1234.");
    case Strength::Fair:
        return tr("Fair: one more word would make it strong.");
    case Strength::Strong:
        return tr("Strong. Nobody can bring it back for you: keep it where you will find it.");
    }
    return {};
}

} // namespace coffer::ui
