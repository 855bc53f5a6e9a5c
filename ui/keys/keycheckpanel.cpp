// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/keycheckpanel.h"

#include "ui/common/clipboard.h"
#include "ui/common/errortext.h"
#include "ui/common/format.h"
#include "ui/keys/apipage.h"
#include "ui/keys/checklist.h"
#include "ui/keys/checkresult.h"

#include <QPushButton>
#include <QVBoxLayout>

#include <array>

namespace coffer::ui {

KeyCheckPanel::KeyCheckPanel(htx::Client &client, const Context &context, QWidget *parent)
    : QWidget(parent),
      m_client(client),
      m_context(context),
      m_lines(new CheckList(context.theme, this)),
      m_fixButton(new QPushButton(this))
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
        m_lines->addLine(title);
    m_lines->setObjectName(QStringLiteral("checkList"));
    m_fixButton->setObjectName(QStringLiteral("remedyButton"));
    m_fixButton->setAutoDefault(false);
    m_fixButton->hide();
    connect(m_fixButton, &QPushButton::clicked, this, &KeyCheckPanel::applyFix);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(12);
    layout->addWidget(m_lines);
    layout->addWidget(m_fixButton, 0, Qt::AlignLeft);
    layout->addStretch(1);
}

void KeyCheckPanel::reset()
{
    ++m_generation;
    m_isRunning = false;
    m_checked.reset();
    m_failure.reset();
    m_lines->reset();
    setFix(Fix::None);
}

void KeyCheckPanel::start(const htx::Credentials &credentials, htx::Gateway *asker)
{
    reset();
    m_isRunning = true;
    if (m_check)
        m_check->deleteLater();
    m_check = new keys::KeyCheck(m_client, m_context.clock, this);
    const quint64 generation = m_generation;
    connect(m_check, &keys::KeyCheck::stepStarted, this, [this, generation](keys::CheckStep step) {
        if (generation != m_generation)
            return;
        m_step = step;
        m_lines->setLine(int(step), CheckList::State::Running);
    });
    connect(m_check, &keys::KeyCheck::stepPassed, this, [this, generation](keys::CheckStep step) {
        if (generation == m_generation)
            stepPassed(step);
    });
    whenDone(this, m_check->run(credentials, asker),
             [this, generation](const Result<keys::CheckedKey> &result) {
                 if (generation == m_generation)
                     done(result);
             });
}

void KeyCheckPanel::refuse(const Error &error)
{
    reset();
    m_step = keys::CheckStep::Input;
    done(fail(error));
}

void KeyCheckPanel::setPlan(const CheckPlan &plan)
{
    m_plan = plan;
    if (m_checked)
        showFacts();
}

void KeyCheckPanel::stepPassed(keys::CheckStep step)
{
    const QString detail =
        step == keys::CheckStep::Clock ? offsetText(m_context.clock.offsetMs()) : QString();
    m_lines->setLine(int(step), CheckList::State::Passed, detail);
}

void KeyCheckPanel::done(const Result<keys::CheckedKey> &result)
{
    m_isRunning = false;
    if (result) {
        m_checked = *result;
        showFacts();
    } else {
        m_failure = result.error();
        showFailure(result.error());
    }
    Q_EMIT finished();
}

/// A refused signature may turn out at any signed request; what is meant is the key.
void KeyCheckPanel::showFailure(const Error &error)
{
    const ErrorText words = errorText(error);
    QString detail = error.kind == ErrorKind::InvalidInput
                         ? words.advice
                         : QStringLiteral("%1 %2").arg(words.title, words.advice);
    if (error.kind == ErrorKind::ClockOff)
        detail.append(QLatin1Char(' ') + offsetText(m_context.clock.offsetMs()) + QLatin1Char('.'));
    m_lines->setLine(int(m_step), CheckList::State::Failed, detail);
    setFix(fixOf(error));
    Q_EMIT grown();
}

void KeyCheckPanel::showFacts()
{
    const auto show = [this](int line, const CheckFact &fact) {
        m_lines->setLine(line, fact.state, fact.detail);
    };
    show(int(keys::CheckStep::Account), accountFact(*m_checked));
    show(int(keys::CheckStep::Record), recordFact(*m_checked));
    show(int(Fact::Permissions), permissionFact(*m_checked, m_plan.permissions));
    show(int(Fact::Binding), bindingFact(*m_checked, m_plan.ips));
    show(int(Fact::Expiry), expiryFact(*m_checked));
    show(int(Fact::Storage), storageFact(m_plan.place));
    Q_EMIT grown();
}

KeyCheckPanel::Fix KeyCheckPanel::fixOf(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::WrongAccessKey:
        return Fix::EnterAccessKey;
    case ErrorKind::WrongSignature:
        return Fix::EnterSecret;
    case ErrorKind::KeyExpired:
        return Fix::OpenWebPage;
    case ErrorKind::IpNotAllowed:
        return error.detail.isEmpty() ? Fix::OpenWebPage : Fix::CopyAddress;
    case ErrorKind::InvalidInput:
        return Fix::None;
    default:
        return Fix::Retry;
    }
}

void KeyCheckPanel::setFix(Fix fix)
{
    m_fix = fix;
    switch (fix) {
    case Fix::None:
        break;
    case Fix::CopyAddress:
        m_fixButton->setText(tr("Copy the address"));
        break;
    case Fix::Retry:
        m_fixButton->setText(m_failure && m_failure->kind == ErrorKind::ClockOff
                                 ? tr("Measure the clock again")
                                 : tr("Try again"));
        break;
    case Fix::EnterAccessKey:
        m_fixButton->setText(tr("Enter the access key again"));
        break;
    case Fix::EnterSecret:
        m_fixButton->setText(tr("Enter the secret again"));
        break;
    case Fix::OpenWebPage:
        m_fixButton->setText(tr("Open API Management"));
        break;
    }
    m_fixButton->setVisible(fix != Fix::None);
}

void KeyCheckPanel::applyFix()
{
    switch (m_fix) {
    case Fix::None:
        break;
    case Fix::CopyAddress:
        copyConcealed(Format::plain(m_failure->detail, 64));
        m_fixButton->setText(tr("Copied"));
        break;
    case Fix::Retry:
        Q_EMIT retryRequested();
        break;
    case Fix::EnterAccessKey:
        Q_EMIT entryRequested(QStringLiteral("accessKey"));
        break;
    case Fix::EnterSecret:
        Q_EMIT entryRequested(QStringLiteral("secretKey"));
        break;
    case Fix::OpenWebPage:
        openInBrowser(apiManagementPage());
        break;
    }
}

} // namespace coffer::ui
