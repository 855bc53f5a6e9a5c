// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/lockcard.h"

#include "ui/common/clipboard.h"
#include "ui/lock/captureguard.h"
#include "ui/lock/locksettings.h"
#include "ui/settings/settingchoice.h"
#include "ui/settings/settingrow.h"

#include <QVBoxLayout>

namespace coffer::ui {

LockCard::LockCard(Settings &settings, const Theme &theme, QWidget *parent)
    : Card(tr("Lock and privacy"), theme, parent), m_theme(theme)
{
    addRow(
        tr("Lock after"),
        tr("Without a key press or a click in Coffer. Locked, it requests nothing, hides amounts and holds "
           "no secrets."),
        makeChoice<int>(settings, QStringLiteral("lockAfter"), lockMinutesSetting,
                        {{1, tr("1 minute")},
                         {5, tr("5 minutes")},
                         {10, tr("10 minutes")},
                         {30, tr("30 minutes")},
                         {60, tr("1 hour")},
                         {0, tr("Never")}}));
    addRow(tr("Lock with the computer"), tr("When it goes to sleep or its screen is locked."),
           makeSwitch(settings, QStringLiteral("lockWithComputer"), lockWithComputerSetting));
    addRow(
        tr("Clear the clipboard after"),
        tr("Access keys and addresses that you copied, if they are still there. Secrets are never copied."),
        makeChoice<int>(
            settings, QStringLiteral("clipboardTime"), clipboardSecondsSetting,
            {{10, tr("10 seconds")}, {30, tr("30 seconds")}, {120, tr("2 minutes")}, {0, tr("Never")}}));
    QCheckBox *hide = makeSwitch(settings, QStringLiteral("hideFromCapture"), hideFromCaptureSetting);
    hide->setEnabled(canHideFromCapture());
    addRow(tr("Hide key windows from screen capture"),
           canHideFromCapture()
               ? tr("Windows in which a secret is entered stay out of screenshots and shared screens.")
               : tr("This system gives programs no way to do that: close such windows before you share the "
                    "screen. Secrets show as dots only."),
           hide);
}

void LockCard::addRow(const QString &name, const QString &explanation, QWidget *control)
{
    auto *row = new SettingRow(name, explanation, m_theme, this);
    row->addControl(control);
    body()->addWidget(row);
}

} // namespace coffer::ui
