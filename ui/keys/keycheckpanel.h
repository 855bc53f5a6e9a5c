// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keys/keycheck.h"
#include "ui/common/page.h"

#include <QWidget>

#include <optional>

class QPushButton;

namespace coffer::ui {

class CheckList;

/// What a key is checked against, and where it is to be kept.
struct CheckPlan
{
    htx::PermissionSet permissions;
    std::optional<QStringList> ips; ///< planned addresses; nullopt: nothing was planned
    QString place;                  ///< SecretStore::place()
};

/// The live check of a key: a line for each thing that is asked, with its result and, where it fails, its
/// remedy. Used by the short way and by the guided set-up.
class KeyCheckPanel : public QWidget
{
    Q_OBJECT

public:
    KeyCheckPanel(htx::Client &client, const Context &context, QWidget *parent = nullptr);

    /// Checks this key. asker: of the main account, where the key can't ask about itself (KeyCheck::run).
    void start(const htx::Credentials &credentials, htx::Gateway *asker = nullptr);
    /// The text that was entered can't be part of a key.
    void refuse(const Error &error);
    /// Forgets what was found and drops a check that is under way.
    void reset();
    /// The lines that compare with the plan are written anew with each.
    void setPlan(const CheckPlan &plan);

    bool isRunning() const { return m_isRunning; }
    const std::optional<keys::CheckedKey> &checked() const { return m_checked; }
    const std::optional<Error> &failure() const { return m_failure; }

Q_SIGNALS:
    /// checked() or failure() is there.
    void finished();
    /// "Try again" or "Measure the clock again": start() does both.
    void retryRequested();
    /// "Enter it again": the access key or the secret is wrong. code as KeyEntry::focusField() takes it.
    void entryRequested(const QString &code);
    /// Lines have other heights now.
    void grown();

private:
    enum class Fix { None, CopyAddress, Retry, EnterAccessKey, EnterSecret, OpenWebPage };
    /// Lines of the list after those of keys::CheckStep.
    enum class Fact { Permissions = int(keys::CheckStep::Count), Binding, Expiry, Storage };

    void stepPassed(keys::CheckStep step);
    void done(const Result<keys::CheckedKey> &result);
    void showFailure(const Error &error);
    void showFacts();
    void setFix(Fix fix);
    void applyFix();
    static Fix fixOf(const Error &error);

    htx::Client &m_client;
    Context m_context;
    CheckList *m_lines;
    QPushButton *m_fixButton;
    CheckPlan m_plan;
    keys::KeyCheck *m_check = nullptr;
    quint64 m_generation = 0; ///< counts checks, so that a late answer to an earlier one is dropped
    bool m_isRunning = false;
    keys::CheckStep m_step = keys::CheckStep::Input;
    Fix m_fix = Fix::None;
    std::optional<keys::CheckedKey> m_checked;
    std::optional<Error> m_failure;
};

} // namespace coffer::ui
