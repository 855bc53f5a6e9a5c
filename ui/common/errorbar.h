// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"
#include "ui/common/errortext.h"

#include <QFrame>

class QLabel;
class QPushButton;
class QToolButton;

namespace coffer::ui {

class Label;
class Theme;

/// One failure at the top of what it concerns: words, details on demand, one button, and a close button.
class ErrorBar : public QFrame
{
    Q_OBJECT

public:
    explicit ErrorBar(const Theme &theme, QWidget *parent = nullptr);

    /// Replaces what was shown.
    void show(const Error &error);
    void clear();
    /// Whether the user can take the message away; otherwise it goes with what it is about.
    void setClosable(bool isClosable);
    const std::optional<Error> &error() const { return m_error; }

Q_SIGNALS:
    /// The button was pressed. CopyAddress is not announced: the bar does it itself.
    void remedyRequested(coffer::ui::Remedy remedy);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void answer();
    void updateIcon();

    const Theme &m_theme;
    std::optional<Error> m_error;
    Remedy m_remedy = Remedy::None;
    QLabel *m_icon;
    Label *m_title;
    Label *m_advice;
    Label *m_details;
    QPushButton *m_button;
    QToolButton *m_more;
    QToolButton *m_close;
};

} // namespace coffer::ui
