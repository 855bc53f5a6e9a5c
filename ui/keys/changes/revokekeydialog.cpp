// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/changes/revokekeydialog.h"

#include "ui/common/format.h"
#include "ui/common/label.h"
#include "ui/keys/apipage.h"
#include "ui/keys/changes/changetext.h"
#include "ui/keys/changes/noticeline.h"
#include "ui/keys/checklist.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace coffer::ui {

using keys::Revocation;
using State = Revocation::State;
using LineState = CheckList::State;

RevokeKeyDialog::RevokeKeyDialog(std::unique_ptr<Revocation> revocation, const KeyServices &services,
                                 const Context &context, QWidget *parent)
    : ChangeDialog(QStringLiteral("revoke"), tr("Revoke %1").arg(targetText(revocation->target())), services,
                   context, parent),
      m_revocation(std::move(revocation)),
      m_notice(new NoticeLine(context.theme, this)),
      m_steps(new CheckList(context.theme, this))
{
    addText(consequence());
    m_notice->setObjectName(QStringLiteral("revokeNotice"));
    body()->addWidget(m_notice);
    m_steps->setObjectName(QStringLiteral("revokeSteps"));
    m_steps->addLine(tr("Deleted on the exchange"));
    m_steps->addLine(tr("Proved gone"));
    if (m_revocation->target().isHeld())
        m_steps->addLine(tr("Wiped on this device"));
    body()->addWidget(m_steps);
    body()->addStretch(1);
    makeButtons();
    connect(m_revocation.get(), &Revocation::changed, this, &RevokeKeyDialog::showState);
    resize(560, sizeHint().height());
    showState();
}

RevokeKeyDialog::~RevokeKeyDialog() = default;

void RevokeKeyDialog::done(int result)
{
    if (!m_revocation->isSettling()) // else what is proved would be left half done
        ChangeDialog::done(result);
}

bool RevokeKeyDialog::isOnWeb() const
{
    return m_revocation->way() == Revocation::Way::Web;
}

QString RevokeKeyDialog::consequence() const
{
    const QString stops =
        tr("Whatever uses this key (%1) stops working at once, here and in every other program. "
           "A deleted key can't be brought back.")
            .arg(keys::masked(m_revocation->target().accessKey));
    const QString how =
        isOnWeb()
            ? tr("%1 You delete it on the API Management page. Coffer asks for the list of keys meanwhile, "
                 "until it is no longer on it.")
                  .arg(whyNotHereText(m_revocation->whyNotHere()))
            : tr("Coffer asks the exchange to delete it, and then for the list of keys, until it is no "
                 "longer on it.");
    return stops + QStringLiteral("\n\n") + how;
}

void RevokeKeyDialog::makeButtons()
{
    m_open = addButton(QStringLiteral("OpenPage"), tr("Open API Management"));
    m_forget = addButton(QStringLiteral("Forget"), tr("Wipe here now"));
    m_stop = addButton(QStringLiteral("Stop"), tr("Stop"));
    m_close = addButton(QStringLiteral("Close"), tr("Cancel"));
    m_revoke = addButton(QStringLiteral("Revoke"), QString());
    m_stop->setToolTip(tr("Ask no more, and forget that this was under way"));
    connect(m_open, &QPushButton::clicked, this, [] { openInBrowser(apiManagementPage()); });
    connect(m_forget, &QPushButton::clicked, m_revocation.get(), &Revocation::forgetHere);
    connect(m_stop, &QPushButton::clicked, m_revocation.get(), &Revocation::stop);
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_revoke, &QPushButton::clicked, this, &RevokeKeyDialog::start);
}

void RevokeKeyDialog::start()
{
    const bool isFirst = m_revocation->state() == State::Idle;
    if (isOnWeb() && isFirst)
        openInBrowser(apiManagementPage());
    m_revocation->start();
}

void RevokeKeyDialog::showState()
{
    showDeletion();
    showProof();
    showWiping();
    showButtons();
    const State state = m_revocation->state();
    const bool isOver = state == State::Gone || state == State::Stopped;
    if (!isOver && m_revocation->witness() == keys::Witness::Nobody) {
        m_notice->setNotice(
            NoticeLine::Kind::Warning,
            tr("No other key here can see this account's list of keys, so Coffer can't prove that it "
               "is gone. Add a Read key of the account first, or look at the page yourself and wipe "
               "the key here."));
    } else {
        m_notice->clear();
    }
    fitHeight();
}

void RevokeKeyDialog::showDeletion()
{
    switch (m_revocation->state()) {
    case State::Idle:
    case State::Stopped:
        m_steps->setLine(Deletion, LineState::Waiting);
        break;
    case State::Asking:
        m_steps->setLine(Deletion, LineState::Running);
        break;
    case State::WaitingForUser:
        m_steps->setLine(
            Deletion, LineState::Running,
            tr("On the API Management page, find the key %1 and delete it. Coffer sees when it is done.")
                .arg(keys::masked(m_revocation->target().accessKey)));
        break;
    case State::Proving:
        m_steps->setLine(Deletion, LineState::Passed, tr("Asked for"));
        break;
    case State::Gone:
        m_steps->setLine(Deletion, LineState::Passed);
        break;
    case State::Unproved:
        m_steps->setLine(Deletion, LineState::Unknown,
                         m_revocation->error() ? failureText(*m_revocation->error()) : QString());
        break;
    }
}

void RevokeKeyDialog::showProof()
{
    const Format &format = context().format;
    if (const auto &proof = m_revocation->proof()) {
        m_steps->setLine(Proof, LineState::Passed,
                         tr("Not on the exchange's list any more: %1, seen by %2")
                             .arg(format.timeWithZone(proof->at), witnessText(proof->witness)));
        return;
    }
    const State state = m_revocation->state();
    if (state == State::WaitingForUser || state == State::Proving) {
        const auto &error = m_revocation->error();
        const QString seen = m_revocation->seenAt() > 0
                                 ? tr("Still listed: %1").arg(format.time(m_revocation->seenAt()))
                                 : tr("Asking for the list…");
        m_steps->setLine(Proof, error ? LineState::Unknown : LineState::Running,
                         error ? failureText(*error) : seen);
    } else if (state == State::Unproved) {
        m_steps->setLine(Proof, LineState::Unknown, tr("Not proved"));
    } else {
        m_steps->setLine(Proof, LineState::Waiting);
    }
}

void RevokeKeyDialog::showWiping()
{
    if (!m_revocation->target().isHeld())
        return;
    if (m_revocation->isForgotten())
        m_steps->setLine(Wiping, LineState::Passed, tr("Secret and record are gone from this device"));
    else if (m_revocation->state() == State::Gone && m_revocation->error())
        m_steps->setLine(Wiping, LineState::Failed, failureText(*m_revocation->error()));
    else
        m_steps->setLine(Wiping,
                         m_revocation->state() == State::Gone ? LineState::Running : LineState::Waiting);
}

void RevokeKeyDialog::showButtons()
{
    const State state = m_revocation->state();
    const bool isBusy = m_revocation->isBusy();
    const bool isOver = state == State::Gone || m_revocation->isForgotten();
    m_open->setVisible(isOnWeb() && !isOver);
    m_stop->setVisible(isBusy);
    m_stop->setEnabled(state != State::Asking && !isLocked());
    const bool isUnproved = state == State::Unproved || state == State::WaitingForUser;
    m_forget->setVisible(m_revocation->target().isHeld() && !m_revocation->isForgotten() &&
                         (isUnproved || (state == State::Gone && m_revocation->error())));
    m_forget->setEnabled(!isLocked());
    m_revoke->setEnabled(!isLocked());
    m_close->setText(state == State::Idle ? tr("Cancel") : tr("Close"));
    m_close->setEnabled(!m_revocation->isSettling()); // see done()
    m_close->setToolTip(isBusy ? tr("It stays under way: the Keys page offers to continue") : QString());
    m_revoke->setVisible(!isOver && !isBusy);
    const bool isAgain = state != State::Idle;
    m_revoke->setText(isOnWeb() ? tr("Open the page and watch the list")
                      : isAgain ? tr("Revoke again")
                                : tr("Revoke key"));
}

} // namespace coffer::ui
