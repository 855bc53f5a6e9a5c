// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"
#include "ui/common/errortext.h"

#include <QFrame>

class QPushButton;

namespace coffer::ui {

class Label;
class Theme;

/// A failure in a narrow column: what happened and what to do, one below the other, and one button.
class DepthNotice : public QFrame
{
    Q_OBJECT

public:
    explicit DepthNotice(const Theme &theme, QWidget *parent = nullptr);

    /// Replaces what was shown; nullopt hides it.
    void setError(const std::optional<Error> &error);

Q_SIGNALS:
    void remedyRequested(coffer::ui::Remedy remedy);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    std::optional<Error> m_error;
    Remedy m_remedy = Remedy::None;
    Label *m_title;
    Label *m_advice;
    QPushButton *m_button;
};

} // namespace coffer::ui
