// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/changes/rotatekeydialog.h"

#include "keys/stores/secretstores.h"
#include "ui/common/format.h"
#include "ui/common/label.h"
#include "ui/common/permissiontext.h"
#include "ui/keys/apipage.h"
#include "ui/keys/changes/changetext.h"
#include "ui/keys/changes/newkeyentry.h"
#include "ui/keys/changes/noticeline.h"
#include "ui/keys/changes/rightseditor.h"
#include "ui/keys/checklist.h"
#include "ui/keys/keycheckpanel.h"
#include "ui/keys/stores/storechoice.h"

#include <QCheckBox>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QRegularExpressionValidator>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace coffer::ui {

using keys::Revocation;
using keys::Rotation;
using Step = Rotation::Step;
using LineState = CheckList::State;

RotateKeyDialog::RotateKeyDialog(std::unique_ptr<Rotation> rotation, const KeyServices &services,
                                 const Context &context, QWidget *parent)
    : ChangeDialog(QStringLiteral("rotate"), tr("Rotate %1").arg(targetText(rotation->old())), services,
                   context, parent),
      m_rotation(std::move(rotation)),
      m_services(services),
      m_sheets(new QStackedWidget(this)),
      m_rights(new RightsEditor(m_rotation->old().isSubUser, m_rotation->isMadeHere(), context, this)),
      m_consent(new QCheckBox(this)),
      m_notice(new NoticeLine(context.theme, this))
{
    m_sheets->addWidget(makePlan());
    m_sheets->addWidget(makeCreation());
    m_sheets->addWidget(makeProgress());
    body()->addWidget(m_sheets, 1);
    m_consent->setObjectName(QStringLiteral("rotateConsent"));
    m_notice->setObjectName(QStringLiteral("rotateNotice"));
    body()->addWidget(m_consent);
    body()->addWidget(m_notice);
    makeButtons();
    m_rights->setWish(m_rotation->wish());
    m_rights->setSeenAddress(keys::seenAddress(m_services.inventory.entries()));
    connect(m_rights, &RightsEditor::changed, this, &RotateKeyDialog::showState);
    connect(m_consent, &QCheckBox::toggled, this, &RotateKeyDialog::showButtons);
    connect(m_rotation.get(), &Rotation::changed, this, &RotateKeyDialog::showState);
    resize(880, sizeHint().height());
    showState();
}

RotateKeyDialog::~RotateKeyDialog() = default;

QWidget *RotateKeyDialog::makePlan()
{
    auto *sheet = new QWidget(m_sheets);
    auto *layout = new QVBoxLayout(sheet);
    layout->setContentsMargins({});
    layout->setSpacing(12);
    const auto say = [&](const QString &words, const QString &name) {
        auto *text = new Label(Label::Role::Body, words, sheet);
        text->setObjectName(name);
        text->setWordWrap(true);
        layout->addWidget(text);
    };
    say(tr("A new key takes the place of the old one: it is made, checked and stored, then requests "
           "go to it, and at last you revoke the old one."),
        QStringLiteral("rotateAbout"));
    const QString why = whyNotHereText(m_rotation->whyNotHere());
    if (!why.isEmpty())
        say(tr("%1 So you make the new key on the API Management page.").arg(why),
            QStringLiteral("rotateWay"));
    say(tr("It is to be the same or narrower:"), QStringLiteral("rotateRights"));
    layout->addWidget(m_rights, 1);
    return sheet;
}

QWidget *RotateKeyDialog::makeCreation()
{
    return m_rotation->isMadeHere() ? makeSubUserCreation() : makeWebCreation();
}

QWidget *RotateKeyDialog::makeSubUserCreation()
{
    auto *sheet = new QWidget(m_sheets);
    auto *layout = new QVBoxLayout(sheet);
    layout->setContentsMargins({});
    layout->setSpacing(8);
    m_advice = new Label(Label::Role::Body, sheet);
    m_advice->setWordWrap(true);
    m_otp = new QLineEdit(sheet);
    m_otp->setObjectName(QStringLiteral("rotateOtpField"));
    m_otp->setMaxLength(6);
    m_otp->setValidator(
        new QRegularExpressionValidator(QRegularExpression(QStringLiteral("[0-9]{0,6}")), m_otp));
    m_otp->setInputMethodHints(Qt::ImhDigitsOnly | Qt::ImhNoPredictiveText);
    m_otp->setMaximumWidth(120);
    m_otp->setAccessibleName(tr("Code of your authenticator app"));
    auto *title = new Label(Label::Role::Body, tr("&Code of your authenticator app, six digits"), sheet);
    title->setBuddy(m_otp);
    auto *hint =
        new Label(Label::Role::Meta,
                  tr("The exchange may not ask for it: leave it empty then. The secret goes from the "
                     "exchange's reply to where secrets are kept and is never shown."),
                  sheet);
    hint->setWordWrap(true);
    layout->addWidget(m_advice);
    layout->addWidget(title);
    layout->addWidget(m_otp);
    layout->addWidget(hint);
    layout->addStretch(1);
    connect(m_otp, &QLineEdit::textChanged, this, &RotateKeyDialog::showButtons);
    return sheet;
}

QWidget *RotateKeyDialog::makeWebCreation()
{
    auto *sheet = new QWidget(m_sheets);
    auto *layout = new QVBoxLayout(sheet);
    layout->setContentsMargins({});
    layout->setSpacing(12);
    m_advice = new Label(Label::Role::Body, sheet);
    m_advice->setWordWrap(true);
    m_advice->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_entry = new NewKeyEntry(m_services.client, context(), sheet);
    layout->addWidget(m_advice);
    layout->addWidget(m_entry);
    layout->addStretch(1);
    connect(m_entry, &NewKeyEntry::changed, this, &RotateKeyDialog::showState);
    return sheet;
}

QWidget *RotateKeyDialog::makeProgress()
{
    auto *sheet = new QWidget(m_sheets);
    m_steps = new CheckList(context().theme, sheet);
    m_steps->setObjectName(QStringLiteral("rotateSteps"));
    for (const QString &title :
         {tr("New key made and stored"), tr("Proved by a signed request"),
          tr("Old key paused: requests go to the new one"), tr("Old key deleted on the exchange"),
          tr("Old key proved gone and wiped here")})
        m_steps->addLine(title);
    auto *layout = new QVBoxLayout(sheet);
    layout->setContentsMargins({});
    layout->addWidget(m_steps);
    layout->addStretch(1);
    return sheet;
}

void RotateKeyDialog::makeButtons()
{
    m_open = addButton(QStringLiteral("OpenPage"), tr("Open API Management"));
    m_undo = addButton(QStringLiteral("Undo"), tr("Undo"));
    m_undo->setToolTip(tr("The old key is used again; the new one is paused and stays in the list"));
    m_stop = addButton(QStringLiteral("Stop"), tr("Stop"));
    m_stop->setToolTip(tr("The old key stays on the exchange for now"));
    m_close = addButton(QStringLiteral("Close"), tr("Cancel"));
    m_next = addButton(QStringLiteral("Next"), QString());
    connect(m_open, &QPushButton::clicked, this, [] { openInBrowser(apiManagementPage()); });
    connect(m_undo, &QPushButton::clicked, m_rotation.get(), &Rotation::undo);
    connect(m_stop, &QPushButton::clicked, this, [this] {
        if (m_rotation->revocation())
            m_rotation->revocation()->stop();
    });
    connect(m_close, &QPushButton::clicked, this, &RotateKeyDialog::leave);
    connect(m_next, &QPushButton::clicked, this, &RotateKeyDialog::goOn);
}

RotateKeyDialog::Sheet RotateKeyDialog::sheet() const
{
    if (m_rotation->step() != Step::Planned)
        return Sheet::Progress;
    return m_rotation->hasPlan() ? Sheet::Creation : Sheet::Plan;
}

bool RotateKeyDialog::isRevokedOnWeb() const
{
    const Revocation *revocation = m_rotation->revocation();
    return revocation ? revocation->way() == Revocation::Way::Web : !m_rotation->isMadeHere();
}

bool RotateKeyDialog::isOldKeyGone() const
{
    const Revocation *revocation = m_rotation->revocation();
    return revocation && revocation->state() == Revocation::State::Gone;
}

keys::Widening RotateKeyDialog::wider() const
{
    if (sheet() == Sheet::Plan)
        return m_rotation->wideningTo(m_rights->wish());
    const bool isFound = m_entry && m_entry->checked() && m_entry->checked()->record;
    if (sheet() == Sheet::Creation)
        return isFound ? m_rotation->wideningTo(keys::KeyWish::of(*m_entry->checked()->record))
                       : keys::Widening();
    const bool isStopped =
        m_rotation->error() && m_rotation->error()->code == QLatin1String(Rotation::isWider);
    const std::optional<keys::KeyRecord> record = m_rotation->replacement();
    return isStopped && record ? m_rotation->wideningTo(keys::KeyWish::of(*record)) : keys::Widening();
}

/// The one button that leads on.
void RotateKeyDialog::goOn()
{
    const bool consent = m_consent->isChecked();
    switch (sheet()) {
    case Sheet::Plan:
        m_rights->commit();
        m_rotation->plan(m_rights->wish(), consent);
        break;
    case Sheet::Creation:
        create();
        break;
    case Sheet::Progress:
        if (m_rotation->step() == Step::Stored || m_rotation->step() == Step::Proved) {
            m_rotation->proceed(consent);
            break;
        }
        if (isRevokedOnWeb() && !m_rotation->revocation())
            openInBrowser(apiManagementPage());
        m_rotation->revokeOld();
        break;
    }
}

void RotateKeyDialog::create()
{
    if (m_otp) {
        m_rotation->make(m_otp->text());
        m_otp->clear();
    } else if (m_entry->checked()) {
        m_rotation->take(*m_entry->checked(), m_entry->secret(), m_consent->isChecked());
    }
}

/// The check of a pasted key compares with what was planned.
void RotateKeyDialog::tellPlan()
{
    if (!m_entry || m_knowsPlan || !m_rotation->hasPlan())
        return;
    m_knowsPlan = true;
    m_entry->setPlan(
        {m_rotation->wish().permissions, m_rotation->wish().ips, m_services.stores.preferred().place()});
}

QString RotateKeyDialog::creationAdvice() const
{
    const keys::KeyWish &wish = m_rotation->wish();
    if (m_otp) {
        return tr("The new key will have %1, usable from: %2.")
            .arg(permissionText(wish.permissions), addressesText(wish.ips));
    }
    return tr("1. Open API Management and create a key.\n"
              "2. Tick exactly: %1.\n"
              "3. Bind it to: %2.\n"
              "4. Confirm with your codes, then copy both keys to here. Leave the old key as it is for now.")
        .arg(permissionText(wish.permissions), addressesText(wish.ips));
}

void RotateKeyDialog::showState()
{
    if (m_entry && m_entry->isEnabledTo(m_entry->parentWidget()) == isLocked()) {
        m_entry->setEnabled(!isLocked());
        if (isLocked()) // secrets leave memory: what was pasted is pasted again
            m_entry->wipe();
    }
    m_sheets->setCurrentIndex(int(sheet()));
    m_advice->setText(creationAdvice());
    tellPlan();
    showConsent();
    showLines();
    showButtons();
    fitHeight();
}

/// A wider key needs a consent that names what it allows; what went wrong is said in the same place.
void RotateKeyDialog::showConsent()
{
    const keys::Widening beyond = wider();
    m_consent->setVisible(!beyond.isNone());
    m_consent->setText(tr("Allow %1").arg(wideningText(beyond)));
    if (beyond.isNone())
        m_consent->setChecked(false);
    const keys::WishFault fault = sheet() == Sheet::Plan
                                      ? keys::faultOf(m_rights->wish(), m_rotation->old().isSubUser)
                                      : keys::WishFault::None;
    if (fault != keys::WishFault::None)
        m_notice->setNotice(NoticeLine::Kind::Danger, faultText(fault));
    else if (m_rotation->error() && m_rotation->error()->kind != ErrorKind::Locked) // the frame says that
        m_notice->setNotice(NoticeLine::Kind::Danger, failureText(*m_rotation->error()));
    else if (m_rotation->step() == Step::Undone)
        m_notice->setNotice(
            NoticeLine::Kind::Info,
            tr("The old key is used again. The new one is paused: revoke it when you don't need it."));
    else
        m_notice->clear();
}

void RotateKeyDialog::showLines()
{
    const Step step = m_rotation->step();
    if (step == Step::Undone) {
        m_steps->reset();
        return;
    }
    const std::pair<Line, Step> lines[] = {
        {Made, Step::Stored}, {Proved, Step::Proved}, {Switched, Step::Switched}};
    bool isFirst = true;
    for (const auto &[line, done] : lines) {
        const bool isDone = step >= done;
        const LineState next = m_rotation->isBusy()  ? LineState::Running
                               : m_rotation->error() ? LineState::Failed
                                                     : LineState::Waiting;
        m_steps->setLine(line, isDone ? LineState::Passed : isFirst ? next : LineState::Waiting);
        isFirst = isFirst && isDone;
    }
    if (const std::optional<keys::KeyRecord> record = m_rotation->replacement())
        m_steps->setLine(Made, m_steps->state(Made), keys::masked(record->accessKey));
    showRevocation();
}

void RotateKeyDialog::showRevocation()
{
    const Revocation *revocation = m_rotation->revocation();
    if (!revocation) {
        m_steps->setLine(Deleted, m_rotation->step() == Step::Done ? LineState::Passed : LineState::Waiting);
        m_steps->setLine(Gone, m_rotation->step() == Step::Done ? LineState::Passed : LineState::Waiting);
        return;
    }
    const QString failure = revocation->error() ? failureText(*revocation->error()) : QString();
    const auto &proof = revocation->proof();
    if (proof) {
        m_steps->setLine(Deleted, LineState::Passed);
        const QString seen =
            tr("%1, seen by %2").arg(context().format.timeWithZone(proof->at), witnessText(proof->witness));
        const LineState state = m_rotation->step() == Step::Done ? LineState::Passed : LineState::Running;
        m_steps->setLine(Gone, failure.isEmpty() ? state : LineState::Notice,
                         failure.isEmpty() ? seen : failure);
    } else if (revocation->state() == Revocation::State::Unproved) {
        m_steps->setLine(Deleted, LineState::Failed, failure);
        m_steps->setLine(Gone, LineState::Waiting);
    } else {
        m_steps->setLine(Deleted, LineState::Running,
                         isRevokedOnWeb()
                             ? tr("On the API Management page, find the key %1 and delete it. Coffer sees "
                                  "when it is done.")
                                   .arg(keys::masked(m_rotation->old().accessKey))
                             : QString());
        const QString seen = revocation->seenAt() > 0
                                 ? tr("Still listed: %1").arg(context().format.time(revocation->seenAt()))
                                 : QString();
        m_steps->setLine(Gone, failure.isEmpty() ? LineState::Running : LineState::Unknown,
                         failure.isEmpty() ? seen : failure);
    }
}

void RotateKeyDialog::showButtons()
{
    const Step step = m_rotation->step();
    const Revocation *revocation = m_rotation->revocation();
    const bool isRevoking = revocation && revocation->isBusy();
    const bool isOver = step == Step::Done || step == Step::Undone;
    const bool isIdle = !m_rotation->isBusy() && !isRevoking;
    const bool mayWiden = wider().isNone() || m_consent->isChecked();
    m_open->setVisible(!isOver &&
                       ((sheet() == Sheet::Creation && m_entry) || (isRevoking && isRevokedOnWeb())));
    m_undo->setVisible(m_rotation->canUndo());
    m_undo->setEnabled(isIdle);
    m_stop->setVisible(isRevoking);
    m_stop->setEnabled(revocation && revocation->state() != Revocation::State::Asking);
    m_close->setText(sheet() == Sheet::Plan ? tr("Cancel") : tr("Close"));
    m_close->setToolTip(sheet() == Sheet::Plan || isOver
                            ? QString()
                            : tr("It stays under way: the Keys page offers to continue"));
    m_close->setEnabled(!isSettling()); // see done()
    m_next->setVisible(!isOver && !isRevoking);
    bool isReady = isIdle && mayWiden;
    switch (sheet()) {
    case Sheet::Plan:
        m_next->setText(tr("Plan the new key"));
        isReady = isReady && m_rights->isValid() &&
                  keys::faultOf(m_rights->wish(), m_rotation->old().isSubUser) == keys::WishFault::None;
        break;
    case Sheet::Creation:
        m_next->setText(m_otp ? tr("Make the new key") : tr("Save the new key"));
        isReady = isReady && (m_otp ? m_otp->text().isEmpty() || m_otp->text().size() == 6
                                    : m_entry->checked().has_value());
        break;
    case Sheet::Progress:
        m_next->setText(step == Step::Stored || step == Step::Proved ? tr("Try again")
                        : isOldKeyGone()                             ? tr("Wipe the old key here")
                        : isRevokedOnWeb() ? tr("Open the page to revoke the old key")
                                           : tr("Revoke the old key"));
        break;
    }
    m_next->setEnabled(isReady);
    if (m_rotation->holdsUnsavedKey() && !m_rotation->isBusy())
        offerStoring();
    if (!isLocked())
        return;
    for (QPushButton *button : {m_undo, m_stop, m_next})
        button->setEnabled(false);
}

/// The new key is made; only its secret is not stored.
void RotateKeyDialog::offerStoring()
{
    m_next->setText(tr("Store its secret"));
    m_next->setEnabled(true);
    if (m_places) {
        m_places->setEnabled(!isLocked());
        return;
    }
    m_places = new StoreChoice(m_services.stores, context(), this);
    m_places->setObjectName(QStringLiteral("rotatePlaces"));
    static_cast<QVBoxLayout *>(m_otp->parentWidget()->layout())->addWidget(m_places);
    connect(m_places, &StoreChoice::changed, this, [this] { m_rotation->setPlace(m_places->place()); });
    m_places->setEnabled(!isLocked());
    fitHeight();
}

/// What must not be left half done, though the journal would know.
bool RotateKeyDialog::isSettling() const
{
    const Revocation *revocation = m_rotation->revocation();
    const bool isEnding =
        m_rotation->step() == Step::Revoking && revocation && revocation->proof() && !revocation->error();
    return m_rotation->isBusy() || isEnding;
}

/// Nobody else has the secret of a key that was made and not stored.
void RotateKeyDialog::askBeforeLosing()
{
    auto *box = new QMessageBox(QMessageBox::Warning, tr("The new key is not stored"),
                                tr("The new key exists, but its secret is stored nowhere yet."),
                                QMessageBox::NoButton, this);
    box->setObjectName(QStringLiteral("rotateLoseBox"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(tr(
        "The exchange tells a secret only once. When you close this window it is lost, and the new key can "
        "only be deleted: Coffer offers that at the next start. The old key goes on as before."));
    QPushButton *lose = box->addButton(tr("Close and lose the secret"), QMessageBox::DestructiveRole);
    lose->setObjectName(QStringLiteral("rotateLoseButton"));
    QPushButton *back = box->addButton(tr("Go back"), QMessageBox::RejectRole);
    box->setDefaultButton(back);
    box->setEscapeButton(back);
    connect(lose, &QPushButton::clicked, this, [this] {
        m_mayLose = true;
        reject();
    });
    box->open();
}

/// By the user, who may also give up a key that can't be stored since Coffer can't be unlocked.
void RotateKeyDialog::leave()
{
    if (isLocked() && m_rotation->holdsUnsavedKey() && !isSettling())
        askBeforeLosing();
    else
        reject();
}

void RotateKeyDialog::closeEvent(QCloseEvent *event)
{
    leave();
    event->setAccepted(!isVisible());
}

void RotateKeyDialog::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Cancel))
        leave();
    else
        ChangeDialog::keyPressEvent(event);
}

void RotateKeyDialog::done(int result)
{
    if (isSettling())
        return; // a moment more, and it is known whether the new key was stored, or the old one wiped
    if (m_rotation->holdsUnsavedKey() && !m_mayLose) {
        if (!isLocked()) // else it was closed by locking: the key waits here until it is unlocked
            askBeforeLosing();
        return;
    }
    if (m_entry)
        m_entry->wipe();
    ChangeDialog::done(result);
}

} // namespace coffer::ui
