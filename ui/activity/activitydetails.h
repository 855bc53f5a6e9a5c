// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/activity/activitywords.h"
#include "ui/common/page.h"

#include <QFrame>

#include <array>

namespace coffer::ui {

class ChipLabel;
class Label;

/// One request in words: what it was for, how it went, and its figures.
class ActivityDetails : public QFrame
{
    Q_OBJECT

public:
    ActivityDetails(const KeyNames &names, const Context &context, QWidget *parent = nullptr);

    /// nullptr: none is selected.
    void setRecord(const htx::RequestRecord *record);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    enum class Fact { Time, Key, Permission, Took, Attempt, Answer, Code, Budget, Count };
    static constexpr auto factCount = static_cast<std::size_t>(Fact::Count);

    QString nameOf(Fact fact) const;
    QString valueOf(Fact fact, const htx::RequestRecord &record) const;

    const KeyNames &m_names;
    Context m_context;
    Label *m_title;
    ChipLabel *m_outcome;
    Label *m_purpose;
    Label *m_reason;
    QWidget *m_facts;
    std::array<Label *, factCount> m_values{};
};

} // namespace coffer::ui
