// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lock/captureguard.h"

#include "ui/lock/locksettings.h"

#include <QApplication>
#include <QEvent>
#include <QLineEdit>

#include <algorithm>

#if defined(Q_OS_WIN)
#include <qt_windows.h>
#elif defined(Q_OS_MACOS)
#include <objc/message.h>
#include <objc/runtime.h>
#endif

namespace coffer::ui {

namespace {

#if defined(Q_OS_WIN)
void setHidden(const QWidget &window, bool hidden)
{
    constexpr DWORD excludeFromCapture = 0x11; // WDA_EXCLUDEFROMCAPTURE, since Windows 10 2004
    constexpr DWORD none = 0;
    SetWindowDisplayAffinity(reinterpret_cast<HWND>(window.winId()), hidden ? excludeFromCapture : none);
}
#elif defined(Q_OS_MACOS)
void setHidden(const QWidget &window, bool hidden)
{
    constexpr unsigned long sharingNone = 0, sharingReadOnly = 1; // NSWindowSharingType
    const auto view = reinterpret_cast<id>(window.winId());
    const id native = reinterpret_cast<id (*)(id, SEL)>(objc_msgSend)(view, sel_registerName("window"));
    reinterpret_cast<void (*)(id, SEL, unsigned long)>(objc_msgSend)(
        native, sel_registerName("setSharingType:"), hidden ? sharingNone : sharingReadOnly);
}
#else
void setHidden(const QWidget & /*window*/, bool /*hidden*/) {}
#endif

bool takesSecrets(const QWidget &window)
{
    const QList<QLineEdit *> fields = window.findChildren<QLineEdit *>();
    return std::ranges::any_of(fields,
                               [](const QLineEdit *field) { return field->echoMode() != QLineEdit::Normal; });
}

} // namespace

bool canHideFromCapture()
{
#if defined(Q_OS_WIN) || defined(Q_OS_MACOS)
    return true;
#else
    return false;
#endif
}

CaptureGuard::CaptureGuard(Settings &settings, QObject *parent) : QObject(parent), m_settings(settings)
{
    if (canHideFromCapture())
        qApp->installEventFilter(this);
}

bool CaptureGuard::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Show && watched->isWidgetType()) {
        const auto &widget = *static_cast<const QWidget *>(watched);
        if (widget.isWindow() && takesSecrets(widget))
            setHidden(widget, m_settings.value(hideFromCaptureSetting));
    }
    return QObject::eventFilter(watched, event);
}

} // namespace coffer::ui
