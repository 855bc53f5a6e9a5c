// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keys/setup/setupsession.h"
#include "ui/common/label.h"
#include "ui/common/page.h"

#include <QWidget>

class QPushButton;
class QVBoxLayout;

namespace coffer::ui {

/// A page of the guided set-up: one question, with the consequences beside the choice. It shows what the
/// session knows and tells it what is answered.
class SetupPage : public QWidget
{
    Q_OBJECT

public:
    SetupPage(keys::SetupSession &session, const Context &context, QWidget *parent = nullptr);

    /// About to be shown.
    virtual void enter() {}
    /// About to be left: takes what still stands in fields.
    virtual void leave() {}

Q_SIGNALS:
    /// The session knows something else now.
    void edited();

protected:
    keys::SetupSession &session() const { return m_session; }
    keys::SetupFlow &flow() const { return m_session.flow(); }
    const Context &context() const { return m_context; }
    QVBoxLayout *content() const { return m_content; }

    /// Changes the plan and tells.
    template<class Change>
    void changePlan(Change change)
    {
        keys::SetupPlan plan = flow().plan();
        change(plan);
        flow().setPlan(plan);
        Q_EMIT edited();
    }

    /// A wrapped text, at the end of the page unless a layout is given.
    Label *addText(Label::Role role, const QString &text, QLayout *into = nullptr);
    static QPushButton *makeButton(const QString &name, const QString &text, QWidget *parent);

private:
    keys::SetupSession &m_session;
    Context m_context;
    QVBoxLayout *m_content;
};

} // namespace coffer::ui
