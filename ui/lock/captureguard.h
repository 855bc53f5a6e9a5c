// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace coffer {
class Settings;
}

namespace coffer::ui {

/// Whether this platform lets a window stay out of screenshots and shared screens: Windows and macOS do, X11
/// and Wayland do not (security.md 6).
bool canHideFromCapture();

/// Keeps windows in which a secret is entered (those with a password field) out of screenshots and shared
/// screens, where the platform can and hideFromCaptureSetting wants it.
class CaptureGuard : public QObject
{
    Q_OBJECT

public:
    explicit CaptureGuard(Settings &settings, QObject *parent = nullptr);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    Settings &m_settings;
};

} // namespace coffer::ui
