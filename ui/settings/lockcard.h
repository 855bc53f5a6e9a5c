// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/card.h"

namespace coffer {
class Settings;
}

namespace coffer::ui {

/// The settings of the lock, the clipboard, and screen capture.
class LockCard : public Card
{
    Q_OBJECT

public:
    LockCard(Settings &settings, const Theme &theme, QWidget *parent = nullptr);

private:
    void addRow(const QString &name, const QString &explanation, QWidget *control);

    const Theme &m_theme;
};

} // namespace coffer::ui
