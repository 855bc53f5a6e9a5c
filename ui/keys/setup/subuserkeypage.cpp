// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/setup/subuserkeypage.h"

#include "htx/reason.h"
#include "ui/common/errortext.h"
#include "ui/common/format.h"
#include "ui/common/permissiontext.h"

#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpressionValidator>
#include <QVBoxLayout>

namespace coffer::ui {

namespace {

constexpr int codeLength = 6;
constexpr int codeWidth = 140;
constexpr int fieldHeight = 30;

} // namespace

SubUserKeyPage::SubUserKeyPage(keys::SetupSession &session, const Context &context, QWidget *parent)
    : SetupPage(session, context, parent),
      m_plan(addText(Label::Role::Body, {})),
      m_codeLabel(addText(Label::Role::Body, tr("&2FA code of the main account, six digits"))),
      m_code(new QLineEdit(this)),
      m_codeHint(nullptr),
      m_state(nullptr),
      m_deleteButton(
          makeButton(QStringLiteral("deleteKeyButton"), tr("Delete the key on the exchange"), this))
{
    static const QRegularExpression digits(QStringLiteral("[0-9]{0,6}"));
    m_code->setObjectName(QStringLiteral("codeField"));
    m_code->setAccessibleName(tr("2FA code"));
    m_code->setMaxLength(codeLength);
    m_code->setValidator(new QRegularExpressionValidator(digits, m_code));
    m_code->setInputMethodHints(Qt::ImhDigitsOnly | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText);
    m_code->setFixedSize(codeWidth, fieldHeight);
    m_codeLabel->setBuddy(m_code);
    content()->addWidget(m_code);
    m_codeHint = addText(Label::Role::Meta,
                         tr("From the authenticator app of the main account. It is sent once and kept "
                            "nowhere. Leave it empty if the exchange asks your account for none."));
    content()->addSpacing(8);
    m_state = addText(Label::Role::Strong, {});
    m_state->setObjectName(QStringLiteral("makeState"));
    content()->addWidget(m_deleteButton, 0, Qt::AlignLeft);
    content()->addStretch(1);
    connect(m_code, &QLineEdit::textChanged, this, &SetupPage::edited);
    connect(m_deleteButton, &QPushButton::clicked, this, &SubUserKeyPage::deleteRequested);
}

void SubUserKeyPage::enter()
{
    const keys::SetupPlan &plan = flow().plan();
    const QString from = plan.ips.isEmpty() ? tr("any address") : Format::plain(plan.ips.join(u", "), 400);
    m_plan->setText(
        tr("Coffer asks the exchange for a key of the sub-user “%1” that may: %2, from: %3. Its note "
           "there is “%4”. The secret goes from the answer into memory, and into the store when "
           "you save; it is never shown and never on the clipboard.")
            .arg(Format::plain(m_holder, 40), permissionText(plan.permissions()), from, session().note()));
    showState();
    m_code->setFocus();
}

QString SubUserKeyPage::code() const
{
    return m_code->text();
}

bool SubUserKeyPage::isCodeGood() const
{
    return m_code->text().isEmpty() || m_code->text().size() == codeLength;
}

void SubUserKeyPage::showOutcome(const Error &error)
{
    m_failure = error;
    m_code->clear(); // a code is good for one try
    showState();
    m_code->setFocus();
}

void SubUserKeyPage::setBusy(bool isBusy)
{
    m_isBusy = isBusy;
    if (isBusy)
        m_failure.reset();
    showState();
}

void SubUserKeyPage::showState()
{
    const keys::SubUserKeyMaker &maker = session().maker();
    const bool isMade = maker.made().has_value();
    const bool isOrphan = !maker.orphan().isEmpty();
    QString words;
    if (m_isBusy) {
        words = tr("Asking the exchange…");
    } else if (isMade) {
        words = tr("The key %1 was made. Its secret is in memory only until you save it.")
                    .arg(keys::masked(maker.made()->accessKey));
    } else if (isOrphan) {
        words =
            tr("No answer came, but the exchange lists the key %1. Its secret was in the answer and can't "
               "be had again: delete the key, then make another.")
                .arg(keys::masked(maker.orphan()));
    } else if (m_failure && m_failure->code == QLatin1String(keys::SubUserKeyMaker::notListed)) {
        words = tr("No answer came, and the exchange does not list the key so far. It was not asked twice. "
                   "Coffer looks again at its next start; you can make another key now.");
    } else if (m_failure && htx::reasonOf(*m_failure) == htx::Reason::WrongTwoFactorCode) {
        words = tr("The exchange refused the 2FA code. Wait for the next one and enter that.");
    } else if (m_failure) {
        const ErrorText text = errorText(*m_failure);
        words = QStringLiteral("%1 %2").arg(text.title, text.advice);
        if (!text.details.isEmpty())
            words += QStringLiteral("\n%1").arg(text.details);
    }
    const bool isBad = m_failure && !isMade;
    m_state->setText(words);
    m_state->setSign(isBad ? -1 : 0, context().theme);
    m_state->setVisible(!words.isEmpty());
    m_deleteButton->setVisible(isMade || isOrphan);
    m_deleteButton->setEnabled(!m_isBusy);
    for (QWidget *part : {static_cast<QWidget *>(m_codeLabel), static_cast<QWidget *>(m_code),
                          static_cast<QWidget *>(m_codeHint)})
        part->setVisible(!isMade && !isOrphan);
    m_code->setEnabled(!m_isBusy);
}

} // namespace coffer::ui
