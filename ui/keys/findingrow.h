// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keys/findings/finding.h"
#include "ui/keys/findingtext.h"

#include <QWidget>

namespace coffer::ui {

class Theme;

/// One finding: a bar in its severity's colour, what is so, why it matters, and the button that answers it.
class FindingRow : public QWidget
{
    Q_OBJECT

public:
    /// allowed: whether its action can be taken on this key here.
    FindingRow(const keys::Finding &finding, bool allowed, const Theme &theme, QWidget *parent = nullptr);

Q_SIGNALS:
    void requested(coffer::ui::KeyAction action);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    keys::Severity m_severity;
    const Theme &m_theme;
};

} // namespace coffer::ui
