// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keys/setup/setupsession.h"
#include "ui/common/page.h"
#include "ui/keys/keyservices.h"

#include <QDialog>

class QPushButton;
class QStackedWidget;

namespace coffer::ui {

class CheckPage;
class ErrorBar;
class HomePage;
class Label;
class RestrictPage;
class ReviewPage;
class SetupPage;
class StepList;
class SubUserKeyPage;
class WebKeyPage;

/// "Add a key…": the guided set-up (product.md). The steps are at the left, one question is on each page, and
/// the button says what it will do. Nothing is stored before the last page. Open it with open().
class SetupWizard : public QDialog
{
    Q_OBJECT

public:
    SetupWizard(const KeyServices &services, const Context &context, QWidget *parent = nullptr);
    ~SetupWizard() override;

    const keys::SetupSession &session() const { return *m_session; }

    void done(int result) override;

Q_SIGNALS:
    void saved(const coffer::keys::KeyRecord &record);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    enum class Busy { No, Making, Deleting, Saving };

    QWidget *makeRight();
    QWidget *makeButtons();
    void addPages(const KeyServices &services);
    void connectPages();
    SetupPage *pageOf(keys::SetupStep step) const;
    /// In the order of the stack.
    QList<SetupPage *> allPages() const;

    void goTo(keys::SetupStep step);
    void showStep();
    void updateButtons();
    QString nextText() const;
    QString hintText() const;
    bool canGoOn() const;
    void goOn();
    void checkPasted();
    void makeKey();
    void made(const Result<keys::CheckedKey> &key);
    void deleteKey(bool isLeaving);
    void save();
    void saveDone(const Result<keys::KeyRecord> &record);
    void setBusy(Busy busy);
    void askBeforeLeaving();
    void addSeenAddress();
    void lockedChanged(bool isLocked);
    bool isRefusedWhileLocked();
    void unlock();

    Context m_context;
    KeyServices m_services;
    keys::SetupSession *m_session;
    Busy m_busy = Busy::No;
    bool m_isLeaving = false;        ///< what leaving loses was answered
    bool m_isDeletionWanted = false; ///< the error that is shown is of a deletion

    StepList *m_steps;
    Label *m_title = nullptr;
    ErrorBar *m_error = nullptr;
    QStackedWidget *m_stack = nullptr;
    HomePage *m_home = nullptr;
    RestrictPage *m_restrict = nullptr;
    WebKeyPage *m_webKey = nullptr;
    SubUserKeyPage *m_subUserKey = nullptr;
    CheckPage *m_check = nullptr;
    ReviewPage *m_review = nullptr;
    QList<SetupPage *> m_pages; ///< by SetupStep; Create is the web page's
    Label *m_hint = nullptr;
    QPushButton *m_cancel = nullptr;
    QPushButton *m_back = nullptr;
    QPushButton *m_next = nullptr;
};

} // namespace coffer::ui
