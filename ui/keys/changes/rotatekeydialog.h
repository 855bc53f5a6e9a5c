// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keys/changes/rotation.h"
#include "ui/keys/changes/changedialog.h"
#include "ui/keys/keyservices.h"

#include <memory>

class QCheckBox;
class QLineEdit;
class QStackedWidget;

namespace coffer::ui {

class CheckList;
class NewKeyEntry;
class StoreChoice;
class NoticeLine;
class RightsEditor;

/// "Rotate…": what the new key shall be, its making, then the switch from old to new as it happens. The old
/// key is revoked only by its own button; until then all can be undone.
class RotateKeyDialog : public ChangeDialog
{
    Q_OBJECT

public:
    RotateKeyDialog(std::unique_ptr<keys::Rotation> rotation, const KeyServices &services,
                    const Context &context, QWidget *parent = nullptr);
    ~RotateKeyDialog() override;

    void done(int result) override;

protected:
    void closeEvent(QCloseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    enum class Sheet { Plan, Creation, Progress };
    enum Line { Made, Proved, Switched, Deleted, Gone };

    QWidget *makePlan();
    QWidget *makeCreation();
    QWidget *makeSubUserCreation();
    QWidget *makeWebCreation();
    QWidget *makeProgress();
    void makeButtons();
    Sheet sheet() const;
    void goOn();
    void create();
    void tellPlan();
    void showState() override;
    void showConsent();
    void showLines();
    void showRevocation();
    void showButtons();
    void offerStoring();
    QString creationAdvice() const;
    /// What is about to be allowed beyond the old key.
    keys::Widening wider() const;
    bool isRevokedOnWeb() const;
    /// Only the wiping here is left.
    bool isOldKeyGone() const;
    bool isSettling() const;
    void askBeforeLosing();
    void leave();

    std::unique_ptr<keys::Rotation> m_rotation;
    KeyServices m_services;
    QStackedWidget *m_sheets;
    RightsEditor *m_rights;
    QLineEdit *m_otp = nullptr;
    NewKeyEntry *m_entry = nullptr;
    StoreChoice *m_places = nullptr; ///< once the secret could not be stored
    bool m_mayLose = false;          ///< the user closes the window although the secret is not stored
    bool m_knowsPlan = false;        ///< m_entry does
    Label *m_advice = nullptr;
    CheckList *m_steps = nullptr;
    QCheckBox *m_consent;
    NoticeLine *m_notice;
    QPushButton *m_open = nullptr;
    QPushButton *m_undo = nullptr;
    QPushButton *m_stop = nullptr;
    QPushButton *m_close = nullptr;
    QPushButton *m_next = nullptr;
};

} // namespace coffer::ui
