// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/setup/setupwizard.h"

#include "keys/stores/secretstores.h"
#include "ui/common/errorbar.h"
#include "ui/common/label.h"
#include "ui/keys/setup/beforepage.h"
#include "ui/keys/setup/checkpage.h"
#include "ui/keys/setup/homepage.h"
#include "ui/keys/setup/leavebox.h"
#include "ui/keys/setup/purposepage.h"
#include "ui/keys/setup/restrictpage.h"
#include "ui/keys/setup/reviewpage.h"
#include "ui/keys/setup/setuptext.h"
#include "ui/keys/setup/steplist.h"
#include "ui/keys/setup/subuserkeypage.h"
#include "ui/keys/setup/webkeypage.h"

#include <QKeyEvent>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace coffer::ui {

using keys::SetupObstacle;
using keys::SetupStep;

namespace {

constexpr QSize usualSize{920, 620};

Error plainError(const QString &words)
{
    return {ErrorKind::InvalidInput, {}, words, std::nullopt};
}

} // namespace

SetupWizard::SetupWizard(const KeyServices &services, const Context &context, QWidget *parent)
    : QDialog(parent),
      m_context(context),
      m_services(services),
      m_session(new keys::SetupSession(services.keyring, services.inventory, services.stores,
                                       services.pending, context.clock, this)),
      m_steps(new StepList(context.theme, this))
{
    setObjectName(QStringLiteral("setupWizard"));
    setWindowTitle(tr("Add a key"));
    setModal(true);
    setAttribute(Qt::WA_DeleteOnClose);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_steps);
    layout->addWidget(makeRight(), 1);
    addPages(services);
    connectPages();
    addSeenAddress();
    QSize size = usualSize;
    if (parent)
        size = size.boundedTo(parent->window()->size() - QSize(40, 40));
    resize(size);
    showStep();
}

SetupWizard::~SetupWizard()
{
    for (SetupPage *page : allPages())
        page->disconnect(this); // secret fields wipe themselves while the window goes
}

QWidget *SetupWizard::makeRight()
{
    auto *box = new QWidget(this);
    m_title = new Label(Label::Role::Title, box);
    m_title->setObjectName(QStringLiteral("setupTitle"));
    m_error = new ErrorBar(m_context.theme, box);
    m_stack = new QStackedWidget(box);
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins(24, 16, 24, 16);
    layout->setSpacing(12);
    layout->addWidget(m_title);
    layout->addWidget(m_error);
    layout->addWidget(m_stack, 1);
    layout->addWidget(makeButtons());
    connect(m_error, &ErrorBar::remedyRequested, this, [this](Remedy remedy) {
        if (remedy == Remedy::UnlockVault)
            m_review->openVault();
        else if (remedy == Remedy::Unlock)
            unlock();
        else if (m_isDeletionWanted)
            deleteKey(false);
        else
            goOn();
    });
    return box;
}

QWidget *SetupWizard::makeButtons()
{
    auto *box = new QWidget(this);
    auto *layout = new QHBoxLayout(box);
    layout->setContentsMargins({});
    layout->setSpacing(8);
    m_hint = new Label(Label::Role::Meta, box);
    m_hint->setObjectName(QStringLiteral("setupHint"));
    m_hint->setWordWrap(true);
    const auto make = [&](const QString &name, const QString &text) {
        auto *button = new QPushButton(text, box);
        button->setObjectName(name);
        button->setAutoDefault(false);
        return button;
    };
    m_cancel = make(QStringLiteral("cancelButton"), tr("Cancel"));
    m_back = make(QStringLiteral("backButton"), tr("Back"));
    m_next = make(QStringLiteral("nextButton"), {});
    m_next->setDefault(true);
    layout->addWidget(m_hint, 1);
    for (QPushButton *button : {m_cancel, m_back, m_next})
        layout->addWidget(button);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_back, &QPushButton::clicked, this,
            [this] { goTo(SetupStep(int(m_session->flow().step()) - 1)); });
    connect(m_next, &QPushButton::clicked, this, &SetupWizard::goOn);
    return box;
}

void SetupWizard::addPages(const KeyServices &services)
{
    keys::SetupSession &session = *m_session;
    m_home = new HomePage(session, services.keyring, m_context);
    m_restrict = new RestrictPage(session, m_context);
    m_webKey = new WebKeyPage(session, m_context);
    m_subUserKey = new SubUserKeyPage(session, m_context);
    m_check = new CheckPage(session, services.client, m_context);
    m_review = new ReviewPage(session, services.stores, m_context);
    m_pages = {new BeforePage(session, m_context),
               new PurposePage(session, m_context),
               m_home,
               m_restrict,
               m_webKey,
               m_check,
               m_review};
    for (SetupPage *page : allPages()) {
        auto *scroll = new QScrollArea(m_stack);
        scroll->setFrameShape(QFrame::NoFrame);
        scroll->setWidgetResizable(true);
        scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        scroll->setFocusPolicy(Qt::NoFocus);
        scroll->setWidget(page);
        m_stack->addWidget(scroll);
    }
    m_check->setPlace(services.stores.preferred().place());
}

void SetupWizard::connectPages()
{
    for (SetupPage *page : allPages())
        connect(page, &SetupPage::edited, this, &SetupWizard::updateButtons);
    connect(m_review, &SetupPage::edited, this, [this] { m_check->setPlace(m_review->place()); });
    connect(m_steps, &StepList::chosen, this, &SetupWizard::goTo);
    connect(m_subUserKey, &SubUserKeyPage::deleteRequested, this, [this] { deleteKey(false); });
    connect(m_check, &CheckPage::entryRequested, this, [this](const QString &code) {
        goTo(SetupStep::Create);
        m_webKey->focusField(code);
    });
    connect(m_check, &CheckPage::finished, m_next, qOverload<>(&QWidget::setFocus));
    connect(m_check, &CheckPage::addressSeen, m_restrict, &RestrictPage::setSeenAddress);
    connect(&m_services.keyring, &keys::Keyring::lockedChanged, this, &SetupWizard::lockedChanged);
}

/// A key that was refused for its address has told what this computer's is.
void SetupWizard::addSeenAddress()
{
    for (const keys::InventoryEntry &entry : m_services.inventory.entries()) {
        if (entry.held && entry.held->lastError && entry.held->lastError->kind == ErrorKind::IpNotAllowed)
            m_restrict->setSeenAddress(entry.held->lastError->detail);
    }
}

/// Secrets leave memory, so what was pasted is pasted again. A key that was made stays: nobody else has its
/// secret.
void SetupWizard::lockedChanged(bool isLocked)
{
    m_isDeletionWanted = false; // its error is no longer shown
    if (isLocked)
        m_error->show({ErrorKind::Locked, {}, {}, std::nullopt});
    else
        m_error->clear();
    updateButtons();
    if (!isLocked || m_busy != Busy::No || m_session->maker().made())
        return;
    if (m_session->flow().step() > SetupStep::Create)
        goTo(SetupStep::Create);
    m_webKey->wipe();
    m_session->setPasted(std::nullopt);
    showStep();
}

/// Locked, Coffer sends and stores nothing, from here neither. What was entered or made stays.
bool SetupWizard::isRefusedWhileLocked()
{
    if (!m_services.keyring.isLocked())
        return false;
    m_error->show({ErrorKind::Locked, {}, {}, std::nullopt});
    updateButtons();
    return true;
}

/// From here, since this window is in the way of the main one's button.
void SetupWizard::unlock()
{
    whenDone(this, m_services.keyring.unlock(), [this](const Result<void> &unlocked) {
        if (!unlocked && m_services.keyring.isLocked())
            m_error->show(unlocked.error());
    });
}

QList<SetupPage *> SetupWizard::allPages() const
{
    QList<SetupPage *> pages = m_pages;
    pages << m_subUserKey;
    return pages;
}

SetupPage *SetupWizard::pageOf(SetupStep step) const
{
    const bool isSubUser = m_session->flow().plan().home == keys::KeyHome::SubUser;
    if (step == SetupStep::Create && isSubUser)
        return m_subUserKey;
    return m_pages.at(int(step));
}

void SetupWizard::goTo(SetupStep step)
{
    if (m_busy != Busy::No || step == m_session->flow().step()) {
        updateButtons();
        return;
    }
    if (step == SetupStep::Check && isRefusedWhileLocked()) // it asks the exchange at once
        return;
    pageOf(m_session->flow().step())->leave();
    m_session->flow().goTo(step);
    showStep();
}

void SetupWizard::showStep()
{
    const SetupStep step = m_session->flow().step();
    SetupPage *page = pageOf(step);
    m_error->clear();
    m_isDeletionWanted = false;
    if (m_services.keyring.isLocked())
        m_error->show({ErrorKind::Locked, {}, {}, std::nullopt});
    m_title->setText(StepList::title(step));
    m_subUserKey->setHolder(m_home->holder());
    m_review->setHolder(m_home->holder());
    m_stack->setCurrentIndex(static_cast<int>(allPages().indexOf(page)));
    page->enter();
    updateButtons();
    if (step == SetupStep::Before || step == SetupStep::Check)
        m_next->setFocus();
}

void SetupWizard::updateButtons()
{
    const keys::SetupFlow &flow = m_session->flow();
    m_steps->show(flow);
    m_steps->setEnabled(m_busy == Busy::No);
    m_next->setText(nextText());
    m_next->setEnabled(canGoOn());
    m_back->setEnabled(m_busy == Busy::No && flow.step() != SetupStep::Before);
    m_cancel->setEnabled(m_busy == Busy::No); // a moment more, and it is known what became of it
    m_hint->setText(hintText());
}

QString SetupWizard::nextText() const
{
    switch (m_busy) {
    case Busy::Making:
        return tr("Creating…");
    case Busy::Deleting:
        return tr("Deleting…");
    case Busy::Saving:
        return tr("Saving…");
    case Busy::No:
        break;
    }
    const keys::SetupFlow &flow = m_session->flow();
    switch (flow.step()) {
    case SetupStep::Create:
        return flow.plan().home == keys::KeyHome::SubUser && !flow.isPlanFixed() ? tr("Create key")
                                                                                 : tr("Check key");
    case SetupStep::Check:
        return m_check->isRunning() ? tr("Checking…") : tr("Review");
    case SetupStep::Review:
        return tr("Save key");
    default:
        return tr("Next");
    }
}

QString SetupWizard::hintText() const
{
    const QString obstacle = obstacleText(m_session->flow().obstacle());
    if (m_services.keyring.isLocked()) {
        return m_session->maker().made()
                   ? tr("Unlock Coffer first, then save the new key. It stays here until then.")
                   : tr("Unlock Coffer first. What you chose stays here.");
    }
    if (!obstacle.isEmpty())
        return obstacle;
    return m_session->maker().made() ? tr("The key exists on the exchange; its secret is not stored yet.")
                                     : tr("Nothing is stored before you save.");
}

bool SetupWizard::canGoOn() const
{
    const keys::SetupFlow &flow = m_session->flow();
    if (m_busy != Busy::No || (flow.step() == SetupStep::Check && m_check->isRunning()))
        return false;
    if (flow.step() == SetupStep::Review)
        return m_review->isPlaceUsable();
    if (flow.obstacle() == SetupObstacle::NotMade)
        return m_subUserKey->isCodeGood() && m_session->maker().orphan().isEmpty();
    return flow.obstacle() == SetupObstacle::None;
}

/// What the button says. A page may still hold text that was typed and not taken.
void SetupWizard::goOn()
{
    const SetupStep step = m_session->flow().step();
    pageOf(step)->leave();
    updateButtons();
    if (!canGoOn())
        return;
    m_error->clear();
    m_isDeletionWanted = false;
    if (step == SetupStep::Create && m_session->flow().plan().home == keys::KeyHome::MainAccount)
        checkPasted();
    else if (step == SetupStep::Create && !m_session->flow().isPlanFixed())
        makeKey();
    else if (step == SetupStep::Review)
        save();
    else
        goTo(SetupStep(int(step) + 1));
}

void SetupWizard::checkPasted()
{
    if (isRefusedWhileLocked())
        return;
    const Result<htx::Credentials> credentials = m_webKey->read();
    if (!credentials) {
        m_error->show(credentials.error());
        m_webKey->focusField(credentials.error().code);
        return;
    }
    if (!m_session->flow().isChecked())
        m_session->setPasted(*credentials);
    goTo(SetupStep::Check);
}

void SetupWizard::makeKey()
{
    if (isRefusedWhileLocked())
        return;
    setBusy(Busy::Making);
    whenDone(
        this, m_session->makeKey(m_review->label(), m_subUserKey->code()),
        [this](const Result<keys::CheckedKey> &key) { made(key); },
        [this] { made(fail(ErrorKind::OutcomeUnknown)); });
}

void SetupWizard::made(const Result<keys::CheckedKey> &key)
{
    setBusy(Busy::No);
    if (key)
        goTo(SetupStep::Check);
    else
        m_subUserKey->showOutcome(key.error());
    updateButtons();
}

void SetupWizard::deleteKey(bool isLeaving)
{
    if (m_busy != Busy::No || isRefusedWhileLocked())
        return;
    setBusy(Busy::Deleting);
    whenDone(this, m_session->removeKey(), [this, isLeaving](const Result<void> &removed) {
        setBusy(Busy::No);
        m_isDeletionWanted = !removed;
        if (!removed) {
            m_error->show(removed.error());
        } else if (isLeaving) {
            m_isLeaving = true;
            reject();
        } else {
            m_subUserKey->enter();
            updateButtons();
        }
    });
}

void SetupWizard::save()
{
    if (isRefusedWhileLocked())
        return;
    m_isDeletionWanted = false;
    setBusy(Busy::Saving);
    whenDone(this, m_session->save(m_review->label(), m_review->color(), m_review->place()),
             [this](const Result<keys::KeyRecord> &record) { saveDone(record); });
}

void SetupWizard::saveDone(const Result<keys::KeyRecord> &record)
{
    setBusy(Busy::No);
    if (record) {
        m_isLeaving = true;
        Q_EMIT saved(*record);
        accept();
        return;
    }
    if (record.error().code == QLatin1String("duplicate"))
        m_error->show(
            plainError(tr("This key is already held here. Forget it first, if you want to replace it.")));
    else
        m_error->show(record.error());
}

void SetupWizard::setBusy(Busy busy)
{
    m_busy = busy;
    m_subUserKey->setBusy(busy == Busy::Making || busy == Busy::Deleting);
    m_review->setBusy(busy == Busy::Saving);
    updateButtons();
}

void SetupWizard::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Back)) {
        m_back->click();
        return;
    }
    QDialog::keyPressEvent(event);
}

void SetupWizard::done(int result)
{
    if (m_busy != Busy::No)
        return;
    if (result == QDialog::Rejected && !m_isLeaving) {
        pageOf(m_session->flow().step())->leave();
        if (m_session->flow().loss() != keys::SetupLoss::Nothing) {
            askBeforeLeaving();
            return;
        }
    }
    m_webKey->wipe();
    m_session->setPasted(std::nullopt);
    QDialog::done(result);
}

void SetupWizard::askBeforeLeaving()
{
    auto *box = new LeaveBox(m_session->flow().loss(), this);
    connect(box, &LeaveBox::saveChosen, this, [this] {
        if (isRefusedWhileLocked())
            return;
        goTo(SetupStep::Review);
        save();
    });
    connect(box, &LeaveBox::deleteChosen, this, [this] { deleteKey(true); });
    connect(box, &LeaveBox::leaveChosen, this, [this] {
        m_isLeaving = true;
        reject();
    });
    box->setLocked(m_services.keyring.isLocked());
    connect(&m_services.keyring, &keys::Keyring::lockedChanged, box, &LeaveBox::setLocked);
    box->open();
}

} // namespace coffer::ui
