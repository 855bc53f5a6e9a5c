// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/changes/editkeydialog.h"

#include "keys/setup/iplist.h"
#include "ui/common/format.h"
#include "ui/common/label.h"
#include "ui/common/permissiontext.h"
#include "ui/keys/apipage.h"
#include "ui/keys/changes/changetext.h"
#include "ui/keys/changes/noticeline.h"
#include "ui/keys/changes/rightseditor.h"
#include "ui/keys/checklist.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPushButton>
#include <QVBoxLayout>

namespace coffer::ui {

using keys::KeyEdit;
using State = KeyEdit::State;
using LineState = CheckList::State;

EditKeyDialog::EditKeyDialog(std::unique_ptr<KeyEdit> edit, const keys::KeyWish &now,
                             const QList<keys::InventoryEntry> &entries, const KeyServices &services,
                             const Context &context, QWidget *parent)
    : ChangeDialog(QStringLiteral("edit"), tr("Edit %1").arg(targetText(edit->target())), services, context,
                   parent),
      m_edit(std::move(edit)),
      m_now(now),
      m_entries(entries),
      m_rights(new RightsEditor(m_edit->target().isSubUser, !isOnWeb(), context, this)),
      m_fault(new NoticeLine(context.theme, this)),
      m_own(new NoticeLine(context.theme, this)),
      m_steps(new CheckList(context.theme, this))
{
    makeParts();
    makeButtons();
    m_rights->setWish(m_edit->wish().value_or(m_now));
    m_rights->setSeenAddress(keys::seenAddress(m_entries));
    connect(m_rights, &RightsEditor::changed, this, &EditKeyDialog::wishChanged);
    connect(m_edit.get(), &KeyEdit::changed, this, &EditKeyDialog::showState);
    resize(880, sizeHint().height());
    wishChanged();
    showState();
}

EditKeyDialog::~EditKeyDialog() = default;

bool EditKeyDialog::isOnWeb() const
{
    return m_edit->way() == KeyEdit::Way::Web;
}

void EditKeyDialog::makeParts()
{
    addText(
        isOnWeb()
            ? tr("%1 Choose what it shall be; then change it on the API Management page as shown, while "
                 "Coffer reads the exchange's record until it is so.")
                  .arg(whyNotHereText(m_edit->whyNotHere()))
            : tr("Coffer changes the key on the exchange and then reads the exchange's record to see that it "
                 "is so. Other programs that use the key feel it at once."));
    body()->addWidget(m_rights, 1);
    m_summary = addText({});
    m_summary->setObjectName(QStringLiteral("editSummary"));
    m_fault->setObjectName(QStringLiteral("editFault"));
    m_own->setObjectName(QStringLiteral("editOwnAccess"));
    body()->addWidget(m_fault);
    body()->addWidget(m_own);
    m_steps->setObjectName(QStringLiteral("editSteps"));
    m_steps->addLine(tr("Changed on the exchange"));
    m_steps->addLine(tr("The exchange's record is as wished"));
    body()->addWidget(m_steps);
}

void EditKeyDialog::makeButtons()
{
    m_copy = addButton(QStringLiteral("CopyAddresses"), tr("Copy the addresses"));
    m_open = addButton(QStringLiteral("OpenPage"), tr("Open API Management"));
    m_stop = addButton(QStringLiteral("Stop"), tr("Stop"));
    m_stop->setToolTip(tr("Ask no more. The plan stays, so that a difference is shown as a finding."));
    m_close = addButton(QStringLiteral("Close"), tr("Cancel"));
    m_change = addButton(QStringLiteral("Change"), QString());
    connect(m_copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_rights->wish().ips.join(QLatin1Char(','))); });
    connect(m_open, &QPushButton::clicked, this, [] { openInBrowser(apiManagementPage()); });
    connect(m_stop, &QPushButton::clicked, m_edit.get(), &KeyEdit::stop);
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_change, &QPushButton::clicked, this, &EditKeyDialog::start);
}

void EditKeyDialog::wishChanged()
{
    const keys::KeyWish wish = m_rights->wish();
    const QList<keys::KeyField> fields = keys::differences(m_now, wish);
    m_summary->setText(fields.isEmpty() ? tr("Nothing changes yet.") : differenceText(m_now, wish, fields));
    showNotices();
    showButtons();
    fitHeight();
}

void EditKeyDialog::showNotices()
{
    const keys::KeyWish wish = m_rights->wish();
    m_fault->setNotice(NoticeLine::Kind::Danger, faultText(keys::faultOf(wish, m_edit->target().isSubUser)));
    const bool isListNew = !keys::areSameAddresses(m_now.ips, wish.ips);
    const keys::OwnAddress own = keys::ownAccess(wish.ips, m_entries);
    m_own->setNotice(own.access == keys::OwnAccess::ShutOut ? NoticeLine::Kind::Danger
                                                            : NoticeLine::Kind::Warning,
                     isListNew ? ownAccessText(own) : QString());
}

bool EditKeyDialog::mayStart() const
{
    const keys::KeyWish wish = m_rights->wish();
    return !isLocked() && m_rights->isValid() &&
           keys::faultOf(wish, m_edit->target().isSubUser) == keys::WishFault::None &&
           (m_edit->state() != State::Idle || m_edit->wish() || !keys::differences(m_now, wish).isEmpty());
}

void EditKeyDialog::start()
{
    m_rights->commit();
    if (!mayStart())
        return;
    const bool isFirst = m_edit->state() == State::Idle;
    m_edit->start(m_rights->wish());
    if (isOnWeb() && isFirst)
        openInBrowser(apiManagementPage());
}

QString EditKeyDialog::webAdvice() const
{
    const keys::KeyWish wish = m_edit->wish().value_or(m_now);
    return tr("On the API Management page, find the key %1 and choose Edit. Tick exactly: %2. Bind it to: "
              "%3. "
              "Confirm with your codes. Coffer sees when it is done.")
        .arg(keys::masked(m_edit->target().accessKey), permissionText(wish.permissions),
             addressesText(wish.ips));
}

void EditKeyDialog::showState()
{
    m_rights->setEnabled(!m_edit->isBusy() && m_edit->state() != State::Changed);
    showSteps();
    showButtons();
    fitHeight();
}

void EditKeyDialog::showSteps()
{
    const State state = m_edit->state();
    const QString failure = m_edit->error() ? failureText(*m_edit->error()) : QString();
    QString still;
    if (m_edit->record() && m_edit->wish())
        still = differenceText(keys::KeyWish::of(*m_edit->record()), *m_edit->wish(), m_edit->differences());
    m_steps->setVisible(state != State::Idle);
    switch (state) {
    case State::Idle:
    case State::Stopped:
        m_steps->reset();
        break;
    case State::Asking:
        m_steps->setLine(Change, LineState::Running);
        m_steps->setLine(Proof, LineState::Waiting);
        break;
    case State::WaitingForUser:
        m_steps->setLine(Change, LineState::Running, webAdvice());
        m_steps->setLine(Proof, failure.isEmpty() ? LineState::Running : LineState::Unknown,
                         failure.isEmpty() ? tr("Still to change:\n%1").arg(still) : failure);
        break;
    case State::Proving:
        m_steps->setLine(Change, LineState::Passed, tr("Asked for"));
        m_steps->setLine(Proof, failure.isEmpty() ? LineState::Running : LineState::Unknown, failure);
        break;
    case State::Changed:
        m_steps->setLine(Change, LineState::Passed);
        m_steps->setLine(Proof, failure.isEmpty() ? LineState::Passed : LineState::Notice, failure);
        break;
    case State::Different:
        m_steps->setLine(Change, LineState::Notice, tr("The exchange answered, but has it otherwise"));
        m_steps->setLine(Proof, LineState::Failed, tr("It differs:\n%1").arg(still));
        break;
    case State::Failed:
        m_steps->setLine(Change, LineState::Failed, failure);
        m_steps->setLine(Proof, LineState::Waiting);
        break;
    }
}

void EditKeyDialog::showButtons()
{
    const State state = m_edit->state();
    const bool isBusy = m_edit->isBusy();
    const bool isDone = state == State::Changed;
    m_open->setVisible(isOnWeb() && isBusy);
    m_copy->setVisible(isOnWeb() && isBusy && !m_rights->wish().ips.isEmpty());
    m_stop->setVisible(isBusy);
    m_stop->setEnabled(state != State::Asking && !isLocked());
    m_close->setText(state == State::Idle ? tr("Cancel") : tr("Close"));
    m_close->setToolTip(isBusy ? tr("It stays under way: the Keys page offers to continue") : QString());
    m_change->setVisible(!isBusy && !isDone);
    m_change->setEnabled(mayStart());
    m_change->setText(isOnWeb() ? tr("Open the page and watch the key") : tr("Change key"));
}

} // namespace coffer::ui
